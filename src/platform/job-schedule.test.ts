import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lastTurnOf } from './job-schedule.ts'

const turn = (schedule: Parameters<typeof lastTurnOf>[0], now: string) =>
  lastTurnOf(schedule, new Date(now)).toISOString()

test('a daily job is due at its time in Asia/Jakarta', () => {
  const nightly = { dailyAt: '02:30' }
  assert.equal(turn(nightly, '2026-01-31T19:29:59Z'), '2026-01-30T19:30:00.000Z')
  assert.equal(turn(nightly, '2026-01-31T19:30:00Z'), '2026-01-31T19:30:00.000Z')
  assert.equal(turn({ dailyAt: '23:59' }, '2026-01-31T16:59:59Z'), '2026-01-31T16:59:00.000Z')
})

test('a job that comes every so many seconds has one turn in each such span', () => {
  assert.equal(turn({ everySeconds: 15 }, '2026-01-31T10:00:14.999Z'), '2026-01-31T10:00:00.000Z')
  assert.equal(turn({ everySeconds: 15 }, '2026-01-31T10:00:15Z'), '2026-01-31T10:00:15.000Z')
})

test('a time that no day has is a mistake in our own source', () => {
  for (const dailyAt of ['24:00', '2:30', '02:60'])
    assert.throws(() => turn({ dailyAt }, '2026-01-31T10:00:00Z'), RangeError)
})
