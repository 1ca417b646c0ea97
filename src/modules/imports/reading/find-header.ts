import { fieldOfHeader } from './header-aliases.ts'
import { headerKey } from './header-names.ts'
import { textAt, type SheetRow } from './sheet-row.ts'

/** Where the header of a table is, and what each of its columns is called; two rows are joined to one name per column. */
export type FoundHeader = {
  readonly firstRow: number
  readonly lastRow: number
  /** One per column, '' where the header says nothing. */
  readonly names: readonly string[]
  /** The rows themselves, to know them again where a print repeats them on each page. */
  readonly rows: readonly (readonly string[])[]
  /** How many different fields its names are known for. */
  readonly knownCount: number
}

/** Titles, letterheads and logos above a table are fewer rows than these. */
export const HEADER_WITHIN = 60

/**
 * The header among the first rows of a sheet, found by the names in it: the row, or the row with the one below it, that names most
 * fields. Null when no row names two fields, or one where there is only one column. `alsoKnown` are keys of headings that only whoever asked knows.
 */
export function findHeader(
  rows: readonly SheetRow[],
  alsoKnown: ReadonlySet<string> = new Set(),
): FoundHeader | null {
  let best: FoundHeader | null = null
  for (const [index, row] of rows.slice(0, HEADER_WITHIN).entries()) {
    for (const found of [headerOf([row], alsoKnown), twoRowHeader(row, rows[index + 1], alsoKnown)]) {
      if (found && found.knownCount > (best?.knownCount ?? 0)) best = found
    }
  }
  return best
}

function headerOf(rows: readonly SheetRow[], alsoKnown: ReadonlySet<string>): FoundHeader | null {
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) return null
  const names = last === first ? first.texts : joinedNames(first, last)
  const fields = new Set(
    names
      .map((name) => fieldOfHeader(name) ?? (alsoKnown.has(headerKey(name)) ? headerKey(name) : null))
      .filter((field) => field !== null),
  )
  const knownCount = fields.size
  const named = names.filter((name) => name.trim() !== '').length
  if (knownCount < 2 && !(knownCount === 1 && named === 1)) return null
  return {
    firstRow: first.number,
    lastRow: last.number,
    names: names.map((name) => name.replace(/\s+/g, ' ').trim()),
    rows: rows.map(({ texts }) => texts),
    knownCount,
  }
}

/** A header whose upper row holds groups (`ALAMAT` over `RT`, `RW`, `DESA`), or cells merged over both rows. */
function twoRowHeader(
  upper: SheetRow,
  lower: SheetRow | undefined,
  alsoKnown: ReadonlySet<string>,
): FoundHeader | null {
  if (lower?.number !== upper.number + 1 || lower.texts.some(holdsValue)) return null
  return headerOf([upper, lower], alsoKnown)
}

/** Long numbers and amounts stand below a header, never in one. */
function holdsValue(text: string): boolean {
  return /\d{4}/.test(text)
}

function joinedNames(upper: SheetRow, lower: SheetRow): string[] {
  const width = Math.max(upper.texts.length, lower.texts.length)
  let group = ''
  return Array.from({ length: width }, (_, column) => {
    const [above, below] = [textAt(upper, column).trim(), textAt(lower, column).trim()]
    if (above !== '') group = above
    if (below === '') return above
    return nameInGroup(group, below)
  })
}

/** `AHLI WARIS` over `NAMA` is not the person's own name: the two together are tried first, in either order. */
function nameInGroup(group: string, name: string): string {
  if (group === '') return name
  const together = [`${group} ${name}`, `${name} ${group}`].find((joined) => fieldOfHeader(joined) !== null)
  return together ?? name
}
