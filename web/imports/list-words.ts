import type { Language } from '../../src/kernel/format.ts'
import { wordsIn } from '../locales/public.ts'

/** Whom the rows of a list are about. */
export type ListSubject = 'people' | 'employers'

/** The words of lists; where a sentence names whom its rows are about, it is that of the subject. */
export function listWordsOf(language: Language, subject: ListSubject) {
  const { imports } = wordsIn(language)
  if (subject === 'people') return imports
  const { preview, receipt, new: entry, ...own } = imports.ofEmployers
  return {
    ...imports,
    ...own,
    new: { ...imports.new, ...entry },
    preview: { ...imports.preview, ...preview },
    receipt: { ...imports.receipt, ...receipt },
  }
}
