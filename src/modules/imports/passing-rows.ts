import type { OpenedList } from './reading/open-list.ts'
import type { SheetRow } from './reading/sheet-row.ts'

/** Remembers the rows of a list while it is read, until what became of them is known. */
export class PassingRows {
  readonly #rows = new Map<number, SheetRow>()

  /** The same list, whose rows are remembered as they are read. */
  of(list: OpenedList): OpenedList {
    const keep = (row: SheetRow) => this.#rows.set(row.number, row)
    return {
      ...list,
      async *chunks() {
        const chunks = list.chunks()
        for (;;) {
          const next = await chunks.next()
          if (next.done === true) return next.value
          next.value.rows.forEach(keep)
          next.value.shifted.forEach(({ row }) => keep(row))
          yield next.value
        }
      },
    }
  }

  find(rowNumber: number): SheetRow | null {
    return this.#rows.get(rowNumber) ?? null
  }

  forget(rowNumbers: Iterable<number>): void {
    for (const rowNumber of rowNumbers) this.#rows.delete(rowNumber)
  }
}
