import { isMonth, month, monthsBetween, type Month } from '../../../kernel/month.ts'
import { readDateText } from './date-text.ts'
import { outcome } from './outcome.ts'
import { EMPTY, read, unreadable, type Reading } from './reading.ts'
import { readSigns } from './read-words.ts'

/** Two years: longer than any payer commits, short enough to catch a year typed into the column. */
const MOST_MONTHS = 24

/** The first month of a period and, when a range was written, how many months it has. */
export type Period = { readonly first: Month; readonly monthCount: number | null }

/** 1 to 24 months: `6`, `6 bulan`, `12 bln`. */
export function readMonthCount(typed: string): Reading<number> {
  const text = readSigns(typed)
  if (text === '') return EMPTY
  const count = Number(/^(\d{1,4})(?:\.0+)?\s*(?:bulan|bln|bl|months?)?\.?$/i.exec(text)?.[1])
  return count >= 1 && count <= MOST_MONTHS
    ? read(count)
    : unreadable(outcome('BULAN_JUMLAH', 'monthCount', { most: MOST_MONTHS }))
}

/**
 * The contribution month (BLTH) of a cell: `05/2026`, `2026-05`, `202605`, `Mei 2026`, `Jan-26`, a day of that month, or a range
 * `Nov 2025 - Feb 2026`, which gives its length.
 */
export function readPeriod(typed: string, currentYear: number): Reading<Period> {
  const text = readSigns(typed)
  if (text === '') return EMPTY
  const single = monthOfText(text, currentYear)
  if (single) return read({ first: single, monthCount: null })
  const [from, to, ...more] = text.split(/\s*(?:s\.?\/?d\.?|sampai(?: dengan)?|hingga|–|—)\s*|\s+-\s+/i)
  const first = monthOfText(from ?? '', currentYear)
  const last = monthOfText(to ?? '', currentYear)
  const monthCount = first && last && more.length === 0 ? monthsBetween(first, last) + 1 : 0
  if (!first || monthCount < 1) return unreadable(outcome('BULAN_FORMAT', 'startMonth', {}))
  return monthCount > MOST_MONTHS
    ? unreadable(outcome('BULAN_JUMLAH', 'startMonth', { most: MOST_MONTHS }))
    : read({ first, monthCount })
}

/** A century ahead is no month anybody pays for, so a year of two digits lies within 50 years of now. */
const YEARS_AHEAD = 50

function monthOfText(text: string, currentYear: number): Month | null {
  const digits = text.replace(/\s/g, '')
  const written =
    /^(20\d{2})[-/.]?(\d{2})$/.exec(digits) ??
    /^(?<month>\d{1,2})[-/.](?<year>\d{4})$/.exec(digits) ??
    /^(?<month>\d{1,2})(?<year>20\d{2})$/.exec(digits)
  if (written) {
    const year = written.groups?.['year'] ?? written[1] ?? ''
    const iso = `${year}-${(written.groups?.['month'] ?? written[2] ?? '').padStart(2, '0')}`
    return isMonth(iso) ? iso : null
  }
  const day = /^[a-z]/i.test(text) ? `1 ${text}` : text
  const reading = readDateText(day, currentYear + YEARS_AHEAD)
  return 'date' in reading ? month(reading.date.slice(0, 7)) : null
}
