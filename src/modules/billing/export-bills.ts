import type { Readable } from 'node:stream'
import { parseMonth } from '../../kernel/month.ts'
import { knownFrom, parsePlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import { parseRegionCode } from '../../kernel/region-code.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { textWorkbook } from '../../platform/xlsx-out.ts'
import { inScopeOf, recordAct, sightOf, type By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import { listBills, type BillFilter, type BillsAsked } from './bill-queries.ts'
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

/** The day of a question: today, or the past day whose knowledge it asks for, with overdue days as they were then. */
export function billsAskedOf({ knownOn }: Pick<ListBillsQuery, 'knownOn'>, clock: Deps['clock']): BillsAsked {
  const today = clock.today()
  if (knownOn === undefined) return { on: today }
  const on = parsePlainDate('knownOn', knownOn)
  if (on > today) throw refuse('value-out-of-range', { field: 'knownOn', value: on, maximum: today })
  return { on, ...knownFrom(on) }
}

/** Reads bills in the scope of the asker; what was known once only behind the gate, where every query holds the asker's sight itself. */
export function inReachOf<Result>(
  db: Deps['db'],
  by: By,
  { knownAt }: BillsAsked,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  return knownAt === undefined ? inScopeOf(db, by, work) : throughGate(db, 'system', work)
}

/** All bills that fit, as a workbook; the download is recorded. */
export async function exportBills(
  { db, clock }: Deps,
  by: By,
  question: ListBillsQuery,
  words: BillSheetWords,
): Promise<Readable> {
  const filter = billFilterOf(question)
  const asked = billsAskedOf(question, clock)
  await inScopeOf(db, by, (tx) =>
    recordAct(tx, by, { action: 'bills.export', details: { by: Object.keys(question).join(' ') } }),
  )
  return textWorkbook('Data', words.headings, rowsOf(db, by, { filter, asked }, words))
}

async function* rowsOf(
  db: Deps['db'],
  by: By,
  { filter, asked }: { readonly filter: BillFilter; readonly asked: BillsAsked },
  { kinds, states }: BillSheetWords,
): AsyncGenerator<string[]> {
  for (let offset = 0; ; offset += ROWS_PER_READ) {
    const at = offset
    const found = await inReachOf(db, by, asked, (tx) =>
      listBills(tx, sightOf(by), filter, { ...asked, limit: ROWS_PER_READ, offset: at }),
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
