import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { addMonths, firstDayOf } from '../../kernel/month.ts'
import { isWithin, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { total } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, doerKey, organisationOf, recordAct, requireReason, type By } from '../access/act.ts'
import { requireWithin } from '../access/reach.ts'
import { throughMatching } from '../people/matching-gate.ts'
import type { SupportProgramme } from '../programmes/programmes.ts'
import { getProgramme } from '../programmes/queries.ts'
import type { ProposalDeps } from './approve-proposal.ts'
import { placePeople, type Decided } from './place-people.ts'
import { obstacleOf } from './proposals.ts'
import { candidatesOf } from './queries.ts'
import { insertProposal, insertProposed, setPlaces } from './store.ts'

export type RenewAsk = {
  /** The programme whose people go on. */
  readonly programmeId: string
  /** The programme that takes them in; its months, rules, price and budget decide. */
  readonly into: string
  /** Left out: everybody who was in it to the end. */
  readonly people?: readonly number[] | undefined
  readonly reason: string
}

/**
 * Takes the people of a programme on into a later one, of the same payer or another, without another village meeting: whoever meets the rules
 * of the later one, is paid for by nobody else and is reached by its budget. Places come with them. Narrower rules shrink the list. Refuses
 * a programme that does not begin later, and one without anybody to take on.
 */
export function renewPeople(deps: ProposalDeps, by: By, ask: RenewAsk): Promise<Decided> {
  return act(deps.db, by, 'proposals.decide', (tx) => renewIn(tx, deps, by, ask))
}

/** The same in a transaction of another command. */
export async function renewIn(tx: Tx, deps: ProposalDeps, by: By, ask: RenewAsk): Promise<Decided> {
  const [from, into] = [await getProgramme(tx, ask.programmeId), await getProgramme(tx, ask.into)]
  requireWithin(by, from.regionCode)
  requireWithin(by, into.regionCode)
  const reason = scrubDigits(requireReason(ask.reason))
  if (into.isClosed) throw refuse('programme-closed', {})
  if (into.firstMonth <= from.firstMonth) throw refuse('renewal-not-later', {})
  const groups = await stayed(tx, from, into, ask.people ?? null)
  if (groups.size === 0) throw refuse('nobody-to-renew', {})
  let renewed: Decided = { state: 'decided', approved: 0, refused: 0, waiting: 0, unknown: 0, budget: null }
  for (const [region, people] of groups) {
    renewed = together(renewed, await renewRegion(tx, deps, by, { from, into, region, people, reason }))
  }
  const { state: _state, budget, ...counts } = renewed
  await recordAct(tx, by, {
    action: 'proposals.renew',
    subject: { kind: 'programme', id: into.id },
    region: into.regionCode,
    reason,
    count: renewed.approved,
    details: { from: from.id, ...counts, ...(budget && { budgetMissing: String(budget.missing) }) },
  })
  return renewed
}

type Groups = ReadonlyMap<RegionCode, readonly bigint[]>

/** Who was in a programme to its last month and is not proposed for the later one yet, by the region whose place he had. */
async function stayed(
  tx: Tx,
  from: SupportProgramme,
  into: SupportProgramme,
  people: readonly number[] | null,
): Promise<Groups> {
  const end = firstDayOf(addMonths(from.firstMonth, from.monthCount))
  const { rows } = await throughMatching(tx, () =>
    sql<{ region_code: bigint; person_id: bigint }>`
      select o.region_code, c.person_id
      from proposed_people c join proposals o on o.id = c.proposal_id
      join protections p on p.roster_id = c.programme_id and p.person_id = c.person_id and upper(p.months) = ${end}::date
      where c.programme_id = ${from.id} and c.state = 'approved'
        ${people === null ? sql`` : sql`and c.person_id = any (${people}::bigint[])`}
        and not exists (select from proposed_people n where n.programme_id = ${into.id} and n.person_id = c.person_id
          and n.state in ('proposed', 'approved', 'waiting'))
      order by o.region_code, o.submitted_at, c.place, c.person_id`.execute(tx),
  )
  const within = rows
    .map(({ region_code, person_id }) => ({ region: Number(region_code) as RegionCode, person_id }))
    .filter(({ region }) => isWithin(region, into.regionCode))
  return new Map(
    [...Map.groupBy(within, ({ region }) => region)].map(([region, found]) => [
      region,
      found.map(({ person_id }) => person_id),
    ]),
  )
}

type Renewing = {
  readonly from: SupportProgramme
  readonly into: SupportProgramme
  readonly region: RegionCode
  readonly people: readonly bigint[]
  readonly reason: string
}

const LONGEST_NUMBER = 100

/** One region: its places grow by who fits, and its people are decided on as those of any proposal. */
async function renewRegion(
  tx: Tx,
  { book, clock }: ProposalDeps,
  by: By,
  { from, into, region, people, reason }: Renewing,
): Promise<Decided> {
  const id = randomUUID()
  const ground = `Perpanjangan ${from.name}`.slice(0, LONGEST_NUMBER)
  await insertProposal(tx, {
    ...{ id, programmeId: into.id, regionCode: region, organisationId: organisationOf(by), importId: null },
    ...{ minutesNumber: ground, minutesOn: clock.today(), proposedBy: doerKey(by), now: clock.now() },
  })
  await insertProposed(tx, id, into.id, people)
  const changedBy = doerKey(by)
  const candidates = await candidatesOf(tx, id, into, { states: ['proposed'] })
  const fit = candidates.filter((candidate) => obstacleOf(candidate) === null).length
  const places = (await placesOf(tx, into.id, region)) + fit
  await setPlaces(tx, { programmeId: into.id, wanted: [{ region, places }], reason, changedBy })
  const proposal = { id, regionCode: region }
  // Places come with the people here, so that it is not taken back as a decision is.
  const deciding = { decisionId: null, decidedBy: changedBy }
  return placePeople(tx, { proposal, programme: into, book, clock, ...deciding, ground }, candidates)
}

async function placesOf(tx: Tx, programmeId: string, region: RegionCode): Promise<number> {
  const { rows } = await sql<{ places: number }>`
    select places from programme_quotas where programme_id = ${programmeId} and region_code = ${region}
    for no key update`.execute(tx)
  return rows[0]?.places ?? 0
}

/** What became of two regions; what the budget is short of is counted against what it has left after both. */
function together(one: Decided, other: Decided): Decided {
  const budgets = [one.budget, other.budget].filter((budget) => budget !== null)
  const left = budgets.at(-1)?.left ?? 0n
  const wanted = total(budgets.map((budget) => budget.missing + budget.left))
  return {
    state: 'decided',
    approved: one.approved + other.approved,
    refused: one.refused + other.refused,
    waiting: one.waiting + other.waiting,
    unknown: one.unknown + other.unknown,
    budget:
      budgets.length === 0
        ? null
        : { left, missing: wanted - left, people: budgets.flatMap(({ people }) => people) },
  }
}
