import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../../../test/database.ts'
import { addTestPerson, addTestSession, TEST_NOW, type TestSession } from '../../../../test/people.ts'
import { addRegistryPerson } from '../../../../test/registry-people.ts'
import { testRing } from '../../../../test/test-ring.ts'
import { clockAt } from '../../../platform/clock.ts'
import { buildApp } from '../../app.ts'

const database = await testDatabase()
const { db, pool, owner } = database
const ring = testRing()
const app = await buildApp({ db, pool, ring, clock: clockAt(TEST_NOW), log: { level: 'silent' } })
after(() => app.close())

const VILLAGE = '16.06.01.2001'
const sessionOf = async (
  ...person: Parameters<typeof addTestPerson> extends [unknown, ...infer Rest] ? Rest : never
) => addTestSession(owner, ring, await addTestPerson(owner, ...person))
const regency = await sessionOf('regency-officer', { region: '16.06', kind: 'regency' })
const operator = await sessionOf('village-operator', { region: VILLAGE, kind: 'village' })
const district = await sessionOf('district-officer', { region: '16.06.01', kind: 'district' })
const far = await sessionOf('district-officer', { region: '16.06.02', kind: 'district' })
const people = [
  await addRegistryPerson(owner, ring, { name: 'SITI CONTOH', region: VILLAGE }),
  await addRegistryPerson(owner, ring, { name: 'BUDI CONTOH', region: VILLAGE }),
  await addRegistryPerson(owner, ring, { name: 'TUA CONTOH', region: VILLAGE, bornOn: '1940-03-20' }),
]

const get = (url: string, by: TestSession) =>
  app.inject({ url, headers: { cookie: by.cookie, accept: 'text/html' } })
const post = (url: string, fields: Record<string, string>, by: TestSession) =>
  app.inject({
    method: 'POST',
    url,
    headers: { cookie: by.cookie, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams({ ...fields, csrf: by.csrf }).toString(),
  })
const pathOf = (answer: {
  readonly headers: Record<string, unknown>
  readonly statusCode: number
  readonly body: string
}) => {
  assert.equal(answer.statusCode, 303, answer.body)
  return String(answer.headers['location']).split('?', 1)[0] ?? ''
}

const payerPath = pathOf(
  await post(
    '/pembayar/baru',
    { kind: 'apbd-regency', name: 'Pemkab Contoh', region: '16.06', reason: 'uji' },
    regency,
  ),
)
const payerId = payerPath.slice('/pembayar/'.length)
const WRITTEN = {
  payerId,
  name: 'Pekerja rentan 2026',
  firstMonth: '2026-05',
  months: '6',
  legalBasis: 'Perbup 1/2026',
  ageFrom: '18',
  ageBelow: '65',
  'occupations.farming': 'ya',
}

async function programmeOf(name: string, places: string): Promise<string> {
  const { 'occupations.farming': _farming, ...written } = WRITTEN
  const path = pathOf(await post('/program/baru', { ...written, name, reason: 'uji' }, regency))
  const id = path.slice('/program/'.length)
  pathOf(
    await post(
      `/kuota/${id}/atur`,
      { region: VILLAGE, how: 'places', count: places, reason: 'uji' },
      regency,
    ),
  )
  return id
}

test('a programme is counted before it is promised, with everything typed still there, and nothing is written', async () => {
  const counted = await post('/program/baru/hitung', { ...WRITTEN, places: '10', reason: '' }, regency)
  assert.equal(counted.statusCode, 200, counted.body)
  assert.match(counted.body, /orang bisa dilindungi/)
  assert.match(counted.body, /Berusia 18 sampai 64 tahun/)
  assert.match(counted.body, /value="Pekerja rentan 2026"/)
  assert.match(counted.body, /name="occupations.farming"[^>]*checked=""/)
  assert.match((await get('/program', regency)).body, /Belum ada program/)
  const wrong = await post('/program/baru', { ...WRITTEN, ageFrom: '70', reason: 'uji' }, regency)
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.body, /role="alert"/)
  assert.match(wrong.body, /value="70"/)
})

test('a village proposes by address and form, the district approves, and each person has his reason', async () => {
  const id = await programmeOf('Program satu', '5')
  const from = `people:${people.join(',')}`
  const query = new URLSearchParams({ programme: id, region: VILLAGE, from }).toString()
  const check = await get(`/usulan/baru/periksa?${query}`, operator)
  assert.equal(check.statusCode, 200, check.body)
  assert.match(check.body, /2 dari 3 orang memenuhi syarat/)
  assert.match(check.body, /Usianya tidak sesuai syarat/)
  // Six months of Rp16.800 for two people who fit: budgets have no relief.
  assert.match(check.body, /Rp201\.600/)

  const asked = { programme: id, region: VILLAGE, from, minutesNumber: '140/07/2026', reason: 'Musdes' }
  const undated = await post('/usulan/baru/periksa', { ...asked, minutesOn: '' }, operator)
  assert.equal(undated.statusCode, 422)
  assert.match(undated.body, /href="#minutesOn"/)
  assert.match(undated.body, /value="140\/07\/2026"/)
  const sent = await post('/usulan/baru/periksa', { ...asked, minutesOn: '2026-05-04' }, operator)
  const path = pathOf(sent)
  assert.match((await get(String(sent.headers.location), operator)).body, /Langkah 6 dari 6/)
  assert.match((await get('/usulan?open=yes', district)).body, /140\/07\/2026/)

  const own = await get(path, operator)
  assert.doesNotMatch(own.body, /Setujui yang memenuhi syarat/)
  assert.equal((await get(path, far)).statusCode, 404)
  const page = await get(path, district)
  for (const text of [
    'SITI CONTOH',
    'Memenuhi semua syarat',
    'Usianya tidak sesuai',
    'Setujui yang memenuhi',
  ])
    assert.ok(page.body.includes(text), text)
  const unsaid = await post(
    `${path}/setujui`,
    { [`people.${String(people[0])}`]: 'ya', reason: '' },
    district,
  )
  assert.equal(unsaid.statusCode, 422)
  assert.match(unsaid.body, new RegExp(`name="people.${String(people[0])}"[^>]*checked=""`))

  pathOf(await post(`${path}/setujui`, { [`people.${String(people[0])}`]: 'ya', reason: 'Sesuai' }, district))
  pathOf(await post(`${path}/tolak`, { [`people.${String(people[1])}`]: 'ya', reason: 'Pindah' }, district))
  const decided = await get(`${path}?pesan=simpan`, district)
  assert.match(decided.body, /1 disetujui, 1 ditolak, 0 menunggu tempat, 1 perlu dilengkapi/)
  assert.match((await get(`/orang/${String(people[0])}`, operator)).body, /Terlindungi/)
  assert.match((await get(`/orang/${String(people[0])}/kartu`, operator)).body, /S••• C•••/)
  assert.doesNotMatch((await get(`/orang/${String(people[0])}/kartu`, operator)).body, /<dd>SITI CONTOH/)
})

test('refusing without a tick says so, and a withdrawn proposal takes out whoever still waits', async () => {
  const id = await programmeOf('Program dua', '5')
  const asked = {
    programme: id,
    region: VILLAGE,
    from: `people:${String(people[1])}`,
    minutesNumber: '2/2026',
    minutesOn: '2026-05-04',
    reason: 'Musdes',
  }
  const path = pathOf(await post('/usulan/baru/periksa', asked, operator))
  assert.match(
    (await post(`${path}/tolak`, { reason: 'x' }, district)).body,
    /Centang dulu orang yang ditolak/,
  )
  pathOf(await post(`${path}/tarik`, { reason: 'Salah orang' }, operator))
  assert.match((await get(path, operator)).body, /Usulan ini ditarik/)
  pathOf(await post('/usulan/baru/periksa', { ...asked, minutesNumber: '3/2026' }, operator))
})

test('without a programme, or with a region outside of it, the first step says what is missing', async () => {
  assert.match((await get('/usulan/baru/periksa', operator)).body, /Pilih program dan wilayah/)
  const id = await programmeOf('Program tiga', '1')
  const query = new URLSearchParams({ programme: id, region: '16.71.01.1001', from: 'people:1' }).toString()
  const outside = await get(`/usulan/baru/periksa?${query}`, operator)
  assert.ok(outside.statusCode >= 400 && outside.statusCode < 500, String(outside.statusCode))
  const lists = await get(`/usulan/baru/daftar?programme=${id}&region=${VILLAGE}`, operator)
  assert.match(lists.body, /Unggah daftar baru/)
})

test('places are shown by region and as a sheet; filled ones cannot be taken away', async () => {
  const id = await programmeOf('Program empat', '3')
  const page = await get(`/kuota/${id}`, regency)
  assert.match(page.body, /0 dari 3 tempat terisi\. 3 belum ada usulannya/)
  for (const url of [`/kuota/${id}/kuota.xlsx`, '/program.xlsx', '/usulan.xlsx', '/masa-berlaku.xlsx']) {
    const sheet = await get(url, regency)
    assert.deepEqual([sheet.statusCode, sheet.body.slice(0, 2)], [200, 'PK'], url)
  }
  const moved = await post(
    `/kuota/${id}/pindah`,
    { from: VILLAGE, to: '16.06.01.2002', places: '4', reason: 'uji' },
    regency,
  )
  assert.ok(moved.statusCode >= 400)
  assert.match(moved.body, /value="4"/)
})

test('whoever decides sees the rupiah before he does, and takes the decision back from the same page', async () => {
  const id = await programmeOf('Program batal', '1')
  const from = `people:${people.slice(0, 2).join(',')}`
  const asked = { programme: id, region: VILLAGE, from, minutesNumber: '9/2026', reason: 'Musdes' }
  const path = pathOf(await post('/usulan/baru/periksa', { ...asked, minutesOn: '2026-05-04' }, operator))
  const before = (await get(path, district)).body
  // One place of two people who may fit: six months of Rp16.800, and no budget stands behind the programme.
  assert.match(before, /Iuran bila semua yang sesuai disetujui<\/dt><dd>Rp(0|100\.800)</)
  assert.doesNotMatch(before, /Batalkan keputusan/)
  pathOf(await post(`${path}/tolak`, { [`people.${String(people[1])}`]: 'ya', reason: 'Pindah' }, district))
  const decided = (await get(path, district)).body
  assert.match(decided, /Batalkan keputusan/)
  assert.match(decided, /Keputusan bisa dibatalkan sampai/)
  assert.doesNotMatch((await get(path, operator)).body, /Keputusan bisa dibatalkan sampai/)
  assert.match((await get(`${path}/batal`, district)).body, /1 orang kembali menunggu keputusan/)
  const unsaid = await post(`${path}/batal`, { reason: '' }, district)
  assert.equal(unsaid.statusCode, 422)
  pathOf(await post(`${path}/batal`, { reason: 'Salah centang' }, district))
  const undone = (await get(path, district)).body
  assert.doesNotMatch(undone, /Batalkan keputusan/)
  assert.match(undone, /2 orang menunggu keputusan/)
  const again = await post(`${path}/batal`, { reason: 'Sekali lagi' }, district)
  assert.equal(again.statusCode, 409)
  assert.match(again.body, /Tidak ada keputusan yang bisa dibatalkan/)
})
