import { addMonths } from '../../kernel/month.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, recordAct, requireReason, type By, doerKey, organisationOf } from '../access/act.ts'
import { reachedRegion } from '../access/access.ts'
import { protectPeople } from '../payers/protect-people.ts'
import { getProgramme } from '../programmes/queries.ts'
import type { SupportProgramme } from '../programmes/programmes.ts'
import {
  decidePlaces,
  ONE_MAY_APPROVE,
  type Candidate,
  type Placement,
  type Proposal,
  type ProposedState,
} from './proposals.ts'
import { candidatesOf, getProposal } from './queries.ts'
import { fillPlaces, insertApproval, lockQuota, markPlacements } from './store.ts'

export type DecideAsk = {
  readonly id: string
  /** Left out: everybody who is proposed or waits. */
  readonly people?: readonly number[] | undefined
  readonly reason: string
}

export type Decided = {
  readonly state: 'decided' | 'awaiting-second'
  readonly approved: number
  readonly refused: number
  readonly waiting: number
  readonly unknown: number
}

const UNDECIDED: readonly ProposedState[] = ['proposed', 'waiting']

/**
 * Approves people of a proposal: whoever fits and has a place is protected from the programme's first month on, in this transaction, unless
 * somebody else pays for him; the others wait or are refused with a reason. A longer list than one may decide alone waits for a second
 * approver. Refuses whoever proposed, and everybody of that office.
 */
export function approveProposal({ db, clock }: Deps, by: By, ask: DecideAsk): Promise<Decided> {
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
      return { state: 'awaiting-second', approved: 0, refused: 0, waiting: 0, unknown: 0 }
    }
    const placements = await place(tx, proposal, programme, candidates)
    await markPlacements(
      tx,
      { proposalId: proposal.id, decidedBy: doerKey(by), now: clock.now() },
      placements,
    )
    const decided = countsOf(placements)
    await fillPlaces(tx, programme.id, proposal.regionCode, decided.approved)
    const { state: _state, ...details } = decided
    await recordAct(tx, by, { ...entry, action: 'proposals.decide', count: candidates.length, details })
    return decided
  })
}

/** Gives places in the order of the meeting; a place of whom somebody else began to pay for meanwhile goes to the next who waits. */
async function place(
  tx: Tx,
  proposal: Proposal,
  programme: SupportProgramme,
  candidates: readonly Candidate[],
): Promise<readonly Placement[]> {
  const quota = await lockQuota(tx, programme.id, proposal.regionCode)
  const lost = new Set<bigint>()
  const protectedAlready = new Set<bigint>()
  for (;;) {
    const placements = decidePlaces(
      candidates.map((each) => (lost.has(each.personId) ? { ...each, isCovered: true } : each)),
      quota.places - quota.filled,
    )
    const approved = placements.filter(
      ({ personId, state }) => state === 'approved' && !protectedAlready.has(personId),
    )
    if (approved.length === 0) return placements
    const taken = await protect(tx, proposal, programme, candidatesIn(candidates, approved))
    for (const { personId } of approved) (taken.has(personId) ? protectedAlready : lost).add(personId)
  }
}

function candidatesIn(candidates: readonly Candidate[], placements: readonly Placement[]): Candidate[] {
  const wanted = new Set(placements.map(({ personId }) => personId))
  return candidates.filter(({ personId }) => wanted.has(personId))
}

function protect(
  tx: Tx,
  proposal: Proposal,
  programme: SupportProgramme,
  candidates: readonly Candidate[],
): Promise<ReadonlySet<bigint>> {
  const { id, payerId, firstMonth, monthCount, programmes, income } = programme
  const span = { from: firstMonth, until: addMonths(firstMonth, monthCount) }
  const ground = `Berita acara ${proposal.minutesNumber}`
  return protectPeople(
    tx,
    { roster: { id, payerId, kind: 'programme' }, span, ground },
    candidates.map(({ personId, occupationGroup }) => ({
      personId,
      programmes,
      pay: income,
      occupationGroup,
    })),
  )
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
    await markPlacements(
      tx,
      { proposalId: proposal.id, decidedBy: doerKey(by), now: clock.now() },
      placements,
    )
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

/** The level above decides: neither whoever proposed, nor his office, nor another role that reaches that region alone. */
function requireNextLevel(by: By, { proposedBy, organisationId, regionCode }: Proposal): void {
  if (by.kind === 'system') return
  const own = organisationId !== null && organisationOf(by) === organisationId
  if (own || doerKey(by) === proposedBy || reachedRegion(by.actor) === regionCode)
    throw refuse('proposal-own', {})
}

function countsOf(placements: readonly Placement[]): Decided {
  const count = (state: Placement['state']) => placements.filter((each) => each.state === state).length
  return {
    state: 'decided',
    approved: count('approved'),
    refused: count('refused'),
    waiting: count('waiting'),
    unknown: count('proposed'),
  }
}
