import type { PlainDate } from '../../../kernel/plain-date.ts'

/**
 * How like two birth dates are. same · same-guess: alike, but 1 January or 1 July, which stands for "only the year is known" · swapped:
 * day and month · digit: one digit mistyped · year-near: same day, one year apart · guess: same year, one of them a guess ·
 * close: less than a generation apart · generation: 15 years or more, as parents and children are ·
 * decade: the same, though one mistyped digit would explain it.
 */
export type DateLikeness =
  'same' | 'same-guess' | 'swapped' | 'digit' | 'year-near' | 'guess' | 'close' | 'decade' | 'generation'

const GENERATION_YEARS = 15

export function compareDates(a: PlainDate, b: PlainDate): DateLikeness {
  if (a === b) return isGuess(a) ? 'same-guess' : 'same'
  const years = Math.abs(Number(a.slice(0, 4)) - Number(b.slice(0, 4)))
  if (years >= GENERATION_YEARS) return differsByOneDigit(a, b) ? 'decade' : 'generation'
  if (years === 0 && a.slice(5, 7) === b.slice(8) && a.slice(8) === b.slice(5, 7)) return 'swapped'
  if (years === 1 && a.slice(5) === b.slice(5) && !isGuess(a)) return 'year-near'
  if (years === 0 && (isGuess(a) || isGuess(b))) return 'guess'
  return differsByOneDigit(a, b) ? 'digit' : 'close'
}

/** Whoever knows only a year writes 1 January or 1 July, or 31 December. */
export function isGuess(date: PlainDate): boolean {
  const day = date.slice(5)
  return day === '01-01' || day === '07-01' || day === '12-31'
}

function differsByOneDigit(a: string, b: string): boolean {
  let differences = 0
  for (let place = 0; place < a.length; place += 1) {
    if (a.charCodeAt(place) !== b.charCodeAt(place)) differences += 1
  }
  return differences === 1
}
