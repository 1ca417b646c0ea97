import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../../../test/database.ts'
import { addTestPerson, addTestSession, rowsOf, TEST_NOW, type TestSession } from '../../../../test/people.ts'
import { addRegistryPerson } from '../../../../test/registry-people.ts'
import { testRing } from '../../../../test/test-ring.ts'
import { clockAt } from '../../../platform/clock.ts'
import { buildApp } from '../../app.ts'

const { db, pool, owner } = await testDatabase()
const ring = testRing()
const app = await buildApp({ db, pool, ring, clock: clockAt(TEST_NOW), log: { level: 'silent' } })
after(() => app.close())

const VILLAGE = '16.06.01.2001'
type Person = Parameters<typeof addTestPerson> extends [unknown, ...infer Rest] ? Rest : never
const sessionOf = async (...person: Person) =>
  addTestSession(owner, ring, await addTestPerson(owner, ...person))
const operator = await sessionOf('village-operator', { region: VILLAGE, kind: 'village' })
const districtOfficer = await addTestPerson(owner, 'district-officer', {
  region: '16.06.01',
  kind: 'district',
})
const district = await addTestSession(owner, ring, districtOfficer)
const neighbour = await sessionOf('district-officer', { region: '16.06.02', kind: 'district' })
const inspector = await sessionOf('labour-inspector', { region: '16.06', kind: 'labour-office' })
const get = (url: string, by: TestSession) =>
  app.inject({ url, headers: { cookie: by.cookie, accept: 'text/html' } })
const find = (text: string, by: TestSession) =>
  app.inject({
    method: 'POST',
    url: '/cari',
    headers: { cookie: by.cookie, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams({ tujuan: text, csrf: by.csrf }).toString(),
  })

const person = await addRegistryPerson(owner, ring, { name: 'SITI CONTOH', region: VILLAGE })
await rowsOf(
  owner,
  `with y as (insert into payers (kind, name, region_code, recorded_at) values ('apbd-regency', 'Uji', 1606000000, now()) returning id),
   g as (insert into programmes (payer_id, name, months, programmes, rules, income, legal_basis, region_code)
     select id, 'Uji', '[2026-05-01,2026-11-01)', '[0,2)', '[]', 0, 'uji', 1606000000 from y returning id),
   o as (insert into proposals (programme_id, region_code, minutes_number, minutes_on, proposed_by, submitted_at)
     select id, 1606012001, 'uji', '2026-05-04', 'system:uji', now() from g returning id, programme_id)
   insert into proposed_people (proposal_id, programme_id, person_id, place) select id, programme_id, $1, 1 from o`,
  [person],
)

test('the landing page has the one act of the role, and leads only where the role may go', async () => {
  const village = await get('/beranda', operator)
  assert.equal(village.statusCode, 200, village.body)
  assert.match(village.body, /class="main-act" href="\/usulan\/baru">Usulkan pekerja/)
  assert.doesNotMatch(village.body, /href="\/mutasi"/)
  const office = await get('/beranda', inspector)
  assert.match(office.body, /class="main-act" href="\/perusahaan">/)
  assert.doesNotMatch(office.body, /href="\/usulan"/)
})

test('a queue counts what waits within reach, and nothing beyond it', async () => {
  const waiting = /class="queue-count figure">(\d+)<\/span><strong>Usulan menunggu keputusan/
  assert.equal(waiting.exec((await get('/beranda', district)).body)?.[1], '1')
  const beyond = (await get('/beranda', neighbour)).body
  assert.equal(waiting.exec(beyond), null)
  assert.match(beyond, /Usulan menunggu keputusan/, 'the empty queue stays in reach')
  assert.doesNotMatch((await get('/beranda', operator)).body, /Usulan menunggu keputusan/)
})

test('nobody waits for himself: what I proposed is not in my queue', async () => {
  await rowsOf(owner, 'update proposals set proposed_by = $1', [`user:${districtOfficer.userId}`])
  assert.doesNotMatch((await get('/beranda', district)).body, /queue-count figure">1<\/span><strong>Usulan/)
  await rowsOf(owner, "update proposals set proposed_by = 'system:uji'")
})

test('the first steps are those of the role, ticked by what stands in the database, put away and taken out by their reader alone', async () => {
  const stepsOf = async (by: TestSession, url = '/beranda') => {
    const { body } = await get(url, by)
    const [, section = ''] = /id="langkah-pertama">(.*?)<\/section>/s.exec(body) ?? []
    return [...section.matchAll(/<span>([^<]+)<small>.*?<span class="tag (done|todo)">/gs)].map(
      ([, name, state]) => `${name ?? ''}: ${state ?? ''}`,
    )
  }
  const put = (by: TestSession, simpan: string) =>
    app.inject({
      method: 'POST',
      url: '/beranda/langkah',
      headers: { cookie: by.cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ csrf: by.csrf, simpan }).toString(),
    })
  const before = await stepsOf(operator)
  assert.ok(before.includes('Unggah daftar pertama: todo'), before.join())
  assert.ok(!before.some((step) => step.startsWith('Putuskan usulan')), before.join())
  const deciding = await stepsOf(district)
  assert.ok(deciding.includes('Putuskan usulan: todo'), deciding.join())
  await rowsOf(
    owner,
    "update proposed_people set state = 'refused', because = 'by-decision', decided_by = 'system:uji', decided_at = now()",
  )
  assert.ok((await stepsOf(district)).includes('Putuskan usulan: done'))
  await rowsOf(
    owner,
    "update proposed_people set state = 'proposed', because = null, decided_by = null, decided_at = null",
  )

  assert.equal((await put(district, 'ya')).statusCode, 303)
  assert.deepEqual(await stepsOf(district), [])
  assert.deepEqual(await stepsOf(operator), before)
  assert.match((await get('/bantuan', district)).body, /href="\/beranda\?langkah=1"/)
  assert.deepEqual(await stepsOf(district, '/beranda?langkah=1'), deciding)
  assert.equal((await put(district, 'tidak')).statusCode, 303)
  assert.deepEqual(await stepsOf(district), deciding)
})

test('pages and regions are found by name, and a number of a person is neither looked for nor shown again', async () => {
  assert.match((await find('tagihan', district)).body, /href="\/tagihan"/)
  assert.match((await find('sekayu', district)).body, /href="\/wilayah\/16\.06\.\d\d"/)
  assert.match((await find('qzxwvq zzqx', district)).body, /Tidak ada yang cocok/)
  const nik = await find('1699 9917 0290 0001', district)
  assert.match(nik.body, /Nomor orang tidak dicari di sini/)
  assert.doesNotMatch(nik.body, /1699|0290/)
})

test('the frame of staff is for whoever is signed in: other pages load neither its font nor its script', async () => {
  const own = await get('/beranda', operator)
  assert.match(own.body, /rel="preload" href="\/aset\/plus-jakarta-sans\.[0-9a-f]{12}\.woff2"/)
  assert.match(String(own.headers['content-security-policy']), /script-src 'self'/)
  const everybody = await app.inject('/iuran')
  assert.doesNotMatch(everybody.body, /<script src|woff2|class="staff"/)
  assert.doesNotMatch(String(everybody.headers['content-security-policy']), /script-src[^;]*'self'/)
})

test('the gallery of invented figures is only where training goes on', async () => {
  assert.equal((await get('/contoh', operator)).statusCode, 404)
})
