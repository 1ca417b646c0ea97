import type { RowField } from './fields.ts'

/** What tells who somebody is or how to reach them; the other fields are shown as written. */
const MASKED: ReadonlySet<RowField> = new Set<RowField>([
  'nik',
  'familyCardNumber',
  'motherName',
  'fatherName',
  'heirName',
  'heirPhone',
  'phone',
  'email',
  'kpj',
  'npwp',
])
const LONGEST_SHOWN = 40
/** Digits in a cell of another field can be a NIK in the wrong column. */
const LONG_NUMBER = /\d(?:[\s.-]?\d){9,}/g

/**
 * What stands in a cell, as a message may show it: enough for its writer to find it, too little to know a person by. At most 40
 * characters, without those that cannot be seen.
 */
export function maskCell(field: RowField, typed: string): string {
  const text = typed
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(0, LONGEST_SHOWN)
  if (!MASKED.has(field)) return text.replace(LONG_NUMBER, (number) => maskedEnds(number))
  return text.length > 8 ? maskedEnds(text) : '•'.repeat(text.length)
}

function maskedEnds(text: string): string {
  return `${text.slice(0, 2)}${'•'.repeat(Math.max(text.length - 4, 1))}${text.slice(-2)}`
}
