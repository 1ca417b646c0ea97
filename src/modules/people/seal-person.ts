import { blindIndex, blindIndexText, decryptField, encryptField } from '../../platform/crypto.ts'
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

/** The same as letters of Latin-1, as a list holds it for each of its rows. */
export function nikIndexText(ring: KeyRing, nik: string): string {
  return blindIndexText(ring, 'nik', nik)
}

const MARK_BYTES = 16
const SEPARATOR = '\u001f'

/**
 * A keyed mark of everything a source told of a person, 16 bytes as letters of Latin-1: the same telling has the same mark, so that a
 * list handed in again is known row by row without opening or comparing a field.
 */
export function tellingMarkText(ring: KeyRing, { open, sealed }: ToldPerson): string {
  let told = ''
  for (const field of OPEN_FIELDS) told += textOf(open[field]) + SEPARATOR
  told += SEPARATOR
  for (const field of SEALED_ORDER) told += SEPARATOR + (sealed[field] ?? '')
  return blindIndexText(ring, 'telling', told).slice(0, MARK_BYTES)
}

/** The same as bytes. */
export function tellingMark(ring: KeyRing, told: ToldPerson): Buffer {
  return Buffer.from(tellingMarkText(ring, told), 'latin1')
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

/** What was not said is the empty text, and a list inside a field is told apart from two fields. */
function textOf(value: OpenFields[keyof OpenFields]): string {
  if (value === null) return ''
  return typeof value === 'object' ? value.join('\u001e') : String(value)
}
