import type { PlainDate } from '../../../kernel/plain-date.ts'
import { ageOn } from '../../../kernel/plain-date.ts'
import { readDateText, readSerial, type DateProblem, type DateReading } from './date-text.ts'
import type { StoredAs } from './fields.ts'
import { outcome, type Outcome } from './outcome.ts'
import { EMPTY, read, unreadable, type Reading } from './reading.ts'
import { readSigns } from './read-words.ts'

/** Nobody alive is older, so the year was mistyped. */
const OLDEST_AGE = 120

export type DateCellContext = {
  readonly on: PlainDate
  /** From which day a workbook counts its days. */
  readonly dateSystem: 1900 | 1904
}

/** A birth date: a real day, not in the future, at most 120 years ago. A year of two digits is the newest that has been. */
export function readBirthDate(
  typed: string,
  storedAs: StoredAs,
  context: DateCellContext,
): Reading<PlainDate> {
  const text = readSigns(typed)
  if (text === '') return EMPTY
  const reading = dateReadingOf(text, storedAs, context)
  if ('problem' in reading) return unreadable(ofProblem(reading.problem))
  const { date, yearDigits } = reading
  if (date > context.on) return unreadable(outcome('TGL_DEPAN', 'bornOn', {}))
  if (ageOn(context.on, date) > OLDEST_AGE) {
    return unreadable(outcome('TGL_LAMA', 'bornOn', { oldest: OLDEST_AGE }))
  }
  return yearDigits === 2
    ? read(date, outcome('TGL_TAHUN_DUA_ANGKA', 'bornOn', { readAs: date }))
    : read(date)
}

function dateReadingOf(text: string, storedAs: StoredAs, { on, dateSystem }: DateCellContext): DateReading {
  const isCount = storedAs !== 'text' && /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text)
  if (isCount) return readSerial(text, dateSystem)
  const year = Number(on.slice(0, 4))
  const reading = readDateText(text, year)
  const isLater = 'date' in reading && reading.yearDigits === 2 && reading.date > on
  return isLater ? readDateText(text, year - 1) : reading
}

function ofProblem(problem: DateProblem): Outcome {
  switch (problem) {
    case 'shape':
      return outcome('TGL_FORMAT', 'bornOn', {})
    case 'month-first':
      return outcome('TGL_BULAN_DULU', 'bornOn', {})
    case 'no-such-day':
      return outcome('TGL_TIDAK_ADA', 'bornOn', {})
    case 'serial':
      return outcome('TGL_SERIAL', 'bornOn', {})
  }
}
