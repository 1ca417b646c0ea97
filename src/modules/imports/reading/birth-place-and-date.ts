/** The two halves of a cell such as `Palembang, 12-05-1980`; the date as it was written, '' where a half is missing. */
export type BirthPlaceAndDate = { readonly place: string; readonly date: string }

/** Digits at the end with month names or separators between: `12-05-1980`, `12 Mei 1980`, `12/5/80`, `1980-05-12`. */
const DATE_AT_END = /(\d{1,4}\s*[-/. ]\s*(?:\d{1,2}|[a-z]{3,9})\s*[-/., ]\s*\d{1,4})\s*$/i

/** Splits a birth place and date written in one cell. What has no date at its end is all place. */
export function splitBirthPlaceAndDate(text: string): BirthPlaceAndDate {
  const date = DATE_AT_END.exec(text)?.[1] ?? ''
  const place = date === '' ? text : text.slice(0, text.lastIndexOf(date))
  return { place: place.replace(/[\s,./-]+$/, '').trim(), date: date.trim() }
}
