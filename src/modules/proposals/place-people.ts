import { addMonths, monthFromIndex, monthIndex, monthOf } from '../../kernel/month.ts'
import { total, type Rupiah } from '../../kernel/rupiah.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import type { LawBook } from '../../rules/law-book.ts'
import { commitBudget, lockBudget, type Budget } from '../budgets/commit-budget.ts'
import { protectPeople } from '../payers/protect-people.ts'
import { priceOf, type SupportProgramme } from '../programmes/programmes.ts'
import { decidePlaces, type Candidate, type Placement, type Proposal } from './proposals.ts'
import { freePlaces } from './free-places.ts'
import {
  fillPlaces,
  listFreePlaces,
  lockQuota,
  markPlacements,
  markPlacesTaken,
  type FreePlace,
} from './store.ts'

export type Decided = {
  readonly state: 'decided' | 'awaiting-second'
  readonly approved: number
  readonly refused: number
  readonly waiting: number
  readonly unknown: number
  /** What the budget is short of for those who have a place and wait for it, what it has left, and who they are. */
  readonly budget: {
    readonly missing: Rupiah
    readonly left: Rupiah
    readonly people: readonly bigint[]
  } | null
}

export type Placing = {
  readonly proposal: Pick<Proposal, 'id' | 'regionCode'>
  readonly programme: SupportProgramme
  readonly book: LawBook
  readonly clock: Clock
  /** Null where it is never taken back. */
  readonly decisionId: string | null
  readonly decidedBy: string
  /** Why they are protected. */
  readonly ground: string
}

/**
 * Decides on people of a proposal in their order: whoever fits, has a place and is reached by the budget is protected and promised; the others
 * wait or are refused with a reason. A place that somebody left before the end is given from the month on in which it is free.
 */
export async function placePeople(
  tx: Tx,
  placing: Placing,
  candidates: readonly Candidate[],
): Promise<Decided> {
  const { proposal, programme, clock, decidedBy, decisionId } = placing
  const quota = await lockQuota(tx, programme.id, proposal.regionCode)
  const freed = await freePlaces(tx, programme, proposal.regionCode)
  const free = quota.places - quota.filled + freed
  const left = (await listFreePlaces(tx, programme.id, proposal.regionCode)).slice(0, free)
  const first = await placeAndPromise(tx, placing, candidates, free - left.length)
  const later = first.short === null ? await placeOnLeft(tx, placing, candidates, { first, left }) : first
  const deciding = { proposalId: proposal.id, decisionId, decidedBy, now: clock.now() }
  await markPlacements(tx, deciding, later.placements)
  const counts = countsOf(later.placements)
  await fillPlaces(tx, programme.id, proposal.regionCode, counts.approved)
  return { ...counts, budget: later.short }
}

type Placed = { readonly placements: readonly Placement[]; readonly short: Decided['budget'] }

/** Gives places that others left, month by month from the earliest on, to those who found none. A month that is over is given to nobody. */
async function placeOnLeft(
  tx: Tx,
  placing: Placing,
  candidates: readonly Candidate[],
  { first, left }: { readonly first: Placed; readonly left: readonly FreePlace[] },
): Promise<Placed> {
  const { programme, clock } = placing
  const [now, end] = [
    monthOf(clock.today()),
    monthIndex(addMonths(programme.firstMonth, programme.monthCount)),
  ]
  const months = Map.groupBy(left, ({ from }) => Math.max(monthIndex(from), monthIndex(now)))
  let placed = first
  for (const [from, places] of [...months].toSorted(([a], [b]) => a - b)) {
    const without = new Set(
      placed.placements.filter(({ because }) => because === 'no-place').map(({ personId }) => personId),
    )
    const waiting = candidates.filter(({ personId }) => without.has(personId))
    if (from >= end || waiting.length === 0 || placed.short !== null) break
    const span = { firstMonth: monthFromIndex(from), monthCount: end - from }
    const rest = { ...placing, programme: { ...programme, ...span } }
    const next = await placeAndPromise(tx, rest, waiting, places.length)
    const approved = next.placements.filter(({ state }) => state === 'approved')
    await markPlacesTaken(
      tx,
      placing.proposal.id,
      places.slice(0, approved.length),
      approved.map(({ personId }) => personId),
    )
    const decided = new Map(next.placements.map((each) => [each.personId, each]))
    placed = {
      placements: placed.placements.map((each) => decided.get(each.personId) ?? each),
      short: next.short,
    }
  }
  return placed
}

/** Gives so many places, protects whoever gets one, and promises his months. */
async function placeAndPromise(
  tx: Tx,
  placing: Placing,
  candidates: readonly Candidate[],
  places: number,
): Promise<Placed> {
  const { placements, budget } = await place(tx, placing, candidates, places)
  if (budget) {
    const approved = candidatesIn(candidates, placements, 'approved')
    await commitBudget(tx, budget, approved, placing.clock.today())
  }
  return { placements, short: shortOf(budget, candidates, placements) }
}

/** Gives places in the order of the meeting; a place of whom somebody else began to pay for meanwhile goes to the next who waits. */
async function place(
  tx: Tx,
  { programme, book, ground }: Placing,
  candidates: readonly Candidate[],
  places: number,
): Promise<{ readonly placements: readonly Placement[]; readonly budget: Budget | null }> {
  const budget = await lockBudget(tx, programme.id, programme.firstMonth, (group) =>
    priceOf(programme, group, book).months.map(({ perPerson }) => perPerson),
  )
  const lost = new Set<bigint>()
  const protectedAlready = new Set<bigint>()
  for (;;) {
    const placements = decidePlaces(
      candidates.map((each) => (lost.has(each.personId) ? { ...each, isCovered: true } : each)),
      places,
      budget,
    )
    const approved = candidatesIn(candidates, placements, 'approved').filter(
      ({ personId }) => !protectedAlready.has(personId),
    )
    if (approved.length === 0) return { placements, budget }
    const taken = await protect(tx, programme, ground, approved)
    for (const { personId } of approved) (taken.has(personId) ? protectedAlready : lost).add(personId)
  }
}

function candidatesIn(
  candidates: readonly Candidate[],
  placements: readonly Placement[],
  state: Placement['state'],
): Candidate[] {
  const wanted = new Set(placements.filter((each) => each.state === state).map(({ personId }) => personId))
  return candidates.filter(({ personId }) => wanted.has(personId))
}

/** Who waits only because the budget does not reach him, and what it would take; null when it reaches everybody. */
function shortOf(
  budget: Budget | null,
  candidates: readonly Candidate[],
  placements: readonly Placement[],
): Decided['budget'] {
  if (!budget) return null
  const waiting = new Set(
    placements.filter(({ because }) => because === 'no-budget').map(({ personId }) => personId),
  )
  const without = candidates.filter(({ personId }) => waiting.has(personId))
  if (without.length === 0) return null
  const promised = candidatesIn(candidates, placements, 'approved')
  const priceOfAll = (people: readonly Candidate[]) =>
    total(people.map(({ occupationGroup }) => budget.price(occupationGroup)))
  const spent = priceOfAll(promised)
  const needed = spent + priceOfAll(without)
  return {
    missing: needed - budget.left,
    left: budget.left - spent,
    people: without.map(({ personId }) => personId),
  }
}

function protect(
  tx: Tx,
  programme: SupportProgramme,
  ground: string,
  candidates: readonly Candidate[],
): Promise<ReadonlySet<bigint>> {
  const { id, payerId, firstMonth, monthCount, programmes, income } = programme
  const span = { from: firstMonth, until: addMonths(firstMonth, monthCount) }
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

/** How many people became what, where no budget stands in the way. */
export function countsOf(placements: readonly Placement[]): Decided {
  const count = (state: Placement['state']) => placements.filter((each) => each.state === state).length
  return {
    state: 'decided',
    approved: count('approved'),
    refused: count('refused'),
    waiting: count('waiting'),
    unknown: count('proposed'),
    budget: null,
  }
}
