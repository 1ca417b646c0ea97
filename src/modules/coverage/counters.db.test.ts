import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { CoverageHistory, coverageDeps, type Step } from '../../../test/coverage-history.ts'
import { checkInvariants, cloneDatabase } from '../../../test/database.ts'
import { rowsOf } from '../../../test/people.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { INDONESIA, regionCode } from '../../kernel/region-code.ts'
import { throughGate } from '../access/scope.ts'
import { COVERAGE_PLACES } from './coverage.ts'
import { recountCoverage } from './keep-counters.ts'
import { openTallies } from './open-tallies.ts'

// Its bills are invented and break what holds of money, so that only the check of the counters is asked.
const database = await cloneDatabase()
const { db, owner } = database
after(database.close)
const PEOPLE = 24
const history = await CoverageHistory.open(database, PEOPLE)
// One overdue month instead of three: the histories are short.
const deps = coverageDeps(database, 1)
await recountCoverage(deps, { kind: 'system', systemUser: 'uji' })
const DAYS = [
  '2025-12-31',
  '2026-01-15',
  '2026-02-16',
  '2026-03-31',
  '2026-04-30',
  '2026-05-20',
  '2026-06-17',
  '2026-08-01',
  '2027-01-31',
]
const REGIONS = [
  INDONESIA,
  regionCode('16'),
  regionCode('32'),
  regionCode('16.06'),
  regionCode('16.06.01'),
  regionCode('16.06.01.2001'),
]

/** Both ways on every day, everywhere. */
async function assertAlike(said: string): Promise<void> {
  await throughGate(db, 'system', async (tx) => {
    for (const day of DAYS) {
      for (const place of COVERAGE_PLACES) {
        const ask = { asOf: plainDate(day), place }
        const [counted, slow] = [
          await openTallies(tx, deps, ask),
          await openTallies(tx, deps, { ...ask, fromRows: true }),
        ]
        assert.deepEqual([counted.countedFrom, slow.countedFrom], ['counters', 'rows'])
        const where = `${said}, ${place} on ${day}`
        assert.deepEqual(await counted.of(REGIONS), await slow.of(REGIONS), where)
        for (const region of REGIONS.slice(0, 5)) {
          const [by, rows] = [await counted.below(region), await slow.below(region)]
          const filled = [...by].filter(([, tally]) => Object.values(tally).some((count) => count !== 0))
          // Who is known by his district only counts in no village of it.
          const parts = [...rows].filter(([code]) => code !== region)
          assert.deepEqual(
            new Map(filled.toSorted()),
            new Map(parts.toSorted()),
            `${where} below ${String(region)}`,
          )
        }
      }
    }
  })
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('protect-own' as const, 'protect-wage' as const) },
    { weight: 3, arbitrary: fc.constantFrom('bill' as const, 'pay' as const) },
    {
      weight: 5,
      arbitrary: fc.constantFrom(
        ...(['shorten', 'take-back', 'move', 'merge', 'part', 'credit', 'die', 'fold', 'catch-up'] as const),
      ),
    },
  ),
  person: fc.integer({ min: 1, max: PEOPLE }),
  one: fc.integer({ min: 0, max: 40 }),
  other: fc.integer({ min: 0, max: 40 }),
})

test('whatever happens to people, protections, bills and payments, the counters say what the rows say', async () => {
  const steps = fc.sample(step, { numRuns: 240, seed: 20_261_120 })
  for (const [at, each] of steps.entries()) {
    await history.take(each)
    if (at % 24 === 23) await assertAlike(`after step ${String(at)} ${each.kind}`)
  }
  const [lapses] = await rowsOf<{ count: bigint }>(owner, 'select count(*) as count from protection_lapses')
  assert.ok(Number(lapses?.count) > 3, 'the history has arrears')
  await checkInvariants(owner.pool, (name) => name === 'coverage-counts-are-their-rows')
})

test('a recount from scratch changes no figure, and a second one neither', async () => {
  const counters = () =>
    rowsOf(
      owner,
      'select place, region_code, first_month, all_people, wage_members from coverage_counts where all_people[1] <> 0 order by 1, 2',
    )
  await recountCoverage(deps, { kind: 'system', systemUser: 'uji' })
  await assertAlike('after the recount')
  const once = await counters()
  await recountCoverage(deps, { kind: 'system', systemUser: 'uji' })
  assert.deepEqual(await counters(), once)
})

test('the check names a counter, a step and a lapse that somebody has written over', async () => {
  const broken = () =>
    checkInvariants(owner.pool, (name) => name === 'coverage-counts-are-their-rows').then(
      () => false,
      () => true,
    )
  const isFoundOut = async (change: string, back: string) => {
    await rowsOf(owner, change)
    const found = await broken()
    await rowsOf(owner, back)
    assert.ok(found, change)
    assert.equal(await broken(), false, back)
  }
  const one = `where place = 'work' and region_code = 1606000000`
  await isFoundOut(
    `update coverage_counts set all_people[2] = all_people[2] + 1 ${one}`,
    `update coverage_counts set all_people[2] = all_people[2] - 1 ${one}`,
  )
  const delta = `(work_region, residence_region, days, wage_members, own_members, wage_people, all_people)`
  await isFoundOut(
    `insert into coverage_deltas ${delta} values (1606012001, 1606012001, '[2026-03-01,)', 1, 0, 0, 0)`,
    `delete from coverage_deltas`,
  )
  await isFoundOut(
    `update protection_lapses set days = days + '{[2020-01-01,2020-02-01)}'`,
    `update protection_lapses set days = days - '{[2020-01-01,2020-02-01)}'`,
  )
})
