import assert from 'node:assert/strict'
import { test } from 'node:test'
import { month } from '../../kernel/month.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { workCalendar } from '../../kernel/working-days.ts'
import { LawBook } from '../../rules/law-book.ts'
import { planAdjustments, spreadCredit } from './adjustments.ts'
import { ageBandOf, assessCoverage, assessFineUntil, billStateOf, dueOnOf } from './billing.ts'
import { lawVersionOf } from './law-version.ts'

const book = new LawBook()
const calendar = workCalendar()

for (const [segment, text, dueOn, why] of [
  ['PU', '2026-04', '2026-05-18', '15 May 2026 is a day of collective leave and a weekend follows'],
  ['PU', '2026-05', '2026-06-15', 'a Monday'],
  ['PU', '2026-07', '2026-08-18', '15 August 2026 is a Saturday, the 17th Independence Day'],
  ['BPU', '2026-02', '2026-02-18', '15 February 2026 is a Sunday, then collective leave and Imlek'],
  ['BPU', '2026-10', '2026-10-15', 'a Thursday'],
] as const) {
  test(`the bill of ${text} for ${segment} falls due on ${dueOn}: ${why}`, () => {
    assert.equal(dueOnOf(segment, month(text), book, calendar), dueOn)
  })
}

test('a due day in a year whose holidays nobody has written down is refused, not guessed', () => {
  assert.throws(
    () => dueOnOf('PU', month('2026-12'), book, calendar),
    (error) => error instanceof Refusal && error.code === 'holidays-unknown',
  )
})

for (const [paidOn, months, amount] of [
  ['2026-06-15', 0, 0n],
  ['2026-06-16', 1, 20_000n],
  ['2026-07-15', 1, 20_000n],
  ['2026-07-16', 2, 40_000n],
  ['2026-12-16', 7, 140_000n],
] as const) {
  test(`a contribution of one million due on 15 June and paid on ${paidOn} is fined for ${months} months`, () => {
    const facts = {
      month: month('2026-05'),
      dueOn: plainDate('2026-06-15'),
      labourIntensive: false,
      open: 0n,
    }
    const fine = assessFineUntil(
      { ...facts, paidParts: [{ amount: 1_000_000n, paidOn: plainDate(paidOn) }] },
      plainDate('2026-12-31'),
      book,
    )
    assert.deepEqual([fine?.monthCount ?? 0, fine?.amount ?? 0n], [months, amount])
  })
}

test('what is open is fined until the day that is asked about', () => {
  const facts = {
    month: month('2026-05'),
    dueOn: plainDate('2026-06-15'),
    labourIntensive: false,
    paidParts: [],
  }
  const fine = assessFineUntil({ ...facts, open: 500_000n }, plainDate('2026-08-31'), book)
  assert.deepEqual([fine?.monthCount, fine?.amount], [3, 30_000n])
})

test('money covers whole person-months in their order and none behind the first that it does not reach', () => {
  const stretch = (line: number, owed: bigint) => ({ firstLine: line, lastLine: line, owed })
  const stretches = [stretch(1, 100n), stretch(2, 300n), stretch(3, 50n)]
  assert.deepEqual(assessCoverage(stretches, 399n), { covered: 100n, lastLine: 1 })
  assert.deepEqual(assessCoverage(stretches, 400n), { covered: 400n, lastLine: 2 })
  assert.equal(assessCoverage(stretches, 99n), null)
})

test('a bill is open, partly paid, paid or cancelled by its sums alone', () => {
  const of = (paid: bigint, credited: bigint) => billStateOf({ total: 100n, paid, credited })
  assert.deepEqual(
    [of(0n, 0n), of(40n, 10n), of(60n, 40n), of(0n, 100n)],
    ['open', 'partly-paid', 'paid', 'cancelled'],
  )
})

test('arrears are told in bands of thirty days', () => {
  const days = [0, 1, 30, 31, 60, 61, 90, 91]
  const bands = ['not-due', '1-30', '1-30', '31-60', '31-60', '61-90', '61-90', 'over-90']
  assert.deepEqual(days.map(ageBandOf), bands)
})

test('more goes on an amendment, less on a credit note, and what stayed the same on neither', () => {
  const change = (personId: bigint, before: bigint, after: bigint) => ({
    ...{ personId, before, after, protectionId: 1n, cardId: 1n },
    why: 'list' as const,
  })
  const bills = planAdjustments([change(1n, 0n, 10n), change(2n, 10n, 4n), change(3n, 7n, 7n)])
  assert.deepEqual(
    bills.map(({ kind, total, personCount }) => [kind, total, personCount]),
    [
      ['amendment', 10n, 1],
      ['credit-note', -6n, 1],
    ],
  )
})

test('a credit takes unpaid lines first, and never more than was billed', () => {
  const lines = [
    { billId: 'a', lineNumber: 1, remaining: 10n, isPaid: true },
    { billId: 'b', lineNumber: 2, remaining: 4n, isPaid: false },
  ]
  assert.deepEqual(spreadCredit(lines, 6n), [
    { billId: 'b', lineNumber: 2, amount: 4n, moneyBack: 0n },
    { billId: 'a', lineNumber: 1, amount: 2n, moneyBack: 2n },
  ])
  assert.throws(() => spreadCredit(lines, 15n), RangeError)
})

test('the same law has one name, and another value another', () => {
  assert.equal(lawVersionOf(new LawBook()), lawVersionOf(new LawBook()))
})
