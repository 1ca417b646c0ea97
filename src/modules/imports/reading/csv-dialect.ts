import { splitRecord } from './csv-split.ts'

export type Delimiter = ',' | ';' | '\t' | '|'

/** In the order in which a tie is decided. */
const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|']

/** How a CSV separates its cells, and how many characters at its beginning only say so. */
export type Dialect = { readonly delimiter: Delimiter; readonly skip: number }

const SAMPLE_ROWS = 40

/**
 * The separator of a CSV from its first rows: what its `sep=` line says, else the one that cuts most rows into the same number of
 * cells. Titles above the table have hardly a separator, and the comma of an amount is not in every row, so neither decides.
 */
export function findDialect(sample: string): Dialect {
  const declared = /^"?sep=([,;|\t])"?\r?(?:\n|$)/i.exec(sample)
  if (declared) return { delimiter: declared[1] as Delimiter, skip: declared[0].length }
  let best: { readonly delimiter: Delimiter; readonly score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of DELIMITERS) {
    const score = scoreOf(sample, delimiter)
    if (score > best.score) best = { delimiter, score }
  }
  return { delimiter: best.delimiter, skip: 0 }
}

/** Rows that agree on their number of cells × the separators in one of them. */
function scoreOf(sample: string, delimiter: Delimiter): number {
  const rowsByWidth = new Map<number, number>()
  let at = 0
  for (let rows = 0; rows < SAMPLE_ROWS && at < sample.length; rows += 1) {
    const record = splitRecord(sample, at, delimiter, true)
    if (record.state !== 'whole') break
    if (record.cells.length > 1) {
      rowsByWidth.set(record.cells.length, (rowsByWidth.get(record.cells.length) ?? 0) + 1)
    }
    at = record.next
  }
  return Math.max(0, ...[...rowsByWidth].map(([width, rows]) => rows * (width - 1)))
}
