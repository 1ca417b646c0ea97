import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { plainDate } from '../../src/kernel/plain-date.ts'
import { bandOf } from './band.ts'
import { CoverageBar, type ShownCoverage } from './charts/coverage-bar.tsx'
import { CoverageStrip } from './charts/coverage-strip.tsx'
import { StackedBar } from './charts/stacked-bar.tsx'
import { tileLines, tilePlaces } from './charts/tile-places.ts'

const FIGURE: ShownCoverage = {
  people: 1_034_218,
  denominator: { persons: 3_007_000, source: 'Sakernas', vintage: '2025' },
  basisPoints: 3_439,
  target: { year: 2026, basisPoints: 3_748, source: 'RPJMD' },
  gapPeople: 92_806,
  asOf: plainDate('2026-08-31'),
}
const barOf = (change: Partial<ShownCoverage>) =>
  renderToStaticMarkup(
    createElement(CoverageBar, { language: 'id', name: 'Sumsel', figure: { ...FIGURE, ...change } }),
  )

test('the signature figure names share, numerator, denominator, gap in people, target, day and sources', () => {
  const bar = barOf({})
  for (const said of [
    '34,39%',
    '1.034.218 dari 3.007.000 orang terlindungi',
    'Kurang 92.806 orang lagi',
    'Target 2026: 37,48%',
    'Per 31 Agustus 2026',
    'Sakernas (2025)',
    'RPJMD',
  ])
    assert.ok(bar.includes(said), said)
  assert.match(bar, /role="img" aria-label="Sumsel: 1\.034\.218 dari 3\.007\.000/)
})

test('without a denominator there is no percentage, and of too few people no number', () => {
  const bare = barOf({ denominator: null, basisPoints: null, gapPeople: null })
  assert.match(bare, /1\.034\.218/)
  assert.doesNotMatch(bare, /\d%.*orang terlindungi/)
  const hidden = barOf({ people: null, basisPoints: null, gapPeople: null })
  assert.match(hidden, /Terlalu sedikit orang/)
  assert.doesNotMatch(hidden, /1\.034\.218/)
})

test('the strip draws protected, missing and target at their places, and nothing outside itself', () => {
  const strip = (basisPoints: number | null, targetBasisPoints: number | null) =>
    renderToStaticMarkup(createElement(CoverageStrip, { basisPoints, targetBasisPoints }))
  assert.match(strip(3_400, 3_700), /fill="#1c6638"[^>]*x="0"[^>]*width="340"/)
  assert.match(strip(3_400, 3_700), /d="M370 0V40"/)
  assert.match(strip(12_000, null), /fill="#1c6638"[^>]*width="1000"/)
  assert.doesNotMatch(strip(3_800, 3_700), /#fbf0d3/, 'nobody is missing')
})

test('a band is the part of the target that is reached', () => {
  const bands = [1_000, 2_500, 3_000, 3_748, null].map((basisPoints) => bandOf(basisPoints, 3_748))
  assert.deepEqual(bands, ['very-low', 'low', 'middle', 'high', 'unknown'])
  assert.equal(bandOf(3_000, null), 'unknown')
})

test('no two regencies of province 16 share a tile, and other regions stand in the order of their codes', () => {
  const codes = [...Array(13).keys()].map((index) => `16.${String(index + 1).padStart(2, '0')}`)
  const regions = [...codes, '16.71', '16.72', '16.73', '16.74'].map((code) => ({ code, name: code }))
  const places = [...tilePlaces(regions).values()].map(
    ({ column, row }) => `${String(column)}:${String(row)}`,
  )
  assert.equal(new Set(places).size, 17)
  const others = tilePlaces([
    { code: '33.02', name: 'Kabupaten Dua' },
    { code: '33.01', name: 'Kabupaten Satu' },
  ])
  assert.deepEqual(others.get('33.01'), { column: 0, row: 0, name: 'Satu' })
  assert.deepEqual(tileLines('Penukal Abab Lematang Ilir'), ['Penukal', 'Abab Lemat…'])
})

test('a stacked bar has at most five parts, and their numbers add up to all', () => {
  const parts = [50, 40, 30, 20, 10, 5, 5].map((count, index) => ({
    key: String(index),
    name: `b${String(index)}`,
    count,
  }))
  const bar = renderToStaticMarkup(createElement(StackedBar, { language: 'id', caption: 'x', parts }))
  const counts = [...bar.matchAll(/<strong class="number">(\d+)</g)].map((match) => Number(match[1]))
  assert.deepEqual(counts, [50, 40, 30, 20, 20])
})
