import { isUuid } from '../../kernel/uuid.ts'
import { sql, type RawBuilder } from 'kysely'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'
import { findOccupation } from '../people/occupations.ts'
import { ruleSql } from '../programmes/eligibility-sql.ts'
import { rangeOfMonths, type SupportProgramme } from '../programmes/programmes.ts'
import type { Verdict } from '../programmes/eligibility.ts'
import {
  PROPOSED_STATES,
  type Candidate,
  type Decision,
  type Places,
  type Proposal,
  type ProposedState,
} from './proposals.ts'

type ProposalRow = {
  id: string
  programme_id: string
  programme_name: string
  region_code: bigint
  organisation_id: string | null
  minutes_number: string
  minutes_on: string
  state: 'submitted' | 'withdrawn'
  proposed_by: string
  submitted_at: Date
} & Readonly<Record<`${ProposedState}_count`, bigint>>

const COUNTS = sql.join(
  PROPOSED_STATES.map(
    (
      state,
    ) => sql`(select count(*) from proposed_people c where c.proposal_id = o.id and c.state = ${sql.lit(state)})
      as ${sql.ref(`${state}_count`)}`,
  ),
)
const SHOWN = sql`o.id, o.programme_id, g.name as programme_name, o.region_code, o.organisation_id, o.minutes_number, o.minutes_on,
  o.state, o.proposed_by, o.submitted_at, ${COUNTS}`

export type ProposalFilter = {
  readonly region?: RegionCode
  readonly programmeId?: string
  /** Only those with somebody who waits for a decision. */
  readonly isOpen?: boolean
}

/** Proposals within sight, the oldest that waits first. */
export async function listProposals(
  db: Queryable,
  sight: Sight,
  { region, programmeId, isOpen }: ProposalFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<Proposal[]> {
  const subtree = region === undefined ? null : subtreeOf(region)
  const wanted: RawBuilder<unknown>[] = [
    sql`(o.region_code between ${sight.first} and ${sight.last} or o.organisation_id = ${sight.organisationId}::uuid
      or g.organisation_id = ${sight.organisationId}::uuid)`,
    ...(subtree === null ? [] : [sql`o.region_code between ${subtree.first} and ${subtree.last}`]),
    ...(programmeId === undefined ? [] : [sql`o.programme_id::text = ${programmeId}`]),
    ...(isOpen === true
      ? [sql`exists (select from proposed_people w where w.proposal_id = o.id and w.state = 'proposed')`]
      : []),
  ]
  const { rows } = await sql<ProposalRow>`
    select ${SHOWN} from proposals o join programmes g on g.id = o.programme_id where ${sql.join(wanted, sql` and `)}
    order by o.submitted_at, o.id limit ${limit} offset ${offset}`.execute(db)
  return rows.map(proposalOf)
}

/** A proposal that this scope sees; with `lock` nobody else decides on it until the transaction ends. Refuses `proposal-unknown`. */
export async function getProposal(
  db: Queryable,
  id: string,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<Proposal> {
  if (!isUuid(id)) throw refuse('proposal-unknown', {})
  if (lock) await sql`select from proposals where id = ${id} for no key update`.execute(db)
  const { rows } = await sql<ProposalRow>`
    select ${SHOWN} from proposals o join programmes g on g.id = o.programme_id where o.id = ${id}`.execute(
    db,
  )
  if (!rows[0]) throw refuse('proposal-unknown', {})
  return proposalOf(rows[0])
}

function proposalOf(row: ProposalRow): Proposal {
  return {
    id: row.id,
    programmeId: row.programme_id,
    programmeName: row.programme_name,
    regionCode: Number(row.region_code) as RegionCode,
    organisationId: row.organisation_id,
    minutesNumber: row.minutes_number,
    minutesOn: row.minutes_on,
    isWithdrawn: row.state === 'withdrawn',
    proposedBy: row.proposed_by,
    submittedAt: row.submitted_at,
    counts: Object.fromEntries(
      PROPOSED_STATES.map((state) => [state, Number(row[`${state}_count`])]),
    ) as Record<ProposedState, number>,
  }
}

/** Places of each region of a subtree in a programme, with what is proposed for them. */
export async function listPlaces(db: Queryable, programmeId: string, within: RegionCode): Promise<Places[]> {
  const { first, last } = subtreeOf(within)
  const { rows } = await sql<{
    region_code: bigint
    places: number
    filled: number
    proposed: bigint
    waiting: bigint
    refused: bigint
  }>`
    select q.region_code, q.places, q.filled, coalesce(s.proposed, 0) as proposed, coalesce(s.waiting, 0) as waiting,
      coalesce(s.refused, 0) as refused
    from programme_quotas q left join (
      select o.region_code, count(*) filter (where c.state = 'proposed') as proposed,
        count(*) filter (where c.state = 'waiting') as waiting, count(*) filter (where c.state = 'refused') as refused
      from proposals o join proposed_people c on c.proposal_id = o.id
      where o.programme_id = ${programmeId} and o.region_code between ${first} and ${last} group by o.region_code
    ) s on s.region_code = q.region_code
    where q.programme_id = ${programmeId} and q.region_code between ${first} and ${last} order by q.region_code`.execute(
    db,
  )
  return rows.map((row) => ({
    regionCode: Number(row.region_code) as RegionCode,
    places: row.places,
    filled: row.filled,
    proposed: Number(row.proposed),
    waiting: Number(row.waiting),
    refused: Number(row.refused),
  }))
}

/** The places of one region in a programme; null when it has none. */
export async function findPlaces(
  db: Queryable,
  programmeId: string,
  region: RegionCode,
): Promise<Places | null> {
  const places = await listPlaces(db, programmeId, region)
  return places.find(({ regionCode }) => regionCode === region) ?? null
}

type CandidateRow = {
  person_id: bigint
  place: number
  living_status: string | null
  merged_into: bigint | null
  income: bigint | null
  occupation_code: string | null
  is_covered: boolean
} & Readonly<Record<`rule_${number}`, boolean | null>>

/** Who is in these states in a proposal, with all that a decision depends on; only some of them when `people` names them. */
export function candidatesOf(
  db: Queryable,
  proposalId: string,
  programme: SupportProgramme,
  { states, people }: { readonly states: readonly ProposedState[]; readonly people?: readonly bigint[] },
): Promise<Candidate[]> {
  const chosen = people === undefined ? sql`` : sql`and c.person_id = any (${people.map(String)}::bigint[])`
  const inStates = sql`select c.person_id, c.place from proposed_people c
    where c.proposal_id = ${proposalId} and c.state = any (${[...states]}::text[]) ${chosen}`
  return judgedPeople(db, inStates, programme)
}

/** People with their places, `person_id, place`, and all that a decision on each depends on, in one pass. */
export async function judgedPeople(
  db: Queryable,
  chosen: RawBuilder<unknown>,
  programme: SupportProgramme,
): Promise<Candidate[]> {
  const { rules, firstMonth, programmes } = programme
  const verdicts = rules.map(
    (rule, place) => sql`, ${ruleSql(rule, firstMonth)} as ${sql.ref(`rule_${String(place)}`)}`,
  )
  const { rows } = await sql<CandidateRow>`
    with waiting as materialized (${chosen})
    select w.person_id, w.place, p.living_status, p.merged_into, p.income, p.occupation_code, v.person_id is not null as is_covered
      ${verdicts.length > 0 ? sql.join(verdicts, sql``) : sql``}
    from waiting w join people p on p.id = w.person_id
    left join covered_people((select array_agg(x.person_id) from waiting x), ${rangeOfMonths(programme)}::daterange,
      int4range(${programmes.first}, ${programmes.end})) as v (person_id) on v.person_id = w.person_id
    order by w.place`.execute(db)
  return rows.map((row) => ({
    personId: row.person_id,
    place: row.place,
    isDeceased: row.living_status === 'deceased',
    isMerged: row.merged_into !== null,
    isCovered: row.is_covered,
    income: row.income,
    occupationGroup:
      row.occupation_code === null ? 'other' : (findOccupation(row.occupation_code)?.relief ?? 'other'),
    verdicts: rules.map(({ rule }, place) => ({ rule, verdict: verdictOf(row[`rule_${place}`] ?? null) })),
  }))
}

function verdictOf(holds: boolean | null): Verdict {
  if (holds === null) return 'unknown'
  return holds ? 'met' : 'broken'
}

/** In which round a proposal is decided: one more each time a decision was taken back. */
export function roundOf(proposalId: string): RawBuilder<number> {
  return sql<number>`(select count(*)::integer + 1 from proposal_decisions d
    where d.proposal_id = ${proposalId} and d.undone_at is not null)`
}

/** How many have given their word in this round where two must. */
export async function countApprovals(db: Queryable, proposalId: string): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from proposal_approvals
    where proposal_id = ${proposalId} and round = ${roundOf(proposalId)}`.execute(db)
  return Number(rows[0]?.count ?? 0n)
}

/** The last decision on a proposal, taken back or not; null before the first. */
export async function findLastDecision(db: Queryable, proposalId: string): Promise<Decision | null> {
  const { rows } = await sql<Decision>`
    select id, kind, people_count as people, decided_by as "decidedBy", decided_at as "decidedAt", undone_at is not null as "isUndone"
    from proposal_decisions where proposal_id = ${proposalId} order by recorded_at desc limit 1`.execute(db)
  return rows[0] ?? null
}
