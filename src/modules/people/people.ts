import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Sex } from '../../kernel/nik.ts'
import type { Segment } from '../../rules/parameter.ts'
import type { LivingStatus, MaritalStatus } from './row/read-choice.ts'

/** What a list or form tells of a person in clear. Null: nothing was said. Income is rupiah a month. */
export type OpenFields = {
  readonly name: string
  readonly sex: Sex | null
  readonly bornOn: PlainDate | null
  readonly birthPlace: string | null
  readonly residenceRegion: RegionCode
  readonly workRegion: RegionCode | null
  readonly address: string | null
  readonly rt: string | null
  readonly rw: string | null
  readonly hamlet: string | null
  readonly occupation: string | null
  readonly occupationSecond: string | null
  readonly occupationCode: string | null
  readonly workLocation: string | null
  /** `HH:MM`. */
  readonly workStart: string | null
  readonly workEnd: string | null
  readonly maritalStatus: MaritalStatus | null
  readonly segment: Segment
  readonly income: Rupiah | null
  readonly groups: readonly string[]
  readonly decile: number | null
  readonly decileSource: string | null
  readonly decileOn: PlainDate | null
  readonly heirRelation: string | null
  readonly livingStatus: LivingStatus | null
}

/** The open fields in one order: that of their columns in a COPY, and of the mark of a telling, which must not change. */
export const OPEN_FIELDS = [
  'name',
  'sex',
  'bornOn',
  'birthPlace',
  'residenceRegion',
  'workRegion',
  'address',
  'rt',
  'rw',
  'hamlet',
  'occupation',
  'occupationSecond',
  'occupationCode',
  'workLocation',
  'workStart',
  'workEnd',
  'maritalStatus',
  'segment',
  'income',
  'groups',
  'decile',
  'decileSource',
  'decileOn',
  'heirRelation',
  'livingStatus',
] as const satisfies readonly (keyof OpenFields)[]

/** The column of `people` that keeps a field: `bornOn` is kept in `born_on`. */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** What is kept encrypted. A field that was not told is not there. */
export type SealedFields = {
  readonly nik: string
  readonly familyCardNumber?: string
  readonly phone?: string
  readonly email?: string
  readonly kpj?: string
  readonly npwp?: string
  readonly motherName?: string
  readonly fatherName?: string
  readonly heirName?: string
  readonly heirPhone?: string
}

/** A person as one source tells of him. */
export type ToldPerson = { readonly open: OpenFields; readonly sealed: SealedFields }

/** Who hands in a list and how far he sees. `organisationId` is null for the command line of the installation. */
export type Teller = {
  readonly organisationId: string | null
  readonly first: number
  readonly last: number
}

/** What is known of a person whose NIK a row names, without opening anything. */
export type KnownPerson = {
  readonly id: number
  readonly organisationId: string | null
  readonly importId: string | null
  readonly importRow: number | null
  readonly residenceRegion: number
  readonly workRegion: number | null
  readonly mark: Uint8Array
}

/** Whether the teller may see and mend the row itself; otherwise his words are kept apart, and he learns of no other's. */
export function seesPerson(
  teller: Teller,
  person: Pick<KnownPerson, 'organisationId' | 'residenceRegion' | 'workRegion'>,
): boolean {
  const isWithin = (region: number | null) =>
    region !== null && region >= teller.first && region <= teller.last
  return (
    teller.organisationId === null ||
    person.organisationId === teller.organisationId ||
    isWithin(person.residenceRegion) ||
    isWithin(person.workRegion)
  )
}

/** A change of one open field, as history keeps it. */
export type FieldChange = readonly [before: unknown, after: unknown]

/** What is told now and what stood before, brought together. */
export type Update = {
  readonly told: ToldPerson
  readonly changes: Readonly<Record<string, FieldChange>>
  /** Fields that say who he is and that differ: they stay as they were, and a person must look. */
  readonly differing: readonly ('name' | 'bornOn' | 'sex')[]
}

const IDENTITY_FIELDS = ['name', 'bornOn', 'sex'] as const
/** Decided once: a list for one segment says nothing about work in another. */
const KEPT_FIELDS: readonly string[] = ['segment']

/**
 * Brings a new telling of a known person together with the row. What was not said before is filled in; what is said otherwise
 * replaces the old, with history, except the fields that say who he is: those only a person changes, by request.
 */
export function assessUpdate(before: ToldPerson, told: ToldPerson): Update {
  const differing = IDENTITY_FIELDS.filter((field) => differs(before.open[field], told.open[field]))
  const changes: Record<string, FieldChange> = {}
  const open: Record<string, unknown> = { ...before.open }
  for (const [field, value] of Object.entries(told.open)) {
    const old = open[field]
    if (!isSaid(value) || isSame(old, value)) continue
    if (isSaid(old) && (KEPT_FIELDS.includes(field) || differing.some((each) => each === field))) continue
    open[field] = value
    changes[field] = [old ?? null, value]
  }
  const sealed: Record<string, string> = { ...before.sealed }
  for (const [field, value] of Object.entries(told.sealed)) {
    // Who is known by two numbers since rows were merged keeps the one of the kept row.
    if (field === 'nik' || sealed[field] === value) continue
    sealed[field] = value
    changes[field] = ['…', '…']
  }
  return {
    told: { open: open as unknown as OpenFields, sealed: sealed as unknown as SealedFields },
    changes,
    differing,
  }
}

function isSaid(value: unknown): boolean {
  return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)
}

function differs(before: unknown, after: unknown): boolean {
  return isSaid(before) && isSaid(after) && !isSame(before, after)
}

function isSame(before: unknown, after: unknown): boolean {
  if (Array.isArray(before) && Array.isArray(after)) return before.join('\n') === after.join('\n')
  return before === after
}

/** Groups in which regional programmes look for vulnerable workers (pekerja rentan); no law lists them, so each region may differ. */
export const VULNERABLE_GROUPS = [
  'farming',
  'livestock',
  'fishing',
  'day-labour',
  'domestic',
  'building',
  'craft',
  'transport',
  'trade',
  'healing',
  'religious',
] as const
export type VulnerableGroup = (typeof VULNERABLE_GROUPS)[number]

/** What the purpose of a list of invented people is called on its record. */
export const DEMO_PURPOSE = 'demo'
