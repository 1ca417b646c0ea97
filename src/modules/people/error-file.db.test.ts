import assert from 'node:assert/strict'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { outcomeSentence } from '../../../web/locales/outcome-sentence.ts'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, TEST_NOW } from '../../../test/people.ts'
import { testRing } from '../../../test/test-ring.ts'
import { uploadFolder } from '../../../test/uploads.ts'
import { workbookBytes, type TestCell } from '../../../test/workbook-bytes.ts'
import { regionCode } from '../../kernel/region-code.ts'
import { clockAt } from '../../platform/clock.ts'
import { LawBook } from '../../rules/law-book.ts'
import { openList } from '../imports/reading/open-list.ts'
import type { SheetRow } from '../imports/reading/sheet-row.ts'
import type { Outcome } from './row/outcome.ts'
import { writeErrorFile } from '../imports/error-file.ts'
import { importPeople } from './import-people.ts'

const { db, pool, owner } = await testDatabase()
const folder = await mkdtemp(join(tmpdir(), 'payung-errors-'))
after(() => rm(folder, { recursive: true }))
const upload = uploadFolder()
const deps = {
  db,
  pool,
  clock: clockAt(TEST_NOW),
  ring: testRing(),
  book: new LawBook(),
  folder: join(folder, 'kept'),
}
const EPIL = regionCode('16.06.01.2001')
const { by } = await addTestPerson(owner, 'village-operator', { region: '16.06.01.2001', kind: 'village' })
const nikOf = (serial: number) => `169901200390${String(serial).padStart(4, '0')}`

async function take(path: string) {
  const ask = { path, fileName: 'daftar', region: EPIL, purpose: 'own-account', isRehearsal: false } as const
  return importPeople(deps, by, ask)
}

async function errorFileOf(path: string) {
  const { importId, tally, notes } = await take(path)
  const target = await writeErrorFile(db, by, {
    importId: importId ?? '',
    path,
    target: join(folder, `${importId ?? ''}.xlsx`),
    sentence: (said, row) => outcomeSentence(said as Outcome, 'id', row),
    action: 'people.export',
  })
  const rows: SheetRow[] = []
  const list = await openList(target, { needed: [] })
  for await (const chunk of list.chunks()) rows.push(...chunk.rows)
  list.close()
  return { target, tally, notes, headings: list.mapping.headers, rows: rows.map(({ texts }) => texts) }
}

test('the error file is the user’s own list with the reason behind each row that must be mended', async () => {
  const path = upload(
    [
      'DAFTAR PEKERJA;;;',
      ';;;',
      'NO;NO. KTP;NAMA;TGL LAHIR',
      `1;${nikOf(1)};SITI AMINAH;20-03-1990`,
      '2;16990120039000;BUDI;20-03-1990',
      `3;${nikOf(3)};JOKO; SUSANTO;20-03-1990`,
      'JUMLAH;3;;',
    ].join('\n'),
  )
  const { target, headings, rows, tally, notes } = await errorFileOf(path)
  assert.deepEqual([tally.rows, tally.accepted, tally.refused], [3, 1, 2])
  assert.deepEqual(notes.skipped, { 'above-header': 1, header: 1, total: 1 })
  assert.deepEqual(headings.slice(0, 5), ['NO', 'NO. KTP', 'NAMA', 'TGL LAHIR', 'KETERANGAN'])
  assert.equal(rows[0]?.[1], '16990120039000')
  assert.match(rows[0][4] ?? '', /NIK harus 16 angka/)
  assert.match(rows[1]?.[4] ?? '', /bergeser/)
  assert.equal(rows[1]?.[5], '20-03-1990', 'nothing of a shifted row is lost')
  assert.equal((await stat(target)).mode & 0o777, 0o600)
})

test('a mended error file is handed in again and only the mended rows come in', async () => {
  const path = upload(
    ['NIK;NAMA;TGL LAHIR', `${nikOf(11)};RINA;20-03-1990`, '169901200390;DEWI;20-03-1990'].join('\n'),
  )
  const { headings, rows } = await errorFileOf(path)
  const mended = rows.map((row) => [nikOf(12), ...row.slice(1)])
  const again = upload(workbookBytes({ sheets: [{ name: 'Perbaiki', rows: [[...headings], ...mended] }] }))
  const { tally } = await take(again)
  assert.deepEqual([tally.rows, tally.accepted], [1, 1])
})

test('a row that lost a cell to the row above by merging is refused, never copied down', async () => {
  const rows: TestCell[][] = [
    ['NIK', 'NAMA', 'TGL LAHIR', 'DUSUN'],
    [nikOf(21), 'AGUS', '20-03-1990', 'I'],
    [nikOf(22), 'EKO', '20-03-1990', null],
    [nikOf(23), 'RUSLAN', '20-03-1990', 'II'],
  ]
  const behind = '<mergeCells><mergeCell ref="D2:D3"/></mergeCells>'
  const { tally } = await take(upload(workbookBytes({ sheets: [{ name: 'Data', rows, behind }] })))
  assert.deepEqual([tally.accepted, tally.refused, tally.outcomes['SEL_GABUNG']], [2, 1, 1])
})
