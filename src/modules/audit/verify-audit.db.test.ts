import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import fc from 'fast-check'
import { testDatabase } from '../../../test/database.ts'
import { clockAt } from '../../platform/clock.ts'
import type { AuditEntry } from './audit.ts'
import { headFileOf } from './head-file.ts'
import { createSealing } from './keep-sealing.ts'
import { recordAuditMany } from './record-audit.ts'
import { rowHash } from './row-hash.ts'
import { createSealer } from './seal-audit.ts'
import { verifyAudit } from './verify-audit.ts'

const { db, owner } = await testDatabase()
const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => owner.pool.query('truncate audit_entries, audit_links restart identity'))

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'payung-audit-'))
  folders.push(folder)
  return folder
}

const NOWHERE = '/nowhere/audit-heads.jsonl'
const verify = (headFile = NOWHERE) => verifyAudit(owner, { headFile })
const brokenAs = async (headFile?: string) => (await verify(headFile)).broken

async function sealed(count: number): Promise<void> {
  const entries = Array.from({ length: count }, (_, index): AuditEntry => ({
    actor: { kind: 'public' },
    action: 'test.act',
    reason: `ke-${index}`,
    details: { index },
  }))
  await db.transaction().execute((tx) => recordAuditMany(tx, entries))
  await createSealer(db).seal()
}

/** As somebody with every right in the database. */
const tamper = (statement: string) => owner.pool.query(statement)

/** Computes the whole chain again, as a careful forger would. */
const FORGE = `do $$
declare head bytea := decode(repeat('00', 32), 'hex'); l record;
begin
  for l in select e.id, k.position, audit_row_hash(e) as row_hash from audit_links k join audit_entries e on e.id = k.entry_id order by k.position loop
    head := sha256(head || l.row_hash);
    update audit_links set row_hash = l.row_hash, hash = head where position = l.position;
  end loop;
end $$`

test('a chain that nobody touched is whole, and what is not sealed yet is counted', async () => {
  await sealed(12_000)
  await db
    .transaction()
    .execute((tx) => recordAuditMany(tx, [{ actor: { kind: 'system' }, action: 'test.new' }]))
  const { seconds, oldestUnsealedAt, ...verdict } = await verify()
  assert.deepEqual(verdict, { checked: 12_000, unsealed: 1, headCount: 0 })
  assert.ok(seconds > 0 && oldestUnsealedAt instanceof Date)
})

test('an empty audit is whole', async () => {
  const { seconds: _seconds, ...verdict } = await verify()
  assert.deepEqual(verdict, { checked: 0, unsealed: 0, oldestUnsealedAt: null, headCount: 0 })
})

const CHANGES = [
  `reason = 'lain'`,
  `occurred_at = occurred_at + interval '1 microsecond'`,
  `actor_kind = 'system'`,
  `details = '{"index": 6}'`,
  `reason = null`,
  `purpose = ''`,
  `address = '::1'`,
  `region_code = 0`,
  `transaction_number = 1`,
]
for (const change of CHANGES) {
  test(`an entry changed by ${change} is named`, async () => {
    await sealed(10)
    await tamper(`update audit_entries set ${change} where id = 5`)
    assert.deepEqual(await brokenAs(), { kind: 'entry-changed', position: 5, entryId: 5 })
  })
}

test('a deleted entry is named, and so is a deleted link', async () => {
  await sealed(10)
  await tamper('delete from audit_entries where id = 5')
  assert.deepEqual(await brokenAs(), { kind: 'entry-missing', position: 5, entryId: 5 })
  await tamper('delete from audit_links where position = 4')
  assert.deepEqual(await brokenAs(), { kind: 'link-missing', position: 4 })
  await tamper('truncate audit_entries, audit_links restart identity')
})

test('an entry taken out together with its link, the others moved up, is found where it was', async () => {
  await sealed(10)
  await tamper('delete from audit_entries where id = 5; delete from audit_links where position = 5')
  await tamper('update audit_links set position = position - 1 where position > 5')
  const broken = await brokenAs()
  assert.deepEqual(broken, { kind: 'link-changed', position: 5, entryId: 6 })
})

test('an entry put in between is named, whether or not its link has a fitting hash', async () => {
  for (const hash of [`sha256(l.hash || audit_row_hash(e))`, `sha256('made up')`]) {
    await tamper('truncate audit_entries, audit_links restart identity')
    await sealed(10)
    await tamper('update audit_links set position = position + 100 where position > 5')
    await tamper('update audit_links set position = position - 99 where position > 100')
    await tamper(`insert into audit_entries (actor_kind, action) values ('system', 'test.forged')`)
    await tamper(`insert into audit_links select 6, e.id, audit_row_hash(e), ${hash}
      from audit_entries e, audit_links l where e.id = 11 and l.position = 5`)
    const kind = hash.includes('made up') ? 'order-changed' : 'link-inserted'
    assert.deepEqual(await brokenAs(), { kind, position: 6, entryId: 11 })
  }
})

test('two entries that changed places are named', async () => {
  await sealed(10)
  await tamper(
    `update audit_links set position = case position when 5 then 1006 else 1005 end where position in (5, 6)`,
  )
  await tamper('update audit_links set position = position - 1000 where position > 1000')
  assert.deepEqual(await brokenAs(), { kind: 'order-changed', position: 5, entryId: 6 })
  await tamper('truncate audit_entries, audit_links restart identity')
  await sealed(10)
  await tamper(
    `update audit_links l set entry_id = 1000 + case l.entry_id when 5 then 6 else 5 end where l.entry_id in (5, 6)`,
  )
  await tamper(`update audit_links l set entry_id = entry_id - 1000 where entry_id > 1000`)
  assert.deepEqual(await brokenAs(), { kind: 'entry-changed', position: 5, entryId: 6 })
})

test('a changed link is named', async () => {
  await sealed(10)
  await tamper(`update audit_links set hash = sha256('x') where position = 5`)
  assert.deepEqual(await brokenAs(), { kind: 'link-changed', position: 5, entryId: 5 })
  await tamper('truncate audit_entries, audit_links restart identity')
  await sealed(10)
  await tamper(`update audit_links set row_hash = sha256('x') where position = 10`)
  assert.deepEqual(await brokenAs(), { kind: 'link-changed', position: 10, entryId: 10 })
})

async function withHead(count: number): Promise<string> {
  const dataFolder = newFolder()
  await sealed(count)
  const sealing = createSealing({
    db,
    clock: clockAt(new Date()),
    dataFolder,
    headsCommand: null,
    warn: (line) => assert.fail(line),
  })
  await sealing.end()
  return headFileOf(dataFolder)
}

test('a chain that was wholly computed anew is found by the heads outside the database', async () => {
  const file = await withHead(10)
  await sealed(5)
  assert.deepEqual([(await verify(file)).headCount, await brokenAs(file)], [1, undefined])
  await tamper(`update audit_entries set reason = 'lain' where id = 5`)
  await tamper(FORGE)
  assert.equal(await brokenAs(), undefined)
  assert.deepEqual(await brokenAs(file), { kind: 'head-differs', position: 10, line: 1 })
})

test('a chain whose end was cut off is found by the heads outside the database', async () => {
  const file = await withHead(10)
  await tamper('delete from audit_links where position > 8; delete from audit_entries where id > 8')
  assert.equal(await brokenAs(), undefined)
  assert.deepEqual(await brokenAs(file), { kind: 'chain-shortened', position: 10, line: 1 })
})

test('heads that were changed in their file are named by line', async () => {
  const file = await withHead(10)
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace('"cause":"stop"', '"cause":"day"'))
  assert.deepEqual(await brokenAs(file), { kind: 'head-file-changed', line: 1 })
})

test('the database and the checker give every entry the same hash, each on its own', async () => {
  const words = fc
    .string({ unit: 'grapheme', maxLength: 30 })
    .filter((text) => !text.includes('\0') && !/\d{16}/.test(text))
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(words, fc.option(words), fc.dictionary(words, words, { maxKeys: 4 })), {
        minLength: 1,
        maxLength: 20,
      }),
      async (rows) => {
        await tamper('truncate audit_entries, audit_links restart identity')
        await db.transaction().execute((tx) =>
          recordAuditMany(
            tx,
            rows.map(([reason, purpose, details]): AuditEntry => ({
              actor: { kind: 'public' },
              action: 'test.act',
              reason,
              ...(purpose !== null && { purpose }),
              details,
            })),
          ),
        )
        await createSealer(db).seal()
        const { broken, checked } = await verify()
        assert.deepEqual([broken, checked], [undefined, rows.length])
      },
    ),
    { numRuns: 40 },
  )
})

test('texts that run into each other differently have different hashes', () => {
  assert.notDeepEqual(rowHash(['a', 'b']), rowHash(['ab', '']))
  assert.notDeepEqual(rowHash(['1:a,', null]), rowHash(['1:a', ',-']))
  assert.notDeepEqual(rowHash([null]), rowHash(['-']))
  assert.notDeepEqual(rowHash(['']), rowHash([null]))
})
