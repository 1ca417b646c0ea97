import { refuse } from '../../kernel/refusal.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Tx } from '../../platform/db.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { act, organisationOf, recordActs, requireReason, sightOf, type By } from '../access/act.ts'
import { isDecided, markDecided } from './duplicate-store.ts'
import { requireBothInSight } from './duplicate-queries.ts'
import { throughMatching } from './matching-gate.ts'
import {
  insertMerge,
  insertMergeChange,
  insertStatementOfKeeper,
  isBeingImported,
  lockPair,
  markMerged,
  moveIdentities,
  moveStatements,
  statementsOf,
  writeFilled,
  type LockedPerson,
} from './merge-store.ts'
import { fillMissing } from './merging.ts'
import { seesPerson } from './people.ts'

export type MergeDeps = Deps & { readonly ring: KeyRing }

export type MergeAsk = { readonly keep: number; readonly lose: number; readonly reason: string }

export type Merging = {
  readonly id: string
  readonly keptId: number
  readonly lostId: number
  readonly filled: readonly string[]
}

/**
 * Makes one row stand for two that are one human being: the kept row gets what only the other knew, the other's NIK names the kept
 * row from now on, and words of organisations move along. Refuses whoever does not see both, rows that were merged already (of two
 * at once one wins: the rows are locked, and `one_merge_per_lost_person` stands behind the lock), a pair that somebody called two people, and people of a running list.
 */
export function mergePeople(
  { db, clock, ring }: MergeDeps,
  by: By,
  { keep, lose, reason }: MergeAsk,
): Promise<Merging> {
  return act(db, by, 'people.merge', async (tx) => {
    await requireBothInSight(tx, sightOf(by), [keep, lose])
    const why = requireReason(reason)
    const at = clock.now()
    const { both, merging } = await throughMatching(tx, async () => {
      const both = await lockBoth(tx, ring, by, keep, lose)
      const merging = await joinRows(tx, ring, { ...both, by, why, at })
      const decision = { decided: 'same', userId: userOf(by), reason: why, at } as const
      const isMine = await markDecided(tx, [keep, lose], decision)
      if (!isMine && (await isDecided(tx, [keep, lose]))) throw refuse('pair-decided-already', {})
      return { both, merging }
    })
    await recordBoth(tx, by, { ...both, action: 'people.merge', mergeId: merging.id, reason: why })
    return merging
  })
}

type Both = { readonly kept: LockedPerson; readonly lost: LockedPerson }

async function lockBoth(tx: Tx, ring: KeyRing, by: By, keep: number, lose: number): Promise<Both> {
  const locked = await lockPair(tx, ring, [keep, lose])
  const [kept, lost] = [locked.get(keep), locked.get(lose)]
  if (!kept || !lost || keep === lose) throw refuse('pair-unknown', {})
  const sight = sightOf(by)
  if (!seesPerson(sight, kept) || !seesPerson(sight, lost)) throw refuse('pair-unknown', {})
  if (kept.mergedInto !== null || lost.mergedInto !== null) throw refuse('people-merged-already', {})
  if (await isBeingImported(tx, [keep, lose])) throw refuse('people-being-imported', {})
  return { kept, lost }
}

type Joining = Both & { readonly by: By; readonly why: string; readonly at: Date }

async function joinRows(tx: Tx, ring: KeyRing, { kept, lost, by, why, at }: Joining): Promise<Merging> {
  const [keptId, lostId, organisationId] = [kept.id, lost.id, organisationOf(by)]
  const filled = fillMissing(kept, lost)
  const change = { organisationId, cause: 'merge', at } as const
  const changeIds = [
    await insertMergeChange(tx, ring, {
      ...change,
      person: kept,
      changes: { ...filled.changes, standsFor: [null, lostId] },
    }),
    await insertMergeChange(tx, ring, { ...change, person: lost, changes: { mergedInto: [null, keptId] } }),
  ] as const
  await writeFilled(tx, ring, { id: keptId, row: filled.row, sealed: filled.sealed })
  await markMerged(tx, lostId, keptId)
  const movedIdentities = await moveIdentities(tx, lostId, keptId)
  const statements = await joinStatements(tx, ring, kept, lost)
  const merge = {
    keptId,
    lostId,
    organisationId,
    userId: userOf(by),
    reason: why,
    at,
    changeIds,
    movedIdentities,
    ...statements,
  }
  return { id: await insertMerge(tx, merge), keptId, lostId, filled: Object.keys(filled.changes) }
}

type JoinedStatements = {
  readonly movedStatements: readonly string[]
  readonly madeStatements: readonly string[]
  readonly statementCount: number
}

/**
 * Whoever told of the lost row reads his own words beside the kept one; whose words stand there already, or who keeps the kept row
 * himself, keeps both as they are.
 */
async function joinStatements(
  tx: Tx,
  ring: KeyRing,
  kept: LockedPerson,
  lost: LockedPerson,
): Promise<JoinedStatements> {
  const there = await statementsOf(tx, kept.id)
  const movedStatements = (await statementsOf(tx, lost.id)).filter(
    (organisation) => organisation !== kept.organisationId && !there.includes(organisation),
  )
  await moveStatements(tx, ring, { from: lost.id, to: kept.id, organisations: movedStatements })
  const { organisationId } = lost
  const tellsAlready =
    organisationId === kept.organisationId ||
    [...there, ...movedStatements].some((each) => each === organisationId)
  const madeStatements = organisationId === null || tellsAlready ? [] : [organisationId]
  if (organisationId !== null && madeStatements.length > 0)
    await insertStatementOfKeeper(tx, ring, { ...lost, organisationId }, kept.id)
  const statementCount = there.length + movedStatements.length + madeStatements.length
  return { movedStatements, madeStatements, statementCount }
}

type Told = {
  readonly action: 'people.merge' | 'people.unmerge'
  readonly mergeId: string
  readonly kept: LockedPerson
  readonly lost: LockedPerson
  readonly reason: string
}

/** An entry of the audit for each of the two: both can ask who did what to their rows. */
export function recordBoth(tx: Tx, by: By, { action, mergeId, kept, lost, reason }: Told): Promise<void> {
  const entry = (person: LockedPerson, other: LockedPerson) => ({
    action,
    subject: { kind: 'person', id: String(person.id) },
    region: person.residenceRegion as RegionCode,
    reason,
    details: { merge: mergeId, other: other.id, stays: person === kept },
  })
  return recordActs(tx, by, [entry(kept, lost), entry(lost, kept)])
}

export function userOf(by: By): string | null {
  return by.kind === 'user' && !by.actor.key ? by.actor.userId : null
}
