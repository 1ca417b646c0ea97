import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testDatabase } from '../../../test/database.ts'
import { jakartaDateOf } from '../../kernel/plain-date.ts'
import type { Clock } from '../../platform/clock.ts'
import { type AuditHead, EMPTY_HASH } from './audit.ts'
import { headFileOf, readHeads } from './head-file.ts'
import { createSealing, keepSealing, type SealingDeps } from './keep-sealing.ts'
import { recordAudit } from './record-audit.ts'
import { createSealer } from './seal-audit.ts'

const { db, owner } = await testDatabase()
const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => owner.pool.query('truncate audit_entries, audit_links restart identity'))

/** A server with a clock that the test moves. */
function server(change: Partial<SealingDeps> = {}) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'payung-heads-'))
  folders.push(dataFolder)
  let now = new Date('2026-05-01T16:59:00Z')
  const clock: Clock = { now: () => now, today: () => jakartaDateOf(now) }
  const warnings: string[] = []
  const deps: SealingDeps = {
    db,
    clock,
    dataFolder,
    headsCommand: null,
    warn: (line) => warnings.push(line),
    ...change,
  }
  const file = headFileOf(deps.dataFolder)
  return {
    deps,
    file,
    warnings,
    at: (instant: string) => (now = new Date(instant)),
    heads: async () => (await readHeads(file)).heads,
  }
}

const act = () =>
  db.transaction().execute((tx) => recordAudit(tx, { actor: { kind: 'system' }, action: 'test.act' }))
const brief = (heads: readonly AuditHead[]) =>
  heads.map(({ day, cause, position }) => `${day} ${cause} ${position}`)

test('a head is written when the day ends in Jakarta and when the server stops', async () => {
  const { deps, at, heads } = server()
  const sealing = createSealing(deps)
  await sealing.begin()
  await act()
  await sealing.tick()
  assert.deepEqual(await heads(), [])
  at('2026-05-01T17:00:00Z')
  await sealing.tick()
  await sealing.tick()
  await act()
  await sealing.end()
  assert.deepEqual(brief(await heads()), ['2026-05-01 day 1', '2026-05-02 stop 2'])
  // Nothing happened since: another start and stop has nothing to add; a day that ends has.
  const next = createSealing(deps)
  await next.begin()
  at('2026-05-02T17:00:00Z')
  await next.tick()
  await next.end()
  assert.deepEqual(brief(await heads()).slice(2), ['2026-05-02 day 2'])
})

test('after a crash the start writes the head that is missing', async () => {
  const { deps, heads } = server()
  await act()
  await createSealer(db).seal()
  await createSealing(deps).begin()
  assert.deepEqual(brief(await heads()), ['2026-05-01 start 1'])
})

test('each head is sealed with the one before, as anybody can check with sha256sum', async () => {
  const { deps, at, heads, file } = server()
  const sealing = createSealing(deps)
  for (const day of ['2026-05-01', '2026-05-02', '2026-05-03']) {
    await act()
    at(`${day}T17:30:00Z`)
    await sealing.tick()
  }
  const written = await heads()
  assert.deepEqual(
    written.map(({ previous }) => previous),
    [EMPTY_HASH, written[0]?.seal, written[1]?.seal],
  )
  const third = written[2]
  assert.ok(third)
  const text = [third.previous, third.day, third.cause, third.at, third.position, third.hash].join(' ')
  assert.equal(third.seal, createHash('sha256').update(text).digest('hex'))
  assert.equal(statSync(file).mode & 0o777, 0o644)
  const { rows } = await owner.pool.query(
    `select encode(hash, 'hex') as hash from audit_links where position = 3`,
  )
  assert.deepEqual(rows, [{ hash: third.hash }])
})

test('a line that was cut in half by a power cut does not swallow the next', async () => {
  const { deps, file } = server()
  await act()
  await createSealing(deps).end()
  appendFileSync(file, '{"day":"2026-0')
  await act()
  await createSealing(deps).end()
  const { heads, brokenLine } = await readHeads(file)
  assert.deepEqual([heads.map(({ position }) => position), brokenLine], [[1, 2], 2])
})

test('each head is handed to the command once, and a command that fails is only a warning', async () => {
  const { deps, file, warnings } = server()
  const copy = join(deps.dataFolder, 'copy')
  await act()
  await createSealing({ ...deps, headsCommand: ['tee', '-a', copy] }).end()
  assert.equal(readFileSync(copy, 'utf8'), readFileSync(file, 'utf8'))
  await act()
  await createSealing({ ...deps, headsCommand: ['false'] }).end()
  assert.match(warnings.join(), /Perintah di PAYUNG_AUDIT_HEADS_COMMAND gagal dengan kode 1/)
  assert.equal((await readHeads(file)).heads.length, 2)
})

test('a server seals by itself, goes on after a failure, and says it once', async () => {
  const { deps, warnings, heads } = server()
  await owner.pool.query('revoke execute on function seal_audit_entries from payung_app')
  await act()
  const sealing = keepSealing(deps, 20)
  await sleep(150)
  assert.deepEqual(warnings, [
    'Jejak audit belum dapat disegel: permission denied for function seal_audit_entries',
  ])
  await owner.pool.query('grant execute on function seal_audit_entries to payung_app')
  await sleep(150)
  await act()
  await sealing.stop()
  assert.deepEqual(brief(await heads()), ['2026-05-01 stop 2'])
})
