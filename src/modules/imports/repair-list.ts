import { refuse } from '../../kernel/refusal.ts'
import { inScopeOf } from '../access/act.ts'
import { keepRepairs } from './prepare-columns.ts'
import { listRowsTold, MOST_ROWS_TOLD } from './preparation-queries.ts'
import type { UserBy } from './list-deps.ts'
import type { ListField } from './reading/header-aliases.ts'
import { requireField } from './choose-columns.ts'
import type { KindDeps, ListKind } from './list-kind.ts'
import { getOwnList, sealRepair } from './stored-list.ts'

const LONGEST = 500

/** One cell mended in place; `row` 0 writes the same into every row. */
export type CellRepair = { readonly row: number; readonly field: string; readonly text: string }

/** Mends cells of a list. The file itself stays as it was handed in; what is written here is kept encrypted beside it. */
export async function repairCells(
  deps: KindDeps,
  by: UserBy,
  id: string,
  repairs: readonly CellRepair[],
): Promise<void> {
  const { list } = await getOwnList(deps, by, id)
  const sealed = repairs.map(({ row, field, text }) => {
    const known = requireCellField(deps.kind, field)
    if (text.length > LONGEST)
      throw refuse('value-out-of-range', { field, value: '', maximum: String(LONGEST) })
    return { row, field: known, sealed: sealRepair(deps.ring, list.id, row, known, text) }
  })
  await keepRepairs(deps, by, list.id, { repairs: sealed })
}

/** Leaves rows out of a list. */
export async function leaveRowsOut(
  deps: KindDeps,
  by: UserBy,
  id: string,
  rows: readonly number[],
): Promise<void> {
  const { list } = await getOwnList(deps, by, id)
  await keepRepairs(deps, by, list.id, { leftOut: rows })
}

/** Leaves every row out that was told a code; answers how many. */
export async function leaveOutTold(deps: KindDeps, by: UserBy, id: string, code: string): Promise<number> {
  const { list } = await getOwnList(deps, by, id)
  const rows = await inScopeOf(deps.db, by, (tx) => listRowsTold(tx, list.id, code, MOST_ROWS_TOLD))
  if (rows.length > 0) await keepRepairs(deps, by, list.id, { leftOut: rows })
  return rows.length
}

/** Takes every repair of a list back: it is again as it was handed in. */
export async function forgetRepairs(deps: KindDeps, by: UserBy, id: string): Promise<void> {
  const { list } = await getOwnList(deps, by, id)
  await keepRepairs(deps, by, list.id, { forgetOthers: true })
}

function requireCellField(kind: ListKind, text: string): ListField {
  const field = requireField(kind, text)
  if (field === 'set-aside') throw refuse('value-not-allowed', { field: 'field', value: text, allowed: [] })
  return field
}
