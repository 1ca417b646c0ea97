import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMonths, month } from '../kernel/month.ts'
import { Refusal } from '../kernel/refusal.ts'
import { billedTotal, type Assessment, type PaidBy } from './assessment.ts'
import { assessContribution, assessSpan, type ContributionQuestion } from './contribution.ts'
import { LawBook } from './law-book.ts'
import { MIGRANT_PACKAGES } from './migrant-contribution.ts'
import type { OwnAccountQuestion } from './own-account-contribution.ts'
import type { Programme } from './parameter.ts'
import { OCCUPATION_GROUPS, PAYERS } from './payers.ts'
import { RISK_CLASSES, type WageEarnerQuestion } from './wage-earner-contribution.ts'

const book = new LawBook()
const ALL: readonly Programme[] = ['JKK', 'JKM', 'JHT', 'JP', 'JKP']

const wageEarner: WageEarnerQuestion = {
  segment: 'PU',
  wage: 4_000_000n,
  riskClass: 'II',
  size: 'large',
  employer: 'business',
  labourIntensive: false,
  programmes: ALL,
}
const ownAccount: OwnAccountQuestion = {
  segment: 'BPU',
  income: 1_000_000n,
  payer: 'csr',
  occupationGroup: 'other',
  programmes: ['JKK', 'JKM'],
}

function price(question: ContributionQuestion, text: string): Assessment {
  return assessContribution(question, month(text), book)
}
function totalBy(assessment: Assessment, paidBy: PaidBy): bigint {
  return assessment.lines
    .filter((line) => line.paidBy === paidBy)
    .reduce((sum, line) => sum + line.amount, 0n)
}
function amount(assessment: Assessment, programme: string, paidBy: PaidBy): bigint | undefined {
  return assessment.lines.find((line) => line.programme === programme && line.paidBy === paidBy)?.amount
}
function refusalCode(ask: () => unknown): string {
  try {
    ask()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return 'answered'
}

// Source of every vector in this file: the project's register of regulations, §1.2–1.9, checked 2026-11-20.

test('a wage of Rp4.000.000 in class II, May 2026, costs the employer 261.600 and the worker 120.000', () => {
  const answer = price(wageEarner, '2026-05')
  assert.equal(amount(answer, 'JKK', 'employer'), 21_600n)
  assert.equal(amount(answer, 'JKM', 'employer'), 12_000n)
  assert.equal(amount(answer, 'JHT', 'employer'), 148_000n)
  assert.equal(amount(answer, 'JHT', 'worker'), 80_000n)
  assert.equal(amount(answer, 'JP', 'employer'), 80_000n)
  assert.equal(amount(answer, 'JP', 'worker'), 40_000n)
  assert.equal(totalBy(answer, 'employer'), 261_600n)
  assert.equal(totalBy(answer, 'worker'), 120_000n)
  assert.equal(totalBy(answer, 'state'), 8_800n)
  assert.equal(billedTotal(answer.lines), 381_600n)
  assert.deepEqual(
    answer.bookings.map((booking) => [booking.source, booking.amount]),
    [
      ['state', 8_800n],
      ['JKK', 5_600n],
    ],
  )
})

test('the JP cap moves on 1 March: a wage of Rp15.000.000 pays 210.948 in February and 221.726 in March 2026', () => {
  const rich = { ...wageEarner, wage: 15_000_000n, riskClass: 'I' } as const
  assert.equal(amount(price(rich, '2026-02'), 'JP', 'employer'), 210_948n)
  assert.equal(amount(price(rich, '2026-02'), 'JP', 'worker'), 105_474n)
  assert.equal(amount(price(rich, '2026-03'), 'JP', 'employer'), 221_726n)
  assert.equal(amount(price(rich, '2026-03'), 'JP', 'worker'), 110_863n)
})

test('the JP cap also fell once: from 8.939.700 to 8.754.600 in March 2021', () => {
  const rich = { ...wageEarner, wage: 15_000_000n, programmes: ['JP'] } as const
  assert.equal(amount(price(rich, '2021-02'), 'JP', 'employer'), 178_794n)
  assert.equal(amount(price(rich, '2021-03'), 'JP', 'employer'), 175_092n)
})

test('JKP is a booking split of 23.000 until the law of 2025 and of 18.000 after it, never a change of the bill', () => {
  const rich = { ...wageEarner, wage: 15_000_000n, riskClass: 'I' } as const
  const before = price(rich, '2025-01')
  const after = price(rich, '2026-02')
  const booked = (assessment: Assessment) =>
    assessment.bookings.map((booking) => [booking.source, booking.amount])
  assert.deepEqual(booked(before), [
    ['state', 11_000n],
    ['JKK', 7_000n],
    ['JKM', 5_000n],
  ])
  assert.deepEqual(booked(after), [
    ['state', 11_000n],
    ['JKK', 7_000n],
  ])
  for (const text of ['2021-01', '2021-03', '2025-01', '2025-03', '2026-05']) {
    const everything = ALL.filter((programme) => programme !== 'JKP' || text > '2021-01')
    const withJkp = price({ ...wageEarner, programmes: everything }, text)
    const without = price({ ...wageEarner, programmes: ['JKK', 'JKM', 'JHT', 'JP'] }, text)
    assert.equal(billedTotal(withJkp.lines), billedTotal(without.lines), text)
  }
})

test('labour-intensive industry pays half of JKK from February 2025 to January 2026, class by class', () => {
  const halves = { I: 12_000n, II: 27_000n, III: 44_500n, IV: 63_500n, V: 87_000n }
  for (const risk of RISK_CLASSES) {
    const question = { ...wageEarner, wage: 10_000_000n, riskClass: risk, programmes: ['JKK'] } as const
    const relieved = { ...question, labourIntensive: true }
    assert.equal(amount(price(relieved, '2025-02'), 'JKK', 'employer'), halves[risk], risk)
    assert.equal(amount(price(relieved, '2026-01'), 'JKK', 'employer'), halves[risk], risk)
    for (const outside of ['2025-01', '2026-02']) {
      assert.equal(
        amount(price(relieved, outside), 'JKK', 'employer'),
        halves[risk] * 2n,
        `${risk} ${outside}`,
      )
    }
    assert.equal(
      amount(price(question, '2025-06'), 'JKK', 'employer'),
      halves[risk] * 2n,
      `${risk} other industry`,
    )
  }
})

const PRICE_TABLE: readonly [
  from: string,
  to: string,
  transport: bigint,
  other: bigint,
  stateBudget: bigint,
][] = [
  ['2015-07', '2020-07', 16_800n, 16_800n, 16_800n],
  ['2020-08', '2021-01', 168n, 168n, 168n],
  ['2021-02', '2025-12', 16_800n, 16_800n, 16_800n],
  ['2026-01', '2026-03', 8_400n, 16_800n, 16_800n],
  ['2026-04', '2026-12', 8_400n, 8_400n, 16_800n],
  ['2027-01', '2027-03', 8_400n, 16_800n, 16_800n],
  ['2027-04', '2027-11', 16_800n, 16_800n, 16_800n],
]

test('the price of the poorest is that of the table in every month since July 2015, for every payer and occupation', () => {
  let months = 0
  for (const [from, to, transport, other, stateBudget] of PRICE_TABLE) {
    for (let at = month(from); at <= month(to); at = addMonths(at, 1)) {
      months += 1
      for (const payer of PAYERS) {
        const fromBudget = ['apbd', 'apbd-province', 'apbd-regency', 'apbdes', 'dbh-sawit', 'apbn'].includes(
          payer,
        )
        for (const occupationGroup of OCCUPATION_GROUPS) {
          const answer = assessContribution({ ...ownAccount, payer, occupationGroup }, at, book)
          const expected = fromBudget ? stateBudget : occupationGroup === 'transport' ? transport : other
          assert.equal(billedTotal(answer.lines), expected, `${at} ${payer} ${occupationGroup}`)
        }
      }
    }
  }
  assert.equal(months, 149)
})

test('twelve months bought in November 2026 cost 184.800, not twelve times the relieved price', () => {
  const span = assessSpan(ownAccount, month('2026-11'), 12, book)
  assert.equal(span.total, 184_800n)
  assert.deepEqual(
    span.notes.map((note) => note.code),
    ['price-changes', 'prepaid-relief-unsettled'],
  )
})

test('a package of two months warns of the small JKM, one of three does not', () => {
  const codes = (monthCount: number) =>
    assessSpan(ownAccount, month('2025-05'), monthCount, book).notes.map((note) => note.code)
  assert.deepEqual(codes(2), ['jkm-short-membership'])
  assert.deepEqual(codes(3), [])
})

test('an own-account worker pays by the bracket of the income, and an income in a printed gap belongs to the bracket below', () => {
  const jkkJht = { ...ownAccount, programmes: ['JKK', 'JHT'] } as const
  const cases: [bigint, bigint, bigint][] = [
    [0n, 10_000n, 20_000n],
    [1_099_999n, 10_000n, 20_000n],
    [1_100_000n, 12_000n, 24_000n],
    [2_700_000n, 29_500n, 59_000n],
    [8_199_999n, 79_500n, 159_000n],
    [8_200_000n, 87_000n, 174_000n],
    [20_200_000n, 207_000n, 414_000n],
    [900_000_000n, 207_000n, 414_000n],
  ]
  for (const [income, jkk, jht] of cases) {
    const answer = price({ ...jkkJht, income }, '2025-12')
    assert.equal(amount(answer, 'JKK', 'payer'), jkk, String(income))
    assert.equal(amount(answer, 'JHT', 'payer'), jht, String(income))
  }
})

test('the cheapest package with JHT costs 36.800', () => {
  assert.equal(
    billedTotal(price({ ...ownAccount, programmes: ['JKK', 'JKM', 'JHT'] }, '2025-12').lines),
    36_800n,
  )
})

const CONTRACTS: readonly [contract: bigint, jkk: bigint, jkm: bigint][] = [
  [50_000_000n, 105_000n, 15_000n],
  [100_000_000n, 210_000n, 30_000n],
  [250_000_000n, 465_000n, 60_000n],
  [500_000_000n, 890_000n, 110_000n],
  [750_000_000n, 1_215_000n, 160_000n],
  [1_000_000_000n, 1_540_000n, 210_000n],
  [3_000_000_000n, 3_740_000n, 410_000n],
  [5_000_000_000n, 5_940_000n, 610_000n],
  [10_000_000_000n, 10_440_000n, 1_110_000n],
  [100_000_000_000n, 91_440_000n, 10_110_000n],
]

test('a construction contract pays slice by slice', () => {
  for (const [contract, jkk, jkm] of CONTRACTS) {
    const question = {
      segment: 'JAKON',
      basis: { kind: 'contract', amount: contract },
      programmes: [],
    } as const
    const answer = price(question, '2026-05')
    assert.deepEqual(
      [amount(answer, 'JKK', 'employer'), amount(answer, 'JKM', 'employer')],
      [jkk, jkm],
      String(contract),
    )
  }
})

test('listed construction wages pay 1,74% and 0,30%', () => {
  const question = {
    segment: 'JAKON',
    basis: { kind: 'wages', amount: 10_000_000n },
    programmes: [],
  } as const
  assert.equal(billedTotal(price(question, '2026-05').lines), 204_000n)
})

test('migrant packages are the lump sums of Permenaker 4/2023, and 24 months with placement cost 370.000', () => {
  const question = {
    segment: 'PMI',
    withPlacement: false,
    extraMonths: 0,
    jhtMonthly: 0n,
    programmes: [],
  } as const
  const sums = MIGRANT_PACKAGES.map((chosen) =>
    billedTotal(price({ ...question, package: chosen }, '2026-05').lines),
  )
  assert.deepEqual(sums, [37_500n, 108_000n, 189_000n, 332_500n])
  const placed = { ...question, package: '24-month', withPlacement: true } as const
  assert.equal(billedTotal(price(placed, '2026-05').lines), 370_000n)
  assert.equal(billedTotal(price({ ...placed, extraMonths: 2 }, '2026-05').lines), 397_000n)
  assert.equal(
    refusalCode(() => price({ ...placed, jhtMonthly: 60_000n }, '2026-05')),
    'value-not-allowed',
  )
  assert.equal(
    refusalCode(() => price(placed, '2023-01')),
    'no-law-in-force',
  )
})

test('a programme that does not exist for a segment is refused', () => {
  assert.equal(
    refusalCode(() => price({ ...ownAccount, programmes: ['JP'] }, '2026-05')),
    'programme-not-open',
  )
  assert.equal(
    refusalCode(() => price({ ...ownAccount, programmes: ['JKP'] }, '2026-05')),
    'programme-not-open',
  )
  const official = { ...wageEarner, employer: 'state-body' } as const
  assert.equal(
    refusalCode(() => price(official, '2026-05')),
    'programme-not-open',
  )
})

test('without a choice an employer gets what the law obliges, and JKP only since it exists', () => {
  const obliged = (size: WageEarnerQuestion['size'], text: string) => [
    ...new Set(price({ ...wageEarner, size, programmes: [] }, text).lines.map((line) => line.programme)),
  ]
  assert.deepEqual(obliged('large', '2020-01'), ['JKK', 'JKM', 'JHT', 'JP'])
  assert.deepEqual(obliged('large', '2026-05'), ['JKK', 'JKM', 'JHT', 'JP', 'JKP'])
  assert.deepEqual(obliged('small', '2026-05'), ['JKK', 'JKM', 'JHT', 'JKP'])
  assert.deepEqual(obliged('micro', '2026-05'), ['JKK', 'JKM'])
})

test('leaving out an obliged programme is answered and said', () => {
  const notes = price({ ...wageEarner, programmes: ['JKK', 'JKM'] }, '2026-05').notes
  const obliged = notes.find((note) => note.code === 'programmes-obliged')
  assert.deepEqual(obliged?.details, { missing: ['JHT', 'JP', 'JKP'], law: 'Perpres 109/2013 Pasal 6' })
})

test('a village budget pays the full price and the answer says that this is unsettled', () => {
  const notes = price({ ...ownAccount, payer: 'apbdes' }, '2026-05').notes
  assert.ok(notes.some((note) => note.code === 'village-budget-unsettled'))
  assert.ok(notes.some((note) => note.code === 'needs-legal-confirmation' && note.details.confidence === 'L'))
})
