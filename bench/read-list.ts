import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import papaparse from 'papaparse'
import { openList } from '../src/modules/imports/reading/open-list.ts'
import { workbookBytes } from '../test/workbook-bytes.ts'

/**
 * `node bench/read-list.ts TASK FILE ROWS COLUMNS`: writes or reads a list in a process of its own and prints `{rows, peakMib}`. Tasks:
 * `write`, `ours`, `sheetjs`, `papaparse`.
 */
const HEADER = [
  'NIK',
  'NAMA',
  'TGL_LAHIR',
  'L/P',
  'KODE_WILAYAH',
  'PEKERJAAN',
  'UPAH',
  'NAMA_PERUSAHAAN',
  'NO_HP',
  'ALAMAT',
  'DESA',
  'NO_KK',
]
const GIVEN = ['SITI', 'AHMAD', 'BUDI', 'NUR', 'DEWI', 'AGUS', 'RINA', 'JOKO']

/** The row of a number, always the same: mostly texts of a shared table, one amount; one name in thirty holds a comma. */
function rowOf(index: number, columns: number): (string | number)[] {
  const mixed = Math.imul(index + 1, 2_654_435_761) >>> 0
  const given = `${GIVEN[mixed % 8] ?? ''} ${GIVEN[(mixed >>> 5) % 8] ?? ''} ${mixed % 9_973}`
  return [
    `169999${String(10_000_000_000 + index).slice(1)}`,
    index % 30 === 0 ? `${given}, S.Pd` : given,
    `${10 + (mixed % 18)}-0${1 + (mixed % 9)}-${1950 + (mixed % 50)}`,
    mixed % 2 === 0 ? 'L' : 'P',
    `16.99.99.${1_000 + (mixed % 3_300)}`,
    ['PETANI', 'NELAYAN', 'PEDAGANG', 'SOPIR'][mixed % 4] ?? '',
    1_000_000 + (mixed % 50) * 100_000,
    `PT ${mixed % 50_000}`,
    `0812${10_000_000 + (mixed % 89_999_999)}`,
    `JL. MAWAR ${mixed % 300} NO ${mixed % 99}`,
    `DESA ${mixed % 3_300}`,
    `169999${String(10_000_000_000 + (mixed % 150_000)).slice(1)}`,
  ].slice(0, columns)
}

async function write(path: string, rows: number, columns: number): Promise<number> {
  const header = HEADER.slice(0, columns)
  if (path.endsWith('.xlsx')) {
    const list = [header, ...Array.from({ length: rows }, (_, index) => rowOf(index, columns))]
    await writeFile(path, workbookBytes({ sheets: [{ name: 'Data', rows: list }] }))
    return rows
  }
  const stream = createWriteStream(path)
  stream.write(`${header.join(',')}\n`)
  for (let index = 0; index < rows; index += 1_000) {
    const lines = Array.from({ length: Math.min(1_000, rows - index) }, (_, at) =>
      rowOf(index + at, columns)
        .map(quoted)
        .join(','),
    )
    if (!stream.write(`${lines.join('\n')}\n`)) await once(stream, 'drain')
  }
  stream.end()
  await finished(stream)
  return rows
}

function quoted(cell: string | number): string {
  return typeof cell === 'string' && cell.includes(',') ? `"${cell}"` : `${cell}`
}

/** Rows of people in a list, read by us; every cell is looked at. */
export async function readList(path: string): Promise<number> {
  const list = await openList(path, { needed: ['nik'] })
  let [rows, letters] = [0, 0]
  for await (const chunk of list.chunks()) {
    rows += chunk.rows.length
    for (const { texts } of chunk.rows) for (const text of texts) letters += text.length
  }
  list.close()
  return letters > 0 ? rows : 0
}

/** The same rows by papaparse, in the chunks of a stream: its fastest way. */
export function splitByPapaparse(path: string): Promise<number> {
  let [rows, letters] = [-1, 0]
  return new Promise((resolve, reject) => {
    papaparse.parse<string[]>(createReadStream(path, { encoding: 'utf8', highWaterMark: 262_144 }), {
      chunk: ({ data }) => {
        rows += data.filter(({ length }) => length > 1).length
        for (const row of data) for (const text of row) letters += text.length
      },
      complete: () => {
        resolve(letters > 0 ? rows : 0)
      },
      error: reject,
    })
  })
}

async function readBySheetJs(path: string): Promise<number> {
  const { default: sheetjs } = await import('xlsx')
  const book = sheetjs.read(await readFile(path), { dense: true })
  const [name = ''] = book.SheetNames
  const sheet = book.Sheets[name]
  return sheet ? sheetjs.utils.sheet_to_json(sheet, { header: 1 }).length - 1 : 0
}

async function run(task: string, path: string, rows: number, columns: number): Promise<number> {
  switch (task) {
    case 'write':
      return await write(path, rows, columns)
    case 'ours':
      return await readList(path)
    case 'sheetjs':
      return await readBySheetJs(path)
    case 'papaparse':
      return await splitByPapaparse(path)
    default:
      throw new RangeError(`no task ${task}`)
  }
}

if (process.argv[1] === import.meta.filename) {
  const [task = '', path = '', rows = '', columns = ''] = process.argv.slice(2)
  const count = await run(task, path, Number(rows), Number(columns))
  console.log(JSON.stringify({ rows: count, peakMib: Math.round(process.resourceUsage().maxRSS / 1_024) }))
}
