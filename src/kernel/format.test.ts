import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  formatDate,
  formatDateWithDay,
  formatDayOrMonth,
  formatList,
  formatMonth,
  formatNumber,
  formatPercent,
  formatPhone,
  formatRate,
  formatRupiah,
  formatRupiahLong,
  formatTableDate,
  formatTime,
  type Language,
} from './format.ts'
import { month } from './month.ts'
import { addDays, plainDate } from './plain-date.ts'

const anyDay = fc.integer({ min: 0, max: 100_000 }).map((count) => addDays(plainDate('1900-01-01'), count))

test('what a source gives as a day or a month is read as one, and nothing more exact', () => {
  assert.equal(formatDayOrMonth('2025-08-31'), '31 Agustus 2025')
  assert.equal(formatDayOrMonth('2025-08', 'en'), 'August 2025')
  for (const other of ['2025', '2025-13', 'triwulan I 2025', '']) assert.equal(formatDayOrMonth(other), other)
})

test('money has no space after Rp, no decimals and a true minus sign', () => {
  assert.equal(formatRupiah(16_800n), 'Rp16.800')
  assert.equal(formatRupiah(-16_800n), '−Rp16.800')
  assert.equal(formatRupiah(0n), 'Rp0')
  assert.equal(formatRupiah(999n), 'Rp999')
  assert.equal(formatRupiah(9_007_199_254_740_991n), 'Rp9.007.199.254.740.991')
  assert.equal(formatRupiah(16_800n, 'en'), 'Rp16,800')
})

for (const [amount, id, en] of [
  [2_570_000_000n, 'Rp2,57 miliar', 'Rp2.57 billion'],
  [42_000_000n, 'Rp42 juta', 'Rp42 million'],
  [-1_250_000_000_000n, '−Rp1,25 triliun', '−Rp1.25 trillion'],
  [1_000_000n, 'Rp1 juta', 'Rp1 million'],
  [999_999n, 'Rp999.999', 'Rp999,999'],
  [999_994_999n, 'Rp999,99 juta', 'Rp999.99 million'],
  [999_995_000n, 'Rp1 miliar', 'Rp1 billion'],
  [10_005_000n, 'Rp10,01 juta', 'Rp10.01 million'],
  [1_234_567_000_000_000n, 'Rp1.234,57 triliun', 'Rp1,234.57 trillion'],
] as const) {
  test(`a large amount in words: ${id}`, () => {
    assert.equal(formatRupiahLong(amount), id)
    assert.equal(formatRupiahLong(amount, 'en'), en)
  })
}

test('percent is rounded half-up from the exact ratio and keeps its decimals', () => {
  assert.equal(formatPercent(3_748, 10_000), '37,48%')
  assert.equal(formatPercent(1, 2), '50,00%')
  assert.equal(formatPercent(2, 3), '66,67%')
  assert.equal(formatPercent(1, 3, { decimals: 0 }), '33%')
  assert.equal(formatPercent(-1, 200, { language: 'en' }), '−0.50%')
  assert.equal(formatPercent(-1, 1_000_000), '0,00%')
  assert.equal(formatPercent(123_456, 100, { decimals: 1 }), '123.456,0%')
  // 1.005 % as a binary fraction is a little less than it looks and would become 1,00%.
  assert.equal(formatPercent(1_005, 100_000), '1,01%')
})

test('a share of nothing is a bug, not 0%', () => {
  assert.throws(() => formatPercent(0, 0), RangeError)
  assert.throws(() => formatPercent(1, -1), RangeError)
})

test('a legal rate is exact and short', () => {
  const cases = [
    [2_400, '0,24%'],
    [4_450, '0,445%'],
    [37_000, '3,7%'],
    [20_000, '2%'],
    [0, '0%'],
    [1_000_000, '100%'],
    [1, '0,0001%'],
  ] as const
  for (const [rate, text] of cases) assert.equal(formatRate(rate), text)
  assert.equal(formatRate(2_400, 'en'), '0.24%')
  assert.throws(() => formatRate(-1), RangeError)
})

test('dates, months and times read as officials write them', () => {
  assert.equal(formatDate(plainDate('2024-03-22')), '22 Maret 2024')
  assert.equal(formatDate(plainDate('2024-08-01'), 'en'), '1 August 2024')
  assert.equal(formatDateWithDay(plainDate('2024-03-22')), 'Jumat, 22 Maret 2024')
  assert.equal(formatDateWithDay(plainDate('2024-03-24'), 'en'), 'Sunday, 24 March 2024')
  assert.equal(formatTableDate(plainDate('2024-03-22')), '22-03-2024')
  assert.equal(formatMonth(month('2024-03')), 'Maret 2024')
  const instant = new Date('2024-03-22T01:05:59.999Z')
  assert.equal(formatTime(instant), '08.05 WIB')
  assert.equal(formatTime(instant, 'WITA'), '09.05 WITA')
  assert.equal(formatTime(instant, 'WIT', 'en'), '10:05 WIT')
  assert.equal(formatTime(new Date('2024-03-22T18:00:00Z')), '01.00 WIB')
})

test('lists join with dan, with a comma before it from three on', () => {
  assert.equal(formatList([]), '')
  assert.equal(formatList(['JKK']), 'JKK')
  assert.equal(formatList(['JKK', 'JKM']), 'JKK dan JKM')
  assert.equal(formatList(['JKK', 'JKM', 'JHT']), 'JKK, JKM, dan JHT')
  assert.equal(formatList(['JKK', 'JKM', 'JHT'], 'en'), 'JKK, JKM, and JHT')
})

test('a mobile number is grouped, any other stays as it is', () => {
  assert.equal(formatPhone('+6281234567890'), '0812-3456-7890')
  assert.equal(formatPhone('+628123456789'), '0812-3456-789')
  assert.equal(formatPhone('+62711123456'), '+62711123456')
  assert.equal(formatPhone('0812 345'), '0812 345')
})

test('numbers are grouped; a fraction is a bug', () => {
  assert.equal(formatNumber(1_234_567), '1.234.567')
  assert.equal(formatNumber(-12), '−12')
  assert.equal(formatNumber(9_064_690n, 'en'), '9,064,690')
  assert.throws(() => formatNumber(0.5), RangeError)
})

/** A reader of our own money text, for the round trip. */
function readRupiah(text: string, language: Language): bigint {
  const match = /^(−?)Rp(\d{1,3}(?:[.,]\d{3})*)$/.exec(text)
  assert.ok(match, text)
  const digits = (match[2] ?? '').replaceAll(language === 'id' ? '.' : ',', '')
  return BigInt(digits) * (match[1] === '' ? 1n : -1n)
}

test('property: money text reads back as the same amount, in both languages', () => {
  const amount = fc.bigInt({ min: -(2n ** 53n), max: 2n ** 53n })
  fc.assert(
    fc.property(amount, fc.constantFrom<Language>('id', 'en'), (value, language) => {
      assert.equal(readRupiah(formatRupiah(value, language), language), value)
    }),
  )
})

test('property: a long amount is never more than half a hundredth of its unit away', () => {
  const UNIT = { juta: 10n ** 6n, miliar: 10n ** 9n, triliun: 10n ** 12n } as const
  fc.assert(
    fc.property(fc.bigInt({ min: 1_000_000n, max: 2n ** 53n }), (value) => {
      const match = /^Rp([\d.]+)(?:,(\d{1,2}))? (juta|miliar|triliun)$/.exec(formatRupiahLong(value))
      assert.ok(match)
      const [, whole = '', fraction = '', word = 'juta'] = match
      const unit = UNIT[word as keyof typeof UNIT]
      const shown =
        (BigInt(whole.replaceAll('.', '')) * 100n + BigInt(fraction.padEnd(2, '0'))) * (unit / 100n)
      const distance = shown > value ? shown - value : value - shown
      assert.ok(distance * 200n <= unit)
      if (word !== 'triliun') assert.ok(BigInt(whole.replaceAll('.', '')) < 1_000n)
    }),
  )
})

test('property: no text holds a no-break space, and Intl agrees on digits, days and months', () => {
  const locale = { id: 'id-ID', en: 'en-GB' } as const
  fc.assert(
    fc.property(
      anyDay,
      fc.maxSafeInteger(),
      fc.constantFrom<Language>('id', 'en'),
      (day, count, language) => {
        const instant = new Date(`${day}T00:00:00Z`)
        const intl = new Intl.DateTimeFormat(locale[language], {
          weekday: 'long',
          day: 'numeric',
          month: 'long',
          year: 'numeric',
          timeZone: 'UTC',
        })
        const texts = [
          formatDateWithDay(day, language),
          formatNumber(count, language),
          formatRupiah(BigInt(count), language),
          formatRupiahLong(BigInt(count), language),
          formatPercent(count, 7, { language }),
          formatTime(instant, 'WIT', language),
        ]
        for (const text of texts) assert.doesNotMatch(text, /[\u00A0\u2007\u2009\u202F]/)
        const named = intl.format(instant).replace(/^(\p{L}+),? /u, '$1, ')
        assert.equal(texts[0], named)
        assert.equal(texts[1]?.replace('−', '-'), new Intl.NumberFormat(locale[language]).format(count))
      },
    ),
  )
})
