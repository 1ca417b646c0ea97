import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import {
  columnsOfChange,
  isSealedChange,
  OPEN_CHANGES,
  SEALED_CHANGES,
  type FieldValue,
} from './change-fields.ts'
import type { StandingPerson } from './change-queries.ts'
import { shownChanges, type FieldValues, type ShownChange, type WantedChange } from './change-request.ts'
import { newChangeNumber, patchPerson, replaceIdentity } from './change-store.ts'
import { nameKeysOf } from './name-keys.ts'
import type { SealedFields } from './people.ts'
import { readName } from './row/read-name.ts'
import { nikIndex, sealPerson } from './seal-person.ts'

export type Application = {
  readonly person: StandingPerson
  readonly wanted: Pick<WantedChange, 'before' | 'after'>
  readonly organisationId: string | null
  readonly now: Date
}

/**
 * Writes a change into a locked person's row with history, inside the gate `matching`, and gives back the number of the entry. A new NIK
 * ends the number he went by; one that is another's fails with `one_person_per_identity`.
 */
export async function applyChange(
  tx: Tx,
  ring: KeyRing,
  { person, wanted, organisationId, now }: Application,
): Promise<number> {
  const { after } = wanted
  const changeId = await newChangeNumber(tx)
  const told = sealedAfter(person.sealed, after)
  const nik = typeof after.nik === 'string' ? after.nik : null
  if (nik !== null) await replaceIdentity(tx, { personId: person.id, nikIndex: nikIndex(ring, nik), now })
  await patchPerson(
    tx,
    {
      personId: person.id,
      columns: columnsAfter(after),
      sealed: told === null ? null : sealPerson(ring, 'people', person.id, told),
    },
    {
      changeId,
      organisationId,
      cause: nik === null ? 'request' : 'identity',
      changes: historyOf(wanted),
      sealedBefore: sealPerson(ring, 'person_changes', changeId, person.sealed).sealed,
      now,
    },
  )
  return changeId
}

function columnsAfter(after: FieldValues): Record<string, FieldValue | readonly string[]> {
  const columns: Record<string, FieldValue | readonly string[]> = {}
  for (const field of OPEN_CHANGES) {
    if (field in after) Object.assign(columns, columnsOfChange(field, after[field] ?? null))
  }
  if (typeof after.name === 'string') columns['name_keys'] = nameKeysOf(bareName(after.name))
  return columns
}

/** By this he is found: the name without titles. */
function bareName(written: string): string {
  const { value } = readName('name', written)
  if (!value) throw refuse('field-needed', { field: 'name' })
  return value.bare
}

/** The encrypted part as it is to be; null when the change leaves it alone. */
function sealedAfter(before: SealedFields, after: FieldValues): SealedFields | null {
  const changed = SEALED_CHANGES.filter((field) => field in after)
  if (changed.length === 0) return null
  const told: Partial<Record<string, string>> = { ...before }
  for (const field of changed) {
    const value = after[field]
    if (typeof value === 'string') told[field] = value
    else Reflect.deleteProperty(told, field)
  }
  // Its NIK is there: it cannot be emptied (`field-needed`).
  return told as SealedFields
}

/** As history keeps it: an encrypted field only says that it changed. */
function historyOf(wanted: Application['wanted']): Record<string, ShownChange> {
  return Object.fromEntries(
    Object.entries(shownChanges(wanted)).map(([field, change]) => [
      field,
      isSealedChange(field as keyof FieldValues) ? (['…', '…'] as const) : change,
    ]),
  )
}
