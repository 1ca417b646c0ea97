import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, doerKey, recordAct, requireReason, type By } from '../access/act.ts'
import { endRoster } from '../payers/change-member.ts'
import { throughMatching } from '../people/matching-gate.ts'
import type { SupportProgramme } from '../programmes/programmes.ts'
import { getProgramme } from '../programmes/queries.ts'
import { isProposedElsewhere, listDecided, lockHeld, markUndone, restoreDecided } from './decision-store.ts'
import { decideUndo, type Proposal } from './proposals.ts'
import { findLastDecision, getProposal } from './queries.ts'
import { fillPlaces, lockQuota, reopenPlaces } from './store.ts'

export type UndoneDecision = {
  /** Whom the decision had touched, and of those how many had been approved. */
  readonly people: number
  readonly approved: number
}

/**
 * Takes the last decision on a proposal back, as long as nothing was built on it: places, protection and what was promised go back to where
 * they stood, and everybody waits for a decision again. Only whoever took it does, within a day. Refuses when a bill, a submission, a change
 * of protection or another proposal stands on it.
 */
export function undoDecision(
  { db, clock }: Deps,
  by: By,
  ask: { readonly id: string; readonly reason: string },
): Promise<UndoneDecision> {
  return act(db, by, 'proposals.decide', async (tx) => {
    const proposal = await getProposal(tx, ask.id, { lock: true })
    const because = scrubDigits(requireReason(ask.reason))
    if (proposal.isWithdrawn) throw refuse('proposal-ended', {})
    const now = clock.now()
    const doer = by.kind === 'system' ? null : doerKey(by)
    const decision = decideUndo(await findLastDecision(tx, proposal.id), doer, now)
    const programme = await getProgramme(tx, proposal.programmeId)
    await lockQuota(tx, programme.id, proposal.regionCode)
    const rows = await listDecided(tx, decision.id)
    if (rows.some(({ state }) => state === 'ended')) throw refuse('decision-built-upon', { by: 'protection' })
    if (await throughMatching(tx, () => isProposedElsewhere(tx, decision.id)))
      throw refuse('decision-built-upon', { by: 'proposal' })
    const approved = rows.filter(({ state }) => state === 'approved').map(({ personId }) => personId)
    const undoing = { decisionId: decision.id, by: doerKey(by), because, now }
    if (approved.length > 0) {
      const on = clock.today()
      await throughMatching(tx, () => takeBack(tx, programme, approved, { ...undoing, on }))
      await giveBackPlaces(tx, proposal, approved)
    }
    await restoreDecided(tx, decision.id)
    await markUndone(tx, undoing)
    await recordAct(tx, by, {
      action: 'proposals.undo',
      subject: { kind: 'proposal', id: proposal.id },
      region: proposal.regionCode,
      reason: because,
      count: rows.length,
      details: { decision: decision.kind, approved: approved.length },
    })
    return { people: rows.length, approved: approved.length }
  })
}

/** Takes back every month of protection that the decision gave, and what was promised for it. */
async function takeBack(
  tx: Tx,
  programme: SupportProgramme,
  people: readonly bigint[],
  { because, by, on }: Pick<Parameters<typeof endRoster>[1], 'because' | 'by' | 'on'>,
): Promise<void> {
  const held = await lockHeld(tx, programme.id, people)
  if (held.isBilled) throw refuse('decision-built-upon', { by: 'bill' })
  if (held.isSubmitted) throw refuse('decision-built-upon', { by: 'submission' })
  if (held.isChanged) throw refuse('decision-built-upon', { by: 'protection' })
  await endRoster(tx, { rosterId: programme.id, from: programme.firstMonth, people, because, by, on })
}

/** The places are free again; those that had come free from others wait for the next once more. */
async function giveBackPlaces(
  tx: Tx,
  { id, programmeId, regionCode }: Proposal,
  people: readonly bigint[],
): Promise<void> {
  await fillPlaces(tx, programmeId, regionCode, -people.length)
  await reopenPlaces(tx, id, people)
}
