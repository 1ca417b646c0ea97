import { plainDateOf } from '../../../kernel/plain-date.ts'

/** 31 December 9999 in a workbook that counts from 1900. */
const LAST_SERIAL = 2_958_465
const DAYS_OF_1904 = 1_462
const DAY_MS = 86_400_000
const MINUTES_A_DAY = 1_440

/**
 * The day (`1990-03-22`) or, below 1, the time of day (`08:30`) that a spreadsheet's serial number means; a time beside a day is left
 * out. Null for what means no day: negative, beyond the year 9999, and 60, the 29 February 1900 that Excel counts and that never was.
 */
export function serialDate(serial: number, from1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0) return null
  if (serial < 1 && !(from1904 && serial === 0)) return timeOfDay(serial)
  const day = Math.floor(serial) + (from1904 ? DAYS_OF_1904 : 0)
  if (day > LAST_SERIAL || (day === 60 && !from1904)) return null
  // Excel's day 1 is 1 January 1900; after the day that never was, counting is off by one.
  const epoch = day < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30)
  const date = new Date(epoch + day * DAY_MS)
  return plainDateOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

function timeOfDay(fraction: number): string | null {
  const minutes = Math.round(fraction * MINUTES_A_DAY)
  if (minutes >= MINUTES_A_DAY) return null
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
