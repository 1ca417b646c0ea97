import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { BusinessSize } from '../../rules/membership.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** No such employer within reach; also for one that is elsewhere. */
    'employer-unknown': Readonly<Record<string, never>>
    /** The row is another organisation's word; one's own is recorded beside it. */
    'employer-of-another': Readonly<Record<string, never>>
    /** One's own organisation has this employer already, under this number. */
    'employer-known': { readonly id: string }
    /** Everything asked for stands there already. */
    'employer-unchanged': Readonly<Record<string, never>>
    /** Others have changed these employers since the list came. */
    'employer-list-built-upon': { readonly employerCount: number }
    /** A value that the field cannot have; the outcome is what a row of a list would be told. */
    'employer-unfit': { readonly field: string; readonly code: string; readonly details: object }
  }
}

/** What is known of a place of work. Null: nothing was said. Counts are workers, wages rupiah a month for all of them. */
export type EmployerFields = {
  readonly name: string
  readonly npp: string | null
  readonly nib: string | null
  readonly npwp: string | null
  readonly regionCode: RegionCode
  readonly address: string | null
  readonly kbli: string | null
  readonly size: BusinessSize | null
  readonly menCount: number | null
  readonly womenCount: number | null
  readonly foreignCount: number | null
  readonly registeredCount: number | null
  readonly wages: Rupiah | null
  readonly reportedOn: PlainDate | null
}
export type EmployerField = keyof EmployerFields

/** In the order of the labour report. */
export const EMPLOYER_FIELDS = [
  'name',
  'npp',
  'nib',
  'npwp',
  'regionCode',
  'address',
  'kbli',
  'size',
  'menCount',
  'womenCount',
  'foreignCount',
  'registeredCount',
  'wages',
  'reportedOn',
] as const satisfies readonly EmployerField[]

/** What a list and a form call a size; a file that leaves comes back with the same words. */
export const SIZE_WORDS: { readonly [Size in BusinessSize]: string } = {
  micro: 'mikro',
  small: 'kecil',
  medium: 'menengah',
  large: 'besar',
}

/** Words that say a company's legal form, at either end of its name. */
const LEGAL_FORMS =
  /\b(?:pt|cv|ud|pd|fa|firma|tbk|persero|perseroda|perumda|perum|koperasi|kop|yayasan|ltd)\b/g

/**
 * A company's name without its legal form, marks, accents and blanks: `PT. Maju Jaya, Tbk` and `MAJU JAYA PT` are one. A name that is
 * nothing but a legal form stays as it is.
 */
export function employerNameKey(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
  const key = words.replace(LEGAL_FORMS, ' ').replace(/\s+/g, '')
  return key === '' ? words.replace(/\s+/g, '') || name : key
}

/** An employer of one's own organisation, as far as finding it again asks for. */
export type KnownEmployer = {
  readonly id: string
  readonly importId: string | null
  readonly importRow: number | null
  readonly fields: EmployerFields
}

export type EmployerMatch =
  | { readonly kind: 'new' }
  | { readonly kind: 'known'; readonly employer: KnownEmployer }
  /** The numbers fit several places of work, and nothing says which. */
  | { readonly kind: 'several'; readonly count: number }

type Numbers = Pick<EmployerFields, 'npp' | 'nib' | 'npwp' | 'name' | 'regionCode'>

/** Finds employers of one organisation again: by NPP; else by NIB, then NPWP, within a regency; else by name in the same region. */
export class EmployerBook {
  readonly #byKey = new Map<string, Map<string, KnownEmployer>>()
  readonly #ids = new Set<string>()

  constructor(employers: Iterable<KnownEmployer> = []) {
    for (const employer of employers) this.put(employer)
  }

  /** Adds an employer, or puts it in the place of what was known of it. */
  put(employer: KnownEmployer): void {
    this.#ids.add(employer.id)
    for (const key of keysOf(employer.fields)) {
      const found = this.#byKey.get(key) ?? new Map<string, KnownEmployer>()
      found.set(employer.id, employer)
      this.#byKey.set(key, found)
    }
  }

  has(id: string): boolean {
    return this.#ids.has(id)
  }

  match(row: Numbers): EmployerMatch {
    if (row.npp !== null) {
      const [employer] = this.#at(nppKey(row.npp))
      if (employer) return { kind: 'known', employer }
    }
    for (const { key, isFree } of weakerKeys(row)) {
      const fitting = this.#at(key).filter(({ fields }) => isFree(fields))
      const [only, other] = fitting
      if (other) return { kind: 'several', count: fitting.length }
      if (only) return { kind: 'known', employer: only }
    }
    return { kind: 'new' }
  }

  #at(key: string): KnownEmployer[] {
    return [...(this.#byKey.get(key)?.values() ?? [])]
  }
}

const nppKey = (npp: string) => `npp ${npp}`
const regencyOf = (code: RegionCode) => String(Math.trunc(code / 1_000_000))

function keysOf({ npp, nib, npwp, name, regionCode }: Numbers): string[] {
  return [
    ...(npp === null ? [] : [nppKey(npp)]),
    ...(nib === null ? [] : [`nib ${nib} ${regencyOf(regionCode)}`]),
    ...(npwp === null ? [] : [`npwp ${npwp} ${regencyOf(regionCode)}`]),
    `name ${employerNameKey(name)} ${String(regionCode)}`,
  ]
}

/** A row with another number of the same kind is another place of work: such an employer is not free to be meant. */
function weakerKeys(row: Numbers): { key: string; isFree: (known: Numbers) => boolean }[] {
  const agrees = (known: Numbers, field: 'npp' | 'nib' | 'npwp') =>
    row[field] === null || known[field] === null || row[field] === known[field]
  const regency = regencyOf(row.regionCode)
  return [
    ...(row.nib === null
      ? []
      : [{ key: `nib ${row.nib} ${regency}`, isFree: (known: Numbers) => agrees(known, 'npp') }]),
    ...(row.npwp === null
      ? []
      : [
          {
            key: `npwp ${row.npwp} ${regency}`,
            isFree: (known: Numbers) => agrees(known, 'npp') && agrees(known, 'nib'),
          },
        ]),
    {
      key: `name ${employerNameKey(row.name)} ${String(row.regionCode)}`,
      isFree: (known) => agrees(known, 'npp') && agrees(known, 'nib') && agrees(known, 'npwp'),
    },
  ]
}

export type EmployerChange = readonly [
  before: EmployerFields[EmployerField],
  after: EmployerFields[EmployerField],
]

/**
 * Brings a new telling together with what is known: what is said replaces, what is not said stays. Figures of an older report than the
 * one on record change nothing (`isOlder`).
 */
export function assessEmployer(
  before: EmployerFields,
  told: EmployerFields,
): {
  readonly after: EmployerFields
  readonly changes: Readonly<Record<string, EmployerChange>>
  readonly isOlder: boolean
} {
  const isOlder =
    told.reportedOn !== null && before.reportedOn !== null && told.reportedOn < before.reportedOn
  if (isOlder) return { after: before, changes: {}, isOlder }
  const said = EMPLOYER_FIELDS.filter((field) => told[field] !== null && told[field] !== before[field])
  return {
    after: { ...before, ...Object.fromEntries(said.map((field) => [field, told[field]])) },
    changes: Object.fromEntries(said.map((field) => [field, [before[field], told[field]] as const])),
    isOlder,
  }
}

/** All workers that a source tells of; null when it tells of none. Foreigners are among them. */
export function workerCount({
  menCount,
  womenCount,
}: Pick<EmployerFields, 'menCount' | 'womenCount'>): number | null {
  return menCount === null && womenCount === null ? null : (menCount ?? 0) + (womenCount ?? 0)
}
