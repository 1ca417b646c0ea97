import assert from 'node:assert/strict'
import { test } from 'node:test'
import { benchmark, lastAnswer, measure, type Benchmark } from './benchmark.ts'

/** A clock that moves only when work says so. */
function machine() {
  let now = 0
  const order: string[] = []
  return {
    order,
    stopwatch: () => now,
    work: (name: string, ms: () => number) => () => {
      order.push(name)
      now += ms()
      return name
    },
  }
}

function subject(change: Partial<Benchmark>): Benchmark {
  return benchmark({
    name: 'price',
    limitName: 'empty loop',
    run: () => 0,
    limit: () => 0,
    goal: 0.5,
    rounds: 3,
    ...change,
  })
}

test('the ratio is limit time by run time, and the goal is the least that is accepted', async () => {
  const { work, stopwatch } = machine()
  const run = work('run', () => 100)
  const limit = work('limit', () => 50)
  const units = { count: 1_000, name: 'prices' }
  const result = await measure(subject({ run, limit, units }), stopwatch)
  assert.deepEqual(result.ratio, { median: 0.5, min: 0.5, max: 0.5 })
  assert.equal(result.reached, true)
  assert.deepEqual(result.unitsPerSecond, { name: 'prices', median: 10_000 })
  assert.equal((await measure(subject({ run, limit, goal: 0.51 }), stopwatch)).reached, false)
})

test('rounds are interleaved and the first place changes', async () => {
  const { order, work, stopwatch } = machine()
  const run = work('run', () => 100)
  await measure(subject({ run, limit: work('limit', () => 100) }), stopwatch)
  assert.deepEqual(order, ['run', 'limit', 'limit', 'run', 'run', 'limit', 'limit', 'run'])
})

test('one slow round moves the spread and not the median', async () => {
  const { work, stopwatch } = machine()
  const times = [100, 100, 900, 100]
  const run = work('run', () => times.shift() ?? 100)
  const { ratio, runMs } = await measure(subject({ run, limit: work('limit', () => 90) }), stopwatch)
  assert.deepEqual(runMs, { median: 100, min: 100, max: 900 })
  assert.deepEqual(ratio, { median: 0.9, min: 0.1, max: 0.9 })
})

test('work too short for the clock is repeated and averaged', async () => {
  const { order, work, stopwatch } = machine()
  const run = work('run', () => 1)
  const { runMs } = await measure(subject({ run, limit: work('limit', () => 40), rounds: 1 }), stopwatch)
  assert.equal(runMs.median, 1)
  // 1 + 2 + 4 + 8 + 16 + 32 to find the repeats, then 32 measured.
  assert.equal(order.filter((name) => name === 'run').length, 63 + 32)
})

test('a promise is waited for and its answer kept', async () => {
  let isDone = false
  const slow = async () => {
    await new Promise((resolve) => setTimeout(resolve, 30))
    isDone = true
    return 'answer'
  }
  const { runMs } = await measure(subject({ run: slow, limit: slow, rounds: 1 }))
  assert.ok(isDone)
  assert.ok(runMs.median >= 25)
  assert.equal(lastAnswer(), 'answer')
})

test('an even number of rounds or a goal of nothing is a mistake of the author', () => {
  assert.throws(() => subject({ rounds: 2 }), RangeError)
  assert.throws(() => subject({ rounds: 0 }), RangeError)
  assert.throws(() => subject({ goal: 0 }), RangeError)
  assert.throws(() => subject({ goal: Number.NaN }), RangeError)
})

test('what a benchmark sets up is cleared away, also when it fails', async () => {
  const order: string[] = []
  const note = (name: string) => () => {
    order.push(name)
    return Promise.resolve()
  }
  const { work, stopwatch } = machine()
  const setting = { setUp: note('set up'), tearDown: note('clear away'), rounds: 1 }
  await measure(
    subject({ run: work('run', () => 100), limit: work('limit', () => 100), ...setting }),
    stopwatch,
  )
  const failing = () => {
    throw new Error('broken')
  }
  await assert.rejects(measure(subject({ run: failing, ...setting })), /broken/)
  assert.deepEqual(order, ['set up', 'clear away', 'set up', 'clear away'])
})
