import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPromise } from 'yauzl'
import { benchmark, type Benchmark } from './benchmark.ts'

const ROWS = 200_000
const COLUMNS = 8
const CSV_ROWS = 1_000_000
const READER = join(import.meta.dirname, 'read-list.ts')

let folder = ''

/** The files are written by a process of their own, so that making them leaves nothing in the memory of this one. */
async function setUp(kind: 'xlsx' | 'csv', rows: number, columns: number): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'payung-bench-'))
  inProcess('write', kind, rows, columns)
}

async function tearDown(): Promise<void> {
  await rm(folder, { recursive: true })
}

const fileOf = (kind: string) => join(folder, `list.${kind}`)

/** Runs `read-list.ts` in a process of its own and returns what it prints. A whole process, so that readers do not share a heap. */
function inProcess(task: string, kind: string, rows: number, columns: number): ReadFigures {
  const child = spawnSync(process.execPath, [READER, task, fileOf(kind), `${rows}`, `${columns}`], {
    encoding: 'utf8',
  })
  if (child.status !== 0) throw new Error(`${task}: ${child.stderr}`)
  return JSON.parse(child.stdout) as ReadFigures
}

/** What a child prints: rows, and the greatest memory of the process in MiB. */
export type ReadFigures = { readonly rows: number; readonly peakMib: number }

function read(task: string, kind: 'xlsx' | 'csv', rows: number, columns: number): ReadFigures {
  const figures = inProcess(task, kind, rows, columns)
  if (figures.rows !== rows) throw new Error(`${task} read ${figures.rows} rows of ${rows}`)
  return figures
}

/** What no reader can do without: unpacking both large parts and counting the bytes, as the library streams them. */
async function inflateOnly(): Promise<number> {
  const zip = await openPromise(fileOf('xlsx'), { autoClose: false })
  let bytes = 0
  try {
    for await (const entry of zip.eachEntry()) {
      if (!/sheet1|sharedStrings/.test(entry.fileName)) continue
      const part = await zip.openReadStreamPromise(entry)
      for await (const chunk of part as AsyncIterable<Buffer>) bytes += chunk.length
    }
  } finally {
    zip.close()
  }
  return bytes
}

async function readHere(): Promise<number> {
  const { readList } = await import('./read-list.ts')
  const rows = await readList(fileOf('xlsx'))
  if (rows !== ROWS) throw new Error(`read ${rows} rows of ${ROWS}`)
  return rows
}

async function splitHere(kind: 'ours' | 'papaparse'): Promise<number> {
  const { readList, splitByPapaparse } = await import('./read-list.ts')
  const rows = await (kind === 'ours' ? readList(fileOf('csv')) : splitByPapaparse(fileOf('csv')))
  if (rows !== CSV_ROWS) throw new Error(`${kind} read ${rows} rows of ${CSV_ROWS}`)
  return rows
}

export const benchmarks: readonly Benchmark[] = [
  benchmark({
    name: 'read xlsx, 200,000 × 8',
    limitName: 'unpacking the same parts',
    setUp: () => setUp('xlsx', ROWS, COLUMNS),
    tearDown,
    run: readHere,
    limit: inflateOnly,
    units: { count: ROWS, name: 'rows' },
    goal: 0.5,
    rounds: 7,
  }),
  benchmark({
    name: 'read xlsx, 200,000 × 8, whole process',
    limitName: 'SheetJS',
    setUp: () => setUp('xlsx', ROWS, COLUMNS),
    tearDown,
    run: () => read('ours', 'xlsx', ROWS, COLUMNS),
    limit: () => read('sheetjs', 'xlsx', ROWS, COLUMNS),
    units: { count: ROWS, name: 'rows' },
    goal: 4,
    rounds: 3,
  }),
  benchmark({
    name: 'read csv, 1,000,000 × 8',
    limitName: 'papaparse, which only splits',
    setUp: () => setUp('csv', CSV_ROWS, COLUMNS),
    tearDown,
    run: () => splitHere('ours'),
    limit: () => splitHere('papaparse'),
    units: { count: CSV_ROWS, name: 'rows' },
    goal: 0.6,
    rounds: 5,
  }),
]
