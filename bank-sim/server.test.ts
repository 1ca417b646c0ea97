import assert from 'node:assert/strict'
import { createPrivateKey } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { request as httpsRequest } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { moneyOf } from './amount.ts'
import { wibText } from './bank-time.ts'
import { partnersFileOf } from './partner-entry.ts'
import { checksum } from './qr-content.ts'
import { startSimulator } from './server.ts'
import { requestSignature, tokenSignature } from './sign.ts'

const folder = mkdtempSync(join(tmpdir(), 'payung-bank-'))
const now = () => new Date('2026-05-20T03:00:00Z')
const simulator = await startSimulator({ folder, port: 0, now, slowMs: 300 })
after(async () => {
  await simulator.close()
  rmSync(folder, { recursive: true })
})
const { contract, url } = simulator
const timestamp = wibText(now())
let lastExternalId = 0

async function token(clientId = contract.payung.clientId): Promise<string> {
  const signature = tokenSignature(createPrivateKey(contract.payung.privateKey), clientId, timestamp)
  const response = await fetch(`${url}/v1.0/access-token/b2b`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-timestamp': timestamp,
      'x-client-key': clientId,
      'x-signature': signature,
    },
    body: '{"grantType":"client_credentials"}',
  })
  const { accessToken } = (await response.json()) as { accessToken?: string }
  return accessToken ?? ''
}

type Answer = { status: number; responseCode?: string; [name: string]: unknown }

async function ask(
  method: string,
  path: string,
  fields: object,
  change: Record<string, string> = {},
  at = timestamp,
): Promise<Answer> {
  const body = JSON.stringify(fields)
  const accessToken = await token()
  lastExternalId += 1
  const signed = { method, path, token: accessToken, body, timestamp: at }
  const response = await fetch(url + path, {
    method,
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${accessToken}`,
      'x-timestamp': at,
      'x-signature': requestSignature(contract.payung.clientSecret, signed),
      'x-partner-id': contract.partnerId,
      'x-external-id': String(lastExternalId),
      'channel-id': '95221',
      ...change,
    },
    body,
  })
  const text = await response.text()
  return { status: response.status, ...(text.startsWith('{') ? (JSON.parse(text) as object) : { text }) }
}

const VA = `${contract.serviceId}000000000101`
const account = {
  partnerServiceId: contract.serviceId.padStart(8),
  customerNo: '000000000101',
  virtualAccountNo: VA.padStart(8 + 12),
  virtualAccountName: 'KELOMPOK UJI',
  trxId: 'TAGIHAN-1',
  totalAmount: moneyOf(336_000n),
}
const sim = async (path: string, fields: object) => {
  const response = await fetch(`${url}/sim/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  })
  return { status: response.status, ...((await response.json()) as { url?: string }) }
}

test('a virtual account is made once, changed and removed; the same number with another trxId is a conflict', async () => {
  assert.equal((await ask('POST', '/v1.0/transfer-va/create-va', account)).responseCode, '2002700')
  assert.equal((await ask('POST', '/v1.0/transfer-va/create-va', account)).responseCode, '2002700')
  const other = { ...account, trxId: 'TAGIHAN-2' }
  assert.equal((await ask('POST', '/v1.0/transfer-va/create-va', other)).responseCode, '4092700')
  assert.equal((await ask('PUT', '/v1.0/transfer-va/update-va', account)).responseCode, '2002800')
  assert.equal((await ask('DELETE', '/v1.0/transfer-va/delete-va', account)).responseCode, '2003100')
  assert.equal((await ask('DELETE', '/v1.0/transfer-va/delete-va', account)).responseCode, '4043112')
})

test('a wrong signature, another token, the same X-EXTERNAL-ID and a stranger are refused', async () => {
  const path = '/v1.0/transfer-va/status'
  assert.equal((await ask('POST', path, {}, { 'x-signature': 'AAAA' })).responseCode, '4012600')
  assert.equal((await ask('POST', path, {}, { authorization: 'Bearer habis' })).responseCode, '4012601')
  assert.equal((await ask('POST', path, {}, { 'x-external-id': '1' })).responseCode, '4092600')
  assert.equal(await token('orang-lain'), '')
})

test('a change or end of a number or code with a forged signature or one of yesterday is refused', async () => {
  const yesterday = wibText(new Date('2026-05-19T03:00:00Z'))
  for (const [method, path, service] of [
    ['PUT', '/v1.0/transfer-va/update-va', '28'],
    ['DELETE', '/v1.0/transfer-va/delete-va', '31'],
    ['POST', '/v1.0/qr/qr-mpm-query', '51'],
    ['POST', '/v1.0/qr/qr-mpm-cancel', '77'],
  ] as const) {
    assert.equal(
      (await ask(method, path, account, { 'x-signature': 'AAAA' })).responseCode,
      `401${service}00`,
    )
    assert.equal((await ask(method, path, account, {}, yesterday)).responseCode, `401${service}00`)
  }
})

test('a QR is made with its checksum, answers pending until paid, and is refunded up to what was paid', async () => {
  const made = await ask('POST', '/v1.0/qr/qr-mpm-generate', {
    partnerReferenceNo: 'DON-1',
    amount: moneyOf(16_800n),
  })
  const content = String(made['qrContent'])
  assert.equal(made.responseCode, '2004700')
  assert.equal(content.slice(-4), checksum(content.slice(0, -4)))
  assert.equal(checksum('123456789'), '29B1')
  const query = { originalReferenceNo: made['referenceNo'], serviceCode: '47' }
  assert.equal((await ask('POST', '/v1.0/qr/qr-mpm-query', query))['latestTransactionStatus'], '03')
  await simulator.desk.take({ through: 'qr', target: String(made['referenceNo']), amount: 16_800n })
  assert.equal((await ask('POST', '/v1.0/qr/qr-mpm-query', query))['latestTransactionStatus'], '00')
  const refund = { ...query, refundAmount: moneyOf(16_800n), partnerRefundNo: 'K-1' }
  assert.equal((await ask('POST', '/v1.0/qr/qr-mpm-refund', refund)).responseCode, '2007800')
  assert.equal((await ask('POST', '/v1.0/qr/qr-mpm-refund', refund)).responseCode, '4037814')
  assert.equal((await ask('POST', '/v1.0/qr/qr-mpm-query', query))['latestTransactionStatus'], '04')
})

test('ordered faults come true once: a page of HTML with 200, a dropped line after the work, a late answer', async () => {
  const path = '/transfer-va/create-va'
  await sim('faults', { path, kind: 'html' })
  assert.match(String((await ask('POST', `/v1.0${path}`, account))['text']), /^<!doctype html>/)
  await sim('faults', { path, kind: 'dropped' })
  const second = {
    ...account,
    virtualAccountNo: `   ${contract.serviceId}000000000202`,
    trxId: 'TAGIHAN-202',
  }
  await assert.rejects(ask('POST', `/v1.0${path}`, second))
  assert.ok(simulator.desk.book.accounts.vas.has(`${contract.serviceId}000000000202`))
  await sim('faults', { path, kind: 'slow' })
  const started = performance.now()
  assert.equal((await ask('POST', `/v1.0${path}`, second)).responseCode, '2002700')
  assert.ok(performance.now() - started >= 290)
  assert.equal((await ask('POST', `/v1.0${path}`, second)).responseCode, '2002700')
})

test('the wrong certificate is one that nobody vouches for', async () => {
  const { url: secure = '' } = await sim('wrong-certificate', {})
  await assert.rejects(
    new Promise((resolve, reject) => httpsRequest(secure, resolve).once('error', reject).end()),
    /certificate/,
  )
})

test('what somebody asks wrongly is answered with its field, and every answer says that this is a simulator', async () => {
  assert.equal((await sim('pay', { va: VA })).status, 422)
  assert.equal((await sim('pay-qr', { qr: 'x' })).status, 422)
  assert.equal((await sim('faults', { path: '/x', kind: 'gempa' })).status, 422)
  const page = await fetch(url)
  assert.equal(page.headers.get('x-simulator'), 'SIMULATOR')
  assert.match(await page.text(), /bukan bank/)
  const form = await fetch(`${url}/sim/pay`, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'text/plain' },
  })
  assert.equal(form.status, 415)
})

test('Payung reads its side of the contract, made once per folder', async () => {
  const { readPartners } = await import('../src/modules/payments/partner.ts')
  const file = partnersFileOf(contract, url)
  const [partner] = readPartners('uji', JSON.stringify(file))
  assert.equal(partner?.isSimulator, true)
  assert.equal(partner.outbound.baseUrl, url)
})
