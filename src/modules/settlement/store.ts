import { sql } from 'kysely'
import type { Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import type { CodeSource, CodeState, ProgrammeSplit } from './settlement.ts'

export type NewCode = {
  readonly id: string
  readonly code: string
  readonly month: Month
  readonly payerId: string | null
  readonly amount: Rupiah
  readonly split: ProgrammeSplit
  readonly source: CodeSource
  readonly dueOn: PlainDate
  readonly entryId: bigint
  readonly recordedAt: Date
  readonly recordedBy: string
  readonly organisationId: string | null
  readonly regionCode: number | null
}

/** One code at a time: what one binds the next must not count on. */
export async function lockSettlement(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7298653)`.execute(tx)
}

/** Throws on `a_contribution_code_is_recorded_once`. */
export async function insertCode(tx: Tx, row: NewCode): Promise<void> {
  const { jkk, jkm, jht, jp, jkp, fine } = row.split
  await sql`
    insert into contribution_codes (id, code, month, payer_id, amount, jkk, jkm, jht, jp, jkp, fine, source, due_on, state, billed_entry_id,
      recorded_at, recorded_by, organisation_id, region_code)
    values (${row.id}, ${row.code}, ${`${row.month}-01`}, ${row.payerId}, ${row.amount}, ${jkk}, ${jkm}, ${jht}, ${jp}, ${jkp}, ${fine},
      ${row.source}, ${row.dueOn}, 'billed', ${row.entryId}, ${row.recordedAt}, ${row.recordedBy}, ${row.organisationId},
      ${row.regionCode})`.execute(tx)
}

export type LockedCode = {
  readonly id: string
  readonly code: string
  readonly amount: Rupiah
  /** What of it BPJS Ketenagakerjaan took as paid by what it had to give back. */
  readonly setOff: Rupiah
  readonly state: CodeState
}

/** A code within the scope, locked: of two who pay it the second finds it paid. */
export async function lockCode(
  tx: Tx,
  sight: { readonly first: number; readonly last: number; readonly organisationId: string | null },
  code: string,
): Promise<LockedCode | null> {
  const { rows } = await sql<LockedCode>`
    select id, code, amount, set_off as "setOff", state from contribution_codes
    where code = ${code} and (coalesce(region_code, 0) between ${sight.first} and ${sight.last}
      or organisation_id = ${sight.organisationId}::uuid) for update`.execute(tx)
  return rows[0] ?? null
}

export async function markPaid(
  tx: Tx,
  paid: {
    readonly id: string
    readonly partner: string
    readonly paidOn: PlainDate
    readonly entryId: bigint
    readonly reference: string
    readonly sha256: Buffer | null
    readonly by: string
  },
): Promise<void> {
  await sql`
    update contribution_codes set state = 'paid', partner = ${paid.partner}, paid_on = ${paid.paidOn}, paid_entry_id = ${paid.entryId},
      proof_reference = ${paid.reference}, proof_sha256 = ${paid.sha256}, paid_by = ${paid.by}
    where id = ${paid.id}`.execute(tx)
}

export async function markCancelled(
  tx: Tx,
  cancelled: {
    readonly id: string
    readonly entryId: bigint
    readonly because: string
    readonly by: string
    readonly at: Date
  },
): Promise<void> {
  await sql`
    update contribution_codes set state = 'cancelled', cancelled_at = ${cancelled.at}, cancelled_by = ${cancelled.by},
      cancelled_because = ${cancelled.because}, cancelled_entry_id = ${cancelled.entryId}
    where id = ${cancelled.id}`.execute(tx)
}
