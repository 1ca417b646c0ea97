import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, plainDate } from '../kernel/plain-date.ts'
import { LawBook } from './law-book.ts'
import { LAWS } from './laws.ts'
import { parameter } from './parameter.ts'
import { jpWageCap } from './parameters/wage-earner.ts'
import { REGISTER } from './register.ts'

const book = new LawBook()

test('a rule that starts on a day changes nothing on the day before, for every period of the register', () => {
  for (const each of REGISTER) {
    for (const [index, period] of each.periods.entries()) {
      const before = each.periods[index - 1]
      const dayBefore = book.findOn(each, addDays(period.from, -1))
      assert.deepEqual(dayBefore?.value ?? null, before && 'value' in before ? before.value : null, each.id)
      const onDay = book.findOn(each, period.from)
      assert.deepEqual(onDay?.value ?? null, 'value' in period ? period.value : null, each.id)
    }
  }
})

test('every parameter names its unit, for whom it holds, a law of the register and an article', () => {
  for (const each of REGISTER) {
    assert.ok(each.title.id.length > 0 && each.title.en.length > 0, each.id)
    assert.ok(each.segments.length > 0 && each.appliesTo.id.length > 0, each.id)
    for (const { cite } of each.periods) {
      assert.ok(Object.hasOwn(LAWS, cite.law), `${each.id} cites ${cite.law}`)
      assert.ok(cite.article.trim().length > 0, each.id)
    }
  }
})

test('the JP wage cap follows last year’s growth of GDP, rounded down to a hundred, in every step', () => {
  // Growth in hundredths of a percent; source: the project's register of regulations, §1.3.
  const growth = [479, 502, 507, 517, 502, -207, 369, 531, 505, 503, 511]
  const caps = jpWageCap.periods
    .filter((period) => period.cite.confidence === 'H')
    .map((period) => ('value' in period ? period.value : 0n))
  assert.equal(caps.length, growth.length + 1)
  for (const [index, step] of growth.entries()) {
    const raised = ((caps[index] ?? 0n) * BigInt(10_000 + step)) / 10_000n
    assert.equal((raised / 100n) * 100n, caps[index + 1], `step ${String(index + 1)}`)
  }
})

test('periods out of order or with an impossible day cannot be written', () => {
  const definition = {
    id: 'invented',
    title: { id: 'rekaan', en: 'invented' },
    topic: 'contribution',
    clock: 'contribution-month',
    unit: 'rupiah',
    segments: ['PU'],
    appliesTo: { id: 'rekaan', en: 'invented' },
    checkedOn: '2026-11-20',
  } as const
  const cited = { law: 'PP 44/2015', article: 'Pasal 1', confidence: 'H' } as const
  const write = (...days: [string, ...string[]]) => {
    const [first, ...others] = days.map((from) => ({ from, value: 1n, cite: cited }))
    if (!first) throw new RangeError('no day')
    return parameter({ ...definition, periods: [first, ...others] })
  }
  assert.throws(() => write('2016-01-01', '2015-01-01'), /is not after/)
  assert.throws(() => write('2016-01-01', '2016-01-01'), /is not after/)
  assert.throws(() => write('2016-02-30'), /is not a date/)
})

test('a repealed rule and a day before the first one refuse instead of answering zero', () => {
  const relief = REGISTER.find((each) => each.id === 'relief.covid.jkk')
  assert.ok(relief)
  assert.throws(() => book.on(relief, plainDate('2020-07-31')), /no-law-in-force/)
  assert.throws(() => book.on(relief, plainDate('2021-02-01')), /no-law-in-force/)
})
