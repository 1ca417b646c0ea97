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

const REQUEST = '9e1b6f20-77aa-4a9d-8d10-2f4d1c6b7a55'
const LIST = '5c2f7a34-9d15-4f0a-8a55-1f1f4c5f2d33'
const GIFT = '2a7c1d34-6b15-4c0f-9e55-4f1f4c5f2d77'
const RESULT = '2f6a1f4f-7a10-4a0e-9d0c-3f0b8c1e5a51'
const MINUTES = '8d4f1c6b-7a55-4a0e-9d0c-2f4d1c6b7a11'
const OFFICE = '1b0d9a56-2c44-4a0b-9a5f-6e0c7d2b4f44'
/** One value in each encrypted column of people and lists: table, column, what it is bound to, and how it is written. */
const REGISTRY = [
  [
    'people',
    'sealed',
    '1',
    `insert into people (id, name, name_keys, residence_region, segment, sealed, stated_mark, recorded_at)
     values (1, 'SITI', '{st}', 1606012001, 'BPU', $1, decode(repeat('00', 16), 'hex'), now())`,
  ],
  [
    'person_statements',
    'sealed',
    `1.${OFFICE}`,
    `insert into person_statements (person_id, organisation_id, name, name_keys, residence_region, stated, sealed, stated_mark,
       recorded_at) values (1, '${OFFICE}', 'SITI', '{st}', 1606012001, '{}', $1, decode(repeat('00', 16), 'hex'), now())`,
  ],
  [
    'person_changes',
    'sealed_before',
    '1',
    `insert into person_changes (id, person_id, cause, changes, sealed_before, changed_at) values (1, 1, 'form', '{}', $1, now())`,
  ],
  [
    'imports',
    'sealed_key',
    LIST,
    `insert into imports (id, purpose, region_code, file_name, file_sha256, byte_count, sealed_key, state, created_at)
     values ('${LIST}', 'own-account', 1606012001, 'x', sha256('x'), 1, $1, 'done', now())`,
  ],
  [
    'import_repairs',
    'sealed',
    `${LIST}.2.nik`,
    `insert into import_repairs (import_id, row_number, field, sealed, recorded_at) values ('${LIST}', 2, 'nik', $1, now())`,
  ],
  [
    'import_preview_rows',
    'sealed',
    `${LIST}.2`,
    `insert into import_preview_rows (import_id, row_number, gravity, fate, outcomes, sealed)
     values ('${LIST}', 2, 0, 'refused', '[]', $1)`,
  ],
  [
    'person_change_requests',
    'sealed',
    REQUEST,
    `insert into person_change_requests (id, person_id, asked_by, kind, changes, sealed, reason, needs_approval, state, asked_at)
     values ('${REQUEST}', 1, 'system:x', 'details', '{}', $1, 'x', false, 'pending', now())`,
  ],
  [
    'gift_neighbours',
    'sealed',
    GIFT,
    `with donor as (insert into payers (id, kind, name, region_code, recorded_at)
         values ('${OFFICE}', 'employee', 'X', 1606012001, now()) returning id),
       roster as (insert into rosters (id, payer_id, kind, name, region_code, paid_from, conditions)
         select '${GIFT}', id, 'gift', 'X', 1606012001, 'gift', '{}' from donor returning id, payer_id),
       gift as (insert into gifts (id, code, kind, payer_id, is_anonymous, region_code, people_count, months, prices, total, rest,
           request_key, request_hash, promised_at, last_day)
         select id, 'ABCDEFGHJKLM', 'neighbour', payer_id, false, 1606012001, 1, '[2027-01-01,2027-02-01)', '[]', 1, 'return', 'x',
           sha256('x'), now(), '2027-01-01' from roster returning id)
     insert into gift_neighbours (gift_id, sealed, nik_index, region_code, consent_version, consent_hash, consented_at, remind_on)
     select id, $1, sha256('x'), 1606012001, '2026-11-01', sha256('x'), now(), '2027-01-01' from gift`,
  ],
  [
    'submission_results',
    'sealed',
    RESULT,
    `with s as (insert into submissions (number, segment, bpu_package, region_code, state, people_count, made_at, made_by)
       values ('PGJ-2026-000001', 'BPU', 'T', 0, 'draft', 1, now(), 'system:x') returning id)
     insert into submission_results (id, submission_id, file_name, file_sha256, told_on, row_count, state, counts, remarks, sealed, read_at,
       read_by) select '${RESULT}', id, 'x', sha256('x'), '2026-05-20', 1, 'read', '{}', '[]', $1, now(), 'system:x' from s`,
  ],
  [
    'proposal_minutes',
    'sealed_key',
    MINUTES,
    `with payer as (insert into payers (kind, name, region_code, recorded_at) values ('apbd-regency', 'X', 1606000000, now()) returning id),
       programme as (insert into programmes (payer_id, name, months, programmes, rules, income, legal_basis, region_code)
         select id, 'X', '[2027-01-01,2028-01-01)', '[0,2)', '[]', 0, 'x', 1606000000 from payer returning id),
       proposal as (insert into proposals (programme_id, region_code, minutes_number, minutes_on, proposed_by, submitted_at)
         select id, 1606012001, 'x', '2026-05-04', 'system:x', now() from programme returning id)
     insert into proposal_minutes (id, proposal_id, file_name, media_type, byte_count, file_sha256, sealed_key, added_by, added_at)
     select '${MINUTES}', id, 'x', 'image/png', 1, sha256('x'), $1, 'system:x', now() from proposal`,
  ],
] as const

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
    for (const [table, column, key, insert] of REGISTRY) {
      await rowsOf(owner, insert, [secretOf(table, column, key)])
    }
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
