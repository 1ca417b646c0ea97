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
  listLeaving,
  listStretches,
  openLeaving,
  requireSelection,
  wholeSelection,
  type Place,
  type Selection,
  type Stretch,
} from './leaving-people.ts'

export type ExportAsk = {
  readonly selection: Selection
  readonly layout: LayoutName
  /** Why these people leave in clear; whoever reads the audit must learn it. */
  readonly reason: string
  readonly choices?: Partial<LayoutChoices>
  /** Only this one of the files that `planExport` tells of; all of them unless given. */
  readonly file?: string
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
  const part = ask.file === undefined ? null : readFileName(ask.file)
  const { stretch, count } = await inScopeOf(deps.db, by, async (tx) => {
    await requireList(tx, ask.selection)
    const sight = sightOf(by)
    const found = part?.stretch ?? (await wholeSelection(tx, sight, ask.selection))
    const people = await countLeaving(tx, sight, ask.selection, found)
    // Somebody may have moved in since the files were counted: nobody is dropped for it unseen.
    const { mostRows } = LAYOUTS[ask.layout]
    if (part && people > mostRows)
      throw refuse('value-out-of-range', { field: 'file', value: String(people), maximum: String(mostRows) })
    const { region, importId } = ask.selection
    await recordAct(tx, by, {
      action: 'people.export',
      ...(importId !== undefined && { subject: { kind: 'import', id: importId } }),
      ...(region !== undefined && { region }),
      reason,
      count: people,
      details: { layout: ask.layout, ...(part && part.number > 0 && { file: part.number }) },
    })
    return { stretch: found, count: people }
  })
  const leftOut = new Map<LeftOut, number>()
  const isSplit = part === null && count > LAYOUTS[ask.layout].mostRows
  const leaving = { ask, stretch, leftOut, isSplit, firstNumber: part?.number ?? 0 }
  return { personCount: count, leftOut, files: filesOf(deps, by, leaving) }
}

/** What an export would come to: how many people, in which files, and how many of them the layout is known to leave out. */
export type ExportPlan = {
  readonly personCount: number
  readonly leftOut: { readonly because: LeftOut; readonly count: number } | null
  readonly files: readonly { readonly file: string; readonly people: number }[]
}

/** Counts before anything leaves. Nobody is shown, so the audit has nothing of it. Refuses a selection of nobody in particular. */
export function planExport(
  { db }: Pick<Deps, 'db'>,
  by: By,
  { selection, layout }: Pick<ExportAsk, 'selection' | 'layout'>,
): Promise<ExportPlan> {
  requireSelection(selection)
  const { mostRows: most, leavesOut } = LAYOUTS[layout]
  return inScopeOf(db, by, async (tx) => {
    await requireList(tx, selection)
    const found = await listStretches(tx, sightOf(by), selection, { most, leavesOut })
    const { stretches, leftOutCount } = found
    return {
      personCount: stretches.reduce((sum, { count }) => sum + count, 0),
      leftOut: leavesOut === null ? null : { because: leavesOut, count: leftOutCount },
      files: stretches.map(({ stretch, count }, index) => ({
        file: fileName(stretch, stretches.length > 1 ? index + 1 : 0),
        people: count,
      })),
    }
  })
}

/** One file of a plan, as an address or form holds it: its number, 0 for the only one, and where it begins and ends. */
function fileName({ from, to, last }: Stretch, number: number): string {
  const written = ({ of, after }: Place) => `${of === 'people' ? 'p' : 's'}${String(after)}`
  return [String(number), written(from), written(to), String(last)].join('.')
}

function readFileName(text: string): { readonly number: number; readonly stretch: Stretch } {
  const [, number, from, to, last] =
    /^(\d{1,4})\.([ps]\d{1,15})\.([ps]\d{1,15})\.(\d{1,15})$/.exec(text) ?? []
  if (number === undefined || from === undefined || to === undefined || last === undefined)
    throw refuse('value-malformed', { field: 'file', value: text, expected: 'text' })
  const place = (written: string): Place => ({
    of: written.startsWith('p') ? 'people' : 'person_statements',
    after: BigInt(written.slice(1)),
  })
  return { number: Number(number), stretch: { from: place(from), to: place(to), last: BigInt(last) } }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

async function requireList(tx: Tx, { importId }: Selection): Promise<void> {
  if (importId === undefined) return
  const list = UUID.test(importId) ? await findImport(tx, importId) : null
  if (!list) throw refuse('import-unknown', {})
}

type Leaving = {
  readonly ask: ExportAsk
  readonly stretch: Stretch
  readonly leftOut: Map<LeftOut, number>
  readonly isSplit: boolean
  /** The number of the only file that is asked for; 0 when it is one of one, or all are. */
  readonly firstNumber: number
}

async function* filesOf(deps: ExportDeps, by: By, leaving: Leaving): AsyncGenerator<ExportFile> {
  const { ask, isSplit, firstNumber } = leaving
  const layout = LAYOUTS[ask.layout]
  const rows = new RowSource(rowsOf(deps, by, leaving))
  const day = deps.clock.today()
  for (let number = 1; number === 1 || !(await rows.isAtEnd()); number += 1) {
    const shown = isSplit ? number : firstNumber
    const name = layout.kind === 'csv' || ask.layout === 'xlsx' ? 'orang' : ask.layout
    const stem = `${name}-${day}${shown > 0 ? `-${String(shown)}` : ''}`
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
  { ask, stretch, leftOut }: Leaving,
): AsyncGenerator<string[]> {
  const layout = LAYOUTS[ask.layout]
  const choices = { ...CHOICES, ...ask.choices }
  for (let place: Place | null = stretch.from; place !== null;) {
    const from: Place = place
    const page = await inScopeOf(db, by, async (tx) => {
      const rows = await listLeaving(tx, sightOf(by), ask.selection, {
        place: from,
        upTo: endIn(from.of, stretch),
        most: ROWS_PER_READ,
      })
      return { rows, people: await openLeaving(tx, ring, rows, { table: from.of, on: clock.today() }) }
    })
    for (const person of page.people) {
      const why = layout.refuses(person)
      if (why === null) yield layout.cells(person, choices)
      else leftOut.set(why, (leftOut.get(why) ?? 0) + 1)
    }
    place = placeAfter(from, page.rows, stretch)
  }
}

/** The last number of a table that still belongs to a stretch. */
function endIn(table: Place['of'], { to, last }: Stretch): bigint {
  return to.of === table && to.after < last ? to.after : last
}

function placeAfter(place: Place, rows: readonly { readonly id: bigint }[], { to }: Stretch): Place | null {
  const lastRow = rows.at(-1)
  if (lastRow && rows.length === ROWS_PER_READ) return { of: place.of, after: lastRow.id }
  return place.of === 'people' && to.of === 'person_statements'
    ? { of: 'person_statements', after: 0n }
    : null
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
