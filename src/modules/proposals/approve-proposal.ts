import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import type { LawBook } from '../../rules/law-book.ts'
import { act, recordAct, requireReason, type By, doerKey, organisationOf } from '../access/act.ts'
import { reachedRegion } from '../access/access.ts'
import { getProgramme } from '../programmes/queries.ts'
import { insertDecision } from './decision-store.ts'
import { countsOf, placePeople, type Decided } from './place-people.ts'
import { ONE_MAY_APPROVE, type Placement, type Proposal, type ProposedState } from './proposals.ts'
import { candidatesOf, getProposal } from './queries.ts'
import { insertApproval, markPlacements } from './store.ts'

export type ProposalDeps = Deps & { readonly book: LawBook }

export type DecideAsk = {
  readonly id: string
  /** Left out: everybody who is proposed or waits. */
  readonly people?: readonly number[] | undefined
  readonly reason: string
}

const UNDECIDED: readonly ProposedState[] = ['proposed', 'waiting']

/**
 * Approves people of a proposal: whoever fits and has a place is protected from the programme's first month on, in this transaction, unless
 * somebody else pays for him; the others wait or are refused with a reason. A longer list than one may decide alone waits for a second
 * approver. Refuses whoever proposed, and everybody of that office.
 */
export function approveProposal({ db, clock, book }: ProposalDeps, by: By, ask: DecideAsk): Promise<Decided> {
  return act(db, by, 'proposals.decide', async (tx) => {
    const proposal = await getProposal(tx, ask.id, { lock: true })
    requireNextLevel(by, proposal)
    const reason = scrubDigits(requireReason(ask.reason))
    if (proposal.isWithdrawn) throw refuse('proposal-ended', {})
    const programme = await getProgramme(tx, proposal.programmeId)
    if (programme.isClosed) throw refuse('programme-closed', {})
    const candidates = await candidatesOf(tx, proposal.id, programme, {
      states: UNDECIDED,
      ...(ask.people && { people: ask.people.map(BigInt) }),
    })
    if (candidates.length === 0) throw refuse('nobody-to-decide', {})
    const entry = { subject: { kind: 'proposal', id: proposal.id }, region: proposal.regionCode, reason }
    const needsTwo = candidates.length > ONE_MAY_APPROVE
    if (needsTwo && (await insertApproval(tx, proposal.id, doerKey(by))) < 2) {
      await recordAct(tx, by, { ...entry, action: 'proposals.agree', count: candidates.length })
      return { state: 'awaiting-second', approved: 0, refused: 0, waiting: 0, unknown: 0, budget: null }
    }
    const decidedBy = doerKey(by)
    const decisionId = await insertDecision(tx, {
      ...{ proposalId: proposal.id, kind: 'approval', people: candidates.length },
      ...{ decidedBy, now: clock.now() },
    })
    const ground = groundOf(proposal)
    const placing = { proposal, programme, book, decisionId, decidedBy, ground, clock }
    const decided = await placePeople(tx, placing, candidates)
    const { state: _state, budget: short, ...counts } = decided
    const details = { ...counts, ...(short && { budgetMissing: String(short.missing) }) }
    await recordAct(tx, by, { ...entry, action: 'proposals.decide', count: candidates.length, details })
    return decided
  })
}

/** Refuses people of a proposal by a person's own word; its reason stands in the audit. */
export function refuseProposed(
  { db, clock }: Deps,
  by: By,
  ask: DecideAsk & { readonly people: readonly number[] },
): Promise<Decided> {
  return act(db, by, 'proposals.decide', async (tx) => {
    const proposal = await getProposal(tx, ask.id, { lock: true })
    requireNextLevel(by, proposal)
    const reason = scrubDigits(requireReason(ask.reason))
    const programme = await getProgramme(tx, proposal.programmeId)
    const candidates = await candidatesOf(tx, proposal.id, programme, {
      states: UNDECIDED,
      people: ask.people.map(BigInt),
    })
    if (candidates.length === 0) throw refuse('nobody-to-decide', {})
    const placements = candidates.map(({ personId }): Placement => ({
      personId,
      state: 'refused',
      because: 'by-decision',
    }))
    const deciding = { proposalId: proposal.id, decidedBy: doerKey(by), now: clock.now() }
    const decisionId = await insertDecision(tx, {
      ...deciding,
      kind: 'refusal',
      people: placements.length,
    })
    await markPlacements(tx, { ...deciding, decisionId }, placements)
    await recordAct(tx, by, {
      action: 'proposals.refuse',
      subject: { kind: 'proposal', id: proposal.id },
      region: proposal.regionCode,
      reason,
      count: placements.length,
    })
    return countsOf(placements)
  })
}

function groundOf({ minutesNumber }: Proposal): string {
  return `Berita acara ${minutesNumber}`
}

/** The level above decides: neither whoever proposed, nor his office, nor another role that reaches that region alone. */
function requireNextLevel(by: By, proposal: Proposal): void {
  if (isOwnProposal(by, proposal)) throw refuse('proposal-own', {})
}

/** Whether somebody stands where a proposal came from, and so does not decide on it. */
export function isOwnProposal(by: By, { proposedBy, organisationId, regionCode }: Proposal): boolean {
  if (by.kind === 'system') return false
  const own = organisationId !== null && organisationOf(by) === organisationId
  return own || doerKey(by) === proposedBy || reachedRegion(by.actor) === regionCode
}
