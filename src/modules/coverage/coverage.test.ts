import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '../../kernel/plain-date.ts'
import { regionCode } from '../../kernel/region-code.ts'
import { assessCoverage } from './coverage.ts'

const FACTS = {
  region: regionCode('16.06'),
  indicator: 'A' as const,
  counting: 'protected' as const,
  segment: 'all' as const,
  asOf: plainDate('2026-11-20'),
  people: 103_079,
  members: 110_000,
  denominator: {
    persons: 213_582,
    countedOn: plainDate('2024-08-31'),
    vintage: 'Sakernas 2024',
    source: 'BPS',
    confidence: 'M' as const,
  },
  target: { year: 2026, basisPoints: 5215, source: 'UCJ', confidence: 'M' as const },
  pricePerYear: 201_600n,
}

test('share, missing people and their price follow from count, denominator and target', () => {
  const figure = assessCoverage(FACTS)
  assert.deepEqual([figure.basisPoints, figure.gapPeople, figure.gapRupiah], [4826, 8_305, 8_305n * 201_600n])
})

test('without a denominator there is no share, without a target no gap', () => {
  const bare = assessCoverage({ ...FACTS, denominator: null })
  assert.deepEqual([bare.basisPoints, bare.gapPeople, bare.gapRupiah], [null, null, null])
  const aimless = assessCoverage({ ...FACTS, target: null })
  assert.deepEqual([aimless.basisPoints, aimless.gapPeople], [4826, null])
})
