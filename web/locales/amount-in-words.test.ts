import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { amountInWords } from './amount-in-words.ts'

const said: readonly (readonly [bigint, string, string])[] = [
  [0n, 'nol rupiah', 'zero rupiah'],
  [11n, 'sebelas rupiah', 'eleven rupiah'],
  [16n, 'enam belas rupiah', 'sixteen rupiah'],
  [21n, 'dua puluh satu rupiah', 'twenty-one rupiah'],
  [100n, 'seratus rupiah', 'one hundred rupiah'],
  [1_000n, 'seribu rupiah', 'one thousand rupiah'],
  [11_000n, 'sebelas ribu rupiah', 'eleven thousand rupiah'],
  [101_100n, 'seratus satu ribu seratus rupiah', 'one hundred one thousand one hundred rupiah'],
  [201_600n, 'dua ratus satu ribu enam ratus rupiah', 'two hundred one thousand six hundred rupiah'],
  [1_001_000n, 'satu juta seribu rupiah', 'one million one thousand rupiah'],
  [2_000_000_017n, 'dua miliar tujuh belas rupiah', 'two billion seventeen rupiah'],
  [1_000_000_000_000_000n, 'satu kuadriliun rupiah', 'one quadrillion rupiah'],
]

test('amounts are said as receipts carry them, in both languages', () => {
  for (const [amount, id, en] of said)
    assert.deepEqual([amountInWords(amount, 'id'), amountInWords(amount, 'en')], [id, en])
})

test('no two amounts are said alike', () => {
  const amount = fc.bigInt({ min: 0n, max: 1_000_000_000_000_000n })
  fc.assert(
    fc.property(amount, amount, (one, other) => {
      for (const language of ['id', 'en'] as const)
        assert.equal(amountInWords(one, language) === amountInWords(other, language), one === other)
    }),
  )
})
