import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findPeople } from '../src/modules/people/find-people.ts'
import { benchmark, type Benchmark } from './benchmark.ts'
import { ceiling, percentile95, type Ceiling } from './ceiling.ts'
import { ImportStage } from './import-stage.ts'
import { fitCount, madeName } from './made-people.ts'

/** Rows of the list: recipe R1 asks for 1,000,000, which takes the better part of an hour; the ratios hardly move. */
const ROWS = Number(process.env['BENCH_ROWS'] ?? 250_000)
const PREVIEWED = 10_000
const OF_A_VILLAGE = 50
const SEARCHES = 200

let stage: ImportStage | undefined
let list = ''
let listOfFour = ''

function opened(): ImportStage {
  if (!stage) throw new Error('not set up')
  return stage
}

async function setUp(): Promise<void> {
  stage = await ImportStage.open()
  list = await stage.list(ROWS)
  await importNew()
  await stage.writeReady()
}

async function setUpBase(): Promise<void> {
  await setUp()
  await opened().multiply(5)
  await opened().emptyToBase()
}

async function setUpFour(): Promise<void> {
  stage = await ImportStage.open()
  list = await stage.list(ROWS)
  listOfFour = await stage.list(4 * ROWS)
}

async function tearDown(): Promise<void> {
  await stage?.close()
  stage = undefined
}

const emptied = () => opened().empty()
const emptiedToBase = () => opened().emptyToBase()

/** A fast import that loses people would be worth nothing. */
async function importNew(path = list, rows = ROWS): Promise<number> {
  const { accepted } = await opened().take(path)
  if (accepted !== fitCount(rows)) throw new Error(`${accepted} people of ${fitCount(rows)}`)
  return accepted
}

async function importAgain(): Promise<number> {
  const { accepted, duplicates } = await opened().take(list)
  if (accepted !== 0 || duplicates !== fitCount(ROWS))
    throw new Error(`${accepted} changed, ${duplicates} known`)
  return duplicates
}

async function emptiedAndTaken(): Promise<void> {
  await opened().empty()
  await importNew()
}

const COPY = 'binary COPY of ready rows into the same indexed tables'
const units = { count: ROWS, name: 'rows' }

export const benchmarks: readonly Benchmark[] = [
  benchmark({
    name: `import people, ${ROWS} rows of csv`,
    limitName: COPY,
    setUp,
    tearDown,
    beforeRun: emptied,
    beforeLimit: emptied,
    run: () => importNew(),
    limit: () => opened().copyReady(),
    units,
    goal: 0.6,
    rounds: 3,
  }),
  benchmark({
    name: `import people, ${ROWS} rows of csv into a base of five times as many`,
    limitName: `${COPY}, into the same base`,
    setUp: setUpBase,
    tearDown,
    beforeRun: emptiedToBase,
    beforeLimit: emptiedToBase,
    run: () => importNew(),
    limit: () => opened().copyReady(),
    units,
    goal: 0.65,
    rounds: 1,
  }),
  benchmark({
    name: `import people, the same ${ROWS} rows again`,
    limitName: 'its first import',
    setUp,
    tearDown,
    beforeRun: emptiedAndTaken,
    beforeLimit: emptied,
    run: importAgain,
    limit: () => importNew(),
    units,
    goal: 0.8,
    rounds: 3,
  }),
  benchmark({
    name: `import people, ${4 * ROWS} rows of csv`,
    limitName: 'a quarter of them',
    setUp: setUpFour,
    tearDown,
    beforeRun: emptied,
    beforeLimit: emptied,
    run: () => importNew(listOfFour, 4 * ROWS),
    limit: () => importNew(),
    units: { count: 4 * ROWS, name: 'rows' },
    goal: 1 / 4.5,
    rounds: 1,
  }),
]

const runFile = promisify(execFile)

/** The greatest memory of a process that does nothing but bring a list in. */
async function peakOf(rows: number): Promise<number> {
  const path = await opened().list(rows)
  const { database, deps } = opened()
  const child = [join(import.meta.dirname, 'import-list.ts'), path, database.appUrl, deps.folder]
  const { stdout } = await runFile(process.execPath, child)
  const { rows: read, peakMib } = JSON.parse(stdout) as { readonly rows: number; readonly peakMib: number }
  if (read !== rows) throw new Error(`${read} rows read of ${rows}`)
  return peakMib
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** The slowest of three, each read, validated and compared with the registry from the beginning. */
async function previewOf(rows: number): Promise<number> {
  const path = await opened().list(rows)
  const times: number[] = []
  for (let round = 0; round < 3; round += 1) times.push(await timeOf(() => opened().rehearse(path)))
  return Math.max(...times)
}

/** Names of people who are there, every fourth with its last letter left out. */
async function searchAll(): Promise<number> {
  const { deps } = opened()
  const times: number[] = []
  for (let search = 0; search < SEARCHES; search += 1) {
    const name = madeName(Math.floor((search * ROWS) / SEARCHES) + 1)
    const asked = search % 4 === 0 ? name.slice(0, -1) : name
    times.push(await timeOf(() => findPeople(deps, { kind: 'system', systemUser: 'bench' }, { name: asked })))
  }
  return percentile95(times)
}

const openEmpty = async () => {
  stage = await ImportStage.open()
}

const peak = (rows: number): Ceiling =>
  ceiling({
    name: `import people, peak memory of ${rows} rows of csv`,
    unit: 'MiB',
    most: 150,
    setUp: openEmpty,
    tearDown,
    figure: () => peakOf(rows),
  })

export const ceilings: readonly Ceiling[] = [
  peak(ROWS),
  peak(4 * ROWS),
  ceiling({
    name: `import people, preview of ${PREVIEWED} rows beside ${ROWS} people`,
    unit: 'ms',
    most: 3_000,
    setUp,
    tearDown,
    figure: () => previewOf(PREVIEWED),
  }),
  ceiling({
    name: `import people, preview of ${OF_A_VILLAGE} rows beside ${ROWS} people`,
    unit: 'ms',
    most: 1_000,
    setUp,
    tearDown,
    figure: () => previewOf(OF_A_VILLAGE),
  }),
  ceiling({
    name: `find people by name among ${ROWS}, 95 of 100`,
    unit: 'ms',
    most: 50,
    setUp,
    tearDown,
    figure: searchAll,
  }),
]
