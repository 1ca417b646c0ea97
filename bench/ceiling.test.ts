import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ceiling, measureCeiling, percentile95 } from './ceiling.ts'

test('a figure at its ceiling is accepted and one above is not, and what was set up is cleared away', async () => {
  const done: string[] = []
  const subject = (figure: number) =>
    ceiling({
      name: 'memory',
      unit: 'MiB',
      most: 150,
      figure: () => Promise.resolve(figure),
      setUp: () => Promise.resolve(void done.push('set up')),
      tearDown: () => Promise.resolve(void done.push('cleared')),
    })
  assert.equal((await measureCeiling(subject(150))).reached, true)
  assert.equal((await measureCeiling(subject(151))).reached, false)
  assert.deepEqual(done, ['set up', 'cleared', 'set up', 'cleared'])
  assert.throws(() => ceiling({ ...subject(1), most: 0 }), RangeError)
})

test('a figure that cannot be measured is not accepted', async () => {
  const figure = () => Promise.resolve(percentile95([]))
  assert.equal(
    (await measureCeiling(ceiling({ name: 'search', unit: 'ms', most: 50, figure }))).reached,
    false,
  )
})

test('of 100 values the 95th is the percentile, of one that one', () => {
  assert.equal(percentile95(Array.from({ length: 100 }, (_, place) => 100 - place)), 95)
  assert.equal(percentile95([7]), 7)
})
