import { refuse } from '../../kernel/refusal.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { OccupationGroup } from '../../rules/payers.ts'
import type { RuleName, Verdict } from '../programmes/eligibility.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    'proposal-unknown': Readonly<Record<string, never>>
    'proposal-ended': Readonly<Record<string, never>>
    /** Whoever proposed does not decide, nor does anybody of his office. */
    'proposal-own': Readonly<Record<string, never>>
    /** The region has no places in this programme. */
    'quota-missing': { readonly region: string }
    /** Fewer places than are filled, or more moved than are free. */
    'places-filled': { readonly region: string; readonly free: number }
    /** Nobody of the list can be proposed. */
    'nobody-to-propose': Readonly<Record<string, never>>
    /** The day of the minutes lies in the future. */
    'minutes-in-future': { readonly on: string }
    /** A total cannot be shared by who fits: nobody does. */
    'nobody-eligible': Readonly<Record<string, never>>
    /** A total cannot be shared by counted workers: for some villages no source is known. */
    'denominator-missing': { readonly count: number; readonly regions: readonly string[] }
    /** Every place has somebody, and nobody is beyond them. */
    'nothing-to-escalate': { readonly region: string }
    /** The programme that takes people on begins no later than the one they were in. */
    'renewal-not-later': Readonly<Record<string, never>>
    /** Nobody was in the programme to its end and is not in the later one yet. */
    'nobody-to-renew': Readonly<Record<string, never>>
    /** Nobody of those who were named waits for a decision here. */
    'nobody-to-decide': Readonly<Record<string, never>>
    /** No decision on the proposal, or the last one was taken back already. */
    'nothing-to-undo': Readonly<Record<string, never>>
    /** Only whoever decided takes it back. */
    'undo-of-another': Readonly<Record<string, never>>
    'undo-too-late': { readonly hours: number }
    /** Something stands on the decision that would stand on nothing. */
    'decision-built-upon': { readonly by: BuiltUpon }
  }
}

/** By what a total of places is shared over villages. */
export const SHARED_BY = ['people', 'eligible', 'denominator'] as const
export type SharedBy = (typeof SHARED_BY)[number]

/** `ended`: he had a place and left before the last month; it is free again. */
export const PROPOSED_STATES = ['proposed', 'approved', 'refused', 'waiting', 'withdrawn', 'ended'] as const
export type ProposedState = (typeof PROPOSED_STATES)[number]

/**
 * Why somebody is refused, waits, or has to be asked about: `unknown-…` names a rule whose fact nobody has told. `by-decision` is
 * a person's own word; its reason stands in the audit.
 */
export type Because =
  | 'deceased'
  | 'merged'
  | 'covered'
  | `rule-${RuleName}`
  | `unknown-${RuleName}`
  | 'no-place'
  | 'no-budget'
  | 'by-decision'
  | 'left-early'

/** What keeps a decision from being taken back. */
export type BuiltUpon = 'bill' | 'submission' | 'protection' | 'proposal'

export type DecisionKind = 'approval' | 'refusal'
export type Decision = {
  readonly id: string
  readonly kind: DecisionKind
  readonly people: number
  readonly decidedBy: string
  readonly decidedAt: Date
  readonly isUndone: boolean
}

/** For how long a decision may be taken back. A choice of this program, not of law. */
export const UNDO_HOURS = 24

/**
 * The decision that may be taken back by `doer` now; a null doer is the command line, which stands for whoever asks there. Refuses when there
 * is none, when somebody else decided, and when its time is over.
 */
export function decideUndo(decision: Decision | null, doer: string | null, now: Date): Decision {
  if (decision === null || decision.isUndone) throw refuse('nothing-to-undo', {})
  if (doer !== null && doer !== decision.decidedBy) throw refuse('undo-of-another', {})
  if (now.getTime() - decision.decidedAt.getTime() > UNDO_HOURS * 3_600_000)
    throw refuse('undo-too-late', { hours: UNDO_HOURS })
  return decision
}

/** A longer list needs two approvers: the first one's word is kept until another gives the same. A choice of the programme, not of law. */
export const ONE_MAY_APPROVE = 100

/** Everything that a decision on one person depends on, already fetched. */
export type Candidate = {
  readonly personId: bigint
  /** The order of the meeting, from 1: places are given in it. */
  readonly place: number
  readonly isDeceased: boolean
  readonly isMerged: boolean
  readonly isCovered: boolean
  readonly verdicts: readonly { readonly rule: RuleName; readonly verdict: Verdict }[]
  readonly income: Rupiah | null
  readonly occupationGroup: OccupationGroup
}

export type Placement = {
  readonly personId: bigint
  readonly state: Exclude<ProposedState, 'withdrawn' | 'ended'>
  readonly because: Because | null
}

/** What keeps somebody out whatever the places, or must be asked first; null: nothing. */
export function obstacleOf({ isDeceased, isMerged, isCovered, verdicts }: Candidate): Because | null {
  if (isDeceased) return 'deceased'
  if (isMerged) return 'merged'
  const broken = verdicts.find(({ verdict }) => verdict === 'broken')
  if (broken) return `rule-${broken.rule}`
  if (isCovered) return 'covered'
  const unknown = verdicts.find(({ verdict }) => verdict === 'unknown')
  return unknown ? `unknown-${unknown.rule}` : null
}

/** What a budget can still promise, and what a person would cost. */
export type PlaceFunds = {
  readonly left: Rupiah
  readonly price: (occupationGroup: OccupationGroup) => Rupiah
}

/**
 * Gives free places in the order of the meeting to everybody whom nothing keeps out; the others wait. Where a budget stands behind them it is
 * spent in the same order, and nobody behind the first whom it does not reach gets a place. Who must be asked about stays proposed and
 * takes no place.
 */
export function decidePlaces(
  candidates: readonly Candidate[],
  freePlaces: number,
  funds: PlaceFunds | null = null,
): readonly Placement[] {
  let free = freePlaces
  let left = funds?.left ?? 0n
  let isSpent = false
  return candidates
    .toSorted((a, b) => a.place - b.place)
    .map((candidate): Placement => {
      const { personId } = candidate
      const because = obstacleOf(candidate)
      if (because?.startsWith('unknown-')) return { personId, state: 'proposed', because }
      if (because !== null) return { personId, state: 'refused', because }
      if (free <= 0) return { personId, state: 'waiting', because: 'no-place' }
      const price = funds?.price(candidate.occupationGroup) ?? 0n
      free -= 1
      isSpent ||= funds !== null && price > left
      if (isSpent) return { personId, state: 'waiting', because: 'no-budget' }
      left -= price
      return { personId, state: 'approved', because: null }
    })
}

/** Until when somebody may take the last decision back; null when it is not his, there is none, or its time is over. */
export function undoableUntil(decision: Decision | null, doer: string, now: Date): Date | null {
  if (decision === null || decision.isUndone || decision.decidedBy !== doer) return null
  const until = new Date(decision.decidedAt.getTime() + UNDO_HOURS * 3_600_000)
  return now > until ? null : until
}

/** What a decision now would cost. */
export type Outlay = {
  /** Everybody who fits and finds a place, all months. */
  readonly needed: Rupiah
  /** Of that, what would be promised: the budget reaches so far. */
  readonly commits: Rupiah
  /** What the budget has now; null without one. */
  readonly left: Rupiah | null
  /** What the budget is short of. */
  readonly missing: Rupiah
}

/** What a decision on these people would promise, and what it lacks, before anybody decides. */
export function assessOutlay(
  candidates: readonly Candidate[],
  freePlaces: number,
  left: Rupiah | null,
  price: PlaceFunds['price'],
): Outlay {
  const groups = new Map(candidates.map(({ personId, occupationGroup }) => [personId, occupationGroup]))
  const costOf = (placements: readonly Placement[]) =>
    placements.reduce((sum, { personId, state }) => {
      const group = groups.get(personId)
      return state === 'approved' && group !== undefined ? sum + price(group) : sum
    }, 0n)
  const needed = costOf(decidePlaces(candidates, freePlaces))
  if (left === null) return { needed, commits: needed, left, missing: 0n }
  const commits = costOf(decidePlaces(candidates, freePlaces, { left, price }))
  return { needed, commits, left, missing: needed > left ? needed - left : 0n }
}

/** How many people of a proposal stand in which state. */
export type ProposalCounts = Readonly<Record<ProposedState, number>>

export type Proposal = {
  readonly id: string
  readonly programmeId: string
  readonly programmeName: string
  readonly regionCode: RegionCode
  readonly organisationId: string | null
  readonly minutesNumber: string
  readonly minutesOn: string
  readonly isWithdrawn: boolean
  readonly proposedBy: string
  readonly submittedAt: Date
  readonly counts: ProposalCounts
}

/** Places of one region in a programme. What nobody is proposed for stays unfilled and can be moved. */
export type Places = {
  readonly regionCode: RegionCode
  readonly places: number
  readonly filled: number
  readonly proposed: number
  readonly waiting: number
  readonly refused: number
}

/** Places that stay empty if everybody who is proposed gets one. */
export function unfilledOf({ places, filled, proposed, waiting }: Places): number {
  return Math.max(0, places - filled - proposed - waiting)
}

/** People whom the region would propose beyond its places: the hook for the level above, which may find places or other money. */
export function beyondPlacesOf({ places, filled, proposed, waiting }: Places): number {
  return Math.max(0, filled + proposed + waiting - places)
}
