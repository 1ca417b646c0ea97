import assert from 'node:assert/strict'
import { test } from 'node:test'
import { month } from '../../kernel/month.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import {
  assessOwnStanding,
  assessProtection,
  endingBefore,
  maskName,
  monthsOf,
  type ProtectionFacts,
} from './protection.ts'

const bill = (of: string, dueOn: string, isPaid: boolean) => ({
  month: month(of),
  dueOn: plainDate(dueOn),
  isPaid,
})
const stretch = (
  first: string,
  last: string | null,
  billed: ProtectionFacts['billed'] = [],
): ProtectionFacts => ({
  payerKind: 'apbd-regency',
  programmes: ['JKK', 'JKM'],
  firstMonth: month(first),
  lastMonth: last === null ? null : month(last),
  ground: 'uji',
  billed,
})
const TOLERATED = 3
const state = (on: string, ...stretches: ProtectionFacts[]) => {
  const {
    state: found,
    because,
    until,
    overdueMonths,
  } = assessProtection(stretches, plainDate(on), TOLERATED)
  return [found, because, until, overdueMonths]
}

test('nobody promised, not begun, running, ended', () => {
  assert.deepEqual(state('2026-05-10'), ['none', null, null, 0])
  assert.deepEqual(state('2026-05-10', stretch('2026-06', '2026-12')), ['to-come', null, '2026-12-31', 0])
  assert.deepEqual(state('2026-05-10', stretch('2026-01', '2026-12')), ['active', null, '2026-12-31', 0])
  assert.deepEqual(state('2026-05-10', stretch('2026-01', null)), ['active', null, null, 0])
  assert.deepEqual(state('2026-05-10', stretch('2026-01', '2026-04')), ['lapsed', 'ended', '2026-04-30', 0])
  assert.deepEqual(
    state('2026-05-10', stretch('2026-01', '2026-04'), stretch('2026-06', '2026-07'))[0],
    'to-come',
  )
})

test('the last thirty days are at risk unless another stretch joins on', () => {
  const ending = stretch('2026-01', '2026-06')
  assert.deepEqual(state('2026-05-31', ending), ['at-risk', 'ending', '2026-06-30', 0])
  assert.deepEqual(state('2026-05-30', ending), ['active', null, '2026-06-30', 0])
  assert.deepEqual(state('2026-06-15', ending, stretch('2026-07', '2026-12')), [
    'active',
    null,
    '2026-12-31',
    0,
  ])
  // A month without anybody lies between: the end is where it was.
  assert.deepEqual(state('2026-06-15', ending, stretch('2026-08', '2026-12')), [
    'at-risk',
    'ending',
    '2026-06-30',
    0,
  ])
})

test('one overdue month is a risk, more than the law tolerates a lapse; a bill that is not due yet is neither', () => {
  const months = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05']
  const billed = (paid: number) => months.map((of, index) => bill(of, `${of}-15`, index < paid))
  const on = '2026-05-10'
  assert.deepEqual(state(on, stretch('2026-01', '2026-12', billed(4)))[0], 'active')
  assert.deepEqual(state(on, stretch('2026-01', '2026-12', billed(3))), [
    'at-risk',
    'arrears',
    '2026-12-31',
    1,
  ])
  assert.deepEqual(state(on, stretch('2026-01', '2026-12', billed(1))), [
    'at-risk',
    'arrears',
    '2026-12-31',
    3,
  ])
  assert.deepEqual(state(on, stretch('2026-01', '2026-12', billed(0))), [
    'lapsed',
    'arrears',
    '2026-12-31',
    4,
  ])
  assert.deepEqual(
    state('2026-05-15', stretch('2026-01', '2026-12', billed(4)))[0],
    'active',
    'the due day itself',
  )
  assert.deepEqual(state('2026-05-16', stretch('2026-01', '2026-12', billed(4)))[0], 'at-risk')
})

test('every month up to the day says what became of its bill; an amendment that is open makes the month open', () => {
  const facts = stretch('2026-03', '2026-12', [
    bill('2026-03', '2026-03-16', true),
    bill('2026-03', '2026-06-15', false),
    bill('2026-04', '2026-04-15', false),
  ])
  assert.deepEqual(
    monthsOf(facts, plainDate('2026-05-10')).map(({ month: of, payment }) => `${of} ${payment}`),
    ['2026-03 open', '2026-04 overdue', '2026-05 not-billed'],
  )
})

test('ending within thirty days means that the last day of the month lies at most thirty days ahead', () => {
  assert.equal(endingBefore(plainDate('2026-05-31'), 30), '2026-07-01')
  assert.equal(endingBefore(plainDate('2026-05-30'), 30), '2026-06-01')
  assert.equal(endingBefore(plainDate('2026-05-30'), 60), '2026-07-01')
  assert.equal(endingBefore(plainDate('2026-01-01'), 90), '2026-04-01')
})

test('who asks about himself hears his programmes in their order and each kind of payer once', () => {
  const savings = { ...stretch('2026-03', '2026-12'), programmes: ['JHT', 'JKK'], payerKind: 'self' } as const
  const own = assessOwnStanding(
    [savings, stretch('2026-01', '2026-12'), stretch('2026-02', '2026-12')],
    plainDate('2026-05-10'),
    TOLERATED,
  )
  assert.deepEqual(own?.programmes, ['JKK', 'JKM', 'JHT'])
  assert.deepEqual(own.payerKinds, ['self', 'apbd-regency'])
  const later = assessOwnStanding(
    [stretch('2026-09', null), stretch('2026-07', '2026-07')],
    plainDate('2026-05-10'),
    TOLERATED,
  )
  assert.deepEqual([later?.state, later?.begins], ['to-come', '2026-07'])
})

test('savings alone protect nobody from an accident: who has nothing else is told nothing', () => {
  const savings = { ...stretch('2026-01', null), programmes: ['JHT'] } as const
  assert.equal(assessOwnStanding([savings], plainDate('2026-05-10'), TOLERATED), null)
  assert.equal(assessOwnStanding([], plainDate('2026-05-10'), TOLERATED), null)
})

test('a masked name shows the first letter of each word and no length', () => {
  assert.equal(maskName('SITI  NUR AMINAH'), 'S••• N••• A•••')
  assert.equal(maskName('Joko'), 'J•••')
})
