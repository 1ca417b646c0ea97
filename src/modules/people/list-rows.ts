import type { RowFate } from '../imports/imports.ts'
import type { ListEnding, OpenedList } from '../imports/reading/open-list.ts'
import type { IgnoredSheet } from '../imports/reading/reading-refusals.ts'
import type { SheetRow } from '../imports/reading/sheet-row.ts'
import { outcome } from './row/outcome.ts'

/** What was noticed while a file was read, for the receipt. */
export type ReadingNotes = {
  readonly template: string | null
  readonly sheet: string | null
  readonly ignoredSheets: readonly IgnoredSheet[]
  /** Headings that nobody has told us the meaning of. */
  readonly unknownColumns: readonly string[]
  readonly hiddenRows: number
}

/** A row to be read, or one that cannot be: its cells stand beside their headings. */
export type ListLine = SheetRow | RowFate

/** The rows of people of a list in their order, as often as asked for; `onEnd` is told what only the end of the file knows. */
export async function* listLines(
  list: OpenedList,
  onEnd: (ending: ListEnding) => void,
): AsyncGenerator<readonly ListLine[]> {
  const chunks = list.chunks()
  for (;;) {
    const next = await chunks.next()
    if (next.done === true) {
      onEnd(next.value)
      return
    }
    const { rows, shifted } = next.value
    yield shifted.length === 0 ? rows : inOrder(rows, shifted.map(shiftedFate))
  }
}

function shiftedFate({ number, cellCount, columnCount }: { number: number; cellCount: number; columnCount: number }): RowFate {
  const outcomes = [outcome('BARIS_BERGESER', null, { cellCount, columnCount })]
  return { rowNumber: number, fate: 'refused', outcomes, personId: null }
}

function inOrder(rows: readonly SheetRow[], fates: readonly RowFate[]): ListLine[] {
  const numberOf = (line: ListLine) => ('fate' in line ? line.rowNumber : line.number)
  return [...rows, ...fates].sort((one, other) => numberOf(one) - numberOf(other))
}
