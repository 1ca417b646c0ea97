import assert from 'node:assert/strict'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, rowsOf, TEST_NOW } from '../../../test/people.ts'
import { testRing } from '../../../test/test-ring.ts'
import { regionCode } from '../../kernel/region-code.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { clockAt } from '../../platform/clock.ts'
import { LawBook } from '../../rules/law-book.ts'
import type { By } from '../access/act.ts'
import { openList } from '../imports/reading/open-list.ts'
import { LAYOUT_NAMES, LAYOUTS, type LayoutName } from './export-layouts.ts'
import { exportPeople, type ExportAsk } from './export-people.ts'
import { importPeople } from './import-people.ts'
import { undoImport } from './undo-import.ts'

const database = await testDatabase()
const { db, pool, owner } = database
const folder = await mkdtemp(join(tmpdir(), 'payung-exports-'))
after(() => rm(folder, { recursive: true }))
const deps = {
  db,
  pool,
  clock: clockAt(TEST_NOW),
  ring: testRing(),
  book: new LawBook(),
  folder: join(folder, 'kept'),
}

const EPIL = '16.06.01.2001'
const village = await addTestPerson(owner, 'village-operator', { region: EPIL, kind: 'village' })
const neighbour = await addTestPerson(owner, 'village-operator', { region: '16.06.02.2001', kind: 'village' })
const company = await addTestPerson(owner, 'company-officer', { region: '16.71.01.1001', kind: 'company' })

const nikOf = (serial: number) => `169999200390${String(serial).padStart(4, '0')}`
const HEADER =
  `NIK;NO_KK;NAMA;TEMPAT_LAHIR;TGL_LAHIR;JENIS_KELAMIN;NAMA_IBU_KANDUNG;ALAMAT;RT;RW;DUSUN;NO_HP;EMAIL;PEKERJAAN;JENIS_PEKERJAAN_2;
LOKASI_KERJA;JAM_KERJA_MULAI;JAM_KERJA_SELESAI;PENGHASILAN;KELOMPOK;DESIL;NAMA_AHLI_WARIS;HUBUNGAN;NO_HP_AHLI_WARIS;KPJ;NPWP;NAMA_AYAH;
STATUS_KAWIN`.replaceAll('\n', '')
const FULL =
  `${nikOf(1)};1699991234567890;SITI AMINAH, S.Pd;PALEMBANG;20-03-1990;P;HALIMAH;JL. MAWAR 1 "BELAKANG"; 001;02;DUSUN I;081234567890;
siti@contoh.id;PETANI;PEDAGANG;KEBUN;07:00;15.30;3500000;TANI MAJU;3;AHMAD;ANAK;+6591234567;12345678901;123456789012345;UMAR;CERAI HIDUP`.replaceAll(
    '\n',
    '',
  )
const BARE = `${nikOf(2)};;=HYPERLINK;;20-03-1990;L;;-JALAN;;;;;;;;;;;;;;;;;;;;`
const DEAD = `${nikOf(3)};;MARNI;;20-03-1990;P;;;;;;;;;;;;;;;;;;;;;;`

const epilList = join(folder, 'daftar.csv')
await writeFile(epilList, [HEADER, FULL, BARE, DEAD].join('\n'))
const taken = await take(village.by, epilList)
await rowsOf(owner, `update people set living_status = 'deceased' where name = 'MARNI'`)

function take(by: By, path: string, isRehearsal = false, region = EPIL) {
  const ask = {
    path,
    fileName: 'daftar',
    region: regionCode(region),
    purpose: 'own-account' as const,
    isRehearsal,
  }
  return importPeople(deps, by, ask)
}

type Asked = Partial<Omit<ExportAsk, 'layout'>>

/** The files of an export, written where a test can read them. */
async function leave(by: By, layout: LayoutName, change: Asked = {}): Promise<string[]> {
  const ask = { selection: { region: regionCode(EPIL) }, layout, reason: 'pendaftaran', ...change }
  const paths: string[] = []
  for await (const { name, bytes } of (await exportPeople(deps, by, ask)).files) {
    const path = join(folder, name)
    await pipeline(bytes, createWriteStream(path))
    paths.push(path)
  }
  return paths
}

type Table = {
  readonly sheet: string | null
  readonly rows: readonly Readonly<Record<string, string>>[]
  readonly header: string
}

async function tableOf(path = ''): Promise<Table> {
  const list = await openList(path, { needed: [] })
  try {
    const { headers } = list.mapping
    const rows: Record<string, string>[] = []
    for await (const chunk of list.chunks()) {
      for (const { texts } of chunk.rows) {
        rows.push(Object.fromEntries(headers.map((header, place) => [header, texts[place] ?? ''])))
      }
    }
    return { sheet: list.sheet, header: headers.join(' | '), rows }
  } finally {
    list.close()
  }
}

/** The row of the person whose every field is told. */
const siti = (rows: Table['rows']) =>
  rows.find((row) => Object.values(row).some((cell) => cell.startsWith('SITI'))) ?? {}

const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )

for (const layout of ['xlsx', 'csv'] as const) {
  test(`what leaves as ${layout} comes back as people who are there already, with nothing changed`, async () => {
    await rowsOf(owner, `update people set living_status = null where name = 'MARNI'`)
    const [path = ''] = await leave(village.by, layout)
    const { tally } = await take(village.by, path, true)
    assert.deepEqual(
      { rows: tally.rows, known: tally.duplicates, outcomes: tally.outcomes['SUDAH_TERCATAT'] },
      { rows: 3, known: 3, outcomes: 3 },
    )
    await rowsOf(owner, `update people set living_status = 'deceased' where name = 'MARNI'`)
  })
}

test('the BPU template has its 11 columns and its sheet, NIKs whole, and comes back without a change', async () => {
  const [path = ''] = await leave(village.by, 'bpu', { choices: { monthCount: 3 } })
  const { sheet, header, rows } = await tableOf(path)
  assert.equal(sheet, 'Data TK Baru')
  assert.equal(
    header,
    'NOMOR_IDENTITAS | NAMA_LENGKAP | TGL_LAHIR | HANDPHONE | EMAIL | JENIS_PEKERJAAN_1 | JENIS_PEKERJAAN_2 | LOKASI_PEKERJAAN | UPAH | KODE_PAKET | BULAN_IURAN',
  )
  assert.deepEqual(Object.values(siti(rows)), [
    nikOf(1),
    'SITI AMINAH, S.Pd',
    '20-03-1990',
    '081234567890',
    'siti@contoh.id',
    'PETANI',
    'PEDAGANG',
    'KEBUN',
    '3500000',
    'T',
    '3',
  ])
  assert.equal(rows.length, 2, 'nobody registers the dead')
  const before = await rowsOf(owner, 'select * from people order by id')
  const { tally } = await take(village.by, path)
  assert.deepEqual([tally.duplicates, tally.accepted], [2, 0])
  assert.deepEqual(await rowsOf(owner, 'select * from people order by id'), before)
})

test('SIPP TK Baru has its 30 columns; forms for cardholders take only those with a KPJ and say how many are left out', async () => {
  const [path = ''] = await leave(village.by, 'sipp-baru')
  const { sheet, header, rows } = await tableOf(path)
  assert.equal(sheet, 'data_tk_baru')
  assert.equal(header.split(' | ').length, 30)
  assert.deepEqual(
    ['NOMOR_IDENTITAS', 'STATUS_KAWIN', 'JENIS_KELAMIN', 'KODE_NEGARA'].map((column) => siti(rows)[column]),
    [nikOf(1), 'T', 'P', 'ID'],
  )
  for (const layout of ['sipp-lanjutan', 'sipp-upah', 'sipp-nonaktif'] as const) {
    const ask = { selection: { region: regionCode(EPIL) }, layout, reason: 'upah' }
    const leaving = await exportPeople(deps, village.by, ask)
    for await (const { bytes } of leaving.files) bytes.resume()
    assert.deepEqual([leaving.personCount, [...leaving.leftOut]], [3, [['no-kpj', 2]]])
  }
})

test('the OpenSID file tells of the programme by place and keeps its people on a sheet that we read again', async () => {
  const [path = ''] = await leave(village.by, 'opensid')
  const { sheet, header, rows } = await tableOf(path)
  assert.equal(sheet, 'Peserta')
  assert.equal(header, 'Peserta | No. Peserta | NIK | Nama | Tempat Lahir | Tanggal Lahir | Alamat')
  assert.equal(siti(rows)['Tanggal Lahir'], '1990-03-20')
  const { tally } = await take(village.by, path)
  assert.equal(tally.accepted, 0)
  assert.equal(tally.outcomes['SUDAH_TERCATAT'], 3)
})

test('a cell that a spreadsheet would run as a formula is text in CSV, and long numbers keep their digits', async () => {
  const [path = ''] = await leave(village.by, 'csv')
  const text = await readFile(path, 'utf8')
  assert.match(text, /;"'=HYPERLINK";/)
  assert.match(text, /;"'-JALAN";/)
  assert.ok(text.includes(`"'${nikOf(1)}"`))
})

test('every export is one entry with reason, layout and count, written before the first byte', async () => {
  const reason = 'untuk pendaftaran bulan Juni'
  const { files } = await exportPeople(deps, village.by, {
    selection: { importId: taken.importId ?? '' },
    layout: 'bpu',
    reason,
  })
  const entries = await rowsOf(
    owner,
    `select affected_count::integer as count, reason, details ->> 'layout' as layout from audit_entries where action = 'people.export' and reason = $1`,
    [reason],
  )
  assert.deepEqual(entries, [{ count: 3, reason, layout: 'bpu' }])
  await files[Symbol.asyncIterator]().return?.()
})

test('who comes into the registry after the count is not in the files', async () => {
  const ask = { selection: { region: regionCode(EPIL) }, layout: 'csv' as const, reason: 'x' }
  const leaving = await exportPeople(deps, village.by, ask)
  const late = join(folder, 'terlambat.csv')
  await writeFile(late, `NIK;NAMA\n${nikOf(4)};TERLAMBAT`)
  const { importId } = await take(village.by, late)
  for await (const { bytes } of leaving.files) {
    assert.doesNotMatch(Buffer.concat(await Array.fromAsync<Buffer>(bytes)).toString(), /TERLAMBAT/)
  }
  await undoImport(deps, village.by, { id: importId ?? '', reason: 'percobaan' })
})

test('without a reason, a selection or a list of one’s own nothing leaves', async () => {
  const selection = { region: regionCode(EPIL) }
  const ask = { selection, layout: 'csv' as const, reason: 'x' }
  assert.equal(await refusalOf(exportPeople(deps, village.by, { ...ask, reason: ' ' })), 'value-missing')
  assert.equal(await refusalOf(exportPeople(deps, village.by, { ...ask, selection: {} })), 'value-missing')
  const foreign = { ...ask, selection: { importId: taken.importId ?? '' } }
  assert.equal(await refusalOf(exportPeople(deps, neighbour.by, foreign)), 'import-unknown')
  assert.equal(
    await refusalOf(exportPeople(deps, village.by, { ...ask, selection: { importId: 'x' } })),
    'import-unknown',
  )
})

test('nobody outside the reach leaves, and an organisation takes out what it told itself', async () => {
  const ask = { selection: { region: regionCode(EPIL) }, layout: 'csv' as const, reason: 'x' }
  assert.equal((await exportPeople(deps, neighbour.by, ask)).personCount, 0)
  assert.equal((await exportPeople(deps, company.by, ask)).personCount, 0)
  const told = join(folder, 'perusahaan.csv')
  await writeFile(told, [HEADER, FULL.replace('PETANI', 'SOPIR')].join('\n'))
  await take(company.by, told)
  const [own = ''] = await leave(company.by, 'csv')
  const { rows } = await tableOf(own)
  assert.deepEqual(
    rows.map((row) => row['PEKERJAAN']),
    ['SOPIR'],
  )
  const [ofVillage = ''] = await leave(village.by, 'csv')
  assert.equal(siti((await tableOf(ofVillage)).rows)['PEKERJAAN'], 'PETANI')
})

test('more people than a file takes leave in several files, each person once', async () => {
  const most = LAYOUTS.bpu.mostRows
  const lines = Array.from(
    { length: most + 5 },
    (_, place) => `169999${dayOf(place)}${serialOf(place)};ORANG`,
  )
  const path = join(folder, 'banyak.csv')
  await writeFile(path, ['NIK;NAMA', ...lines].join('\n'))
  const { importId } = await take(village.by, path)
  const files = await leave(village.by, 'bpu', { selection: { importId: importId ?? '' } })
  assert.deepEqual(
    files.map((file) => file.slice(folder.length + 1)),
    ['bpu-2026-05-20-1.xlsx', 'bpu-2026-05-20-2.xlsx'],
  )
  const tables = await Promise.all(files.map((file) => tableOf(file)))
  assert.deepEqual(
    tables.map(({ rows }) => rows.length),
    [most, 5],
  )
  assert.equal(
    new Set(tables.flatMap(({ rows }) => rows.map((row) => row['NOMOR_IDENTITAS']))).size,
    most + 5,
  )
})

const dayOf = (place: number) => `${String(1 + (place % 28)).padStart(2, '0')}0185`
const serialOf = (place: number) => String(1 + Math.floor(place / 28)).padStart(4, '0')

test('every layout names each of its columns once', () => {
  for (const name of LAYOUT_NAMES) {
    const { header } = LAYOUTS[name]
    assert.equal(new Set(header).size, header.length, name)
  }
})
