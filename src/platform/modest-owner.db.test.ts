import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { emptyDatabase } from '../../test/database.ts'
import { rowsOf } from '../../test/people.ts'
import { recordAudit } from '../modules/audit/record-audit.ts'
import { decryptField, encryptField } from './crypto.ts'
import { openDatabase } from './db.ts'
import { ENCRYPTED_COLUMNS } from './encrypted-columns.ts'
import { rotateFieldKey } from './key-rotation.ts'
import { openKeys } from './key-source.ts'
import { migrate } from './migrate.ts'

const PERSON = '3f0b8c1e-5a51-4a0e-9d0c-2f6a1f4f7a10'
const SESSION = '7d1c2a90-0c8e-4f6f-8f5c-0b9e4d3a2b11'

/** A migrated database whose owner is no superuser, as many a hosted server gives it out. */
async function modestDatabase(): Promise<string> {
  const { ownerUrl } = await emptyDatabase()
  const [name, database] = [`modest_${String(process.pid)}`, ownerUrl.slice(ownerUrl.lastIndexOf('/') + 1)]
  await administer(ownerUrl, [
    `create role ${name} login password 'modest' createrole`,
    `grant payung_app to ${name}`,
    `alter database ${database} owner to ${name}`,
    `alter schema public owner to ${name}`,
  ])
  after(() => administer(ownerUrl.replace(database, 'postgres'), [`drop role ${name}`]))
  const url = ownerUrl.replace(/\/\/[^@]+@/, `//${name}:modest@`)
  await migrate(url, { progress: () => undefined })
  return url
}

async function administer(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

test('an owner without superuser re-encrypts every encrypted column, though row-level security binds him', async () => {
  const owner = openDatabase(await modestDatabase(), { maxConnections: 3 })
  const dataFolder = mkdtempSync(join(tmpdir(), 'payung-modest-'))
  const settings = { dataFolder, keys: null, keysCommand: null }
  try {
    const { ring } = await openKeys(settings, owner)
    const secretOf = (table: string, column: string, rowId: string) =>
      encryptField(ring, { table, column, rowId }, `rahasia ${table}`)
    await rowsOf(
      owner,
      `insert into organisations (kind, name, region_code, created_at) values ('village', 'Desa', 0, now())`,
    )
    await rowsOf(
      owner,
      `insert into users (id, organisation_id, name, email, created_at, totp_secret)
       select $1, id, 'Siti', 'siti@contoh.go.id', now(), $2 from organisations`,
      [PERSON, secretOf('users', 'totp_secret', PERSON)],
    )
    await rowsOf(
      owner,
      `insert into sessions (id, token_hash, user_id, created_at, last_seen_at, address, agent, begun_secret, begun_at)
       values ($1, sha256('x'), $2, now(), now(), '127.0.0.1', 'test', $3, now())`,
      [SESSION, PERSON, secretOf('sessions', 'begun_secret', SESSION)],
    )
    const report = await rotateFieldKey({
      owner,
      columns: ENCRYPTED_COLUMNS,
      openKeys: () => openKeys(settings, owner),
      record: (tx, { action }) => recordAudit(tx, { actor: { kind: 'system' }, action }),
    })
    assert.deepEqual(report, {
      version: 2,
      isNewVersion: true,
      done: ENCRYPTED_COLUMNS.length,
      unreadable: [],
    })
    const { rows } = await owner.pool.query<{ super: boolean; secret: Buffer; begun: Buffer }>(
      `select r.rolsuper as super, u.totp_secret as secret, s.begun_secret as begun
       from pg_roles r, users u, sessions s where r.rolname = current_user`,
    )
    const [row] = rows
    assert.ok(row && !row.super)
    const read = (table: string, column: string, rowId: string, stored: Buffer) =>
      decryptField(ring, { table, column, rowId }, stored)
    assert.equal(read('users', 'totp_secret', PERSON, row.secret), 'rahasia users')
    assert.equal(read('sessions', 'begun_secret', SESSION, row.begun), 'rahasia sessions')
  } finally {
    await owner.close()
    rmSync(dataFolder, { recursive: true })
  }
})
