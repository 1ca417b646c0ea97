import type { Nik } from '../../../kernel/nik.ts'

/**
 * How like two NIKs are. same · slip: one digit mistyped or two neighbours swapped · same-day: only the serial differs, as with twins
 * and others born on one day in one district · different.
 */
export type NikLikeness = 'same' | 'slip' | 'same-day' | 'different'

const DAY_TENS = 6
const SERIAL_FROM = 12

export function compareNiks(a: Nik, b: Nik): NikLikeness {
  if (a.equals(b)) return 'same'
  return likenessOfDigits(a.reveal(), b.reveal())
}

function likenessOfDigits(a: string, b: string): NikLikeness {
  const places: number[] = []
  for (let place = 0; place < a.length; place += 1) {
    if (a.charCodeAt(place) !== b.charCodeAt(place)) places.push(place)
  }
  const [first = 0, second = 0] = places
  // A brother and a sister of one day differ in the 40 that is added for a woman.
  const isOtherSex =
    places.length === 1 && first === DAY_TENS && Math.abs(Number(a[first]) - Number(b[first])) === 4
  if (isOtherSex) return 'same-day'
  // A serial one higher is what the registry gives the next child of that day: a slip is believed only before it.
  if (first >= SERIAL_FROM) return 'same-day'
  const isSwap =
    places.length === 2 && second === first + 1 && a[first] === b[second] && a[second] === b[first]
  return places.length === 1 || isSwap ? 'slip' : 'different'
}
