import { isUuid } from '../../kernel/uuid.ts'
import { sql } from 'kysely'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Queryable, Tx } from '../../platform/db.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import type { Sight } from '../access/act.ts'
import { columnOfChange, OPEN_CHANGES, SEALED_CHANGES, type FieldValue } from './change-fields.ts'
import type { FieldValues, RequestKind, RequestState, ShownChange } from './change-request.ts'
import type { SealedFields } from './people.ts'
import { openPerson } from './seal-person.ts'

/** Whether the person stands within sight, whoever keeps him, and still stands for himself. */
export async function isInSight(
  db: Queryable,
  { first, last, organisationId }: Sight,
  personId: number,
): Promise<boolean> {
  const { rows } = await sql`
    select from people where id = ${personId} and merged_into is null
      and (residence_region between ${first} and ${last} or work_region between ${first} and ${last}
        or organisation_id = ${organisationId}::uuid)`.execute(db)
  return rows.length > 0
}

/** Somebody as he stands, with what is encrypted opened. */
export type StandingPerson = {
  readonly id: number
  readonly organisationId: string | null
  readonly region: RegionCode
  readonly values: FieldValues
  readonly sealed: SealedFields
}

type PersonColumns = {
  organisation_id: string | null
  residence_region: bigint
  open: Readonly<Record<string, FieldValue>>
  sealed: Buffer
}

/** A person's row, locked until the transaction ends. Only inside the gate `matching`; null when he left the registry. */
export async function lockPerson(tx: Tx, ring: KeyRing, personId: number): Promise<StandingPerson | null> {
  const { rows } = await sql<PersonColumns>`
    select organisation_id, residence_region, sealed,
      to_jsonb(p) - '{sealed,stated_mark,phone_index,kpj_index,family_index}'::text[] as open
    from people p where id = ${personId} and merged_into is null for update`.execute(tx)
  const [row] = rows
  if (!row) return null
  const sealed = openPerson(ring, 'people', personId, row.sealed)
  return {
    id: personId,
    organisationId: row.organisation_id,
    region: Number(row.residence_region) as RegionCode,
    sealed,
    values: {
      ...Object.fromEntries(OPEN_CHANGES.map((field) => [field, standing(row.open[columnOfChange(field)])])),
      ...Object.fromEntries(SEALED_CHANGES.map((field) => [field, sealed[field] ?? null])),
    },
  }
}

/** An empty list of groups is none. */
function standing(value: FieldValue | undefined): FieldValue {
  return value === undefined || (typeof value === 'object' && value?.length === 0) ? null : value
}

/** Whose number this is, wherever he is; null when it is nobody's. What is learnt goes into no answer. */
export async function ownerOfIdentity(tx: Tx, index: Buffer): Promise<number | null> {
  const { rows } = await sql<{ id: bigint | null }>`select person_of_identity(${index}) as id`.execute(tx)
  const id = rows[0]?.id ?? null
  return id === null ? null : Number(id)
}

/** A request as it may be shown: nothing in it is more than masked. */
export type ShownRequest = {
  readonly id: string
  readonly personId: number
  readonly kind: RequestKind
  readonly state: RequestState
  readonly changes: Readonly<Record<string, ShownChange>>
  readonly reason: string
  readonly askedBy: string
  readonly askedAt: Date
  readonly needsApproval: boolean
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  readonly decidedBecause: string | null
  /** Where the person lives. */
  readonly regionCode: RegionCode
  readonly personName: string
}

type RequestRow = Omit<ShownRequest, 'personId' | 'regionCode'> & { personId: bigint; regionCode: bigint }

const SHOWN = sql`
  r.id, p.id as "personId", r.kind, r.state, r.changes, r.reason, r.asked_by as "askedBy", r.asked_at as "askedAt",
  r.needs_approval as "needsApproval", r.decided_by as "decidedBy", r.decided_at as "decidedAt",
  r.decided_because as "decidedBecause", p.residence_region as "regionCode", p.name as "personName"`

export type RequestFilter = {
  readonly state?: RequestState
  readonly personId?: number
  /** Those of one asker, or everybody's but his. */
  readonly asker?: { readonly key: string; readonly isHe: boolean }
  readonly limit: number
  readonly offset: number
}

/** Requests about people within sight: those that wait first, the oldest of them on top, then the last decided. One about somebody who left the registry is not among them. */
export async function listRequests(
  db: Queryable,
  sight: Sight,
  filter: RequestFilter,
): Promise<ShownRequest[]> {
  const { rows } = await sql<RequestRow>`
    select ${SHOWN} from person_change_requests r join people p on p.id = standing_person(r.person_id)
    where ${within(sight)} and (${filter.state ?? null}::text is null or r.state = ${filter.state ?? null})
      and (${filter.personId ?? null}::bigint is null or p.id = ${filter.personId ?? null})
      and (${filter.asker?.key ?? null}::text is null
        or (r.asked_by = ${filter.asker?.key ?? null}) = ${filter.asker?.isHe ?? null}::boolean)
    order by r.decided_at desc nulls first, r.asked_at, r.id limit ${filter.limit} offset ${filter.offset}`.execute(
    db,
  )
  return rows.map(shownRequest)
}

/** One request about somebody within sight, or nothing. */
export async function findRequest(db: Queryable, sight: Sight, id: string): Promise<ShownRequest | null> {
  if (!isUuid(id)) return null
  const { rows } = await sql<RequestRow>`
    select ${SHOWN} from person_change_requests r join people p on p.id = standing_person(r.person_id)
    where r.id = ${id} and ${within(sight)}`.execute(db)
  return rows[0] ? shownRequest(rows[0]) : null
}

/** What is decided about, locked until the transaction ends: of two who decide at once the second finds it decided. */
export async function lockRequest(
  tx: Tx,
  id: string,
): Promise<{ readonly state: RequestState; readonly sealed: Buffer | null } | null> {
  const { rows } = await sql<{ state: RequestState; sealed: Buffer | null }>`
    select state, sealed from person_change_requests where id = ${id} for update`.execute(tx)
  return rows[0] ?? null
}

/** Two people one of whom is said to have the other's number; only pairs of whom the reader sees both. */
export async function listIdentityConflicts(
  db: Queryable,
  { first, last, organisationId }: Sight,
): Promise<{ readonly personId: number; readonly otherPersonId: number; readonly foundAt: Date }[]> {
  const seen = (alias: string) => sql`(${sql.ref(`${alias}.residence_region`)} between ${first} and ${last}
    or ${sql.ref(`${alias}.work_region`)} between ${first} and ${last}
    or ${sql.ref(`${alias}.organisation_id`)} = ${organisationId}::uuid)`
  const { rows } = await sql<{ person_id: bigint; other_person_id: bigint; found_at: Date }>`
    select c.person_id, c.other_person_id, c.found_at from identity_conflicts c
    join people a on a.id = c.person_id join people b on b.id = c.other_person_id
    where a.merged_into is null and b.merged_into is null and ${seen('a')} and ${seen('b')} order by c.found_at`.execute(
    db,
  )
  return rows.map((row) => ({
    personId: Number(row.person_id),
    otherPersonId: Number(row.other_person_id),
    foundAt: row.found_at,
  }))
}

function within({ first, last, organisationId }: Sight) {
  return sql`(p.residence_region between ${first} and ${last} or p.work_region between ${first} and ${last}
    or p.organisation_id = ${organisationId}::uuid)`
}

function shownRequest({ personId, regionCode, ...row }: RequestRow): ShownRequest {
  return { ...row, personId: Number(personId), regionCode: Number(regionCode) as RegionCode }
}
