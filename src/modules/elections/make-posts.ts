import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { requireWithin } from '../access/reach.ts'
import { countAll, getElection } from './queries.ts'
import { deleteSurplusPosts, insertPosts } from './store.ts'

export type MadePosts = {
  readonly made: number
  readonly removed: number
  readonly heldBeyond: number
  readonly posts: number
}

/**
 * Makes the posts that follow from districts, villages and polling stations on today's map, all at once. Done again it makes what is new
 * and takes out what follows no more, unless somebody held it.
 */
export function makePosts(
  { db, clock }: Deps,
  by: By,
  electionId: string,
  reason: string,
): Promise<MadePosts> {
  return act(db, by, 'elections.write', async (tx) => {
    const election = await getElection(tx, sightOf(by), electionId)
    requireWithin(by, election.regionCode)
    const because = scrubDigits(requireReason(reason))
    const all = { electionId: election.id, region: election.regionCode, on: clock.today() }
    const surplus = await deleteSurplusPosts(tx, all)
    const made = await insertPosts(tx, all)
    const { posts } = await countAll(tx, sightOf(by), election)
    await recordAct(tx, by, {
      action: 'elections.posts',
      subject: { kind: 'election', id: election.id },
      region: election.regionCode,
      reason: because,
      count: made,
    })
    return { made, ...surplus, posts }
  })
}
