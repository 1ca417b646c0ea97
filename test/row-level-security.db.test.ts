import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { inScope } from '../src/modules/access/scope.ts'
import type { Tx } from '../src/platform/db.ts'
import { cloneDatabase } from './database.ts'
import { addTestPerson, addTestSession, rowsOf } from './people.ts'
import { addRegistryPair } from './registry-people.ts'
import { addRegistryRows } from './registry-rows.ts'
import { testRing } from './test-ring.ts'

// Its rows are invented and break what must hold of money, so the checks are not asked afterwards.
const { db, owner, close } = await cloneDatabase()
after(close)
const ring = testRing()
const province = await addTestPerson(owner, 'region-administrator', { region: '16', kind: 'province' })
const regency = await addTestPerson(owner, 'region-administrator', { region: '16.06', kind: 'regency' })
const sibling = await addTestPerson(owner, 'planner', { region: '16.71', kind: 'regency' })
const elsewhere = await addTestPerson(owner, 'planner', { region: '32', kind: 'province' })
const company = await addTestPerson(owner, 'company-officer', { region: '16.06', kind: 'company' })
const people = [province, regency, sibling, elsewhere, company]
for (const person of people) {
  await addTestSession(owner, ring, person)
  await rowsOf(
    owner,
    `insert into grant_ends (grant_id, ends_on, ended_at, reason) values ($1, '2030-01-01', now(), 'x')`,
    [person.grantId],
  )
  await rowsOf(
    owner,
    `insert into api_keys (organisation_id, name, key_hash, hint, actions, reach, region_code, persons_per_day, created_at, expires_on)
     values ($1, 'k', sha256($2::text::bytea), 'abcd', '{users.read}', 'organisation', 0, 1, now(), '2030-01-01')`,
    [person.organisationId, person.userId],
  )
}
await rowsOf(
  owner,
  `insert into api_key_persons (api_key_id, on_day, person, first_asked_at) select id, '2026-05-20', key_hash, now() from api_keys`,
)
await rowsOf(
  owner,
  `insert into passkeys (credential_id, user_id, public_key, sign_count, transports, name, created_at)
  select sha256(id::text::bytea), id, 'x', 0, '{}', 'k', now() from users`,
)
await rowsOf(
  owner,
  `insert into challenges (purpose, user_id, secret_hash, created_at, expires_at)
  select 'recovery', id, sha256(id::text::bytea), now(), now() + interval '1 day' from users`,
)
await rowsOf(
  owner,
  `insert into attempt_counts (bucket, failures, last_failed_at) values (sha256('x'), 1, now())`,
)

await rowsOf(
  owner,
  `insert into recovery_codes (user_id, code_hash, created_at) select id, sha256(id::text::bytea), now() from users`,
)
const { people: pair } = await addRegistryPair(owner, ring, { name: 'Pasangan', region: '16.06.01.2001' })
await rowsOf(
  owner,
  `insert into person_merges (kept_id, lost_id, reason, merged_at, change_ids, moved_identities, moved_statements, made_statements,
     statement_count) values ($1, $2, 'x', now(), '{1,2}', '{}', '{}', '{}', 0)`,
  [...pair],
)
await addRegistryRows(owner)
await rowsOf(owner, `insert into audit_entries (actor_kind, action) values ('system', 'test.done')`)

/** Tables whose rows are nobody's, each with the reason why no policy stands before it. A new table is under one or is named here. */
const NOBODYS: Readonly<Record<string, string>> = {
  regions: 'public: the map of the country',
  region_data_sets: 'public: where the map comes from',
  region_populations: 'public: numbers of people, no person',
  region_aliases: 'public: other names of regions',
  region_changes: 'public: decrees that change the map',
  region_mappings: 'public: old regions to new ones',
  region_boundaries: 'public: lines on a map',
  migrations: 'which migrations this database has',
  key_marks: 'marks of keys: no row of a person, and no right for the application',
  audit_links: 'hashes only: the end of the chain is public',
  training_mark: 'one row or none: what the database is for',
  work_mark: 'one row or none: what the database is for',
}
/** Written only for one's own regions, and read by everybody: statistics about regions, and which months are closed. */
const PUBLIC_TO_READ = new Set(['coverage_denominators', 'coverage_targets', 'ledger_closings'])
const tables = await rowsOf<{ name: string; forced: boolean }>(
  owner,
  `select relname as name, relrowsecurity and relforcerowsecurity as forced from pg_class
   where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace order by 1`,
)
const names = tables.filter(({ name, forced }) => forced && !PUBLIC_TO_READ.has(name)).map(({ name }) => name)

const countIn = async (tx: Tx, table: string): Promise<number> => {
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from ${sql.table(table)}`.execute(tx)
  return Number(rows[0]?.count ?? -1n)
}
test('row-level security is forced on every table, also for its owner, but on those whose rows are nobody’s', () => {
  assert.deepEqual(
    tables.filter(({ forced }) => !forced).map(({ name }) => name),
    Object.keys(NOBODYS).sort(),
  )
  assert.ok(names.length >= 12, names.join(', '))
})

test('a view reads as whoever asks: security_invoker', async () => {
  const views = await rowsOf<{ name: string; options: string[] | null }>(
    owner,
    `select relname as name, reloptions as options from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace`,
  )
  assert.deepEqual(
    views.filter(({ options }) => options?.includes('security_invoker=true') !== true),
    [],
  )
  assert.deepEqual(
    views.map(({ name }) => name),
    ['held_grants'],
  )
})

test('without a scope the application sees no row of anybody', async () => {
  for (const table of names)
    assert.ok((await rowsOf(owner, `select from ${table} limit 1`)).length > 0, table)
  await db.transaction().execute(async (tx) => {
    for (const table of names) assert.equal(await countIn(tx, table), 0, table)
    assert.equal(await countIn(tx, 'held_grants'), 0)
  })
})

test('with a scope it sees the reach of that role, in every table', async () => {
  const visible = (actor: typeof province.actor) =>
    inScope(db, actor, async (tx) => {
      const counts: Record<string, number> = {}
      for (const table of [
        'organisations',
        'users',
        'grants',
        'grant_ends',
        'held_grants',
        'sessions',
        'api_keys',
        'api_key_persons',
        'passkeys',
        'recovery_codes',
        'attempt_counts',
      ])
        counts[table] = await countIn(tx, table)
      return counts
    })
  const reach = (count: number) => ({
    organisations: count,
    users: count,
    grants: count,
    grant_ends: count,
    held_grants: count,
    sessions: count,
    api_keys: count,
    api_key_persons: count,
    passkeys: 1,
    recovery_codes: 1,
    attempt_counts: 0,
  })
  assert.deepEqual(await visible(province.actor), reach(4))
  assert.deepEqual(await visible(regency.actor), reach(2))
  assert.deepEqual(await visible(elsewhere.actor), reach(1))
  assert.deepEqual(await visible(company.actor), reach(1))
})

test('a scope does not outlive its transaction on the pooled connection', async () => {
  await Promise.all(people.map(({ actor }) => inScope(db, actor, (tx) => countIn(tx, 'users'))))
  for (let turn = 0; turn < 12; turn += 1) {
    const { rows } = await sql<{ count: bigint }>`select count(*) as count from users`.execute(db)
    assert.equal(Number(rows[0]?.count), 0)
  }
})

const stateOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  )
const PERMISSION_DENIED = '42501'

test('users, organisations and keys cannot be deleted, moved or given another name to sign in by', async () => {
  for (const statement of [
    'delete from users',
    'delete from organisations',
    'delete from api_keys',
    'delete from sessions',
    `update users set organisation_id = organisation_id`,
    `update users set email = email`,
    `update users set training = true`,
    `update api_keys set actions = actions`,
    `update api_keys set persons_per_day = 1000000`,
    `update organisations set region_code = 0`,
    `update sessions set user_id = user_id`,
  ]) {
    const run = inScope(db, province.actor, (tx) => sql.raw(statement).execute(tx))
    assert.equal(await stateOf(run), PERMISSION_DENIED, statement)
  }
})

test('whoever is in one region writes nothing into another', async () => {
  const insert = (statement: string) =>
    stateOf(inScope(db, regency.actor, (tx) => sql.raw(statement).execute(tx)))
  const grant = (userId: string, region: string) =>
    insert(`insert into grants (user_id, role, region_code, valid_from, reason, granted_at)
      values ('${userId}', 'planner', ${region}, '2026-05-20', 'x', now())`)
  assert.equal(await grant(sibling.userId, '1606000000'), PERMISSION_DENIED)
  assert.equal(await grant(company.userId, '1671000000'), PERMISSION_DENIED)
  assert.equal(await grant(company.userId, '1606000000'), 'done')
  assert.equal(
    await insert(
      `insert into users (organisation_id, name, email, created_at) values ('${sibling.organisationId}', 'x', 'x@y.z', now())`,
    ),
    PERMISSION_DENIED,
  )
  assert.equal(
    await insert(
      `insert into organisations (kind, name, region_code, created_at) values ('regency', 'x', 1671000000, now())`,
    ),
    PERMISSION_DENIED,
  )
  const changed = await inScope(db, regency.actor, (tx) =>
    sql`update users set disabled_at = now() where id = ${sibling.userId}`.execute(tx),
  )
  assert.equal(changed.numAffectedRows, 0n)
})

test('a unique key says nothing of another organisation: an address is taken only within one’s own', async () => {
  const add = (organisation: string, email: string, actor = regency.actor) =>
    stateOf(
      inScope(db, actor, (tx) =>
        sql`insert into users (organisation_id, name, email, created_at) values (${organisation}, 'x', ${email}, now())`.execute(
          tx,
        ),
      ),
    )
  assert.equal(await add(regency.organisationId, elsewhere.email), 'done')
  assert.equal(await add(regency.organisationId, regency.email), '23505')
  // Where one may not write one learns the same whether the address is there or not.
  assert.deepEqual(
    [await add(sibling.organisationId, sibling.email), await add(sibling.organisationId, 'tidak@ada.id')],
    [PERMISSION_DENIED, PERMISSION_DENIED],
  )
  const unique = await rowsOf<{ table: string; columns: string[] }>(
    owner,
    `select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns from pg_index i
     join pg_class c on c.oid = i.indrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
     where i.indisunique and not i.indisprimary and c.relname in ('users', 'organisations', 'grants', 'api_keys')
     group by c.relname, i.indexrelid order by 1`,
  )
  for (const { table, columns } of unique) {
    const isScoped = columns.some((column) => ['organisation_id', 'region_code', 'key_hash'].includes(column))
    assert.ok(isScoped, `${table}: ${columns.join(', ')}`)
  }
})

test('nobody is made at the door', async () => {
  const run = db.transaction().execute(async (tx) => {
    await sql`set local app.gate = 'sign-in'`.execute(tx)
    await sql`insert into users (organisation_id, name, email, created_at) values (${regency.organisationId}, 'x', 'p@q.r', now())`.execute(
      tx,
    )
  })
  assert.equal(await stateOf(run), PERMISSION_DENIED)
})

test('a scope is made of ids and numbers only', async () => {
  const forged = { ...regency.actor, userId: "'; set local app.gate = 'system" }
  await assert.rejects(
    inScope(db, forged, (tx) => countIn(tx, 'users')),
    RangeError,
  )
})
