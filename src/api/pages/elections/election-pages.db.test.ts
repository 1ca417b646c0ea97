import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { SYSTEM } from '../../../../test/billing-stage.ts'
import { testDatabase } from '../../../../test/database.ts'
import { addTestPerson, addTestSession, rowsOf, TEST_NOW } from '../../../../test/people.ts'
import { testRing } from '../../../../test/test-ring.ts'
import { addPayer } from '../../../modules/payers/add-payer.ts'
import { clockAt } from '../../../platform/clock.ts'
import { buildApp } from '../../app.ts'

const database = await testDatabase()
const { db, pool, owner } = database
const ring = testRing()
const folder = mkdtempSync(join(tmpdir(), 'payung-pemilihan-'))
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
const payer = await addPayer({ db, clock }, SYSTEM, {
  kind: 'apbd-regency',
  name: 'Kas kabupaten',
  region: '16.06',
  reason: 'uji',
})
const nikOf = (serial: number) => `169999170290${String(serial).padStart(4, '0')}`

const get = (url: string, by = session) =>
  app.inject({ url, headers: { cookie: by.cookie, accept: 'text/html' } })
const post = (url: string, fields: Readonly<Record<string, string>>, by = session) =>
  app.inject({
    method: 'POST',
    url,
    headers: { cookie: by.cookie, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams({ ...fields, csrf: by.csrf }).toString(),
  })
function postFile(url: string, fields: Readonly<Record<string, string>>, file: string) {
  const boundary = 'xxxx'
  const parts = Object.entries({ csrf: session.csrf, ...fields }).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return app.inject({
    method: 'POST',
    url,
    headers: {
      cookie: session.cookie,
      accept: 'text/html',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: `${parts.join('')}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="daftar.csv"\r\ncontent-type: text/csv\r\n\r\n${file}\r\n--${boundary}--\r\n`,
  })
}
const DAYS = [
  ...['ppk', 'ppk-secretariat', 'panwascam', 'pps', 'pps-secretariat', 'pkd'].map(
    (role) => `${role}:2026-04-16:2026-12-27`,
  ),
  ...['pantarlih', 'kpps', 'linmas', 'ptps'].map((role) => `${role}:2026-06-07:2026-07-08`),
].join(',')
const created = await post('/program/adhoc/baru', {
  ...{
    name: 'Pemilihan uji',
    payerId: payer.id,
    region: '16.06',
    votedOn: '2026-06-27',
    rule: 'pilkada-2024',
  },
  ...{ serviceDays: DAYS, income: '1000000', legalBasis: 'Keputusan uji', reason: 'uji' },
})
const path = String(created.headers.location).split('?', 1)[0] ?? ''

test('an election is recorded from a form, its polling stations come by file, and its posts are made', async () => {
  assert.equal(created.statusCode, 303, created.body)
  const stations = await postFile(
    `${path}/tps`,
    { source: 'Keputusan KPU', reason: 'uji' },
    'kode wilayah;jumlah TPS\n16.06.01.2001;2',
  )
  assert.ok(stations.body.includes('2 TPS di 1 desa dicatat'), stations.body)
  assert.equal((await post(`${path}/tempat`, { reason: 'uji' })).statusCode, 303)
  const village = await get(`${path}?region=16.06.01.2001`)
  for (const text of ['TPS 1', 'TPS 2', 'kurang 11', '0/7', 'Kas kabupaten'])
    assert.ok(village.body.includes(text), text)
  const wrong = await postFile(
    `${path}/tps`,
    { source: 'x', reason: 'uji' },
    'kode wilayah;jumlah TPS\n16.06.01.2001;banyak',
  )
  assert.deepEqual([wrong.statusCode, wrong.body.includes('baris 2')], [422, true])
})

test('officers come by one list of a district, the missing posts stand in words, and one is replaced in one act', async () => {
  const [village] = await rowsOf<{ name: string }>(owner, 'select name from regions where code = 1606012001')
  const row = (serial: number, name: string, post_: string) =>
    `${nikOf(serial)};${name};17-02-1990;L;PETANI;${village?.name ?? ''};${post_}`
  const list = [
    'NIK;NAMA;TGL LAHIR;JK;PEKERJAAN;DESA;JABATAN;TPS',
    row(1, 'BUDI UJI', 'KPPS;1'),
    row(2, 'SITI UJI', 'KPPS;1'),
    row(3, 'AHMAD UJI', 'Juru masak;1'),
  ].join('\n')
  const filled = await postFile(`${path}/unggah`, { region: '16.06.01', reason: 'uji' }, list)
  assert.equal(filled.statusCode, 200, filled.body)
  for (const text of ['2 tempat terisi', 'jabatannya tidak dikenal'])
    assert.ok(filled.body.includes(text), text)
  const missing = await get(`${path}/petugas?region=16.06.01.2001&station=1&role=kpps&missing=yes`)
  assert.equal(missing.body.match(/<span>KOSONG<\/span>/g)?.length, 5)
  const held = await get(`${path}/petugas?region=16.06.01.2001&station=1&role=kpps`)
  assert.ok(held.body.includes('BUDI UJI'))
  const [, postId = '', officerId = ''] = /ganti\?post=(\d+)&amp;officer=(\d+)/.exec(held.body) ?? []
  const form = await get(`${path}/ganti?post=${postId}&officer=${officerId}`)
  assert.ok(form.body.includes(`value="${officerId}"`))
  const ask = { postId, officerId, from: '2026-06-20', reason: 'Sakit' }
  const unknown = await post(`${path}/ganti`, { ...ask, nik: nikOf(9) })
  assert.equal(unknown.statusCode, 404)
  const replaced = await post(`${path}/ganti`, { ...ask, nik: nikOf(3) })
  assert.equal(replaced.statusCode, 303, replaced.body)
  assert.ok(
    (await get(`${path}/petugas?region=16.06.01.2001&station=1&role=kpps`)).body.includes('AHMAD UJI'),
  )
  const again = await post(`${path}/ganti`, { ...ask, nik: nikOf(1) })
  assert.equal(again.statusCode, 409)
  const paper = await get(`${path}/cetak?region=16.06.01.2001&station=1`)
  assert.deepEqual([paper.statusCode, paper.body.slice(0, 5)], [200, '%PDF-'])
})

test('elsewhere there is no such election, on no page and by no program', async () => {
  for (const more of ['', '/petugas', '/cetak', '/tps', '/tempat', '/unggah', '/ganti'])
    assert.equal((await get(`${path}${more}`, far)).statusCode, 404, more)
  const id = path.split('/').at(-1) ?? ''
  assert.equal((await app.inject({ url: `/api/v1/elections/${id}`, headers: far.headers })).statusCode, 404)
  const list = await app.inject({ url: '/api/v1/elections', headers: far.headers })
  assert.deepEqual(list.json<{ elections: unknown[] }>().elections, [])
  const own = await app.inject({ url: '/api/v1/elections', headers: session.headers })
  assert.deepEqual(
    own.json<{ elections: { name: string }[] }>().elections.map(({ name }) => name),
    ['Pemilihan uji'],
  )
})
