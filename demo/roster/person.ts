import { dottedCode } from '../../src/kernel/region-code.ts'
import type { Sex } from '../../src/kernel/nik.ts'
import { plainDateOf, type PlainDate } from '../../src/kernel/plain-date.ts'
import type { Rupiah } from '../../src/kernel/rupiah.ts'
import { Chance } from '../chance.ts'
import { bornOnOf, familyCardOf, nikDigitsOf, nikSlot, nobodysPhone, type NikSlot } from '../nobodys-nik.ts'
import { ORIGINS, personName, titledName } from '../names.ts'
import { workOf } from '../occupations.ts'
import type { ListedVillage } from './cells.ts'

/** Somebody in a list, before a clerk has written him down. */
export type ListedPerson = {
  readonly slot: NikSlot
  readonly nik: string
  readonly familyCardNumber: string
  readonly name: string
  readonly sex: Sex
  readonly bornOn: PlainDate
  readonly birthPlace: string
  readonly motherName: string
  readonly phone: string
  readonly occupation: string
  readonly income: Rupiah
  readonly rt: number
  readonly rw: number
  readonly villageCode: string
  readonly village: string
}

/** What every person of a list has in common. */
export type ListOf = {
  readonly seed: number
  readonly isMessy: boolean
  readonly villages: readonly ListedVillage[]
}

const BIRTH_PLACES = [
  'Palembang',
  'Sekayu',
  'Prabumulih',
  'Kayu Agung',
  'Lahat',
  'Baturaja',
  'Muara Enim',
  'Lubuk Linggau',
] as const

/**
 * Years of birth are fixed and not counted from today, so that a list has the same bytes on every day: these are of working age, and
 * below the limit of BPU, until 2033.
 */
const BORN = { first: 1968, last: 2004 } as const

/** The person of a row, made without those before. Nobody else in a list of the same seed has his NIK. */
export function listedPerson({ seed, isMessy, villages }: ListOf, index: number): ListedPerson {
  const chance = new Chance(seed, 1, index)
  const slot = nikSlot('roster', seed, index)
  const village = chance.pick(villages)
  if (!village) throw new RangeError('a list needs a village')
  const home = village.code
  const sex = chance.is(620) ? 'male' : 'female'
  const bornOn = bornOnOf(slot, chance.between(BORN.first, BORN.last), chance.between(1, 12))
  const origin = chance.pick(ORIGINS)
  const plain = personName(chance, origin, sex, Number(bornOn.slice(0, 4)))
  const { title: occupation, income } = workOf(chance, 'own', chance.is(300))
  return {
    slot,
    nik: nikDigitsOf(slot, home, bornOn, sex),
    familyCardNumber: familyCardOf(slot, home, chance.between(2_010, 2_024), chance.between(1, 12)),
    name: isMessy ? writtenName(chance, plain, sex) : plain,
    sex,
    bornOn,
    birthPlace: chance.pick(BIRTH_PLACES),
    motherName: personName(chance, origin, 'female', 1950),
    phone: nobodysPhone(seed, index),
    occupation,
    income,
    rt: chance.between(1, 12),
    rw: chance.between(1, 6),
    villageCode: dottedCode(home),
    village: village.name,
  }
}

/** As clerks write: capitals, first letters only, with titles, with a blank too many. */
function writtenName(chance: Chance, name: string, sex: Sex): string {
  const cased = chance.is(350)
    ? name.toLowerCase().replace(/\b[a-z]/g, (letter) => letter.toUpperCase())
    : name
  const titled = chance.is(90) ? titledName(chance, cased, sex) : cased
  return chance.is(40) ? titled.replace(' ', '  ') : titled
}

/** The NIK that the same person would have had, born in the years before the limit of age. */
export function olderThanTheLimit(chance: Chance, person: ListedPerson): { nik: string; bornOn: PlainDate } {
  const year = chance.between(1935, 1950)
  const bornOn = plainDateOf(year, Number(person.bornOn.slice(5, 7)), person.slot.birthDay)
  return { nik: `${person.nik.slice(0, 10)}${String(year).slice(2)}${person.nik.slice(12)}`, bornOn }
}
