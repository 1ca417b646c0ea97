import type { Language } from '../../src/kernel/format.ts'
import type { Outcome, OutcomeCode, OutcomeDetails } from '../../src/modules/people/row/outcome.ts'
import { outcomeSentences as english } from './en/import-outcomes.ts'
import { outcomeSentences as indonesian } from './id/import-outcomes.ts'

/** Every code that a row can be told, sorted: what the API documents. */
export const OUTCOME_CODES: readonly OutcomeCode[] = (Object.keys(indonesian) as OutcomeCode[]).sort()

/** Where an outcome stands, as the reader's own file shows it. */
export type OutcomePlace = {
  readonly row: number | null
  /** The column's own heading. */
  readonly column: string | null
  /** What stands in the cell, masked where it tells who somebody is: see `maskCell`. */
  readonly shown: string | null
}

const WORDS = {
  id: { row: 'Baris', column: 'kolom', shown: 'terisi' },
  en: { row: 'Row', column: 'column', shown: 'written' },
} as const

/** What is wrong and how to mend it, without saying where: for the sentence beside a field. */
export function outcomeSentence(said: Outcome, language: Language = 'id', row: number | null = null): string {
  const sentences = language === 'en' ? english : indonesian
  // One code and its own details: the pairing is checked where the outcome is built, and TypeScript cannot follow it here.
  const sentence = sentences[said.code] as (
    details: OutcomeDetails[OutcomeCode],
    row: number | null,
  ) => string
  return sentence(said.details, row)
}

/** The same with row, column and masked value before it: `Baris 5, kolom NO. KTP, terisi "1699…": NIK harus 16 angka. …` */
export function outcomeLine(said: Outcome, place: OutcomePlace, language: Language = 'id'): string {
  const words = WORDS[language]
  const where = [
    ...(place.row === null ? [] : [`${words.row} ${place.row}`]),
    ...(place.column === null ? [] : [`${words.column} ${place.column}`]),
    ...(place.shown === null ? [] : [`${words.shown} "${place.shown}"`]),
  ].join(', ')
  const sentence = outcomeSentence(said, language, place.row)
  return where === '' ? sentence : `${where}: ${sentence}`
}
