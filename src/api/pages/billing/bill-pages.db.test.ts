import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { addNumberedPeople, addStagedRoster, protect } from '../../../../test/billing-stage.ts'
import { testDatabase } from '../../../../test/database.ts'
import { addTestPerson, addTestSession, TEST_NOW } from '../../../../test/people.ts'
import { testRing } from '../../../../test/test-ring.ts'
import { clockAt } from '../../../platform/clock.ts'
import { buildApp } from '../../app.ts'

const database = await testDatabase()
const { db, pool, owner } = database
const ring = testRing()
const app = await buildApp({ db, pool, ring, clock: clockAt(TEST_NOW), log: { level: 'silent' } })
after(() => app.close())
const officer = await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' })
const stranger = await addTestPerson(owner, 'regency-officer', { region: '32.04', kind: 'regency' })
const session = await addTestSession(owner, ring, officer)
const far = await addTestSession(owner, ring, stranger)
const village = await addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes' })
await protect(database, village, await addNumberedPeople(database, 3), { pay: () => 1_000_000 })

const get = (url: string, by = session) =>
  app.inject({ url, headers: { cookie: by.cookie, accept: 'text/html' } })

test('a month is billed from a form; its page tells how far it is, and the bill shows each line with its article', async () => {
  const begun = await app.inject({
    method: 'POST',
    url: '/tagihan/putaran/baru',
    headers: { cookie: session.cookie, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({
      month: '2026-05',
      region: '',
      payer: '',
      roster: '',
      csrf: session.csrf,
    }).toString(),
  })
  assert.equal(begun.statusCode, 303, begun.body)
  const path = String(begun.headers.location).split('?', 1)[0] ?? ''
  for (let tries = 0; tries < 100 && !(await get(path)).body.includes('selesai'); tries += 1) await sleep(50)
  const page = await get(path)
  assert.match(page.body, /1 dari 1 daftar bayar/)
  assert.equal(page.headers['refresh'], undefined)

  const list = await get('/tagihan?month=2026-05&state=open')
  const [, bill = ''] = /href="\/tagihan\/([0-9a-f-]{36})"/.exec(list.body) ?? []
  const shown = await get(`/tagihan/${bill}`)
  for (const text of ['Rp50.400', 'PP 44/2015', 'O… 1…']) assert.ok(shown.body.includes(text), text)
  assert.doesNotMatch(shown.body, /ORANG/)
  const pdf = await get(`/tagihan/${bill}/faktur`)
  assert.deepEqual([pdf.statusCode, pdf.body.slice(0, 5)], [200, '%PDF-'])
  assert.equal((await get('/tagihan.xlsx')).statusCode, 200)
  const paper = await get(`/api/v1/bills/${bill}/invoice.pdf`)
  assert.deepEqual([paper.statusCode, paper.body.slice(0, 5)], [200, '%PDF-'])
  assert.equal((await get(`/api/v1/bills/${bill}/invoice.pdf`, far)).statusCode, 404)
  const sheet = await get('/api/v1/bills.xlsx?month=2026-05')
  assert.deepEqual([sheet.statusCode, sheet.body.slice(0, 2)], [200, 'PK'])
  assert.match((await get('/tagihan/umur')).body, /Rp50\.400/)
})

test('elsewhere there is no such bill, payer or roster', async () => {
  const bills = await app.inject({ url: '/api/v1/bills', headers: far.headers })
  assert.deepEqual(bills.json<{ bills: unknown[] }>().bills, [])
  assert.equal((await get(`/pembayar/${village.payerId}`, far)).statusCode, 404)
  assert.equal((await get(`/daftar-bayar/${village.id}`, far)).statusCode, 404)
  assert.match((await get(`/pembayar/${village.payerId}`)).body, /Rp50\.400/)
  assert.match((await get(`/daftar-bayar/${village.id}`)).body, /JKK, JKM/)
})

test('a payer and a roster are recorded by a program, and a worker is taken in once', async () => {
  const post = (url: string, payload: object) =>
    app.inject({ method: 'POST', url, headers: session.headers, payload })
  const payer = await post('/api/v1/payers', {
    kind: 'donor',
    name: 'Donatur Uji',
    region: '16.06',
    reason: 'uji',
  })
  assert.equal(payer.statusCode, 201, payer.body)
  const { id: payerId } = payer.json<{ id: string }>()
  const roster = await post('/api/v1/rosters', {
    payerId,
    kind: 'gift',
    name: 'Hadiah',
    income: 1_000_000,
    reason: 'uji',
  })
  assert.equal(roster.statusCode, 201, roster.body)
  const { id } = roster.json<{ id: string }>()
  const joined = await post(`/api/v1/rosters/${id}/members`, {
    ...{ personId: 1, from: '2027-01', ground: 'hadiah', reason: 'uji' },
  })
  assert.deepEqual([joined.statusCode, joined.json<{ code: string }>().code], [409, 'already-covered'])
  const outside = await post('/api/v1/payers', { kind: 'donor', name: 'X', region: '32.04', reason: 'uji' })
  assert.equal(outside.statusCode, 403)
})
