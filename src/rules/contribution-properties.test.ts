import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { month, monthFromIndex, monthIndex, type Month } from '../kernel/month.ts'
import { Refusal } from '../kernel/refusal.ts'
import { billedTotal } from './assessment.ts'
import { assessContribution, assessSpan, type ContributionQuestion } from './contribution.ts'
import { LawBook } from './law-book.ts'
import { BUSINESS_SIZES } from './membership.ts'
import type { OwnAccountQuestion } from './own-account-contribution.ts'
import type { Programme } from './parameter.ts'
import { OCCUPATION_GROUPS, PAYERS } from './payers.ts'
import { RISK_CLASSES, type WageEarnerQuestion } from './wage-earner-contribution.ts'

const book = new LawBook()
const wageEarner: WageEarnerQuestion = {
  segment: 'PU',
  wage: 4_000_000n,
  riskClass: 'II',
  size: 'large',
  employer: 'business',
  labourIntensive: false,
  programmes: [],
}
const ownAccount: OwnAccountQuestion = {
  segment: 'BPU',
  income: 1_000_000n,
  payer: 'csr',
  occupationGroup: 'other',
  programmes: ['JKK', 'JKM'],
}

const FIRST = monthIndex(month('2015-07'))
const TWELVE_AHEAD = monthIndex(month('2027-11'))
const EVERY_SEGMENT: readonly ContributionQuestion[] = [
  { ...wageEarner, programmes: ['JKK', 'JKM', 'JHT', 'JP'] },
  ownAccount,
  { segment: 'JAKON', basis: { kind: 'contract', amount: 1_000_000n }, programmes: [] },
]

test('every month from July 2015 to twelve months ahead has exactly one answer, and June 2015 has none', () => {
  for (const question of EVERY_SEGMENT) {
    for (let index = FIRST; index <= TWELVE_AHEAD; index += 1) {
      const answer = assessContribution(question, monthFromIndex(index), book)
      const keys = answer.lines.map((line) => `${line.programme} ${line.paidBy}`)
      assert.equal(new Set(keys).size, keys.length, 'one line for each programme and payer')
      assert.ok(answer.lines.length >= 2)
    }
    assert.throws(
      () => assessContribution(question, month('2015-06'), book),
      (error) => error instanceof Refusal && error.code === 'no-law-in-force',
    )
  }
})

const anyMonth = fc.integer({ min: FIRST, max: TWELVE_AHEAD }).map(monthFromIndex)
const anyQuestion: fc.Arbitrary<ContributionQuestion> = fc.oneof(
  fc.record({
    segment: fc.constant('PU' as const),
    wage: fc.bigInt({ min: 1n, max: 10_000_000_000n }),
    riskClass: fc.constantFrom(...RISK_CLASSES),
    size: fc.constantFrom(...BUSINESS_SIZES),
    employer: fc.constant('business' as const),
    labourIntensive: fc.boolean(),
    programmes: fc.constant<readonly Programme[]>([]),
  }),
  fc.record({
    segment: fc.constant('BPU' as const),
    income: fc.bigInt({ min: 0n, max: 100_000_000n }),
    payer: fc.constantFrom(...PAYERS),
    occupationGroup: fc.constantFrom(...OCCUPATION_GROUPS),
    programmes: fc.subarray<Programme>(['JKK', 'JKM', 'JHT'], { minLength: 1 }),
  }),
  fc.record({
    segment: fc.constant('JAKON' as const),
    basis: fc.record({
      kind: fc.constantFrom('contract' as const, 'wages' as const),
      amount: fc.bigInt({ min: 1n, max: 10_000_000_000_000n }),
    }),
    programmes: fc.constant<readonly Programme[]>([]),
  }),
)

test('property: a span is the list of its months, each priced alone, and its total is their sum', () => {
  fc.assert(
    fc.property(anyQuestion, anyMonth, fc.integer({ min: 1, max: 24 }), (question, first, monthCount) => {
      const span = assessSpan(question, first, monthCount, book)
      const alone = span.months.map(({ month: at }: { month: Month }) =>
        assessContribution(question, at, book),
      )
      assert.deepEqual(span.months, alone)
      assert.equal(
        span.total,
        alone.reduce((sum, { lines }) => sum + billedTotal(lines), 0n),
      )
    }),
  )
})

test('property: every line carries a law in force on the first day of its month, and a relief only makes it smaller', () => {
  fc.assert(
    fc.property(anyQuestion, anyMonth, (question, at) => {
      for (const line of assessContribution(question, at, book).lines) {
        assert.ok(line.amount >= 0n)
        assert.ok(line.from <= `${at}-01`, `${line.parameter} from ${line.from} used in ${at}`)
        assert.ok(line.cite.article.length > 0)
        if (line.relief) assert.ok(line.amount <= (line.fullAmount ?? 0n))
      }
    }),
  )
})

test('property: a higher wage, income or contract never lowers the bill', () => {
  fc.assert(
    fc.property(
      anyMonth,
      fc.bigInt({ min: 1n, max: 50_000_000n }),
      fc.bigInt({ min: 0n, max: 50_000_000n }),
      (at, low, more) => {
        const bill = (value: bigint) => [
          billedTotal(assessContribution({ ...wageEarner, programmes: [], wage: value }, at, book).lines),
          billedTotal(assessContribution({ ...ownAccount, income: value }, at, book).lines),
          billedTotal(
            assessContribution(
              { segment: 'JAKON', basis: { kind: 'contract', amount: value }, programmes: [] },
              at,
              book,
            ).lines,
          ),
        ]
        const [before, after] = [bill(low), bill(low + more)]
        for (const [index, amountBefore] of before.entries()) assert.ok(amountBefore <= (after[index] ?? 0n))
      },
    ),
  )
})
