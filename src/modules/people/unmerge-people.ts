import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { act, organisationOf, requireReason, sightOf, type By } from '../access/act.ts'
import { markUndecided } from './duplicate-store.ts'
import { findMerge, requireBothInSight } from './duplicate-queries.ts'
import { throughMatching } from './matching-gate.ts'
import { recordBoth, userOf, type MergeDeps } from './merge-people.ts'
import {
  deleteStatements,
  getRowBefore,
  insertMergeChange,
  lockMerge,
  lockPair,
  markMerged,
  markUnmerged,
  moveIdentitiesBack,
  moveStatements,
  statementsOf,
  wasChangedSince,
  writeFilled,
  type LockedPerson,
  type StandingMerge,
} from './merge-store.ts'
import { seesPerson } from './people.ts'

export type UnmergeAsk = { readonly id: string; readonly reason: string }

/**
 * Takes a merging apart: rows, numbers and words of organisations stand again exactly as before it; history says both. Refused as
 * soon as somebody built on it, and of two at once one wins (the merging is locked).
 */
export function unmergePeople(
  { db, clock, ring }: MergeDeps,
  by: By,
  { id, reason }: UnmergeAsk,
): Promise<void> {
  return act(db, by, 'people.merge', async (tx) => {
    const found = await findMerge(tx, id)
    if (!found) throw refuse('merge-unknown', {})
    await requireBothInSight(tx, sightOf(by), [found.keptId, found.lostId])
    const why = requireReason(reason)
    const both = await throughMatching(tx, async () => {
      const { merge, kept, lost } = await lockAll(tx, ring, by, { ...found, id })
      await putBack(tx, ring, merge, kept)
      const change = { organisationId: organisationOf(by), cause: 'unmerge', at: clock.now() } as const
      const changeIds = [
        await insertMergeChange(tx, ring, {
          ...change,
          person: kept,
          changes: { standsFor: [lost.id, null] },
        }),
        await insertMergeChange(tx, ring, {
          ...change,
          person: lost,
          changes: { mergedInto: [kept.id, null] },
        }),
      ]
      await markUnmerged(tx, { id, userId: userOf(by), reason: why, at: clock.now(), changeIds })
      await markUndecided(tx, [kept.id, lost.id], 'same')
      return { kept, lost }
    })
    await recordBoth(tx, by, { ...both, action: 'people.unmerge', mergeId: id, reason: why })
  })
}

type Locked = { readonly merge: StandingMerge; readonly kept: LockedPerson; readonly lost: LockedPerson }

async function lockAll(
  tx: Tx,
  ring: KeyRing,
  by: By,
  { id, keptId, lostId }: { readonly id: string; readonly keptId: number; readonly lostId: number },
): Promise<Locked> {
  const people = await lockPair(tx, ring, [keptId, lostId])
  const [kept, lost] = [people.get(keptId), people.get(lostId)]
  const sight = sightOf(by)
  if (!kept || !lost || !seesPerson(sight, kept) || !seesPerson(sight, lost))
    throw refuse('merge-unknown', {})
  const merge = await lockMerge(tx, id)
  if (!merge) throw refuse('merge-undone-already', {})
  if (kept.mergedInto !== null || (await wasChangedSince(tx, merge))) throw refuse('merge-built-upon', {})
  return { merge, kept, lost }
}

async function putBack(tx: Tx, ring: KeyRing, merge: StandingMerge, kept: LockedPerson): Promise<void> {
  const { keptId, lostId, movedIdentities, movedStatements, madeStatements } = merge
  const there = await statementsOf(tx, keptId)
  const isUntouched =
    there.length === merge.statementCount &&
    [...movedStatements, ...madeStatements].every((organisation) => there.includes(organisation))
  if (!isUntouched) throw refuse('merge-built-upon', {})
  const returned = await moveIdentitiesBack(tx, keptId, lostId, movedIdentities)
  if (returned !== movedIdentities.length) throw refuse('merge-built-upon', {})
  await deleteStatements(tx, keptId, madeStatements)
  await moveStatements(tx, ring, { from: keptId, to: lostId, organisations: movedStatements })
  const before = await getRowBefore(tx, ring, merge.changeIds[0])
  await writeFilled(tx, ring, { id: kept.id, row: before.row, sealed: before.sealed })
  await markMerged(tx, lostId, null)
}
