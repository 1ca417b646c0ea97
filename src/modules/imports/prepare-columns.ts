import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import { inScopeOf } from '../access/act.ts'
import {
  deleteRepairs,
  insertLeftOut,
  lockPreparation,
  markChoices,
  markStage,
  putRepair,
  rememberColumns,
} from './preparation-store.ts'
import type { ColumnChoices, Stage } from './preparation.ts'
import type { RememberedColumns } from './reading/map-columns.ts'
import type { UserBy } from './list-deps.ts'
import type { Tx } from '../../platform/db.ts'

/** Keeps which columns mean what in one list; what was known of its rows is asked anew. */
export function prepareColumns(
  { db, clock }: Deps,
  by: UserBy,
  id: string,
  { choices, sheet }: { readonly choices: ColumnChoices; readonly sheet: string | null },
): Promise<void> {
  const now = clock.now()
  return inScopeOf(db, by, async (tx) => {
    await requireOpen(tx, id)
    await markChoices(tx, id, { choices, sheet, now })
    await markStage(tx, id, 'received', now)
  })
}

/** The same, and for the next file with these headings. */
export async function learnColumns(
  deps: Deps,
  by: UserBy,
  id: string,
  {
    choices,
    sheet,
    headings,
    lesson,
  }: {
    readonly choices: ColumnChoices
    readonly sheet: string | null
    /** What tells this set of headings from another. */
    readonly headings: Buffer
    readonly lesson: RememberedColumns
  },
): Promise<void> {
  await prepareColumns(deps, by, id, { choices, sheet })
  if (Object.keys(lesson).length === 0) return
  await inScopeOf(deps.db, by, (tx) =>
    rememberColumns(tx, by.actor.organisationId, headings, lesson, deps.clock.now()),
  )
}

export type SealedRepair = { readonly row: number; readonly field: string; readonly sealed: Buffer }

/** Keeps what was mended in a list, and which rows are left out of it. */
export function keepRepairs(
  { db, clock }: Deps,
  by: UserBy,
  id: string,
  {
    repairs = [],
    leftOut = [],
    forgetOthers = false,
  }: {
    readonly repairs?: readonly SealedRepair[]
    readonly leftOut?: readonly number[]
    readonly forgetOthers?: boolean
  },
): Promise<void> {
  const now = clock.now()
  return inScopeOf(db, by, async (tx) => {
    await requireOpen(tx, id)
    if (forgetOthers) await deleteRepairs(tx, id)
    for (const repair of repairs) await putRepair(tx, id, { ...repair, now })
    if (leftOut.length > 0) await insertLeftOut(tx, id, leftOut, now)
    await markStage(tx, id, 'received', now)
  })
}

const OPEN: readonly Stage[] = ['received', 'previewing', 'previewed']

/** Locks a list that is not confirmed; refuses one that is, or that has ended. */
export async function requireOpen(tx: Tx, id: string): Promise<void> {
  const found = await lockPreparation(tx, id)
  if (!found) throw refuse('import-unknown', {})
  if (found.state !== 'stored' || !OPEN.includes(found.stage))
    throw refuse('import-not-so-far', { state: found.state === 'stored' ? found.stage : found.state })
}
