import type { RowField } from './fields.ts'
import { outcome } from './outcome.ts'
import { EMPTY, read, unreadable, type Reading } from './reading.ts'
import { readSigns } from './read-words.ts'

const MOBILE = /^\+628\d{7,11}$/
/** Area codes begin with 2 to 7 or 9; with their number they are 8 to 11 digits. */
const LANDLINE = /^\+62[2-79]\d{7,10}$/
const FOREIGN = /^\+(?!62)[1-9]\d{7,14}$/
const BETWEEN_NUMBERS = /\s*(?:[/;,|&]|\batau\b|\bdan\b)\s*/i

/**
 * A telephone number as E.164 (`+62812…`). A spreadsheet that lost the 0 is understood. Of two numbers in a cell the first good one
 * is taken, with a warning; what is no number is dropped, with a warning: nobody stays unprotected for want of a telephone.
 */
export function readPhone(field: RowField, typed: string): Reading<string> {
  const text = readSigns(typed)
  if (text === '') return EMPTY
  const whole = asE164(text)
  if (whole !== null) return read(whole)
  const [found] = text
    .split(BETWEEN_NUMBERS)
    .map(asE164)
    .filter((number) => number !== null)
  return found === undefined
    ? unreadable(outcome('HP_FORMAT', field, {}))
    : read(found, outcome('HP_GANDA', field, {}))
}

function asE164(text: string): string | null {
  const signs = text
    .replace(/^'/, '')
    .replace(/^(?:hp|telp?|wa|no)[.: ]+/i, '')
    .replace(/[\s().-]/g, '')
  if (!/^\+?\d+$/.test(signs)) return null
  const number = signs.startsWith('+')
    ? signs.replace(/^\+620/, '+62')
    : signs.startsWith('00')
      ? `+${signs.slice(2)}`
      : signs.startsWith('62')
        ? `+${signs}`
        : signs.startsWith('0')
          ? `+62${signs.slice(1)}`
          : signs.startsWith('8')
            ? `+62${signs}`
            : ''
  return MOBILE.test(number) || LANDLINE.test(number) || FOREIGN.test(number) ? number : null
}
