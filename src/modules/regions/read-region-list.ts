import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LIST_FILES, type ListFile, type ListLine, type ListProblem } from './region-list.ts'

/** Every line of a data set's four files, what could not be read as a line, and the SHA-256 of the files together. */
export type ReadList = {
  readonly lines: readonly ListLine[]
  readonly problems: readonly ListProblem[]
  readonly sha256: string
}

/** The folder of the published list that package.json pins (idn-area-data, data under ODbL 1.0). */
export function pinnedListFolder(): string {
  return fileURLToPath(new URL('../data', import.meta.resolve('idn-area-data')))
}

const HEADERS: Readonly<Record<ListFile, string>> = {
  'provinces.csv': 'code,name',
  'regencies.csv': 'code,province_code,name',
  'districts.csv': 'code,regency_code,name',
  'villages.csv': 'code,district_code,name',
}

/** Reads the four files of a data set; a file that is not there or not UTF-8 is a problem, never half a list. */
export async function readRegionList(folder: string): Promise<ReadList> {
  const hash = createHash('sha256')
  const lines: ListLine[] = []
  const problems: ListProblem[] = []
  for (const file of LIST_FILES) {
    const bytes = await readFile(join(folder, file)).catch(() => null)
    if (!bytes) {
      problems.push({ kind: 'file-missing', where: file, value: folder })
      continue
    }
    hash.update(bytes)
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
      readLines(file, text, lines, problems)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      problems.push({ kind: 'encoding-broken', where: file, value: 'UTF-8' })
    }
  }
  return { lines, problems, sha256: hash.digest('hex') }
}

function readLines(file: ListFile, text: string, lines: ListLine[], problems: ListProblem[]): void {
  const [header = '', ...rest] = text.split(/\r?\n/)
  if (header !== HEADERS[file]) problems.push({ kind: 'header-unknown', where: `${file}:1`, value: header })
  if (rest.at(-1) === '') rest.pop()
  const width = HEADERS[file].split(',').length
  for (const [index, row] of rest.entries()) {
    const line = index + 2
    const cells = csvCells(row)
    if (cells?.length !== width) {
      problems.push({ kind: 'line-malformed', where: `${file}:${line}`, value: row.slice(0, 80) })
      continue
    }
    const [code = '', second = '', third = ''] = cells
    lines.push({
      file,
      line,
      code,
      ...(width === 2 ? { parent: null, name: second } : { parent: second, name: third }),
    })
  }
}

/** The cells of one CSV line (RFC 4180, no line breaks inside a cell); null when a quote is out of place. */
export function csvCells(row: string): string[] | null {
  if (!row.includes('"')) return row.split(',')
  const cells: string[] = []
  const cell = /"((?:[^"]|"")*)"(,|$)|([^",]*)(,|$)/y
  for (;;) {
    const match = cell.exec(row)
    if (!match) return null
    cells.push(match[1] === undefined ? (match[3] ?? '') : match[1].replaceAll('""', '"'))
    if ((match[2] ?? match[4]) === '') return cells
  }
}
