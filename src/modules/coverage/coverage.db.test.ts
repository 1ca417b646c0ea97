import assert from 'node:assert/strict'
import { test } from 'node:test'
import { month } from '../../kernel/month.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { INDONESIA, regionCode } from '../../kernel/region-code.ts'
import { Refusal } from '../../kernel/refusal.ts'
import {
  addNumberedPeople,
  addStagedRoster,
  billingDeps,
  protect,
  SYSTEM,
} from '../../../test/billing-stage.ts'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, rowsOf } from '../../../test/people.ts'
import type { By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import { receiveForBill } from '../billing/pay-bill.ts'
import { runBills } from '../billing/run-bills.ts'
import { bankWorld } from '../ledger/ledger.ts'
import { askCoverage } from './ask-coverage.ts'

const database = await testDatabase()
const { db, owner } = database
const deps = billingDeps(db)
const PROVINCE = regionCode('16')
const REGENCY = regionCode('16.06')
const VILLAGE = regionCode('16.06.01.2001')
const ON = plainDate('2026-05-20')
const people = await addNumberedPeople(database, 20)
const [villageRoster, employer] = [
  await addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes' }),
  await addStagedRoster(database, 'employer', 'employer', {
    riskClass: 'I',
    size: 'large',
    employer: 'business',
    labourIntensive: false,
  }),
]
// Ten of the village, all year; two of them earn a wage as well; one of the village ended in April.
await protect(database, villageRoster, people.slice(0, 10), {
  from: '2026-01',
  until: '2027-01',
  pay: () => 1_000_000,
})
await protect(database, villageRoster, people.slice(10, 11), {
  from: '2026-01',
  until: '2026-05',
  pay: () => 1_000_000,
})
await protect(database, employer, people.slice(8, 13), {
  from: '2026-05',
  segment: 'PU',
  pay: () => 4_000_000,
})

const numerator = async (question: Parameters<typeof askCoverage>[2]) =>
  (await askCoverage(deps, SYSTEM, question)).figure.people

test('the same people are counted at every level, once however many pay for them, and memberships beside', async () => {
  for (const region of [INDONESIA, PROVINCE, REGENCY, regionCode('16.06.01'), VILLAGE]) {
    const { figure } = await askCoverage(deps, SYSTEM, { region, asOf: ON })
    assert.deepEqual([figure.people, figure.members], [13, 15], String(region))
  }
  assert.equal(await numerator({ region: regionCode('16.07'), asOf: ON }), 0)
})

test('parts: segments overlap in whoever has both, the regions below add up, indicator C takes own-account workers only', async () => {
  const bySegment = await askCoverage(deps, SYSTEM, { region: PROVINCE, asOf: ON, by: 'segment' })
  assert.deepEqual(
    bySegment.rows.map(({ part, people: count }) => [part, count]),
    [
      ['BPU', 10],
      ['PU', 5],
    ],
  )
  const byRegion = await askCoverage(deps, SYSTEM, { region: PROVINCE, asOf: ON, by: 'region' })
  assert.equal(byRegion.rows.length, 17)
  assert.equal(
    byRegion.rows.reduce((sum, { people: count }) => sum + count, 0),
    byRegion.figure.people,
  )
  assert.equal(byRegion.rows.find(({ part }) => part === '16.06')?.people, 13)
  assert.equal(await numerator({ region: PROVINCE, asOf: ON, indicator: 'C' }), 10)
})

test('the figure is that of its day: before anybody began, after somebody ended', async () => {
  assert.equal(await numerator({ region: PROVINCE, asOf: plainDate('2025-12-31') }), 0)
  assert.equal(await numerator({ region: PROVINCE, asOf: plainDate('2026-04-30') }), 11)
  assert.equal(await numerator({ region: PROVINCE, asOf: ON }), 13)
  assert.equal(await numerator({ region: PROVINCE, asOf: plainDate('2027-01-01') }), 5)
})

test('whoever has more overdue months than the law tolerates is protected no more, and payment brings him back', async () => {
  const debtor = await addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes' })
  await protect(database, debtor, people.slice(15, 17), {
    from: '2026-01',
    until: '2027-01',
    pay: () => 1_000_000,
  })
  const before = await numerator({ region: PROVINCE, asOf: ON })
  for (const billed of ['2026-01', '2026-02', '2026-03', '2026-04']) {
    await runBills(deps, SYSTEM, { month: month(billed), roster: debtor.id })
  }
  assert.equal(
    await numerator({ region: PROVINCE, asOf: plainDate('2026-04-15') }),
    11 + 2,
    'three are overdue',
  )
  assert.equal(await numerator({ region: PROVINCE, asOf: ON }), before - 2, 'four are overdue')
  const [bill] = await rowsOf<{ id: string; total: bigint }>(
    owner,
    `select id, total from bills where roster_id = $1 order by month limit 1`,
    [debtor.id],
  )
  assert.ok(bill)
  await throughGate(db, 'system', (tx) =>
    receiveForBill(tx, {
      billId: bill.id,
      amount: bill.total,
      key: 'cakupan',
      from: bankWorld('bank-uji'),
      effectiveOn: ON,
      cause: { kind: 'payment', id: 'cakupan' },
    }),
  )
  assert.equal(await numerator({ region: PROVINCE, asOf: ON }), before)
  assert.equal(
    await numerator({ region: PROVINCE, asOf: plainDate('2026-05-19') }),
    before - 2,
    'the day before',
  )
})

test('share, target and gap need a denominator of that very region; published figures stand beside', async () => {
  await rowsOf(
    owner,
    `insert into coverage_denominators (region_code, indicator, segment, persons, counted_on, vintage, source, confidence)
     values ($1, 'A', 'all', 100, '2025-08-31', 'uji', 'uji', 'M')`,
    [REGENCY],
  )
  await rowsOf(
    owner,
    `insert into coverage_targets (region_code, indicator, segment, year, basis_points, source, confidence)
     values ($1, 'A', 'all', 2026, 5000, 'uji', 'M')`,
    [REGENCY],
  )
  const { figure } = await askCoverage(deps, SYSTEM, { region: REGENCY, asOf: plainDate('2026-04-30') })
  assert.deepEqual([figure.people, figure.basisPoints, figure.gapPeople], [11, 1100, 39])
  assert.equal(figure.gapRupiah, 39n * 12n * 16_800n)
  const province = await askCoverage(deps, SYSTEM, { region: PROVINCE, asOf: ON })
  assert.deepEqual([province.figure.denominator, province.figure.basisPoints], [null, null])
  assert.ok(province.published.some(({ asOf, kind }) => kind === 'coverage' && asOf === '2025-08'))
})

test('an office asks about its own region only', async () => {
  const regency = await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' })
  const by: By = { kind: 'user', actor: regency.actor }
  assert.ok((await askCoverage(deps, by, { region: VILLAGE, asOf: ON })).figure.people > 0)
  for (const region of [PROVINCE, regionCode('16.07'), INDONESIA]) {
    await assert.rejects(
      askCoverage(deps, by, { region, asOf: ON }),
      (error: unknown) => error instanceof Refusal && error.value.code === 'region-outside',
    )
  }
})
