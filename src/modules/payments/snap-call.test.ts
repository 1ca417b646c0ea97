import assert from 'node:assert/strict'
import { createHash, createSign, generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { BANK_KEYS, publicPemOf, testPartner } from '../../../test/payment-stage.ts'
import { TEST_NOW } from '../../../test/people.ts'
import { testRing } from '../../../test/test-ring.ts'
import { clockAt } from '../../platform/clock.ts'
import { OperatorFailure } from '../../platform/operator-failure.ts'
import { openDatabase } from '../../platform/db.ts'
import { PartnerLimits } from './partner-limits.ts'
import { readPartners, type Partner } from './partner.ts'
import { proveCall } from './snap-call.ts'
import { SnapTokens } from './snap-tokens.ts'

const { db } = openDatabase('postgres://nobody@127.0.0.1:1/none')
const TIME = '2026-05-20T10:00:00+07:00'
const URL = '/snap/v1.0/transfer-va/payment'
const sign = (text: string, keys = BANK_KEYS) =>
  createSign('RSA-SHA256').update(text).sign(keys.privateKey, 'base64')
const signedText = (body: string, url = URL) =>
  `POST:${url}:${createHash('sha256').update(body).digest('hex')}:${TIME}`

/** How a call of a partner that signs without a token is believed: no database is asked. */
async function outcomeOf(
  partner: Partner,
  signature: string,
  { body = '{"a":1}', address = '127.0.0.1', url = URL, limits = new PartnerLimits(), now = TEST_NOW } = {},
): Promise<string> {
  const deps = { db, ring: testRing(), clock: clockAt(now), partners: [partner] }
  const headers = {
    ...{ 'content-type': 'application/json', 'x-timestamp': TIME, 'x-signature': signature },
    ...{ 'x-partner-id': 'BANKUJI', 'x-external-id': '1', 'channel-id': '95221' },
  }
  const call = { method: 'POST', url, headers, body: Buffer.from(body), address }
  const proven = await proveCall(deps, { tokens: new SnapTokens(deps), limits }, 'va-payment', call)
  return 'outcome' in proven ? `${proven.outcome} ${proven.answer.responseCode}` : 'proven'
}

test('a partner that signs without a token is believed by its key, over the bytes that came', async () => {
  const partner = testPartner({ signature: 'asymmetric' })
  assert.equal(await outcomeOf(partner, sign(signedText('{"a":1}'))), 'proven')
  assert.equal(await outcomeOf(partner, sign(signedText('{"a":1}')), { body: '{ "a": 1 }' }), 'proven')
  assert.equal(await outcomeOf(partner, sign(signedText('{"a":2}'))), 'signature-wrong 4012500')
  const raw = testPartner({ signature: 'asymmetric', bodyProfile: 'raw' })
  assert.equal(
    await outcomeOf(raw, sign(signedText('{"a":1}')), { body: '{ "a": 1 }' }),
    'signature-wrong 4012500',
  )
})

test('a call from an address that is not the partner’s is refused before anything else is looked at', async () => {
  const partner = testPartner({ signature: 'asymmetric', addresses: ['10.0.0.0/8', '2001:db8::/32'] })
  const signature = sign(signedText('{"a":1}'))
  assert.equal(await outcomeOf(partner, signature), 'signature-wrong 4012500')
  for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '2001:db8::7'])
    assert.equal(await outcomeOf(partner, signature, { address }), 'proven', address)
})

test('a key is good in its time only', async () => {
  const next = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const partner = testPartner({
    signature: 'asymmetric',
    publicKeys: [
      { value: publicPemOf(BANK_KEYS), until: '2026-05-20T03:00:01Z' },
      { value: publicPemOf(next), from: '2026-05-20T03:00:00Z' },
    ],
  })
  const [old, fresh] = [sign(signedText('{"a":1}')), sign(signedText('{"a":1}'), next)]
  const at = (now: string) => ({ now: new Date(now) })
  assert.equal(await outcomeOf(partner, old, at('2026-05-20T02:59:59Z')), 'proven')
  assert.equal(await outcomeOf(partner, fresh, at('2026-05-20T02:59:59Z')), 'signature-wrong 4012500')
  assert.equal(await outcomeOf(partner, old, at('2026-05-20T03:00:00Z')), 'proven')
  assert.equal(await outcomeOf(partner, fresh, at('2026-05-20T03:00:00Z')), 'proven')
  assert.equal(await outcomeOf(partner, old, at('2026-05-20T03:00:01Z')), 'signature-wrong 4012500')
})

test('a partner that leaves the body out signs its client key and the time', async () => {
  const partner = testPartner({ signature: 'asymmetric', bodySigned: false })
  assert.equal(await outcomeOf(partner, sign(`bank-uji-client|${TIME}`)), 'proven')
  assert.equal(await outcomeOf(partner, sign(signedText('{"a":1}'))), 'signature-wrong 4012500')
})

test('the path is signed with its query, whole or from the version on', async () => {
  const url = `${URL}?x=1`
  assert.equal(
    await outcomeOf(testPartner({ signature: 'asymmetric' }), sign(signedText('{"a":1}', url)), { url }),
    'proven',
  )
  assert.equal(
    await outcomeOf(testPartner({ signature: 'asymmetric' }), sign(signedText('{"a":1}')), { url }),
    'signature-wrong 4012500',
  )
  const short = testPartner({ signature: 'asymmetric', signedPath: 'from-version' })
  assert.equal(await outcomeOf(short, sign(signedText('{"a":1}', URL.replace('/snap', '')))), 'proven')
})

test('a partner that calls too often is told so, and may again when time has passed', async () => {
  let now = 0
  const limits = new PartnerLimits(() => now)
  const partner = testPartner({ signature: 'asymmetric', requestsPerMinute: 2 })
  const signature = sign(signedText('{"a":1}'))
  for (const expected of ['proven', 'proven', 'too-many 4292500'])
    assert.equal(await outcomeOf(partner, signature, { limits }), expected)
  now = 30_000
  assert.equal(await outcomeOf(partner, signature, { limits }), 'proven')
})

test('a file of partners with a mistake stops the start with a sentence that shows no secret', () => {
  const good = {
    id: 'uji',
    name: 'Bank Uji',
    inbound: {
      ...{ partnerId: 'A', clientKey: 'B', signature: 'asymmetric', addresses: ['127.0.0.1'] },
      publicKeys: [{ value: publicPemOf(BANK_KEYS) }],
    },
    outbound: {
      ...{
        baseUrl: 'https://bank.example',
        partnerId: 'P',
        clientKey: 'C',
        channelId: '1',
        signature: 'asymmetric',
      },
      privateKey: BANK_KEYS.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    },
  }
  const read = (...partners: object[]) => readPartners('Berkas bank x', JSON.stringify({ partners }))
  assert.equal(read(good).length, 1)
  const small = generateKeyPairSync('rsa', { modulusLength: 1_024 })
  for (const [change, sentence] of [
    [{ id: 'UJI' }, /isian id/],
    [{ inbound: { ...good.inbound, addresses: ['10.0.0.0/40'] } }, /bukan alamat IP/],
    [{ inbound: { ...good.inbound, signature: 'symmetric' } }, /inbound\.secrets/],
    [{ inbound: { ...good.inbound, publicKeys: [{ value: publicPemOf(small) }] } }, /2048 bit/],
    [{ outbound: { ...good.outbound, baseUrl: 'http://bank.example' } }, /https/],
    [{ outbound: { ...good.outbound, privateKey: 'rahasia-yang-bukan-kunci' } }, /2048 bit/],
  ] as const) {
    assert.throws(
      () => read({ ...good, ...change }),
      (error: unknown) =>
        error instanceof OperatorFailure &&
        sentence.test(error.message) &&
        !error.message.includes('rahasia'),
    )
  }
  assert.throws(() => read(good, { ...good, id: 'lain' }), /dipakai dua bank/)
  assert.throws(() => readPartners('x', '{'), /bukan JSON/)
})
