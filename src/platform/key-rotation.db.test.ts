import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { recordAudit } from '../modules/audit/record-audit.ts'
import { decryptField, encryptField, fieldVersion } from './crypto.ts'
import { keyFileOf, readKeyFile } from './key-file.ts'
import { listKeyMarks } from './key-marks.ts'
import { listKeyUse, retireFieldKey, rotateFieldKey, type RotationDeps } from './key-rotation.ts'
import { fixedRing, withNewVersion } from './key-ring.ts'
import { openKeys } from './key-source.ts'
import { reencryptColumn } from './rotate-keys.ts'

const { owner, ownerUrl } = await testDatabase()
const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A new installation in this database: its keys, and a table of its own with one encrypted value per row. */
async function installation(rowCount: number) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'payung-rotation-'))
  folders.push(dataFolder)
  await owner.pool.query('truncate key_marks')
  const table = `notes_${folders.length}`
  await owner.pool.query(`create table ${table} (id bigint primary key, "secret text" bytea)`)
  const column = { table, column: 'secret text', key: 'id' }
  const settings = { dataFolder, keys: null, keysCommand: null }
  const { ring } = await openKeys(settings, owner)
  const write = async (ids: readonly number[]) => {
    const values = ids.map((id) =>
      encryptField(ring, { table, column: column.column, rowId: id }, `isi ${id}`),
    )
    await owner.pool.query(`insert into ${table} select * from unnest($1::bigint[], $2::bytea[])`, [
      ids,
      values,
    ])
  }
  await write(Array.from({ length: rowCount }, (_, index) => index + 1))
  const deps: RotationDeps = {
    owner,
    columns: [column],
    openKeys: () => openKeys(settings, owner),
    record: (tx, { action, version, count }) =>
      recordAudit(tx, {
        actor: { kind: 'system' },
        action,
        details: { version },
        ...(count !== undefined && { count }),
      }),
  }
  const readAll = async () => {
    const { rows } = await owner.pool.query<{ id: bigint; stored: Buffer }>(
      `select id, "secret text" as stored from ${table} order by id`,
    )
    return rows.map(({ id, stored }) => ({
      version: fieldVersion(stored),
      text: decryptField(ring, { table, column: column.column, rowId: id }, stored),
    }))
  }
  const versions = async () => (await listKeyUse(owner, [column]))[0]?.versions
  return { dataFolder, table, column, ring, deps, readAll, versions, write }
}

test('a rotation brings every value to a new version and changes none', async () => {
  const { deps, readAll, dataFolder, versions } = await installation(2_500)
  const report = await rotateFieldKey(deps)
  assert.deepEqual(report, { version: 2, isNewVersion: true, done: 2_500, unreadable: [] })
  assert.deepEqual(await versions(), [{ version: 2, count: 2_500 }])
  assert.deepEqual(
    await readAll(),
    Array.from({ length: 2_500 }, (_, index) => ({ version: 2, text: `isi ${index + 1}` })),
  )
  assert.deepEqual([...(readKeyFile(keyFileOf(dataFolder))?.field.keys() ?? [])], [1, 2])
  const { rows } = await owner.pool.query(
    `select action, affected_count::int as count, details from audit_entries order by id desc limit 2`,
  )
  assert.deepEqual(rows, [
    { action: 'keys.reencrypt', count: 2_500, details: { version: 2 } },
    { action: 'keys.add-version', count: null, details: { version: 2 } },
  ])
})

test('one pass over a column reaches every row, however the numbers of the rows look as text', async () => {
  const { column, deps, ring } = await installation(1_200)
  const { keys } = await deps.openKeys()
  const report = await reencryptColumn(owner.pool, fixedRing(withNewVersion(keys, 'field')), column, {
    batchSize: 100,
  })
  assert.deepEqual(report, { done: 1_200, outrun: 0, unreadable: [] })
  assert.equal(ring.newest('field'), 1)
})

test('a rotation killed in the middle is finished by the next, without another version', async () => {
  const { deps, readAll, versions, dataFolder, table, column } = await installation(20_000)
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../../test/rotate-child.ts'), ownerUrl, dataFolder, table, column.column],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = new Promise<string | null>((resolve) => {
    child.on('close', (_code, signal) => {
      resolve(signal)
    })
  })
  child.stdout.once('data', () => child.kill('SIGKILL'))
  assert.equal(await ended, 'SIGKILL')
  const between = (await versions()) ?? []
  assert.deepEqual(
    between.map(({ version }) => version),
    [1, 2],
  )
  // While it is unfinished, everything can be read: the server that runs knows both.
  assert.equal((await readAll()).length, 20_000)

  const report = await rotateFieldKey(deps)
  assert.equal(report.isNewVersion, false)
  assert.equal(report.version, 2)
  assert.equal(report.done, between.find(({ version }) => version === 1)?.count)
  assert.deepEqual(await versions(), [{ version: 2, count: 20_000 }])
  assert.ok((await readAll()).every(({ text }, index) => text === `isi ${index + 1}`))
})

test('a value that a server writes while it is being re-encrypted is not overwritten', async () => {
  const { deps, table, column, ring, readAll } = await installation(1)
  const place = { table, column: column.column, rowId: 1 }
  const client = await owner.pool.connect()
  await client.query('begin')
  await client.query(`update ${table} set "secret text" = $1 where id = 1`, [
    encryptField(ring, place, 'baru'),
  ])
  const rotation = rotateFieldKey(deps)
  await untilBlocked()
  await client.query('commit')
  client.release()
  await rotation
  assert.deepEqual(await readAll(), [{ version: 2, text: 'baru' }])
})

async function untilBlocked(): Promise<void> {
  for (;;) {
    const { rows } = await owner.pool.query<{ stuck: boolean }>(
      `select exists (select from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0) as stuck`,
    )
    if (rows[0]?.stuck) return
  }
}

test('a tampered value stops nothing and is named by table and row, not by content', async () => {
  const { deps, table, versions } = await installation(30)
  await owner.pool.query(
    `update ${table} set "secret text" = set_byte("secret text", 20, 255 - get_byte("secret text", 20)) where id = 7`,
  )
  await owner.pool.query(
    `update ${table} set "secret text" = (select "secret text" from ${table} where id = 9) where id = 8`,
  )
  await owner.pool.query(`update ${table} set "secret text" = '' where id = 9`)
  const report = await rotateFieldKey(deps)
  const at = (rowId: string) => ({ table, column: 'secret text', rowId })
  assert.deepEqual(report, {
    version: 2,
    isNewVersion: true,
    done: 27,
    unreadable: [at('7'), at('8'), at('9')],
  })
  assert.deepEqual(await versions(), [
    { version: -1, count: 1 },
    { version: 1, count: 2 },
    { version: 2, count: 27 },
  ])
})

test('a version is retired only when no value uses it', async () => {
  const { deps, dataFolder, table, column, ring } = await installation(3)
  const place = { table, column: column.column, rowId: 3 }
  const old = encryptField(ring, place, 'isi 3')
  await assert.rejects(retireFieldKey(deps, 1), /Versi 1 sedang dipakai/)
  await rotateFieldKey(deps)
  await owner.pool.query(`update ${table} set "secret text" = $1 where id = 3`, [old])
  await assert.rejects(retireFieldKey(deps, 1), /Versi 1 masih dipakai di notes_\d+\.secret text/)
  assert.deepEqual([...(readKeyFile(keyFileOf(dataFolder))?.field.keys() ?? [])], [1, 2])
  assert.equal((await rotateFieldKey(deps)).isNewVersion, false)
  await retireFieldKey(deps, 1)
})

test('a retired version is gone from the file, and the next start does not miss it', async () => {
  const { deps, dataFolder, readAll } = await installation(3)
  await rotateFieldKey(deps)
  await retireFieldKey(deps, 1)
  assert.deepEqual([...(readKeyFile(keyFileOf(dataFolder))?.field.keys() ?? [])], [2])
  const marks = await listKeyMarks(owner.db)
  assert.deepEqual(
    marks
      .filter(({ name }) => name === 'field')
      .map(({ version, retiredAt }) => [version, retiredAt !== null]),
    [
      [1, true],
      [2, false],
    ],
  )
  await deps.openKeys()
  assert.equal((await readAll()).length, 3)
  await assert.rejects(retireFieldKey(deps, 9), /tidak punya versi 9/)
})

test('two rotations do not run at once', async () => {
  const { deps } = await installation(1)
  const client = await owner.pool.connect()
  await client.query('select pg_advisory_lock(7298642)')
  await assert.rejects(rotateFieldKey(deps), /Perputaran kunci lain sedang berjalan/)
  client.release(true)
})
