import type { PlainDate } from '../../kernel/plain-date.ts'
import { parseRegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { SEGMENTS } from '../../rules/membership.ts'
import { occupationOf } from './occupations.ts'
import type { RowField } from './row/fields.ts'
import type { Outcome } from './row/outcome.ts'
import { readBirthDate } from './row/read-birth-date.ts'
import { readLivingStatus, readMaritalStatus, readSex } from './row/read-choice.ts'
import { readIncome } from './row/read-income.ts'
import { readName } from './row/read-name.ts'
import { readNik } from './row/read-nik.ts'
import {
  readDecile,
  readEmail,
  readFamilyCardNumber,
  readHour,
  readKpj,
  readNeighbourhood,
  readNpwp,
} from './row/read-numbers.ts'
import { readPhone } from './row/read-phone.ts'
import type { Reading } from './row/reading.ts'
import { readWords } from './row/read-words.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** A value that the field cannot have; the outcome is what a row of a list would be told. */
    'field-unfit': { readonly field: string; readonly outcome: Outcome }
    /** The field says who somebody is or where he lives, and cannot be emptied. */
    'field-needed': { readonly field: string }
  }
}

/**
 * A value as it is stored; null empties the field. Dates are ISO text, income is whole rupiah, regions are numbers; the groups somebody
 * belongs to are a list.
 */
export type FieldValue = string | number | readonly string[] | null

type Reader = (text: string, on: PlainDate) => Reading<FieldValue>

/** What can be changed by request, with the same readers as a row of a list. The order is that of the form. */
const READERS = {
  nik: (text, on) => mapped(readNik(text, 'text', { on }), ({ nik }) => nik.reveal()),
  name: (text) => mapped(readName('name', text), ({ written }) => written),
  bornOn: (text, on) => readBirthDate(text, 'text', { on, dateSystem: 1900 }),
  sex: readGivenSex,
  livingStatus: readLivingStatus,
  livingStatusOn: (text, on) => readBirthDate(text, 'text', { on, dateSystem: 1900 }),
  residenceRegion: regionNumber('residenceRegion'),
  birthPlace: words('birthPlace'),
  address: words('address'),
  rt: (text) => mapped(readNeighbourhood(text, ''), ({ rt }) => rt),
  rw: (text) => mapped(readNeighbourhood('', text), ({ rw }) => rw),
  hamlet: words('hamlet'),
  familyCardNumber: (text) => readFamilyCardNumber(text, 'text'),
  motherName: otherName('motherName'),
  fatherName: otherName('fatherName'),
  maritalStatus: readMaritalStatus,
  phone: (text) => readPhone('phone', text),
  email: readEmail,
  segment: readSegment,
  occupation: words('occupation'),
  occupationSecond: words('occupationSecond'),
  income: (text) => mapped(readIncome(text, 'text'), Number),
  workLocation: words('workLocation'),
  workRegion: regionNumber('workRegion'),
  workStart: (text) => readHour('workStart', text, 'text'),
  workEnd: (text) => readHour('workEnd', text, 'text'),
  groups: readGroups,
  decile: readDecile,
  decileSource: words('decile'),
  decileOn: (text, on) => readBirthDate(text, 'text', { on, dateSystem: 1900 }),
  kpj: readKpj,
  npwp: readNpwp,
  heirName: otherName('heirName'),
  heirRelation: words('heirRelation'),
  heirPhone: (text) => readPhone('heirPhone', text),
} as const satisfies Readonly<Record<string, Reader>>

export type ChangeField = keyof typeof READERS
export const CHANGE_FIELDS = Object.keys(READERS) as readonly ChangeField[]

/** Kept encrypted: shown masked, written into `sealed`. */
export const SEALED_CHANGES = [
  'nik',
  'familyCardNumber',
  'motherName',
  'fatherName',
  'phone',
  'email',
  'kpj',
  'npwp',
  'heirName',
  'heirPhone',
] as const satisfies readonly ChangeField[]
export type SealedChange = (typeof SEALED_CHANGES)[number]
const SEALED: ReadonlySet<ChangeField> = new Set(SEALED_CHANGES)

/** The field's column in `people`; those kept encrypted have none of their own. */
const COLUMNS: { readonly [Field in Exclude<ChangeField, SealedChange>]: string } = {
  name: 'name',
  bornOn: 'born_on',
  sex: 'sex',
  livingStatus: 'living_status',
  livingStatusOn: 'living_status_on',
  residenceRegion: 'residence_region',
  birthPlace: 'birth_place',
  address: 'address',
  rt: 'rt',
  rw: 'rw',
  hamlet: 'hamlet',
  maritalStatus: 'marital_status',
  segment: 'segment',
  occupation: 'occupation',
  occupationSecond: 'occupation_second',
  income: 'income',
  workLocation: 'work_location',
  workRegion: 'work_region',
  workStart: 'work_start',
  workEnd: 'work_end',
  groups: 'groups',
  decile: 'decile',
  decileSource: 'decile_source',
  decileOn: 'decile_on',
  heirRelation: 'heir_relation',
}

export type OpenChange = keyof typeof COLUMNS
export const OPEN_CHANGES = Object.keys(COLUMNS) as readonly OpenChange[]

export function isSealedChange(field: ChangeField): field is SealedChange {
  return SEALED.has(field)
}

export function columnOfChange(field: OpenChange): string {
  return COLUMNS[field]
}

/** Without these nobody can be told from others or found. */
const NEEDED: ReadonlySet<ChangeField> = new Set([
  'nik',
  'name',
  'bornOn',
  'sex',
  'residenceRegion',
  'segment',
])

/** The values of a request, read as a row of a list is read. Refuses the first that is unfit, and a field that does not exist. */
export function readChange(
  written: Readonly<Record<string, string>>,
  on: PlainDate,
): Partial<Record<ChangeField, FieldValue>> {
  return Object.fromEntries(
    Object.entries(written).map(([name, text]) => {
      const field = CHANGE_FIELDS.find((each) => each === name)
      if (field === undefined) throw refuse('field-unknown', { field: name, allowed: CHANGE_FIELDS })
      return [field, readField(field, text, on)]
    }),
  )
}

function readField(field: ChangeField, text: string, on: PlainDate): FieldValue {
  if (text.trim() === '') {
    if (NEEDED.has(field)) throw refuse('field-needed', { field })
    return null
  }
  const { value, outcomes } = READERS[field](text, on)
  const [outcome] = outcomes
  if (value === null && outcome) throw refuse('field-unfit', { field, outcome })
  if (value === null && NEEDED.has(field)) throw refuse('field-needed', { field })
  return value
}

/** Whether two values are one; the order of groups means nothing. */
export function isSameValue(one: FieldValue, other: FieldValue): boolean {
  return textOf(one) === textOf(other)
}

function textOf(value: FieldValue): FieldValue {
  return typeof value === 'object' && value !== null ? JSON.stringify([...value].sort()) : value
}

/** The columns that follow from a new value: an occupation brings its number along, and whoever is in no group is in none. */
export function columnsOfChange(field: OpenChange, value: FieldValue): Record<string, FieldValue> {
  if (field === 'groups') return { groups: value ?? [] }
  const column = { [columnOfChange(field)]: value }
  if (field !== 'occupation') return column
  return {
    ...column,
    occupation_code: typeof value === 'string' ? (occupationOf(value)?.code ?? null) : null,
  }
}

function mapped<Value>(
  { value, outcomes }: Reading<Value>,
  change: (value: Value) => FieldValue,
): Reading<FieldValue> {
  return { value: value === null ? null : change(value), outcomes }
}

function words(field: RowField): Reader {
  return (text) => readWords(field, text)
}

function otherName(field: RowField): Reader {
  return (text) => mapped(readName(field, text), ({ written }) => written)
}

function regionNumber(field: string): Reader {
  return (text) => ({ value: parseRegionCode(field, text.trim()), outcomes: [] })
}

/** Groups parted by commas, each once; a list names one in each row. */
function readGroups(text: string): Reading<FieldValue> {
  const readings = text.split(/[,;\n]/).map((part) => readWords('group', part))
  const outcomes = readings.flatMap((reading) => (reading.value === null ? reading.outcomes : []))
  const groups = [...new Set(readings.flatMap(({ value }) => value ?? []))]
  return { value: outcomes.length > 0 || groups.length === 0 ? null : groups, outcomes }
}

/** In a list the NIK stands in for what cannot be read; here somebody asks for one of two. */
function readGivenSex(text: string): Reading<FieldValue> {
  const reading = readSex(text)
  if (reading.value === null)
    throw refuse('value-not-allowed', { field: 'sex', value: text.trim(), allowed: ['L', 'P'] })
  return reading
}

function readSegment(text: string): Reading<FieldValue> {
  const value = text.trim().toUpperCase()
  if (!SEGMENTS.some((each) => each === value))
    throw refuse('value-not-allowed', { field: 'segment', value, allowed: SEGMENTS })
  return { value, outcomes: [] }
}
