import { sql, type RawBuilder } from 'kysely'
import { firstDayOf, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'
import { inSight } from '../payers/queries.ts'
import {
  billStateOf,
  openOf,
  type AgeBand,
  type BillKind,
  type BillState,
  type DifferenceReason,
} from './billing.ts'
import type { CardLine } from './price-cards.ts'

/** Whether what was collected for a payer and month has been bound to a kode iuran, so that it can only come back from BPJS. */
export async function isPaidToBpjs(db: Queryable, payerId: string, month: Month): Promise<boolean> {
  const { rows } = await sql<{ bound: boolean }>`
    select exists (select from contribution_codes where month = ${firstDayOf(month)}::date and state in ('billed', 'paid')
      and (payer_id = ${payerId} or payer_id is null)) as bound`.execute(db)
  return rows[0]?.bound === true
}

/** The months from one on for which somebody has been billed in a roster, earliest first. */
export async function listBilledMonths(
  db: Queryable,
  rosterId: string,
  personId: bigint,
  from: Month,
): Promise<Month[]> {
  const { rows } = await sql<{ month: Month }>`
    select distinct to_char(b.month, 'YYYY-MM') as month from bills b join bill_lines l on l.bill_id = b.id and l.month = b.month
    where b.roster_id = ${rosterId} and b.month >= ${firstDayOf(from)}::date and l.person_id = ${personId} order by 1`.execute(
    db,
  )
  return rows.map(({ month }) => month)
}

export type Bill = {
  readonly id: string
  readonly number: string
  readonly payerId: string
  readonly payerName: string
  readonly rosterId: string
  readonly rosterName: string
  readonly regionCode: RegionCode
  readonly month: Month
  readonly kind: BillKind
  readonly amends: string | null
  readonly total: Rupiah
  readonly paid: Rupiah
  readonly credited: Rupiah
  readonly open: Rupiah
  readonly state: BillState
  readonly lineCount: number
  readonly personCount: number
  readonly dueOn: PlainDate
  readonly daysOverdue: number
  readonly lawVersion: string
  readonly issuedAt: Date
}

type BillRow = {
  id: string
  number: string
  payer_id: string
  payer_name: string
  roster_id: string
  roster_name: string
  region_code: bigint
  month: string
  kind: BillKind
  amends: string | null
  total: bigint
  paid: bigint
  credited: bigint
  line_count: number
  person_count: number
  due_on: PlainDate
  days_overdue: number
  law_version: string
  issued_at: Date
}

export type BillFilter = {
  readonly month?: Month
  readonly payerId?: string
  readonly rosterId?: string
  readonly region?: RegionCode
  readonly state?: BillState
  /** Open and past its due day. */
  readonly isOverdue?: boolean
}

const OPEN = sql`case when b.total < 0 then 0 else b.total - b.paid - b.credited end`

const OF_STATE: { readonly [State in BillState]: RawBuilder<unknown> } = {
  open: sql`b.paid = 0 and ${OPEN} > 0`,
  'partly-paid': sql`b.paid > 0 and ${OPEN} > 0`,
  paid: sql`${OPEN} = 0 and b.credited < abs(b.total)`,
  cancelled: sql`b.credited = b.total`,
}

/** On which day bills are looked at, and until when something had to be recorded to be known; everything when left out. */
export type BillsAsked = { readonly on: PlainDate; readonly knownAt?: Date }

/**
 * Bills within sight, the newest month first. As they were known at an instant only behind the gate `system`, since the entries that paid them
 * may be out of the asker's scope.
 */
export async function listBills(
  db: Queryable,
  sight: Sight,
  filter: BillFilter,
  { on, knownAt, limit, offset }: BillsAsked & { readonly limit: number; readonly offset: number },
): Promise<Bill[]> {
  const { rows } = await sql<BillRow>`
    ${billsOn(on, knownAt)} where ${wantedBills(sight, filter, on)}
    order by b.month desc, p.name, b.number limit ${limit} offset ${offset}`.execute(db)
  return rows.map(billOf)
}

/** One bill within sight, by its id or its number, or nothing. */
export async function findBill(db: Queryable, sight: Sight, id: string, on: PlainDate): Promise<Bill | null> {
  const { rows } = await sql<BillRow>`
    ${billsOn(on)} where (b.id::text = ${id} or b.number = ${id}) and ${inSight(sight, 'b')}`.execute(db)
  return rows[0] ? billOf(rows[0]) : null
}

/** What amends a bill, oldest first. */
export async function listAmending(db: Queryable, billId: string, on: PlainDate): Promise<Bill[]> {
  const { rows } = await sql<BillRow>`${billsOn(on)} where b.amends = ${billId} order by b.issued_at`.execute(
    db,
  )
  return rows.map(billOf)
}

/** Bills as they stood at an instant: what was issued, paid and credited later is left out. */
function billsKnownAt(at: Date | undefined): RawBuilder<unknown> {
  if (at === undefined) return sql`bills`
  return sql`(
    select k.id, k.number, k.payer_id, k.roster_id, k.organisation_id, k.region_code, k.month, k.kind, k.amends, k.total, k.line_count,
      k.person_count, k.due_on, k.law_version, k.issued_at,
      coalesce((select sum(q.amount) from paid_lines q join entries e on e.id = q.entry_id
        where q.bill_id = k.id and e.recorded_at < ${at}), 0)::bigint - credits.money_back as paid, credits.amount as credited
    from bills k cross join lateral (
      select coalesce(sum(c.amount), 0)::bigint as amount, coalesce(sum(c.money_back), 0)::bigint as money_back
      from credited_lines c join bills n on n.id = c.credit_bill_id where c.bill_id = k.id and n.issued_at < ${at}) credits
    where k.issued_at < ${at})`
}

function billsOn(on: PlainDate, knownAt?: Date): RawBuilder<unknown> {
  return sql`
    select b.id, b.number, b.payer_id, p.name as payer_name, b.roster_id, r.name as roster_name, b.region_code, b.month, b.kind, b.amends,
      b.total, b.paid, b.credited, b.line_count, b.person_count, b.due_on, (${on}::date - b.due_on) as days_overdue, b.law_version, b.issued_at
    from ${billsKnownAt(knownAt)} b join payers p on p.id = b.payer_id join rosters r on r.id = b.roster_id`
}

function wantedBills(
  sight: Sight,
  { month, payerId, rosterId, region, state, isOverdue }: BillFilter,
  on: PlainDate,
): RawBuilder<unknown> {
  const subtree = region === undefined ? null : subtreeOf(region)
  return sql.join(
    [
      inSight(sight, 'b'),
      ...(month === undefined ? [] : [sql`b.month = ${firstDayOf(month)}::date`]),
      ...(payerId === undefined ? [] : [sql`b.payer_id::text = ${payerId}`]),
      ...(rosterId === undefined ? [] : [sql`b.roster_id::text = ${rosterId}`]),
      ...(subtree === null ? [] : [sql`b.region_code between ${subtree.first} and ${subtree.last}`]),
      ...(state === undefined ? [] : [OF_STATE[state]]),
      ...(isOverdue === true
        ? [sql`b.kind <> 'credit-note' and b.paid + b.credited < b.total and b.due_on < ${on}::date`]
        : []),
    ],
    sql` and `,
  )
}

function billOf(row: BillRow): Bill {
  const open = openOf(row)
  return {
    id: row.id,
    number: row.number,
    payerId: row.payer_id,
    payerName: row.payer_name,
    rosterId: row.roster_id,
    rosterName: row.roster_name,
    regionCode: Number(row.region_code) as RegionCode,
    month: row.month.slice(0, 7) as Month,
    kind: row.kind,
    amends: row.amends,
    total: row.total,
    paid: row.paid,
    credited: row.credited,
    open,
    state: billStateOf(row),
    lineCount: row.line_count,
    personCount: row.person_count,
    dueOn: row.due_on,
    daysOverdue: open > 0n ? Math.max(row.days_overdue, 0) : 0,
    lawVersion: row.law_version,
    issuedAt: row.issued_at,
  }
}

/** A line of a bill with the law behind it; the person by his number and the initials a reader within sight may know. */
export type BillLine = {
  readonly lineNumber: number
  readonly personId: bigint
  readonly name: string | null
  readonly amount: Rupiah
  readonly pay: Rupiah
  readonly isPaid: boolean
  readonly credited: Rupiah
  readonly law: readonly CardLine[]
  readonly before: Rupiah | null
  readonly after: Rupiah | null
  readonly why: DifferenceReason | null
}

/** Lines of a bill from one number on. */
export async function listBillLines(
  db: Queryable,
  bill: Pick<Bill, 'id' | 'month'>,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<BillLine[]> {
  const { rows } = await sql<BillLine>`
    select l.line_number as "lineNumber", l.person_id as "personId", p.name, l.amount, c.pay, c.lines as law,
      exists (select from paid_lines q where q.bill_id = l.bill_id and q.lines @> l.line_number) as "isPaid",
      coalesce((select sum(k.amount) from credited_lines k where k.bill_id = l.bill_id and k.line_number = l.line_number), 0)::bigint as credited,
      d.before_amount as before, d.after_amount as after, d.why
    from bill_lines l join rate_cards c on c.id = l.card_id left join people p on p.id = l.person_id
    left join bill_differences d on d.bill_id = l.bill_id and d.line_number = l.line_number
    where l.bill_id = ${bill.id} and l.month = ${firstDayOf(bill.month)}::date and l.line_number > ${offset}
    order by l.line_number limit ${limit}`.execute(db)
  return rows
}

export type BillPaymentRow = {
  readonly entryId: bigint
  readonly amount: Rupiah
  readonly paidOn: PlainDate
  readonly firstLine: number
  readonly lastLine: number
}

export async function listBillPayments(db: Queryable, billId: string): Promise<BillPaymentRow[]> {
  const { rows } = await sql<BillPaymentRow>`
    select entry_id as "entryId", amount, paid_on as "paidOn", lower(lines) as "firstLine", upper(lines) - 1 as "lastLine"
    from paid_lines where bill_id = ${billId} order by lower(lines)`.execute(db)
  return rows
}

export type FineRow = {
  readonly contribution: Rupiah
  readonly monthCount: number
  readonly rate: number
  readonly parameter: string
  readonly law: string
  readonly article: string
  readonly confidence: string
}

/** Why a fine is what it is, or nothing for a bill that is none. */
export async function findFine(db: Queryable, billId: string): Promise<FineRow | null> {
  const { rows } = await sql<FineRow>`
    select contribution, month_count as "monthCount", rate, parameter, law, article, confidence from bill_fines where bill_id = ${billId}`.execute(
    db,
  )
  return rows[0] ?? null
}

/** Where a bill can be paid now: the number of an open virtual account, and the text of an open QR code. */
export async function findWaysToPay(
  db: Queryable,
  billId: string,
): Promise<{ readonly account: string | null; readonly qr: string | null }> {
  const { rows } = await sql<{ account: string | null; qr: string | null }>`
    select (select v.service_id || v.customer_no from virtual_accounts v where v.bill_id = ${billId} and v.state = 'open' limit 1) as account,
      (select q.payload from qr_codes q where q.bill_id = ${billId} and q.state = 'open' limit 1) as qr`.execute(
    db,
  )
  return rows[0] ?? { account: null, qr: null }
}

export type AgeRow = {
  readonly payerId: string
  readonly payerName: string
  readonly band: AgeBand
  readonly billCount: number
  readonly open: Rupiah
}

/** What is open by payer and by how long it is overdue on a day; as it was known at an instant like `listBills`. */
export async function listAges(
  db: Queryable,
  sight: Sight,
  filter: Pick<BillFilter, 'region' | 'payerId'>,
  { on, knownAt }: BillsAsked,
): Promise<AgeRow[]> {
  const { rows } = await sql<AgeRow>`
    select payer_id as "payerId", payer_name as "payerName", band, count(*)::integer as "billCount", sum(open)::bigint as open from (
      select b.payer_id, p.name as payer_name, b.total - b.paid - b.credited as open,
        case when b.due_on >= ${on}::date then 'not-due' when ${on}::date - b.due_on <= 30 then '1-30' when ${on}::date - b.due_on <= 60 then '31-60'
          when ${on}::date - b.due_on <= 90 then '61-90' else 'over-90' end as band
      from ${billsKnownAt(knownAt)} b join payers p on p.id = b.payer_id
      where b.kind <> 'credit-note' and b.paid + b.credited < b.total and ${wantedBills(sight, filter, on)}) aged
    group by 1, 2, 3 order by 2, 1, 3`.execute(db)
  return rows
}

export type RunRow = {
  readonly id: string
  readonly month: Month
  readonly state: 'running' | 'done' | 'failed'
  readonly rosterCount: number
  readonly rostersDone: number
  readonly billCount: number
  readonly lineCount: number
  readonly total: Rupiah
  readonly unchangedCount: number
  readonly adjustmentCount: number
  readonly seconds: number
  readonly failure: string | null
  readonly startedAt: Date
  readonly aliveAt: Date
  readonly endedAt: Date | null
}

const RUN = sql`id, to_char(month, 'YYYY-MM') as month, state, roster_count as "rosterCount", rosters_done as "rostersDone",
  bill_count as "billCount", line_count::integer as "lineCount", total, unchanged_count as "unchangedCount",
  adjustment_count as "adjustmentCount", seconds::float8 as seconds, failure, started_at as "startedAt", alive_at as "aliveAt",
  ended_at as "endedAt"`

/** A run within sight, or nothing. */
export async function findRun(db: Queryable, sight: Sight, id: string): Promise<RunRow | null> {
  const { rows } = await sql<RunRow>`
    select ${RUN} from bill_runs where id::text = ${id}
      and (region_code between ${sight.first} and ${sight.last} or organisation_id = ${sight.organisationId}::uuid)`.execute(
    db,
  )
  return rows[0] ?? null
}

/** The latest runs within sight. */
export async function listRuns(db: Queryable, sight: Sight, limit: number): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select ${RUN} from bill_runs
    where region_code between ${sight.first} and ${sight.last} or organisation_id = ${sight.organisationId}::uuid
    order by started_at desc limit ${limit}`.execute(db)
  return rows
}
