import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Queryable, Tx } from '../../platform/db.ts'
import { billStateOf, openOf } from '../billing/billing.ts'
import type { AccountPath } from '../ledger/ledger.ts'
import type { BillFacts, TargetFacts, TargetState } from './payments.ts'

/** Where a bank takes money for us: a virtual account or a QR code, with what it is for. */
export type Target = TargetFacts & {
  readonly id: string
  readonly partner: string
  readonly payerId: string
  readonly billId: string | null
  readonly path: AccountPath
  readonly name: string
  readonly organisationId: string | null
  readonly regionCode: number
  readonly label: string
  readonly personCount: number | null
}

/** What was answered before: to this external id, or to this payment. */
export type Stored = { readonly responseCode: string; readonly text: string }

export type FoundForPayment = {
  readonly external: Stored | null
  readonly booked: (Stored & { readonly businessHash: Buffer }) | null
  readonly target: Target | null
}

type TargetRow = {
  id: string | null
  partner: string
  payer_id: string
  bill_id: string | null
  account_path: string
  name: string
  is_closed_amount: boolean
  amount: bigint | null
  state: TargetState
  expires_at: Date
  organisation_id: string | null
  region_code: bigint
  bill_total: bigint | null
  bill_paid: bigint | null
  bill_credited: bigint | null
  bill_month: string | null
  bill_person_count: number | null
}

/** The columns of a target and of its bill, of `v` and `b`. */
const BILL_COLUMNS = sql`b.total as bill_total, b.paid as bill_paid, b.credited as bill_credited, b.month::text as bill_month,
  b.person_count as bill_person_count`

function targetOf(row: TargetRow | undefined): Target | null {
  // A function that found none answers a row of nulls.
  if (!row?.id) return null
  return {
    id: row.id,
    partner: row.partner,
    payerId: row.payer_id,
    billId: row.bill_id,
    path: row.account_path,
    name: row.name,
    isClosedAmount: row.is_closed_amount,
    amount: row.amount,
    state: row.state,
    expiresAt: row.expires_at,
    organisationId: row.organisation_id,
    regionCode: Number(row.region_code),
    bill: billFactsOf(row),
    label: row.bill_month === null ? 'SALDO' : `IURAN ${row.bill_month.slice(0, 7)}`,
    personCount: row.bill_person_count,
  }
}

function billFactsOf({ bill_total, bill_paid, bill_credited }: TargetRow): BillFacts | null {
  if (bill_total === null || bill_paid === null || bill_credited === null) return null
  const sums = { total: bill_total, paid: bill_paid, credited: bill_credited }
  return { open: openOf(sums), state: billStateOf(sums) }
}

export type PaymentQuestion = {
  readonly partner: string
  readonly onDay: PlainDate
  readonly externalId: string
  readonly paymentKey: string
  readonly serviceId: string
  readonly customerNo: string
}

/** Locks the virtual account and its bill, and tells what was answered before. One round trip. */
export async function lockForPayment(tx: Tx, question: PaymentQuestion): Promise<FoundForPayment> {
  const { partner, onDay, externalId, paymentKey, serviceId, customerNo } = question
  const { rows } = await sql<
    TargetRow & {
      external_answer: string | null
      external_code: string | null
      stored_answer: string | null
      stored_code: string | null
      stored_hash: Buffer | null
    }
  >`
    select * from begin_va_payment(${partner}, ${onDay}, ${externalId}, ${paymentKey}, ${serviceId}, ${customerNo})`.execute(
    tx,
  )
  const [row] = rows
  return {
    external: storedOf(row?.external_code, row?.external_answer),
    booked: bookedOf(row),
    target: targetOf(row),
  }
}

function storedOf(code: string | null | undefined, answer: string | null | undefined): Stored | null {
  return code && answer ? { responseCode: code, text: answer } : null
}

function bookedOf(
  row: { stored_code: string | null; stored_answer: string | null; stored_hash: Buffer | null } | undefined,
): FoundForPayment['booked'] {
  const stored = storedOf(row?.stored_code, row?.stored_answer)
  return stored && row?.stored_hash ? { ...stored, businessHash: row.stored_hash } : null
}

/** A virtual account by its number, as it stands; null when there is none at this bank. */
export async function findVaByNumber(
  db: Queryable,
  partner: string,
  serviceId: string,
  customerNo: string,
): Promise<Target | null> {
  const { rows } = await sql<TargetRow>`
    select v.*, ${BILL_COLUMNS} from virtual_accounts v left join bills b on b.id = v.bill_id
    where v.partner = ${partner} and v.service_id = ${serviceId} and v.customer_no = ${customerNo}`.execute(
    db,
  )
  return targetOf(rows[0])
}

/** Locks a QR code by our name of it or by the acquirer's; null when it is not ours. */
export async function lockQrByReference(
  tx: Tx,
  partner: string,
  reference: { readonly theirs: string; readonly ours: string | null },
): Promise<Target | null> {
  const { rows } = await sql<TargetRow>`
    select q.*, true as is_closed_amount, ${BILL_COLUMNS} from qr_codes q left join bills b on b.id = q.bill_id
    where q.partner = ${partner} and (q.reference_no = ${reference.theirs} or q.partner_reference_no = ${reference.ours})
    for no key update of q`.execute(tx)
  return targetOf(rows[0])
}

/** The answer that the first telling of a payment got; null when it was never booked. */
export async function findBooked(
  db: Queryable,
  payment: { readonly partner: string; readonly service: string; readonly key: string },
): Promise<(Stored & { readonly businessHash: Buffer }) | null> {
  const { rows } = await sql<{ response_code: string; answer: string; business_hash: Buffer }>`
    select response_code, answer, business_hash from inbound_payments
    where partner = ${payment.partner} and service = ${payment.service} and payment_key = ${payment.key}`.execute(
    db,
  )
  const [row] = rows
  return row ? { responseCode: row.response_code, text: row.answer, businessHash: row.business_hash } : null
}

/** What a call with this external id was answered today; null when it is new. */
export async function findExternal(
  db: Queryable,
  call: { readonly partner: string; readonly onDay: PlainDate; readonly externalId: string },
): Promise<Stored | null> {
  const { rows } = await sql<{ response_code: string; answer: string }>`
    select response_code, answer from inbound_calls
    where partner = ${call.partner} and on_day = ${call.onDay} and external_id = ${call.externalId} and is_claimed`.execute(
    db,
  )
  return storedOf(rows[0]?.response_code, rows[0]?.answer)
}

/** Whose token has one of these hashes. */
export async function findSnapToken(
  db: Queryable,
  hashes: readonly Buffer[],
): Promise<{ readonly partner: string; readonly expiresAt: Date } | null> {
  const { rows } = await sql<{ partner: string; expires_at: Date }>`
    select partner, expires_at from snap_tokens where token_hash = any (${hashes}::bytea[])`.execute(db)
  const [row] = rows
  return row ? { partner: row.partner, expiresAt: row.expires_at } : null
}
