import { sql } from 'kysely'
import type { Queryable } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { inScopeOf, recordAct, type By } from '../access/act.ts'
import { getProgramme } from '../programmes/queries.ts'
import { outlookOf } from './answers.ts'
import { isOwnProposal } from './approve-proposal.ts'
import { obstacleOf, type Because, type Places, type Proposal, type ProposedState } from './proposals.ts'
import { candidatesOf, getProposal, listPlaces } from './queries.ts'

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
}

/** A proposal with its people in the order of the meeting, 50 a page, and what a decision now would find of each. The look is recorded. */
export function showProposal({ db }: Pick<Deps, 'db'>, by: By, id: string, page = 1): Promise<ShownProposal> {
  return inScopeOf(db, by, async (tx) => {
    const proposal = await getProposal(tx, id)
    const programme = await getProgramme(tx, proposal.programmeId)
    const candidates = await candidatesOf(tx, id, programme, { states: ['proposed', 'waiting'] })
    const found = new Map(
      candidates.map((candidate) => [Number(candidate.personId), obstacleOf(candidate)] as const),
    )
    const people = await listProposed(tx, id, page)
    const [places = null] = (await listPlaces(tx, programme.id, proposal.regionCode)).filter(
      ({ regionCode }) => regionCode === proposal.regionCode,
    )
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
    }
  })
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

async function countApprovals(db: Queryable, proposalId: string): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from proposal_approvals where proposal_id = ${proposalId}`.execute(db)
  return Number(rows[0]?.count ?? 0n)
}
