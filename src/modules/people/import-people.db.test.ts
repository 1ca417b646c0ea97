import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, rowsOf, TEST_NOW } from '../../../test/people.ts'
import { testRing } from '../../../test/test-ring.ts'
import { regionCode } from '../../kernel/region-code.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { clockAt } from '../../platform/clock.ts'
import { LawBook } from '../../rules/law-book.ts'
import { matchingScope, type By } from '../access/act.ts'
import { inScope } from '../access/scope.ts'
import { chunkInTransaction } from '../imports/chunk-transaction.ts'
import { findPeople } from './find-people.ts'
import { importPeople, type ImportAsk } from './import-people.ts'
import { resumeImport } from './resume-import.ts'
import { undoImport } from './undo-import.ts'

const database = await testDatabase()
const { db, pool, owner } = database
const folder = await mkdtemp(join(tmpdir(), 'payung-lists-'))
after(() => rm(folder, { recursive: true }))
const ring = testRing()
const deps = { db, pool, clock: clockAt(TEST_NOW), ring, book: new LawBook(), folder: join(folder, 'kept') }

const EPIL = '16.06.01.2001'
const ELSEWHERE = '16.06.02.2001'
const village = await addTestPerson(owner, 'village-operator', { region: EPIL, kind: 'village' })
const neighbour = await addTestPerson(owner, 'village-operator', { region: ELSEWHERE, kind: 'village' })
const SYSTEM: By = { kind: 'system', systemUser: 'operator' }

let count = 0
/** A number of a district that was never issued: it can belong to nobody. */
const nikOf = (serial: number) => `169901200390${String(serial).padStart(4, '0')}`
const line = (serial: number, name: string, more = '') => `${nikOf(serial)};${name};20-03-1990;L;${more}`

async function listFile(
  lines: readonly string[],
  header = 'NIK;NAMA;TGL LAHIR;JK;PEKERJAAN',
): Promise<string> {
  const path = join(folder, `daftar-${String(count++)}.csv`)
  await writeFile(path, [header, ...lines].join('\n'))
  return path
}

async function take(by: By, lines: readonly string[], change: Partial<ImportAsk> = {}) {
  const path = await listFile(lines)
  const region = regionCode(by === neighbour.by ? ELSEWHERE : EPIL)
  const ask: ImportAsk = {
    path,
    fileName: 'daftar.csv',
    region,
    purpose: 'own-account',
    isRehearsal: false,
    ...change,
  }
  const result = await importPeople(deps, by, ask)
  const { rows, accepted, refused, held, duplicates } = result.tally
  assert.equal(accepted + refused + held + duplicates, rows, 'every row is accounted for')
  return { ...result, id: result.importId ?? '', path }
}

const counts = ({ tally: { accepted, refused, held, duplicates } }: Awaited<ReturnType<typeof take>>) => ({
  accepted,
  refused,
  held,
  duplicates,
})

/** Everything the registry holds, without what is encrypted anew each time. */
const registry = () =>
  rowsOf(
    owner,
    `select id::text, name, occupation, sex, born_on::text, residence_region::text, encode(stated_mark, 'hex') as mark,
       encode(phone_index, 'hex') as phone from people order by id`,
  )

const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )

test('a list becomes people, each row accounted for, and the same list again changes nothing', async () => {
  const lines = [line(1, 'SITI AMINAH', 'PETANI'), line(2, 'BUDI'), '16990120039000;PENDEK;20-03-1990;L;']
  assert.deepEqual(counts(await take(village.by, lines)), { accepted: 2, refused: 1, held: 0, duplicates: 0 })
  const before = await registry()
  const again = await take(village.by, lines)
  assert.deepEqual(counts(again), { accepted: 0, refused: 1, held: 0, duplicates: 2 })
  assert.deepEqual(await registry(), before)
  const inOtherOrder = await take(village.by, [...lines].reverse())
  assert.equal(inOtherOrder.tally.accepted, 0)
  assert.deepEqual(await registry(), before)
})

test('a rehearsal says what the list will come to and writes nothing', async () => {
  const lines = [
    line(10, 'JOKO'),
    line(10, 'JOKO'),
    line(11, 'RINA'),
    line(11, 'DEWI'),
    line(1, 'SITI AMINAH', 'PETANI'),
  ]
  const before = await registry()
  const rehearsed = await take(village.by, lines, { isRehearsal: true })
  assert.deepEqual(await registry(), before)
  const taken = await take(village.by, lines)
  assert.deepEqual(counts(taken), { accepted: 1, refused: 0, held: 2, duplicates: 2 })
  assert.deepEqual(counts(rehearsed), counts(taken))
})

test('a NIK that a list gives to two people leaves neither, also when they stand far apart in it', async () => {
  const filler = Array.from(
    { length: 10_050 },
    (_, place) => `${nikOf(0).slice(0, 6)}${dayOf(place)}${serialOf(place)};ORANG;;;`,
  )
  const taken = await take(village.by, [line(20, 'HASAN'), ...filler, line(20, 'HUSIN'), line(20, 'UMAR')])
  assert.equal(taken.tally.held, 3)
  assert.equal(taken.tally.outcomes['NIK_GANDA_NAMA_BEDA'], 3)
  const found = await findPeople(deps, village.by, { nik: nikOf(20) })
  assert.deepEqual(found, [])
  const held = await rowsOf<{ row_number: number }>(
    owner,
    `select row_number from import_rows where import_id = $1 and fate = 'held' order by row_number`,
    [taken.id],
  )
  assert.deepEqual(
    held.map(({ row_number }) => row_number),
    [2, 10_053, 10_054],
  )
  await undoImport(deps, SYSTEM, { id: taken.id, reason: 'percobaan' })
})

const dayOf = (place: number) => `${String(1 + (place % 28)).padStart(2, '0')}0185`
const serialOf = (place: number) => String(1 + Math.floor(place / 28)).padStart(4, '0')

test('a later list fills in and replaces, with what stood before in history, but never says who somebody is', async () => {
  await take(village.by, [line(30, 'MARYATI', 'PETANI')])
  const taken = await take(village.by, [line(30, 'MARIATI', 'NELAYAN')])
  assert.equal(taken.tally.accepted, 1)
  assert.equal(taken.tally.outcomes['NAMA_BEDA'], 1)
  const [person] = await findPeople(deps, village.by, { nik: nikOf(30) })
  assert.equal(person?.name, 'MARYATI')
  assert.equal(person.occupation, 'NELAYAN')
  const [history] = await rowsOf<{ changes: unknown }>(
    owner,
    'select changes from person_changes where import_id = $1',
    [taken.id],
  )
  assert.deepEqual(history?.changes, { occupation: ['PETANI', 'NELAYAN'], occupationCode: ['9', '11'] })
})

test('a list is taken back as if it had never been, and only once', async () => {
  await take(village.by, [line(40, 'RUSLAN', 'PETANI')])
  const before = await registry()
  const taken = await take(village.by, [line(40, 'RUSLAN', 'SOPIR'), line(41, 'YANTI')])
  assert.notDeepEqual(await registry(), before)
  assert.deepEqual(await undoImport(deps, village.by, { id: taken.id, reason: 'salah berkas' }), {
    removed: 1,
    restored: 1,
  })
  assert.deepEqual(await registry(), before)
  const again = undoImport(deps, village.by, { id: taken.id, reason: 'lagi' })
  assert.equal(await refusalOf(again), 'import-not-undoable')
})

test('a list that somebody built on stays', async () => {
  const first = await take(village.by, [line(50, 'KARTINI', 'PETANI')])
  await take(village.by, [line(50, 'KARTINI', 'PEDAGANG')])
  assert.equal(
    await refusalOf(undoImport(deps, village.by, { id: first.id, reason: 'salah' })),
    'import-built-upon',
  )
})

test('two organisations tell of one person, and neither learns of the other', async () => {
  await take(village.by, [line(60, 'ZAINAL', 'PETANI')])
  const before = await registry()
  const stranger = await take(neighbour.by, [line(61, 'BARU'), line(60, 'ZAINAL ABIDIN', 'SOPIR')])
  assert.deepEqual(counts(stranger), { accepted: 2, refused: 0, held: 0, duplicates: 0 })
  assert.deepEqual(stranger.tally.outcomes, { WILAYAH_BEDA: 2 })
  assert.deepEqual(
    (await registry()).filter(({ name }) => name !== 'BARU'),
    before,
  )
  const [own] = await findPeople(deps, neighbour.by, { nik: nikOf(60) })
  assert.equal(own?.name, 'ZAINAL ABIDIN')
  assert.equal(own.region, ELSEWHERE)
  const [kept] = await findPeople(deps, village.by, { nik: nikOf(60) })
  assert.equal(kept?.name, 'ZAINAL')
  const again = await take(neighbour.by, [line(61, 'BARU'), line(60, 'ZAINAL ABIDIN', 'SOPIR')])
  assert.deepEqual(counts(again), { accepted: 0, refused: 0, held: 0, duplicates: 2 })
  const changed = await take(neighbour.by, [line(60, 'ZAINAL ABIDIN', 'GURU')])
  await undoImport(deps, neighbour.by, { id: changed.id, reason: 'salah' })
  assert.equal((await findPeople(deps, neighbour.by, { nik: nikOf(60) }))[0]?.occupation, 'SOPIR')
})

test('row-level security alone keeps people, identities and lists of others out of sight', async () => {
  const seen = await inScope(db, neighbour.by.actor, async (tx) => {
    const people = await tx.selectFrom('people').select('name').execute()
    const identities = await tx.selectFrom('identities').select('person_id').execute()
    const imports = await tx
      .selectFrom('imports')
      .select('id')
      .where('organisation_id', '=', village.organisationId)
      .execute()
    return { people: people.map(({ name }) => name), identities: identities.length, imports: imports.length }
  })
  assert.deepEqual(seen, { people: ['BARU'], identities: 0, imports: 0 })
})

test('two operators with the same list at once equal one', async () => {
  const lines = Array.from({ length: 40 }, (_, place) => line(700 + place, 'BERSAMA'))
  const path = await listFile(lines)
  const ask: ImportAsk = {
    path,
    fileName: 'a.csv',
    region: regionCode(EPIL),
    purpose: 'own-account',
    isRehearsal: false,
  }
  const hold = await pool.connect()
  // The first operator's chunk is written and not committed when the second begins.
  await hold.query(`begin; ${matchingScope(village.by)}`)
  await hold.query(
    `insert into identities (value_index, kind, person_id, recorded_at) values ($1, 'NIK', 1, now())`,
    [(await import('./seal-person.ts')).nikIndex(ring, nikOf(705))],
  )
  const second = importPeople(deps, village.by, ask)
  await waitUntilStuck()
  await hold.query('rollback')
  hold.release()
  const [one, other] = [await second, await importPeople(deps, village.by, ask)]
  assert.equal(one.tally.accepted, 40)
  assert.equal(other.tally.duplicates, 40)
  const [{ people } = { people: 0 }] = await rowsOf<{ people: number }>(
    owner,
    `select count(*)::integer as people from people where name = 'BERSAMA'`,
  )
  assert.equal(people, 40)
})

test('the loser of a race looks again and finds the winner’s people', async () => {
  const lines = Array.from({ length: 20 }, (_, place) => line(800 + place, 'BERLOMBA'))
  const both = await Promise.all([take(village.by, lines), take(village.by, lines), take(village.by, lines)])
  const accepted = both.reduce((sum, { tally }) => sum + tally.accepted, 0)
  const duplicates = both.reduce((sum, { tally }) => sum + tally.duplicates, 0)
  assert.deepEqual({ accepted, duplicates }, { accepted: 20, duplicates: 40 })
})

async function waitUntilStuck(): Promise<void> {
  for (;;) {
    const { rows } = await owner.pool.query<{ stuck: boolean }>(
      `select exists (select from pg_stat_activity where datname = current_database()
         and cardinality(pg_blocking_pids(pid)) > 0) as stuck`,
    )
    if (rows[0]?.stuck) return
  }
}

test('a run that was killed goes on with the first undecided row', async () => {
  const filler = Array.from(
    { length: 12_000 },
    (_, place) => `${nikOf(0).slice(0, 6)}${dayOf(place)}${serialOf(place + 20_000)};TERPUTUS;;;`,
  )
  const path = await listFile(filler)
  const ask: ImportAsk = {
    path,
    fileName: 'a.csv',
    region: regionCode(EPIL),
    purpose: 'own-account',
    isRehearsal: false,
  }
  const killed = importPeople(deps, village.by, ask, () => {
    throw new Error('killed')
  })
  await assert.rejects(killed, /killed/)
  const [list] = await rowsOf<{ id: string; rows_read: number; state: string }>(
    owner,
    'select id, rows_read, state from imports order by created_at desc, alive_at desc limit 1',
  )
  assert.deepEqual([list?.state, list?.rows_read], ['running', 5_000])
  const resumed = await resumeImport(deps, village.by, list?.id ?? '')
  assert.deepEqual([resumed.tally.rows, resumed.tally.accepted], [12_000, 12_000])
  assert.equal(await refusalOf(resumeImport(deps, village.by, list?.id ?? '')), 'import-ended')
})

test('a file that turns out to be broken further down brings nothing', async () => {
  const before = await registry()
  const good = Array.from(
    { length: 10_500 },
    (_, place) => `${nikOf(0).slice(0, 6)}${dayOf(place)}${serialOf(place + 40_000)};RUSAK;;;`,
  )
  const broken = take(village.by, [...good, `${nikOf(99)};"TERBUKA;20-03-1990;L;`])
  assert.equal(await refusalOf(broken), 'file-quote-open')
  assert.deepEqual(await registry(), before)
  const [list] = await rowsOf<{ state: string }>(owner, `select state from imports where state = 'refused'`)
  assert.equal(list?.state, 'refused')
})

test('nothing that names a person by number is readable in the database', async () => {
  await take(village.by, [`${nikOf(90)};RAHASIA;20-03-1990;L;PETANI;081234567890`], {
    path: await listFile(
      [`${nikOf(90)};RAHASIA;20-03-1990;L;PETANI;081234567890`],
      'NIK;NAMA;TGL LAHIR;JK;PEKERJAAN;NO HP',
    ),
  })
  for (const table of [
    'people',
    'identities',
    'person_statements',
    'person_changes',
    'imports',
    'import_rows',
    'audit_entries',
  ]) {
    const rows = await rowsOf<{ row: string }>(owner, `select t::text as row from ${table} t`)
    const shown = rows.map(({ row }) => row).join('\n')
    assert.doesNotMatch(shown, /(?<![0-9a-f])1699\d{12}(?![0-9a-f])/, table)
    assert.doesNotMatch(shown, /81234567890/, table)
  }
})

test('everybody found is an entry of the audit', async () => {
  const [person] = await findPeople(deps, village.by, { name: 'siti amina' })
  assert.equal(person?.name, 'SITI AMINAH')
  assert.equal(person.nik, '1699 •••• •••• 0001')
  const looks = await rowsOf<{ actor_id: string }>(
    owner,
    `select actor_id from audit_entries where action = 'people.find' and subject_kind = 'person' and subject_id = $1`,
    [String(person.id)],
  )
  assert.ok(looks.some(({ actor_id }) => actor_id === village.userId))
})

test('a chunk that fails leaves the connection as good as before', async () => {
  await assert.rejects(
    chunkInTransaction(pool, matchingScope(SYSTEM), (client) => client.query('select 1/0')),
    /division/,
  )
  assert.equal((await pool.query('select 1 as one')).rowCount, 1)
})
