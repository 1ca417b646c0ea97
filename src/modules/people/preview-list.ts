import { randomUUID } from 'node:crypto'
import { matchingScope, type By } from '../access/act.ts'
import { EMPTY_TALLY, tallyAfter, type RowFate, type Tally } from '../imports/imports.ts'
import { addPreviewRows, endPreview, MOST_PREVIEW_ROWS } from '../imports/keep-preview.ts'
import { columnsByField } from '../imports/ask-columns.ts'
import { peopleContract } from './people-list.ts'
import { peopleList, readingNotes, tellerOf } from './import-people.ts'
import { listLines, type ListSeen } from './list-rows.ts'
import type { PeopleDeps } from './people-deps.ts'
import { PassingRows } from './passing-rows.ts'
import { rehearsed } from './rehearse-list.ts'
import { sealShown, shownCells } from './shown-cells.ts'
import { getOwnList, purposeOf, withPreparedList } from './stored-list.ts'
import type { OpenedList } from '../imports/reading/open-list.ts'

/** What a server that is going down throws into whatever reads a list: the list stays as far as it is. */
export class ServerStops extends Error {}

export type Watching = { readonly signal: AbortSignal; readonly onProgress: (tally: Tally) => void }

/**
 * Looks a list through without taking anything in, and keeps the rows there is something to say about, so that its page can show what
 * it would come to. Refuses a file that breaks off further down.
 */
export async function previewList(deps: PeopleDeps, by: By, id: string, watching: Watching): Promise<void> {
  const prepared = await getOwnList(deps, by, id)
  await withPreparedList(deps, by, prepared, async (opened) => {
    opened.requireColumns()
    const passing = new PassingRows()
    const list = passing.of(stoppable(opened, watching.signal))
    const { region } = prepared.list
    const asked = { region, purpose: purposeOf(prepared.list), importId: null, list }
    const contract = peopleContract(await peopleList(deps, by, asked, randomUUID()))
    const seen: ListSeen = { ending: null, skipped: new Map() }
    const run = { importId: id, contract, lines: () => listLines(list, seen), scope: matchingScope(by) }
    let tally = EMPTY_TALLY
    let kept = 0
    for await (const merged of rehearsed(deps.pool, run, tellerOf(by))) {
      tally = tallyAfter(tally, merged)
      const worth = [...merged.fates.filter(contract.isWorthKeeping), ...merged.takenBack]
      const more = worth.slice(0, MOST_PREVIEW_ROWS - kept)
      kept += more.length
      const shown = more.map((each) => ({ ...each, sealed: sealRow(deps, id, opened, each, passing) }))
      await addPreviewRows(deps, by, id, shown)
      passing.forget(merged.fates.map(({ rowNumber }) => rowNumber))
      watching.onProgress(tally)
    }
    await endPreview(deps, by, id, {
      tally,
      mapping: columnsByField(opened),
      reading: readingNotes(list, seen),
      leftOut: opened.leftOutCount,
    })
  })
}

/** What is shown of a row; null for one that passed before a later one put it in doubt. */
function sealRow(
  { ring }: Pick<PeopleDeps, 'ring'>,
  id: string,
  list: OpenedList,
  { rowNumber, outcomes }: RowFate,
  passing: PassingRows,
): Buffer | null {
  const row = passing.find(rowNumber)
  return row && sealShown(ring, id, rowNumber, shownCells(outcomes, row, list))
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
