import type { Language } from '../../src/kernel/format.ts'
import { type RejectionReason } from '../../src/modules/submissions/submissions.ts'
import { wordsIn } from './public.ts'

/** Why BPJS Ketenagakerjaan rejected somebody, what to do, and its own words. */
export function rejectionSentence(reason: RejectionReason, text: string | null, language: Language): string {
  const { reasons, said } = wordsIn(language).submissions
  const [why = '', remedy = ''] = reasons[reason]
  return [`${why}.`, remedy, ...(text === null ? [] : [said(text)])].join(' ')
}
