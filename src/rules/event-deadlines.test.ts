import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '../kernel/plain-date.ts'
import { assessEventDeadlines } from './event-deadlines.ts'
import { LawBook } from './law-book.ts'

const book = new LawBook()
const deadlines = (event: 'accident' | 'death', on: string) =>
  assessEventDeadlines(event, plainDate(on), book).map(({ step, value, latest }) => [step, value, latest])

test('after an accident: report within 48 hours, claim within five years; what runs from later has no day yet', () => {
  assert.deepEqual(deadlines('accident', '2026-05-18'), [
    ['first-report', 48, '2026-05-20'],
    ['second-report', 48, null],
    ['conclusion', 30, null],
    ['payment', 7, null],
    ['expiry', 5, '2031-05-18'],
  ])
})

test('each event has the law of its day: two years to claim until 1 December 2019, nothing before July 2015', () => {
  assert.deepEqual(deadlines('accident', '2019-12-01').at(-1), ['expiry', 2, '2021-12-01'])
  assert.deepEqual(deadlines('accident', '2019-12-02').at(-1), ['expiry', 5, '2024-12-02'])
  assert.ok(!deadlines('accident', '2023-10-05').some(([step]) => step === 'conclusion'))
  assert.deepEqual(deadlines('accident', '2015-06-30'), [])
})

test('a death that was no accident has no deadline of the family', () => {
  assert.deepEqual(deadlines('death', '2026-05-18'), [['payment', 7, null]])
})
