import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../../../test/database.ts'
import { regionCode } from '../../kernel/region-code.ts'
import type { Tx } from '../../platform/db.ts'
import { SCRUBBED } from '../../platform/scrub.ts'
import type { AuditEntry } from './audit.ts'
import { listAuditOfSubject } from './queries.ts'
import { recordAudit, recordAuditMany } from './record-audit.ts'

const { db, pool, owner } = await testDatabase()

/** Runs work as a request does: settings that end with the transaction. */
function inScope<Answer>(
  settings: Readonly<Record<string, string>>,
  work: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  return db.transaction().execute(async (tx) => {
    for (const [name, value] of Object.entries(settings))
      await sql`select set_config(${`app.${name}`}, ${value}, true)`.execute(tx)
    return work(tx)
  })
}

const SYSTEM: AuditEntry = { actor: { kind: 'system' }, action: 'test.act' }
const record = (entry: Partial<AuditEntry>, settings = {}) =>
  inScope(settings, (tx) => recordAudit(tx, { ...SYSTEM, ...entry }))

async function last(): Promise<Record<string, unknown>> {
  const { rows } = await owner.pool.query<Record<string, unknown>>(
    'select * from audit_entries order by id desc limit 1',
  )
  return rows[0] ?? {}
}

test('an entry says who, in which role, did what to whom, when, why and from where', async () => {
  const before = Date.now()
  await record(
    {
      actor: { kind: 'user', id: '12', role: 'auditor', organisationId: '4' },
      action: 'person.unmask',
      subject: { kind: 'person', id: '88' },
      region: regionCode('16.06'),
      reason: 'Telepon dari keluarga',
      purpose: 'claim',
      count: 1,
      details: { field: 'nik', pages: [1, 2] },
      address: '10.1.2.3',
      requestId: 'r-1',
    },
    { user_id: '12' },
  )
  const { id, occurred_at, transaction_number, ...rest } = await last()
  assert.ok(Number(id) > 0 && Number(transaction_number) > 0)
  assert.ok((occurred_at as Date).getTime() >= before - 5_000)
  assert.deepEqual(rest, {
    actor_kind: 'user',
    actor_id: '12',
    role: 'auditor',
    organisation_id: '4',
    region_code: 1606000000n,
    action: 'person.unmask',
    subject_kind: 'person',
    subject_id: '88',
    reason: 'Telepon dari keluarga',
    purpose: 'claim',
    affected_count: 1n,
    details: { field: 'nik', pages: [1, 2] },
    address: '10.1.2.3',
    request_id: 'r-1',
  })
})

test('an act that is rolled back leaves no entry, and an entry that is refused undoes its act', async () => {
  await assert.rejects(
    db.transaction().execute(async (tx) => {
      await recordAudit(tx, { ...SYSTEM, action: 'test.rolled-back' })
      throw new Error('the act failed')
    }),
    /the act failed/,
  )
  const { rows } = await owner.pool.query(`select from audit_entries where action = 'test.rolled-back'`)
  assert.equal(rows.length, 0)
})

test('many entries are one statement, also beyond the number of parameters a statement may have', async () => {
  const entries = Array.from({ length: 20_000 }, (_, index): AuditEntry => ({
    ...SYSTEM,
    action: 'test.many',
    subject: { kind: 'file', id: String(index) },
  }))
  await db.transaction().execute((tx) => recordAuditMany(tx, entries))
  const { rows } = await owner.pool.query<{ count: number; acts: number }>(
    `select count(*)::int as count, count(distinct transaction_number)::int as acts from audit_entries where action = 'test.many'`,
  )
  assert.deepEqual(rows, [{ count: 20_000, acts: 1 }])
})

test('a NIK in a reason is hidden, and anywhere else refused', async () => {
  await record({ reason: 'Peserta 1699991702900001 menelepon', purpose: '1699 9917 0290 0001' })
  assert.equal((await last())['reason'], `Peserta ${SCRUBBED} menelepon`)
  assert.equal((await last())['purpose'], SCRUBBED)
  const nik = '1699991702900001'
  const refused: Partial<AuditEntry>[] = [
    { subject: { kind: 'person', id: nik } },
    { details: { nik } },
    { details: { text: `NIK ${nik}.` } },
    { details: { nik: Number(nik) } },
    { details: { niks: ['1', nik] } },
    { requestId: nik },
  ]
  for (const entry of refused)
    await assert.rejects(record(entry), /audit_holds_no_identity_number/, JSON.stringify(entry))
  // An id that merely has many digits is no NIK.
  await record({
    subject: { kind: 'person', id: '12345678-1234-4234-8234-123456789012' },
    details: { amount: 123456789012345 },
  })
})

test('an entry without a word for its act, without its actor or with half a subject is refused', async () => {
  await assert.rejects(record({ action: 'Unmask Person' }), /audit_action_is_a_word_with_dots/)
  await assert.rejects(record({ details: { text: 'x'.repeat(17_000) } }), /audit_details_are_a_small_object/)
  await assert.rejects(record({ reason: 'x'.repeat(1_001) }), /audit_texts_are_short/)
  const insert = (columns: string, values: string) =>
    pool.query(`insert into audit_entries (${columns}) values (${values})`)
  await assert.rejects(insert('actor_kind, action', `'api-key', 'a'`), /audit_names_a_user_or_a_key/)
  await assert.rejects(
    insert('actor_kind, action, subject_kind', `'system', 'a', 'person'`),
    /audit_subject_has_kind_and_id/,
  )
})

test('nobody writes an entry in the name of another user', async () => {
  const actor = { kind: 'user', id: '12' } as const
  await assert.rejects(record({ actor }), /row-level security/)
  await assert.rejects(record({ actor }, { user_id: '13' }), /row-level security/)
  await record({ actor }, { user_id: '12' })
})

test('the application can neither change nor delete nor empty the audit, nor choose number and time, nor write links', async () => {
  for (const statement of [
    `update audit_entries set reason = 'x'`,
    'delete from audit_entries',
    'truncate audit_entries',
    `insert into audit_entries (actor_kind, action, occurred_at) values ('system', 'a', now() - interval '1 day')`,
    `insert into audit_entries (actor_kind, action, transaction_number) values ('system', 'a', 1)`,
    `insert into audit_links values (1, 1, sha256(''), sha256(''))`,
    `update audit_links set hash = sha256('')`,
    'delete from audit_links',
    'truncate audit_links',
    'select * from key_marks',
    'alter table audit_entries disable row level security',
    'drop function seal_audit_entries',
  ]) {
    await assert.rejects(pool.query(statement), /permission denied|must be owner/, statement)
  }
  await assert.rejects(
    pool.query(
      `insert into audit_entries (id, actor_kind, action) overriding system value values (1, 'system', 'a')`,
    ),
    /permission denied/,
  )
})

test('an auditor reads the region of the role and nobody else reads anything', async () => {
  await owner.pool.query(`insert into audit_entries (actor_kind, action, region_code)
    select 'system', 'test.region', code from unnest(array[1606000000, 1606012001, 1671000000, null]::bigint[]) code`)
  const seen = (settings: Record<string, string>) =>
    inScope(settings, async (tx) => {
      const { rows } = await sql<{ code: string | null }>`
        select region_code::text as code from audit_entries where action = 'test.region' order by id`.execute(
        tx,
      )
      return rows.map(({ code }) => code)
    })
  const muba = { region_first: '1606000000', region_last: '1606999999' }
  assert.deepEqual(await seen({ role: 'auditor', ...muba }), ['1606000000', '1606012001'])
  assert.deepEqual(await seen({ role: 'auditor', region_first: '0', region_last: '9999999999' }), [
    '1606000000',
    '1606012001',
    '1671000000',
    null,
  ])
  assert.deepEqual(await seen({ role: 'village-operator', ...muba }), [])
  assert.deepEqual(await seen({ role: 'auditor' }), [])
  assert.deepEqual(await seen({}), [])
})

test('a person can be told who looked at her record, and nothing of others', async () => {
  const look = (id: string, action: string) => ({ ...SYSTEM, action, subject: { kind: 'person', id } })
  await db
    .transaction()
    .execute((tx) =>
      recordAuditMany(tx, [
        look('501', 'person.read'),
        look('502', 'person.read'),
        look('501', 'person.unmask'),
      ]),
    )
  await inScope({}, async (tx) => {
    const entries = await listAuditOfSubject(tx, { kind: 'person', id: '501' }, { limit: 10 })
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['person.unmask', 'person.read'],
    )
    const [newest] = entries
    const older = await listAuditOfSubject(
      tx,
      { kind: 'person', id: '501' },
      { limit: 10, before: newest?.id ?? 0 },
    )
    assert.deepEqual(
      older.map(({ action }) => action),
      ['person.read'],
    )
    const { rows } = await sql`select from audit_entries`.execute(tx)
    assert.equal(rows.length, 0)
  })
})
