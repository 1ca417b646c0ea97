import { sql } from 'kysely'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Queryable, Tx } from '../../platform/db.ts'
import type { LawBook } from '../../rules/law-book.ts'
import type { OccupationGroup } from '../../rules/payers.ts'
import { doerKey, inScopeOf, recordAct, type By } from '../access/act.ts'
import { findBudgetLeft } from '../budgets/queries.ts'
import { priceOf, type SupportProgramme } from '../programmes/programmes.ts'
import { getProgramme } from '../programmes/queries.ts'
import { outlookOf } from './answers.ts'
import { isOwnProposal, type ProposalDeps } from './approve-proposal.ts'
import { listMinutes, type Minutes } from './minutes-store.ts'
import {
  assessOutlay,
  obstacleOf,
  undoableUntil,
  type Because,
  type Candidate,
  type Outlay,
  type Places,
  type Proposal,
  type ProposedState,
} from './proposals.ts'
import { candidatesOf, countApprovals, findLastDecision, findPlaces, getProposal } from './queries.ts'

export const PEOPLE_PER_PAGE = 50

export type ProposedPerson = {
  readonly personId: number
  readonly place: number
  /** Null where this scope does not see the person. */
  readonly name: string | null
  readonly state: ProposedState
  /** Why he stands there; of somebody undecided, what a decision now would find. */
  readonly because: Because | null
}

export type ShownProposal = {
  readonly proposal: Proposal
  readonly people: readonly ProposedPerson[]
  readonly more: boolean
  readonly outlook: ReturnType<typeof outlookOf>
  /** Of the region that proposes; null when it has none. */
  readonly places: Places | null
  /** Whoever asks stands where the proposal came from. */
  readonly isOwn: boolean
  /** How many have given their word where two must. */
  readonly approvals: number
  /** What a decision now would cost. */
  readonly outlay: Outlay
  /** Until when whoever asks may take the last decision back; null: not his, none, or too late. */
  readonly undoUntil: Date | null
  /** The minutes as files. */
  readonly minutes: readonly Minutes[]
}

/** A proposal with its people in the order of the meeting, 50 a page, and what a decision now would find of each. The look is recorded. */
export function showProposal(
  { db, clock, book }: ProposalDeps,
  by: By,
  id: string,
  page = 1,
): Promise<ShownProposal> {
  return inScopeOf(db, by, async (tx) => {
    const proposal = await getProposal(tx, id)
    const programme = await getProgramme(tx, proposal.programmeId)
    const candidates = await candidatesOf(tx, id, programme, { states: ['proposed', 'waiting'] })
    const found = new Map(
      candidates.map((candidate) => [Number(candidate.personId), obstacleOf(candidate)] as const),
    )
    const people = await listProposed(tx, id, page)
    const places = await findPlaces(tx, programme.id, proposal.regionCode)
    const shown = people.slice(0, PEOPLE_PER_PAGE).map((each) => ({
      ...each,
      because: found.get(each.personId) ?? each.because,
    }))
    await recordAct(tx, by, {
      action: 'proposals.read',
      subject: { kind: 'proposal', id },
      region: proposal.regionCode,
      count: shown.length,
    })
    return {
      proposal,
      people: shown,
      more: people.length > PEOPLE_PER_PAGE,
      outlook: outlookOf(candidates),
      places,
      isOwn: isOwnProposal(by, proposal),
      approvals: await countApprovals(tx, id),
      outlay: await outlayOf(tx, { programme, candidates, places, book }),
      undoUntil: undoableUntil(await findLastDecision(tx, id), doerKey(by), clock.now()),
      minutes: await listMinutes(tx, id),
    }
  })
}

type Deciding = {
  readonly programme: SupportProgramme
  readonly candidates: readonly Candidate[]
  readonly places: Places | null
  readonly book: LawBook
}

/** What a decision on everybody who waits would cost and lack. */
export async function outlayOf(tx: Tx, { programme, candidates, places, book }: Deciding): Promise<Outlay> {
  const known = new Map<OccupationGroup, Rupiah>()
  const price = (group: OccupationGroup) => {
    const found = known.get(group) ?? priceOf(programme, group, book).perPerson
    known.set(group, found)
    return found
  }
  const free = places === null ? 0 : places.places - places.filled
  return assessOutlay(candidates, free, await findBudgetLeft(tx, programme.id), price)
}

async function listProposed(db: Queryable, proposalId: string, page: number): Promise<ProposedPerson[]> {
  const { rows } = await sql<{
    person_id: bigint
    place: number
    name: string | null
    state: ProposedState
    because: Because | null
  }>`
    select c.person_id, c.place, p.name, c.state, c.because
    from proposed_people c left join people p on p.id = c.person_id
    where c.proposal_id = ${proposalId} order by c.place, c.person_id
    limit ${PEOPLE_PER_PAGE + 1} offset ${(page - 1) * PEOPLE_PER_PAGE}`.execute(db)
  return rows.map(({ person_id, ...row }) => ({ personId: Number(person_id), ...row }))
}
