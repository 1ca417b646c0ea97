import { plainDate, type PlainDate } from '../../src/kernel/plain-date.ts'
import type { Sex } from '../../src/kernel/nik.ts'
import { Chance } from '../chance.ts'
import { personName, titledName } from '../names.ts'
import { bornOnOf, familyCardOf, nikDigitsOf, nikSlot, nobodysPhone } from '../nobodys-nik.ts'
import { workOf, type Work } from '../occupations.ts'
import { employerOf, type DemoEmployer } from './employer.ts'
import type { Family, Member } from './family.ts'
import type { PeopledVillage } from './residents.ts'

/** The world is as it was on this day, whenever it is made. */
export const WORLD_DAY: PlainDate = plainDate('2026-01-01')
const LAST_YEAR = 2025
const WORKING_AGE = { least: 18, below: 65 } as const
/** Of a thousand of working age, who works; and of workers, who works for wages. */
const AT_WORK: { readonly [Each in Sex]: number } = { male: 656, female: 363 }
const FOR_WAGES = { urban: 655, rural: 524 } as const
const AT_WORK_WHEN_OLD = 250

/** Somebody of the twin province, before he is written as a person of the registry. */
export type TwinPerson = {
  /** His number among all people of the province, from 0. */
  readonly index: number
  readonly village: PeopledVillage
  readonly member: Member
  readonly name: string
  readonly bornOn: PlainDate
  readonly nik: string
  readonly familyCardNumber: string
  readonly motherName: string
  readonly phone: string | null
  readonly rt: number
  readonly rw: number
  readonly decile: number
  /** How he lives: on his own account, for wages, or from others. */
  readonly kind: 'own' | 'wage' | 'none'
  readonly work: Work | null
  readonly employer: DemoEmployer | null
  /** Of an age at which he can be registered. */
  readonly isEligible: boolean
  /** The head's spouse, for heirs. */
  readonly spouseName: string | null
}

type FamilyPlace = {
  readonly seed: number
  readonly village: PeopledVillage
  readonly firstIndex: number
  readonly family: Family
}

/** The people of one family. Each is made of the seed and his own number, the family of its first. */
export function twinFamily(place: FamilyPlace): TwinPerson[] {
  const { seed, village, firstIndex, family } = place
  const shared = new Chance(seed, 12, firstIndex)
  const card = familyCardOf(
    nikSlot('province', seed, firstIndex),
    village.code,
    shared.between(2_008, 2_025),
    shared.between(1, 12),
  )
  const home = {
    rt: shared.between(1, 8),
    rw: shared.between(1, 5),
    decile: 1 + shared.weighted([130, 130, 120, 115, 110, 105, 95, 80, 65, 50]),
  }
  const people = family.members.map((member, at) => twinMember(place, member, firstIndex + at))
  const nameOf = (role: Member['role']) => people.find(({ member }) => member.role === role)?.name ?? null
  const mother = people.find(
    ({ member }) => member.role === 'spouse' || (member.role === 'head' && member.sex === 'female'),
  )
  return people.map((person) => {
    const { role } = person.member
    return {
      ...person,
      ...home,
      familyCardNumber: card,
      motherName: role === 'child' && mother ? mother.name : person.motherName,
      spouseName: role === 'head' ? nameOf('spouse') : role === 'spouse' ? nameOf('head') : null,
    }
  })
}

type Alone = Omit<TwinPerson, 'familyCardNumber' | 'rt' | 'rw' | 'decile' | 'spouseName'>

function twinMember({ seed, village, family }: FamilyPlace, member: Member, index: number): Alone {
  const chance = new Chance(seed, 13, index)
  const slot = nikSlot('province', seed, index)
  const bornOn = bornOnOf(slot, LAST_YEAR - member.age, chance.between(1, 12))
  const bare = personName(chance, family.origin, member.sex, LAST_YEAR - member.age)
  const kind = livingOf(chance, member, village.isUrban)
  const work = kind === 'none' ? null : workOf(chance, kind, village.isUrban)
  return {
    index,
    village,
    member,
    name: member.age >= 40 && chance.is(35) ? titledName(chance, bare, member.sex) : bare,
    bornOn,
    nik: nikDigitsOf(slot, village.code, bornOn, member.sex),
    motherName: personName(chance, family.origin, 'female', LAST_YEAR - member.age - 25),
    phone: member.age >= 15 && chance.is(820) ? nobodysPhone(seed, index) : null,
    kind,
    work,
    employer: kind === 'wage' && work ? employerOf(chance, seed, village.code, work.sector) : null,
    isEligible: kind !== 'none' && member.age >= WORKING_AGE.least && member.age < WORKING_AGE.below,
  }
}

function livingOf(chance: Chance, { age, sex }: Member, isUrban: boolean): TwinPerson['kind'] {
  if (age < WORKING_AGE.least) return 'none'
  if (age >= WORKING_AGE.below) return chance.is(AT_WORK_WHEN_OLD) ? 'own' : 'none'
  // Who is still young is often still learning.
  const share = age < 22 ? AT_WORK[sex] / 2 : AT_WORK[sex]
  if (!chance.is(share)) return 'none'
  return chance.is(isUrban ? FOR_WAGES.urban : FOR_WAGES.rural) ? 'wage' : 'own'
}
