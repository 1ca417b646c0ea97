import { depthOf, isWithin, parseRegionCode, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, doerKey, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { outside, requireWithin } from '../access/reach.ts'
import { seenPeople } from '../payers/add-members.ts'
import type { FillBody, FilledAnswer } from './contract.ts'
import { monthsOfService, planSeats, type Election, type ToldOfficer } from './elections.ts'
import { protectOfficers } from './protect-officers.ts'
import { getElection, seatsOf } from './queries.ts'
import { insertOfficers, type Seated } from './store.ts'

const MOST_PROBLEMS = 200

export type FillAsk = {
  readonly electionId: string
  /** The district whose posts are filled. */
  readonly region: string
  readonly reason: string
}

/**
 * Gives officers the first free post of their role where they serve, and protects them in the months of their service. Whoever holds that
 * post already stays; every row that comes to nothing is told of with the reason. Refuses what is no district of the election.
 */
export function fillPosts(
  db: Db,
  by: By,
  ask: FillAsk,
  read: (tx: Tx) => Promise<readonly ToldOfficer[]>,
): Promise<FilledAnswer> {
  return act(db, by, 'elections.fill', async (tx) => {
    const election = await getElection(tx, sightOf(by), ask.electionId)
    const district = districtOf(ask.region)
    if (!isWithin(district, election.regionCode)) throw outside(ask.region, election.regionCode)
    requireWithin(by, district)
    const reason = scrubDigits(requireReason(ask.reason))
    const told = await read(tx)
    const plan = planSeats(told, { district, ...(await seatsOf(tx, election.id, district)) })
    const officers = plan.seats.map((seat) => ({ ...seat, from: null }))
    const taken = await insertOfficers(tx, election.id, officers, doerKey(by))
    const seated = new Set(taken.map(({ postId }) => postId))
    // A seat that was free a moment ago, or a person who serves elsewhere on the same days.
    const refused = plan.seats.filter(({ postId }) => !seated.has(postId))
    const problems = [
      ...plan.problems,
      ...refused.map(({ row }) => ({ row, because: 'holds-another' as const })),
    ]
    const covered = await protectAll(tx, election, taken)
    await recordAct(tx, by, {
      action: 'elections.fill',
      subject: { kind: 'election', id: election.id },
      region: district,
      reason,
      count: taken.length,
    })
    const inOrder = problems.toSorted((a, b) => a.row - b.row)
    return {
      ...{ filled: taken.length, same: plan.same, covered },
      problems: inOrder.slice(0, MOST_PROBLEMS),
      problemCount: inOrder.length,
    }
  })
}

/** Officers who serve on the same days are protected in one go. Answers how many are paid for by somebody else all along. */
async function protectAll(tx: Tx, election: Election, seated: readonly Seated[]): Promise<number> {
  let covered = 0
  for (const [, group] of Map.groupBy(seated, ({ beginsOn, lastOn }) => `${beginsOn} ${lastOn}`)) {
    const [first] = group
    if (!first) continue
    const people = group.map(({ personId }) => personId)
    covered += (await protectOfficers(tx, election, people, monthsOfService(first.beginsOn, first.lastOn)))
      .size
  }
  return covered
}

function districtOf(text: string): RegionCode {
  const code = parseRegionCode('region', text.trim())
  if (depthOf(code) !== 'kecamatan') throw refuse('election-region-fit', { level: 'kecamatan' })
  return code
}

/** Officers named by their number in the registry, as a program does. Rows count from 1. */
export function fillByNumber(
  db: Db,
  by: By,
  electionId: string,
  { officers, region, reason }: FillBody,
): Promise<FilledAnswer> {
  return fillPosts(db, by, { electionId, region, reason }, async (tx) => {
    const candidates = officers.map(({ personId }) => ({ personId: BigInt(personId), pay: null }))
    const seen = new Set(
      (await seenPeople(tx, by, { candidates, unknown: 0 })).map(({ personId }) => personId),
    )
    return officers.map(({ personId, role, village, station = null }, at) => ({
      ...{ row: at + 1, role, station },
      personId: seen.has(BigInt(personId)) ? BigInt(personId) : null,
      villages: village === undefined ? [] : [parseRegionCode('village', village.trim())],
    }))
  })
}
