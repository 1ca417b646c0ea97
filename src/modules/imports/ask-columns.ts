import { refuse } from '../../kernel/refusal.ts'
import { columnKey } from './mended-list.ts'
import { LIST_FIELDS, ownHeader, type ListField } from './reading/header-aliases.ts'
import { headerKey } from './reading/header-names.ts'
import { missingFields, type ColumnMapping, type RememberedColumns } from './reading/map-columns.ts'
import type { OpenedList } from './reading/open-list.ts'
import type { ColumnChoices } from './preparation.ts'

/** A column that a person is asked about. */
export type AskedColumn = {
  readonly column: number
  readonly heading: string
  /** What it is taken for unless told otherwise; `set-aside` for a column that is left alone. */
  readonly chosen: ListField | 'set-aside'
  readonly suggestions: readonly ListField[]
  readonly because: 'unknown' | 'contested' | 'known' | 'chosen'
}

/**
 * The columns of a list that are worth a question: those nobody has told us of, and those that claim one field together; every column
 * when a field is missing that the list cannot do without, or when all are asked for.
 */
export function askedColumns(
  { mapping }: Pick<OpenedList, 'mapping'>,
  choices: ColumnChoices,
  { needed, all }: { readonly needed: readonly ListField[]; readonly all: boolean },
): AskedColumn[] {
  const fieldOf = new Map(
    Object.entries(mapping.columnOf).map(([field, column]) => [column, field as ListField]),
  )
  const isMissing = missingFields(mapping, needed).length > 0
  const unknown = new Map(mapping.unknown.map((each) => [each.column, each.suggestions]))
  const contested = new Map(
    mapping.contested.flatMap(({ field, columns }) =>
      columns.map((column) => [column, { field, isFirst: column === columns[0] }]),
    ),
  )
  return mapping.headers.flatMap((header, column): AskedColumn[] => {
    if (header.trim() === '') return []
    const heading = header.replace(/\s+/g, ' ').trim()
    const decided = choices[columnKey(mapping.headers, column)]
    const rival = contested.get(column)
    const suggestions = unknown.get(column)
    const known = fieldOf.get(column)
    if (rival)
      return [
        {
          column,
          heading,
          chosen: rival.isFirst ? rival.field : 'set-aside',
          suggestions: [rival.field],
          because: 'contested',
        },
      ]
    if (suggestions)
      return [
        {
          column,
          heading,
          chosen: isMissing ? (suggestions[0] ?? 'set-aside') : 'set-aside',
          suggestions,
          because: 'unknown',
        },
      ]
    if (!all && !isMissing) return []
    const chosen = decided ?? known ?? 'set-aside'
    return [
      {
        column,
        heading,
        chosen,
        suggestions: known ? [known] : [],
        because: decided === undefined ? 'known' : 'chosen',
      },
    ]
  })
}

/** What is decided by answers on columns, and what of it is worth remembering. Refuses two columns for one field. */
export function decideColumns(
  mapping: ColumnMapping,
  before: ColumnChoices,
  answers: ReadonlyMap<number, ListField | 'set-aside'>,
): { readonly choices: ColumnChoices; readonly lesson: RememberedColumns } {
  const fields = new Map<ListField, number>()
  for (const [field, column] of Object.entries(mapping.columnOf))
    if (!answers.has(column)) fields.set(field as ListField, column)
  const choices: Record<string, ListField | 'set-aside'> = { ...before }
  const lesson: Record<string, ListField | 'set-aside'> = {}
  for (const [column, answer] of answers) {
    const rival = answer === 'set-aside' ? undefined : fields.get(answer)
    if (answer !== 'set-aside' && rival !== undefined) {
      const columns = [rival, column].map((each) => mapping.headers[each] ?? '')
      throw refuse('KOLOM_GANDA', { field: ownHeader(answer), columns })
    }
    if (answer !== 'set-aside') fields.set(answer, column)
    const key = columnKey(mapping.headers, column)
    choices[key] = answer
    if (!key.includes('#')) lesson[key] = answer
  }
  return { choices, lesson }
}

/** What tells one set of headings from another, as text to be hashed. */
export function headingsText({ headers }: Pick<ColumnMapping, 'headers'>): string {
  return headers.map(headerKey).join('\n')
}

/** Which heading fills which field, as the receipt says it. */
export function columnsByField({ mapping }: Pick<OpenedList, 'mapping'>): Record<string, number> {
  return { ...mapping.columnOf }
}

/** The fields a column can be, in the order of our own layout, with the heading under which we write it. */
export function fieldHeadings(fields: readonly ListField[]): readonly (readonly [ListField, string])[] {
  return LIST_FIELDS.filter((field) => fields.includes(field)).map(
    (field) => [field, ownHeader(field)] as const,
  )
}
