import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainDate } from '../../kernel/plain-date.ts'
import { depthOf, regionCode, type RegionCode } from '../../kernel/region-code.ts'
import type { MapChange } from '../regions/regions.ts'
import { NO_TALLY, type CoverageTally } from './coverage.ts'
import { addTallies, shiftsOf, type Stray } from './redrawn-map.ts'

const [OLD, STAYS, GOES, FAR] = [
  regionCode('16.06.01.2001'),
  regionCode('16.06.01.2998'),
  regionCode('16.07.01.2998'),
  regionCode('32.01.01.2998'),
]
const [BEFORE, SINCE] = [plainDate('2026-02-15'), plainDate('2026-04-15')]
const EFFECTIVE = plainDate('2026-03-01')

function splitBy(weights: readonly [bigint, bigint, bigint]): readonly MapChange[] {
  const [stays, goes, far] = weights
  return [
    {
      effectiveOn: EFFECTIVE,
      pairs: [
        { old: OLD, new: STAYS, weight: stays },
        { old: OLD, new: GOES, weight: goes },
        { old: OLD, new: FAR, weight: far },
      ],
    },
  ]
}

function tallyOf(people: number): CoverageTally {
  return { wageMembers: people, ownMembers: 2 * people, wagePeople: people, allPeople: 3 * people }
}

/** What the counters say of one village, with what the map of the day moves: by region. */
function shownOf(stray: Stray, changes: readonly MapChange[]): ReadonlyMap<RegionCode, CoverageTally> {
  const shifts = shiftsOf([stray], changes, SINCE)
  const counted = new Map([[stray.code, stray.tally]])
  return new Map([...shifts].map(([code, shift]) => [code, addTallies(counted.get(code) ?? NO_TALLY, shift)]))
}

test('a village split three ways gives each part its weight, and the rest to the largest remainder', () => {
  const stray = { code: OLD, codeOn: BEFORE, tally: tallyOf(7) }
  const shown = shownOf(stray, splitBy([5n, 3n, 2n]))
  assert.deepEqual(
    [OLD, STAYS, GOES, FAR].map((code) => shown.get(code)?.allPeople),
    [0, 11, 6, 4],
  )
  assert.deepEqual(
    [OLD, STAYS, GOES, FAR].map((code) => shown.get(code)?.wagePeople),
    [0, 4, 2, 1],
  )
})

test('whatever the weights of a split, no total of any level moves and nobody is counted below nothing', () => {
  const weight = fc.bigInt({ min: 0n, max: 1_000n })
  fc.assert(
    fc.property(
      fc.tuple(weight, weight, weight).filter((weights) => weights.some((each) => each > 0n)),
      fc.integer({ min: 0, max: 5_000 }),
      (weights, people) => {
        const stray = { code: OLD, codeOn: BEFORE, tally: tallyOf(people) }
        const changes = splitBy(weights)
        const byLevel = Object.groupBy(shiftsOf([stray], changes, SINCE), ([code]) => depthOf(code))
        for (const shifts of Object.values(byLevel)) {
          const sum = shifts.reduce((tally, [, shift]) => addTallies(tally, shift), NO_TALLY)
          assert.deepEqual(sum, NO_TALLY)
        }
        for (const code of [OLD, STAYS, GOES, FAR]) {
          assert.ok((shownOf(stray, changes).get(code)?.allPeople ?? 0) >= 0)
        }
      },
    ),
  )
})
