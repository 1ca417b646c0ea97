import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'
import type { AccountPath } from '../ledger/ledger.ts'
import { inSight } from './queries.ts'
import type { OpenRecovery, ReturnShare } from './settlement.ts'

/** What has to come back, locked, with the purse it goes to. */
export type LockedRecovery = OpenRecovery & { readonly path: AccountPath }

/** Recoveries within sight, locked in one order: of two who settle one the second finds it settled. */
export async function lockRecoveries(
  tx: Tx,
  sight: Sight,
  ids: readonly string[],
): Promise<readonly LockedRecovery[]> {
  const { rows } = await sql<LockedRecovery>`
    select r.id, b.number as "creditNote", (r.amount - r.returned)::bigint as left, r.account_path as path
    from bpjs_recoveries r join bills b on b.id = r.credit_bill_id join payers p on p.id = b.payer_id
    where r.id::text = any (${ids}::text[]) and ${inSight(sight, 'p')}
    order by r.recorded_at, r.id for no key update of r`.execute(tx)
  return rows
}

export type NewReturn = {
  readonly way: 'bank' | 'code'
  readonly code: string | null
  readonly partner: string | null
  readonly returnedOn: PlainDate
  readonly reference: string | null
  readonly sha256: Buffer | null
  readonly entryId: bigint
  readonly recordedAt: Date
  readonly recordedBy: string
}

/**
 * Notes what came back of each recovery. Throws on `a_receipt_brings_a_recovery_back_once`, `a_code_sets_a_recovery_off_once` and
 * `nothing_comes_back_twice`.
 */
export async function insertReturns(tx: Tx, row: NewReturn, shares: readonly ReturnShare[]): Promise<void> {
  await sql`
    with back as (
      insert into recovery_returns (recovery_id, entry_id, amount, way, code, partner, returned_on, reference, proof_sha256, recorded_at,
        recorded_by)
      select s.id, ${row.entryId}, s.amount, ${row.way}, ${row.code}, ${row.partner}, ${row.returnedOn}, ${row.reference}, ${row.sha256},
        ${row.recordedAt}, ${row.recordedBy}
      from unnest(${shares.map(({ recovery }) => recovery.id)}::uuid[], ${shares.map(({ amount }) => String(amount))}::bigint[])
        as s (id, amount)
      returning recovery_id, amount)
    update bpjs_recoveries r set returned = r.returned + b.amount,
      settled_entry_id = case when r.returned + b.amount = r.amount then ${row.entryId}::bigint end
    from back b where r.id = b.recovery_id`.execute(tx)
}

/** Whether this receipt, or this kode iuran, has brought one of them back before. */
export async function wasReturned(
  tx: Tx,
  ids: readonly string[],
  { code, partner, reference }: Pick<NewReturn, 'code' | 'partner' | 'reference'>,
): Promise<boolean> {
  const { rows } = await sql`
    select from recovery_returns where recovery_id = any (${ids}::uuid[]) and taken_back_entry_id is null
      and (code = ${code} or partner = ${partner} and reference = ${reference}) limit 1`.execute(tx)
  return rows.length > 0
}

export async function markSetOff(tx: Tx, code: string, more: Rupiah): Promise<void> {
  await sql`update contribution_codes set set_off = set_off + ${more} where code = ${code}`.execute(tx)
}

/** What a code has set off, and the purse each share went to. */
export async function listSetOff(
  tx: Tx,
  code: string,
): Promise<readonly { readonly id: string; readonly amount: Rupiah; readonly path: AccountPath }[]> {
  const { rows } = await sql<{ id: string; amount: Rupiah; path: AccountPath }>`
    select s.id, s.amount, r.account_path as path from recovery_returns s join bpjs_recoveries r on r.id = s.recovery_id
    where s.code = ${code} and s.taken_back_entry_id is null order by s.id for no key update of r`.execute(tx)
  return rows
}

/** A code was given up: what it had set off is to come back again. */
export async function markTakenBack(tx: Tx, code: string, entryId: bigint): Promise<void> {
  await sql`
    with taken as (
      update recovery_returns set taken_back_entry_id = ${entryId} where code = ${code} and taken_back_entry_id is null
      returning recovery_id, amount)
    update bpjs_recoveries r set returned = r.returned - t.amount, settled_entry_id = null
    from taken t where r.id = t.recovery_id`.execute(tx)
}
