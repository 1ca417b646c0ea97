import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { addMonths, month } from '../../src/kernel/month.ts'
import { runBills } from '../../src/modules/billing/run-bills.ts'
import {
  addNumberedPeople,
  addStagedRoster,
  billingDeps,
  protect,
  SYSTEM,
  type StagedRoster,
} from '../billing-stage.ts'
import type { TestDatabase } from '../database.ts'
import { rowsOf } from '../people.ts'
import { onOneDatabase } from './campaign.ts'
import { chanceOf } from './chance.ts'
import { startChild } from './child.ts'

const ROSTERS = 24
const PEOPLE_EACH = 3
/** Months whose holidays are known. */
const [FIRST_MONTH, MONTHS] = [month('2025-01'), 20]
let rosters: readonly StagedRoster[] = []

/** A run of a month, one roster in each commit, is killed after the k-th; the next run finishes it. No bill twice, none missing. */
export const killedBillRun = onOneDatabase(
  { code: 'F2', title: 'kill -9 in the middle of a bill run', shortSeeds: 1 },
  async (database) => {
    const people = await addNumberedPeople(database, ROSTERS * PEOPLE_EACH)
    rosters = await Promise.all(
      Array.from({ length: ROSTERS }, () =>
        addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes' }),
      ),
    )
    for (const [at, roster] of rosters.entries())
      await protect(database, roster, people.slice(at * PEOPLE_EACH, (at + 1) * PEOPLE_EACH), {
        from: '2020-01',
      })
  },
  async (database, seed, turn) => {
    const chance = chanceOf(seed)
    const billed = addMonths(FIRST_MONTH, turn)
    const after = chance.below(ROSTERS)
    const child = startChild('../bill-child.ts', [database.appUrl, billed, '1'])
    let isCut: boolean
    try {
      isCut = await untilDone(database, billed, after, child.ended)
    } finally {
      await child.kill()
    }
    const deps = billingDeps(database.db)
    await runBills(deps, SYSTEM, { month: billed })
    const again = await runBills(deps, SYSTEM, { month: billed })
    assert.deepEqual([again.bills, again.lines], [0, 0])
    const [sum] = await rowsOf<{ bills: number; rosters: number; lines: number; people: number }>(
      database.owner,
      `select count(distinct b.id)::int as bills, count(distinct b.roster_id)::int as rosters, count(*)::int as lines,
         count(distinct l.person_id)::int as people
       from bills b join bill_lines l on l.bill_id = b.id where b.month = $1`,
      [`${billed}-01`],
    )
    const [bills, lines] = [ROSTERS, ROSTERS * PEOPLE_EACH]
    assert.deepEqual(sum, { bills, rosters: bills, lines, people: lines })
    return { bills, lines, cutOff: isCut ? 1 : 0, endedBefore: isCut ? 0 : 1 }
  },
  { seedsPerDatabase: MONTHS },
)

/** Waits until so many rosters are done; false when the run was over sooner. */
async function untilDone(
  { owner }: TestDatabase,
  billed: string,
  after: number,
  ended: Promise<unknown>,
): Promise<boolean> {
  const over = { isOver: false }
  void ended.then(() => (over.isOver = true))
  while (!over.isOver) {
    const rows = await rowsOf<{ done: number }>(
      owner,
      `select rosters_done as done from bill_runs where month = $1 and state = 'running'`,
      [`${billed}-01`],
    )
    if (rows.some(({ done }) => done >= after)) return true
    await sleep(2)
  }
  return false
}
