import { sql } from 'kysely'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Queryable } from '../../platform/db.ts'
import type { TargetState } from './payments.ts'

/** The number at which a bank takes money for a bill now; null when there is none. */
export async function findOpenVaOfBill(
  db: Queryable,
  billId: string,
  partner: string,
): Promise<string | null> {
  const { rows } = await sql<{ number: string }>`
    select service_id || customer_no as number from virtual_accounts
    where bill_id = ${billId} and partner = ${partner} and state in ('asked', 'open')`.execute(db)
  return rows[0]?.number ?? null
}

/** Whose offices may see a virtual account or QR code. */
export async function findTargetScope(
  db: Queryable,
  table: 'virtual_accounts' | 'qr_codes',
  id: string,
): Promise<{ readonly organisationId: string | null; readonly regionCode: number } | null> {
  const { rows } = await sql<{ organisation_id: string | null; region_code: bigint }>`
    select organisation_id, region_code from ${sql.table(table)} where id = ${id}`.execute(db)
  const [row] = rows
  return row ? { organisationId: row.organisation_id, regionCode: Number(row.region_code) } : null
}

/** A virtual account as its bank must be asked about it. */
export type AskableVa = {
  readonly id: string
  readonly partner: string
  readonly serviceId: string
  readonly customerNo: string
  readonly trxId: string
  readonly name: string
  readonly amount: Rupiah | null
  readonly expiresAt: Date
  readonly state: TargetState
}

export async function findAskableVa(db: Queryable, id: string): Promise<AskableVa | null> {
  const { rows } = await sql<{
    id: string
    partner: string
    service_id: string
    customer_no: string
    trx_id: string
    name: string
    amount: bigint | null
    expires_at: Date
    state: TargetState
  }>`
    select v.id, v.partner, v.service_id, v.customer_no, v.trx_id, v.name, v.expires_at, v.state,
      coalesce(v.amount, case when v.is_closed_amount then b.total - b.paid - b.credited end) as amount
    from virtual_accounts v left join bills b on b.id = v.bill_id where v.id = ${id}`.execute(db)
  const [row] = rows
  return row
    ? {
        id: row.id,
        partner: row.partner,
        serviceId: row.service_id,
        customerNo: row.customer_no,
        trxId: row.trx_id,
        name: row.name,
        amount: row.amount,
        expiresAt: row.expires_at,
        state: row.state,
      }
    : null
}

/** A QR code as its acquirer must be asked about it. */
export type AskableQr = {
  readonly id: string
  readonly partner: string
  readonly partnerReferenceNo: string
  readonly referenceNo: string | null
  readonly amount: Rupiah
  readonly expiresAt: Date
  readonly state: TargetState
}

export async function findAskableQr(db: Queryable, id: string): Promise<AskableQr | null> {
  const { rows } = await sql<{
    id: string
    partner: string
    partner_reference_no: string
    reference_no: string | null
    amount: bigint
    expires_at: Date
    state: TargetState
  }>`
    select id, partner, partner_reference_no, reference_no, amount, expires_at, state from qr_codes where id = ${id}`.execute(
    db,
  )
  const [row] = rows
  return row
    ? {
        id: row.id,
        partner: row.partner,
        partnerReferenceNo: row.partner_reference_no,
        referenceNo: row.reference_no,
        amount: row.amount,
        expiresAt: row.expires_at,
        state: row.state,
      }
    : null
}
