import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../../../test/database.ts'
import { addTestPerson, addTestSession, rowsOf, TEST_NOW } from '../../../../test/people.ts'
import { testRing } from '../../../../test/test-ring.ts'
import { clockAt } from '../../../platform/clock.ts'
import { buildApp } from '../../app.ts'

const { db, owner } = await testDatabase()
const ring = testRing()
const app = await buildApp({ db, ring, clock: clockAt(TEST_NOW), log: { level: 'silent' } })
after(() => app.close())
const regency = await addTestPerson(owner, 'region-administrator', { region: '16.06', kind: 'regency' })
const session = await addTestSession(owner, ring, regency)
const plain = await addTestPerson(owner, 'planner', {
  region: '16.06',
  kind: 'regency',
  organisation: regency.organisationId,
})
const planner = await addTestSession(owner, ring, plain)

const get = (url: string, { cookie } = session) =>
  app.inject({ url, headers: { cookie, accept: 'text/html' } })
const post = (url: string, fields: Record<string, string>, { cookie, csrf } = session) =>
  app.inject({
    method: 'POST',
    url,
    headers: { cookie, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ ...fields, csrf }).toString(),
  })

test('a user is added by the form, gets a role, and his one-time link is shown once and is in no address', async () => {
  const fields = {
    organisation: regency.organisationId,
    name: 'Ani',
    email: 'ani@contoh.go.id',
    reason: 'SK',
  }
  const added = await post('/admin/pengguna/tambah', fields)
  const path = String(added.headers.location)
  assert.equal(added.statusCode, 303)
  assert.match(path, /^\/admin\/pengguna\/[0-9a-f-]{36}\?pesan=simpan$/)
  const page = path.split('?', 1)[0] ?? ''
  const granted = await post(`${page}/peran`, {
    role: 'planner',
    region: '16.06',
    validFrom: '2026-05-20',
    validTo: '',
    reason: 'SK',
  })
  assert.equal(granted.statusCode, 303, granted.body)
  const shown = await get(path)
  assert.match(shown.body, /Perencana \(Bappeda\)/)
  assert.match(shown.body, /Sudah disimpan/)
  const link = await post(`${page}/tautan`, { reason: 'undangan' })
  assert.deepEqual([link.statusCode, link.headers['cache-control']], [200, 'no-store'])
  assert.match(link.body, /<code class="secret">http:[^<]*\/atur-sandi\/[A-Za-z0-9_-]{43}<\/code>/)
})

test('what was typed wrongly comes back at its field with everything typed, and nothing is stored', async () => {
  const fields = { organisation: regency.organisationId, name: '<b>Ani</b>', email: 'bukan', reason: 'SK' }
  const answer = await post('/admin/pengguna/tambah', fields)
  assert.equal(answer.statusCode, 422)
  assert.match(answer.body, /<title>Kesalahan: /)
  assert.match(answer.body, /href="#email"/)
  assert.match(answer.body, /value="&lt;b&gt;Ani&lt;\/b&gt;"/)
  assert.equal((await rowsOf(owner, `select from users where email = 'bukan'`)).length, 0)
})

test('a new key is shown once, by the form with its ticked actions', async () => {
  const answer = await post('/admin/kunci-api/buat', {
    organisation: regency.organisationId,
    name: 'Dasbor',
    'actions.users.read': 'ya',
    'actions.keys.read': 'ya',
    reach: 'region',
    region: '16.06',
    personsPerDay: '100',
    expiresOn: '2026-12-31',
    reason: 'PKS',
  })
  assert.equal(answer.statusCode, 200, answer.body)
  const key = /payung_[0-9A-Za-z]{43}/.exec(answer.body)?.[0] ?? ''
  const asked = await app.inject({ url: '/api/v1/api-keys', headers: { authorization: `Bearer ${key}` } })
  assert.equal(asked.statusCode, 200)
  assert.equal((await get('/admin/kunci-api')).body.includes(key), false)
})

test('whoever may not do something sees it disabled with the reason, not missing', async () => {
  const { body, statusCode } = await get('/admin', planner)
  assert.equal(statusCode, 200)
  assert.match(body, /aria-disabled="true">Pengguna<\/span> <small>Peran Anda tidak boleh melakukan ini/)
  assert.equal((await get('/admin/pengguna', planner)).statusCode, 403)
})

test('one sees who looked at one’s record: who, in which role, when', async () => {
  await get(`/admin/pengguna/${plain.userId}`)
  const { body } = await get('/akun/jejak', planner)
  assert.match(body, /Melihat pengguna/)
  assert.match(body, /Administrator daerah/)
})

test('every page for administrators is private and complete in English too', async () => {
  for (const path of [
    '/admin',
    '/admin/pengguna',
    '/admin/organisasi',
    '/admin/kunci-api',
    '/admin/peran',
    '/akun/titipkan',
  ]) {
    const answer = await get(`${path}?lang=en`)
    assert.deepEqual([answer.statusCode, answer.headers['cache-control']], [200, 'no-store'], path)
    assert.match(answer.body, /<html lang="en">/)
  }
})
