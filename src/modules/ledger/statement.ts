import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Queryable } from '../../platform/db.ts'
import type { AccountPath, EntryKind } from './ledger.ts'

/** A row of an account: one transfer, seen from that account. */
export type StatementRow = {
  readonly entryId: bigint
  readonly line: number
  readonly kind: EntryKind
  readonly effectiveOn: PlainDate
  readonly recordedAt: Date
  /** Null when it is the account of another payer, out of sight. */
  readonly counterpart: AccountPath | null
  readonly amount: Rupiah
  /** After this row, in the order of effective days. */
  readonly balance: Rupiah
  readonly reverses: bigint | null
  readonly reversedBy: bigint | null
  readonly causeKind: string
  readonly causeId: string
  readonly note: string | null
}

export type StatementPeriod = {
  readonly from: PlainDate
  readonly to: PlainDate
  /** As it was recorded at that instant; as it is known now without one. */
  readonly recordedBy?: Date
}

/** Where a page ended. */
export type StatementPlace = Pick<StatementRow, 'effectiveOn' | 'entryId' | 'line'>

export type StatementPage = { readonly opening: Rupiah; readonly rows: readonly StatementRow[] }

/** The rows of an account in the period, by effective day and then as they were recorded, with the balance before the first of them. */
export async function listStatementRows(
  db: Queryable,
  accountId: bigint,
  { from, to, recordedBy }: StatementPeriod,
  { after, limit }: { readonly after?: StatementPlace; readonly limit: number },
): Promise<StatementPage> {
  const known = sql`(${recordedBy ?? null}::timestamptz is null or e.recorded_at <= ${recordedBy ?? null}::timestamptz)`
  const place = sql`(t.effective_on, t.entry_id, t.line)`
  const last = after
    ? sql`(${after.effectiveOn}::date, ${after.entryId}::bigint, ${after.line}::smallint)`
    : sql`(${from}::date, 0::bigint, 0::smallint)`
  const side = sql`case when t.to_account = ${accountId} then t.amount else -t.amount end`
  const ofAccount = sql`transfers t join entries e on e.id = t.entry_id
    where (t.to_account = ${accountId} or t.from_account = ${accountId}) and ${known}`
  const { rows: sums } = await sql<{ opening: Rupiah }>`
    select coalesce(sum(${side}), 0)::bigint as opening from ${ofAccount} and ${place} <= ${last}`.execute(db)
  const opening = sums[0]?.opening ?? 0n
  const { rows } = await sql<StatementRow>`
    select s.entry_id as "entryId", s.line::integer as line, s.kind, s.effective_on as "effectiveOn", s.recorded_at as "recordedAt",
      coalesce(o.path, shown_path(s.other)) as counterpart, s.amount,
      (${opening}::bigint + sum(s.amount) over (order by s.effective_on, s.entry_id, s.line))::bigint as balance,
      s.reverses, (select r.id from entries r where r.reverses = s.entry_id) as "reversedBy",
      s.cause_kind as "causeKind", s.cause_id as "causeId", s.note
    from (
      select t.entry_id, t.line, t.effective_on, (${side})::bigint as amount, e.kind, e.recorded_at, e.reverses, e.cause_kind, e.cause_id, e.note,
        case when t.to_account = ${accountId} then t.from_account else t.to_account end as other
      from ${ofAccount} and ${place} > ${last} and t.effective_on <= ${to}::date
      order by t.effective_on, t.entry_id, t.line limit ${limit}
    ) s left join accounts o on o.id = s.other
    order by s.effective_on, s.entry_id, s.line`.execute(db)
  return { opening, rows }
}
