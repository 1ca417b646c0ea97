import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, plainDate } from '../../kernel/plain-date.ts'
import { regionCode, type RegionCode } from '../../kernel/region-code.ts'
import { total } from '../../kernel/rupiah.ts'
import {
  ancestorsOf,
  levelOf,
  pathTitle,
  restate,
  restateBetween,
  restateKnown,
  shortTitle,
  type MapChange,
  type MapPair,
} from './regions.ts'

const pair = (old: string, to: string, weight: bigint): MapPair => ({
  old: regionCode(old),
  new: regionCode(to),
  weight,
})
const figures = (entries: Record<string, bigint>) =>
  new Map(Object.entries(entries).map(([code, figure]) => [regionCode(code), figure]))

const code = fc
  .record({ province: fc.constantFrom(16, 17), regency: fc.integer({ min: 1, max: 9 }) })
  .map(({ province, regency }) => ((province * 100 + regency) * 1_000_000) as RegionCode)
const weight = fc.bigInt({ min: 1n, max: 1_000_000_000n })
/** Any redrawing: splits, merges, renumbering and all of them mixed. */
const pairs = fc
  .uniqueArray(fc.record({ old: code, new: code, weight }), {
    selector: (each) => `${each.old} ${each.new}`,
    maxLength: 30,
  })
  .map((all) => all as MapPair[])
const anyFigures = fc
  .array(fc.tuple(code, fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })), { maxLength: 18 })
  .map((entries) => new Map(entries))

test('restating keeps every total to the unit, in both directions', () => {
  fc.assert(
    fc.property(anyFigures, pairs, (before, map) => {
      const sum = total(before.values())
      const onNewMap = restate(before, map, 'old-to-new')
      assert.equal(total(onNewMap.values()), sum)
      assert.equal(total(restate(before, map, 'new-to-old').values()), sum)
      assert.equal(total(restate(onNewMap, map, 'new-to-old').values()), sum)
    }),
  )
})

test('no part gets the other sign than its figure', () => {
  fc.assert(
    fc.property(pairs, fc.bigInt({ min: 0n, max: 10n ** 12n }), (map, figure) => {
      for (const old of new Set(map.map((each) => each.old))) {
        for (const part of restate(new Map([[old, figure]]), map, 'old-to-new').values())
          assert.ok(part >= 0n)
        for (const part of restate(new Map([[old, -figure]]), map, 'old-to-new').values())
          assert.ok(part <= 0n)
      }
    }),
  )
})

test('the order in which the weights were read does not change the answer', () => {
  fc.assert(
    fc.property(anyFigures, pairs, (before, map) => {
      assert.deepEqual(
        new Map([...restate(before, map, 'old-to-new')].sort()),
        new Map([...restate(before, map.toReversed(), 'old-to-new')].sort()),
      )
    }),
  )
})

const changes = fc.array(
  fc.record({
    effectiveOn: fc.integer({ min: 0, max: 2_000 }).map((days) => addDays(plainDate('2025-04-25'), days)),
    pairs,
  }),
  { maxLength: 5 },
)
const anyDay = fc.integer({ min: -100, max: 2_100 }).map((days) => addDays(plainDate('2025-04-25'), days))

test('through a chain of changes, forwards or backwards, totals agree', () => {
  fc.assert(
    fc.property(anyFigures, changes, anyDay, anyDay, (before, chain, from, to) => {
      const there = restateBetween(before, chain, from, to)
      assert.equal(total(there.values()), total(before.values()))
      assert.equal(total(restateBetween(there, chain, to, from).values()), total(before.values()))
    }),
  )
})

test('without a change between two days nothing moves', () => {
  fc.assert(
    fc.property(anyFigures, changes, anyDay, (before, chain, on) => {
      assert.deepEqual(restateBetween(before, chain, on, on), before)
      assert.deepEqual(restateBetween(before, [], on, plainDate('2040-01-01')), before)
    }),
  )
})

test('a regency split 3 to 1 divides by its weights and the remainder goes to the larger remainder', () => {
  const split = [pair('16.99', '16.99', 3n), pair('16.99', '16.98', 1n)]
  assert.deepEqual(
    restate(figures({ '16.99': 10n }), split, 'old-to-new'),
    figures({ '16.98': 3n, '16.99': 7n }),
  )
  assert.deepEqual(
    restate(figures({ '16.98': 3n, '16.99': 7n, '16.01': 5n }), split, 'new-to-old'),
    figures({ '16.99': 10n, '16.01': 5n }),
  )
})

test('a merge adds up, and its way back divides by what each brought', () => {
  const merge = [pair('16.97', '16.99', 1n), pair('16.99', '16.99', 3n)]
  assert.deepEqual(
    restate(figures({ '16.97': 4n, '16.99': 8n }), merge, 'old-to-new'),
    figures({ '16.99': 12n }),
  )
  assert.deepEqual(
    restate(figures({ '16.99': 12n }), merge, 'new-to-old'),
    figures({ '16.97': 3n, '16.99': 9n }),
  )
})

test('a village renumbered twice keeps its figure, and only changes between the two days count', () => {
  const chain: MapChange[] = [
    { effectiveOn: plainDate('2028-01-01'), pairs: [pair('16.98.01.2001', '16.98.02.2001', 1n)] },
    { effectiveOn: plainDate('2027-01-01'), pairs: [pair('16.99.03.2001', '16.98.01.2001', 1n)] },
  ]
  const before = figures({ '16.99.03.2001': 41n })
  const on = (day: string) => [
    ...restateBetween(before, chain, plainDate('2026-01-01'), plainDate(day)).keys(),
  ]
  assert.deepEqual(on('2026-12-31'), [regionCode('16.99.03.2001')])
  assert.deepEqual(on('2027-01-01'), [regionCode('16.98.01.2001')])
  assert.deepEqual(on('2028-06-01'), [regionCode('16.98.02.2001')])
})

test('a region that took in a part without a figure has none, rather than one too small', () => {
  const change = {
    effectiveOn: plainDate('2027-01-01'),
    pairs: [pair('16.99', '16.99', 1n), pair('16.99', '16.98', 1n), pair('16.97', '16.98', 1n)],
  }
  const known = restateKnown(
    figures({ '16.99': 10n, '16.01': 5n }),
    [change],
    plainDate('2026-01-01'),
    plainDate('2027-01-01'),
  )
  assert.deepEqual(
    [...known],
    [
      [regionCode('16.99'), { figure: 5n, restated: true }],
      [regionCode('16.01'), { figure: 5n, restated: false }],
    ],
  )
})

test('titles read as officials write them', () => {
  const region = (text: string, name: string, kind: Parameters<typeof shortTitle>[0]['kind']) => ({
    code: regionCode(text),
    name,
    kind,
  })
  assert.equal(
    pathTitle(region('16.06.02', 'Lais', 'kecamatan'), [
      region('16.06', 'Kabupaten Musi Banyuasin', 'kabupaten'),
      region('16', 'Sumatera Selatan', 'provinsi'),
    ]),
    'Kec. Lais, Kab. Musi Banyuasin, Sumatera Selatan',
  )
  assert.equal(shortTitle(region('16.71', 'Kota Palembang', 'kota')), 'Kota Palembang')
  assert.equal(shortTitle(region('91.03.18.3001', 'Yoboi', 'desa-adat')), 'Desa Adat Yoboi')
})

test('a code knows its level and everything above it, nearest first', () => {
  assert.equal(levelOf(regionCode('16.06.02.2007')), 4)
  assert.deepEqual(ancestorsOf(regionCode('16.06.02.2007')), ['16.06.02', '16.06', '16'].map(regionCode))
  assert.deepEqual(ancestorsOf(regionCode('16')), [])
})
