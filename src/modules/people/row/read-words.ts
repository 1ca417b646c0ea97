import { cleanText, isCellError, isPlaceholder } from './clean-text.ts'
import type { RowField } from './fields.ts'
import { outcome } from './outcome.ts'
import { EMPTY, read, unreadable, type Reading } from './reading.ts'

/** A cell longer than this is a paragraph that slipped into the wrong column. */
const MOST_CHARACTERS = 255

/** A free text: cleaned, at most 255 characters. Says when something unseen was taken away, and refuses broken characters. */
export function readWords(field: RowField, typed: string): Reading<string> {
  const { text, hasLost, isBroken } = cleanText(typed)
  if (isBroken) return unreadable(outcome('TEKS_RUSAK', field, {}))
  if (isPlaceholder(text)) return EMPTY
  if (isCellError(text)) return unreadable(outcome('SEL_GALAT', field, { written: text }))
  if (text.length > MOST_CHARACTERS) {
    return unreadable(outcome('TEKS_PANJANG', field, { length: text.length, most: MOST_CHARACTERS }))
  }
  return hasLost ? read(text, outcome('TEKS_DIRAPIKAN', field, {})) : read(text)
}

/**
 * The text of a cell that holds numbers, a code or a date: cleaned, with full-width digits as ASCII, or empty. What is unreadable
 * here is reported by the reader of the field, whose sentence shows the right form.
 */
export function readSigns(typed: string): string {
  // A list has more empty cells than filled ones.
  if (typed === '') return ''
  const { text } = cleanText(typed)
  const folded = /^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFKC')
  return isPlaceholder(folded) ? '' : folded
}
