import { Readable } from 'node:stream'
import { refuse } from '../../kernel/refusal.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { csvLines, csvText } from '../../platform/csv-out.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { textWorkbook, textWorkbookOf } from '../../platform/xlsx-out.ts'
import { inScopeOf, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { findImport } from '../imports/queries.ts'
import {
  LAYOUTS,
  type ExportLayout,
  type LayoutChoices,
  type LayoutName,
  type LeftOut,
} from './export-layouts.ts'
import {
  countLeaving,
  FIRST_PLACE,
  listLeaving,
  openLeaving,
  requireSelection,
  type Place,
  type Selection,
  type SelectionEnd,
} from './leaving-people.ts'

export type ExportAsk = {
  readonly selection: Selection
  readonly layout: LayoutName
  /** Why these people leave in clear; whoever reads the audit must learn it. */
  readonly reason: string
  readonly choices?: Partial<LayoutChoices>
}

/** One file, written while it is read. It must be read to its end before the next one is asked for. */
export type ExportFile = { readonly name: string; readonly bytes: Readable }

export type PeopleExport = {
  /** People selected and recorded. Those a layout cannot take are among them: `leftOut` says how many, once all files are read. */
  readonly personCount: number
  readonly leftOut: ReadonlyMap<LeftOut, number>
  /** At least one; several when there are more people than a file of this layout takes. */
  readonly files: AsyncIterable<ExportFile>
}

type ExportDeps = Pick<Deps, 'db' | 'clock'> & { readonly ring: KeyRing }

/** The package of new participants, the one that the template carries by itself. */
const CHOICES: LayoutChoices = { bpuPackage: 'T', monthCount: 1 }
const ROWS_PER_READ = 1_000

/**
 * People of a selection in clear, as files of a layout. The export is recorded with reason and count in a transaction that ends before
 * the first byte is given out, so that one that is cut off is recorded all the same; then people are read and opened page by page,
 * in memory that does not grow. Refuses an export without a reason and one of nobody in particular.
 */
export async function exportPeople(deps: ExportDeps, by: By, ask: ExportAsk): Promise<PeopleExport> {
  const reason = requireReason(ask.reason)
  requireSelection(ask.selection)
  const end = await inScopeOf(deps.db, by, async (tx) => {
    await requireList(tx, ask.selection)
    const found = await countLeaving(tx, sightOf(by), ask.selection)
    const { region, importId } = ask.selection
    await recordAct(tx, by, {
      action: 'people.export',
      ...(importId !== undefined && { subject: { kind: 'import', id: importId } }),
      ...(region !== undefined && { region }),
      reason,
      count: found.count,
      details: { layout: ask.layout },
    })
    return found
  })
  const leftOut = new Map<LeftOut, number>()
  return { personCount: end.count, leftOut, files: filesOf(deps, by, { ask, end, leftOut }) }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

async function requireList(tx: Tx, { importId }: Selection): Promise<void> {
  if (importId === undefined) return
  const list = UUID.test(importId) ? await findImport(tx, importId) : null
  if (!list) throw refuse('import-unknown', {})
}

type Leaving = { readonly ask: ExportAsk; readonly end: SelectionEnd; readonly leftOut: Map<LeftOut, number> }

async function* filesOf(deps: ExportDeps, by: By, leaving: Leaving): AsyncGenerator<ExportFile> {
  const { ask, end } = leaving
  const layout = LAYOUTS[ask.layout]
  const rows = new RowSource(rowsOf(deps, by, leaving))
  const isSplit = end.count > layout.mostRows
  const day = deps.clock.today()
  for (let number = 1; number === 1 || !(await rows.isAtEnd()); number += 1) {
    const stem = `${layout.kind === 'csv' || ask.layout === 'xlsx' ? 'orang' : ask.layout}-${day}${isSplit ? `-${String(number)}` : ''}`
    yield {
      name: `${stem}.${layout.kind === 'csv' ? 'csv' : 'xlsx'}`,
      bytes: fileBytes(layout, rows.take(layout.mostRows)),
    }
  }
}

function fileBytes(layout: ExportLayout, rows: AsyncIterable<readonly string[]>): Readable {
  switch (layout.kind) {
    case 'xlsx':
      return textWorkbook(layout.sheet, layout.header, rows)
    case 'csv':
      return Readable.from(csvParts(layout.header, rows), { objectMode: false })
    case 'opensid':
      return Readable.from(openSidWorkbook(layout, rows), { objectMode: false })
  }
}

async function* csvParts(
  header: readonly string[],
  rows: AsyncIterable<readonly string[]>,
): AsyncGenerator<string> {
  yield csvText(header, [])
  let waiting: (readonly string[])[] = []
  for await (const row of rows) {
    if (waiting.push(row) < ROWS_PER_READ) continue
    yield csvLines(waiting)
    waiting = []
  }
  if (waiting.length > 0) yield csvLines(waiting)
}

/**
 * OpenSID reads the sheet Program by the place of its lines, without a header, and makes a new programme where the number is empty;
 * 1 says that residents take part. Every other sheet it takes for the people.
 */
async function* openSidWorkbook(
  layout: ExportLayout,
  rows: AsyncIterable<readonly string[]>,
): AsyncGenerator<Uint8Array> {
  const people = [layout.header, ...(await Array.fromAsync(rows))]
  const programme = [
    ['ID Program', ''],
    ['Nama Program', 'Jaminan Sosial Ketenagakerjaan'],
    ['Sasaran Program', '1'],
    ['Keterangan', ''],
    ['Asal Dana', ''],
    ['Rentang Waktu (Awal)', ''],
    ['Rentang Waktu (Akhir)', ''],
  ]
  yield await textWorkbookOf([
    { name: 'Program', rows: programme },
    { name: layout.sheet, rows: people },
  ])
}

/** The rows of everybody the layout takes, page by page, each page in a transaction of its own. */
async function* rowsOf(
  { db, clock, ring }: ExportDeps,
  by: By,
  { ask, end: { last }, leftOut }: Leaving,
): AsyncGenerator<string[]> {
  const layout = LAYOUTS[ask.layout]
  const choices = { ...CHOICES, ...ask.choices }
  for (let place: Place | null = FIRST_PLACE; place !== null;) {
    const from: Place = place
    const page = await inScopeOf(db, by, async (tx) => {
      const rows = await listLeaving(tx, sightOf(by), ask.selection, {
        place: from,
        last,
        most: ROWS_PER_READ,
      })
      return { rows, people: await openLeaving(tx, ring, rows, { table: from.of, on: clock.today() }) }
    })
    for (const person of page.people) {
      const why = layout.refuses(person)
      if (why === null) yield layout.cells(person, choices)
      else leftOut.set(why, (leftOut.get(why) ?? 0) + 1)
    }
    place = placeAfter(from, page.rows)
  }
}

function placeAfter(place: Place, rows: readonly { readonly id: bigint }[]): Place | null {
  const lastRow = rows.at(-1)
  if (lastRow && rows.length === ROWS_PER_READ) return { of: place.of, after: lastRow.id }
  return place.of === 'people' ? { of: 'person_statements', after: 0n } : null
}

/** Rows handed out in portions, one after the other; it can be asked whether any are left. */
class RowSource {
  readonly #rows: AsyncIterator<string[]>
  #next: Promise<IteratorResult<string[]>> | null = null

  constructor(rows: AsyncIterable<string[]>) {
    this.#rows = rows[Symbol.asyncIterator]()
  }

  async isAtEnd(): Promise<boolean> {
    this.#next ??= this.#rows.next()
    return (await this.#next).done === true
  }

  async *take(most: number): AsyncGenerator<string[]> {
    for (let taken = 0; taken < most && !(await this.isAtEnd()); taken += 1) {
      const next = await this.#next
      this.#next = null
      if (next && next.done !== true) yield next.value
    }
  }
}
