import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { emptyDatabase, testDatabase } from '../../../test/database.ts'
import { Refusal, type RefusalDetails } from '../../kernel/refusal.ts'
import { openDatabase } from '../../platform/db.ts'
import { migrate } from '../../platform/migrate.ts'
import { loadRegionsIfMissing } from './load-regions.ts'
import { pinnedListFolder } from './read-region-list.ts'

const { ownerUrl } = await emptyDatabase()
await migrate(ownerUrl, { progress: () => undefined })
const empty = openDatabase(ownerUrl)
after(() => empty.close())
const loaded = await testDatabase()

/** The pinned list with one file edited, in a folder that goes when the test ends. */
async function editedList(
  t: { after(undo: () => Promise<void>): void },
  file: string,
  edit: (text: string) => string,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'payung-list-'))
  t.after(() => rm(folder, { recursive: true }))
  await cp(pinnedListFolder(), folder, { recursive: true })
  await writeFile(join(folder, file), edit(await readFile(join(folder, file), 'utf8')))
  return folder
}

async function refusalOf<Code extends 'region-list-broken' | 'region-list-differs'>(
  code: Code,
  load: Promise<unknown>,
): Promise<RefusalDetails[Code]> {
  const error: unknown = await load.then(
    () => null,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof Refusal && error.code === code, String(error))
  return error.value.details as RefusalDetails[Code]
}

const count = async (database: typeof empty, table: string) =>
  (await database.pool.query<{ count: bigint }>(`select count(*) from ${table}`)).rows[0]?.count

test('a list with a duplicate and an orphan stops with both named, and nothing is written', async (t) => {
  const folder = await editedList(
    t,
    'villages.csv',
    (text) => text + '16.06.01.2001,16.06.01,Kembar\n16.06.99.2001,16.06.99,Yatim\n',
  )
  const { count: problemCount, problems } = await refusalOf(
    'region-list-broken',
    loadRegionsIfMissing(empty, () => undefined, folder),
  )
  assert.equal(problemCount, problems.length)
  assert.deepEqual(
    problems.map(({ kind, where, value }) => `${kind} ${where} ${value}`),
    [
      'duplicate villages.csv:83764 16.06.01.2001',
      'orphan villages.csv:83765 16.06.99.2001',
      'count-wrong Indonesia, desa 75253 ≠ 75252',
      'count-wrong 16, desa 2857 ≠ 2856',
    ],
  )
  for (const table of ['regions', 'region_data_sets', 'region_aliases', 'region_populations']) {
    assert.equal(await count(empty, table), 0n, table)
  }
})

test('of very many problems the first 20 are shown, with their number', async (t) => {
  const folder = await editedList(t, 'districts.csv', (text) => text.replaceAll(',16.', ',17.'))
  const { count: problemCount, problems } = await refusalOf(
    'region-list-broken',
    loadRegionsIfMissing(empty, () => undefined, folder),
  )
  assert.equal(problems.length, 20)
  assert.equal(problemCount, 241)
})

test('a load that breaks off half-way leaves nothing behind', async (t) => {
  await empty.pool.query('alter table region_populations rename to hidden')
  t.after(() => loadRegionsIfMissing(empty, () => undefined))
  await assert.rejects(loadRegionsIfMissing(empty, () => undefined))
  await empty.pool.query('alter table hidden rename to region_populations')
  assert.equal(await count(empty, 'regions'), 0n)
  assert.equal(await count(empty, 'region_data_sets'), 0n)
})

const SNAPSHOT = `
  select md5(string_agg(t::text, '|' order by t::text)) as hash from (
    select 'region', r::text, r.xmin::text from regions r
    union all select 'alias', a::text, a.xmin::text from region_aliases a
    union all select 'population', p::text, p.xmin::text from region_populations p
    union all select 'set', s::text, s.xmin::text from region_data_sets s
  ) t`

test('the same list again changes nothing, not even a row version', async () => {
  const snapshot = async () => (await loaded.owner.pool.query<{ hash: string }>(SNAPSHOT)).rows[0]?.hash
  const before = await snapshot()
  const said: string[] = []
  await loadRegionsIfMissing(loaded.owner, (line) => said.push(line))
  assert.equal(await snapshot(), before)
  assert.deepEqual(said, [])
})

test('another list never overwrites: its differences are named and wait for a dated change', async (t) => {
  const folder = await editedList(t, 'villages.csv', (text) =>
    text.replace('16.06.01.2001,16.06.01,', '16.06.01.2001,16.06.01,Baru '),
  )
  const { count: differenceCount, differences } = await refusalOf(
    'region-list-differs',
    loadRegionsIfMissing(loaded.owner, () => undefined, folder),
  )
  assert.equal(differenceCount, 1)
  assert.deepEqual(differences, [{ code: '16.06.01.2001', kind: 'renamed', name: 'Baru Sukarami' }])
  assert.equal(await count(loaded.owner, 'regions'), 91_599n)
})

test('rows carry the decree, the source and the day they hold from', async () => {
  const { rows } = await loaded.pool.query(
    'select distinct valid_from, valid_to, decree, source, begun_by, ended_by from regions',
  )
  assert.deepEqual(rows, [
    {
      valid_from: '2025-04-25',
      valid_to: null,
      decree: 'Kepmendagri 300.2.2-2138/2025 jo 300.2.2-2430/2025',
      source: 'idn-area-data 4.0.1',
      begun_by: null,
      ended_by: null,
    },
  ])
})

test('the database itself refuses a second row for one code and day, and a code with a zero part above a filled one', async () => {
  const insert = (code: number, from: string) =>
    loaded.owner.pool.query(
      `insert into regions (code, name, search_name, valid_from, decree, source) values ($1, 'Ganda', 'ganda', $2, 'x', 'x')`,
      [code, from],
    )
  await assert.rejects(insert(1_606_000_000, '2030-01-01'), /one_region_per_code_and_day/)
  await assert.rejects(insert(1_600_010_000, '2030-01-01'), /region_code_is_well_formed/)
})

const TABLES = [
  'regions',
  'region_data_sets',
  'region_populations',
  'region_aliases',
  'region_changes',
  'region_mappings',
  'region_boundaries',
]
for (const table of TABLES) {
  test(`the application reads ${table} and cannot write it`, async () => {
    await loaded.pool.query(`select * from ${table} limit 1`)
    const { rows } = await loaded.owner.pool.query<{ column: string }>(
      `select column_name as column from information_schema.columns
       where table_name = $1 and is_generated = 'NEVER' and is_identity = 'NO' limit 1`,
      [table],
    )
    const column = rows[0]?.column ?? ''
    const denied = new RegExp(`permission denied for table ${table}`)
    await assert.rejects(loaded.pool.query(`insert into ${table} (${column}) values (null)`), denied)
    await assert.rejects(loaded.pool.query(`update ${table} set ${column} = ${column}`), denied)
    await assert.rejects(loaded.pool.query(`delete from ${table}`), denied)
    await assert.rejects(loaded.pool.query(`truncate ${table}`), denied)
  })
}
