import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import pg from 'pg'
import { emptyDatabase } from '../../test/database.ts'
import type { Migration } from './migration-files.ts'
import { listMigrations, migrate } from './migrate.ts'
import { OperatorFailure } from './operator-failure.ts'

const silent = { progress: () => undefined }

function file(number: number, name: string, sql: string): Migration {
  const padded = `${String(number).padStart(4, '0')}_${name}`
  return { number, name: padded, sql, checksum: createHash('sha256').update(sql).digest('hex') }
}

const FIRST = file(1, 'pens', 'create table pens (id integer)')
const SECOND = file(2, 'inks', 'create table inks (id integer)')
const BROKEN = file(2, 'broken', 'create table inks (id integer); select 1 / 0')

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

async function failureOf(run: Promise<unknown>): Promise<string> {
  const error: unknown = await run.then(
    () => assert.fail('nothing was refused'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof OperatorFailure, String(error))
  return error.message
}

test('migrations are applied once, in order, and remembered', async () => {
  const { ownerUrl } = await emptyDatabase()
  assert.deepEqual(await migrate(ownerUrl, { ...silent, files: [FIRST] }), ['0001_pens'])
  assert.deepEqual(await migrate(ownerUrl, { ...silent, files: [FIRST, SECOND] }), ['0002_inks'])
  assert.deepEqual(await migrate(ownerUrl, { ...silent, files: [FIRST, SECOND] }), [])
})

test('two programs that start at once migrate one after the other', async () => {
  const { ownerUrl } = await emptyDatabase()
  const slow = file(1, 'slow', 'select pg_sleep(0.3); create table pens (id integer)')
  const both = await Promise.all([
    migrate(ownerUrl, { ...silent, files: [slow] }),
    migrate(ownerUrl, { ...silent, files: [slow] }),
  ])
  assert.deepEqual(both.map((names) => names.length).sort(), [0, 1])
})

test('a failed migration leaves nothing half done, is named, and stops every later start until somebody asks for it', async () => {
  const { ownerUrl } = await emptyDatabase()
  const files = [FIRST, BROKEN]
  const first = await failureOf(migrate(ownerUrl, { ...silent, files }))
  assert.match(first, /0002_broken gagal dan dibatalkan seluruhnya: division by zero/)
  const [found] = await query<{ inks: string | null }>(ownerUrl, `select to_regclass('inks')::text as inks`)
  assert.equal(found?.inks, null)

  const fixed = [FIRST, { ...SECOND, name: BROKEN.name }]
  assert.match(
    await failureOf(migrate(ownerUrl, { ...silent, files: fixed })),
    /0002_broken pernah gagal.*\.\/payung migrate/,
  )
  const states = await listMigrations(ownerUrl, fixed)
  assert.deepEqual(
    states.map(({ status, failure }) => [status, failure]),
    [
      ['applied', undefined],
      ['failed', 'division by zero'],
    ],
  )
  assert.deepEqual(await migrate(ownerUrl, { ...silent, files: fixed, retryFailed: true }), [BROKEN.name])
})

test('a migration whose program died is simply applied again', async () => {
  const { ownerUrl } = await emptyDatabase()
  await migrate(ownerUrl, { ...silent, files: [FIRST] })
  await query(ownerUrl, `insert into migrations values (2, '0002_inks', 'x', 'running')`)
  assert.deepEqual(await migrate(ownerUrl, { ...silent, files: [FIRST, SECOND] }), ['0002_inks'])
})

test('a database with a migration that this program does not know is refused and left alone', async () => {
  const { ownerUrl } = await emptyDatabase()
  await migrate(ownerUrl, { ...silent, files: [FIRST, SECOND] })
  const sentence = await failureOf(migrate(ownerUrl, { ...silent, files: [FIRST] }))
  assert.match(sentence, /skema 0002_inks; program ini hanya mengenal sampai 0001_pens/)
})

test('a file that changed after it was applied is refused', async () => {
  const { ownerUrl } = await emptyDatabase()
  await migrate(ownerUrl, { ...silent, files: [FIRST] })
  const changed = file(1, 'pens', 'create table pens (id bigint)')
  assert.match(await failureOf(migrate(ownerUrl, { ...silent, files: [changed] })), /0001_pens berubah/)
})

test('a migration that commits by itself is a failed migration', async () => {
  const { ownerUrl } = await emptyDatabase()
  const sly = file(1, 'sly', 'create table pens (id integer); commit; begin; create table inks (id integer)')
  assert.match(await failureOf(migrate(ownerUrl, { ...silent, files: [sly] })), /ends its transaction itself/)
  const [found] = await query<{ inks: string | null }>(ownerUrl, `select to_regclass('inks')::text as inks`)
  assert.equal(found?.inks, null)
})

test('a database that is not there or does not accept us is one plain sentence', async () => {
  const { ownerUrl } = await emptyDatabase()
  const missing = `${ownerUrl.slice(0, ownerUrl.lastIndexOf('/'))}/no_such_database`
  assert.match(await failureOf(migrate(missing, silent)), /belum ada/)
  assert.match(
    await failureOf(migrate(ownerUrl.replace(/:[^:@/]+@/, ':wrong@'), silent)),
    /menolak kata sandi/,
  )
  assert.match(await failureOf(migrate('postgres://a:b@127.0.0.1:1/x', silent)), /tidak menjawab/)
  assert.match(await failureOf(migrate('postgres://a:b@%2Fnowhere/x', silent)), /Soket/)
})
