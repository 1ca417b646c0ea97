import type { Deps } from '../../platform/deps.ts'
import { inScopeOf, recordActs, sightOf, type By } from '../access/act.ts'
import { listIdentityConflicts, listRequests, type ShownRequest } from './change-queries.ts'
import type { RequestState } from './change-request.ts'

export const REQUESTS_PER_PAGE = 50

export type RequestsQuestion = {
  readonly state?: RequestState
  readonly personId?: number
  readonly page: number
}

export type RequestsAnswer = {
  readonly requests: readonly ShownRequest[]
  readonly page: number
  readonly more: boolean
  /** People one of whom is said to have the other's number; of each the reader sees both. */
  readonly possibleDuplicates: readonly (readonly [personId: number, otherPersonId: number])[]
}

/** Requests about people within sight, the oldest first, 50 a page. Everybody shown is an entry of the audit. */
export function showRequests(
  { db }: Pick<Deps, 'db'>,
  by: By,
  { page, ...filter }: RequestsQuestion,
): Promise<RequestsAnswer> {
  return inScopeOf(db, by, async (tx) => {
    const sight = sightOf(by)
    const offset = (page - 1) * REQUESTS_PER_PAGE
    const found = await listRequests(tx, sight, { ...filter, limit: REQUESTS_PER_PAGE + 1, offset })
    const requests = found.slice(0, REQUESTS_PER_PAGE)
    const shown = new Map(requests.map(({ personId, regionCode }) => [personId, regionCode]))
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
      requests,
      page,
      more: found.length > requests.length,
      possibleDuplicates: conflicts.map(({ personId, otherPersonId }) => [personId, otherPersonId] as const),
    }
  })
}
