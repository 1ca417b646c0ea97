import { sql } from 'kysely'
import { addMonths, monthOf, type Month } from '../../kernel/month.ts'
import { addDays, parsePlainDate, type PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, doerKey, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { requireWithin } from '../access/reach.ts'
import { seenPeople } from '../payers/add-members.ts'
import { endProtections } from '../payers/change-member.ts'
import { throughMatching } from '../people/matching-gate.ts'
import type { ReplaceBody, ReplacedAnswer } from './contract.ts'
import { monthsIn, monthsOfService, requireServing, type Election } from './elections.ts'
import { protectOfficers } from './protect-officers.ts'
import { findPost, getElection, listServices, type PostDays } from './queries.ts'
import { insertOfficers, lockOfficer, markEnded } from './store.ts'

/**
 * Ends one officer and begins another in his post on a day, in one act; without a successor the post stays vacant from then on. Months stay
 * whole: who served a day of a month is protected in it, so both are in the month of the replacement unless it falls on its first day.
 * Refuses a day outside the service, a post that somebody else has filled or vacated since it was shown (`officer-changed`), and a successor
 * who serves elsewhere on these days.
 */
export function replaceOfficer(
  { db, clock }: Deps,
  by: By,
  electionId: string,
  ask: ReplaceBody,
): Promise<ReplacedAnswer> {
  return act(db, by, 'elections.fill', async (tx) => {
    const election = await getElection(tx, sightOf(by), electionId)
    const post = await findPost(tx, election.id, BigInt(ask.postId))
    if (!post) throw refuse('post-unknown', {})
    requireWithin(by, post.regionCode)
    const reason = scrubDigits(requireReason(ask.reason))
    const from = parsePlainDate('from', ask.from)
    requireServing(post, from)
    if (ask.officerId === undefined && ask.personId === undefined)
      throw refuse('value-missing', { field: 'personId' })
    const doing: Doing = { election, post, from, reason, by, today: clock.today() }
    const endedAfter = ask.officerId === undefined ? null : await endOfficer(tx, doing, BigInt(ask.officerId))
    const begun = ask.personId === undefined ? null : await beginOfficer(tx, doing, BigInt(ask.personId))
    await recordAct(tx, by, {
      action: 'elections.replace',
      subject: { kind: 'election-post', id: String(post.id) },
      region: post.regionCode,
      reason,
      details: { election: election.id, from, vacant: ask.personId === undefined },
    })
    return {
      officerId: begun?.officerId ?? null,
      months: begun?.months ?? [],
      endedAfter,
      isCoveredAlready: begun?.isCoveredAlready ?? false,
    }
  })
}

type Doing = {
  readonly election: Election
  readonly post: PostDays & { readonly regionCode: RegionCode }
  readonly from: PlainDate
  readonly reason: string
  readonly by: By
  readonly today: PlainDate
}

/** Ends a service the day before, and the protection after the last month in which he served a day. */
async function endOfficer(tx: Tx, doing: Doing, officerId: bigint): Promise<Month | null> {
  const { election, post, from, reason, by, today } = doing
  const held = await lockOfficer(tx, post.id, officerId)
  if (!held) throw refuse('officer-changed', {})
  await markEnded(tx, officerId, from, reason)
  const lastDay = addDays(from, -1)
  const served = lastDay >= held.beginsOn
  const firstWithout = served ? addMonths(monthOf(lastDay), 1) : monthOf(held.beginsOn)
  const { personId } = held
  const ending = {
    rosterId: election.id,
    personId,
    from: firstWithout,
    because: reason,
    by: doerKey(by),
    on: today,
  }
  // The roster may lie above whoever replaces; that the post is within his reach has been decided.
  await throughMatching(tx, () => endProtections(tx, { ...ending, mayBeGone: true }))
  // Another service of his in the same election keeps its months.
  for (const { beginsOn, lastOn } of await listServices(tx, election.id, [personId])) {
    const span = monthsOfService(beginsOn, lastOn)
    if (span.until <= firstWithout) continue
    await protectOfficers(tx, election, [personId], { ...span, from: later(span.from, firstWithout) })
  }
  return served ? monthOf(lastDay) : null
}

function later(first: Month, second: Month): Month {
  return first > second ? first : second
}

async function beginOfficer(tx: Tx, { election, post, from, by }: Doing, personId: bigint) {
  const [seen] = await seenPeople(tx, by, { candidates: [{ personId, pay: null }], unknown: 0 })
  if (!seen) throw refuse('person-unknown', {})
  const wanted = { postId: post.id, personId: seen.personId, from }
  const [officer] = await insertOfficers(tx, election.id, [wanted], doerKey(by))
  if (!officer)
    throw refuse((await isHeld(tx, post.id, post.lastOn)) ? 'officer-changed' : 'officer-stands', {})
  const span = monthsOfService(from, post.lastOn)
  const without = await protectOfficers(tx, election, [seen.personId], span)
  return { officerId: Number(officer.id), months: monthsIn(span), isCoveredAlready: without.size > 0 }
}

async function isHeld(tx: Tx, postId: bigint, on: PlainDate): Promise<boolean> {
  const { rows } =
    await sql`select from election_officers where post_id = ${postId} and days @> ${on}::date`.execute(tx)
  return rows.length > 0
}
