import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from './refusal.ts'
import {
  ancestorAt,
  depthOf,
  dottedCode,
  INDONESIA,
  isWithin,
  kindOf,
  parentOf,
  parseRegionCode,
  regionCode,
  subtreeOf,
} from './region-code.ts'

const two = (least: number) =>
  fc.integer({ min: least, max: 99 }).map((part) => String(part).padStart(2, '0'))
const village = fc.integer({ min: 1, max: 9_999 }).map((part) => String(part).padStart(4, '0'))
/** A well-formed dotted code of any depth. */
const dotted = fc
  .tuple(two(11), two(1), two(1), village, fc.integer({ min: 1, max: 4 }))
  .map(([province, regency, district, last, depth]) =>
    [province, regency, district, last].slice(0, depth).join('.'),
  )

for (const [typed, code, kind] of [
  ['16', 1_600_000_000, 'provinsi'],
  ['16.06', 1_606_000_000, 'kabupaten'],
  ['1671', 1_671_000_000, 'kota'],
  ['16.06.01', 1_606_010_000, 'kecamatan'],
  ['16.06.01.2001', 1_606_012_001, 'desa'],
  ['1606011001', 1_606_011_001, 'kelurahan'],
  ['1606000000', 1_606_000_000, 'kabupaten'],
  ['91.01.01.3001', 9_101_013_001, 'desa-adat'],
] as const) {
  test(`reads ${typed} as a ${kind}`, () => {
    assert.equal(parseRegionCode('region', typed), code)
    assert.equal(kindOf(regionCode(typed)), kind)
  })
}

for (const typed of [
  '',
  '1',
  '10',
  '00',
  '0000000000',
  '16.',
  '16.6',
  '16.06.01.001',
  '16.00.01',
  '16.06.00.2001',
]) {
  test(`refuses ${JSON.stringify(typed)} as a region code`, () => {
    assert.throws(
      () => parseRegionCode('region', typed),
      (error) => {
        assert.ok(error instanceof Refusal)
        assert.deepEqual(error.value, {
          code: 'value-malformed',
          details: { field: 'region', value: typed, expected: 'region-code' },
        })
        return true
      },
    )
  })
}

test('Indonesia is the root of every province', () => {
  assert.equal(kindOf(INDONESIA), 'negara')
  assert.equal(parentOf(INDONESIA), null)
  assert.equal(parentOf(regionCode('16')), INDONESIA)
  assert.ok(isWithin(regionCode('96.01'), INDONESIA))
  assert.equal(dottedCode(INDONESIA), '')
})

test('an ancestor below its own depth is a bug', () => {
  assert.throws(() => ancestorAt(regionCode('16'), 'kecamatan'), RangeError)
  assert.equal(ancestorAt(regionCode('16'), 'provinsi'), 1_600_000_000)
  assert.equal(ancestorAt(regionCode('16.06.01.2001'), 'country'), INDONESIA)
})

test('the next regency is not within this one', () => {
  const { first, last } = subtreeOf(regionCode('16.06'))
  assert.deepEqual([first, last], [1_606_000_000, 1_606_999_999])
  assert.equal(isWithin(regionCode('16.07'), regionCode('16.06')), false)
  assert.equal(isWithin(regionCode('16'), regionCode('16.06')), false)
})

test('property: a code is written back as it was read, with dots or without', () => {
  fc.assert(
    fc.property(dotted, (text) => {
      const code = regionCode(text)
      assert.equal(dottedCode(code), text)
      assert.equal(regionCode(text.replaceAll('.', '')), code)
      assert.equal(regionCode(String(code)), code)
    }),
  )
})

test('property: a parent is the region without its last part, one depth higher, and holds its child', () => {
  const order = ['country', 'provinsi', 'kabupaten-kota', 'kecamatan', 'desa-kelurahan'] as const
  fc.assert(
    fc.property(dotted, (text) => {
      const code = regionCode(text)
      const parent = parentOf(code)
      assert.ok(parent !== null)
      assert.equal(dottedCode(parent), text.split('.').slice(0, -1).join('.'))
      assert.equal(order.indexOf(depthOf(parent)), order.indexOf(depthOf(code)) - 1)
      assert.ok(isWithin(code, parent) && !isWithin(parent, code))
      assert.equal(ancestorAt(code, depthOf(parent)), parent)
      const [inner, outer] = [subtreeOf(code), subtreeOf(parent)]
      assert.ok(inner.first > outer.first && inner.last <= outer.last)
    }),
  )
})
