import assert from 'node:assert/strict'
import { test } from 'node:test'
import { month } from '../kernel/month.ts'
import { plainDate } from '../kernel/plain-date.ts'
import { assessAdministrativeFine, assessLateFine, monthsLate, nominalDueOn } from './fines.ts'
import { LawBook } from './law-book.ts'

const book = new LawBook()

test('a contribution falls due on the 15th of the next month, during Covid-19 on its 30th or last day', () => {
  assert.equal(nominalDueOn(month('2026-05'), book), '2026-06-15')
  assert.equal(nominalDueOn(month('2026-12'), book), '2027-01-15')
  assert.equal(nominalDueOn(month('2020-09'), book), '2020-10-30')
  assert.equal(nominalDueOn(month('2021-01'), book), '2021-02-28')
})

test('a started month of delay counts as a month', () => {
  const due = plainDate('2026-06-15')
  const late = (paidOn: string) => monthsLate(due, plainDate(paidOn))
  assert.deepEqual(
    ['2026-06-15', '2026-06-16', '2026-07-15', '2026-07-16', '2027-06-15', '2026-01-01'].map(late),
    [0, 1, 1, 2, 12, 0],
  )
})

test('the late fine is 2% a month, half a percent during Covid-19 and for labour-intensive industry in 2025', () => {
  const fine = (text: string, labourIntensive = false) =>
    assessLateFine(1_000_000n, month(text), 3, labourIntensive, book).amount
  assert.equal(fine('2026-05'), 60_000n)
  assert.equal(fine('2020-08'), 15_000n)
  assert.equal(fine('2021-02'), 60_000n)
  assert.equal(fine('2025-02', true), 15_000n)
  assert.equal(fine('2025-02'), 60_000n)
  assert.equal(fine('2025-08', true), 60_000n)
})

test('the administrative fine is another one: 0,1% a month of what should have been paid', () => {
  const fine = assessAdministrativeFine(1_000_000n, 3, plainDate('2026-05-01'), book)
  assert.equal(fine.amount, 3_000n)
  assert.equal(fine.rate.cite.law, 'PP 86/2013')
})
