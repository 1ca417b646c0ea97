import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf } from '../../../test/duplicate-stage.ts'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, rowsOf, TEST_NOW, type TestPerson } from '../../../test/people.ts'
import { movableClock } from '../../../test/sign-in-app.ts'
import { testRing } from '../../../test/test-ring.ts'
import { regionCode } from '../../kernel/region-code.ts'
import { LawBook } from '../../rules/law-book.ts'
import { inScopeOf, type By } from '../access/act.ts'
import { cleanLists } from '../imports/clean-lists.ts'
import { cancelList, confirmList } from '../imports/keep-preview.ts'
import { listPreviewLines } from '../imports/preparation-queries.ts'
import { MOST_OPEN_LISTS } from '../imports/receive-list.ts'
import { storedPath } from '../imports/stored-file.ts'
import { chooseColumns } from '../imports/choose-columns.ts'
import { findPeople } from './find-people.ts'
import { handInAgain, handInFile } from '../imports/hand-in-list.ts'
import { ListRunner } from '../imports/list-runner.ts'
import { makeErrorFile } from '../imports/make-error-file.ts'
import { leaveRowsOut, repairCells } from '../imports/repair-list.ts'
import { peopleKind } from './people-kind.ts'
import { resumeImport } from './resume-import.ts'
import { showRows } from '../imports/show-rows.ts'
import { getList, getOwnList } from '../imports/stored-list.ts'
import { undoImport } from './undo-import.ts'

const database = await testDatabase()
const { db, pool, owner } = database
const folder = await mkdtemp(join(tmpdir(), 'payung-lists-'))
after(() => rm(folder, { recursive: true }))
const clock = movableClock()
const people = { db, pool, clock, ring: testRing(), book: new LawBook(), folder }
const deps = { ...people, kind: peopleKind(people) }
const EPIL = '16.06.01.2001'
const SYSTEM: By = { kind: 'system', systemUser: 'operator' }
const officer = () => addTestPerson(owner, 'village-operator', { region: EPIL, kind: 'village' })
const village = await officer()
const warnings: string[] = []
const newRunner = (change: Partial<typeof people> = {}) => {
  const changed = { ...people, ...change }
  return new ListRunner(changed, [peopleKind(changed)], (sentence) => warnings.push(sentence))
}

/** A number of a district that was never issued: it can belong to nobody. */
const nikOf = (serial: number, day = '200390') => `169999${day}${String(serial).padStart(4, '0')}`
const row = (serial: number, name: string) => `${nikOf(serial)};${name};20-03-1990;L;PETANI`
const many = (count: number, day: string, name: string) =>
  Array.from({ length: count }, (_, place) => `${nikOf(place + 1, day)};${name};;L;PETANI`)

async function* bytesOf(lines: readonly string[], header: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from([header, ...lines].join('\n')))
}

const ASK = { purpose: 'own-account', region: regionCode(EPIL), fileName: 'daftar.csv' } as const
const handIn = (lines: readonly string[], by = village, header = 'NIK;NAMA;TGL LAHIR;JK;PEKERJAAN') =>
  handInFile(deps, by.by, ASK, bytesOf(lines, header))

/** A list that was looked through and can be confirmed. */
async function ready(lines: readonly string[], by = village): Promise<string> {
  const id = await handIn(lines, by)
  await newRunner().preview(by.by, id)
  return id
}

const confirm = async (id: string, by: TestPerson = village, on = db) =>
  confirmList({ ...deps, db: on }, by.by, await getList(deps, by.by, id))
const stateOf = async (id: string) => (await getList(deps, SYSTEM, id)).state
const named = async (name: string) =>
  (await rowsOf(owner, 'select from people where name = $1', [name])).length
const auditedOf = async (id: string) =>
  (
    await rowsOf<{ action: string }>(
      owner,
      'select action from audit_entries where subject_id = $1 order by id',
      [id],
    )
  ).map(({ action }) => action)

test('of two who confirm one list at once one wins, and it is taken in once however many servers begin it', async () => {
  const id = await ready([row(1, 'SERENTAK'), row(2, 'SERENTAK')])
  const results = await database.interleave(
    (first) => confirm(id, village, first),
    (second) => confirm(id, village, second),
  )
  assert.deepEqual(
    results.map((result) =>
      result.status === 'fulfilled' ? 'won' : (result.reason as { code: string }).code,
    ),
    ['won', 'import-not-so-far'],
  )
  await Promise.all([newRunner().run(village.by, id), newRunner().run(village.by, id)])
  assert.deepEqual([await stateOf(id), await named('SERENTAK')], ['done', 2])
  const acts = await auditedOf(id)
  for (const action of ['people.import', 'people.import-done'])
    assert.equal(acts.filter((each) => each === action).length, 1, action)
  assert.deepEqual(warnings, [])
})

test('a long list is compared in turns: behind one of them a short list has its own', async () => {
  const turns: string[] = []
  const long = await ready([row(91, 'PANJANG')])
  const short = await ready([row(92, 'PENDEK')])
  const runner = new ListRunner(
    people,
    [
      {
        ...peopleKind(people),
        compare: async (_by, id, onProgress) => {
          turns.push(id === long ? 'long' : 'short')
          onProgress(1)
          // The other list is in before the first turn ends.
          while (turns.length === 1 && (await stateOf(short)) !== 'done') await sleep(10)
          await sleep(50)
          return { isDone: turns.length > 1 }
        },
      },
    ],
    (sentence) => warnings.push(sentence),
  )
  for (const id of [long, short]) await confirm(id)
  await Promise.all([runner.run(village.by, long), runner.run(village.by, short)])
  for (let wait = 0; turns.length < 3 && wait < 500; wait += 1) await sleep(10)
  await runner.stop()
  assert.deepEqual(turns, ['long', 'short', 'long'])
})

test('a list that is cancelled while it runs is stopped at its next step and brings nothing', async () => {
  const id = await ready(many(12_000, '010180', 'TERHENTI'))
  await confirm(id)
  const begun = Promise.withResolvers<undefined>()
  const slow = Object.create(pool, {
    connect: {
      // The second chunk waits until the list is cancelled.
      value: async () => {
        if ((await named('TERHENTI')) > 0) begun.resolve(undefined)
        if ((await named('TERHENTI')) > 0) await cancelled.promise
        return pool.connect()
      },
    },
  }) as typeof pool
  const cancelled = Promise.withResolvers<undefined>()
  const run = newRunner({ pool: slow }).run(village.by, id)
  await begun.promise
  assert.ok((await named('TERHENTI')) > 0)
  assert.equal(await cancelList(deps, village.by, await getList(deps, village.by, id)), false)
  cancelled.resolve(undefined)
  await run
  assert.deepEqual([await stateOf(id), await named('TERHENTI')], ['cancelled', 0])
  const [{ finished_at } = { finished_at: null }] = await rowsOf<{ finished_at: Date | null }>(
    owner,
    'select finished_at from imports where id = $1',
    [id],
  )
  assert.notEqual(finished_at, null)
})

test('a list that is cancelled behind its last row brings nothing either', async () => {
  const id = await ready([row(11, 'TERLAMBAT')])
  await confirm(id)
  const execute = async (work: Parameters<ReturnType<typeof db.transaction>['execute']>[0]) => {
    if ((await named('TERLAMBAT')) > 0 && (await stateOf(id)) === 'running')
      await cancelList(deps, village.by, await getList(deps, village.by, id))
    return db.transaction().execute(work)
  }
  const late = new Proxy(db, {
    get(real, name) {
      if (name === 'transaction') return () => ({ execute })
      const value: unknown = Reflect.get(real, name, real)
      return typeof value === 'function' ? (value.bind(real) as unknown) : value
    },
  })
  await newRunner({ db: late }).run(village.by, id)
  assert.deepEqual([await stateOf(id), await named('TERLAMBAT')], ['cancelled', 0])
})

test('who a list brought is compared with the registry by itself, and a search that fails leaves the list as it is', async () => {
  const first = await ready([`${nikOf(21)};BAHARUDIN LUBIS;20-03-1990;L;PETANI`])
  await confirm(first)
  const runner = newRunner()
  await runner.run(village.by, first)
  const second = await ready([`${nikOf(22)};BAHARUDIN LUBIS;20-03-1990;L;PETANI`])
  await confirm(second)
  await rowsOf(owner, 'alter table duplicate_pairs rename to hidden_pairs')
  await runner.run(village.by, second)
  await runner.stop()
  await rowsOf(owner, 'alter table hidden_pairs rename to duplicate_pairs')
  assert.equal(await stateOf(second), 'done')
  assert.match(warnings.splice(0).join(), /cannot be compared/)
  assert.deepEqual(await compared([first, second]), [true, false])
  // Another server finds what was left; one that failed does not try again at once.
  clock.forward(120_000)
  const next = newRunner()
  await next.resumeAbandoned()
  while (next.comparedOf(second) !== null) await sleep(10)
  assert.deepEqual(await compared([first, second]), [true, true])
  const pairs = await rowsOf(
    owner,
    `select from duplicate_pairs d join people p on p.id in (d.person_a, d.person_b) where p.import_id = $1`,
    [second],
  )
  assert.equal(pairs.length, 1)
})

const compared = async (ids: readonly string[]) =>
  Promise.all(
    ids.map(async (id) => {
      const [list] = await rowsOf<{ done: boolean }>(
        owner,
        'select compared_at is not null as done from imports where id = $1',
        [id],
      )
      return list?.done
    }),
  )

test('a list that was cut off goes on from the command line with the columns chosen and the cells mended on its page', async () => {
  const header = 'NOMOR INDUK;SEBUTAN;LAHIR;JK'
  const id = await handIn(
    [
      `${nikOf(31)};DULU;20-03-1990;L`,
      `${nikOf(32)};BERUBAH;20-03-1990;L`,
      `${nikOf(33)};KELUAR;20-03-1990;L`,
    ],
    village,
    `${header};PEKERJAAN`,
  )
  const answers = ['nik', 'name', 'bornOn', 'sex', 'occupation']
  await chooseColumns(deps, village.by, id, new Map(answers.map((field, column) => [column, field])))
  await repairCells(deps, village.by, id, [
    { row: 3, field: 'name', text: 'DIPERBAIKI' },
    { row: 0, field: 'occupation', text: 'nelayan' },
  ])
  await leaveRowsOut(deps, village.by, id, [4])
  await newRunner().preview(village.by, id)
  await confirm(id)
  const { tally, end } = await resumeImport(deps, SYSTEM, id)
  assert.deepEqual([end, tally.rows, tally.accepted], ['done', 2, 2])
  const [mended] = await findPeople(deps, village.by, { nik: nikOf(32) })
  assert.deepEqual([mended?.name, mended?.occupation], ['DIPERBAIKI', 'nelayan'])
  assert.deepEqual(await findPeople(deps, village.by, { nik: nikOf(33) }), [])
  const [{ keeper } = { keeper: null }] = await rowsOf<{ keeper: string | null }>(
    owner,
    'select organisation_id as keeper from people where import_id = $1 limit 1',
    [id],
  )
  assert.equal(keeper, village.organisationId, 'its people are kept by who handed it in')
})

test('nobody hands in more lists than a user may have lying about, until one is confirmed or given up', async () => {
  const busy = await officer()
  const ids: string[] = []
  for (let count = 0; count < MOST_OPEN_LISTS; count += 1) ids.push(await handIn([row(41, 'BANYAK')], busy))
  assert.equal(await codeOf(handIn([row(41, 'BANYAK')], busy)), 'upload-quota')
  assert.equal(await codeOf(handIn([row(41, 'BANYAK')])), 'done')
  await cancelList(deps, busy.by, await getList(deps, busy.by, ids[0] ?? ''))
  assert.equal(await codeOf(handIn([row(41, 'BANYAK')], busy)), 'done')
})

test('last year’s list is handed in again as a list of its own; what it says already stands there', async () => {
  const id = await ready([row(51, 'TAHUN LALU'), row(52, 'TAHUN LALU')])
  await confirm(id)
  await newRunner().run(village.by, id)
  clock.forward(365 * 86_400_000)
  const again = await handInAgain(deps, village.by, ASK, id)
  assert.notEqual(again, id)
  await newRunner().preview(village.by, again)
  await confirm(again)
  await newRunner().run(village.by, again)
  const { tally, state } = await getList(deps, village.by, again)
  assert.deepEqual([state, tally.rows, tally.duplicates, await named('TAHUN LALU')], ['done', 2, 2, 2])
  const other = await officer()
  assert.equal(await codeOf(handInAgain(deps, other.by, ASK, id)), 'import-unknown')
})

const KEEPING = { listDays: 30, doneListDays: 400 }
const hasFile = (id: string) => existsSync(storedPath(folder, id))

test('files of lists that brought nothing go after their days, those of lists that are in much later, each with an entry', async () => {
  const [open, given, undone, done, running] = [
    await ready([row(61, 'ENAM')]),
    await ready([row(62, 'ENAM')]),
    await ready([row(63, 'ENAM')]),
    await ready([row(64, 'ENAM'), '123;SALAH;20-03-1990;L;PETANI']),
    await ready([row(65, 'ENAM')]),
  ]
  const all = [open, given, undone, done, running]
  await repairCells(deps, village.by, open, [{ row: 2, field: 'name', text: 'RAHASIA' }])
  await cancelList(deps, village.by, await getList(deps, village.by, given))
  for (const id of [undone, done, running]) await confirm(id)
  for (const id of [undone, done]) await newRunner().run(village.by, id)
  await undoImport(deps, village.by, { id: undone, reason: 'salah berkas' })
  const clean = (isRehearsal = false) => cleanLists(deps, SYSTEM, KEEPING, isRehearsal)
  const mine = async (isRehearsal = false) =>
    (await clean(isRehearsal)).filter(({ id }) => all.includes(id)).map(({ id }) => all.indexOf(id))

  clock.forward(29 * 86_400_000)
  assert.deepEqual(await mine(), [])
  clock.forward(2 * 86_400_000)
  assert.deepEqual((await mine(true)).sort(), [0, 1, 2])
  assert.deepEqual(all.map(hasFile), [true, true, true, true, true], 'a rehearsal deletes nothing')
  assert.deepEqual((await mine()).sort(), [0, 1, 2])
  assert.deepEqual(all.map(hasFile), [false, false, false, true, true])
  assert.equal(await stateOf(open), 'cancelled', 'a list without its file cannot be confirmed any more')
  assert.deepEqual(await rowsOf(owner, 'select from import_repairs where import_id = $1', [open]), [])
  for (const id of [open, given, undone]) assert.equal((await auditedOf(id)).at(-1), 'people.import-clean')
  assert.equal(
    await codeOf(makeErrorFile(deps, village.by, done, () => '').then((file) => file.destroy())),
    'done',
  )

  clock.forward(380 * 86_400_000)
  assert.deepEqual(await mine(), [3])
  assert.deepEqual(all.map(hasFile), [false, false, false, false, true], 'a list that runs has its file')
  assert.equal(await codeOf(makeErrorFile(deps, village.by, done, () => '')), 'import-file-gone')
  assert.equal(await codeOf(handInAgain(deps, village.by, ASK, done)), 'import-file-gone')
  assert.deepEqual(await mine(), [])
})

test('a list that somebody confirms while files are deleted keeps its file', async () => {
  const id = await ready([row(71, 'TUJUH')])
  clock.forward(31 * 86_400_000)
  const [confirmed] = await database.interleave(
    (first) => confirm(id, village, first),
    (second) => cleanLists({ ...deps, db: second }, SYSTEM, KEEPING),
  )
  assert.equal(confirmed.status, 'fulfilled')
  assert.ok(hasFile(id))
  await newRunner().run(village.by, id)
  assert.equal(await stateOf(id), 'done')
  assert.ok(clock.now() > TEST_NOW)
})

test('a page of a preview opens no file; what it shows is kept encrypted until the list is confirmed', async () => {
  const id = await ready([
    row(81, 'SITI AMINAH'),
    '1699992003900;KURANG ANGKA;20-03-1990;L;PETANI',
    `${nikOf(82)};TANPA TANGGAL;31-02-1990;L;PETANI`,
  ])
  const lines = await inScopeOf(db, village.by, (tx) => listPreviewLines(tx, id, { limit: 50, offset: 0 }))
  const prepared = await getOwnList(deps, village.by, id)
  const opened = { ...deps, folder: join(folder, 'nowhere') }
  const rows = await showRows(opened, village.by, prepared, lines)
  assert.deepEqual(
    rows.map(({ rowNumber, name, outcomes }) => [rowNumber, name, outcomes[0]?.heading, outcomes[0]?.shown]),
    [
      [3, 'KURANG ANGKA', 'NIK', '16•••••••••00'],
      [4, 'TANPA TANGGAL', 'TGL LAHIR', '31-02-1990'],
    ],
  )
  const inClear = await rowsOf<{ row: string }>(
    owner,
    'select r::text as row from import_preview_rows r where import_id = $1',
    [id],
  )
  assert.doesNotMatch(inClear.map((each) => each.row).join(), /KURANG ANGKA|31-02-1990/)
  // What a later row puts in doubt was not kept: it is read from the file.
  const doubtful = await ready([
    ...many(6_000, '010181', 'ORANG'),
    `${nikOf(1, '010181')};ORANG LAIN;;L;PETANI`,
  ])
  const [first] = await inScopeOf(db, village.by, (tx) =>
    listPreviewLines(tx, doubtful, { limit: 1, offset: 0 }),
  )
  const [shown] = await showRows(
    deps,
    village.by,
    await getOwnList(deps, village.by, doubtful),
    first ? [first] : [],
  )
  assert.deepEqual([first?.sealed, shown?.rowNumber, shown?.name], [null, 2, 'ORANG'])
  await confirm(id)
  assert.deepEqual(await rowsOf(owner, 'select from import_preview_rows where import_id = $1', [id]), [])
})
