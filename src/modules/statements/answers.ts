import { parsePlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import { inScopeOf, sightOf, type By } from '../access/act.ts'
import type { BankDeps } from '../payments/create-virtual-account.ts'
import { getPartner } from '../payments/payment-deps.ts'
import { actAtBank } from './bank-act.ts'
import type {
  CompareDaysQuery,
  DaysAnswer,
  LinesAnswer,
  ListLinesQuery,
  ListStatementsQuery,
  StatementAnswer,
  StatementsAnswer,
} from './contract.ts'
import { listLinkable, type FoundPayment } from './match-queries.ts'
import {
  findImport,
  findLine,
  listDayComparisons,
  listImports,
  listLines,
  type DayComparison,
  type LineFilter,
  type StatementImport,
  type StatementLine,
} from './queries.ts'

const ROWS_PER_PAGE = 50

const windowOf = (page: string | undefined) => ({
  limit: ROWS_PER_PAGE + 1,
  offset: (Number(page ?? '1') - 1) * ROWS_PER_PAGE,
})

/** One page of the statements within reach. */
export async function answerStatements(
  deps: BankDeps,
  by: By,
  { page }: ListStatementsQuery,
): Promise<StatementsAnswer> {
  const rows = await inScopeOf(deps.db, by, (tx) => listImports(tx, sightOf(by), windowOf(page)))
  return {
    statements: rows.slice(0, ROWS_PER_PAGE).map(statementOf),
    page: Number(page ?? '1'),
    more: rows.length > ROWS_PER_PAGE,
  }
}

/** One statement with a page of its lines. */
export async function answerStatement(
  deps: BankDeps,
  by: By,
  id: string,
  { page }: ListStatementsQuery,
): Promise<StatementAnswer> {
  return inScopeOf(deps.db, by, async (tx) => {
    const found = await findImport(tx, sightOf(by), id)
    if (!found) throw refuse('statement-unknown', {})
    const rows = await listLines(tx, sightOf(by), { importId: id, ...windowOf(page) })
    return { ...statementOf(found), ...linesOf(rows, page) }
  })
}

export async function answerLines(deps: BankDeps, by: By, query: ListLinesQuery): Promise<LinesAnswer> {
  const { state, bank, page } = query
  const filter: LineFilter = {
    ...windowOf(page),
    ...(state !== undefined && { state }),
    ...(bank !== undefined && { partner: bank }),
  }
  return linesOf(await inScopeOf(deps.db, by, (tx) => listLines(tx, sightOf(by), filter)), page)
}

/** One line within reach, with the booked payments of its amount that stand in no line yet. */
export async function openLine(
  deps: BankDeps,
  by: By,
  id: string,
): Promise<{ readonly line: LinesAnswer['lines'][number]; readonly payments: readonly FoundPayment[] }> {
  return inScopeOf(deps.db, by, async (tx) => {
    const line = await findLine(tx, sightOf(by), id)
    if (!line) throw refuse('statement-line-unknown', {})
    const isLinkable = line.state === 'open' && line.side === 'credit'
    return {
      line: lineOf(line),
      payments: isLinkable ? await listLinkable(tx, line.partner, line.amount) : [],
    }
  })
}

/** Ledger and statements of a bank side by side, day by day, as far as whoever asks reaches the money. */
export async function answerDays(deps: BankDeps, by: By, query: CompareDaysQuery): Promise<DaysAnswer> {
  const today = deps.clock.today()
  const { bank = deps.partners[0]?.id, from = `${today.slice(0, 8)}01`, to = today } = query
  if (bank === undefined) return { days: [] }
  const { id } = getPartner(deps, bank)
  const days = { from: parsePlainDate('from', from), to: parsePlainDate('to', to) }
  const rows = await actAtBank(deps.db, by, 'statements.compare', (tx) =>
    listDayComparisons(tx, sightOf(by), id, days),
  )
  return { days: rows.map(dayOf) }
}

export function agrees({ ledgerIn, ledgerOut, statementIn, statementOut }: DayComparison): boolean {
  return ledgerIn === statementIn && ledgerOut === statementOut
}

function dayOf(day: DayComparison): DaysAnswer['days'][number] {
  return {
    on: day.on,
    ledgerIn: rupiahToJson(day.ledgerIn),
    ledgerOut: rupiahToJson(day.ledgerOut),
    statementIn: rupiahToJson(day.statementIn),
    statementOut: rupiahToJson(day.statementOut),
    agrees: agrees(day),
  }
}

function statementOf({
  partner,
  opening,
  closing,
  importedAt,
  ...rest
}: StatementImport): StatementsAnswer['statements'][number] {
  return {
    ...rest,
    bank: partner,
    opening: opening === null ? null : rupiahToJson(opening),
    closing: closing === null ? null : rupiahToJson(closing),
    importedAt: importedAt.toISOString(),
  }
}

function linesOf(rows: readonly StatementLine[], page: string | undefined): LinesAnswer {
  return {
    lines: rows.slice(0, ROWS_PER_PAGE).map(lineOf),
    page: Number(page ?? '1'),
    more: rows.length > ROWS_PER_PAGE,
  }
}

function lineOf(row: StatementLine): LinesAnswer['lines'][number] {
  const { line, on, side, reference, description, state, because, reason, paymentService, paymentKey } = row
  return {
    ...{ id: Number(row.id), statement: row.importId, line, bank: row.partner, on, side },
    ...{ amount: rupiahToJson(row.amount), reference, description, state, because, reason },
    contributionCode: row.contributionCode,
    payment:
      paymentService === null || paymentKey === null ? null : { service: paymentService, key: paymentKey },
  }
}
