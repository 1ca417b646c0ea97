import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { plainDate } from '../../kernel/plain-date.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { nextWorkingDay } from '../../kernel/working-days.ts'
import { keepHolidays } from './keep-holidays.ts'
import { readLawSources } from './read-law-sources.ts'

const folder = mkdtempSync(join(tmpdir(), 'payung-libur-'))
after(() => {
  rmSync(folder, { recursive: true })
})
const dataFolder = join(folder, 'data')
const settings = { lawFile: null, holidayFiles: [], dataFolder }
const due = plainDate('2027-01-15')
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )

function fileOf(name: string, change: object = {}): string {
  const year = {
    ...{ year: 2027, decrees: ['SKB uji'], confidence: 'L', checkedOn: '2026-11-20' },
    holidays: [{ on: '2027-01-15', name: 'Hari uji', kind: 'libur-nasional' }],
    ...change,
  }
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(year))
  return path
}

test('a year that was loaded moves due dates; before, it has no answer, and a bad file loads nothing', async () => {
  const dueWith = async () => nextWorkingDay(due, (await readLawSources(settings)).calendar)
  assert.equal(await codeOf(dueWith()), 'holidays-unknown')
  assert.equal(
    await codeOf(keepHolidays(dataFolder, fileOf('rusak.json', { holidays: [] }))),
    'holiday-file-invalid',
  )
  assert.equal(await codeOf(keepHolidays(dataFolder, join(folder, 'tiada.json'))), 'file-unreadable')
  assert.equal(await codeOf(dueWith()), 'holidays-unknown')
  await keepHolidays(dataFolder, fileOf('libur.json'))
  assert.equal(await dueWith(), '2027-01-18')
  const other = [{ on: '2027-01-18', name: 'Hari uji', kind: 'libur-nasional' }]
  await keepHolidays(dataFolder, fileOf('baru.json', { holidays: other }))
  assert.equal(await dueWith(), '2027-01-15')
  const { calendar } = await readLawSources({ ...settings, holidayFiles: [fileOf('nama.json')] })
  assert.equal(nextWorkingDay(due, calendar), '2027-01-18')
  assert.deepEqual(
    calendar.years.map(({ year }) => year),
    [2024, 2025, 2026, 2027],
  )
})
