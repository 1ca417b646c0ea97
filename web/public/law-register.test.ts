import assert from 'node:assert/strict'
import { test } from 'node:test'
import { month } from '../../src/kernel/month.ts'
import { plainDate } from '../../src/kernel/plain-date.ts'
import { lawAt, lawDiff } from '../../src/modules/law/register-view.ts'
import { LawBook } from '../../src/rules/law-book.ts'
import { REGISTER } from '../../src/rules/register.ts'
import { periodText } from '../ui/law-value.ts'
import { changeMonths, changesBetween, filterRegister, registerFilter, rowsOf } from './law-register.ts'

const book = new LawBook()
const today = plainDate('2026-05-20')

test('the page shows what the command and the API answer for a day', () => {
  for (const on of ['2015-07-01', '2019-12-01', '2021-01-31', '2026-05-20'].map(plainDate)) {
    const shown = filterRegister(registerFilter({ on }, today), book).map(({ parameter }) => parameter.id)
    assert.deepEqual(
      shown,
      lawAt(on, book).parameters.map(({ id }) => id),
      on,
    )
  }
})

test('the page shows the changes that the command and the API answer', () => {
  for (const [from, to] of [
    ['2025-12', '2026-04'],
    ['2015-07', '2026-12'],
    ['2026-05', '2026-05'],
  ] as const) {
    const shown = changesBetween(month(from), month(to), book).map(({ parameter }) => parameter.id)
    assert.deepEqual(
      shown,
      lawDiff(month(from), month(to), book).changes.map(({ id }) => id),
    )
  }
})

test('a filter keeps only what it names, and an unknown filter keeps everything', () => {
  const benefits = filterRegister(registerFilter({ topic: 'benefit' }, today), book)
  assert.ok(benefits.length > 0 && benefits.every(({ parameter }) => parameter.topic === 'benefit'))
  const migrants = filterRegister(registerFilter({ segment: 'PMI', periods: 'all' }, today), book)
  assert.ok(migrants.length > 0 && migrants.every(({ parameter }) => parameter.segments.includes('PMI')))
  const oneLaw = filterRegister(registerFilter({ law: 'PP 50/2025', periods: 'all' }, today), book)
  assert.ok(oneLaw.length > 0 && oneLaw.every(({ period }) => period.cite.law === 'PP 50/2025'))
  const all = filterRegister(registerFilter({}, today), book)
  assert.deepEqual(
    filterRegister(registerFilter({ topic: 'x', segment: 'x', law: 'x', on: 'x' }, today), book),
    all,
  )
})

test('every period of every parameter reads as words in both languages', () => {
  for (const parameter of REGISTER) {
    for (const { period } of rowsOf(parameter, book)) {
      for (const language of ['id', 'en'] as const) {
        assert.match(periodText(parameter, period, language), /\S/, parameter.id)
        assert.doesNotMatch(periodText(parameter, period, language), /undefined|NaN|\[object/, parameter.id)
      }
    }
  }
})

test('the months to compare are put in order, and an unreadable pair becomes the last year', () => {
  const fallback = { from: month('2025-05'), to: month('2026-05') }
  assert.deepEqual(changeMonths({ from: '2026-04', to: '2025-12' }, fallback), {
    from: '2025-12',
    to: '2026-04',
  })
  assert.deepEqual(changeMonths({ from: '2026-13', to: '2025-12' }, fallback), fallback)
})
