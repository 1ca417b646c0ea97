import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Tx } from '../../platform/db.ts'
import { runPreparedQuery } from '../../platform/prepared.ts'
import type { NewInboundCall, NewInboundPayment } from './store.ts'

/** What names one waiting payment in the database. */
export type PaymentName = {
  readonly partner: string
  readonly onDay: PlainDate
  readonly externalId: string
  readonly paymentKey: string
  readonly serviceId: string
  readonly customerNo: string
}

export type LockedVa = {
  readonly position: number
  readonly id: string
  readonly billId: string
  readonly name: string
  readonly isClosedAmount: boolean
  readonly expiresAt: Date
  readonly organisationId: string | null
  readonly regionCode: number
}

/**
 * Locks the open virtual accounts of bills that the payments name, in the order in which they are named; the rest is left out. Each row by
 * its key: a plan that reads the whole table would ask its policy about every row.
 */
export async function lockOpenAccounts(tx: Tx, names: readonly PaymentName[]): Promise<LockedVa[]> {
  const query = sql<{
    n: bigint
    id: string
    bill_id: string
    name: string
    is_closed_amount: boolean
    expires_at: Date
    organisation_id: string | null
    region_code: bigint
  }>`
    select g.n, v.* from unnest(${names.map(({ partner }) => partner)}::text[], ${names.map(({ serviceId }) => serviceId)}::text[],
      ${names.map(({ customerNo }) => customerNo)}::text[]) with ordinality as g (partner, service_id, customer_no, n)
    cross join lateral (
      select v.id, v.bill_id, v.name, v.is_closed_amount, v.expires_at, v.organisation_id, v.region_code from virtual_accounts v
      where v.service_id = g.service_id and v.customer_no = g.customer_no and v.partner = g.partner and v.bill_id is not null
        and v.state in ('asked', 'open')
      limit 1 for no key update) v`
  const rows = await runPreparedQuery(tx, 'lock_open_accounts', query)
  return rows.map((row) => ({
    position: Number(row.n) - 1,
    id: row.id,
    billId: row.bill_id,
    name: row.name,
    isClosedAmount: row.is_closed_amount,
    expiresAt: row.expires_at,
    organisationId: row.organisation_id,
    regionCode: Number(row.region_code),
  }))
}

/** The positions of payments that were answered before, or whose external id was used today. Ask behind the locks. */
export async function listAnswered(tx: Tx, names: readonly PaymentName[]): Promise<ReadonlySet<number>> {
  const query = sql<{ n: bigint }>`
    select g.n from unnest(${names.map(({ partner }) => partner)}::text[], ${names.map(({ onDay }) => onDay)}::date[],
      ${names.map(({ externalId }) => externalId)}::text[], ${names.map(({ paymentKey }) => paymentKey)}::text[]) with ordinality
      as g (partner, on_day, external_id, payment_key, n)
    left join lateral (select true as hit from inbound_payments p
      where p.partner = g.partner and p.service = 'va-payment' and p.payment_key = g.payment_key limit 1) p on true
    left join lateral (select true as hit from inbound_calls c
      where c.partner = g.partner and c.on_day = g.on_day and c.external_id = g.external_id and c.is_claimed limit 1) c on true
    where p.hit or c.hit`
  const rows = await runPreparedQuery(tx, 'list_answered', query)
  return new Set(rows.map(({ n }) => Number(n) - 1))
}

export type BookedTogether = { readonly payment: NewInboundPayment; readonly call: NewInboundCall }

/** As `insertPayment`, for many that were told by notice and end their numbers. One statement. */
export async function insertPayments(tx: Tx, booked: readonly BookedTogether[]): Promise<void> {
  const of = <Value>(value: (each: BookedTogether) => Value): Value[] => booked.map(value)
  const query = sql<never>`
    with given as (
      select * from unnest(${of(({ payment }) => payment.partner)}::text[], ${of(({ payment }) => payment.key)}::text[],
        ${of(({ payment }) => payment.businessHash)}::bytea[], ${of(({ payment }) => String(payment.amount))}::bigint[],
        ${of(({ payment }) => payment.paidAt.toISOString())}::timestamptz[], ${of(({ payment }) => payment.effectiveOn)}::date[],
        ${of(({ payment }) => String(payment.entryId))}::bigint[], ${of(({ payment }) => payment.answer.text)}::text[],
        ${of(({ payment }) => payment.answer.responseCode)}::text[], ${of(({ payment }) => payment.referenceNo)}::text[],
        ${of(({ payment }) => payment.target.virtualAccountId)}::uuid[], ${of(({ payment }) => payment.target.organisationId)}::uuid[],
        ${of(({ payment }) => payment.target.regionCode)}::bigint[], ${of(({ call }) => call.onDay)}::date[],
        ${of(({ call }) => call.externalId)}::text[], ${of(({ call }) => call.bodyHash)}::bytea[], ${of(({ call }) => call.isRetry)}::boolean[])
        as g (partner, payment_key, business_hash, amount, paid_at, effective_on, entry_id, answer, response_code, reference_no, va, organisation_id,
          region_code, on_day, external_id, body_hash, is_retry)
    ), told as (
      insert into inbound_calls (partner, service, on_day, external_id, is_claimed, response_code, answer, outcome, payment_key, is_retry, amount,
        body_hash, virtual_account_id, organisation_id, region_code)
      select partner, 'va-payment', on_day, external_id, true, response_code, answer, 'booked', payment_key, is_retry, amount, body_hash, va,
        organisation_id, region_code from given
    ), ended as (
      update virtual_accounts v set state = 'paid', ended_at = g.paid_at, ended_because = 'paid' from given g
      where v.id = g.va and v.id = any (${of(({ payment }) => payment.target.virtualAccountId)}::uuid[])
    )
    insert into inbound_payments (partner, service, payment_key, business_hash, amount, paid_at, effective_on, entry_id, outcome, response_code,
      answer, learnt_by, reference_no, virtual_account_id, organisation_id, region_code)
    select partner, 'va-payment', payment_key, business_hash, amount, paid_at, effective_on, entry_id, 'bill', response_code, answer, 'notice',
      reference_no, va, organisation_id, region_code from given`
  await runPreparedQuery(tx, 'insert_payments', query)
}
