import { sql, type RawBuilder } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Tx } from '../../platform/db.ts'
import type { Sight } from './act.ts'

/** An entry of the audit with the name of the user who acted, where the reader may know it. */
export type TrailEntry = {
  readonly id: number
  readonly at: Date
  readonly actorKind: string
  readonly actor: string | null
  readonly actorName: string | null
  readonly role: string | null
  readonly action: string
  readonly subjectKind: string | null
  readonly subject: string | null
  readonly reason: string | null
  readonly address: string | null
  readonly details: Readonly<Record<string, unknown>>
}

export type TrailFilter = {
  readonly action?: string
  readonly actor?: string
  readonly subject?: string
  readonly from?: PlainDate
  readonly to?: PlainDate
  readonly before?: number
  /** Entries that this moment of the database showed, and no later ones, however late their transactions end. */
  readonly asOf?: TrailMoment
}

/** A moment of the database, as `pg_snapshot` writes it. */
export type TrailMoment = string & { readonly __brand: 'TrailMoment' }

/** The audit of the regions within sight, newest first. Days are civil days of Asia/Jakarta, both counted in. */
export async function listTrail(
  tx: Tx,
  sight: Sight,
  { limit, ...filter }: TrailFilter & { readonly limit: number },
): Promise<TrailEntry[]> {
  const { rows } = await sql<TrailEntry>`
    select e.id::float8 as id, e.occurred_at as at, e.actor_kind as "actorKind", e.actor_id as actor, e.role,
      e.action, e.subject_kind as "subjectKind", e.subject_id as subject, e.reason, host(e.address) as address, e.details,
      (select u.name from users u join organisations o on o.id = u.organisation_id
       where u.id = ${USER_OF_ENTRY} and ${namesIn(sight)}) as "actorName"
    from audit_entries e
    where ${trailWhere(sight, filter)}
    order by e.id desc limit ${limit}`.execute(tx)
  return rows
}

/** An id as the key of users has it, so that a name is found by the key and not by reading every user for every entry. */
const USER_OF_ENTRY = sql`case when e.actor_kind = 'user' and e.actor_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
  then e.actor_id::uuid end`

/** How many entries the filter finds now, and the moment at which it was so. */
export async function countTrail(
  tx: Tx,
  sight: Sight,
  filter: TrailFilter,
): Promise<{ readonly count: number; readonly asOf: TrailMoment }> {
  const { rows } = await sql<{ count: bigint; asOf: TrailMoment }>`
    select count(*) as count, pg_current_snapshot()::text as "asOf" from audit_entries e
    where ${trailWhere(sight, filter)}`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('count(*) returned nothing')
  return { count: Number(row.count), asOf: row.asOf }
}

function trailWhere(
  { first, last }: Sight,
  { action, actor, subject, from, to, before, asOf }: TrailFilter,
): RawBuilder<unknown> {
  return sql`coalesce(e.region_code, 0) between ${first}::bigint and ${last}::bigint
      and (${action ?? null}::text is null or starts_with(e.action, ${action ?? null}))
      and (${actor ?? null}::text is null or e.actor_id = ${actor ?? null})
      and (${subject ?? null}::text is null or e.subject_id = ${subject ?? null})
      and (${from ?? null}::date is null or e.occurred_at >= ${from ?? null}::date::timestamp at time zone 'Asia/Jakarta')
      and (${to ?? null}::date is null or e.occurred_at < (${to ?? null}::date + 1)::timestamp at time zone 'Asia/Jakarta')
      and (${before ?? null}::bigint is null or e.id < ${before ?? null}::bigint)
      and (${asOf ?? null}::pg_snapshot is null
        or pg_visible_in_snapshot(e.transaction_number::text::xid8, ${asOf ?? null}::pg_snapshot))`
}

/** The names of users within sight by their id. */
export async function listUserNames(
  tx: Tx,
  sight: Sight,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select u.id::text as id, u.name from users u join organisations o on o.id = u.organisation_id
    where u.id::text = any (${[...new Set(ids)]}::text[]) and ${namesIn(sight)}`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Whose names a reader may know. Row-level security says the same once more. */
function namesIn({ first, last, organisationId }: Sight): RawBuilder<unknown> {
  return sql`(o.region_code between ${first}::bigint and ${last}::bigint or o.id = ${organisationId}::uuid)`
}
