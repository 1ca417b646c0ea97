import { refuse } from '../../../kernel/refusal.ts'
import { readCsv, type CsvEnding } from './csv-text.ts'
import { fileKindOf, type FileKind } from './file-kind.ts'
import { findHeader, HEADER_WITHIN, type FoundHeader } from './find-header.ts'
import { ownHeader, type ListField } from './header-aliases.ts'
import { mapColumns, requireColumns, type ColumnMapping, type RememberedColumns } from './map-columns.ts'
import { READING_LIMITS, type ReadingLimits } from './reading-limits.ts'
import type { IgnoredSheet } from './reading-refusals.ts'
import type { SheetRow } from './sheet-row.ts'
import { RowSorter, type ListChunk } from './sort-rows.ts'
import { readMergedRanges, readSheet, type MergedRange, type SheetEnding } from './xlsx-sheet.ts'
import { openWorkbook, type Workbook, type WorkbookSheet } from './xlsx-workbook.ts'

export type OpeningOptions = {
  /** Fields without which the list cannot be used; the module that asked for the file says so. */
  readonly needed: readonly ListField[]
  readonly limits?: ReadingLimits
  /** A sheet chosen by the user, by its name. */
  readonly sheet?: string
  readonly remembered?: RememberedColumns
  /** Keys of headings that whoever asked knows beside those of lists; they help to find the header. */
  readonly alsoKnown?: ReadonlySet<string>
}

/** What only the end of a file tells. Merged ranges may lie in rows that have been given out already. */
export type ListEnding = Partial<SheetEnding> &
  Partial<CsvEnding> & {
    /** Rows of people, the shifted ones included. */
    readonly personCount: number
    /** Columns that hold something and have no header, counted from 0. */
    readonly unnamedColumns: readonly number[]
  }

/** A list whose table has been found. */
export type OpenedList = {
  readonly kind: FileKind
  readonly sheet: string | null
  readonly ignoredSheets: readonly IgnoredSheet[]
  readonly header: FoundHeader
  readonly mapping: ColumnMapping
  /** Refuses a mapping that lacks a needed field or leaves two columns to one; called before the rows are used. */
  readonly requireColumns: () => void
  /** Every row of the sheet once, in order, as a row of a person, skipped or shifted. */
  readonly chunks: () => AsyncGenerator<ListChunk, ListEnding>
  /** Cells that were made into one, known before the rows are read; none in a CSV. */
  readonly mergedRanges: () => Promise<readonly MergedRange[]>
  readonly close: () => void
}

/** Opens any list that we can read and finds its table. Refuses a file that is no list, and one without a header that we know. */
export async function openList(path: string, options: OpeningOptions): Promise<OpenedList> {
  const limits = options.limits ?? READING_LIMITS
  const kind = await fileKindOf(path, limits)
  return kind === 'csv' ? openCsv(path, options, limits) : openXlsx(path, options, limits)
}

type Rows = AsyncGenerator<SheetRow[], SheetEnding | CsvEnding>

async function openCsv(path: string, options: OpeningOptions, limits: ReadingLimits): Promise<OpenedList> {
  const first = await firstRows(readCsv(path, limits))
  if (first.length === 0) throw refuse('list-empty', { sheets: [], hidden: [] })
  const header = findHeader(first, options.alsoKnown)
  if (!header) throw headerMissing(options)
  const noSheets = {
    kind: 'csv',
    sheet: null,
    ignoredSheets: [],
    mergedRanges: () => Promise.resolve([]),
    close: () => undefined,
  } as const
  return listOf(noSheets, header, options, () => readCsv(path, limits))
}

async function openXlsx(path: string, options: OpeningOptions, limits: ReadingLimits): Promise<OpenedList> {
  const workbook = await openWorkbook(path, limits)
  try {
    const seen = await seeSheets(workbook, options, limits)
    const chosen = chooseSheet(seen, options)
    const { part, name } = chosen
    const source = {
      kind: 'xlsx',
      sheet: name,
      ignoredSheets: seen.filter((other) => other !== chosen.seen).map(ignored),
      mergedRanges: () => readMergedRanges(workbook, part),
      close: workbook.close,
    } as const
    return listOf(source, chosen.header, options, () => readSheet(workbook, part, limits))
  } catch (error) {
    workbook.close()
    throw error
  }
}

function listOf(
  source: Pick<OpenedList, 'kind' | 'sheet' | 'ignoredSheets' | 'mergedRanges' | 'close'>,
  header: FoundHeader,
  { needed, remembered }: OpeningOptions,
  read: () => Rows,
): OpenedList {
  const mapping = mapColumns(header.names, remembered)
  return {
    ...source,
    header,
    mapping,
    requireColumns: () => requireColumns(mapping, needed),
    chunks: () => sortedChunks(read(), new RowSorter(header, mapping, source.kind === 'csv'), source.sheet),
  }
}

/** A header with nothing below it is no list: that is refused when the end is reached. */
async function* sortedChunks(
  rows: Rows,
  sorter: RowSorter,
  sheet: string | null,
): AsyncGenerator<ListChunk, ListEnding> {
  for (;;) {
    const next = await rows.next()
    if (next.done === true) {
      const skipped = sorter.rest()
      if (skipped.length > 0) yield { rows: [], skipped, shifted: [] }
      const { personCount, unnamedColumns } = sorter
      if (personCount === 0) throw refuse('list-empty', { sheets: sheet === null ? [] : [sheet], hidden: [] })
      return { ...next.value, personCount, unnamedColumns: [...unnamedColumns].sort((a, b) => a - b) }
    }
    yield sorter.sort(next.value)
  }
}

type SeenSheet = {
  readonly sheet: WorkbookSheet
  readonly header: FoundHeader | null
  readonly because: IgnoredSheet['because']
}

type ChosenSheet = {
  readonly seen: SeenSheet
  readonly header: FoundHeader
  readonly name: string
  readonly part: string
}

/** Looks at the first rows of every sheet that can be seen; a hidden one stays closed, and is said to be there. */
async function seeSheets(
  workbook: Workbook,
  { sheet: wanted, alsoKnown }: OpeningOptions,
  limits: ReadingLimits,
): Promise<SeenSheet[]> {
  const seen: SeenSheet[] = []
  for (const sheet of workbook.sheets) {
    if (sheet.part === null) seen.push({ sheet, header: null, because: 'not-a-sheet' })
    else if (sheet.hidden) seen.push({ sheet, header: null, because: 'hidden' })
    else if (wanted !== undefined && wanted !== sheet.name)
      seen.push({ sheet, header: null, because: 'not-chosen' })
    else {
      const rows = await firstRows(readSheet(workbook, sheet.part, limits))
      const header = findHeader(rows, alsoKnown)
      seen.push({ sheet, header, because: rows.length === 0 ? 'empty' : header ? 'not-chosen' : 'no-header' })
    }
  }
  return seen
}

/** The sheet whose header names most fields; the first of equals. */
function chooseSheet(seen: readonly SeenSheet[], options: OpeningOptions): ChosenSheet {
  const namesOf = (isHidden: boolean) =>
    seen.filter(({ because }) => (because === 'hidden') === isHidden).map(({ sheet }) => sheet.name)
  const [names, hidden] = [namesOf(false), namesOf(true)]
  const { sheet: wanted } = options
  if (wanted !== undefined && !names.includes(wanted))
    throw refuse('sheet-unknown', { sheet: wanted, sheets: names })
  let best: ChosenSheet | null = null
  for (const candidate of seen) {
    const { header, sheet } = candidate
    if (!header || sheet.part === null || header.knownCount <= (best?.header.knownCount ?? 0)) continue
    best = { seen: candidate, header, name: sheet.name, part: sheet.part }
  }
  if (best) return best
  if (seen.some(({ because }) => because === 'no-header')) throw headerMissing(options)
  throw refuse('list-empty', { sheets: names, hidden })
}

function ignored({ sheet, because }: SeenSheet): IgnoredSheet {
  return { name: sheet.name, because }
}

/** Nothing of the rows is repeated in this refusal: without a header, the first row may be a person. */
function headerMissing({ needed }: OpeningOptions): Error {
  return refuse('KOLOM_HILANG', { missing: needed.map(ownHeader), present: [] })
}

async function firstRows(rows: Rows): Promise<SheetRow[]> {
  const first: SheetRow[] = []
  for await (const chunk of rows) {
    first.push(...chunk.slice(0, HEADER_WITHIN + 1))
    if (first.length > HEADER_WITHIN) break
  }
  return first
}
