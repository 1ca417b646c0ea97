import assert from 'node:assert/strict'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { regionCode } from '../../src/kernel/region-code.ts'
import { importPeople } from '../../src/modules/people/import-people.ts'
import type { By } from '../../src/modules/access/act.ts'
import { clockAt } from '../../src/platform/clock.ts'
import { LawBook } from '../../src/rules/law-book.ts'
import { testDatabase } from '../../test/database.ts'
import { TEST_NOW } from '../../test/people.ts'
import { testRing } from '../../test/test-ring.ts'
import type { RosterFormat } from './cells.ts'
import type { RosterTruth } from './truth.ts'
import { writeRoster } from './write-roster.ts'

const { db, pool } = await testDatabase()
const folder = await mkdtemp(join(tmpdir(), 'payung-roster-'))
after(() => rm(folder, { recursive: true }))
const deps = {
  db,
  pool,
  clock: clockAt(TEST_NOW),
  ring: testRing(),
  book: new LawBook(),
  folder: join(folder, 'kept'),
}
const SYSTEM: By = { kind: 'system', systemUser: 'operator' }
const SUKARAMI = regionCode('16.06.01.2001')

/** A list, what was planted in it, and what the importer says of it. */
async function rehearsed(seed: number, format: RosterFormat, rowCount: number, isMessy = true) {
  const path = join(folder, `${format}-${seed}.${format}`)
  const ask = { rowCount, seed, format, isMessy, villages: [{ code: SUKARAMI, name: 'Sukarami' }] }
  const truth = await writeRoster(ask, createWriteStream(path))
  const { tally } = await importPeople(deps, SYSTEM, {
    path,
    fileName: 'daftar',
    region: SUKARAMI,
    purpose: 'own-account',
    isRehearsal: true,
  })
  return { truth, tally, path }
}

/** The truth without what is no count of the importer. */
function counts({ planted: _planted, besides: _besides, ...counted }: RosterTruth) {
  return counted
}

/** Every invented NIK is of regency 99: that it is not of this one is said of nearly all, and tells nothing. */
function told(tally: Awaited<ReturnType<typeof rehearsed>>['tally']) {
  const { WILAYAH_BEDA: _elsewhere, ...outcomes } = tally.outcomes
  return {
    ...tally,
    outcomes: Object.fromEntries(Object.entries(outcomes).sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

for (const format of ['csv', 'xlsx'] as const) {
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    test(`an import counts in a messy ${format} list exactly what was planted there (seed ${seed})`, async () => {
      const { truth, tally } = await rehearsed(seed, format, 1_500)
      assert.deepEqual(told(tally), counts(truth))
    })
  }
}

test('every row of a list in order is accepted without a word', async () => {
  const { truth, tally } = await rehearsed(7, 'csv', 500, false)
  assert.deepEqual(told(tally), {
    rows: 500,
    accepted: 500,
    refused: 0,
    held: 0,
    duplicates: 0,
    outcomes: {},
  })
  assert.deepEqual(counts(truth), told(tally))
})

test('what a rehearsal counts, the import itself counts too', async () => {
  const { truth, path } = await rehearsed(8, 'csv', 1_500)
  const ask = {
    path,
    fileName: 'daftar',
    region: SUKARAMI,
    purpose: 'own-account',
    isRehearsal: false,
  } as const
  const { tally } = await importPeople(deps, SYSTEM, ask)
  assert.deepEqual(told(tally), counts(truth))
})
