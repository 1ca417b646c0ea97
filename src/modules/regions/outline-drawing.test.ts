import assert from 'node:assert/strict'
import { test } from 'node:test'
import { regionCode } from '../../kernel/region-code.ts'
import { drawingOf } from './outline-drawing.ts'

const REGENCY = regionCode('16.06')
const ring = (...positions: [number, number][]) => [...positions, positions[0]]

test('positions go to the grid of the level, those that fall together once, and the closing one not at all', () => {
  const outline = ring([104, -3], [104.0001, -3.0001], [104.1, -3], [104.1, -2.9])
  assert.deepEqual(drawingOf(REGENCY, { type: 'Polygon', coordinates: [outline] }), [
    [1_040_000, -30_000, 1_041_000, -30_000, 1_041_000, -29_000],
  ])
})

test('neighbours that share positions still share them afterwards', () => {
  const border: [number, number][] = [
    [104.0012, -3.0031],
    [104.0519, -3.0523],
    [104.1003, -3.0031],
  ]
  const north = drawingOf(REGENCY, { type: 'Polygon', coordinates: [ring(...border, [104.05, -2.9])] })
  const south = drawingOf(regionCode('16.07'), {
    type: 'Polygon',
    coordinates: [ring(...border.toReversed(), [104.05, -3.2])],
  })
  const positions = (drawing: typeof north) =>
    drawing.flatMap((line) =>
      line.flatMap((x, place) => (place % 2 === 0 ? [`${x} ${line[place + 1]}`] : [])),
    )
  assert.equal(positions(north).filter((each) => positions(south).includes(each)).length, 3)
})

test('an island smaller than the grid goes, but a region never disappears', () => {
  const small = ring([104.5, -3], [104.5001, -3], [104.5001, -3.0001])
  const large = ring([104, -3], [104.1, -3], [104.1, -2.9])
  assert.equal(drawingOf(REGENCY, { type: 'MultiPolygon', coordinates: [[large], [small]] }).length, 1)
  assert.deepEqual(drawingOf(REGENCY, { type: 'Polygon', coordinates: [small] }), [[1_045_000, -30_000]])
})
