import { sql } from 'kysely'
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
  readonly limit: number
}

/** The audit of the regions within sight, newest first. Days are civil days of Asia/Jakarta, both counted in. */
export async function listTrail(
  tx: Tx,
  { first, last }: Sight,
  { action, actor, subject, from, to, before, limit }: TrailFilter,
): Promise<TrailEntry[]> {
  const { rows } = await sql<TrailEntry>`
    select e.id::float8 as id, e.occurred_at as at, e.actor_kind as "actorKind", e.actor_id as actor, u.name as "actorName", e.role,
      e.action, e.subject_kind as "subjectKind", e.subject_id as subject, e.reason, host(e.address) as address, e.details
    from audit_entries e left join users u on e.actor_kind = 'user' and u.id::text = e.actor_id
    where coalesce(e.region_code, 0) between ${first}::bigint and ${last}::bigint
      and (${action ?? null}::text is null or starts_with(e.action, ${action ?? null}))
      and (${actor ?? null}::text is null or e.actor_id = ${actor ?? null})
      and (${subject ?? null}::text is null or e.subject_id = ${subject ?? null})
      and (${from ?? null}::date is null or e.occurred_at >= ${from ?? null}::date::timestamp at time zone 'Asia/Jakarta')
      and (${to ?? null}::date is null or e.occurred_at < (${to ?? null}::date + 1)::timestamp at time zone 'Asia/Jakarta')
      and (${before ?? null}::bigint is null or e.id < ${before ?? null}::bigint)
    order by e.id desc limit ${limit}`.execute(tx)
  return rows
}

/** The names of users by their id, of those that the transaction may see. */
export async function listUserNames(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id::text as id, name from users where id::text = any (${[...new Set(ids)]}::text[])`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
