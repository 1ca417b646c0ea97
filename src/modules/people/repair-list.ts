import { refuse } from '../../kernel/refusal.ts'
import { inScopeOf } from '../access/act.ts'
import { keepRepairs } from '../imports/prepare-columns.ts'
import { listRowsTold, MOST_ROWS_TOLD } from '../imports/preparation-queries.ts'
import type { UserBy } from '../imports/receive-list.ts'
import type { ListField } from '../imports/reading/header-aliases.ts'
import { requireField } from './choose-columns.ts'
import type { PeopleDeps } from './people-deps.ts'
import { getOwnList, sealRepair } from './stored-list.ts'

const LONGEST = 500

/** One cell mended in place; `row` 0 writes the same into every row. */
export type CellRepair = { readonly row: number; readonly field: string; readonly text: string }

/** Mends cells of a list. The file itself stays as it was handed in; what is written here is kept encrypted beside it. */
export async function repairCells(
  deps: PeopleDeps,
  by: UserBy,
  id: string,
  repairs: readonly CellRepair[],
): Promise<void> {
  const { list } = await getOwnList(deps, by, id)
  const sealed = repairs.map(({ row, field, text }) => {
    const known = requireCellField(field)
    if (text.length > LONGEST)
      throw refuse('value-out-of-range', { field, value: '', maximum: String(LONGEST) })
    return { row, field: known, sealed: sealRepair(deps.ring, list.id, row, known, text) }
  })
  await keepRepairs(deps, by, list.id, { repairs: sealed })
}

/** Leaves rows out of a list. */
export async function leaveRowsOut(
  deps: PeopleDeps,
  by: UserBy,
  id: string,
  rows: readonly number[],
): Promise<void> {
  const { list } = await getOwnList(deps, by, id)
  await keepRepairs(deps, by, list.id, { leftOut: rows })
}

/** Leaves every row out that was told a code; answers how many. */
export async function leaveOutTold(deps: PeopleDeps, by: UserBy, id: string, code: string): Promise<number> {
  const { list } = await getOwnList(deps, by, id)
  const rows = await inScopeOf(deps.db, by, (tx) => listRowsTold(tx, list.id, code, MOST_ROWS_TOLD))
  if (rows.length > 0) await keepRepairs(deps, by, list.id, { leftOut: rows })
  return rows.length
}

/** Takes every repair of a list back: it is again as it was handed in. */
export async function forgetRepairs(deps: PeopleDeps, by: UserBy, id: string): Promise<void> {
  const { list } = await getOwnList(deps, by, id)
  await keepRepairs(deps, by, list.id, { forgetOthers: true })
}

function requireCellField(text: string): ListField {
  const field = requireField(text)
  if (field === 'set-aside') throw refuse('value-not-allowed', { field: 'field', value: text, allowed: [] })
  return field
}
