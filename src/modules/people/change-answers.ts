import { dottedCode, type RegionCode } from '../../kernel/region-code.ts'
import type { By } from '../access/act.ts'
import type { ChangedAnswer, ListRequestsQuery, RequestAnswer, RequestsAnswer } from './change-contract.ts'
import type { FieldValue } from './change-fields.ts'
import type { ChangeAnswer, ChangeDeps } from './change-person.ts'
import type { ShownChange } from './change-request.ts'
import { showRequest, showRequests, type NamedRequest, type RequestsQuestion } from './show-requests.ts'

/** The question of a page or program as the command takes it. */
export function requestsQuestion({ page = '1', person, state, whose }: ListRequestsQuery): RequestsQuestion {
  return {
    page: Number(page),
    ...(person !== undefined && { personId: Number(person) }),
    ...(state !== undefined && { state }),
    ...(whose !== undefined && { whose }),
  }
}

export async function answerRequests(
  deps: ChangeDeps,
  by: By,
  query: ListRequestsQuery,
): Promise<RequestsAnswer> {
  const { requests, page, more } = await showRequests(deps, by, requestsQuestion(query))
  return { requests: requests.map(requestAnswerOf), page, more }
}

export async function answerRequest(deps: ChangeDeps, by: By, id: string): Promise<RequestAnswer> {
  return requestAnswerOf(await showRequest(deps, by, id))
}

export function changedAnswerOf({ requestId, state, kind, changes }: ChangeAnswer): ChangedAnswer {
  return { request: requestId, state, kind, changes: changesOf(changes) }
}

function requestAnswerOf(request: NamedRequest): RequestAnswer {
  const { id, personId, personName, regionCode, kind, state, reason, isOwn, needsApproval } = request
  return {
    id,
    person: { id: personId, name: personName, region: dottedCode(regionCode) },
    kind,
    state,
    changes: changesOf(request.changes),
    reason,
    askedBy: request.askerName,
    isOwn,
    askedAt: request.askedAt.toISOString(),
    needsApproval,
    decidedBy: request.deciderName,
    decidedAt: request.decidedAt?.toISOString() ?? null,
    decidedBecause: request.decidedBecause,
  }
}

function changesOf(changes: Readonly<Record<string, ShownChange>>): ChangedAnswer['changes'] {
  return Object.fromEntries(
    Object.entries(changes).map(([field, [before, after]]) => [
      field,
      { before: written(field, before), after: written(field, after) },
    ]),
  )
}

/** Regions as officials write them; everything else as it is. */
function written(field: string, value: FieldValue): string | number | string[] | null {
  if (typeof value === 'number' && (field === 'residenceRegion' || field === 'workRegion'))
    return dottedCode(value as RegionCode)
  return typeof value === 'object' && value !== null ? [...value] : value
}
