import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { textWorkbook } from '../../platform/xlsx-out.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { inScopeOf, recordAct, type By } from '../access/act.ts'
import type { LineOutcome } from './imports.ts'
import { listToldLines, type ToldLine } from './queries.ts'
import { openList } from './reading/open-list.ts'
import { textAt, type SheetRow } from './reading/sheet-row.ts'

/** The heading of the column that says what to mend. */
export const WHY_HEADING = 'KETERANGAN'

export type ErrorFileAsk = {
  readonly importId: string
  /** The user's own file. */
  readonly path: string
  readonly sheet?: string
  readonly target: string
  /** The sentence of what a row was told. */
  readonly sentence: (outcome: LineOutcome, row: number) => string
  /** What the audit calls it. */
  readonly action: string
  /** Where the lines are that need mending; those of a list that was taken in, unless told. */
  readonly toldLines?: ToldLinesOf
}

type ToldLinesOf = (
  tx: Tx,
  importId: string,
  page: { readonly after: number; readonly most: number },
) => Promise<ToldLine[]>

const OF_TAKEN_IN: ToldLinesOf = (tx, importId, page) =>
  listToldLines(tx, importId, { fates: ['refused', 'held'], ...page })

/**
 * Writes the rows that were refused or held, under the user's own headings and as he wrote them, with one column more that says what to
 * mend. It can be mended there and handed in again: rows that are in by then change nothing. Answers where it was written.
 */
export async function writeErrorFile(db: Db, by: By, ask: ErrorFileAsk): Promise<string> {
  const list = await openList(ask.path, { needed: [], ...(ask.sheet !== undefined && { sheet: ask.sheet }) })
  try {
    const headings = list.mapping.headers.map((each) => each.replace(/\s+/g, ' ').trim())
    const { header, place } = withWhy(headings)
    let count = 0
    async function* rows() {
      const told = new ToldLines(db, by, ask)
      for await (const { rows: some, shifted } of chunksOf(list)) {
        const all = shifted.length === 0 ? some : inOrder([...some, ...shifted.map(({ row }) => row)])
        for (const row of all) {
          const line = await told.find(row.number)
          if (!line) continue
          count += 1
          const cells = headings.map((_, column) => textAt(row, column))
          cells[place] = line.outcomes.map((each) => ask.sentence(each, row.number)).join(' ')
          // Cells of a shifted row that stand beyond the headings go behind the reasons: nothing of the row is lost.
          yield [...cells, ...row.texts.slice(headings.length)]
        }
      }
    }
    await pipeline(textWorkbook('Perbaiki', header, rows()), createWriteStream(ask.target, { mode: 0o600 }))
    await inScopeOf(db, by, (tx) =>
      recordAct(tx, by, { action: ask.action, subject: { kind: 'import', id: ask.importId }, count }),
    )
    return ask.target
  } finally {
    list.close()
  }
}

function inOrder(rows: SheetRow[]): SheetRow[] {
  return rows.sort((one, other) => one.number - other.number)
}

/** Where the reasons go: into the user's own column of that name, or a new one behind all others. */
function withWhy(headings: readonly string[]): { readonly header: string[]; readonly place: number } {
  const own = headings.findIndex((heading) => heading.toUpperCase() === WHY_HEADING)
  return own === -1
    ? { header: [...headings, WHY_HEADING], place: headings.length }
    : { header: [...headings], place: own }
}

async function* chunksOf(list: Awaited<ReturnType<typeof openList>>) {
  const chunks = list.chunks()
  for (;;) {
    const next = await chunks.next()
    if (next.done === true) return
    yield next.value
  }
}

const PAGE = 5_000

/** The lines that need mending, asked for in the order of their rows and read page by page. */
class ToldLines {
  readonly #db: Db
  readonly #by: By
  readonly #importId: string
  readonly #toldLines: ToldLinesOf
  #page: ToldLine[] = []
  #place = 0
  #isLast = false
  #after = 0

  constructor(db: Db, by: By, { importId, toldLines = OF_TAKEN_IN }: ErrorFileAsk) {
    this.#db = db
    this.#by = by
    this.#importId = importId
    this.#toldLines = toldLines
  }

  async find(rowNumber: number): Promise<ToldLine | null> {
    for (;;) {
      const line = this.#page[this.#place]
      if (line === undefined) {
        if (this.#isLast) return null
        await this.#next()
      } else if (line.rowNumber < rowNumber) this.#place += 1
      else return line.rowNumber === rowNumber ? line : null
    }
  }

  async #next(): Promise<void> {
    this.#page = await inScopeOf(this.#db, this.#by, (tx) =>
      this.#toldLines(tx, this.#importId, { after: this.#after, most: PAGE }),
    )
    this.#place = 0
    this.#after = this.#page.at(-1)?.rowNumber ?? this.#after
    this.#isLast = this.#page.length < PAGE
  }
}
