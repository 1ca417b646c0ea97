import assert from 'node:assert/strict'
import { test } from 'node:test'
import { regionCode } from '../../kernel/region-code.ts'
import {
  biggestMovers,
  hideSmallEnding,
  hideSmallReasons,
  hideSmallRows,
  NO_CASCADE,
  type CountedCascade,
} from './summary.ts'

const row = (code: string, proposed: number, approved = proposed): CountedCascade => ({
  region: regionCode(code),
  counts: { ...NO_CASCADE, places: 50, proposed, approved, unfilled: 50 - approved },
})
const shown = (rows: readonly CountedCascade[]) =>
  hideSmallRows(rows, 5).map(({ counts }) => (counts === null ? null : counts.proposed))

test('a row of too few people is hidden, and never alone: the sum would tell it', () => {
  assert.deepEqual(shown([row('16.06.01', 2), row('16.06.02', 40), row('16.06.03', 90)]), [null, null, 90])
  assert.deepEqual(shown([row('16.06.01', 20), row('16.06.02', 40)]), [20, 40])
  assert.deepEqual(shown([row('16.06.01', 0), row('16.06.02', 40)]), [0, 40])
})

test('a row whose approved are few is hidden though many were proposed', () => {
  assert.deepEqual(shown([row('16.06.01', 30, 3), row('16.06.02', 40), row('16.06.03', 90)]), [
    null,
    null,
    90,
  ])
})

test('a reason of one person goes with the next one, so that their sum tells neither', () => {
  const reasons = [
    { because: 'covered', people: 80 },
    { because: 'rule-age', people: 9 },
    { because: 'deceased', people: 1 },
  ] as const
  assert.deepEqual(
    hideSmallReasons(reasons, 5).map(({ because }) => because),
    ['covered'],
  )
})

test('totals that grow by a single person are none of them shown', () => {
  const totals = (...counts: number[]) =>
    hideSmallEnding(
      counts.map((people, index) => ({ within: ([30, 60, 90] as const)[index] ?? 90, people, perMonth: 1n })),
      5,
    ).map(({ people }) => people)
  assert.deepEqual(totals(12, 13, 40), [null, null, null])
  assert.deepEqual(totals(12, 12, 40), [12, 12, 40])
})

test('who moved most comes first, up or down, and who did not move is none', () => {
  const mover = (code: string, change: number) => ({
    region: regionCode(code),
    before: 100,
    after: 100 + change,
    change,
    basisPointsChange: null,
  })
  const movers = [mover('16.01', 3), mover('16.02', -40), mover('16.03', 0), mover('16.04', 12)]
  assert.deepEqual(
    biggestMovers(movers).map(({ change }) => change),
    [-40, 12, 3],
  )
})
