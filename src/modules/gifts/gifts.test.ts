import assert from 'node:assert/strict'
import { test } from 'node:test'
import { month } from '../../kernel/month.ts'
import { regionCode } from '../../kernel/region-code.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { LawBook } from '../../rules/law-book.ts'
import { affordable, decideFirstMonth, drawPlaces, readCode, shownCode } from './gifts.ts'
import { quoteGift } from './price-gift.ts'

const book = new LawBook()

test('a gift that outlasts the relief of PP 50/2025 is priced month by month', () => {
  // 16.800 = JKK 1 % of 1.000.000 + JKM 6.800 (PP 44/2015); half of it until December 2026 (PP 50/2025).
  const span = { payerKind: 'donor', firstMonth: month('2026-11'), monthCount: 6 } as const
  const { months, perPerson } = quoteGift(span, 'farming', book)
  const prices = months.map(({ perPerson: price }) => Number(price))
  assert.deepEqual(new Set(prices), new Set([8_400, 16_800]))
  assert.equal(perPerson, BigInt(prices.reduce((sum, price) => sum + price, 0)))
})

test('fewer than three months are warned about, with the reason; three are not', () => {
  const codesOf = (monthCount: number) =>
    quoteGift({ payerKind: 'csr', firstMonth: month('2026-12'), monthCount }, null, book).notes.map(
      ({ code }) => code,
    )
  assert.ok(codesOf(2).includes('jkm-short-membership'))
  assert.ok(!codesOf(3).includes('jkm-short-membership'))
})

test('the first month is the next one, or one of this and the twelve after', () => {
  const now = month('2026-11')
  assert.equal(decideFirstMonth(null, now), '2026-12')
  assert.equal(decideFirstMonth(month('2026-11'), now), '2026-11')
  assert.equal(decideFirstMonth(month('2027-11'), now), '2027-11')
  for (const wrong of ['2026-10', '2027-12'])
    assert.throws(
      () => decideFirstMonth(month(wrong), now),
      (error) => error instanceof Refusal && error.code === 'gift-month-unfit',
    )
})

test('what finds nobody looks on where the donor chose: later months, wider regions up to the province, or nowhere', () => {
  const gift = { kind: 'open', regionCode: regionCode('16.06.01'), firstMonth: month('2026-12') } as const
  const placesOf = (rest: 'next-months' | 'wider-region' | 'return') =>
    drawPlaces({ ...gift, rest }).map((place) => `${String(place.regionCode)} ${place.firstMonth}`)
  assert.deepEqual(placesOf('return'), ['1606010000 2026-12'])
  assert.deepEqual(placesOf('wider-region'), [
    '1606010000 2026-12',
    '1606000000 2026-12',
    '1600000000 2026-12',
  ])
  assert.equal(placesOf('next-months').length, 13)
  assert.equal(placesOf('next-months').at(-1), '1606010000 2027-12')
})

test('money reaches as many workers as the dearer relief allows', () => {
  assert.equal(affordable(50_399n, { other: 25_200n, transport: 20_000n }), 1)
  assert.equal(affordable(50_400n, { other: 25_200n, transport: 20_000n }), 2)
})

test('a code is read however it is typed, and never with signs that are mistaken for others', () => {
  assert.equal(readCode('abcd-efgh jklm'), 'ABCDEFGHJKLM')
  assert.equal(shownCode('ABCDEFGHJKLM'), 'ABCD-EFGH-JKLM')
  assert.equal(readCode('ABCDEFGHJKL0'), null)
  assert.equal(readCode('ABCD'), null)
})
