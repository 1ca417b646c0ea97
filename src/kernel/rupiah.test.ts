import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from './refusal.ts'
import {
  fractionHalfUp,
  larger,
  LARGEST_RUPIAH,
  parseRupiah,
  rupiahToJson,
  shareHalfUp,
  smaller,
  total,
} from './rupiah.ts'
import { apportion } from './apportion.ts'

const amount = fc.bigInt({ min: 0n, max: LARGEST_RUPIAH })
const rate = fc.integer({ min: 0, max: 1_000_000 })

test('a share is rounded half-up to whole rupiah', () => {
  assert.equal(shareHalfUp(4_000_000n, 5_400), 21_600n)
  assert.equal(shareHalfUp(1n, 500_000), 1n)
  assert.equal(shareHalfUp(1n, 499_999), 0n)
  assert.equal(shareHalfUp(3n, 500_000), 2n)
  assert.equal(shareHalfUp(0n, 1_000_000), 0n)
  assert.equal(fractionHalfUp(10n, 1n, 4n), 3n)
  assert.equal(fractionHalfUp(7n, 1n, 3n), 2n)
})

test('a negative amount, a fractional rate or a denominator of zero is a bug', () => {
  for (const wrong of [
    () => shareHalfUp(-1n, 1),
    () => shareHalfUp(1n, -1),
    () => shareHalfUp(1n, 0.5),
    () => shareHalfUp(1n, Number.NaN),
    () => fractionHalfUp(-1n, 1n, 1n),
    () => fractionHalfUp(1n, -1n, 1n),
    () => fractionHalfUp(1n, 1n, 0n),
    () => apportion(1n, []),
    () => apportion(1n, [0n, 0n]),
    () => apportion(1n, [2n, -1n]),
    () => apportion(-1n, [1n]),
    () => rupiahToJson(LARGEST_RUPIAH + 1n),
    () => rupiahToJson(-LARGEST_RUPIAH - 1n),
  ]) {
    assert.throws(wrong, RangeError)
  }
})

test('an amount is split by largest remainder, ties to the earlier part', () => {
  assert.deepEqual(apportion(100n, [1n, 1n, 1n]), [34n, 33n, 33n])
  assert.deepEqual(apportion(10n, [1n, 2n, 0n]), [3n, 7n, 0n])
  assert.deepEqual(apportion(0n, [5n]), [0n])
})

for (const [typed, expected] of [
  ['16800', 16_800n],
  [' 16800 ', 16_800n],
  ['0', 0n],
  [16_800, 16_800n],
  [-0, 0n],
  ['9007199254740991', LARGEST_RUPIAH],
] as const) {
  test(`reads the amount ${JSON.stringify(typed)}`, () => {
    assert.equal(parseRupiah('income', typed), expected)
  })
}

for (const [typed, code] of [
  ['', 'value-malformed'],
  ['3.500', 'value-malformed'],
  ['3,500,000.00', 'value-malformed'],
  ['Rp3500', 'value-malformed'],
  ['3.5e6', 'value-malformed'],
  ['0x10', 'value-malformed'],
  ['1_000', 'value-malformed'],
  ['１６', 'value-malformed'],
  ['NaN', 'value-malformed'],
  ['+5', 'value-malformed'],
  [0.005, 'value-malformed'],
  [100.1, 'value-malformed'],
  [1e21, 'value-malformed'],
  [Number.NaN, 'value-malformed'],
  [Number.POSITIVE_INFINITY, 'value-malformed'],
  ['-1', 'value-out-of-range'],
  [-1.5, 'value-out-of-range'],
  ['9007199254740992', 'value-out-of-range'],
  [9_007_199_254_740_992, 'value-out-of-range'],
  ['99999999999999999999', 'value-out-of-range'],
] as const) {
  test(`refuses the amount ${String(typed)} (${code}) and names the field`, () => {
    assert.throws(
      () => parseRupiah('income', typed),
      (error) => {
        assert.ok(error instanceof Refusal)
        assert.equal(error.code, code)
        assert.ok('field' in error.value.details && error.value.details.field === 'income')
        return true
      },
    )
  })
}

test('property: a share and its rest are never more than half a rupiah from the exact value', () => {
  fc.assert(
    fc.property(amount, rate, (value, ppm) => {
      const twiceError = (shareHalfUp(value, ppm) * 1_000_000n - value * BigInt(ppm)) * 2n
      assert.ok(twiceError > -1_000_000n && twiceError <= 1_000_000n)
      assert.equal(shareHalfUp(value, ppm), fractionHalfUp(value, BigInt(ppm), 1_000_000n))
    }),
  )
})

test('property: a greater amount or rate never gives a smaller share', () => {
  fc.assert(
    fc.property(amount, amount, rate, rate, (a, b, r, s) => {
      const low = shareHalfUp(smaller(a, b), Math.min(r, s))
      assert.ok(low <= shareHalfUp(larger(a, b), Math.max(r, s)))
    }),
  )
})

test('property: parts add up to the amount exactly and none is a rupiah from its exact share', () => {
  const weights = fc
    .array(fc.bigInt({ min: 0n, max: 10_000_000n }), { minLength: 1, maxLength: 20 })
    .filter((list) => total(list) > 0n)
  fc.assert(
    fc.property(amount, weights, (value, list) => {
      const parts = apportion(value, list)
      const sum = total(list)
      assert.equal(total(parts), value)
      for (const [index, weight] of list.entries()) {
        const error = (parts[index] ?? -1n) * sum - value * weight
        assert.ok(error > -sum && error < sum)
        if (weight === 0n) assert.equal(parts[index], 0n)
      }
    }),
  )
})

test('property: what JSON carries reads back as the same amount', () => {
  fc.assert(
    fc.property(amount, (value) => {
      assert.equal(parseRupiah('income', JSON.parse(JSON.stringify(rupiahToJson(value))) as number), value)
    }),
  )
})
