import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, test } from 'node:test'
import { testDatabase } from '../../../../test/database.ts'
import { FakeBank } from '../../../../test/fake-bank.ts'
import { addOpenBills, addVa, paymentBody, TestBank, testPartner } from '../../../../test/payment-stage.ts'
import { addTestPerson, addTestSession, rowsOf, TEST_NOW } from '../../../../test/people.ts'
import { testRing } from '../../../../test/test-ring.ts'
import { clockAt } from '../../../platform/clock.ts'
import { buildApp } from '../../app.ts'

const { db, pool, owner } = await testDatabase()
const ring = testRing()
const bank = await new FakeBank().start()
const partners = [testPartner({}, { baseUrl: bank.url, timeoutSeconds: 1 })]
const app = await buildApp({ db, pool, ring, partners, clock: clockAt(TEST_NOW), log: { level: 'silent' } })
after(() => app.close())
const bills = await addOpenBills({ db, owner }, partners, [336_000n, 16_800n])
const officer = await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' })
const auditor = await addTestPerson(owner, 'auditor', { region: '16.06', kind: 'regency' })
const stranger = await addTestPerson(owner, 'regency-officer', { region: '32.04', kind: 'regency' })
const [session, reader, far] = await Promise.all(
  [officer, auditor, stranger].map((each) => addTestSession(owner, ring, each)),
)
const get = (url: string, by = session) =>
  app.inject({ url, headers: { cookie: by?.cookie ?? '', accept: 'text/html' } })
const post = (url: string, fields: Record<string, string>, by = session) =>
  app.inject({
    method: 'POST',
    url,
    headers: {
      cookie: by?.cookie ?? '',
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams({ ...fields, csrf: by?.csrf ?? '' }).toString(),
  })

test('a number is made by form, shown with what it asks for, and taken back for a reason', async () => {
  bank.answer = () => ({ json: { responseCode: '2002700' } })
  const [bill] = bills
  const form = await get(`/pembayaran/va?bill=${bill?.id ?? ''}`)
  assert.match(form.body, new RegExp(`value="${bill?.id ?? '-'}"`))
  const fields = {
    bank: 'uji',
    bill: bill?.id ?? '',
    payer: '',
    gift: '',
    amount: '',
    lastDay: '',
    reason: 'April',
  }
  assert.equal((await post('/pembayaran/va', { ...fields, reason: '' })).statusCode, 422)
  const made = await post('/pembayaran/va', fields)
  assert.equal(made.statusCode, 303, made.body)
  const path = String(made.headers.location).split('?', 1)[0] ?? ''
  const page = await get(path)
  for (const shown of ['Rp336.000', 'terbuka', 'SIMULATOR', 'Bank Uji'])
    assert.ok(page.body.includes(shown), shown)
  assert.equal((await get(path, far)).statusCode, 404)
  assert.equal((await post(`${path}/batal`, { reason: 'salah' }, reader)).statusCode, 403)
  assert.equal((await post(`${path}/batal`, { reason: 'salah' })).statusCode, 303)
  assert.match((await get(path)).body, /dibatalkan/)
})

test('calls of banks are listed with their outcome and the end of the number only, filtered by address, and leave as a workbook', async () => {
  const [, bill] = bills
  const { customerNo } = await addVa(owner, { payerId: bill?.payerId ?? '', billId: bill?.id ?? '' })
  const line = new TestBank(app)
  await line.pay(paymentBody(customerNo, '1.00'))
  await line.pay(paymentBody(customerNo, '16800.00'))
  const page = await get('/pembayaran')
  assert.ok(page.body.includes('dibukukan') && page.body.includes('nominal tidak sesuai'))
  assert.ok(page.body.includes(`…${customerNo.slice(-4)}`))
  const only = await get('/pembayaran?outcome=amount-differs')
  assert.match(only.body, /4042513/)
  assert.doesNotMatch(only.body, /2002500/)
  assert.doesNotMatch((await get('/pembayaran', far)).body, /2002500/)
  const file = await get('/pembayaran.xlsx?outcome=booked')
  assert.equal(file.headers['content-disposition'], 'attachment; filename="kabar-bank.xlsx"')
  const [entry] = await rowsOf(
    owner,
    `select affected_count::integer as count from audit_entries where action = 'payments.export'`,
  )
  assert.deepEqual(entry, { count: 1 })
})

test('a finance task is decided on a page by who may', async () => {
  const [task] = await rowsOf<{ id: string }>(
    owner,
    `insert into finance_tasks (kind, partner, because, state, opened_at, region_code)
     values ('inconsistent', 'uji', 'same-payment-differs', 'open', now(), 1606000000) returning id`,
  )
  const path = `/tugas-keuangan/${task?.id ?? ''}`
  assert.match((await get('/tugas-keuangan')).body, /Kabar bank bertentangan/)
  assert.equal((await get(path, reader)).statusCode, 403)
  assert.match((await get(path)).body, /Catat selesai/)
  assert.equal((await post(path, { decision: 'note', reason: '' })).statusCode, 422)
  assert.equal((await post(path, { decision: 'note', reason: 'sudah ditanyakan' })).statusCode, 303)
  assert.match((await get('/tugas-keuangan?state=noted')).body, /sudah ditanyakan/)
})

test('what is not SNAP is answered in SNAP: too large a body, another type, a token asked for without proof', async () => {
  const url = '/snap/v1.0/transfer-va/payment'
  const large = await app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    payload: 'x'.repeat(70_000),
  })
  assert.deepEqual([large.statusCode, large.json<{ responseCode: string }>().responseCode], [400, '4002500'])
  const form = await app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'text/plain' },
    payload: '{}',
  })
  assert.equal(form.json<{ responseCode: string }>().responseCode, '4002501')
  const token = await app.inject({ method: 'POST', url: '/snap/v1.0/access-token/b2b', payload: '{}' })
  assert.equal(token.json<{ responseCode: string }>().responseCode, '4007302')
})

test('a token is given for the bank’s own key and clock only, lasts 900 seconds, and either of two keys is good', async () => {
  const line = new TestBank(app)
  const good = await line.askToken()
  assert.deepEqual([good.status, (JSON.parse(good.text) as { expiresIn: unknown }).expiresIn], [200, '900'])
  const fresh = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  assert.equal((await line.askToken(fresh)).code, '4017300')
  assert.equal((await line.askToken(undefined, '2026-05-20T10:06:00+07:00')).code, '4017300')
  const stored = await rowsOf<{ n: bigint }>(owner, 'select count(*) as n from snap_tokens')
  assert.ok(Number(stored[0]?.n) >= 1)
})
