import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { FieldValue } from './change-fields.ts'
import type { RequestKind, RequestState, ShownChange } from './change-request.ts'
import type { SealedPerson } from './seal-person.ts'
import { jsonText } from '../../platform/json-text.ts'

/** A request as it is written down. */
export type NewRequest = {
  readonly id: string
  readonly personId: number
  readonly organisationId: string | null
  readonly askedBy: string
  readonly kind: RequestKind
  readonly changes: Readonly<Record<string, ShownChange>>
  readonly sealed: Buffer | null
  readonly reason: string
  readonly needsApproval: boolean
  readonly now: Date
}

export async function insertRequest(tx: Tx, request: NewRequest): Promise<void> {
  await sql`
    insert into person_change_requests
      (id, person_id, organisation_id, asked_by, kind, changes, sealed, reason, needs_approval, state, asked_at)
    values (${request.id}, ${request.personId}, ${request.organisationId}, ${request.askedBy}, ${request.kind},
      ${jsonText(request.changes)}::jsonb, ${request.sealed}, ${request.reason}, ${request.needsApproval}, 'pending',
      ${request.now})`.execute(tx)
}

export type Decision = {
  readonly id: string
  readonly state: Exclude<RequestState, 'pending'>
  readonly by: string
  readonly because: string | null
  /** The entry in the history of people that an applied request became. */
  readonly changeId: number | null
  readonly now: Date
}

/**
 * Ends a request; what was asked for in encrypted fields is not kept longer than needed. The database refuses one that the asker himself
 * approves: `nobody_decides_about_his_own_request`.
 */
export async function markDecided(
  tx: Tx,
  { id, state, by, because, changeId, now }: Decision,
): Promise<void> {
  await sql`
    update person_change_requests set state = ${state}, decided_by = ${by}, decided_because = ${because}, decided_at = ${now},
      change_id = ${changeId}, sealed = null where id = ${id}`.execute(tx)
}

export async function newChangeNumber(tx: Tx): Promise<number> {
  const { rows } = await sql<{ id: bigint }>`select nextval('person_change_numbers') as id`.execute(tx)
  return Number(rows[0]?.id)
}

/** What a request does to a person. */
export type PersonPatch = {
  readonly personId: number
  /** Columns in clear that get a new value. */
  readonly columns: Readonly<Record<string, FieldValue | readonly string[]>>
  /** The encrypted part and its indexes; null when it stays. */
  readonly sealed: SealedPerson | null
}

export type PatchHistory = {
  readonly changeId: number
  readonly organisationId: string | null
  readonly cause: 'request' | 'identity'
  readonly changes: Readonly<Record<string, ShownChange>>
  /** Encrypted for its own place in history. */
  readonly sealedBefore: Buffer
  readonly now: Date
}

/** Adds to history what stands in the row, then changes it. The mark of what was told stays: the same list again changes nothing back. */
export async function patchPerson(
  tx: Tx,
  { personId, columns, sealed }: PersonPatch,
  history: PatchHistory,
): Promise<void> {
  await sql`
    insert into person_changes (id, person_id, organisation_id, import_id, cause, changes, row_before, sealed_before,
      stated_mark_before, changed_at)
    select ${history.changeId}, p.id, ${history.organisationId}::uuid, null, ${history.cause}, ${jsonText(history.changes)}::jsonb,
      to_jsonb(p) - '{sealed,stated_mark,phone_index,kpj_index,family_index}'::text[], ${history.sealedBefore}, p.stated_mark,
      ${history.now}
    from people p where p.id = ${personId}`.execute(tx)
  const names = Object.keys(columns)
  if (names.length > 0) {
    // The names are ours (change-fields.ts), never anybody's input.
    const set = sql.join(names.map((name) => sql`${sql.ref(name)} = ${sql.ref(`r.${name}`)}`))
    await sql`
      update people p set ${set} from jsonb_populate_record(null::people, ${jsonText(columns)}::jsonb) r
      where p.id = ${personId}`.execute(tx)
  }
  if (sealed === null) return
  await sql`
    update people set sealed = ${sealed.sealed}, phone_index = ${sealed.phoneIndex}, kpj_index = ${sealed.kpjIndex},
      family_index = ${sealed.familyIndex} where id = ${personId}`.execute(tx)
}

/** Why a person's number ended: it was written wrongly, or a passport gave way to a NIK. */
export type NumberEnd = 'corrected' | 'passport-replaced'

/**
 * Ends the numbers a person goes by and begins a NIK. Fails with `one_person_per_identity` when somebody else has it: nothing of the
 * transaction stays then.
 */
export async function replaceIdentity(
  tx: Tx,
  { personId, nikIndex, now }: { readonly personId: number; readonly nikIndex: Buffer; readonly now: Date },
): Promise<void> {
  await sql`
    update identities set ended_at = ${now},
      ended_because = case kind when 'PASSPORT' then ${'passport-replaced' satisfies NumberEnd}
        else ${'corrected' satisfies NumberEnd} end
    where person_id = ${personId} and ended_at is null`.execute(tx)
  await sql`
    insert into identities (value_index, kind, person_id, recorded_at)
    values (${nikIndex}, 'NIK', ${personId}, ${now})`.execute(tx)
}

/** Records that the number asked for one person is another's. Once is enough. */
export async function insertConflict(
  tx: Tx,
  conflict: {
    readonly personId: number
    readonly otherPersonId: number
    readonly requestId: string
    readonly now: Date
  },
): Promise<void> {
  await sql`
    insert into identity_conflicts (person_id, other_person_id, request_id, found_at)
    values (${conflict.personId}, ${conflict.otherPersonId}, ${conflict.requestId}, ${conflict.now})
    on conflict (person_id, other_person_id) do nothing`.execute(tx)
}
