import type { Readable } from 'node:stream'
import { parseMonth } from '../../kernel/month.ts'
import { parseRegionCode } from '../../kernel/region-code.ts'
import type { Deps } from '../../platform/deps.ts'
import { textWorkbook } from '../../platform/xlsx-out.ts'
import { inScopeOf, recordAct, sightOf, type By } from '../access/act.ts'
import { listBills, type BillFilter } from './bill-queries.ts'
import type { ListBillsQuery } from './contract.ts'

const ROWS_PER_READ = 1_000

/** What is written above the columns, and for kinds and states. */
export type BillSheetWords = {
  readonly headings: readonly string[]
  readonly kinds: Readonly<Record<string, string>>
  readonly states: Readonly<Record<string, string>>
}

export function billFilterOf(question: ListBillsQuery): BillFilter {
  const { month, payer, roster, region, state, overdue } = question
  return {
    ...(month !== undefined && { month: parseMonth('month', month) }),
    ...(payer !== undefined && { payerId: payer }),
    ...(roster !== undefined && { rosterId: roster }),
    ...(region !== undefined && { region: parseRegionCode('region', region.trim()) }),
    ...(state !== undefined && { state }),
    isOverdue: overdue === 'yes',
  }
}

/** All bills that fit, as a workbook; the download is recorded. */
export async function exportBills(
  { db, clock }: Deps,
  by: By,
  question: ListBillsQuery,
  words: BillSheetWords,
): Promise<Readable> {
  const filter = billFilterOf(question)
  await inScopeOf(db, by, (tx) =>
    recordAct(tx, by, { action: 'bills.export', details: { by: Object.keys(question).join(' ') } }),
  )
  return textWorkbook('Data', words.headings, rowsOf({ db, clock }, by, filter, words))
}

async function* rowsOf(
  { db, clock }: Deps,
  by: By,
  filter: BillFilter,
  { kinds, states }: BillSheetWords,
): AsyncGenerator<string[]> {
  const on = clock.today()
  for (let offset = 0; ; offset += ROWS_PER_READ) {
    const at = offset
    const found = await inScopeOf(db, by, (tx) =>
      listBills(tx, sightOf(by), filter, { on, limit: ROWS_PER_READ, offset: at }),
    )
    for (const bill of found) {
      const { number, month, payerName, rosterName, kind, total, paid, credited, open, state, dueOn } = bill
      yield [
        ...[number, month, payerName, rosterName, kinds[kind] ?? kind],
        ...[total, paid, credited, open].map(String),
        ...[states[state] ?? state, dueOn, String(bill.daysOverdue)],
      ]
    }
    if (found.length < ROWS_PER_READ) return
  }
}
