import assert from 'node:assert/strict'
import { test } from 'node:test'
import { regionCode } from '../../kernel/region-code.ts'
import { basisPointsOf, gapTo, newestUpTo } from './figures.ts'
import { PUBLISHED_FIGURES } from './published-figures.ts'
import { PUBLISHED_TARGETS } from './targets.ts'

test('no two published figures or targets share an id', () => {
  for (const list of [PUBLISHED_FIGURES, PUBLISHED_TARGETS]) {
    assert.equal(new Set(list.map(({ id }) => id)).size, list.length)
  }
})

test('a published percentage agrees with the persons it is printed beside', () => {
  for (const { id, persons, outOf, basisPoints, kind } of PUBLISHED_FIGURES) {
    if (kind !== 'coverage' || persons === null || outOf === null) continue
    assert.equal(basisPointsOf(persons, outOf), basisPoints, id)
  }
})

test('every figure says persons or a percentage, and coverage says its scale', () => {
  for (const figure of PUBLISHED_FIGURES) {
    assert.ok((figure.persons ?? figure.basisPoints) !== null, figure.id)
    if (figure.kind === 'coverage') assert.ok(figure.indicator, figure.id)
    assert.match(figure.asOf, /^\d{4}(-\d{2}(-\d{2})?)?$/, figure.id)
    assert.ok(figure.source.length > 5, figure.id)
  }
})

test('the missing persons of Musi Banyuasin to its target of 2025 are those of the arithmetic, not of the report', () => {
  // 52.15 % of 213,582 is 111,383.01: the 8,305th person reaches it.
  assert.equal(gapTo(5215, 103_079, 213_582), 8_305)
  assert.equal(gapTo(5215, 111_384, 213_582), 0)
  assert.equal(gapTo(5215, 111_383, 213_582), 1)
})

test('a percentage is rounded half-up and needs a denominator', () => {
  assert.equal(basisPointsOf(1, 3), 3333)
  assert.equal(basisPointsOf(2, 3), 6667)
  assert.equal(basisPointsOf(1, 20_000), 1)
  assert.equal(basisPointsOf(1, 20_001), 0)
  assert.equal(basisPointsOf(5, 0), null)
  assert.equal(basisPointsOf(5, null), null)
})

test('a figure of a month is not yet known in that month, and the newest known one is shown', () => {
  const sumsel = PUBLISHED_FIGURES.filter(({ region }) => region === regionCode('16'))
  const key = 'coverage:all:A'
  assert.equal(newestUpTo(sumsel, '2025-04-30').get(key)?.asOf, '2024-09')
  assert.equal(newestUpTo(sumsel, '2025-05-01').get(key)?.asOf, '2025-04')
  assert.equal(newestUpTo(sumsel, '2026-11-20').get(key)?.asOf, '2025-08')
  assert.equal(newestUpTo(sumsel, '2018-01-01').get(key), undefined)
})
