import type { Static } from 'typebox'
import { parseRegionCode } from '../../kernel/region-code.ts'
import type { Deps } from '../../platform/deps.ts'
import { inScopeOf, sightOf, type By } from '../access/act.ts'
import { answerBudget, answerBudgetChange, answerBudgetEntry } from './answers.ts'
import type { budgetAnswer, budgetsAnswer, BudgetQuery, ListBudgetsQuery } from './contract.ts'
import { getBudgetLine, listBudgetChanges, listBudgetEntries, listBudgetLines } from './queries.ts'

const PER_PAGE = 50
/** A workbook holds what stands on many pages. */
export const BUDGET_SHEET_ROWS = 10_000

function stretchOf(page: string, rows: number) {
  return { limit: rows + 1, offset: (Number(page) - 1) * rows }
}

/** Budget lines within sight, 50 a page unless more are asked for. */
export function showBudgets(
  { db }: Pick<Deps, 'db'>,
  by: By,
  { region, payer, year, page = '1' }: ListBudgetsQuery,
  rows = PER_PAGE,
): Promise<Static<typeof budgetsAnswer>> {
  return inScopeOf(db, by, async (tx) => {
    const filter = {
      ...(region !== undefined && { region: parseRegionCode('region', region.trim()) }),
      ...(payer !== undefined && { payerId: payer }),
      ...(year !== undefined && { year: Number(year) }),
    }
    const found = await listBudgetLines(tx, sightOf(by), filter, stretchOf(page, rows))
    return {
      lines: found.slice(0, rows).map(answerBudget),
      page: Number(page),
      more: found.length > rows,
    }
  })
}

/** One line with its entries, the first first, 50 a page unless more are asked for. */
export function showBudget(
  { db }: Pick<Deps, 'db'>,
  by: By,
  id: string,
  { page = '1' }: BudgetQuery,
  rows = PER_PAGE,
): Promise<Static<typeof budgetAnswer>> {
  return inScopeOf(db, by, async (tx) => {
    const line = await getBudgetLine(tx, sightOf(by), id)
    const entries = await listBudgetEntries(tx, line.id, stretchOf(page, rows))
    return {
      ...answerBudget(line),
      changes: (await listBudgetChanges(tx, line.id)).map(answerBudgetChange),
      entries: entries.slice(0, rows).map(answerBudgetEntry),
      page: Number(page),
      more: entries.length > rows,
    }
  })
}
