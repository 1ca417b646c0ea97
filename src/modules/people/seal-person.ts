import { blindIndex, decryptField, encryptField } from '../../platform/crypto.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { OPEN_FIELDS, type OpenFields, type SealedFields, type ToldPerson } from './people.ts'

/** How the encrypted part of a person is written, and the blind indexes by which it is found. */
export type SealedPerson = {
  readonly sealed: Buffer
  readonly phoneIndex: Buffer | null
  readonly kpjIndex: Buffer | null
  readonly familyIndex: Buffer | null
}

/** The table whose row the encrypted fields are bound to. */
export type SealedTable = 'people' | 'person_statements' | 'person_changes'

const COLUMN_OF = { people: 'sealed', person_statements: 'sealed', person_changes: 'sealed_before' } as const

/** Encrypts what may not be read in the database, for one row of one table, and makes it findable. */
export function sealPerson(
  ring: KeyRing,
  table: SealedTable,
  rowId: number | string,
  sealed: SealedFields,
): SealedPerson {
  const indexOf = (kind: 'phone' | 'kpj' | 'family-card', value: string | undefined) =>
    value === undefined ? null : blindIndex(ring, kind, value)
  return {
    sealed: encryptField(ring, { table, column: COLUMN_OF[table], rowId }, JSON.stringify(sealed)),
    phoneIndex: indexOf('phone', sealed.phone),
    kpjIndex: indexOf('kpj', sealed.kpj),
    familyIndex: indexOf('family-card', sealed.familyCardNumber),
  }
}

/** The encrypted part of a row. Throws FieldUnreadable when it was altered or belongs to another row. */
export function openPerson(
  ring: KeyRing,
  table: SealedTable,
  rowId: number | string,
  stored: Uint8Array,
): SealedFields {
  // What encryptField wrote for this row is what sealPerson gave it.
  return JSON.parse(decryptField(ring, { table, column: COLUMN_OF[table], rowId }, stored)) as SealedFields
}

/** The blind index of a NIK, by which a person is found. */
export function nikIndex(ring: KeyRing, nik: string): Buffer {
  return blindIndex(ring, 'nik', nik)
}

const MARK_BYTES = 16
const SEPARATOR = '\u001f'

/**
 * A keyed mark of everything a source told of a person: the same telling has the same mark, so that a list handed in again is
 * known row by row without opening or comparing a field.
 */
export function tellingMark(ring: KeyRing, { open, sealed }: ToldPerson): Buffer {
  const told = [...valuesOf(open), SEPARATOR, ...SEALED_ORDER.map((field) => sealed[field] ?? '')]
  return blindIndex(ring, 'telling', told.join(SEPARATOR)).subarray(0, MARK_BYTES)
}

const SEALED_ORDER = [
  'nik',
  'familyCardNumber',
  'phone',
  'email',
  'kpj',
  'npwp',
  'motherName',
  'fatherName',
  'heirName',
  'heirPhone',
] as const satisfies readonly (keyof SealedFields)[]

/** In a fixed order; what was not said is the empty text, and a list inside a field is told apart from two fields. */
function valuesOf(open: OpenFields): string[] {
  return OPEN_FIELDS.map((field) => {
    const value = open[field]
    if (value === null) return ''
    return typeof value === 'object' ? value.join('\u001e') : String(value)
  })
}
