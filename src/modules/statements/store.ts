import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import type { LineReason, ReadLine, StatementFormat } from './statements.ts'

/** Whose offices may see what is written. */
export type Owner = { readonly organisationId: string | null; readonly regionCode: number | null }

export type NewImport = Owner & {
  readonly id: string
  readonly partner: string
  readonly account: string
  readonly format: StatementFormat
  readonly fileName: string
  readonly sha256: Buffer
  readonly firstDay: PlainDate
  readonly lastDay: PlainDate
  readonly opening: Rupiah | null
  readonly closing: Rupiah | null
  readonly importedBy: string
  readonly importedAt: Date
}

/** Lets one statement of a bank in after the other, so that lines of overlapping ones meet their constraint and not each other. */
export async function lockPartner(tx: Tx, partner: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${partner}, 7298652))`.execute(tx)
}

export async function insertImport(
  tx: Tx,
  row: NewImport,
  counts: { lines: number; fresh: number },
): Promise<void> {
  await sql`
    insert into statement_imports (id, partner, account_number, format, file_name, file_sha256, first_day, last_day, opening, closing,
      line_count, new_count, imported_by, imported_at, organisation_id, region_code)
    values (${row.id}, ${row.partner}, ${row.account}, ${row.format}, ${row.fileName}, ${row.sha256}, ${row.firstDay}, ${row.lastDay},
      ${row.opening}, ${row.closing}, ${counts.lines}, ${counts.fresh}, ${row.importedBy}, ${row.importedAt}, ${row.organisationId},
      ${row.regionCode})`.execute(tx)
}

/** Which of these lines no earlier statement of the account has told. */
export async function listFreshKeys(
  tx: Tx,
  row: NewImport,
  keys: readonly Buffer[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ key: string }>`
    select encode(k.key, 'hex') as key from unnest(${keys}::bytea[]) as k (key)
    where not exists (select from statement_lines l
      where l.partner = ${row.partner} and l.account_number = ${row.account} and l.line_key = k.key)`.execute(
    tx,
  )
  return new Set(rows.map(({ key }) => key))
}

/** Writes lines, all still open. Throws on `a_statement_line_is_read_once`. */
export async function insertLines(
  tx: Tx,
  row: NewImport,
  lines: readonly (ReadLine & { readonly key: Buffer })[],
): Promise<void> {
  await sql`
    insert into statement_lines (import_id, line_number, partner, account_number, line_key, booked_on, side, amount, reference, description,
      state, because, organisation_id, region_code)
    select ${row.id}, l.line, ${row.partner}, ${row.account}, l.key, l.day, l.side, l.amount, l.reference, l.description,
      'open', 'never-told', ${row.organisationId}, ${row.regionCode}
    from unnest(${lines.map(({ line }) => line)}::integer[], ${lines.map(({ key }) => key)}::bytea[],
      ${lines.map(({ on }) => on)}::date[], ${lines.map(({ side }) => side)}::text[], ${lines.map(({ amount }) => amount)}::bigint[],
      ${lines.map(({ reference }) => reference)}::text[], ${lines.map(({ description }) => description)}::text[])
      as l (line, key, day, side, amount, reference, description)`.execute(tx)
}

/** What became of one line. */
export type LineVerdict = {
  readonly id: bigint
  readonly because: LineReason
  readonly entryId: bigint | null
  readonly payment: { readonly service: string; readonly key: string } | null
  readonly virtualAccountId: string | null
  readonly qrCodeId: string | null
}

/** Writes what matching found. Throws on `a_payment_stands_in_one_line` and `an_entry_stands_in_one_line`. */
export async function markMatched(
  tx: Tx,
  verdicts: readonly LineVerdict[],
  by: string,
  at: Date,
): Promise<void> {
  if (verdicts.length === 0) return
  const column = <Value>(value: (verdict: LineVerdict) => Value) => verdicts.map(value)
  await sql`
    update statement_lines l set because = v.because, entry_id = v.entry, payment_service = v.service, payment_key = v.key,
      virtual_account_id = v.account, qr_code_id = v.code, state = case when v.entry is null then 'open' else 'linked' end,
      decided_by = case when v.entry is null then null else ${by} end,
      decided_at = case when v.entry is null then null else ${at}::timestamptz end
    from unnest(${column(({ id }) => id)}::bigint[], ${column(({ because }) => because)}::text[], ${column(({ entryId }) => entryId)}::bigint[],
      ${column(({ payment }) => payment?.service ?? null)}::text[], ${column(({ payment }) => payment?.key ?? null)}::text[],
      ${column(({ virtualAccountId }) => virtualAccountId)}::uuid[], ${column(({ qrCodeId }) => qrCodeId)}::uuid[])
      as v (id, because, entry, service, key, account, code)
    where l.id = v.id and l.state = 'open'`.execute(tx)
}

type Decision = {
  readonly id: bigint
  readonly reason: string | null
  readonly by: string
  readonly at: Date
}

export async function markIgnored(
  tx: Tx,
  { id, reason, by, at }: Decision & { readonly reason: string },
): Promise<void> {
  await sql`
    update statement_lines set state = 'ignored', because = 'decided', reason = ${reason}, decided_by = ${by}, decided_at = ${at}
    where id = ${id}`.execute(tx)
}

export async function markLinked(
  tx: Tx,
  decision: Decision,
  to: {
    readonly entryId: bigint
    readonly payment: { readonly service: string; readonly key: string } | null
  },
): Promise<void> {
  await sql`
    update statement_lines set state = 'linked', because = 'decided', reason = ${decision.reason}, decided_by = ${decision.by},
      decided_at = ${decision.at}, entry_id = ${to.entryId}, payment_service = ${to.payment?.service ?? null},
      payment_key = ${to.payment?.key ?? null}
    where id = ${decision.id}`.execute(tx)
}
