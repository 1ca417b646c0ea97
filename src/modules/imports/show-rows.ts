import type { By } from '../access/act.ts'
import type { Fate, LineOutcome } from './imports.ts'
import type { ListField } from './reading/header-aliases.ts'
import type { SheetRow } from './reading/sheet-row.ts'
import type { MendedList } from './mended-list.ts'
import type { KindDeps } from './list-kind.ts'
import { openShown, shownCells, type ShownCells } from './shown-cells.ts'
import { withPreparedList, type PreparedList } from './stored-list.ts'

/** One thing said of a row, with what stands in its cell, masked; `heading` is the column's own. */
export type ShownOutcome = {
  readonly outcome: LineOutcome
  readonly heading: string | null
  readonly shown: string | null
  /** The field of the list that a person would write anew. */
  readonly field: ListField | null
}

/** A row as a page shows it: who it is about, as far as one may see that, and what was said of it. */
export type ShownRow = {
  readonly rowNumber: number
  readonly fate: Fate
  readonly name: string
  readonly outcomes: readonly ShownOutcome[]
}

/** A row that something was said about; a preview keeps beside it what is shown. */
type Told = {
  readonly rowNumber: number
  readonly fate: Fate
  readonly outcomes: readonly LineOutcome[]
  readonly sealed?: Buffer | null
  readonly key?: string
}

/** Rows with their cells masked, as they were kept when the list was looked through; others are read out of the sealed file. */
export async function showRows(
  deps: KindDeps,
  by: By,
  prepared: PreparedList,
  told: readonly Told[],
): Promise<ShownRow[]> {
  const shown = new Map<number, ShownCells>()
  for (const { rowNumber, sealed, key } of told)
    if (sealed && key !== undefined) shown.set(rowNumber, openShown(deps.ring, key, sealed))
  const others = told.filter(({ rowNumber }) => !shown.has(rowNumber))
  if (others.length > 0)
    await withPreparedList(deps, by, prepared, async (list) => {
      const rows = await readRows(list, new Set(others.map(({ rowNumber }) => rowNumber)))
      for (const { rowNumber, outcomes } of others)
        shown.set(rowNumber, shownCells(deps.kind.cells, outcomes, rows.get(rowNumber) ?? null, list))
    })
  return told.map((row) => shownRow(row, shown.get(row.rowNumber)))
}

/** Stops at the last row that is wanted. */
async function readRows(list: MendedList, wanted: ReadonlySet<number>): Promise<Map<number, SheetRow>> {
  const found = new Map<number, SheetRow>()
  for await (const { rows, shifted } of list.chunks()) {
    for (const row of [...rows, ...shifted.map((each) => each.row)])
      if (wanted.has(row.number)) found.set(row.number, row)
    if (found.size === wanted.size) break
  }
  return found
}

function shownRow({ rowNumber, fate, outcomes }: Told, shown: ShownCells | undefined): ShownRow {
  return {
    rowNumber,
    fate,
    name: shown?.name ?? '',
    outcomes: outcomes.map((outcome) => ({
      outcome,
      ...((outcome.field === null ? null : shown?.cells[outcome.field]) ?? {
        heading: null,
        shown: null,
        field: null,
      }),
    })),
  }
}
