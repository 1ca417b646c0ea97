import { isUuid } from '../../kernel/uuid.ts'
import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Queryable, Tx } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'
import { bankWorld } from '../ledger/ledger.ts'
import type { LineReason, LineState, Side, StatementFormat } from './statements.ts'

export type StatementImport = {
  readonly id: string
  readonly partner: string
  readonly account: string
  readonly format: StatementFormat
  readonly fileName: string
  readonly firstDay: PlainDate
  readonly lastDay: PlainDate
  readonly opening: Rupiah | null
  readonly closing: Rupiah | null
  readonly lineCount: number
  readonly newCount: number
  readonly linkedCount: number
  readonly ignoredCount: number
  readonly openCount: number
  readonly importedAt: Date
}

const inSight = ({ first, last, organisationId }: Sight) =>
  sql<boolean>`(coalesce(i.region_code, 0) between ${first} and ${last} or i.organisation_id = ${organisationId}::uuid)`

const IMPORT = sql`i.id, i.partner, i.account_number as account, i.format, i.file_name as "fileName", i.first_day as "firstDay",
  i.last_day as "lastDay", i.opening, i.closing, i.line_count as "lineCount", i.new_count as "newCount",
  count(l.id) filter (where l.state = 'linked')::integer as "linkedCount",
  count(l.id) filter (where l.state = 'ignored')::integer as "ignoredCount",
  count(l.id) filter (where l.state = 'open')::integer as "openCount", i.imported_at as "importedAt"
  from statement_imports i left join statement_lines l on l.import_id = i.id`

/** Statements within sight, the newest first. */
export async function listImports(
  db: Queryable,
  sight: Sight,
  window: { readonly limit: number; readonly offset: number },
): Promise<readonly StatementImport[]> {
  const { rows } = await sql<StatementImport>`select ${IMPORT} where ${inSight(sight)} group by i.id
    order by i.imported_at desc, i.id limit ${window.limit} offset ${window.offset}`.execute(db)
  return rows
}

export async function findImport(db: Queryable, sight: Sight, id: string): Promise<StatementImport | null> {
  if (!isUuid(id)) return null
  const { rows } = await sql<StatementImport>`
    select ${IMPORT} where i.id = ${id}::uuid and ${inSight(sight)} group by i.id`.execute(db)
  return rows[0] ?? null
}

/** The statement that these bytes were, whoever read it in. */
export async function findImportOfFile(tx: Tx, partner: string, sha256: Buffer): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from statement_imports where partner = ${partner} and file_sha256 = ${sha256}`.execute(tx)
  return rows[0]?.id ?? null
}

/** The account that a bank's statements have been of so far. */
export async function findKnownAccount(tx: Tx, partner: string): Promise<string | null> {
  const { rows } = await sql<{ account: string }>`
    select account_number as account from statement_imports where partner = ${partner} order by imported_at limit 1`.execute(
    tx,
  )
  return rows[0]?.account ?? null
}

export type StatementLine = {
  readonly id: bigint
  readonly importId: string
  readonly line: number
  readonly partner: string
  readonly on: PlainDate
  readonly side: Side
  readonly amount: Rupiah
  readonly reference: string | null
  readonly description: string
  readonly state: LineState
  readonly because: LineReason
  readonly reason: string | null
  readonly paymentService: string | null
  readonly paymentKey: string | null
  readonly entryId: bigint | null
  /** The kode iuran whose payment it stands for. */
  readonly contributionCode: string | null
  readonly virtualAccountId: string | null
  readonly qrCodeId: string | null
}

const LINE = sql`i.id, i.import_id as "importId", i.line_number as line, i.partner, i.booked_on as "on", i.side, i.amount, i.reference,
  i.description, i.state, i.because, i.reason, i.payment_service as "paymentService", i.payment_key as "paymentKey",
  i.entry_id as "entryId", (select c.code from contribution_codes c where c.paid_entry_id = i.entry_id) as "contributionCode", i.virtual_account_id as "virtualAccountId", i.qr_code_id as "qrCodeId" from statement_lines i`

export type LineFilter = {
  readonly importId?: string
  readonly state?: LineState
  readonly partner?: string
  readonly limit: number
  readonly offset: number
}

/** Lines within sight, by day. */
export async function listLines(
  db: Queryable,
  sight: Sight,
  filter: LineFilter,
): Promise<readonly StatementLine[]> {
  const { importId = null, state = null, partner = null, limit, offset } = filter
  const { rows } = await sql<StatementLine>`select ${LINE} where ${inSight(sight)}
    and (${importId}::text is null or i.import_id::text = ${importId}) and (${state}::text is null or i.state = ${state})
    and (${partner}::text is null or i.partner = ${partner})
    order by i.booked_on, i.id limit ${limit} offset ${offset}`.execute(db)
  return rows
}

/** A line within sight, or nothing. Whoever decides about it holds `lockPartner`. */
export async function findLine(db: Queryable, sight: Sight, id: string): Promise<StatementLine | null> {
  if (!/^\d{1,18}$/.test(id)) return null
  const { rows } =
    await sql<StatementLine>`select ${LINE} where i.id = ${id}::bigint and ${inSight(sight)}`.execute(db)
  return rows[0] ?? null
}

/** Open lines of a bank, the oldest first. */
export async function listOpenLines(
  tx: Tx,
  partner: string,
  limit: number,
): Promise<readonly StatementLine[]> {
  const { rows } = await sql<StatementLine>`
    select ${LINE} where i.partner = ${partner} and i.state = 'open' order by i.booked_on, i.id limit ${limit}`.execute(
    tx,
  )
  return rows
}

export type DayComparison = {
  readonly partner: string
  readonly on: PlainDate
  readonly ledgerIn: Rupiah
  readonly ledgerOut: Rupiah
  readonly statementIn: Rupiah
  readonly statementOut: Rupiah
}

/**
 * Ledger and statements side by side for each day on which either moved (I4), cut to what somebody reaches: movements from and to accounts
 * of payers within sight, or that a line within sight stands for; the lines of these; and lines within sight that stand for nothing.
 */
export async function listDayComparisons(
  tx: Tx,
  sight: Sight,
  partner: string,
  days: { readonly from: PlainDate; readonly to: PlainDate },
): Promise<readonly DayComparison[]> {
  const { rows } = await sql<DayComparison>`
    with world as (select id from accounts where path = ${bankWorld(partner)}), reached as (
      select t.entry_id, t.effective_on as day, t.amount, t.from_account = w.id as is_in
      from transfers t join world w on w.id in (t.from_account, t.to_account)
        join accounts i on i.id = case when t.from_account = w.id then t.to_account else t.from_account end
      where ${inSight(sight)}
        or exists (select from statement_lines i where i.entry_id = t.entry_id and ${inSight(sight)})
    ), moved as (
      select day, case when is_in then amount else 0 end as l_in, case when is_in then 0 else amount end as l_out, 0::bigint as s_in,
        0::bigint as s_out
        from reached where day between ${days.from} and ${days.to}
      union all
      select i.booked_on, 0, 0, case when i.side = 'credit' then i.amount else 0 end, case when i.side = 'debit' then i.amount else 0 end
        from statement_lines i where i.partner = ${partner} and i.booked_on between ${days.from} and ${days.to}
          and (i.entry_id in (select r.entry_id from reached r) or i.entry_id is null and ${inSight(sight)}))
    select ${partner}::text as partner, day as "on", sum(l_in)::bigint as "ledgerIn", sum(l_out)::bigint as "ledgerOut",
      sum(s_in)::bigint as "statementIn", sum(s_out)::bigint as "statementOut"
    from moved group by day order by day`.execute(tx)
  return rows
}
