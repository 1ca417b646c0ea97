import { sql } from 'kysely'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import { bankWorld } from '../ledger/ledger.ts'
import type { BookedPayment, Flow, Side } from './statements.ts'

/** A number at which money is taken for us, by the text in which a statement names it. */
export type NamedTarget = { readonly text: string; readonly kind: 'account' | 'code'; readonly id: string }

/** Which virtual accounts and QR codes of a bank these texts name. */
export async function listNamedTargets(
  tx: Tx,
  partner: string,
  numbers: readonly string[],
  words: readonly string[],
): Promise<readonly NamedTarget[]> {
  const { rows } = await sql<NamedTarget>`
    select service_id || customer_no as text, 'account' as kind, id from virtual_accounts v
      join unnest(${numbers}::text[]) as n (number) on v.partner = ${partner}
        and n.number = v.service_id || v.customer_no
    union
    select reference_no, 'code', id from qr_codes where partner = ${partner} and reference_no = any (${words}::text[])`.execute(
    tx,
  )
  return rows
}

export type FoundPayment = BookedPayment & {
  readonly virtualAccountId: string | null
  readonly qrCodeId: string | null
}

/** Booked payments that stand in no line yet: with one of these references, or at one of these numbers. */
export async function listUnstatedPayments(
  tx: Tx,
  partner: string,
  wanted: {
    readonly references: readonly string[]
    readonly accounts: readonly string[]
    readonly codes: readonly string[]
  },
): Promise<readonly FoundPayment[]> {
  const { rows } = await sql<FoundPayment>`
    select p.service, p.payment_key as key, p.entry_id as "entryId", p.amount, p.reference_no as "referenceNo",
      (p.paid_at at time zone 'Asia/Jakarta')::date as "paidOn", p.virtual_account_id as "virtualAccountId", p.qr_code_id as "qrCodeId"
    from inbound_payments p
    where p.partner = ${partner} and (p.reference_no = any (${wanted.references}::text[])
        or p.virtual_account_id = any (${wanted.accounts}::uuid[]) or p.qr_code_id = any (${wanted.codes}::uuid[]))
      and not exists (select from statement_lines l
        where l.partner = p.partner and l.payment_service = p.service and l.payment_key = p.payment_key)`.execute(
    tx,
  )
  return rows
}

/**
 * Money that no notice tells, of one of these amounts and standing in no line yet: what left for outside through a bank, or what BPJS
 * Ketenagakerjaan gave back through it.
 */
export async function listUnstatedFlows(
  tx: Tx,
  partner: string,
  side: Side,
  amounts: readonly Rupiah[],
): Promise<readonly (Flow & { readonly amount: Rupiah })[]> {
  const [ours, isMeant] =
    side === 'debit'
      ? [sql.ref('t.to_account'), sql<boolean>`true`]
      : [sql.ref('t.from_account'), sql<boolean>`e.cause_kind = 'bpjs-recovery'`]
  const { rows } = await sql<Flow & { readonly amount: Rupiah }>`
    select e.id as "entryId", e.effective_on as "effectiveOn", t.amount,
      array_remove(array[c.code, c.proof_reference, r.reference], null) as names
    from transfers t join entries e on e.id = t.entry_id left join contribution_codes c on c.paid_entry_id = e.id
      left join lateral (select min(b.reference) as reference from recovery_returns b where b.entry_id = e.id) r on true
    where ${ours} = (select id from accounts where path = ${bankWorld(partner)}) and ${isMeant}
      and t.amount = any (${amounts}::bigint[]) and not exists (select from statement_lines l where l.entry_id = e.id)`.execute(
    tx,
  )
  return rows
}

/** One payment or entry that a person names. */
export async function findPaymentEntry(
  tx: Tx,
  payment: { readonly partner: string; readonly service: string; readonly key: string },
): Promise<{ readonly entryId: bigint; readonly amount: Rupiah; readonly isStated: boolean } | null> {
  const { rows } = await sql<{ entryId: bigint; amount: Rupiah; isStated: boolean }>`
    select p.entry_id as "entryId", p.amount, exists (select from statement_lines l where l.partner = p.partner
      and l.payment_service = p.service and l.payment_key = p.payment_key) as "isStated"
    from inbound_payments p
    where p.partner = ${payment.partner} and p.service = ${payment.service} and p.payment_key = ${payment.key}`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** Booked payments of one amount that stand in no line yet, as far as whoever asks sees them; the newest first. */
export async function listLinkable(
  tx: Tx,
  partner: string,
  amount: Rupiah,
): Promise<readonly FoundPayment[]> {
  const { rows } = await sql<FoundPayment>`
    select p.service, p.payment_key as key, p.entry_id as "entryId", p.amount, p.reference_no as "referenceNo",
      (p.paid_at at time zone 'Asia/Jakarta')::date as "paidOn", p.virtual_account_id as "virtualAccountId", p.qr_code_id as "qrCodeId"
    from inbound_payments p
    where p.partner = ${partner} and p.amount = ${amount}
      and not exists (select from statement_lines l
        where l.partner = p.partner and l.payment_service = p.service and l.payment_key = p.payment_key)
    order by p.paid_at desc limit 50`.execute(tx)
  return rows
}

/** The bill whose virtual account a line names and that asks for exactly its amount; null when there is none. */
export async function findBillPaidBy(
  tx: Tx,
  line: { readonly side: Side; readonly amount: Rupiah; readonly virtualAccountId: string | null },
): Promise<string | null> {
  if (line.side === 'debit' || line.virtualAccountId === null) return null
  const { rows } = await sql<{ id: string }>`
    select b.id from virtual_accounts v join bills b on b.id = v.bill_id
    where v.id = ${line.virtualAccountId} and v.is_closed_amount and b.total - b.paid - b.credited = ${line.amount}
    for no key update of b`.execute(tx)
  return rows[0]?.id ?? null
}
