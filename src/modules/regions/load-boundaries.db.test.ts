import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { dottedCode } from '../../kernel/region-code.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { clockAt } from '../../platform/clock.ts'
import { loadBoundaries } from './load-boundaries.ts'

const { owner, pool, db } = await testDatabase()
const app = { db, pool, close: () => Promise.resolve() }
const clock = clockAt(new Date('2026-05-01T03:00:00Z'))
const on = plainDate('2026-05-01')
const folder = await mkdtemp(join(tmpdir(), 'payung-outlines-'))
after(() => rm(folder, { recursive: true }))

/** An invented square for each code, one degree apart. */
async function outlineFile(name: string, codes: readonly string[], west = 100): Promise<string> {
  const features = codes.map((code, index) => {
    const x = west + index / 10
    const ring = [
      [x, -3],
      [x + 0.05, -3],
      [x + 0.05, -3.05],
      [x, -3],
    ]
    return { type: 'Feature', properties: { code }, geometry: { type: 'Polygon', coordinates: [ring] } }
  })
  const file = join(folder, name)
  await writeFile(
    file,
    JSON.stringify({ type: 'FeatureCollection', source: 'contoh rekaan', license: 'CC0', features }),
  )
  return file
}

const load = (file: string, check = false) =>
  loadBoundaries(check ? app : owner, clock, { file, source: null, license: null, on }, check)

async function stored(): Promise<{ code: string; version: string }[]> {
  const { rows } = await pool.query<{ code: string; version: string }>(
    'select code::text, xmin::text as version from region_boundaries order by code',
  )
  return rows
}

async function refusalOf(asked: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await asked.then(
    () => null,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof Refusal, String(error))
  return error
}

test('a check says what would be loaded and which regions of the level are missing, and stores nothing', async () => {
  const report = await load(await outlineFile('two.geojson', ['16.01', '16.02']), true)
  assert.deepEqual([report.outlineCount, report.added, report.level], [2, 2, 2])
  assert.equal(report.missing.length, 15)
  assert.deepEqual(
    report.missing.slice(0, 2).map(({ code }) => dottedCode(code)),
    ['16.03', '16.04'],
  )
  assert.deepEqual(await stored(), [])
})

test('a load keeps the outline as given with its source and licence; the same file again changes nothing', async () => {
  const file = await outlineFile('two.geojson', ['16.01', '16.02'])
  await load(file)
  const { rows } = await pool.query(
    'select geometry, source, license, map_on from region_boundaries where code = 1601000000',
  )
  assert.deepEqual(rows, [
    {
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [100, -3],
            [100.05, -3],
            [100.05, -3.05],
            [100, -3],
          ],
        ],
      },
      source: 'contoh rekaan',
      license: 'CC0',
      map_on: '2026-05-01',
    },
  ])
  const before = await stored()
  const again = await load(file)
  assert.deepEqual([again.added, again.replaced, again.unchanged], [0, 0, 2])
  assert.deepEqual(await stored(), before)
})

test('a new outline takes the place of the old one of the same region, and the others stay', async () => {
  const report = await load(await outlineFile('moved.geojson', ['16.02', '16.03'], 110))
  assert.deepEqual([report.added, report.replaced, report.unchanged], [1, 1, 0])
  assert.deepEqual(
    (await stored()).map(({ code }) => code),
    ['1601000000', '1602000000', '1603000000'],
  )
})

test('a file with one unknown region is refused whole', async () => {
  const before = await stored()
  const refusal = await refusalOf(load(await outlineFile('unknown.geojson', ['16.04', '16.66'])))
  assert.deepEqual(refusal.value.details, {
    count: 1,
    problems: [{ kind: 'region-unknown', where: '16.66' }],
  })
  assert.deepEqual(await stored(), before)
})

test('a file that is not there is refused by its name', async () => {
  assert.equal((await refusalOf(load(join(folder, 'tidak-ada.geojson')))).code, 'file-unreadable')
})

const SHARED = [
  [join(import.meta.dirname, '../../../../shared/data/sumsel-regencies.geojson'), 17],
  [join(import.meta.dirname, '../../../../shared/data/sumsel-districts.geojson'), 241],
] as const
for (const [file, outlineCount] of SHARED) {
  test(
    `real outlines of province 16: ${outlineCount}, none missing`,
    { skip: existsSync(file) ? false : 'the file of outlines is not on this machine' },
    async () => {
      const report = await load(file)
      assert.deepEqual([report.outlineCount, report.missing], [outlineCount, []])
    },
  )
}
