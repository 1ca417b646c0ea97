import { sql } from 'kysely'
import { firstDayOf, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import type { Fine } from '../../rules/fines.ts'
import type { Sight } from '../access/act.ts'
import { inSight } from '../payers/queries.ts'
import type { FineFacts } from './billing.ts'
import { numberOf } from './run-store.ts'

/** A bill of wages that was not paid when it fell due, with the fines that were issued on it. */
export type LateBill = FineFacts & {
  readonly id: string
  readonly payerId: string
  readonly rosterId: string
  readonly fined: Rupiah
}

type LateRow = {
  id: string
  payer_id: string
  roster_id: string
  month: string
  due_on: PlainDate
  labour_intensive: boolean | null
  open: bigint
  fined: bigint
  paid_amounts: string[]
  paid_days: PlainDate[]
}

/** Late bills of private employers within sight, in the order of their ids, locked. */
export async function lockLateBills(
  tx: Tx,
  sight: Sight,
  on: PlainDate,
  after: string | null,
  most: number,
): Promise<LateBill[]> {
  const { rows } = await sql<LateRow>`
    select b.id, b.payer_id, b.roster_id, b.month, b.due_on, (r.conditions ->> 'labourIntensive')::boolean as labour_intensive,
      b.total - b.paid - b.credited as open,
      coalesce((select sum(f.total) from bills f where f.amends = b.id and f.kind = 'fine'), 0)::bigint as fined,
      array(select p.amount::text from paid_lines p where p.bill_id = b.id and p.paid_on > b.due_on order by lower(p.lines)) as paid_amounts,
      array(select p.paid_on::text from paid_lines p where p.bill_id = b.id and p.paid_on > b.due_on order by lower(p.lines)) as paid_days
    from bills b join rosters r on r.id = b.roster_id
    where ${inSight(sight, 'b')} and b.kind in ('original', 'amendment') and b.due_on < ${on}::date
      and r.conditions ->> 'employer' = 'business' and b.id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
      and (b.paid + b.credited < b.total or exists (select from paid_lines p where p.bill_id = b.id and p.paid_on > b.due_on))
    order by b.id limit ${most} for no key update of b`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    payerId: row.payer_id,
    rosterId: row.roster_id,
    month: row.month.slice(0, 7) as Month,
    dueOn: row.due_on,
    labourIntensive: row.labour_intensive ?? false,
    open: row.open,
    fined: row.fined,
    paidParts: row.paid_amounts.map((amount, at) => ({
      amount: BigInt(amount),
      paidOn: row.paid_days[at] ?? on,
    })),
  }))
}

export type NewFine = {
  readonly id: string
  readonly bill: LateBill
  readonly fine: Fine
  readonly amount: Rupiah
  readonly entryId: bigint
  readonly dueOn: PlainDate
  readonly on: PlainDate
  readonly lawVersion: string
}

export async function insertFine(tx: Tx, added: NewFine): Promise<void> {
  const { id, bill, fine, amount, entryId, dueOn, on, lawVersion } = added
  const { cite, parameter, value: rate } = fine.rate
  const contribution = bill.open + bill.paidParts.reduce((sum, part) => sum + part.amount, 0n)
  await sql`
    insert into bills (id, number, payer_id, roster_id, organisation_id, region_code, month, kind, amends, total, line_count, person_count,
      due_on, law_version, entry_id)
    select ${id}, ${numberOf(bill.month)}, b.payer_id, b.roster_id, b.organisation_id, b.region_code, ${firstDayOf(bill.month)}::date, 'fine',
      b.id, ${amount}, 1, 0, ${dueOn}::date, ${lawVersion}, ${entryId} from bills b where b.id = ${bill.id}`.execute(
    tx,
  )
  await sql`
    insert into bill_fines (bill_id, on_bill, contribution, month_count, rate, parameter, law, article, confidence, assessed_on)
    values (${id}, ${bill.id}, ${contribution}, ${fine.monthCount}, ${rate}, ${parameter}, ${cite.law}, ${cite.article},
      ${cite.confidence}, ${on})`.execute(tx)
}
