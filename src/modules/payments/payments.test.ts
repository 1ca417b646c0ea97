import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  customerNumber,
  decideQrSuspense,
  decideVaRefusal,
  owedAt,
  retryMinutes,
  MOST_ATTEMPTS,
  type TargetFacts,
} from './payments.ts'
import {
  findSnapCase,
  snapCode,
  SNAP_CASES,
  SNAP_SERVICES,
  type SnapCase,
  type SnapService,
} from './response-codes.ts'
import { bankName } from './snap-answer.ts'
import { findInstant, snapTime } from './snap-request.ts'

const NOW = new Date('2026-05-20T03:00:00Z')
const TARGET: TargetFacts = {
  state: 'open',
  isClosedAmount: true,
  amount: null,
  expiresAt: new Date('2026-05-31T16:59:59Z'),
  bill: { open: 336_000n, state: 'open' },
}
const refusal = (change: Partial<TargetFacts> | null, amount: bigint | null = 336_000n, at = NOW) =>
  decideVaRefusal(change && { ...TARGET, ...change }, { at, amount })

test('money is taken at an open number for exactly what is open, and also before the bank has answered us', () => {
  assert.equal(refusal({}), null)
  assert.equal(refusal({ state: 'asked' }), null)
  assert.equal(refusal({}, null), null)
  assert.equal(refusal({ isClosedAmount: false }, 1n), null)
})

test('each refusal has its reason, and what is paid is told before what is cancelled or over', () => {
  const over = new Date('2026-06-01T00:00:00Z')
  assert.equal(refusal(null), 'account-unknown')
  assert.equal(refusal({ state: 'cancelled' }), 'account-cancelled')
  assert.equal(refusal({ state: 'refused' }), 'account-cancelled')
  assert.equal(refusal({ bill: { open: 0n, state: 'cancelled' } }), 'account-cancelled')
  assert.equal(refusal({ state: 'paid' }, 336_000n, over), 'bill-paid')
  assert.equal(refusal({ state: 'cancelled', bill: { open: 0n, state: 'paid' } }), 'bill-paid')
  assert.equal(refusal({}, 336_000n, over), 'account-expired')
  assert.equal(refusal({}, 335_999n), 'amount-differs')
  assert.equal(refusal({ bill: null, amount: 5n }, 6n), 'amount-differs')
  assert.equal(owedAt({ ...TARGET, isClosedAmount: false }), null)
})

test('money that came by QR is never refused: what does not fit waits in suspense', () => {
  const qr = { ...TARGET, amount: 100n, bill: { open: 100n, state: 'open' as const } }
  assert.equal(decideQrSuspense(qr, 100n), null)
  assert.equal(decideQrSuspense({ ...qr, state: 'paid' }, 100n), 'code-paid-already')
  assert.equal(decideQrSuspense({ ...qr, state: 'cancelled' }, 100n), 'code-cancelled')
  assert.equal(decideQrSuspense(qr, 99n), 'code-amount-differs')
  assert.equal(decideQrSuspense({ ...qr, bill: { open: 0n, state: 'paid' } }, 100n), 'bill-closed')
})

test('a number with one digit mistyped names nobody', () => {
  // 7992739871 has the check digit 3 in every text about Luhn.
  assert.equal(customerNumber(7_992_739_871n, 11), '79927398713')
  const isOurs = (text: string) => customerNumber(BigInt(text.slice(0, -1)), text.length) === text
  fc.assert(
    fc.property(
      fc.bigInt(0n, 99_999_999_999n),
      fc.nat(11),
      fc.integer({ min: 1, max: 9 }),
      (running, at, by) => {
        const digits = customerNumber(running, 12).split('')
        assert.equal(digits.length, 12)
        digits[at] = String((Number(digits[at]) + by) % 10)
        assert.equal(isOurs(digits.join('')), false)
      },
    ),
  )
  assert.throws(() => customerNumber(100_000_000_000n, 12), RangeError)
})

test('every code is HTTP status, service and case, and names its case again', () => {
  assert.deepEqual(snapCode('va-payment', 'inconsistent'), {
    status: 404,
    responseCode: '4042518',
    responseMessage: 'Inconsistent Request',
  })
  assert.equal(
    snapCode('va-inquiry', 'field-missing', 'X-TIMESTAMP').responseMessage,
    'Invalid Mandatory Field X-TIMESTAMP',
  )
  for (const service of Object.keys(SNAP_SERVICES) as SnapService[])
    for (const name of Object.keys(SNAP_CASES) as SnapCase[])
      assert.equal(findSnapCase(service, snapCode(service, name).responseCode), name)
  assert.equal(findSnapCase('va-payment', '4042499'), null)
})

test('a doubt is asked about sooner and then later, and a person is called within a day', () => {
  const minutes = Array.from({ length: MOST_ATTEMPTS }, (_, index) => retryMinutes(index + 1))
  assert.deepEqual(minutes.slice(0, 4), [1, 2, 4, 8])
  const all = minutes.reduce((sum, each) => sum + each, 0)
  assert.ok(all > 12 * 60 && all < 24 * 60, String(all))
})

test('times of SNAP are read in each form the standard shows, and no other', () => {
  for (const text of [
    '2026-05-20T10:00:00+07:00',
    '2026-05-20T03:00:00.000Z',
    '20260520T030000Z',
    '2026-05-20T10:00:00.123456+0700',
  ])
    assert.equal(findInstant(text)?.toISOString().slice(0, 19), '2026-05-20T03:00:00', text)
  for (const text of [
    '2026-05-20 10:00:00',
    '2026-05-20T10:00:00',
    '2026-13-20T10:00:00Z',
    '20 Mei 2026',
    '1e3',
  ])
    assert.equal(findInstant(text), null, text)
  assert.equal(snapTime(NOW), '2026-05-20T10:00:00+07:00')
})

test('a name is sent in the alphabet of banks', () => {
  assert.equal(bankName("Kelompok Tani Ñandú & O'Brien"), "Kelompok Tani Nandu O'Brien")
})
