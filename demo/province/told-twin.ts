import { ancestorAt, type RegionCode } from '../../src/kernel/region-code.ts'
import { plainDate } from '../../src/kernel/plain-date.ts'
import type { OpenFields, ToldPerson } from '../../src/modules/people/people.ts'
import type { Work } from '../occupations.ts'
import type { DemoEmployer } from './employer.ts'
import type { TwinPerson } from './twin-person.ts'

/** What welfare deciles of the twin province are said to come from. */
const DECILE_SOURCE = 'twin province'
const DECILE_ON = plainDate('2025-12-31')
const BIRTH_PLACES = [
  'Palembang',
  'Sekayu',
  'Kayuagung',
  'Baturaja',
  'Lahat',
  'Muara Enim',
  'Lubuklinggau',
  'Martapura',
] as const

/** A person of the twin province as the registry is told of him. */
export function toldTwin(person: TwinPerson): ToldPerson {
  return { open: openFields(person), sealed: sealedFields(person) }
}

function openFields(person: TwinPerson): OpenFields {
  return { ...homeFields(person), ...workFields(person), livingStatus: 'living' }
}

type WorkField =
  | 'workRegion'
  | 'occupation'
  | 'occupationSecond'
  | 'occupationCode'
  | 'workLocation'
  | 'workStart'
  | 'workEnd'
  | 'segment'
  | 'income'
  | 'groups'
  | 'heirRelation'

function homeFields(person: TwinPerson): Omit<OpenFields, WorkField | 'livingStatus'> {
  const { member, village, rt, rw } = person
  return {
    name: person.name,
    sex: member.sex,
    bornOn: person.bornOn,
    birthPlace: BIRTH_PLACES[person.index % BIRTH_PLACES.length] ?? null,
    residenceRegion: village.code,
    address: `RT ${padded(rt)} RW ${padded(rw)}`,
    rt: padded(rt),
    rw: padded(rw),
    hamlet: null,
    maritalStatus: member.isMarried ? 'married' : member.isAlone ? 'widowed' : 'not-married',
    decile: person.decile,
    decileSource: DECILE_SOURCE,
    decileOn: DECILE_ON,
  }
}

function workFields(person: TwinPerson): Pick<OpenFields, WorkField> {
  const { member, village, work, employer } = person
  return {
    ...(work ? livelihood(work, employer, village.code) : idleness(person)),
    occupationSecond: null,
    occupationCode: null,
    workLocation: employer?.name ?? null,
    workStart: employer ? '07:00' : null,
    workEnd: employer ? '16:00' : null,
    segment: segmentOf(person),
    heirRelation: work && person.spouseName !== null ? (member.sex === 'male' ? 'ISTRI' : 'SUAMI') : null,
  }
}

type Livelihood = Pick<OpenFields, 'workRegion' | 'occupation' | 'income' | 'groups'>

/** Whoever works on his own account works in his district, a wage earner in the regency of his employer. */
function livelihood(work: Work, employer: DemoEmployer | null, village: RegionCode): Livelihood {
  return {
    workRegion: employer?.region ?? ancestorAt(village, 'kecamatan'),
    occupation: work.title,
    income: work.income,
    groups: work.group === null ? [] : [work.group],
  }
}

function idleness(person: TwinPerson): Livelihood {
  return { workRegion: null, occupation: idleOccupation(person), income: null, groups: [] }
}

/** Wage earners of building projects are construction workers; whoever does not work is kept as a list of residents keeps him. */
function segmentOf({ kind, work }: TwinPerson): OpenFields['segment'] {
  if (kind !== 'wage') return 'BPU'
  return work?.sector === 'building' ? 'JAKON' : 'PU'
}

function idleOccupation({ member: { age, sex, role } }: TwinPerson): string {
  if (age >= 6 && age < 22) return 'PELAJAR/MAHASISWA'
  return sex === 'female' && role === 'spouse' ? 'MENGURUS RUMAH TANGGA' : 'BELUM/TIDAK BEKERJA'
}

function sealedFields({
  nik,
  familyCardNumber,
  phone,
  motherName,
  spouseName,
  work,
}: TwinPerson): ToldPerson['sealed'] {
  return {
    nik,
    familyCardNumber,
    motherName,
    ...(phone !== null && { phone }),
    ...(work !== null && spouseName !== null && { heirName: spouseName }),
  }
}

function padded(number: number): string {
  return String(number).padStart(3, '0')
}
