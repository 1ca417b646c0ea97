import { sql, type RawBuilder } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'
import type { WaitingCounts, Workqueue } from './workqueues.ts'

export type QueueAsk = {
  readonly sight: Sight
  /** Whoever looks, as the tables name him: nobody decides what he asked for himself. */
  readonly doer: string
  readonly today: PlainDate
}

/** Where protection ends is counted with its prices by the module of protection. */
export type CountedQueue = Exclude<Workqueue, 'ending'>

/** How many wait in each of the queues that were asked for: one statement, whatever their number. */
export async function countWaiting(
  db: Queryable,
  queues: readonly CountedQueue[],
  ask: QueueAsk,
): Promise<WaitingCounts> {
  if (queues.length === 0) return {}
  const counts = queues.map((queue) => sql`(${QUEUES[queue](ask)}) as ${sql.ref(queue)}`)
  const { rows } = await sql<Partial<Record<CountedQueue, bigint>>>`select ${sql.join(counts)}`.execute(db)
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([queue, count]) => [queue, Number(count)]))
}

const QUEUES: { readonly [Queue in CountedQueue]: (ask: QueueAsk) => RawBuilder<unknown> } = {
  proposals: ({ sight, doer }) => sql`
    select count(*) from proposals o join programmes g on g.id = o.programme_id
    where ${placed(sight, 'o')} and o.proposed_by <> ${doer}
      and exists (select from proposed_people w where w.proposal_id = o.id and w.state = 'proposed')`,
  rejected: ({ sight }) => sql`
    select count(*) from submission_people r where r.state = 'rejected' and r.mended_at is null and ${placed(sight, 'r')}`,
  lists: ({ sight }) => sql`
    select count(*) from imports i where i.state = 'stored' and i.organisation_id = ${sight.organisationId}::uuid`,
  rows: ({ sight, today }) => sql`
    select coalesce(sum(i.refused + i.held), 0) from imports i
    where i.state = 'done' and i.organisation_id = ${sight.organisationId}::uuid and i.finished_at >= ${today}::date - 30`,
  requests: ({ sight, doer }) => sql`
    select count(*) from person_change_requests r
    where r.state = 'pending' and r.asked_by <> ${doer} and ${lives(sight, sql`standing_person(r.person_id)`)}`,
  duplicates: ({ sight }) => sql`
    select count(*) from duplicate_pairs d
    where d.decided is null and ${lives(sight, sql`d.person_a`)} and ${lives(sight, sql`d.person_b`)}`,
  tasks: ({ sight }) => sql`
    select count(*) from finance_tasks t where t.state = 'open' and ${placed(sight, 't')}`,
  overdue: ({ sight, today }) => sql`
    select count(*) from bills b where b.kind <> 'credit-note' and b.paid + b.credited < b.total
      and b.due_on < ${today}::date and ${placed(sight, 'b')}`,
}

/** What has a place and perhaps an owner is seen by whoever reaches the place or is the owner. */
function placed({ first, last, organisationId }: Sight, row: string): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(`${row}.region_code`)} between ${first} and ${last}
    or ${sql.ref(`${row}.organisation_id`)} = ${organisationId}::uuid)`
}

/** One look by index for each row of the queue: a join with people has been planned as one of all with all. */
function lives({ first, last, organisationId }: Sight, id: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`exists (select from people p where p.id = ${id} and p.merged_into is null
    and (p.residence_region between ${first} and ${last} or p.work_region between ${first} and ${last}
      or p.organisation_id = ${organisationId}::uuid) offset 0)`
}
