import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testDatabase } from '../../../../test/database.ts'
import { addTestPerson, addTestSession, TEST_NOW } from '../../../../test/people.ts'
import { addAgency, addNamedPeople, stagedNik } from '../../../../test/roster-stage.ts'
import { testRing } from '../../../../test/test-ring.ts'
import { clockAt } from '../../../platform/clock.ts'
import { buildApp } from '../../app.ts'

const database = await testDatabase()
const { db, pool, owner } = database
const ring = testRing()
const folder = mkdtempSync(join(tmpdir(), 'payung-instansi-'))
after(() => {
  rmSync(folder, { recursive: true })
})
const clock = clockAt(TEST_NOW)
const app = await buildApp({ db, pool, ring, clock, listFolder: folder, log: { level: 'silent' } })
after(() => app.close())
const officer = await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' })
const stranger = await addTestPerson(owner, 'regency-officer', { region: '32.04', kind: 'regency' })
const session = await addTestSession(owner, ring, officer)
const far = await addTestSession(owner, ring, stranger)
const people = await addNamedPeople(database, ring, ['BUDI UJI', 'SITI UJI', 'AHMAD UJI', 'RUDI UJI'])
const byName = (name: string) => people.get(name) ?? 0n
const roster = await addAgency(database, [byName('BUDI UJI'), byName('SITI UJI')])
const path = `/instansi/${roster}/bulan/2026-05`

const get = (url: string, by = session) =>
  app.inject({ url, headers: { cookie: by.cookie, accept: 'text/html' } })
const post = (url: string, fields: Readonly<Record<string, string>>, by = session) =>
  app.inject({
    method: 'POST',
    url,
    headers: { cookie: by.cookie, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams({ ...fields, csrf: by.csrf }).toString(),
  })
const hiddenIn = (html: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''

test('in three steps: the list of last month is marked, the sum is seen, the report is sent and its recap printed', async () => {
  const begun = await get(path)
  for (const text of ['BUDI UJI', 'SITI UJI', 'Rp21.600']) assert.ok(begun.body.includes(text), text)
  const left = await post(`${path}/ubah`, {
    personId: String(byName('BUDI UJI')),
    change: 'left',
    cause: 'contract-ended',
    pay: '',
  })
  assert.equal(left.statusCode, 303, left.body)
  const joined = await post(`${path}/masuk`, { nik: stagedNik(3), pay: '3000000' })
  assert.equal(joined.statusCode, 303, joined.body)
  const page = await get(path)
  for (const text of ['keluar', 'kontrak selesai', 'masuk', 'Tagihan bulan ini: Rp27.000'])
    assert.ok(page.body.includes(text), text)
  const shown = { people: hiddenIn(page.body, 'people'), contribution: hiddenIn(page.body, 'contribution') }
  assert.deepEqual(shown, { people: '2', contribution: '27000' })
  const empty = await post(`${path}/kirim`, { ...shown, ground: '', reason: '' })
  assert.equal(empty.statusCode, 422)
  assert.ok(empty.body.includes('BUDI UJI'))
  const sent = await post(`${path}/kirim`, { ...shown, ground: 'SK 800/5/2026', reason: 'Laporan Mei' })
  assert.equal(sent.statusCode, 303, sent.body)
  const done = await get(String(sent.headers.location))
  assert.ok(done.body.includes('Laporan terkirim'))
  assert.ok(!done.body.includes('Kirim laporan</button>'))
  const recap = await get(`${path}/rekap`)
  assert.deepEqual([recap.statusCode, recap.body.slice(0, 5)], [200, '%PDF-'])
  const reports = await get('/instansi?month=2026-05')
  assert.ok(reports.body.includes('sudah dikirim'))
})

test('the whole list by file: its differences are told and stand in the draft, and nothing is sent', async () => {
  const june = `/instansi/${roster}/bulan/2026-06`
  const file = [
    'NIK;UPAH',
    `${stagedNik(2)};2500000`,
    `${stagedNik(4)};2000000`,
    '1699991702909999;2000000',
  ].join('\r\n')
  const boundary = 'xxxx'
  const part = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const answer = await app.inject({
    method: 'POST',
    url: `${june}/berkas`,
    headers: {
      cookie: session.cookie,
      accept: 'text/html',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: `${part('csrf', session.csrf)}${part('cause', 'moved')}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="sipp.csv"\r\ncontent-type: text/csv\r\n\r\n${file}\r\n--${boundary}--\r\n`,
  })
  assert.equal(answer.statusCode, 200, answer.body)
  assert.ok(answer.body.includes('1 masuk, 1 keluar, 1 upah berubah'))
  assert.ok(answer.body.includes('1 NIK belum ada dalam data orang'))
  assert.ok(!answer.body.includes('169999170290'))
  const page = await get(june)
  for (const text of ['RUDI UJI', 'pindah instansi', 'sebelumnya Rp2.000.000'])
    assert.ok(page.body.includes(text), text)
  const missing = await post(`${june}/berkas`, { cause: 'moved' })
  assert.equal(missing.statusCode, 422)
})

test('elsewhere there is no such report, on no page and by no program', async () => {
  for (const url of [
    path,
    `${path}/rekap`,
    `${path}/ubah`,
    `${path}/masuk`,
    `${path}/berkas`,
    `${path}/buka`,
  ])
    assert.equal((await get(url, far)).statusCode, 404, url)
  assert.equal((await post(`${path}/kirim`, { reason: 'uji' }, far)).statusCode, 404)
  const api = await app.inject({ url: `/api/v1/rosters/${roster}/months/2026-05`, headers: far.headers })
  assert.equal(api.statusCode, 404)
  assert.ok(!(await get('/instansi?month=2026-05', far)).body.includes(roster))
})

test('a program reports by the same commands', async () => {
  const api = `/api/v1/rosters/${roster}/months/2026-06`
  const call = (method: 'GET' | 'POST', url: string, payload?: object) =>
    app.inject({ method, url, headers: session.headers, ...(payload && { payload }) })
  const withdrawn = await call('POST', `${api}/changes`, {
    personId: Number(byName('RUDI UJI')),
    change: 'none',
  })
  assert.deepEqual([withdrawn.statusCode, withdrawn.json<{ noted: number }>().noted], [200, 1])
  const sent = await call('POST', `${api}/send`, { reason: 'Laporan Juni' })
  assert.equal(sent.statusCode, 200, sent.body)
  const month = (await call('GET', api)).json<{ state: string; totals: { people: number } }>()
  assert.deepEqual([month.state, month.totals.people], ['sent', 1])
  const reopened = await call('POST', `${api}/reopen`, { reason: 'Salah kirim' })
  assert.equal(reopened.statusCode, 200, reopened.body)
  const again = await call('POST', `${api}/reopen`, { reason: 'Salah kirim' })
  assert.deepEqual([again.statusCode, again.json<{ code: string }>().code], [409, 'agency-month-open'])
})
