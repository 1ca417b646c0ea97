import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { ENCRYPTED_COLUMNS } from './encrypted-columns.ts'

const { owner } = await testDatabase()

const COMMENTED = `
  select c.relname as table, a.attname as column, array(
    select k.attname::text from pg_index i
    join pg_attribute k on k.attrelid = c.oid and k.attnum = any (i.indkey)
    where i.indrelid = c.oid and i.indisprimary and (i.indnkeyatts = 1 or k.attgenerated = 's')
    union all
    -- A key of several columns cannot be in the value: such a table has one generated column that stands for them.
    select k.attname::text from pg_attribute k
    where k.attrelid = c.oid and k.attgenerated = 's'
      and exists (select from pg_index u where u.indrelid = c.oid and u.indisunique and k.attnum = any (u.indkey))) as key
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and a.atttypid = 'bytea'::regtype
  where n.nspname = 'public' and col_description(c.oid, a.attnum) ilike 'encrypted%'
  order by c.relname, a.attname`

async function commented() {
  const { rows } = await owner.pool.query<{ table: string; column: string; key: string[] }>(COMMENTED)
  return rows.map(({ table, column, key }) => ({ table, column, key: key.join(', ') }))
}

test('the columns that rotation knows are those whose comment begins with "encrypted", each with the key of its table', async () => {
  const known = ENCRYPTED_COLUMNS.toSorted((a, b) =>
    `${a.table}.${a.column}`.localeCompare(`${b.table}.${b.column}`),
  )
  assert.deepEqual(await commented(), known)
})

test('the owner of a table with encrypted values reads and rewrites every row of it, or rotation would pass some over', async () => {
  const { rows } = await owner.pool.query<{ table: string; cmd: string }>(
    `select tablename as table, cmd from pg_policies p join pg_class c on c.oid = p.tablename::regclass
     where pg_get_userbyid(c.relowner) = any (p.roles) and p.qual = 'true' and p.permissive = 'PERMISSIVE'`,
  )
  for (const { table } of ENCRYPTED_COLUMNS) {
    const commands = rows.filter((row) => row.table === table).map(({ cmd }) => cmd)
    assert.ok(commands.includes('ALL') || (commands.includes('SELECT') && commands.includes('UPDATE')), table)
  }
})

test('a new encrypted column is noticed', async () => {
  await owner.pool.query(`create table letters (id bigint primary key, body bytea, seal bytea)`)
  await owner.pool.query(`comment on column letters.body is 'Encrypted text of the letter.'`)
  assert.deepEqual(
    (await commented()).filter(({ table }) => table === 'letters'),
    [{ table: 'letters', column: 'body', key: 'id' }],
  )
})
