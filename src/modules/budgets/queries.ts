import { sql, type RawBuilder } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import { isUuid } from '../../kernel/uuid.ts'
import type { Queryable, Tx } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'
import { throughMatching } from '../people/matching-gate.ts'
import type { EntryKind } from '../ledger/ledger.ts'
import type { BudgetChangeKind, BudgetLine, FundSource } from './budgets.ts'

type Row = {
  id: string
  payer_id: string
  payer_name: string
  fiscal_year: number
  name: string
  amount: Rupiah
  fund_source: FundSource
  legal_basis: string
  document_number: string
  document_on: PlainDate
  region_code: bigint
  lapsed_at: Date | null
  people: bigint
  left: Rupiah
  committed: Rupiah
  realised: Rupiah
  lapsed: Rupiah
  returned: Rupiah
  beyond: Rupiah
}

const PARTS = ['left', 'committed', 'realised', 'lapsed'] as const
type Part = (typeof PARTS)[number]

const BALANCE = (part: Part) =>
  sql`(select a.balance from accounts a where a.path = 'budget/' || l.id || ${sql.lit(`/${part}`)})`

const SHOWN = sql`l.id, l.payer_id, p.name as payer_name, l.fiscal_year, l.name, l.amount, l.fund_source, l.legal_basis,
  l.document_number, l.document_on, l.region_code, l.lapsed_at,
  (select count(distinct c.person_id) from budget_commitments k join protections c on c.id = k.protection_id
    where k.line_id = l.id and not isempty(c.months)) as people,
  ${BALANCE('left')} as "left", ${BALANCE('committed')} as committed, ${BALANCE('realised')} as realised, ${BALANCE('lapsed')} as lapsed,
  (select coalesce(sum(t.amount), 0)::bigint from transfers t join accounts o on o.id = t.to_account join accounts f on f.id = t.from_account
    where o.path = 'budget/' || l.id || '/left' and f.kind in ('budget-committed', 'budget-realised')) as returned,
  (select coalesce(sum(r.beyond), 0)::bigint from budget_realisations r where r.line_id = l.id) as beyond`
const LINES = sql`budget_lines l join payers p on p.id = l.payer_id`

/** Row-level security says the same once more. */
function inSight({ first, last, organisationId }: Sight): RawBuilder<unknown> {
  return sql`(l.region_code between ${first} and ${last} or l.organisation_id = ${organisationId}::uuid)`
}

export type BudgetFilter = {
  readonly region?: RegionCode
  readonly payerId?: string
  readonly year?: number
}

/** Budget lines within sight, the latest year first. */
export async function listBudgetLines(
  db: Queryable,
  sight: Sight,
  { region, payerId, year }: BudgetFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<BudgetLine[]> {
  const subtree = region === undefined ? null : subtreeOf(region)
  const wanted: RawBuilder<unknown>[] = [
    inSight(sight),
    ...(subtree === null ? [] : [sql`l.region_code between ${subtree.first} and ${subtree.last}`]),
    ...(payerId === undefined ? [] : [sql`l.payer_id::text = ${payerId}`]),
    ...(year === undefined ? [] : [sql`l.fiscal_year = ${year}`]),
  ]
  const { rows } = await sql<Row>`
    select ${SHOWN} from ${LINES} where ${sql.join(wanted, sql` and `)}
    order by l.fiscal_year desc, p.name, l.name, l.id limit ${limit} offset ${offset}`.execute(db)
  return rows.map(lineOf)
}

/** A budget line within sight. Refuses `budget-line-unknown`. */
export async function getBudgetLine(db: Queryable, sight: Sight, id: string): Promise<BudgetLine> {
  const { rows } = isUuid(id)
    ? await sql<Row>`select ${SHOWN} from ${LINES} where l.id = ${id} and ${inSight(sight)}`.execute(db)
    : { rows: [] }
  if (!rows[0]) throw refuse('budget-line-unknown', {})
  return lineOf(rows[0])
}

function lineOf(row: Row): BudgetLine {
  const { amount, left, committed, realised, lapsed, returned, beyond } = row
  return {
    id: row.id,
    payerId: row.payer_id,
    payerName: row.payer_name,
    fiscalYear: row.fiscal_year,
    name: row.name,
    fundSource: row.fund_source,
    legalBasis: row.legal_basis,
    documentNumber: row.document_number,
    documentOn: row.document_on,
    regionCode: Number(row.region_code) as RegionCode,
    isLapsed: row.lapsed_at !== null,
    people: Number(row.people),
    sums: { amount, left, committed, realised, lapsed, returned, beyond },
  }
}

/** What the budget behind a roster can still promise, wherever its line is kept; null for a roster without one. */
export function findBudgetLeft(tx: Tx, rosterId: string): Promise<Rupiah | null> {
  return throughMatching(tx, async () => {
    const { rows } = await sql<{ left: Rupiah }>`
      select case when l.lapsed_at is null then budget_left(l.id) else 0 end as "left"
      from rosters r join budget_lines l on l.id = r.budget_line_id where r.id = ${rosterId}`.execute(tx)
    return rows[0]?.left ?? null
  })
}

/** One entry of a line: how each of its parts changed, so that the parts of all entries add up to the sums. */
export type BudgetEntry = {
  readonly entryId: bigint
  readonly kind: EntryKind
  readonly effectiveOn: PlainDate
  readonly recordedAt: Date
  readonly left: Rupiah
  readonly committed: Rupiah
  readonly realised: Rupiah
  readonly lapsed: Rupiah
}

/** The entries of a line in the order in which they were written. */
export async function listBudgetEntries(
  db: Queryable,
  lineId: string,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<BudgetEntry[]> {
  const change = (part: Part) =>
    sql`coalesce(sum(m.change) filter (where m.kind = ${sql.lit(`budget-${part}`)}), 0)::bigint`
  const { rows } = await sql<BudgetEntry>`
    with parts as (
      select a.id, a.kind from accounts a where a.path = any (${PARTS.map((part) => `budget/${lineId}/${part}`)}::text[])
    ), moves as (
      select t.entry_id, p.kind, t.amount as change from transfers t join parts p on p.id = t.to_account
      union all
      select t.entry_id, p.kind, -t.amount from transfers t join parts p on p.id = t.from_account
    )
    select e.id as "entryId", e.kind, e.effective_on as "effectiveOn", e.recorded_at as "recordedAt",
      ${change('left')} as "left", ${change('committed')} as committed, ${change('realised')} as realised, ${change('lapsed')} as lapsed
    from moves m join entries e on e.id = m.entry_id group by e.id order by e.id limit ${limit} offset ${offset}`.execute(
    db,
  )
  return rows
}

/** A line raised or lowered within its year. */
export type BudgetChange = {
  readonly kind: BudgetChangeKind
  readonly before: Rupiah
  readonly after: Rupiah
  readonly legalBasis: string
  readonly documentNumber: string
  readonly documentOn: PlainDate
  readonly changedAt: Date
}

/** How the amount of a line came about, the first change first. */
export async function listBudgetChanges(db: Queryable, lineId: string): Promise<BudgetChange[]> {
  const { rows } = await sql<BudgetChange>`
    select kind, amount_before as before, amount_after as after, legal_basis as "legalBasis", document_number as "documentNumber",
      document_on as "documentOn", changed_at as "changedAt"
    from budget_changes where line_id = ${lineId} order by entry_id`.execute(db)
  return rows
}
