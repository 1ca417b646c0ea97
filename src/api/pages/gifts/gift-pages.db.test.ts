import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../../../test/database.ts'
import { FakeBank } from '../../../../test/fake-bank.ts'
import { FormBrowser } from '../../../../test/form-browser.ts'
import { addWorkers, GIFT_NOW, giftStage, payAtNumber } from '../../../../test/gift-stage.ts'
import { testPartner } from '../../../../test/payment-stage.ts'
import { addTestPerson, addTestSession, rowsOf, TEST_NOW } from '../../../../test/people.ts'
import { allocateGift } from '../../../modules/gifts/allocate-gift.ts'
import { readStatement, verifyStatement } from '../../../modules/gifts/proof.ts'
import { clockAt } from '../../../platform/clock.ts'
import { buildApp } from '../../app.ts'

const { db, pool, owner } = await testDatabase()
const bank = await new FakeBank().start()
bank.answer = () => ({ json: { responseCode: '2002700', responseMessage: 'Successful' } })
const partner = testPartner({}, { baseUrl: bank.url, timeoutSeconds: 1 })
const deps = await giftStage(db, partner)
const { ring } = deps
const app = await buildApp({
  ...{ db, pool, ring, partners: [partner], clock: clockAt(GIFT_NOW), log: { level: 'silent' } },
  simulatorUrl: 'http://127.0.0.1:1',
})
after(() => app.close())

let visitor = 0
/** A guest from an address of his own, so that one test does not slow the next. */
const guest = () => new FormBrowser(app, `10.1.0.${String((visitor += 1))}`)
const send = (browser: FormBrowser, url: string, fields: Record<string, string>) =>
  browser.send({ method: 'POST', url, fields })
const DONOR = {
  ...{ region: '16.06.01.2001', people: '2', months: '3', rest: 'return', payer: 'Yayasan Halaman' },
  ...{ payerKind: 'donor', anonymous: 'tidak', key: 'kunci-halaman-1' },
}
async function giftOf(location: string) {
  const code = /\/(?:donasi\/kode|sertakan\/kartu)\/([A-Z2-9]{12})/.exec(location)?.[1] ?? ''
  const [gift] = await rowsOf<{ id: string; total: bigint; number: string }>(
    owner,
    `select g.id, g.total, v.service_id || v.customer_no as number from gifts g
     join virtual_accounts v on v.account_path = 'gift/' || g.id || '/purse' where g.code = $1`,
    [code],
  )
  assert.ok(gift, location)
  return { code, ...gift }
}
async function payAndDraw(gift: { readonly id: string; readonly number: string; readonly total: bigint }) {
  await payAtNumber(deps, gift.number, gift.total)
  return allocateGift(deps, { kind: 'system' }, { id: gift.id, reason: 'uji' })
}

test('a donor walks five steps, pays, and finds statement and certificate at an address that stays', async () => {
  await addWorkers(owner, 2, { decile: 1 })
  const donor = guest()
  const start = await donor.get('/donasi?region=16.06.01.2001&occupationGroup=')
  assert.equal(start.statusCode, 200)
  assert.match(start.body, /value="16\.06\.01\.2001"/)
  const size = await donor.get('/donasi/jumlah?region=16.06.01.2001')
  assert.match(size.body, /name="people"/)
  const price = await donor.get('/donasi/harga?region=16.06.01.2001&people=2&months=3&rest=return')
  assert.match(price.body, /Rp84\.000/)
  assert.match(price.body, /Rp16\.800/)
  const check = await send(donor, '/donasi/periksa', DONOR)
  assert.match(check.body, /Yayasan Halaman/)
  const made = await send(donor, '/donasi/buat', DONOR)
  assert.equal(made.statusCode, 303, made.body)
  const again = await send(donor, '/donasi/buat', DONOR)
  assert.equal(again.headers.location, made.headers.location)
  const mended = await send(donor, '/donasi/buat', { ...DONOR, people: '3' })
  assert.notEqual(mended.headers.location, made.headers.location)
  const gift = await giftOf(String(made.headers.location))
  const pay = await donor.get(String(made.headers.location))
  assert.ok(pay.body.includes(gift.number.replace(/(\d{4})(?=\d)/g, '$1 ')))
  assert.match(pay.body, /Bayar di bank latihan/)
  const { root } = await payAndDraw(gift)
  const done = await donor.get(String(made.headers.location))
  assert.match(done.body, /6 bulan perlindungan/)
  const file = await donor.get(`/donasi/kode/${gift.code}/pernyataan.json`)
  const statement = readStatement(file.body)
  assert.ok(statement)
  assert.ok(verifyStatement(statement, root ?? '').every(({ holds }) => holds))
  const certificate = await app.inject({ url: `/donasi/kode/${gift.code}/sertifikat.pdf` })
  assert.equal(certificate.headers['content-type'], 'application/pdf')
  assert.equal(certificate.rawPayload.subarray(0, 5).toString(), '%PDF-')
  const receipt = await app.inject({ url: `/donasi/kode/${gift.code}/kuitansi.pdf` })
  assert.deepEqual(
    [receipt.statusCode, receipt.headers['content-type'], receipt.rawPayload.subarray(0, 5).toString()],
    [200, 'application/pdf', '%PDF-'],
  )
  assert.match(done.body, /kuitansi\.pdf/)
  const verified = await donor.get(`/verifikasi/${gift.code}`)
  assert.match(verified.body, /Kode ini asli/)
  for (const page of [start, size, price, check, pay, done, verified])
    assert.ok(Buffer.byteLength(page.body) <= 50_000, String(Buffer.byteLength(page.body)))
})

test('what is missing is said at the top with a link, and what was typed stays', async () => {
  const donor = guest()
  const nowhere = await donor.get('/donasi/jumlah?region=Qwxzyv+Kjhgfq&occupationGroup=farming')
  assert.match(nowhere.body, /href="#region"/)
  assert.match(nowhere.body, /Qwxzyv Kjhgfq/)
  assert.match(nowhere.body, /value="farming" selected=""/)
  const several = await donor.get('/donasi/jumlah?region=Sukamaju')
  assert.match(several.body, /type="radio" name="region"/)
  assert.match(several.body, /Anda menulis: Sukamaju/)
  const none = await donor.get('/donasi/harga?region=16.06&people=0&months=3&rest=return')
  assert.match(none.body, /href="#people"/)
  const nameless = await send(donor, '/donasi/periksa', { ...DONOR, payer: '' })
  assert.match(nameless.body, /href="#payer"/)
  const english = await donor.get('/donasi?lang=en')
  assert.match(english.body, /Protect vulnerable workers/)
})

test('forms of another site are refused, and a flood from one address must wait', async () => {
  const foreign = await app.inject({
    ...{ method: 'POST', url: '/donasi/buat', remoteAddress: '10.9.0.1' },
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
    payload: new URLSearchParams(DONOR).toString(),
  })
  assert.equal(foreign.statusCode, 403)
  const flood = guest()
  const codes: number[] = []
  for (let at = 0; at < 22; at += 1)
    codes.push((await send(flood, '/donasi/buat', { ...DONOR, key: 'kunci-banjir-1' })).statusCode)
  assert.ok(codes.includes(429), codes.join(' '))
})

const NEIGHBOUR = {
  name: 'Tetangga Uji',
  occupation: 'asisten rumah tangga',
  nik: '1699991708850001',
  bornOn: '17-08-1985',
  region: '16.06.01.2001',
  consent: '2026-11-01',
  months: '3',
  rest: 'return',
  giver: 'Pemberi Uji',
}
let neighbourCount = 0
async function giveTo(change: Record<string, string> = {}) {
  neighbourCount += 1
  const fields = { ...NEIGHBOUR, key: `kunci-tetangga-${String(neighbourCount)}`, step: '5', ...change }
  return send(guest(), '/sertakan', fields)
}

test('an employee protects a neighbour in six small pages; the NIK stands in no address and is kept encrypted', async () => {
  const giver = guest()
  assert.match((await giver.get('/sertakan')).body, /name="name"/)
  const asked: (keyof typeof NEIGHBOUR)[][] = [
    ['name', 'occupation'],
    ['nik', 'bornOn'],
    ['region'],
    ['consent'],
    ['months', 'rest', 'giver'],
  ]
  let fields: Record<string, string> = { key: 'kunci-enam-halaman' }
  for (const [step, names] of asked.entries()) {
    const missing = await send(giver, '/sertakan', { ...fields, step: String(step) })
    assert.equal(missing.statusCode, 422, String(step))
    fields = { ...fields, ...Object.fromEntries(names.map((name) => [name, NEIGHBOUR[name]])) }
    const next = await send(giver, '/sertakan', { ...fields, step: String(step) })
    assert.equal(next.statusCode, 200, next.body)
    assert.ok(Buffer.byteLength(next.body) <= 50_000)
  }
  const made = await send(giver, '/sertakan', { ...fields, step: '5' })
  assert.equal(made.statusCode, 303, made.body)
  const location = String(made.headers.location)
  assert.equal(location.includes(NEIGHBOUR.nik), false)
  const gift = await giftOf(location)
  const [stored] = await rowsOf<{ sealed: Buffer; consent_version: string }>(
    owner,
    'select sealed, consent_version from gift_neighbours where gift_id = $1',
    [gift.id],
  )
  assert.ok(stored)
  assert.equal(stored.sealed.includes(NEIGHBOUR.nik), false)
  assert.equal(stored.consent_version, '2026-11-01')
  assert.match((await giver.get(location)).body, /Menunggu pembayaran/)
  await payAndDraw(gift)
  const card = await giver.get(location)
  assert.match(card.body, /T… U…/)
  assert.match(card.body, /Terlindungi menurut catatan Payung/)
  assert.equal(card.body.includes('Tetangga Uji') || card.body.includes(NEIGHBOUR.nik), false)
  const [person] = await rowsOf<{ name: string }>(
    owner,
    `select p.name from people p join protections t on t.person_id = p.id where t.roster_id = $1`,
    [gift.id],
  )
  assert.equal(person?.name, 'Tetangga Uji')
  assert.equal((await send(giver, `/sertakan/kartu/${gift.code}/serah`, {})).statusCode, 303)
  assert.match((await giver.get(location)).body, /Sudah diserahkan/)
  assert.match((await giver.get(`/verifikasi/${gift.code}`)).body, /T… U…/)
})

test('a known NIK is answered as an unknown one; that somebody is covered already shows only after payment', async () => {
  const unknown = await giveTo({ nik: '1699991708850002' })
  await payAndDraw(await giftOf(String(unknown.headers.location)))
  const known = await giveTo({ nik: '1699991708850002' })
  const shape = ({ statusCode, headers }: typeof known) =>
    `${String(statusCode)} ${String(headers.location).replace(/[A-Z2-9]{12}/g, '')}`
  assert.equal(shape(known), shape(unknown))
  const pageOf = async ({ headers }: typeof known) =>
    (await guest().get(String(headers.location))).body.includes('Menunggu pembayaran')
  assert.equal(await pageOf(known), true)
  const gift = await giftOf(String(known.headers.location))
  const result = await payAndDraw(gift)
  assert.deepEqual([result.shareCount, result.returned], [0, Number(gift.total)])
  // The other choice: the months behind those that are covered.
  const later = await giveTo({ nik: '1699991708850002', rest: 'next-months', months: '1' })
  const next = await payAndDraw(await giftOf(String(later.headers.location)))
  assert.deepEqual([next.shareCount, next.returned], [0, 8_400])
  const longer = await giveTo({ nik: '1699991708850002', rest: 'next-months', months: '3' })
  assert.equal((await payAndDraw(await giftOf(String(longer.headers.location)))).shareCount, 2)
})

test('a NIK that the registry tells of somebody else waits for a person to look, and the giver is told no more', async () => {
  const one = await giftOf(
    String((await giveTo({ nik: '1699991708850004', name: 'Orang Pertama' })).headers.location),
  )
  await payAndDraw(one)
  const made = await giveTo({ nik: '1699991708850004', name: 'Zulkifli Lain', bornOn: '18-08-1985' })
  const other = await giftOf(String(made.headers.location))
  const { state } = await payAndDraw(other)
  assert.equal(state, 'paid')
  const page = await guest().get(String(made.headers.location))
  assert.match(page.body, /Akan diperiksa petugas/)
  assert.equal(page.body.includes('Pertama'), false)
})

test('an impossible NIK, a child and a missing consent are refused at their page', async () => {
  for (const [change, field, step] of [
    [{ nik: '0000000000000000' }, 'nik', '1'],
    [{ bornOn: '17-08-2015' }, 'bornOn', '1'],
    [{ region: 'Qwxzyv Kjhgfq' }, 'region', '2'],
    [{ consent: '' }, 'consent', '3'],
  ] as const) {
    const answer = await giveTo({ ...change, step })
    assert.equal(answer.statusCode, 422)
    assert.match(answer.body, new RegExp(`href="#${field}"`))
  }
})

test('staff see gifts of their region, one with its draws, and its months as a workbook; nobody else does', async () => {
  const officer = await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' })
  const stranger = await addTestPerson(owner, 'regency-officer', { region: '32.04', kind: 'regency' })
  const [session, far] = await Promise.all(
    [officer, stranger].map((each) => addTestSession(owner, ring, each)),
  )
  // Sessions of the tests are of an earlier day.
  const office = await buildApp({ db, pool, ring, clock: clockAt(TEST_NOW), log: { level: 'silent' } })
  after(() => office.close())
  const get = (url: string, by = session) =>
    office.inject({ url, headers: { cookie: by?.cookie ?? '', accept: 'text/html' } })
  const list = await get('/donatur')
  assert.match(list.body, /Yayasan Halaman/)
  const id =
    /\/donatur\/([0-9a-f-]{36})">[A-Z2-9-]{14}<\/a>(?:(?!<tr).)*Yayasan Halaman/s.exec(list.body)?.[1] ?? ''
  const one = await get(`/donatur/${id}`)
  assert.match(one.body, /Akar bukti/)
  const file = await get(`/donatur/${id}/pembagian.xlsx`)
  assert.equal(file.rawPayload.subarray(0, 2).toString(), 'PK')
  assert.equal((await get(`/donatur/${id}`, far)).statusCode, 404)
  assert.equal((await get('/donatur', far)).body.includes('Yayasan Halaman'), false)
  assert.equal((await guest().get('/donatur')).statusCode, 303)
})
