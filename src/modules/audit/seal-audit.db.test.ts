import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../../../test/database.ts'
import type { Db } from '../../platform/db.ts'
import { recordAudit } from './record-audit.ts'
import { createSealer } from './seal-audit.ts'

const { db, pool, owner, interleave } = await testDatabase()

beforeEach(() => owner.pool.query('truncate audit_entries, audit_links'))

const write = (on: Db, action = 'test.act') =>
  on.transaction().execute((tx) => recordAudit(tx, { actor: { kind: 'system' }, action }))

async function writeMany(count: number): Promise<void> {
  await owner.pool.query(
    `insert into audit_entries (actor_kind, action) select 'system', 'test.many' from generate_series(1, $1)`,
    [count],
  )
}

async function linked(): Promise<string[]> {
  const { rows } = await owner.pool.query<{ action: string }>(
    `select e.action from audit_links l join audit_entries e on e.id = l.entry_id order by l.position`,
  )
  return rows.map(({ action }) => action)
}

test('sealing links what is new, in batches, and a second time nothing', async () => {
  await writeMany(250)
  const sealer = createSealer(db, 100)
  assert.deepEqual(await sealer.seal(), { sealed: 250, position: 250 })
  assert.deepEqual(await sealer.seal(), { sealed: 0, position: 250 })
  await write(db)
  assert.deepEqual(await sealer.seal(), { sealed: 1, position: 251 })
  assert.deepEqual(await createSealer(db).seal(), { sealed: 0, position: 251 })
})

test('a batch that is full to the last entry loses none of the next', async () => {
  await writeMany(200)
  const sealer = createSealer(db, 100)
  assert.deepEqual(await sealer.seal(), { sealed: 200, position: 200 })
  await writeMany(1)
  assert.deepEqual(await sealer.seal(), { sealed: 1, position: 201 })
})

test('an entry that a long transaction commits late is linked when it appears', async () => {
  const sealer = createSealer(db)
  const slow = await pool.connect()
  await slow.query('begin')
  await slow.query(`insert into audit_entries (actor_kind, action) values ('system', 'test.late')`)
  await write(db, 'test.early')
  assert.equal((await sealer.seal()).sealed, 1)
  // Twice more, so that a sealer which only remembers the last number or time would be past it.
  await write(db, 'test.middle')
  assert.equal((await sealer.seal()).sealed, 1)
  await sealer.seal()
  await slow.query('commit')
  slow.release()
  assert.equal((await sealer.seal()).sealed, 1)
  assert.deepEqual(await linked(), ['test.early', 'test.middle', 'test.late'])
})

test('a transaction that began before but writes only after sealing is found too', async () => {
  const sealer = createSealer(db)
  const slow = await pool.connect()
  await slow.query('begin')
  await slow.query('select pg_current_xact_id()')
  for (const action of ['test.one', 'test.two']) {
    await write(db, action)
    await sealer.seal()
  }
  await slow.query(`insert into audit_entries (actor_kind, action) values ('system', 'test.late')`)
  await slow.query('commit')
  slow.release()
  assert.equal((await sealer.seal()).sealed, 1)
})

test('two sealers at once link every entry once, in one chain', async () => {
  await writeMany(50)
  const [first, second] = await interleave(
    (on) =>
      on.transaction().execute(async (tx) => {
        const { rows } = await sql<{
          sealed_count: number
        }>`select sealed_count from seal_audit_entries(1000, 0)`.execute(tx)
        return rows[0]?.sealed_count
      }),
    (on) => createSealer(on).seal(),
  )
  assert.deepEqual(first, { status: 'fulfilled', value: 50 })
  assert.deepEqual(second, { status: 'fulfilled', value: { sealed: 0, position: 50 } })
})

test('whoever writes an entry does not wait for the sealer, nor for another writer', async () => {
  await writeMany(10)
  const holding = await pool.connect()
  await holding.query('begin')
  await holding.query(`insert into audit_entries (actor_kind, action) values ('system', 'test.held')`)
  await holding.query('select * from seal_audit_entries(1000, 0)')
  await pool.query(
    `set statement_timeout = '2s'; insert into audit_entries (actor_kind, action) values ('system', 'test.free')`,
  )
  await holding.query('rollback')
  holding.release()
  assert.equal((await createSealer(db).seal()).sealed, 11)
})

test('entries that are linked already are not read again, however many there are', async () => {
  // Of as many transactions, all ended: a plan that does not know that reads them all.
  await owner.pool.query(
    `insert into audit_entries (actor_kind, action, transaction_number)
     select 'system', 'test.many', -n from generate_series(1, 20000) n`,
  )
  const client = await owner.pool.connect()
  let since = '-20000'
  const rowsRead = async () => {
    const { rows } = await client.query<{ count: number }>(
      `select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int as count
       from pg_stat_xact_user_tables where relname in ('audit_entries', 'audit_links')`,
    )
    return rows[0]?.count ?? 0
  }
  const sealAndCount = async () => {
    await client.query('begin')
    const before = await rowsRead()
    const { rows } = await client.query<{ since: string }>(
      'select next_since_transaction::text as since from seal_audit_entries(100000, $1)',
      [since],
    )
    const count = (await rowsRead()) - before
    await client.query('commit')
    since = rows[0]?.since ?? since
    return count
  }
  await sealAndCount()
  await client.query('analyze audit_entries, audit_links')
  // More often than PostgreSQL plans for the values at hand before it may settle on one plan for all.
  for (let round = 0; round < 8; round += 1) {
    await write(db)
    const count = await sealAndCount()
    assert.ok(count < 50, `round ${round} read ${count} rows`)
  }
  client.release()
})
