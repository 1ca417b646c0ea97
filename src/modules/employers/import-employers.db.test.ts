import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, place, rowsOf, TEST_NOW } from '../../../test/people.ts'
import { testRing } from '../../../test/test-ring.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { clockAt } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import type { By } from '../access/act.ts'
import { inScope } from '../access/scope.ts'
import { importEmployers, resumeEmployers, undoEmployers, type EmployerListAsk } from './import-employers.ts'
import { findEmployers } from './queries.ts'
import { changeEmployer, recordEmployer } from './record-employer.ts'
import { showEmployer, showEmployers } from './show-employers.ts'

const database = await testDatabase()
const { db, pool, owner } = database
const folder = await mkdtemp(join(tmpdir(), 'payung-employers-'))
after(() => rm(folder, { recursive: true }))
const deps = { db, pool, clock: clockAt(TEST_NOW), ring: testRing(), folder: join(folder, 'kept') }

const labour = await addTestPerson(owner, 'labour-inspector', { region: '16', kind: 'labour-office' })
const bpjs = await addTestPerson(owner, 'bpjs-examiner', { region: '16', kind: 'bpjs-branch' })
const regency = await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' })
const elsewhere = await addTestPerson(owner, 'regency-officer', { region: '32.04', kind: 'regency' })
const SYSTEM: By = { kind: 'system', systemUser: 'operator' }

const HEADER =
  'NIB;NAMA PERUSAHAAN;ALAMAT;KAB/KOTA;KBLI;SKALA;TK_L;TK_P;TK_ASING;NPP;TK_TERDAFTAR_BPJS;TANGGAL LAPOR'
const nib = (serial: number) => `912000${String(serial).padStart(7, '0')}`
const line = (
  serial: number,
  men: number,
  { regency: where = 'Musi Banyuasin', npp = '', on = '05-01-2026' } = {},
) =>
  `${nib(serial)};PT Contoh ${String(serial)};Jalan ${String(serial)};${where};01262;menengah;${String(men)};5;0;${npp};7;${on}`

let files = 0
async function take(
  by: By,
  lines: readonly string[],
  change: Partial<EmployerListAsk> = {},
  header = HEADER,
) {
  const path = join(folder, `wlkp-${String(files++)}.csv`)
  await writeFile(path, [header, ...lines].join('\n'))
  const result = await importEmployers(deps, by, {
    path,
    fileName: 'wlkp.csv',
    region: place('16'),
    isRehearsal: false,
    ...change,
  })
  const { rows, accepted, refused, held, duplicates } = result.tally
  assert.equal(accepted + refused + held + duplicates, rows, 'every row is accounted for')
  return { ...result, id: result.importId ?? '', counts: [accepted, refused, held, duplicates] }
}

const registry = () => rowsOf(owner, 'select to_jsonb(e) as row from employers e order by id')
const find = (by: By, serial: number) =>
  showEmployers(deps, by, { nib: nib(serial) }).then(({ employers }) => employers)
const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )

test('a labour report becomes employers, each row accounted for, and the same file again changes nothing', async () => {
  const lines = [
    line(1, 10),
    line(2, 20, { regency: 'Kota Palembang' }),
    line(3, 5, { regency: 'Atlantis' }),
    'x;CV Buruk;;;;;;;;;;',
  ]
  const first = await take(labour.by, lines)
  assert.deepEqual(first.counts, [2, 2, 0, 0])
  assert.deepEqual(first.tally.outcomes, { WILAYAH_TAK_DIKENAL: 1, NIB_FORMAT: 1 })
  assert.equal(first.columns['registeredCount'], 'TK_TERDAFTAR_BPJS')
  const before = await registry()
  assert.deepEqual((await take(labour.by, lines)).counts, [0, 2, 0, 2])
  assert.deepEqual(await registry(), before)
  const [one] = await find(labour.by, 1)
  assert.deepEqual(
    [one?.region, one?.size, one?.workerCount, one?.unregisteredCount],
    ['16.06', 'medium', 15, 8],
  )
  assert.equal((await find(labour.by, 2))[0]?.region, '16.71')
})

test('a rehearsal says what the list will come to and writes nothing', async () => {
  const lines = [line(10, 1), line(10, 1), line(10, 2), line(1, 10), line(1, 11)]
  const before = await registry()
  const rehearsed = await take(labour.by, lines, { isRehearsal: true })
  assert.deepEqual(await registry(), before)
  const taken = await take(labour.by, lines)
  assert.deepEqual(taken.counts, rehearsed.counts)
  assert.deepEqual(taken.counts, [1, 0, 2, 2])
  assert.equal(taken.tally.outcomes['LAPORAN_BEDA'], 1)
  await undoEmployers(deps, labour.by, { id: taken.id, reason: 'percobaan' })
  assert.deepEqual(await registry(), before)
})

test('a newer report replaces the figures with history, an older one changes nothing', async () => {
  await take(labour.by, [line(20, 10)])
  assert.deepEqual((await take(labour.by, [line(20, 30, { on: '05-02-2026' })])).counts, [1, 0, 0, 0])
  assert.deepEqual((await take(labour.by, [line(20, 99, { on: '05-02-2025' })])).tally.outcomes, {
    LAPORAN_LAMA: 1,
  })
  const id = (await find(labour.by, 20))[0]?.id ?? ''
  const shown = await showEmployer(deps, labour.by, id)
  assert.equal(shown.menCount, 30)
  assert.deepEqual(
    shown.history.map(({ cause, changes }) => [cause, changes]),
    [['import', { menCount: [10, 30], reportedOn: ['2026-01-05', '2026-02-05'] }]],
  )
})

test('branches share a NIB and keep their own NPP; a row that does not say which is held', async () => {
  const taken = await take(labour.by, [line(30, 1, { npp: 'JJ300001' }), line(30, 2, { npp: 'JJ300002' })])
  assert.deepEqual(taken.counts, [2, 0, 0, 0])
  assert.deepEqual((await take(labour.by, [line(30, 3)])).tally.outcomes, { CABANG_MENDUA: 1 })
})

test('what one organisation knows tells another nothing: each records the employer by itself, side by side', async () => {
  await take(labour.by, [line(40, 100)])
  const bySystem = await recordEmployer(deps, SYSTEM, {
    region: '32.04',
    texts: { name: 'PT Jauh', nib: nib(41) },
    reason: 'uji',
  })
  const far = await recordEmployer(deps, elsewhere.by, {
    region: '32.04',
    texts: { name: 'PT Jauh', nib: nib(41) },
    reason: 'uji',
  })
  assert.notEqual(far.id, bySystem.id)
  const taken = await take(bpjs.by, [line(40, 60, { npp: 'JJ400001' })])
  assert.deepEqual(taken.counts, [1, 0, 0, 0])
  const both = await find(regency.by, 40)
  assert.deepEqual(both.map(({ menCount }) => menCount).sort(), [100, 60].sort())
  const shown = await showEmployer(deps, regency.by, both[0]?.id ?? '')
  assert.deepEqual(
    shown.others.map(({ id }) => id),
    [both[1]?.id],
  )
  assert.deepEqual(await find(elsewhere.by, 40), [])
  assert.equal(await refusalOf(showEmployer(deps, elsewhere.by, both[0]?.id ?? '')), 'employer-unknown')
})

test('row-level security cuts employers to reach and keeper, also where a query forgets to', async () => {
  const everywhere = { first: 0, last: 9_999_999_999, organisationId: null }
  const seen = (actor: typeof regency.actor) =>
    inScope(db, actor, (tx) => findEmployers(tx, everywhere, {}, { limit: 500, offset: 0 }))
  const ofRegency = await seen(regency.actor)
  assert.ok(ofRegency.length > 0)
  assert.ok(ofRegency.every(({ fields }) => Math.trunc(fields.regionCode / 1_000_000) === 1606))
  assert.ok(
    (await seen(elsewhere.actor)).every(({ fields }) => Math.trunc(fields.regionCode / 1_000_000) === 3204),
  )
  await db.transaction().execute(async (tx) => {
    assert.deepEqual(await findEmployers(tx, everywhere, {}, { limit: 5, offset: 0 }), [])
  })
})

test('an employer by hand: recorded once, changed by its keeper with history, others’ rows left alone', async () => {
  const texts = { name: 'CV Tangan', npp: 'JJ500001', menCount: '3' }
  const { id } = await recordEmployer(deps, regency.by, { region: '16.06', texts, reason: 'lapor langsung' })
  const again = recordEmployer(deps, regency.by, {
    region: '16.06',
    texts: { name: 'Lain', npp: 'jj500001' },
    reason: 'lagi',
  })
  await assert.rejects(again, { value: { code: 'employer-known', details: { id } } })
  const { changes } = await changeEmployer(deps, regency.by, {
    id,
    texts: { menCount: '4' },
    reason: 'periksa lapangan',
  })
  assert.deepEqual(changes, { menCount: [3, 4] })
  const change = (by: By, given: Record<string, string>) =>
    refusalOf(changeEmployer(deps, by, { id, texts: given, reason: 'x' }))
  assert.equal(await change(regency.by, { menCount: '4' }), 'employer-unchanged')
  assert.equal(await change(regency.by, { menCount: 'empat' }), 'employer-unfit')
  assert.equal(await change(labour.by, { menCount: '5' }), 'employer-of-another')
  assert.equal(await change(elsewhere.by, { menCount: '5' }), 'employer-unknown')
  const beyond = recordEmployer(deps, regency.by, {
    region: '32.04',
    texts: { name: 'PT Jauh' },
    reason: 'x',
  })
  assert.equal(await refusalOf(beyond), 'region-outside')
  const audit = await rowsOf(
    owner,
    `select from audit_entries where action = 'employers.write' and subject_id = $1`,
    [id],
  )
  assert.equal(audit.length, 2)
})

test('of two colleagues who record one employer at once one is told that it is there', async () => {
  const ask = { region: '16.06', texts: { name: 'PT Bersama', nib: nib(60) }, reason: 'uji' }
  const [first, second] = await database.interleave(
    (on: Db) => recordEmployer({ ...deps, db: on }, regency.by, ask),
    (on: Db) => recordEmployer({ ...deps, db: on }, regency.by, ask),
  )
  assert.equal(first.status, 'fulfilled')
  assert.ok(
    second.status === 'rejected' &&
      second.reason instanceof Refusal &&
      second.reason.code === 'employer-known',
  )
})

test('the same list after somebody mended an employer by hand does not undo that: the row is held', async () => {
  await take(labour.by, [line(65, 10)])
  const id = (await find(labour.by, 65))[0]?.id ?? ''
  await changeEmployer(deps, labour.by, { id, texts: { menCount: '12' }, reason: 'dihitung di tempat' })
  assert.deepEqual((await take(labour.by, [line(65, 10)])).tally.outcomes, { LAPORAN_BEDA: 1 })
  assert.equal((await find(labour.by, 65))[0]?.menCount, 12)
})

test('a list is taken back whole, until somebody has built on it', async () => {
  await take(labour.by, [line(70, 10)])
  const before = await registry()
  const taken = await take(labour.by, [line(70, 20, { on: '05-02-2026' }), line(71, 1)])
  assert.equal(
    await refusalOf(undoEmployers(deps, bpjs.by, { id: taken.id, reason: 'x' })),
    'employer-of-another',
  )
  assert.deepEqual(await undoEmployers(deps, labour.by, { id: taken.id, reason: 'salah berkas' }), {
    removed: 1,
    restored: 1,
  })
  assert.deepEqual(await registry(), before)
  assert.equal(
    await refusalOf(undoEmployers(deps, labour.by, { id: taken.id, reason: 'x' })),
    'import-not-undoable',
  )
  const built = await take(labour.by, [line(72, 1)])
  const id = (await find(labour.by, 72))[0]?.id ?? ''
  await changeEmployer(deps, labour.by, { id, texts: { menCount: '2' }, reason: 'periksa' })
  assert.equal(
    await refusalOf(undoEmployers(deps, labour.by, { id: built.id, reason: 'x' })),
    'employer-list-built-upon',
  )
})

test('a run that was cut off goes on where it stopped', async () => {
  const { id } = await take(labour.by, [line(80, 1), line(81, 1)])
  await rowsOf(owner, `delete from import_chunks where import_id = $1`, [id])
  await rowsOf(owner, `delete from employers where import_id = $1`, [id])
  await rowsOf(
    owner,
    `update imports set state = 'running', rows_read = 0, accepted = 0, finished_at = null where id = $1`,
    [id],
  )
  assert.equal((await resumeEmployers(deps, labour.by, id)).tally.accepted, 2)
  assert.equal((await find(labour.by, 81)).length, 1)
  assert.equal(await refusalOf(resumeEmployers(deps, labour.by, id)), 'import-ended')
})

test('a file that does not say who its employers are is refused before anything is written', async () => {
  const before = await rowsOf(owner, 'select count(*) from imports')
  assert.equal(await refusalOf(take(labour.by, ['1;2'], {}, 'NIB;TK_L')), 'KOLOM_HILANG')
  assert.deepEqual(await rowsOf(owner, 'select count(*) from imports'), before)
})
