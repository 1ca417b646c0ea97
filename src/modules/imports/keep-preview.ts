import type { Deps } from '../../platform/deps.ts'
import { inScopeOf, recordAct, type By } from '../access/act.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Tally } from './imports.ts'
import { requireOpen } from './prepare-columns.ts'
import {
  clearPreviewRows,
  insertPreviewRows,
  lockPreparation,
  markCancelled,
  markConfirmed,
  markPreviewed,
  markStage,
  markTrouble,
  type PreviewRow,
} from './preparation-store.ts'
import type { Trouble } from './preparation.ts'
import type { KindDeps } from './list-kind.ts'
import type { ImportRecord } from './queries.ts'
import type { UserBy } from './list-deps.ts'

/** Rows with something to say that a preview keeps; beyond these they are only counted. */
export const MOST_PREVIEW_ROWS = 50_000

/** Begins a preview: what an earlier one said goes. */
export function beginPreview({ db, clock }: Deps, by: By, id: string): Promise<void> {
  return inScopeOf(db, by, async (tx) => {
    await requireOpen(tx, id)
    await clearPreviewRows(tx, id)
    await markStage(tx, id, 'previewing', clock.now())
  })
}

export function addPreviewRows({ db }: Deps, by: By, id: string, rows: readonly PreviewRow[]): Promise<void> {
  return inScopeOf(db, by, (tx) => insertPreviewRows(tx, id, rows))
}

export function endPreview(
  { db, clock }: Deps,
  by: By,
  id: string,
  end: {
    readonly tally: Tally
    readonly mapping: Readonly<Record<string, unknown>>
    readonly reading: Readonly<Record<string, unknown>>
    readonly leftOut: number
  },
): Promise<void> {
  return inScopeOf(db, by, (tx) => markPreviewed(tx, id, { ...end, now: clock.now() }))
}

/** A preview that broke off for a reason of ours: it can be begun again. */
export function giveUpPreview({ db, clock }: Deps, by: By, id: string): Promise<void> {
  return inScopeOf(db, by, (tx) => markStage(tx, id, 'received', clock.now()))
}

/** A list whose file is none, or breaks off further down, ends with the reason. */
export function keepTrouble({ db, clock }: Deps, by: By, id: string, trouble: Trouble): Promise<void> {
  return inScopeOf(db, by, (tx) => markTrouble(tx, id, trouble, clock.now()))
}

/**
 * Confirms a list: from now on it runs, as whoever confirmed it. Refuses one that was not looked through since it was last mended, one
 * that runs or has ended, and one of which nothing would be taken in. Two who confirm at once: the second is refused.
 */
export function confirmList(
  { db, clock, kind }: Pick<KindDeps, 'db' | 'clock' | 'kind'>,
  by: UserBy,
  list: ImportRecord,
): Promise<void> {
  const now = clock.now()
  return inScopeOf(db, by, async (tx) => {
    const found = await lockPreparation(tx, list.id)
    if (!found) throw refuse('import-unknown', {})
    if (found.state !== 'stored') throw refuse('import-not-so-far', { state: found.state })
    if (found.stage !== 'previewed' || !found.tally) throw refuse('import-not-so-far', { state: found.stage })
    if (found.tally.accepted + found.tally.duplicates === 0) throw refuse('import-nothing-ready', {})
    await markConfirmed(tx, list.id, by.actor, now)
    await clearPreviewRows(tx, list.id)
    await recordAct(tx, by, {
      action: kind.acts.take,
      subject: { kind: 'import', id: list.id },
      region: list.region,
      count: found.tally.rows,
      details: { purpose: list.purpose },
    })
  })
}

/** Gives a list up. One that runs stops at its next step and is taken back by its run; answers whether nothing runs any more. */
export function cancelList(
  { db, clock, kind }: Pick<KindDeps, 'db' | 'clock' | 'kind'>,
  by: UserBy,
  list: ImportRecord,
): Promise<boolean> {
  return inScopeOf(db, by, async (tx) => {
    const found = await lockPreparation(tx, list.id)
    if (!found) throw refuse('import-unknown', {})
    if (found.state !== 'stored' && found.state !== 'running')
      throw refuse('import-not-so-far', { state: found.state })
    const isOver = found.state === 'stored'
    await markCancelled(tx, list.id, isOver, clock.now())
    await clearPreviewRows(tx, list.id)
    await recordAct(tx, by, {
      action: kind.acts.cancel,
      subject: { kind: 'import', id: list.id },
      region: list.region,
    })
    return isOver
  })
}
