import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { INDONESIA, regionCode, type RegionCode } from '../../kernel/region-code.ts'
import { hiddenCells, hideSmallRegions, segmentsTellNobody, type SmallCounts } from './small-cells.ts'

const LEAST = 5
const hiddenOf = (counts: Record<string, number>, least = LEAST) =>
  [
    ...hiddenCells(
      Object.entries(counts).map(([key, count]) => ({ key, count })),
      least,
    ),
  ].toSorted()

test('a small part is hidden with the smallest other; parts that are all of one person are hidden with a further one', () => {
  assert.deepEqual(hiddenOf({ a: 3, b: 100, c: 40, d: 0 }), ['a', 'c'])
  assert.deepEqual(hiddenOf({ a: 1, b: 1, c: 1, d: 1, e: 1, f: 9 }), ['a', 'b', 'c', 'd', 'e', 'f'])
  assert.deepEqual(hiddenOf({ a: 4, b: 4, c: 40 }), ['a', 'b'])
  assert.deepEqual(hiddenOf({ a: 5, b: 100, c: 0 }), [])
  assert.deepEqual(hiddenOf({ a: 1, b: 4, c: 0 }), ['a', 'b', 'c'])
})

test('an installation that shows less hides more, and who stands beside it', () => {
  const counts = { a: 7, b: 12, c: 40, d: 9 }
  assert.deepEqual(hiddenOf(counts), [])
  assert.deepEqual(hiddenOf(counts, 8), ['a', 'd'])
  assert.deepEqual(hiddenOf(counts, 10), ['a', 'd'])
  assert.deepEqual(hiddenOf(counts, 20), ['a', 'b', 'd'])
})

/** Every way in which the hidden parts could make up what is left of the whole, as somebody would try who knows the rule. */
function possible(count: number, sum: number): number[][] {
  if (count === 1) return sum >= 1 ? [[sum]] : []
  return Array.from({ length: Math.max(0, sum - 1) }, (_, at) => at + 1).flatMap((first) =>
    possible(count - 1, sum - first).map((rest) => [first, ...rest]),
  )
}

test('whoever takes all shown parts from the whole finds for each hidden one more than one answer', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 5 }),
      fc.integer({ min: 2, max: 7 }),
      (counts, least) => {
        const total = counts.reduce((sum, count) => sum + count, 0)
        const hidden = [
          ...hiddenCells(
            counts.map((count, key) => ({ key, count })),
            least,
          ),
        ]
        const filled = counts.filter((count) => count > 0).length
        for (const [at, count] of counts.entries())
          if (count > 0 && count < least) assert.ok(hidden.includes(at))
        // A whole of too few is shown nowhere; with empty parts among them it stays open how many share the rest.
        const isOpen = hidden.some((at) => counts[at] === 0)
        const isOnes = hidden.length === counts.length && counts.every((count) => count === 1)
        if (hidden.length === 0 || total < least || isOpen || isOnes || filled < 2) return
        const left = hidden.reduce((sum, at) => sum + (counts[at] ?? 0), 0)
        const answers = possible(hidden.length, left)
        for (const at of hidden.keys()) assert.ok(new Set(answers.map((answer) => answer[at])).size > 1)
      },
    ),
    { numRuns: 300 },
  )
})

test('segments stand beside people only when nobody follows by adding and subtracting', () => {
  assert.ok(segmentsTellNobody({ all: 20, wage: 10, own: 10 }, LEAST))
  assert.ok(!segmentsTellNobody({ all: 19, wage: 10, own: 10 }, LEAST), 'one has both')
  assert.ok(!segmentsTellNobody({ all: 12, wage: 10, own: 5 }, LEAST), 'two work on own account only')
  assert.ok(segmentsTellNobody({ all: 10, wage: 0, own: 10 }, LEAST))
})

const PROVINCE = regionCode('16')
const REGENCIES = ['16.01', '16.02', '16.03'].map(regionCode)
const VILLAGES = REGENCIES.flatMap((regency) => [1, 2, 3].map((n) => (regency + 12_000 + n) as RegionCode))

/** A tree whose levels add up from what stands in its villages. */
function treeOf(villages: readonly { readonly wage: number; readonly own: number; readonly both: number }[]) {
  const tree = new Map<RegionCode, SmallCounts>()
  const add = (code: RegionCode, { all, wage, own }: SmallCounts) => {
    const before = tree.get(code) ?? { all: 0, wage: 0, own: 0 }
    tree.set(code, { all: before.all + all, wage: before.wage + wage, own: before.own + own })
  }
  for (const [at, { wage, own, both }] of villages.entries()) {
    const village = VILLAGES[at] ?? INDONESIA
    const counts = { all: wage + own + both, wage: wage + both, own: own + both }
    const regency = (village - (village % 1_000_000)) as RegionCode
    for (const code of [INDONESIA, PROVINCE, regency, village]) add(code, counts)
  }
  return tree
}

test('in a tree of regions no family that is shown has one hidden member alone, and nothing below a hidden region is shown', () => {
  const small = fc.record({
    wage: fc.integer({ min: 0, max: 9 }),
    own: fc.integer({ min: 0, max: 30 }),
    both: fc.integer({ min: 0, max: 3 }),
  })
  fc.assert(
    fc.property(
      fc.array(small, { minLength: 9, maxLength: 9 }),
      fc.integer({ min: 2, max: 12 }),
      (villages, least) => {
        const tree = treeOf(villages)
        const { all, segments } = hideSmallRegions(tree, least)
        const families = [
          { roof: PROVINCE, family: REGENCIES },
          ...REGENCIES.map((roof) => ({
            roof,
            family: VILLAGES.filter((village) => village - (village % 1_000_000) === roof),
          })),
        ]
        for (const [code, counts] of tree) {
          if (counts.all > 0 && counts.all < least) assert.ok(all.has(code))
          if (!segmentsTellNobody(counts, least)) assert.ok(segments.has(code))
          if (all.has(code)) assert.ok(segments.has(code))
        }
        for (const { roof, family } of families) {
          for (const [hidden, measure] of [
            [all, 'all'],
            [segments, 'wage'],
            [segments, 'own'],
          ] as const) {
            const inside = family.filter((code) => hidden.has(code) && (tree.get(code)?.[measure] ?? 0) > 0)
            if (hidden.has(roof)) assert.ok(family.every((code) => hidden.has(code)))
            else if (inside.length > 0) {
              const sum = inside.reduce((total, code) => total + (tree.get(code)?.[measure] ?? 0), 0)
              // One alone among empty ones: all of them are hidden, so that nobody knows whose the sum is.
              const isWhole = family.every((code) => hidden.has(code))
              assert.ok(inside.length >= 2 || isWhole, `${String(roof)} ${measure}`)
              const filled = family.filter((code) => (tree.get(code)?.[measure] ?? 0) > 0)
              assert.ok(sum >= least + inside.length || inside.length === filled.length)
            }
          }
        }
      },
    ),
    { numRuns: 500 },
  )
})
