import { cleanText, isCellError } from './clean-text.ts'
import type { RowField } from './fields.ts'
import { outcome, type Outcome } from './outcome.ts'
import { withoutTitles } from '../matching/person-titles.ts'
import { EMPTY, unreadable, type Reading } from './reading.ts'

/** The official templates take 60 characters. */
export const LONGEST_NAME = 60

export type PersonName = {
  /** As written, in NFC and without unseen characters. */
  readonly written: string
  /** Without titles and alias. */
  readonly bare: string
  readonly titles: readonly string[]
  /** The name after `alias`, `als.` or `bin alias`, else null. */
  readonly alias: string | null
}

const PLAIN_NAME = /^[A-Za-z][A-Za-z .,'-]*$/
const NOT_LATIN = /(?=\p{L})\P{Script=Latin}/u
/** Letters, marks, digits, spaces and the signs that names carry: O'Brien, Nur'aini, Al-Amin, S.Pd.I, (alm). */
const USUAL = /^[\p{L}\p{M}\p{Nd} .,'’‘`()/-]+$/u
const MAY_HOLD_ALIAS = /ali|als|a\.?k|@/i
const ALIAS = /^(.*?\S)\s*[,(]?\s*\b(?:alias|als\.?|a\.k\.a\.?|@)\s+([^)]+)\)?$/i

/**
 * A person's name. One word is a whole name. Nothing is corrected: titles and alias are only told apart, lookalike letters and
 * signs are warned about, and what is longer than 60 characters is refused.
 */
export function readName(field: RowField, typed: string): Reading<PersonName> {
  if (typed === '') return EMPTY
  const { text, hasLost, isBroken } = cleanText(typed)
  if (isBroken) return unreadable(outcome('TEKS_RUSAK', field, {}))
  if (text === '') return EMPTY
  if (isCellError(text)) return unreadable(outcome('SEL_GALAT', field, { written: text }))
  const length = Array.from(text).length
  if (length > LONGEST_NAME) {
    return unreadable(outcome('NAMA_PANJANG', field, { length, most: LONGEST_NAME }))
  }
  const outcomes = PLAIN_NAME.test(text) ? [] : warningsOf(field, text)
  if (hasLost) outcomes.push(outcome('NAMA_DIRAPIKAN', field, {}))
  return { value: personName(text), outcomes }
}

function personName(written: string): PersonName {
  const match = MAY_HOLD_ALIAS.test(written) ? ALIAS.exec(written) : null
  const { before, bare, after } = withoutTitles(match?.[1] ?? written)
  return { written, bare, titles: [...before, ...after], alias: match?.[2]?.trim() ?? null }
}

function warningsOf(field: RowField, text: string): Outcome[] {
  const outcomes: Outcome[] = []
  const strange = NOT_LATIN.exec(text)?.[0]
  if (strange !== undefined) outcomes.push(outcome('NAMA_HURUF_MIRIP', field, { character: strange }))
  if (/\p{Nd}/u.test(text)) outcomes.push(outcome('NAMA_ANGKA', field, {}))
  if (!USUAL.test(text) || !/\p{L}/u.test(text)) outcomes.push(outcome('NAMA_TANDA', field, {}))
  return outcomes
}
