import { createHash } from 'node:crypto'
import { refuse } from '../../kernel/refusal.ts'
import { askedColumns, decideColumns, headingsText, type AskedColumn } from './ask-columns.ts'
import { learnColumns } from './prepare-columns.ts'
import type { UserBy } from './list-deps.ts'
import { missingFields } from './reading/map-columns.ts'
import type { ListField } from './reading/header-aliases.ts'
import type { KindDeps, ListKind } from './list-kind.ts'
import { getOwnList, withPreparedList } from './stored-list.ts'

export type ColumnQuestions = {
  readonly columns: readonly AskedColumn[]
  readonly mustAnswer: boolean
  readonly sheet: string | null
}

/** The columns of a list that a person must or may be asked about. */
export async function askColumns(
  deps: KindDeps,
  by: UserBy,
  id: string,
  all = false,
): Promise<ColumnQuestions> {
  const prepared = await getOwnList(deps, by, id)
  if (prepared.list.state !== 'stored') throw refuse('import-not-so-far', { state: prepared.list.state })
  const { needed } = deps.kind
  return withPreparedList(deps, by, prepared, (list) => {
    const columns = askedColumns(list, prepared.preparation.choices, { needed, all })
    const isMissing = missingFields(list.mapping, needed).length > 0
    return Promise.resolve({
      columns,
      mustAnswer: columns.some(({ because }) => because !== 'known' && because !== 'chosen') || isMissing,
      sheet: list.sheet,
    })
  })
}

/** Keeps what a person answered, here and for the next list with these headings. Refuses an answer that is no field. */
export async function chooseColumns(
  deps: KindDeps,
  by: UserBy,
  id: string,
  answers: ReadonlyMap<number, string>,
): Promise<void> {
  const prepared = await getOwnList(deps, by, id)
  if (prepared.list.state !== 'stored') throw refuse('import-not-so-far', { state: prepared.list.state })
  const decided = await withPreparedList(deps, by, prepared, (list) => {
    const known = new Map([...answers].map(([column, answer]) => [column, requireField(deps.kind, answer)]))
    const { choices, lesson } = decideColumns(list.mapping, prepared.preparation.choices, known)
    const headings = createHash('sha256').update(headingsText(list.mapping)).digest()
    return Promise.resolve({ choices, lesson, headings, sheet: list.sheet })
  })
  await learnColumns(deps, by, id, decided)
}

/** A field that a column of this kind of list can be. */
export function requireField({ fields }: Pick<ListKind, 'fields'>, text: string): ListField | 'set-aside' {
  const field = text === 'set-aside' ? text : fields.find((each) => each === text)
  if (field === undefined)
    throw refuse('value-not-allowed', { field: 'field', value: text, allowed: ['set-aside', ...fields] })
  return field
}
