import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { drawShapes } from './outline-shapes.ts'
import { findStep, shareSteps } from './share-steps.ts'

/** A closed shore of many positions around a middle. */
function island(longitude: number, latitude: number, radius: number, positions: number): number[] {
  return Array.from({ length: positions }, (_, index) => {
    const turn = (index / positions) * 2 * Math.PI
    const wave = radius * (1 + 0.1 * Math.sin(turn * 40))
    return [Math.round(longitude + wave * Math.cos(turn)), Math.round(latitude + wave * Math.sin(turn))]
  }).flat()
}

const positionsOf = (path: string) => path.split(/[Ml z-]+/).filter((part) => part !== '').length / 2

test('north is up and west is left, and the drawing keeps its shape', () => {
  const square = (x: number, y: number) => [x, y, x + 1_000, y, x + 1_000, y + 1_000, x, y + 1_000]
  const { width, height, shapes } = drawShapes(
    new Map([
      ['north', [square(1_040_000, -20_000)]],
      ['south', [square(1_040_000, -21_000)]],
    ]),
  )
  assert.ok((shapes.get('north')?.box.y ?? 1) < (shapes.get('south')?.box.y ?? 0))
  assert.ok(height > width * 1.9 && height < width * 2.1, `${String(width)} × ${String(height)}`)
})

test('a long shore is drawn coarser, so that a page stays light', () => {
  const regions = new Map(
    Array.from({ length: 17 }, (_, index) => [
      String(index),
      [island(1_030_000 + index * 3_000, -30_000, 4_000, 5_000)],
    ]),
  )
  const { shapes } = drawShapes(regions)
  const paths = [...shapes.values()].map(({ path }) => path)
  assert.ok(
    paths.reduce((sum, path) => sum + positionsOf(path), 0) <= 1_900,
    paths.map(positionsOf).join(' '),
  )
  assert.ok(paths.join('').length < 16_000, String(paths.join('').length))
})

test('a speck in a large map keeps a spot that can be pressed', () => {
  const { shapes } = drawShapes(
    new Map([
      ['large', [island(1_100_000, -30_000, 100_000, 100)]],
      ['speck', [[1_100_000, -30_000, 1_100_001, -30_000, 1_100_001, -29_999]]],
    ]),
  )
  assert.ok((shapes.get('speck')?.box.width ?? 0) >= 8)
})

test('every share is in exactly one step, steps do not overlap, and no step is empty', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 10_000 })), { maxLength: 60 }), (shares) => {
      const steps = shareSteps(shares)
      assert.ok(steps.length <= 5)
      for (const [index, step] of steps.entries()) {
        assert.ok(step.least <= step.most)
        assert.ok(step.least > (steps[index - 1]?.most ?? -1))
        assert.ok(shares.includes(step.least) && shares.includes(step.most))
      }
      for (const share of shares) {
        const found = findStep(steps, share)
        if (share === null) assert.equal(found, undefined)
        else assert.ok(found !== undefined && found.least <= share && share <= found.most)
      }
    }),
  )
})

test('ten different shares make five steps of two each; one share makes one step', () => {
  const shares = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
  assert.deepEqual(
    shareSteps(shares).map(({ least, most }) => [least, most]),
    [
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
      [9, 10],
    ],
  )
  assert.deepEqual(shareSteps([500, 500, null]), [{ shade: 'urut-3', least: 500, most: 500 }])
})
