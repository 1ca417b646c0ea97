import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { INDONESIA, isWithin, regionCode } from '../../kernel/region-code.ts'
import { total } from '../../kernel/rupiah.ts'
import { REGION_ALIASES } from './aliases.ts'
import { POPULATION_2024 } from './population-2024.ts'
import { csvCells, pinnedListFolder, readRegionList } from './read-region-list.ts'
import {
  checkRegionList,
  countKinds,
  EXPECTED_COUNTS,
  PINNED_DATA_SET,
  type ListFile,
  type ListLine,
} from './region-list.ts'
import { levelOf, NO_COUNTS } from './regions.ts'
import { foldName } from './search-name.ts'

const pinned = await readRegionList(pinnedListFolder())
const { regions, problems } = checkRegionList(pinned.lines, EXPECTED_COUNTS)

test('the pinned list is whole: 38, 514, 7,285 and 83,762 regions without a problem', () => {
  assert.deepEqual([...pinned.problems, ...problems], [])
  assert.deepEqual(
    [1, 2, 3, 4].map((level) => regions.filter(({ code }) => levelOf(code) === level).length),
    [38, 514, 7_285, 83_762],
  )
})

test('province 16 has 17 regencies and cities, 241 districts, 2,856 desa and 403 kelurahan', () => {
  assert.deepEqual(countKinds(regions, regionCode('16')), {
    ...NO_COUNTS,
    kabupaten: 13,
    kota: 4,
    kecamatan: 241,
    desa: 2_856,
    kelurahan: 403,
  })
})

test('the list that is installed is the one whose decree we name', () => {
  const { version } = JSON.parse(readFileSync(join(pinnedListFolder(), '../package.json'), 'utf8')) as {
    version: string
  }
  assert.equal(PINNED_DATA_SET.id, `idn-area-data ${version}`)
})

test('populations of the 17 add up to the province, 9,064,690; the country has 284,973,643', () => {
  const figure = (code: number) => POPULATION_2024.find((each) => each.code === code)?.population
  const ofProvince = POPULATION_2024.filter(
    ({ code }) => levelOf(code) === 2 && isWithin(code, regionCode('16')),
  )
  assert.equal(ofProvince.length, 17)
  assert.equal(total(ofProvince.map(({ population }) => population)), 9_064_690n)
  assert.equal(figure(regionCode('16')), 9_064_690n)
  assert.equal(figure(INDONESIA), 284_973_643n)
})

test('every alias names a region of the list once; of province 16 only Lahat and Banyuasin have none in use', () => {
  const known = new Set(regions.map(({ code }) => code))
  const all = REGION_ALIASES.flatMap(({ aliases }) =>
    aliases.flatMap(([code, names]) => names.split(', ').map((name) => ({ code: regionCode(code), name }))),
  )
  for (const { code, name } of all) assert.ok(known.has(code) && foldName(name) !== '', `${code} ${name}`)
  const folded = all.map(({ name }) => foldName(name))
  assert.deepEqual(
    folded.filter((name, index) => folded.indexOf(name) !== index),
    [],
  )
  const named = new Set(all.map(({ code }) => code))
  const unnamed = regions.filter(
    ({ code }) => levelOf(code) === 2 && isWithin(code, regionCode('16')) && !named.has(code),
  )
  assert.deepEqual(
    unnamed.map(({ name }) => name),
    ['Kabupaten Lahat', 'Kabupaten Banyuasin'],
  )
})

const line = (file: ListFile, code: string, parent: string | null, name: string): ListLine => ({
  file,
  line: 2,
  code,
  parent,
  name,
})
const GOOD = [
  line('provinces.csv', '16', null, 'Contoh'),
  line('regencies.csv', '16.01', '16', 'Kabupaten Satu'),
  line('districts.csv', '16.01.01', '16.01', 'Hulu'),
  line('villages.csv', '16.01.01.2001', '16.01.01', 'Alur'),
]
const kindsOf = (lines: readonly ListLine[]) => checkRegionList(lines, []).problems.map(({ kind }) => kind)

const BROKEN: readonly (readonly [string, ListLine, string])[] = [
  ['a code written twice', line('districts.csv', '16.01.01', '16.01', 'Hulu Lagi'), 'duplicate'],
  ['an orphan', line('villages.csv', '16.01.09.2001', '16.01.09', 'Jauh'), 'orphan'],
  ['a district among the villages', line('villages.csv', '16.01.02', '16.01', 'Hilir'), 'level-wrong'],
  ['a code of the wrong shape', line('villages.csv', '16.01.01.201', '16.01.01', 'Alur'), 'code-malformed'],
  ['a zero part above a filled one', line('districts.csv', '16.00.01', '16.00', 'Nol'), 'code-malformed'],
  ['a parent that is not the code’s', line('districts.csv', '16.01.02', '16.02', 'Hilir'), 'parent-wrong'],
  ['a village of no known kind', line('villages.csv', '16.01.01.9001', '16.01.01', 'Aneh'), 'kind-unknown'],
  ['an empty name', line('districts.csv', '16.01.02', '16.01', ''), 'name-broken'],
  ['a broken letter', line('districts.csv', '16.01.02', '16.01', 'Hil\uFFFDr'), 'name-broken'],
  [
    'a city called kabupaten',
    line('regencies.csv', '16.71', '16', 'Kabupaten Kota'),
    'name-disagrees-with-kind',
  ],
]
for (const [name, added, kind] of BROKEN) {
  test(`the check of a list finds ${name}`, () => {
    assert.deepEqual(kindsOf(GOOD), [])
    assert.ok(kindsOf([...GOOD, added]).includes(kind as never), JSON.stringify(kindsOf([...GOOD, added])))
  })
}

test('one region too few is a wrong count', () => {
  const short = pinned.lines.filter(({ code }) => code !== '16.06.01.2001')
  assert.deepEqual(checkRegionList(short, EXPECTED_COUNTS).problems, [
    { kind: 'count-wrong', where: 'Indonesia, desa', value: '75251 ≠ 75252' },
    { kind: 'count-wrong', where: '16, desa', value: '2855 ≠ 2856' },
  ])
})

test('a CSV line keeps quoted commas and quotes, and a stray quote is no line', () => {
  assert.deepEqual(csvCells('35.29.22,35.29,"Ra""as"'), ['35.29.22', '35.29', 'Ra"as'])
  assert.deepEqual(csvCells('1,"a, b",'), ['1', 'a, b', ''])
  assert.equal(csvCells('1,a"b,c'), null)
  assert.equal(csvCells('1,"a'), null)
})

test('files that are missing, not UTF-8, or with other headings are named', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'payung-list-'))
  t.after(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'provinces.csv'), 'code,name\r\n16,Contoh\r\n')
  await writeFile(join(folder, 'regencies.csv'), 'kode,nama\n16.01,Satu\n')
  await writeFile(join(folder, 'districts.csv'), Buffer.from([0x63, 0xff, 0xfe]))
  const read = await readRegionList(folder)
  assert.deepEqual(
    read.problems.map(({ kind, where }) => `${kind} ${where}`),
    [
      'header-unknown regencies.csv:1',
      'line-malformed regencies.csv:2',
      'encoding-broken districts.csv',
      'file-missing villages.csv',
    ],
  )
  assert.deepEqual(
    read.lines.map(({ name }) => name),
    ['Contoh'],
  )
})
