import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { budgetStage, VILLAGE } from '../../../test/budget-stage.ts'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, addTestSession, rowsOf, TEST_NOW, type TestSession } from '../../../test/people.ts'
import { testRing } from '../../../test/test-ring.ts'
import { buildApp } from '../../api/app.ts'
import { clockAt } from '../../platform/clock.ts'
import { findMinutesKind, MOST_MINUTES, MOST_MINUTES_BYTES } from './minutes.ts'
import { withdrawProposal } from './propose-people.ts'

const database = await testDatabase()
const { db, pool, owner } = database
const ring = testRing()
const folder = await mkdtemp(join(tmpdir(), 'payung-minutes-'))
const app = await buildApp({
  db,
  pool,
  ring,
  listFolder: folder,
  clock: clockAt(TEST_NOW),
  log: { level: 'silent' },
})
after(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})
const stage = budgetStage(database)
const village = await addTestPerson(owner, 'village-operator', { region: VILLAGE, kind: 'village' })
const operator = await addTestSession(owner, ring, village)
const sessionOf = async (role: 'district-officer', region: string) =>
  addTestSession(owner, ring, await addTestPerson(owner, role, { region, kind: 'district' }))
const district = await sessionOf('district-officer', '16.06.01')
const far = await sessionOf('district-officer', '16.06.02')
const payerId = await stage.payer()
const proposed = async () =>
  stage.propose(await stage.programme(payerId, { places: 1 }), await stage.people(1), village.by)

const PDF = Buffer.from('%PDF-1.7\nberita acara musyawarah desa\n%%EOF')
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
const JPG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])

function send(url: string, by: TestSession, bytes: Buffer | null, name = 'berita acara.pdf') {
  const part = (head: string, body: Buffer) =>
    Buffer.concat([Buffer.from(`--x\r\n${head}\r\n\r\n`), body, Buffer.from('\r\n')])
  const payload = Buffer.concat([
    part('content-disposition: form-data; name="csrf"', Buffer.from(by.csrf)),
    part(
      `content-disposition: form-data; name="file"; filename="${bytes === null ? '' : name}"\r\ncontent-type: application/octet-stream`,
      bytes ?? Buffer.alloc(0),
    ),
    Buffer.from('--x--\r\n'),
  ])
  return app.inject({
    method: 'POST',
    url,
    headers: { cookie: by.cookie, accept: 'text/html', 'content-type': 'multipart/form-data; boundary=x' },
    payload,
  })
}
const get = (url: string, by: TestSession) =>
  app.inject({ url, headers: { cookie: by.cookie, accept: 'text/html' } })
const countOf = async (id: string) =>
  (await rowsOf(owner, 'select from proposal_minutes where proposal_id = $1', [id])).length

test('minutes are attached on the page, lie encrypted, and come back byte for byte to whoever sees the proposal', async () => {
  const id = await proposed()
  const path = `/usulan/${id}/berita-acara`
  assert.match((await get(path, operator)).body, /type="file"/)
  const sent = await send(path, operator, PDF)
  assert.equal(sent.statusCode, 303, sent.body)
  const page = await get(`/usulan/${id}?pesan=berkas`, district)
  assert.match(page.body, /Berkas tersimpan/)
  assert.match(page.body, /berita acara\.pdf \(1 KB\)/)
  const [, file = ''] = new RegExp(`${path}/([0-9a-f-]{36})`).exec(page.body) ?? []
  const [name = ''] = await readdir(join(folder, 'berita-acara'))
  assert.equal(name, file)
  assert.ok(!(await readFile(join(folder, 'berita-acara', file))).includes('musyawarah'))

  const got = await get(`${path}/${file}`, district)
  assert.deepEqual([got.statusCode, got.headers['content-type']], [200, 'application/pdf'])
  assert.match(
    String(got.headers['content-disposition']),
    /^attachment; filename="berita-acara-[0-9a-f]{8}\.pdf"$/,
  )
  assert.ok(got.rawPayload.equals(PDF))
  const api = await get(`/api/v1/proposals/${id}/minutes/${file}`, district)
  assert.ok(api.rawPayload.equals(PDF))
  const looks = await rowsOf(
    owner,
    `select from audit_entries where action = 'proposals.minutes-read' and subject_id = $1`,
    [id],
  )
  assert.equal(looks.length, 2)

  for (const url of [path, `${path}/${file}`, `/api/v1/proposals/${id}/minutes/${file}`])
    assert.equal((await get(url, far)).statusCode, 404, url)
  const other = await proposed()
  assert.equal((await get(`/usulan/${other}/berita-acara/${file}`, district)).statusCode, 404)
})

test('what is no PDF, JPG or PNG by its bytes, is too large, missing or there already is refused on the form, and nothing is kept', async () => {
  const id = await proposed()
  const path = `/usulan/${id}/berita-acara`
  const refused = async (bytes: Buffer | null, name?: string) => {
    const { statusCode, body } = await send(path, operator, bytes, name)
    return [statusCode, /<p[^>]*class="error"[^>]*>/.test(body) || body.includes('href="#file"')] as const
  }
  assert.deepEqual(
    [
      await refused(Buffer.from('<html>bukan</html>'), 'palsu.pdf'),
      await refused(null),
      await refused(Buffer.concat([PDF, Buffer.alloc(MOST_MINUTES_BYTES)])),
    ],
    [
      [422, true],
      [422, true],
      [413, true],
    ],
  )
  assert.equal(await countOf(id), 0)
  assert.equal((await send(path, operator, PDF)).statusCode, 303)
  assert.equal((await send(path, operator, PDF)).statusCode, 409)
  assert.equal((await send(path, operator, JPG, 'foto.jpg')).statusCode, 303)
  const kept = await rowsOf<{ id: string }>(owner, 'select id from proposal_minutes')
  assert.deepEqual(
    (await readdir(join(folder, 'berita-acara'))).toSorted(),
    kept.map((row) => row.id).toSorted(),
  )
})

test('a proposal has so many files and no more, and none once it is withdrawn', async () => {
  const id = await proposed()
  const path = `/api/v1/proposals/${id}/minutes`
  for (let count = 0; count < MOST_MINUTES; count += 1)
    assert.equal(
      (await send(path, operator, Buffer.concat([PNG, Buffer.from([count])]), 'foto.png')).statusCode,
      201,
    )
  assert.equal((await send(path, operator, PDF)).statusCode, 409)
  await withdrawProposal(stage.deps, village.by, { id, reason: 'Salah daftar' })
  assert.equal((await send(path, operator, PDF)).statusCode, 409)
  assert.equal(await countOf(id), MOST_MINUTES)
})

test('a long number in the name of a file is hidden', async () => {
  const id = await proposed()
  assert.equal(
    (await send(`/usulan/${id}/berita-acara`, operator, PDF, 'ba 1699991702900001.pdf')).statusCode,
    303,
  )
  const [kept] = await rowsOf<{ file_name: string }>(
    owner,
    'select file_name from proposal_minutes where proposal_id = $1',
    [id],
  )
  assert.doesNotMatch(kept?.file_name ?? '', /\d{16}/)
})

test('a file is what its first bytes say', () => {
  assert.deepEqual([PDF, PNG, JPG, Buffer.from('GIF89a'), Buffer.alloc(0)].map(findMinutesKind), [
    'application/pdf',
    'image/png',
    'image/jpeg',
    null,
    null,
  ])
})
