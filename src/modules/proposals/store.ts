import { sql } from 'kysely'
import { month, type Month } from '../../kernel/month.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { writtenRegion } from '../access/places.ts'
import type { Placement } from './proposals.ts'
import { countApprovals, roundOf } from './queries.ts'

export type NewProposal = {
  readonly id: string
  readonly programmeId: string
  readonly regionCode: RegionCode
  readonly organisationId: string | null
  readonly importId: string | null
  readonly minutesNumber: string
  readonly minutesOn: string
  readonly proposedBy: string
  readonly now: Date
}

export async function insertProposal(tx: Tx, proposal: NewProposal): Promise<void> {
  const { id, programmeId, regionCode, organisationId, importId, minutesNumber, minutesOn, proposedBy, now } =
    proposal
  await sql`
    insert into proposals (id, programme_id, region_code, organisation_id, import_id, minutes_number, minutes_on, proposed_by, submitted_at)
    values (${id}, ${programmeId}, ${regionCode}, ${organisationId}, ${importId}, ${minutesNumber}, ${minutesOn}, ${proposedBy}, ${now})`.execute(
    tx,
  )
}

/** Proposes people in their order; whoever has a place in the programme already, or waits for one, stays out. How many went in. */
export async function insertProposed(
  tx: Tx,
  proposalId: string,
  programmeId: string,
  people: readonly bigint[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into proposed_people (proposal_id, programme_id, person_id, place)
    select ${proposalId}, ${programmeId}, w.person_id, w.place
    from unnest(${people.map(String)}::bigint[]) with ordinality as w (person_id, place) order by w.person_id
    on conflict do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

export type Deciding = {
  readonly proposalId: string
  /** Null for one that is never taken back. */
  readonly decisionId: string | null
  readonly decidedBy: string
  readonly now: Date
}

/** Writes what became of people down, in one statement, and how they stood before. */
export async function markPlacements(
  tx: Tx,
  { proposalId, decisionId, decidedBy, now }: Deciding,
  placements: readonly Placement[],
): Promise<void> {
  await sql`
    update proposed_people c set state = w.state, because = w.because,
      decided_by = case when w.state in ('approved', 'refused') then ${decidedBy} end,
      decided_at = case when w.state in ('approved', 'refused') then ${now}::timestamptz end,
      decision_id = ${decisionId}::uuid, state_before = c.state, because_before = c.because
    from unnest(${placements.map(({ personId }) => String(personId))}::bigint[], ${placements.map(({ state }) => state)}::text[],
      ${placements.map(({ because }) => because)}::text[]) as w (person_id, state, because)
    where c.proposal_id = ${proposalId} and c.person_id = w.person_id`.execute(tx)
}

/** Takes people back who wait or are proposed; how many. */
export async function markWithdrawn(tx: Tx, proposalId: string, because: string, now: Date): Promise<number> {
  await sql`
    update proposals set state = 'withdrawn', ended_at = ${now}, ended_because = ${because} where id = ${proposalId}`.execute(
    tx,
  )
  const { numAffectedRows } = await sql`
    update proposed_people set state = 'withdrawn'
    where proposal_id = ${proposalId} and state in ('proposed', 'waiting')`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** Keeps the word of an approver; how many different people have given their word since a decision was last taken back. */
export async function insertApproval(tx: Tx, proposalId: string, approver: string): Promise<number> {
  await sql`
    insert into proposal_approvals (proposal_id, round, approver) values (${proposalId}, ${roundOf(proposalId)}, ${approver})
    on conflict do nothing`.execute(tx)
  return countApprovals(tx, proposalId)
}

export type Quota = { readonly places: number; readonly filled: number }

/** The places of a region, locked until the transaction ends. Refuses `quota-missing`. */
export async function lockQuota(tx: Tx, programmeId: string, regionCode: RegionCode): Promise<Quota> {
  const { rows } = await sql<Quota>`
    select places, filled from programme_quotas
    where programme_id = ${programmeId} and region_code = ${regionCode} for no key update`.execute(tx)
  if (!rows[0]) throw refuse('quota-missing', { region: writtenRegion(regionCode) })
  return rows[0]
}

export async function fillPlaces(
  tx: Tx,
  programmeId: string,
  regionCode: RegionCode,
  count: number,
): Promise<void> {
  await sql`
    update programme_quotas set filled = filled + ${count}
    where programme_id = ${programmeId} and region_code = ${regionCode}`.execute(tx)
}

/** A place that somebody left before the end: free from this month on. */
export type FreePlace = { readonly proposalId: string; readonly personId: bigint; readonly from: Month }

/** Places of a region that came free before the end and that nobody has got since, the earliest first. */
export async function listFreePlaces(
  tx: Tx,
  programmeId: string,
  regionCode: RegionCode,
): Promise<FreePlace[]> {
  const { rows } = await sql<{ proposal_id: string; person_id: bigint; ended_from: string }>`
    select c.proposal_id, c.person_id, c.ended_from::text as ended_from
    from proposed_people c join proposals o on o.id = c.proposal_id
    where c.programme_id = ${programmeId} and o.region_code = ${regionCode} and c.state = 'ended' and c.place_taken_by is null
    order by c.ended_from, c.person_id`.execute(tx)
  return rows.map(({ proposal_id, person_id, ended_from }) => ({
    proposalId: proposal_id,
    personId: person_id,
    from: month(ended_from.slice(0, 7)),
  }))
}

/** Gives free places to people of a proposal, one each. */
export async function markPlacesTaken(
  tx: Tx,
  proposalId: string,
  places: readonly FreePlace[],
  people: readonly bigint[],
): Promise<void> {
  await sql`
    update proposed_people c set place_taken_by = w.taken_by, place_taken_in = ${proposalId}::uuid
    from unnest(${places.map(({ proposalId }) => proposalId)}::uuid[], ${places.map(({ personId }) => String(personId))}::bigint[],
      ${people.map(String)}::bigint[]) as w (proposal_id, person_id, taken_by)
    where c.proposal_id = w.proposal_id and c.person_id = w.person_id`.execute(tx)
}

/** Places that these people of a proposal had got after others wait for the next again. */
export async function reopenPlaces(tx: Tx, proposalId: string, people: readonly bigint[]): Promise<void> {
  await sql`
    update proposed_people set place_taken_by = null, place_taken_in = null
    where place_taken_in = ${proposalId} and place_taken_by = any (${people.map(String)}::bigint[])`.execute(
    tx,
  )
}

export type QuotaChange = {
  readonly programmeId: string
  readonly wanted: readonly { readonly region: RegionCode; readonly places: number }[]
  readonly reason: string
  readonly changedBy: string
  readonly movedBetween?: readonly [RegionCode, RegionCode]
}

/**
 * Sets places, all or none, and keeps what was there before; the same again changes nothing. Locks in the order of regions. Refuses
 * fewer places than are filled.
 */
export async function setPlaces(tx: Tx, change: QuotaChange): Promise<{ readonly changed: number }> {
  const { programmeId, wanted, reason, changedBy, movedBetween } = change
  const told = sql`unnest(${wanted.map(({ region }) => region)}::bigint[], ${wanted.map(({ places }) => places)}::integer[])
    as w (region_code, places)`
  await sql`
    select from programme_quotas q join ${told} using (region_code) where q.programme_id = ${programmeId}
    order by q.region_code for no key update of q`.execute(tx)
  const { rows: tooFew } = await sql<{ region_code: bigint; free: number }>`
    select q.region_code, q.places - q.filled as free from programme_quotas q join ${told} using (region_code)
    where q.programme_id = ${programmeId} and w.places < q.filled order by 1 limit 1`.execute(tx)
  if (tooFew[0]) {
    const region = writtenRegion(Number(tooFew[0].region_code) as RegionCode)
    throw refuse('places-filled', { region, free: tooFew[0].free })
  }
  const other = movedBetween
    ? sql`case w.region_code when ${movedBetween[0]} then ${movedBetween[1]}::bigint else ${movedBetween[0]}::bigint end`
    : sql`null::bigint`
  const { rows } = await sql`
    with before as (
      select w.region_code, coalesce(q.places, 0) as places_before, w.places, ${other} as moved_with
      from ${told} left join programme_quotas q on q.programme_id = ${programmeId} and q.region_code = w.region_code
      where q.places is distinct from w.places
    ), written as (
      insert into programme_quotas (programme_id, region_code, places)
      select ${programmeId}, b.region_code, b.places from before b order by b.region_code
      on conflict (programme_id, region_code) do update set places = excluded.places, set_at = clock_timestamp()
    )
    insert into quota_changes (programme_id, region_code, places_before, places_after, moved_with, reason, changed_by)
    select ${programmeId}, b.region_code, b.places_before, b.places, b.moved_with, ${reason}, ${changedBy} from before b
    returning region_code`.execute(tx)
  return { changed: rows.length }
}
