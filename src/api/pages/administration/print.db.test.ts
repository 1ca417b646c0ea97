import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../../../test/database.ts'
import { exampleOffice } from '../../../../test/example-office.ts'
import { addTestSession, rowsOf, TEST_NOW, type TestPerson } from '../../../../test/people.ts'
import { testRing } from '../../../../test/test-ring.ts'
import { clockAt } from '../../../platform/clock.ts'
import { buildApp } from '../../app.ts'

const { db, owner } = await testDatabase()
const deps = { db, clock: clockAt(TEST_NOW), ring: testRing() }
const app = await buildApp({ ...deps, log: { level: 'silent' } })
after(() => app.close())
const office = await exampleOffice({ ...deps, owner })
const [ratna] = await rowsOf<{ id: string }>(owner, `select id from users where name = 'Ratna'`)

const get = async (url: string, person: TestPerson) => {
  const { cookie } = await addTestSession(owner, deps.ring, person)
  return app.inject({ url, headers: { cookie, accept: 'text/html' } })
}
const printed = () =>
  rowsOf<{ action: string; actor: string; subject: string | null; count: number | null }>(
    owner,
    `select action, actor_id as actor, subject_id as subject, affected_count::int as count from audit_entries
     where action like '%.print' order by id`,
  )
const rowsIn = (body: string) => body.split('<tr role="row"').length - 2

/** Every page that names persons, with whoever may see it. */
const PAGES: readonly (readonly [
  path: string,
  action: string,
  who: keyof typeof office,
  subject: string | null,
])[] = [
  ['/audit', 'audit.print', 'auditor', null],
  ['/admin/peran', 'roles.print', 'operator', null],
  ['/admin/pengguna', 'users.print', 'administrator', null],
  [`/admin/pengguna/${ratna?.id ?? ''}`, 'users.print', 'administrator', ratna?.id ?? ''],
  ['/akun/jejak', 'account.print', 'operator', office.operator.userId],
  ['/akun/titipkan', 'account.print', 'operator', null],
]

for (const [path, action, who, subject] of PAGES) {
  test(`${path.replace(ratna?.id ?? '', ':id')}: the print view is an entry of the audit with its rows; the page itself is none and leaves nothing for paper`, async () => {
    const before = (await printed()).length
    const page = await get(path, office[who])
    assert.equal(page.statusCode, 200, page.body)
    assert.match(page.body, new RegExp(`<a href="${path}/cetak">Cetak</a>`))
    assert.match(page.body, /<p class="on-paper">Halaman ini dicetak lewat tombol Cetak/)
    const onScreen = page.body.slice(page.body.indexOf('<div class="on-screen">'))
    assert.equal(onScreen.includes('<table'), page.body.includes('<table'))
    assert.equal((await printed()).length, before)

    const view = await get(`${path}/cetak`, office[who])
    assert.equal(view.statusCode, 200, view.body)
    assert.match(view.body, /Dicetak oleh [^<]+, 20 Mei 2026[^<]*\. Tercatat dalam jejak audit\./)
    assert.equal(view.headers['cache-control'], 'no-store')
    assert.doesNotMatch(view.body, /class="on-paper"|<form|class="acts"/)
    const [entry, ...more] = (await printed()).slice(before)
    const count = Math.max(rowsIn(view.body), 0)
    assert.deepEqual(entry, { action, actor: office[who].userId, subject, count })
    assert.deepEqual(more, [])
  })
}

test('the print view shows what the filter shows, and says which filter it was', async () => {
  const { body } = await get('/admin/pengguna/cetak?query=ratna', office.administrator)
  assert.match(body, /Disaring menurut Nama atau alamat email: ratna/)
  assert.equal(rowsIn(body), 1)
  assert.equal((await printed()).at(-1)?.count, 1)
})

test('whoever may not see a page may not print it, and no printing is recorded', async () => {
  const before = (await printed()).length
  assert.equal((await get('/audit/cetak', office.operator)).statusCode, 403)
  assert.equal((await get('/admin/pengguna/cetak', office.operator)).statusCode, 403)
  const stranger = `/admin/pengguna/00000000-0000-4000-8000-000000000000/cetak`
  assert.equal((await get(stranger, office.administrator)).statusCode, 404)
  assert.equal((await printed()).length, before)
})

test('regions in the tables of the administration have their name beside the code', async () => {
  const { body } = await get('/admin/pengguna', office.administrator)
  assert.match(body, /BPJS Ketenagakerjaan Cabang Palembang, Kota Palembang \(16\.71\)/)
  assert.match(body, /Operator desa\/kelurahan, Kel\. [^(<]+ \(16\.71\.01\.1001\)/)
  assert.match((await get('/admin/organisasi', office.administrator)).body, /Kota Palembang \(16\.71\)/)
})
