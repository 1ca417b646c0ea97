import { sql, type RawBuilder } from 'kysely'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'
import type { ListCallsQuery, ListTargetsQuery, ListTasksQuery } from './contract.ts'
import type { CallOutcome, TargetState, TaskKind, TaskReason, TaskState } from './payments.ts'

export type Slice = { readonly limit: number; readonly offset: number }

/** What names nobody we know is seen with the whole country. */
const inSight = ({ first, last, organisationId }: Sight) =>
  sql`(coalesce(t.region_code, 0) between ${first} and ${last} or t.organisation_id = ${organisationId})`

const all = (conditions: readonly (RawBuilder<unknown> | false)[]) =>
  sql.join(
    conditions.filter((each) => each !== false),
    sql` and `,
  )

export type ShownTarget = {
  readonly id: string
  readonly partner: string
  readonly name: string
  readonly payer_id: string
  readonly bill_id: string | null
  readonly amount: Rupiah | null
  readonly state: TargetState
  readonly expires_at: Date
  readonly asked_at: Date
  readonly ended_because: string | null
}
export type ShownVa = ShownTarget & { readonly service_id: string; readonly customer_no: string }
export type ShownQr = ShownTarget & { readonly payload: string | null }

const TARGET = sql`t.id, t.partner, t.name, t.payer_id, t.bill_id, t.state, t.expires_at, t.asked_at, t.ended_because`

function targetFilter(sight: Sight, { bank, state, bill }: Omit<ListTargetsQuery, 'page'>, id?: string) {
  return all([
    inSight(sight),
    bank !== undefined && sql`t.partner = ${bank}`,
    state !== undefined && sql`t.state = ${state}`,
    bill !== undefined && sql`t.bill_id::text = ${bill}`,
    id !== undefined && sql`t.id::text = ${id}`,
  ])
}

/** Virtual accounts within sight, the newest first, or the one of an id. */
export async function listVirtualAccounts(
  db: Queryable,
  sight: Sight,
  filter: Omit<ListTargetsQuery, 'page'>,
  { limit, offset }: Slice,
  id?: string,
): Promise<ShownVa[]> {
  const { rows } = await sql<ShownVa>`
    select ${TARGET}, t.service_id, t.customer_no,
      coalesce(t.amount, case when t.is_closed_amount then b.total - b.paid - b.credited end) as amount
    from virtual_accounts t left join bills b on b.id = t.bill_id
    where ${targetFilter(sight, filter, id)} order by t.asked_at desc, t.id limit ${limit} offset ${offset}`.execute(
    db,
  )
  return rows
}

/** QR codes within sight, the newest first, or the one of an id. */
export async function listQrCodes(
  db: Queryable,
  sight: Sight,
  filter: Omit<ListTargetsQuery, 'page'>,
  { limit, offset }: Slice,
  id?: string,
): Promise<ShownQr[]> {
  const { rows } = await sql<ShownQr>`
    select ${TARGET}, t.amount, t.payload from qr_codes t
    where ${targetFilter(sight, filter, id)} order by t.asked_at desc, t.id limit ${limit} offset ${offset}`.execute(
    db,
  )
  return rows
}

export type ShownCall = {
  readonly id: bigint
  readonly partner: string
  readonly service: 'va-inquiry' | 'va-payment' | 'qr-notify'
  readonly received_at: Date
  readonly response_code: string
  readonly outcome: CallOutcome
  readonly amount: Rupiah | null
  /** The last four digits; more of it stands with the account itself. */
  readonly ending: string | null
  readonly is_retry: boolean
}

function callFilter(sight: Sight, { bank, service, outcome, from, to }: Omit<ListCallsQuery, 'page'>) {
  return all([
    inSight(sight),
    bank !== undefined && sql`t.partner = ${bank}`,
    service !== undefined && sql`t.service = ${service}`,
    outcome !== undefined && sql`t.outcome = ${outcome}`,
    from !== undefined && sql`t.received_at >= ${from}::date::timestamp at time zone 'Asia/Jakarta'`,
    to !== undefined && sql`t.received_at < (${to}::date + 1)::timestamp at time zone 'Asia/Jakarta'`,
  ])
}

/** Calls of banks within sight, the newest first. */
export async function listCalls(
  db: Queryable,
  sight: Sight,
  filter: Omit<ListCallsQuery, 'page'>,
  { limit, offset }: Slice,
): Promise<ShownCall[]> {
  const { rows } = await sql<ShownCall>`
    select t.id, t.partner, t.service, t.received_at, t.response_code, t.outcome, t.amount, right(v.customer_no, 4) as ending, t.is_retry
    from inbound_calls t left join virtual_accounts v on v.id = t.virtual_account_id
    where ${callFilter(sight, filter)} order by t.received_at desc, t.id desc limit ${limit} offset ${offset}`.execute(
    db,
  )
  return rows
}

export async function countCalls(
  db: Queryable,
  sight: Sight,
  filter: Omit<ListCallsQuery, 'page'>,
): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from inbound_calls t where ${callFilter(sight, filter)}`.execute(db)
  return Number(rows[0]?.count ?? 0n)
}

export type ShownTask = {
  readonly id: string
  readonly kind: TaskKind
  readonly because: TaskReason
  readonly partner: string
  readonly amount: Rupiah | null
  readonly name: string | null
  readonly state: TaskState
  readonly opened_at: Date
  readonly decided_at: Date | null
  readonly decided_because: string | null
}

/** Finance tasks within sight, those that wait first, the oldest before. */
export async function listTasks(
  db: Queryable,
  sight: Sight,
  { kind, state }: Omit<ListTasksQuery, 'page'>,
  { limit, offset }: Slice,
  id?: string,
): Promise<ShownTask[]> {
  const wanted = all([
    inSight(sight),
    kind !== undefined && sql`t.kind = ${kind}`,
    state !== undefined && sql`t.state = ${state}`,
    id !== undefined && sql`t.id::text = ${id}`,
  ])
  const { rows } = await sql<ShownTask>`
    select t.id, t.kind, t.because, t.partner, t.amount, coalesce(v.name, q.name) as name, t.state, t.opened_at, t.decided_at, t.decided_because
    from finance_tasks t left join virtual_accounts v on v.id = t.virtual_account_id left join qr_codes q on q.id = t.qr_code_id
    where ${wanted} order by t.state = 'open' desc, t.opened_at, t.id limit ${limit} offset ${offset}`.execute(
    db,
  )
  return rows
}
