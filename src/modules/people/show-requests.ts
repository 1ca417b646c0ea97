import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import type { AccessDeps } from '../access/access-deps.ts'
import { inScopeOf, recordAct, recordActs, sightOf, type By, doerKey } from '../access/act.ts'
import { listUserNames } from '../access/trail-queries.ts'
import { findRequest, listIdentityConflicts, listRequests, type ShownRequest } from './change-queries.ts'
import type { RequestState } from './change-request.ts'
import { countShownPeople } from './count-shown-people.ts'

export const REQUESTS_PER_PAGE = 50

export type RequestsQuestion = {
  readonly state?: RequestState
  readonly personId?: number
  /** Those one asked for oneself, or those of others. */
  readonly whose?: 'own' | 'others'
  readonly page: number
}

/** A request with the names behind it, as far as its reader may know them. */
export type NamedRequest = ShownRequest & {
  readonly isOwn: boolean
  readonly askerName: string | null
  readonly deciderName: string | null
}

export type RequestsFound = {
  readonly requests: readonly NamedRequest[]
  readonly page: number
  readonly more: boolean
  /** People one of whom is said to have the other's number; of each the reader sees both. */
  readonly possibleDuplicates: readonly (readonly [personId: number, otherPersonId: number])[]
}

/** Requests about people within sight, those that wait first, 50 a page. Everybody shown is an entry of the audit. */
export function showRequests(
  deps: AccessDeps,
  by: By,
  { page, whose, ...filter }: RequestsQuestion,
): Promise<RequestsFound> {
  return inScopeOf(deps.db, by, async (tx) => {
    const sight = sightOf(by)
    const found = await listRequests(tx, sight, {
      ...filter,
      ...(whose !== undefined && { asker: { key: doerKey(by), isHe: whose === 'own' } }),
      limit: REQUESTS_PER_PAGE + 1,
      offset: (page - 1) * REQUESTS_PER_PAGE,
    })
    const requests = found.slice(0, REQUESTS_PER_PAGE)
    const shown = new Map(requests.map(({ personId, regionCode }) => [personId, regionCode]))
    await countShownPeople(tx, deps, by, [...shown.keys()])
    await recordActs(
      tx,
      by,
      [...shown].map(([personId, region]) => ({
        action: 'people.list-requests',
        subject: { kind: 'person', id: String(personId) },
        region,
      })),
    )
    const conflicts = await listIdentityConflicts(tx, sight)
    return {
      requests: await named(tx, by, requests),
      page,
      more: found.length > requests.length,
      possibleDuplicates: conflicts.map(({ personId, otherPersonId }) => [personId, otherPersonId] as const),
    }
  })
}

/** One request about somebody within sight; the look is an entry of the audit. Refuses any other as if there were none. */
export function showRequest(deps: AccessDeps, by: By, id: string): Promise<NamedRequest> {
  return inScopeOf(deps.db, by, async (tx) => {
    const request = await findRequest(tx, sightOf(by), id)
    if (!request) throw refuse('request-unknown', {})
    await countShownPeople(tx, deps, by, [request.personId])
    await recordAct(tx, by, {
      action: 'people.read-request',
      subject: { kind: 'person', id: String(request.personId) },
      region: request.regionCode,
      details: { request: id },
    })
    const [one] = await named(tx, by, [request])
    if (!one) throw new Error('a request lost its names')
    return one
  })
}

async function named(tx: Tx, by: By, requests: readonly ShownRequest[]): Promise<NamedRequest[]> {
  const userOf = (key: string | null) => (key?.startsWith('user:') ? key.slice('user:'.length) : '')
  const ids = requests.flatMap(({ askedBy, decidedBy }) => [userOf(askedBy), userOf(decidedBy)])
  const names = await listUserNames(tx, sightOf(by), ids)
  return requests.map((request) => ({
    ...request,
    isOwn: request.askedBy === doerKey(by),
    askerName: names.get(userOf(request.askedBy)) ?? null,
    deciderName: names.get(userOf(request.decidedBy)) ?? null,
  }))
}
