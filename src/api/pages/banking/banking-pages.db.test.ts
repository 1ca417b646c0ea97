import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { partnersFileOf } from '../../../../bank-sim/partner-entry.ts'
import { startSimulator } from '../../../../bank-sim/server.ts'
import { addOpenBills } from '../../../../test/payment-stage.ts'
import { addTestPerson, addTestSession, rowsOf, TEST_NOW } from '../../../../test/people.ts'
import { signInApp } from '../../../../test/sign-in-app.ts'
import { readPartners } from '../../../modules/payments/partner.ts'

const folder = mkdtempSync(join(tmpdir(), 'payung-bank-'))
const simulator = await startSimulator({ folder, port: 0, now: () => TEST_NOW })
const partners = readPartners('uji', JSON.stringify(partnersFileOf(simulator.contract, simulator.url)))
const { app, test: database, ring } = await signInApp({ partners, simulatorUrl: simulator.url })
const { db, owner } = database
simulator.connectTo(`${await app.listen({ host: '127.0.0.1', port: 0 })}/snap`)
after(async () => {
  await simulator.close()
  rmSync(folder, { recursive: true })
})
const [bill] = await addOpenBills({ db, owner }, partners, [336_000n])
const bpjs = await addTestPerson(owner, 'bpjs-membership', { region: '16', kind: 'bpjs-branch' })
const session = await addTestSession(owner, ring, bpjs)
const get = (url: string) => app.inject({ url, headers: { cookie: session.cookie, accept: 'text/html' } })
const post = (url: string, fields: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url,
    headers: {
      cookie: session.cookie,
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams({ ...fields, csrf: session.csrf }).toString(),
  })
const upload = (text: string, fields: Record<string, string>, url = '/mutasi/baru') => {
  const edge = 'batas'
  const parts = Object.entries({ csrf: session.csrf, ...fields }).map(
    ([name, value]) => `--${edge}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const file = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="mutasi.csv"\r\ncontent-type: text/csv\r\n\r\n${text}\r\n--${edge}--\r\n`
  return app.inject({
    method: 'POST',
    url,
    headers: {
      cookie: session.cookie,
      accept: 'text/html',
      'content-type': `multipart/form-data; boundary=${edge}`,
    },
    payload: parts.join('') + file,
  })
}

test('a person plays the whole loop: pays at the simulator, loads its statement, records and settles the code', async () => {
  const customerNo = '700000000001'
  await rowsOf(
    owner,
    `insert into virtual_accounts (partner, service_id, customer_no, trx_id, payer_id, bill_id, account_path, name, is_closed_amount, state,
       expires_at, asked_at, region_code)
     values ('simulator', $1, $2, 'UJI-1', $3::uuid, $4, 'payer/' || $3 || '/purse', 'PT Uji', true, 'open', '2026-06-30', now(), 1606012001)`,
    [simulator.contract.serviceId, customerNo, bill?.payerId, bill?.id],
  )
  const front = await get('/simulator-bank')
  assert.match(front.body, /SIMULATOR/)
  assert.match((await get('/simulator-bank/bayar')).body, /Tagihan tertutup dibayar pas/)
  const played = await post('/simulator-bank/bayar', {
    ...{ target: `${simulator.contract.serviceId}${customerNo}`, scenario: 'exact', amount: '', other: '' },
  })
  assert.match(played.body, /2002500/)
  const statement = await get('/simulator-bank/mutasi.csv')
  assert.match(String(statement.headers['content-disposition']), /SIMULATOR-2026-05-20\.csv/)
  const checked = await upload(statement.body, { bank: 'simulator', account: '', how: 'check' })
  assert.match(checked.body, /Belum ada yang dibukukan/)
  assert.match(checked.body, /1 baris, 1 baru\. Cocok sekarang: 1\. Masih terbuka: 0\./)
  assert.deepEqual(await rowsOf(owner, 'select from statement_imports'), [])
  const loaded = await upload(statement.body, { bank: 'simulator', account: '' })
  assert.equal(loaded.statusCode, 200, loaded.body)
  assert.match(loaded.body, /1 baris, 1 baru\. Cocok sekarang: 1\. Masih terbuka: 0\./)
  assert.match((await upload(statement.body, { bank: 'simulator', account: '' })).body, /sudah pernah dimuat/)
  assert.match((await get('/mutasi')).body, /9900100001/)
  assert.match((await get('/mutasi/baris?state=linked')).body, /nomor referensi sama/)
  assert.match((await get('/mutasi/hari')).body, /Sama/)
  const elsewhere = await addTestPerson(owner, 'bpjs-membership', { region: '32', kind: 'bpjs-branch' })
  const { cookie } = await addTestSession(owner, ring, elsewhere)
  const far = (url: string) => app.inject({ url, headers: { cookie, accept: 'text/html' } })
  assert.doesNotMatch((await far('/mutasi/hari')).body, /336\.000/)
  await rowsOf(
    owner,
    `insert into bpjs_recoveries (credit_bill_id, amount, account_path) values ($1, 5000, 'payer/' || $2::text || '/purse')`,
    [bill?.id, bill?.payerId],
  )
  assert.match((await get('/setoran/kembalian')).body, /Rp5\.000/)
  assert.match((await far('/setoran/kembalian')).body, /Tidak ada uang yang harus dikembalikan/)
  assert.match((await get('/setoran')).body, /Rp336\.000/)
  const code = '12345678901'
  const recorded = await post('/setoran/baru', {
    code,
    month: '2026-04',
    payer: bill?.payerId ?? '',
    amount: '336000',
    jkk: '336000',
  })
  assert.deepEqual(
    [recorded.statusCode, recorded.headers.location],
    [303, `/setoran/${code}?pesan=simpan`],
    recorded.body,
  )
  assert.match((await get(`/setoran/${code}`)).body, /lewat jatuh tempo/)
  const [owedBack] = await rowsOf<{ id: string }>(owner, 'select id from bpjs_recoveries')
  assert.match((await get('/setoran/kembalian/terima')).body, /Rp5\.000/)
  const setOff = { way: 'code', code, [`recoveries.${owedBack?.id ?? ''}`]: 'ya' }
  const blank = { amount: '', bank: '', on: '2026-05-20', reference: '', sha256: '', line: '' }
  const back = await post('/setoran/kembalian/terima', { ...blank, ...setOff })
  assert.equal(back.statusCode, 303, back.body)
  assert.match((await get('/setoran/kembalian')).body, /Sudah kembali/)
  assert.match(
    (await post('/setoran/kembalian/terima', { ...blank, ...setOff })).body,
    /sudah tercatat kembali/,
  )
  assert.match(
    (await get(`/setoran/${code}`)).body,
    /simulator-bank\/bpjs\?code=12345678901&amp;amount=331000/,
  )
  const receipt = await post('/simulator-bank/bpjs', { how: 'pay-bpjs', code, amount: '331000' })
  assert.match(receipt.body, /M00000000001/)
  const paid = await post(`/setoran/${code}/bayar`, {
    bank: 'simulator',
    paidOn: '2026-05-20',
    reference: 'M00000000001',
    sha256: '',
  })
  assert.equal(paid.statusCode, 303, paid.body)
  assert.match((await get(`/setoran/${code}`)).body, /Lunas/)
  const later = await get('/simulator-bank/mutasi.csv')
  assert.match(
    (await upload(later.body, { bank: 'simulator', account: '' })).body,
    /1 baru\. Cocok sekarang: 1/,
  )
  const [line] = await rowsOf<{ id: bigint }>(owner, `select id from statement_lines where side = 'debit'`)
  assert.match((await get(`/setoran/${code}`)).body, new RegExp(`/mutasi/baris/${String(line?.id)}`))
  assert.match((await get(`/mutasi/baris/${String(line?.id)}`)).body, new RegExp(`/setoran/${code}`))
})

test('a file of kode iuran is answered row by row', async () => {
  assert.match((await get('/setoran/berkas')).body, /Kode Iuran/)
  const file = 'Kode Iuran;Bulan;JKK\r\n123;2026-04;5\r\n'
  const told = await upload(file, {}, '/setoran/berkas')
  assert.match(told.body, /0 tercatat, 0 sudah ada, 1 ditolak/)
  assert.match(told.body, /salah bentuk/)
})

test('a file that is none comes back at its question with everything else filled in', async () => {
  const wrong = await upload('Nama;Umur\nA;1', { bank: 'simulator', account: '123' })
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.body, /bukan mutasi rekening yang kami kenal/)
  assert.match(wrong.body, /href="#file"/)
  assert.match(wrong.body, /value="123"/)
  const nothing = await post('/mutasi/baru', { bank: 'simulator' })
  assert.equal(nothing.statusCode, 422)
})

test('an open line is decided on its page; more than was collected is refused at the form', async () => {
  const text = `Tanggal;Keterangan;Debet;Kredit\n20/05/2026;BUNGA;0,00;12,00`
  assert.match((await upload(text, { bank: 'simulator', account: '' })).body, /Masih terbuka: 1/)
  const [line] = await rowsOf<{ id: bigint }>(owner, `select id from statement_lines where state = 'open'`)
  const path = `/mutasi/baris/${String(line?.id)}`
  assert.match((await get(path)).body, /Putuskan baris ini/)
  const unreasoned = await post(`${path}/putuskan`, { how: 'ignore', payment: '', reason: '' })
  assert.equal(unreasoned.statusCode, 422)
  assert.match(unreasoned.body, /href="#reason"/)
  assert.equal((await post(`${path}/putuskan`, { how: 'link', payment: '', reason: 'x' })).statusCode, 422)
  assert.equal(
    (await post(`${path}/putuskan`, { how: 'ignore', payment: '', reason: 'bunga giro' })).statusCode,
    303,
  )
  assert.match((await get(path)).body, /Diabaikan/)
  const beyond = await post('/setoran/baru', {
    code: '12345678902',
    month: '2026-04',
    payer: '',
    amount: '999999999',
    jkk: '999999999',
  })
  assert.equal(beyond.statusCode, 422)
  assert.match(beyond.body, /belum berkode hanya Rp0/)
})

test('programs do the same: load, list, lines, days, owed', async () => {
  const ask = (method: 'GET' | 'POST', url: string, payload?: object) =>
    app.inject({ method, url, headers: session.headers, ...(payload && { payload }) })
  const content = Buffer.from('Tanggal;Keterangan;Debet;Kredit\n19/05/2026;ADM;1.000,00;0,00').toString(
    'base64',
  )
  const loaded = await ask('POST', '/api/v1/statements?bank=simulator', { fileName: 'm.csv', content })
  assert.equal(loaded.statusCode, 200, loaded.body)
  assert.deepEqual(loaded.json<{ matched: object }>().matched, { linked: 0, open: 1 })
  const { lines } = (await ask('GET', '/api/v1/statement-lines?state=open')).json<{
    lines: { id: number }[]
  }>()
  assert.equal(lines.length, 1)
  const done = await ask('POST', `/api/v1/statement-lines/${String(lines[0]?.id)}/book`, { reason: 'biaya' })
  assert.deepEqual(done.json(), { done: true })
  const { days } = (await ask('GET', '/api/v1/statement-days?from=2026-05-19&to=2026-05-19')).json<{
    days: { agrees: boolean }[]
  }>()
  assert.deepEqual(
    days.map(({ agrees }) => agrees),
    [true],
  )
  assert.equal((await ask('GET', '/api/v1/settlement/owed')).statusCode, 200)
  assert.equal((await ask('GET', '/api/v1/statements/bukan')).statusCode, 404)
})
