import type { By } from '../access/act.ts'
import { columnsByField } from './ask-columns.ts'
import { EMPTY_TALLY, tallyAfter, type RowFate, type Tally } from './imports.ts'
import { addPreviewRows, endPreview, MOST_PREVIEW_ROWS } from './keep-preview.ts'
import type { KindDeps } from './list-kind.ts'
import { PassingRows } from './passing-rows.ts'
import type { OpenedList } from './reading/open-list.ts'
import { sealShown, shownCells } from './shown-cells.ts'
import { getOwnList, withPreparedList } from './stored-list.ts'

/** What a server that is going down throws into whatever reads a list: the list stays as far as it is. */
export class ServerStops extends Error {}

export type Watching = { readonly signal: AbortSignal; readonly onProgress: (tally: Tally) => void }

/**
 * Looks a list through without taking anything in, and keeps the rows there is something to say about, so that its page can show what
 * it would come to. Refuses a file that breaks off further down.
 */
export async function previewList(deps: KindDeps, by: By, id: string, watching: Watching): Promise<void> {
  const prepared = await getOwnList(deps, by, id)
  const { region, purpose } = prepared.list
  await withPreparedList(deps, by, prepared, async (opened) => {
    opened.requireColumns()
    const passing = new PassingRows()
    const list = passing.of(stoppable(opened, watching.signal))
    const { chunks, isWorthKeeping, notes } = await deps.kind.rehearse(by, { id, region, purpose, list })
    let tally = EMPTY_TALLY
    let kept = 0
    for await (const merged of chunks) {
      tally = tallyAfter(tally, merged)
      const worth = [...merged.fates.filter(isWorthKeeping), ...merged.takenBack]
      const more = worth.slice(0, MOST_PREVIEW_ROWS - kept)
      kept += more.length
      const shown = more.map((each) => ({ ...each, sealed: sealRow(deps, id, opened, each, passing) }))
      await addPreviewRows(deps, by, id, shown)
      passing.forget(merged.fates.map(({ rowNumber }) => rowNumber))
      watching.onProgress(tally)
    }
    const mapping = columnsByField(opened)
    await endPreview(deps, by, id, { tally, mapping, reading: notes(), leftOut: opened.leftOutCount })
  })
}

/** What is shown of a row; null for one that passed before a later one put it in doubt. */
function sealRow(
  { ring, kind }: Pick<KindDeps, 'ring' | 'kind'>,
  id: string,
  list: OpenedList,
  { rowNumber, outcomes }: RowFate,
  passing: PassingRows,
): Buffer | null {
  const row = passing.find(rowNumber)
  return row && sealShown(ring, id, rowNumber, shownCells(kind.cells, outcomes, row, list))
}

/** The same list, which stops being read when the server goes down. */
export function stoppable(list: OpenedList, signal: AbortSignal): OpenedList {
  return {
    ...list,
    async *chunks() {
      const chunks = list.chunks()
      for (;;) {
        if (signal.aborted) throw new ServerStops('the server is going down')
        const next = await chunks.next()
        if (next.done === true) return next.value
        yield next.value
      }
    },
  }
}
