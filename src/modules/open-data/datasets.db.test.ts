import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fastify from 'fastify'
import { addStagedRoster, billingDeps, protect } from '../../../test/billing-stage.ts'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, rowsOf } from '../../../test/people.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { INDONESIA, regionCode, type RegionCode } from '../../kernel/region-code.ts'
import { LawBook } from '../../rules/law-book.ts'
import type { By } from '../access/act.ts'
import { answerCoverage, answerRanking } from '../coverage/answers.ts'
import { askCoverage } from '../coverage/ask-coverage.ts'
import { askRanking } from '../coverage/compare-coverage.ts'
import { lawOverridesOf } from '../law/law-overrides.ts'
import { askDataset } from './ask-dataset.ts'
import { dataPackageOf, openCsvOf } from './table-package.ts'
import { exportOpenData } from './export-datasets.ts'
import { openDataRoutes } from './routes.ts'
import { jsonStatOf } from './json-stat.ts'
import { cautionsOf, DATASET_NAMES, MEASURES, type OpenDataset } from './open-data.ts'

const database = await testDatabase()
const { db, owner } = database
const deps = billingDeps(db)
const REGENCY = regionCode('16.06')
const DISTRICT = regionCode('16.06.01')
/** Who stands in which village of one district: three in one, so that the next smallest is hidden with it. */
const COUNTS = new Map([
  ['16.06.01.2003', 3],
  ['16.06.01.2004', 12],
  ['16.06.01.2001', 40],
  ['16.06.01.2002', 0],
])
const roster = await addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes' })
let first = 1
for (const [village, count] of COUNTS) {
  if (count === 0) continue
  await rowsOf(
    owner,
    `insert into people (id, name, name_keys, residence_region, segment, sealed, stated_mark, recorded_at)
     select n, 'ORANG ' || n, '{rng}', $3, 'BPU', '\\x00', decode(repeat('00', 16), 'hex'), now()
     from generate_series($1::bigint, $2::bigint) n`,
    [first, first + count - 1, regionCode(village)],
  )
  const people = Array.from({ length: count }, (_, at) => BigInt(first + at))
  await protect(database, roster, people, { from: '2026-02', until: '2027-01', pay: () => 1_000_000 })
  first += count
}
/** Rows of cells; nothing in this table holds a separator or a quote of its own. */
const parseCsv = (text: string, delimiter: string): string[][] =>
  text
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(delimiter).map((cell) => cell.replaceAll('"', '')))
const ask = (region: RegionCode) => askDataset(deps, { name: 'cakupan-a', region, months: 3 })

/** The structure that json-stat.org publishes for a data set of version 2.0, as far as programs rely on it. */
function assertJsonStat(document: unknown): void {
  const {
    version,
    class: kind,
    id,
    size,
    value,
    dimension,
    role,
    status,
  } = JSON.parse(JSON.stringify(document)) as ReturnType<typeof jsonStatOf>
  assert.deepEqual([version, kind], ['2.0', 'dataset'])
  assert.equal(id.length, size.length)
  assert.equal(
    value.length,
    size.reduce((product, length) => product * length, 1),
    'a value for every cell',
  )
  assert.deepEqual(Object.keys(dimension).toSorted(), id.toSorted())
  for (const [at, name] of id.entries()) {
    const { index } = dimension[name as keyof typeof dimension].category
    assert.equal(index.length, size[at])
    assert.equal(new Set(index).size, index.length)
  }
  assert.ok(
    Object.values(role)
      .flat()
      .every((name) => id.includes(name)),
  )
  for (const [at, mark] of Object.entries(status)) assert.deepEqual([value[Number(at)], mark], [null, 'c'])
}

const peopleOf = ({ cells }: OpenDataset, month: string) =>
  new Map(cells.filter((cell) => cell.month === month).map(({ area, people }) => [area, people]))

test('a small village is hidden with the next smallest, in this table and in every other of the day', async () => {
  const villages = peopleOf(await ask(DISTRICT), '2026-04')
  assert.equal(villages.get('16.06.01'), 55)
  assert.equal(villages.get('16.06.01.2003'), null)
  assert.equal(villages.get('16.06.01.2004'), null)
  assert.equal(villages.get('16.06.01.2001'), 40)
  assert.equal(villages.get('16.06.01.2002'), 0)
  assert.equal(peopleOf(await ask(REGENCY), '2026-04').get('16.06.01'), 55)
  // Asked for itself, the partner is hidden as well.
  assert.equal(peopleOf(await ask(regionCode('16.06.01.2004')), '2026-04').get('16.06.01.2004'), null)
})

test('who reads no people sees the same hidden ones through coverage; who does sees all', async () => {
  const on = plainDate('2026-04-30')
  const planner = await addTestPerson(owner, 'planner', { region: '16.06', kind: 'regency' })
  const keeper = await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' })
  const seen = async (by: By) => {
    const coverage = await askCoverage(deps, by, { region: DISTRICT, asOf: on, by: 'region' })
    return new Map(answerCoverage(coverage).rows.map(({ part, numerator }) => [part, numerator]))
  }
  const outsider = await seen({ kind: 'user', actor: planner.actor })
  assert.deepEqual([outsider.get('16.06.01.2003'), outsider.get('16.06.01.2004')], [null, null])
  assert.equal(outsider.get('16.06.01.2001'), 40)
  const insider = await seen({ kind: 'user', actor: keeper.actor })
  assert.deepEqual([insider.get('16.06.01.2003'), insider.get('16.06.01.2004')], [3, 12])
  const ranking = await askRanking(
    deps,
    { kind: 'user', actor: planner.actor },
    { region: DISTRICT, asOf: on },
  )
  const hidden = answerRanking(ranking).rows.filter(({ isHidden }) => isHidden)
  assert.deepEqual(hidden.map(({ region }) => region).toSorted(), ['16.06.01.2003', '16.06.01.2004'])
  assert.ok(
    hidden.every(({ numerator, percent, place, gapPeople }) =>
      [numerator, percent, place, gapPeople].every((each) => each === null),
    ),
  )
})

test('an installation that shows less hides the next village too, in every table of the day, and says its number', async () => {
  const confirmed = {
    ...{ parameter: 'figures.least-shown', from: '2015-07-01', value: 50, law: 'UU 16/1997' },
    ...{ article: 'kebijakan instansi', confidence: 'M', confirmedBy: 'Uji', confirmedOn: '2026-05-01' },
  }
  const strict = { ...deps, book: new LawBook(lawOverridesOf('law.json', [confirmed])) }
  const table = await askDataset(strict, { name: 'cakupan-a', region: DISTRICT, months: 1 })
  assert.deepEqual(
    [...COUNTS.keys()].map((village) => peopleOf(table, '2026-04').get(village)),
    [null, null, null, 0],
  )
  assert.match(cautionsOf(table).join(' '), /di bawah 50 orang/)
  const planner = await addTestPerson(owner, 'planner', { region: '16.06', kind: 'regency' })
  const question = { region: DISTRICT, asOf: plainDate('2026-04-30'), by: 'region' } as const
  const answer = answerCoverage(await askCoverage(strict, { kind: 'user', actor: planner.actor }, question))
  assert.equal(answer.leastShown, 50)
  assert.ok(answer.rows.every(({ numerator }) => numerator === null || numerator === 0))
})

test('each data set is JSON-stat 2.0', async () => {
  for (const name of DATASET_NAMES)
    for (const region of [INDONESIA, DISTRICT])
      assertJsonStat(jsonStatOf(await askDataset(deps, { name, region, months: 2 })))
  const { value, dimension } = jsonStatOf(await ask(DISTRICT))
  const area = dimension.area.category.index.indexOf('16.06.01.2001')
  const month = dimension.month.category.index.indexOf('2026-04' as never)
  assert.equal(value[(area * 3 + month) * MEASURES.length], 40)
})

test('the table fits its description: columns, types, key, hash', async () => {
  const dataset = await ask(DISTRICT)
  const csv = openCsvOf(dataset)
  const { resources } = dataPackageOf(dataset, 'data.csv')
  const [resource] = resources
  assert.ok(resource)
  assert.equal(resource.hash, `sha256:${createHash('sha256').update(csv).digest('hex')}`)
  assert.equal(resource.bytes, Buffer.byteLength(csv))
  const [header, ...rows] = parseCsv(csv, resource.dialect.delimiter)
  assert.deepEqual(
    header,
    resource.schema.fields.map(({ name }) => name),
  )
  assert.equal(rows.length, dataset.cells.length)
  const keys = new Set<string>()
  for (const row of rows) {
    for (const [at, { type, constraints }] of resource.schema.fields.entries()) {
      const cell = row[at] ?? ''
      if (cell === '') assert.ok(constraints?.['required'] !== true)
      else if (type === 'integer') assert.match(cell, /^\d+$/)
      else if (type === 'number') assert.match(cell, /^\d+(\.\d+)?$/)
      else if (type === 'yearmonth') assert.match(cell, /^\d{4}-\d{2}$/)
      else if (type === 'boolean') assert.match(cell, /^(true|false)$/)
    }
    keys.add(`${row[0] ?? ''} ${row[1] ?? ''}`)
  }
  assert.equal(keys.size, rows.length, 'the key names one row')
})

test('a folder of open data holds every form of every data set, and the description fits the file beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'payung-open-'))
  after(() => {
    rmSync(folder, { recursive: true })
  })
  const files = await exportOpenData(deps, folder, { region: REGENCY, months: 2 })
  assert.equal(files.length, 20)
  const text = readFileSync(join(folder, 'cakupan-c', 'data.csv'))
  const description = JSON.parse(readFileSync(join(folder, 'cakupan-c', 'datapackage.json'), 'utf8')) as {
    readonly licenses: readonly { readonly name: string }[]
    readonly sources: readonly unknown[]
    readonly resources: readonly { readonly hash: string }[]
  }
  assert.equal(description.resources[0]?.hash, `sha256:${createHash('sha256').update(text).digest('hex')}`)
  assert.deepEqual(
    description.licenses.map(({ name }) => name),
    ['CC-BY-4.0'],
  )
  assert.ok(description.sources.length >= 2)
})

test('every address of a data set answers, also the one of its description', async () => {
  const app = fastify()
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer))
  await app.register(openDataRoutes(deps))
  after(() => app.close())
  const get = (path: string) => app.inject({ url: `/api/v1/open-data${path}` })
  const list = await get('')
  assert.equal(list.json<{ datasets: unknown[] }>().datasets.length, 4)
  const table = await get('/cakupan-a/data.csv?region=16.06.01&months=2')
  assert.match(String(table.headers['content-type']), /^text\/csv/)
  const described = await get('/cakupan-a/datapackage.json?region=16.06.01&months=2')
  const [resource] = described.json<{ resources: { path: string; hash: string }[] }>().resources
  assert.equal(resource?.path, 'data.csv?region=16.06.01&months=2')
  assert.equal(resource.hash, `sha256:${createHash('sha256').update(table.body).digest('hex')}`)
  assertJsonStat((await get('/cakupan-c/json-stat?region=16.06.01&months=2')).json())
  assert.match((await get('/cakupan-b/ms-indikator.csv')).body, /Nama Indikator/)
  assert.ok((await get('/cakupan-b/ms-indikator.xlsx')).rawPayload.subarray(0, 2).equals(Buffer.from('PK')))
})
