import type { Language } from '../../src/kernel/format.ts'
import type { PairReason } from '../../src/modules/people/matching/assess-pair.ts'
import { pairReasons as english } from './en/pair-reasons.ts'
import { pairReasons as indonesian } from './id/pair-reasons.ts'

/** The reasons of a pair as one sentence, in the order given: `Nama sama setelah gelar dilepas; desa sama.` Empty without reasons. */
export function pairExplanation(reasons: readonly PairReason[], language: Language = 'id'): string {
  const words = (language === 'en' ? english : indonesian) as {
    readonly [Field in string]?: { readonly [Level in string]?: string }
  }
  const text = reasons.map(({ field, level }) => words[field]?.[level] ?? level).join('; ')
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
