import { isUuid } from '../../kernel/uuid.ts'
import { sql } from 'kysely'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'
import { billStateOf, openOf } from '../billing/billing.ts'
import { giftPurse, payerPurse, type AccountPath } from '../ledger/ledger.ts'

/** What money is asked for: one bill, one payer's purse, or one gift's. */
export type SubjectWish = { readonly bill?: string; readonly payer?: string; readonly gift?: string }

/** Whose money it becomes and what it may be at most. */
export type Subject = {
  readonly payerId: string
  readonly billId: string | null
  readonly path: AccountPath
  readonly name: string
  readonly organisationId: string | null
  readonly regionCode: bigint
  /** Open of the bill; null for a purse. */
  readonly open: Rupiah | null
}

type Row = {
  payer_id: string
  bill_id: string | null
  roster_id: string | null
  paid_from: 'purse' | 'gift'
  name: string
  organisation_id: string | null
  region_code: bigint
  total: bigint | null
  paid: bigint | null
  credited: bigint | null
  number: string | null
}

const KINDS = ['bill', 'payer', 'gift'] as const

/** The subject within sight. Refuses an unknown one, and a bill of which nothing is open. */
export async function getSubject(db: Queryable, sight: Sight, wish: SubjectWish): Promise<Subject> {
  // A wish carries more than its subject.
  const given = KINDS.filter((each) => wish[each] !== undefined)
  const [kind, more] = given
  if (kind === undefined || more !== undefined) throw refuse('payment-subject-unclear', {})
  const id = wish[kind] ?? ''
  const row = isUuid(id) ? await findRow(db, sight, kind, id) : undefined
  if (!row) throw kind === 'bill' ? refuse('bill-unknown', {}) : refuse('payer-unknown', {})
  const path =
    row.paid_from === 'gift' && row.roster_id !== null ? giftPurse(row.roster_id) : payerPurse(row.payer_id)
  return {
    payerId: row.payer_id,
    billId: row.bill_id,
    path,
    name: row.name,
    organisationId: row.organisation_id,
    regionCode: row.region_code,
    open: openOfBill(row),
  }
}

function openOfBill({ total, paid, credited, number }: Row): Rupiah | null {
  if (total === null || paid === null || credited === null) return null
  const state = billStateOf({ total, paid, credited })
  if (state === 'paid') throw refuse('bill-paid', { number: number ?? '' })
  if (state === 'cancelled') throw refuse('bill-cancelled', { number: number ?? '' })
  return openOf({ total, paid, credited })
}

async function findRow(
  db: Queryable,
  { first, last, organisationId }: Sight,
  kind: keyof SubjectWish,
  id: string,
): Promise<Row | undefined> {
  const isSeen = sql`(p.region_code between ${first} and ${last} or p.organisation_id = ${organisationId})`
  const columns = sql`p.id as payer_id, p.name, p.organisation_id, p.region_code`
  const noBill = sql`null::bigint as total, null::bigint as paid, null::bigint as credited, null::text as number, null::uuid as bill_id`
  const question = {
    bill: sql<Row>`
      select ${columns}, b.id as bill_id, r.id as roster_id, r.paid_from, b.total, b.paid, b.credited, b.number
      from bills b join payers p on p.id = b.payer_id join rosters r on r.id = b.roster_id
      where b.id = ${id} and ${isSeen}`,
    payer: sql<Row>`
      select ${columns}, ${noBill}, null::uuid as roster_id, 'purse' as paid_from
      from payers p where p.id = ${id} and p.closed_at is null and ${isSeen}`,
    gift: sql<Row>`
      select ${columns}, ${noBill}, r.id as roster_id, r.paid_from
      from rosters r join payers p on p.id = r.payer_id
      where r.id = ${id} and r.paid_from = 'gift' and r.closed_at is null and ${isSeen}`,
  }[kind]
  const { rows } = await question.execute(db)
  return rows[0]
}
