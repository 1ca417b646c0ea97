import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, addTestSession, rowsOf, TEST_NOW } from '../../../test/people.ts'
import { testRing } from '../../../test/test-ring.ts'
import { buildApp } from '../../api/app.ts'
import { clockAt } from '../../platform/clock.ts'
import { exportTrail, exportUsers, type Export } from './export-rows.ts'

const { db, owner } = await testDatabase()
const ring = testRing()
const deps = { db, clock: clockAt(TEST_NOW) }
const app = await buildApp({ ...deps, ring, log: { level: 'silent' } })
after(() => app.close())

const regency = await addTestPerson(owner, 'region-administrator', { region: '16.06', kind: 'regency' })
const auditor = await addTestPerson(owner, 'auditor', { region: '16.06', kind: 'auditor' })
const elsewhere = await addTestPerson(owner, 'planner', { region: '16.71', kind: 'regency' })
const MANY = 2_500

await rowsOf(
  owner,
  `insert into users (organisation_id, name, email, created_at)
   select $1, 'Orang ' || n % 7, 'banyak' || n || '@contoh.id', now() from generate_series(1, ${String(MANY)}) n`,
  [regency.organisationId],
)
await rowsOf(
  owner,
  `insert into audit_entries (actor_kind, action, region_code) select 'system', 'many.done', 1606000000 from generate_series(1, ${String(MANY)})`,
)

async function all<Row>({ pages }: Export<Row>): Promise<Row[]> {
  const rows: Row[] = []
  for await (const page of pages) rows.push(...page)
  return rows
}
const recorded = async (action: string): Promise<number[]> =>
  (
    await rowsOf<{ count: bigint }>(
      owner,
      'select affected_count as count from audit_entries where action = $1 order by id',
      [action],
    )
  ).map(({ count }) => Number(count))

test('an export of the trail holds every entry, however many, each once, and one entry says how many left', async () => {
  const rows = await all(await exportTrail(deps, auditor.by, { action: 'many.' }))
  assert.equal(rows.length, MANY)
  assert.deepEqual(
    rows.map(({ id }) => id),
    [...new Set(rows.map(({ id }) => id))].sort((a, b) => b - a),
  )
  assert.deepEqual(await recorded('audit.export'), [MANY])
})

test('what is recorded while the file is read is not in it, also when its transaction began before', async () => {
  const late = await owner.pool.connect()
  await late.query(
    `begin; insert into audit_entries (actor_kind, action, region_code) values ('system', 'many.late', 1606000000)`,
  )
  const opened = await exportTrail(deps, auditor.by, { action: 'many.' })
  await late.query('commit')
  late.release()
  assert.equal(opened.rowCount, MANY)
  assert.equal((await all(opened)).length, MANY)
  assert.equal((await exportTrail(deps, auditor.by, { action: 'many.' })).rowCount, MANY + 1)
})

test('an export of users holds everybody within reach, each once, and nobody else', async () => {
  const opened = await exportUsers(deps, regency.by, {})
  const rows = await all(opened)
  const [within] = await rowsOf<{ count: bigint }>(
    owner,
    `select count(*) as count from users u join organisations o on o.id = u.organisation_id
     where o.region_code between 1606000000 and 1606999999`,
  )
  assert.equal(rows.length, Number(within?.count))
  assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length)
  assert.equal(
    rows.some(({ id }) => id === elsewhere.userId),
    false,
  )
  assert.deepEqual(await recorded('users.export'), [rows.length])
  assert.equal((await all(await exportUsers(deps, regency.by, { query: 'banyak1@' }))).length, 1)
})

test('an export that is cut off after its first page is recorded with all that could have left', async () => {
  const before = await recorded('users.export')
  const { pages, rowCount } = await exportUsers(deps, regency.by, { query: 'banyak' })
  for await (const page of pages) {
    assert.ok(page.length < rowCount)
    break
  }
  assert.deepEqual(await recorded('users.export'), [...before, MANY])
})

test('the files behind the pages are whole, private, and made of rows for a spreadsheet', async () => {
  for (const [person, url, count] of [
    [regency, '/admin/pengguna.csv?query=banyak', MANY],
    [auditor, '/audit.csv?action=many.done', MANY],
  ] as const) {
    const { headers } = await addTestSession(owner, ring, person)
    const answer = await app.inject({ url, headers })
    assert.equal(answer.statusCode, 200, answer.body)
    assert.equal(answer.headers['cache-control'], 'no-store')
    assert.match(String(answer.headers['content-disposition']), /^attachment; filename="[a-z-]+\.csv"$/)
    assert.ok(answer.body.startsWith('\uFEFF"'))
    assert.equal(answer.body.trimEnd().split('\r\n').length, count + 1, url)
  }
})
