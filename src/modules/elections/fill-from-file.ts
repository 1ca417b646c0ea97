import { parseRegionCode } from '../../kernel/region-code.ts'
import { act, sightOf, type By } from '../access/act.ts'
import { requireWithin } from '../access/reach.ts'
import type { Tally } from '../imports/imports.ts'
import { importPeople } from '../people/import-people.ts'
import type { PeopleDeps } from '../people/people-deps.ts'
import type { FilledAnswer } from './contract.ts'
import { fillPosts, type FillAsk } from './fill-posts.ts'
import { getElection } from './queries.ts'
import { readOfficers } from './read-officers.ts'

export type FilledFromFile = FilledAnswer & {
  /** The list as the registry took it in: everybody of it who is sound is a person now. */
  readonly importId: string | null
  readonly tally: Tally
}

/**
 * Fills the posts of a district from one list: its people go through the import that every list goes through, then each gets the post that
 * his row names. The same list again changes nothing.
 */
export async function fillFromFile(
  deps: PeopleDeps,
  by: By,
  ask: FillAsk & { readonly path: string; readonly fileName: string },
): Promise<FilledFromFile> {
  const region = parseRegionCode('region', ask.region.trim())
  const on = deps.clock.today()
  await act(deps.db, by, 'elections.fill', async (tx) => {
    await getElection(tx, sightOf(by), ask.electionId)
    requireWithin(by, region)
    // Looked at before anybody is taken in: a list without roles fills no post.
    await readOfficers(tx, { path: ask.path, district: region, on, ring: deps.ring })
  })
  const list = {
    path: ask.path,
    fileName: ask.fileName,
    region,
    purpose: 'own-account',
    isRehearsal: false,
  } as const
  const { importId, tally } = await importPeople(deps, by, list)
  const filled = await fillPosts(deps.db, by, ask, (tx) =>
    readOfficers(tx, { path: ask.path, district: region, on, ring: deps.ring }),
  )
  return { ...filled, importId, tally }
}
