/**
 * A NIK is 16 digits, however people space it. Separators: space, no-break and zero-width space, dot, dash, apostrophe, slash,
 * underscore, plus, and `%20`, `%2D` and the like as they stand in a URL.
 */
const SIXTEEN_DIGITS =
  /(?<!\p{Nd})(?:\p{Nd}(?:[\s\u00a0\u200b-\u200d\u2060\ufeff.\-\u2010-\u2015'’/_+]|%(?:20|2[BDEFbdef]|27|5[Ff]|C2%A0|c2%a0)){0,3}){15}\p{Nd}(?!\p{Nd})/gu

export const SCRUBBED = '[16 angka disembunyikan]'

/**
 * Replaces each run of 16 digits, also with separators between them, before text reaches a log or a terminal.
 * Longer and shorter runs stay: they are amounts, account paths, ids. Guarded by scrub.test.ts.
 */
export function scrubDigits(text: string): string {
  return text.replace(SIXTEEN_DIGITS, SCRUBBED)
}
