import type { Sex } from '../src/kernel/nik.ts'
import { plainDateOf, type PlainDate } from '../src/kernel/plain-date.ts'
import { ancestorAt, type RegionCode } from '../src/kernel/region-code.ts'
import { scramble } from './chance.ts'

/**
 * NIKs that can belong to nobody: regency 99 exists in no province and Kemendagri has never issued a number with it. The districts
 * below it tell worlds apart: 01–89 are people of the twin province, 90–99 those of lists.
 */
const RANGES = { province: { first: 1, last: 89 }, roster: { first: 90, last: 99 } } as const
export type NikRange = keyof typeof RANGES

/** Serials begin at 10, so that a spreadsheet that cuts the last digit never leaves 0000. */
const FIRST_SERIAL = 10
const SERIALS = 9_990
/** Shares no factor with the size of either range, so that every number of a range is met once before any is met again. */
const STRIDE = 611_953
/** Every month has them. */
const DAYS = 28

/** What one number of a range leaves free: month and year of birth. */
export type NikSlot = { readonly district: number; readonly serial: number; readonly birthDay: number }

/** How many people a range has numbers for. */
export function capacityOf(range: NikRange): number {
  return sizeOf(range) * DAYS
}

/**
 * The place of a person in a range. Two people never share district, serial and day of birth, so their NIKs differ whatever their
 * months and years are, and nobody has to remember which numbers were given. Throws RangeError beyond `capacityOf`.
 */
export function nikSlot(range: NikRange, seed: number, index: number): NikSlot {
  const size = sizeOf(range)
  const round = Math.floor(index / size)
  if (index < 0 || round >= DAYS) throw new RangeError(`no number is left for person ${index}`)
  const place = ((index % size) * STRIDE + (scramble(seed) % size)) % size
  return {
    district: RANGES[range].first + Math.floor(place / SERIALS),
    serial: FIRST_SERIAL + (place % SERIALS),
    birthDay: 1 + ((scramble(place ^ 0x5bd1e995) + round) % DAYS),
  }
}

function sizeOf(range: NikRange): number {
  return (RANGES[range].last - RANGES[range].first + 1) * SERIALS
}

/** The birth date of a person with this place, given its month and year. */
export function bornOnOf({ birthDay }: NikSlot, year: number, month: number): PlainDate {
  return plainDateOf(year, month, birthDay)
}

/** The sixteen digits of a person of a province. */
export function nikDigitsOf(slot: NikSlot, home: RegionCode, bornOn: PlainDate, sex: Sex): string {
  const day = slot.birthDay + (sex === 'female' ? 40 : 0)
  return `${area(slot, home)}${two(day)}${bornOn.slice(5, 7)}${bornOn.slice(2, 4)}${String(slot.serial).padStart(4, '0')}`
}

/** The number of the family card that this person heads: written the same way, with the day on which the card was issued. */
export function familyCardOf(
  slot: NikSlot,
  home: RegionCode,
  issuedYear: number,
  issuedMonth: number,
): string {
  return `${area(slot, home)}${two(slot.birthDay)}${two(issuedMonth)}${two(issuedYear % 100)}${String(slot.serial).padStart(4, '0')}`
}

function area({ district }: NikSlot, home: RegionCode): string {
  return `${String(Math.trunc(ancestorAt(home, 'provinsi') / 100_000_000))}99${two(district)}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

const SUBSCRIBERS = 100_000_000

/**
 * A mobile number in E.164 that reaches nobody: KM 28/2004 keeps 084 for national mobile networks and no operator has numbers that
 * begin with 0840.
 */
export function nobodysPhone(seed: number, index: number): string {
  const subscriber = (index * 61_953_001 + (scramble(seed ^ 0x7feb352d) % SUBSCRIBERS)) % SUBSCRIBERS
  return `+62840${String(subscriber).padStart(8, '0')}`
}
