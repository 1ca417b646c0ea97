import { refuse } from '../../../kernel/refusal.ts'
import { fieldOfHeader, knownHeaders, ownHeader, type ListField } from './header-aliases.ts'
import { headerKey, likeness } from './header-names.ts'
import { templateOf, type TemplateName } from './templates.ts'

/** What an organisation has said of its own headers: the key of a header (see `headerKey`), and its field or `set-aside`. */
export type RememberedColumns = Readonly<Record<string, ListField | 'set-aside'>>

export type UnknownColumn = {
  readonly column: number
  readonly header: string
  /** The likeliest fields, best first; none when nothing is near. */
  readonly suggestions: readonly ListField[]
}

/** Which column fills which field, and what a person must be asked. Columns count from 0. */
export type ColumnMapping = {
  readonly template: TemplateName | null
  readonly headers: readonly string[]
  readonly columnOf: Readonly<Partial<Record<ListField, number>>>
  readonly unknown: readonly UnknownColumn[]
  /** Columns of well-known forms that we do not take. */
  readonly setAside: readonly number[]
  /** Fields that several columns claim; none of them is mapped. */
  readonly contested: readonly { readonly field: ListField; readonly columns: readonly number[] }[]
}

/** Maps a header row by the names in it. What a person has once decided goes before what we know. */
export function mapColumns(headers: readonly string[], remembered: RememberedColumns = {}): ColumnMapping {
  const template = templateOf(headers)
  const claims = new Map<ListField, number[]>()
  const unknown: UnknownColumn[] = []
  const setAside: number[] = []
  for (const [column, header] of headers.entries()) {
    if (header.trim() === '') continue
    const field = decidedField(remembered, template, header) ?? fieldOfHeader(header)
    if (field === null) unknown.push({ column, header, suggestions: suggestionsFor(header) })
    else if (field === 'set-aside') setAside.push(column)
    else claims.set(field, [...(claims.get(field) ?? []), column])
  }
  const certain = [...claims].filter(([, columns]) => columns.length === 1)
  return {
    template,
    headers,
    columnOf: Object.fromEntries(certain.map(([field, [column]]) => [field, column])),
    unknown,
    setAside,
    contested: [...claims]
      .filter(([, { length }]) => length > 1)
      .map(([field, columns]) => ({ field, columns })),
  }
}

/** Refuses a mapping without the fields that a list needs (KOLOM_HILANG), or with one that two columns claim (KOLOM_GANDA). */
export function requireColumns(mapping: ColumnMapping, needed: readonly ListField[]): void {
  const [contested] = mapping.contested
  if (contested) {
    throw refuse('KOLOM_GANDA', {
      field: ownHeader(contested.field),
      columns: contested.columns.map(
        (column) => `${columnLetters(column)} (${shown(mapping.headers[column] ?? '')})`,
      ),
    })
  }
  const missing = missingFields(mapping, needed)
  if (missing.length === 0) return
  throw refuse('KOLOM_HILANG', {
    missing: missing.map(ownHeader),
    present: mapping.headers.filter((header) => header.trim() !== '').map(shown),
  })
}

/** The needed fields that neither a column of their own nor another brings. */
export function missingFields(mapping: ColumnMapping, needed: readonly ListField[]): ListField[] {
  return needed.filter((field) => mapping.columnOf[field] === undefined && !isSupplied(field, mapping))
}

/** Fields that another column brings along. */
const BROUGHT_BY: Readonly<Partial<Record<ListField, ListField>>> = {
  birthPlace: 'birthPlaceAndDate',
  bornOn: 'birthPlaceAndDate',
  rt: 'rtRw',
  rw: 'rtRw',
  name: 'firstName',
  // A list of employers calls their name just NAMA as often as not.
  employerName: 'name',
}

function isSupplied(field: ListField, { columnOf }: ColumnMapping): boolean {
  const other = BROUGHT_BY[field]
  return other !== undefined && columnOf[other] !== undefined
}

/** Headers that mean something only on a form of their own. */
const OF_TEMPLATE: Readonly<Partial<Record<TemplateName, RememberedColumns>>> = {
  'SIPP corrections': { KODE: 'workerCode' },
}

function decidedField(
  remembered: RememberedColumns,
  template: TemplateName | null,
  header: string,
): ListField | 'set-aside' | undefined {
  const key = headerKey(header)
  // Keys come from files: `CONSTRUCTOR` must not find what every object has.
  if (Object.hasOwn(remembered, key)) return remembered[key]
  return template === null ? undefined : OF_TEMPLATE[template]?.[key]
}

const NEAR = 0.55
const MOST_SUGGESTIONS = 3

function suggestionsFor(header: string): ListField[] {
  const key = headerKey(header)
  const best = new Map<ListField, number>()
  for (const [known, field] of knownHeaders()) {
    if (field === 'set-aside') continue
    const score = likeness(key, known)
    if (score >= NEAR && score > (best.get(field) ?? 0)) best.set(field, score)
  }
  return [...best]
    .sort(([, first], [, second]) => second - first)
    .slice(0, MOST_SUGGESTIONS)
    .map(([field]) => field)
}

/** A header on one line and not too long. */
function shown(header: string): string {
  return header.replace(/\s+/g, ' ').trim().slice(0, 60)
}

/** The letters by which a spreadsheet program names a column: 0 is A, 26 is AA. */
export function columnLetters(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : columnLetters(Math.floor(column / 26) - 1) + letter
}
