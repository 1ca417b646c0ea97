import { parseRegionCode, type RegionCode } from '../../kernel/region-code.ts'
import type { Deps } from '../../platform/deps.ts'
import { inScopeOf, sightOf, type By } from '../access/act.ts'
import { writtenRegion } from '../access/places.ts'
import type {
  ListSubmissionsQuery,
  ProgressAnswer,
  ProgressQuery,
  RejectedAnswer,
  RejectedQuery,
  SubmissionAnswer,
  SubmissionsAnswer,
  SubmittedPeopleAnswer,
  SubmittedPeopleQuery,
} from './contract.ts'
import { listProgress } from './progress-queries.ts'
import {
  countRejected,
  getSubmission,
  listSubmissions,
  listSubmittedPeople,
  type SubmittedPerson,
} from './queries.ts'
import { isMendable } from './reasons.ts'
import { fileCountOf, layoutOf, type Submission } from './submissions.ts'

const ROWS_PER_PAGE = 50

const windowOf = (page: string | undefined) => ({
  limit: ROWS_PER_PAGE + 1,
  offset: (Number(page ?? '1') - 1) * ROWS_PER_PAGE,
})
const pageOf = <Row>(rows: readonly Row[], page: string | undefined) => ({
  shown: rows.slice(0, ROWS_PER_PAGE),
  rest: { page: Number(page ?? '1'), more: rows.length > ROWS_PER_PAGE },
})
const inRegion = (region: string | undefined): { readonly region?: RegionCode } =>
  region === undefined ? {} : { region: parseRegionCode('region', region) }

/** One page of the submissions within reach. */
export async function answerSubmissions(
  { db }: Pick<Deps, 'db'>,
  by: By,
  { page, state, region, roster }: ListSubmissionsQuery,
): Promise<SubmissionsAnswer> {
  const filter = {
    ...(state !== undefined && { state }),
    ...(roster !== undefined && { rosterId: roster }),
    ...inRegion(region),
  }
  const rows = await inScopeOf(db, by, (tx) => listSubmissions(tx, sightOf(by), filter, windowOf(page)))
  const { shown, rest } = pageOf(rows, page)
  return { submissions: shown.map(submissionJson), ...rest }
}

/** One submission within reach. */
export async function answerSubmission(
  { db }: Pick<Deps, 'db'>,
  by: By,
  id: string,
): Promise<SubmissionAnswer> {
  const found = await inScopeOf(db, by, (tx) => getSubmission(tx, sightOf(by), id))
  return { ...submissionJson(found), files: found.isWhole ? fileCountOf(found.peopleCount) : 0 }
}

/** One page of the people of a submission, as far as they are within reach. */
export async function answerSubmittedPeople(
  { db }: Pick<Deps, 'db'>,
  by: By,
  id: string,
  { page, state }: SubmittedPeopleQuery,
): Promise<SubmittedPeopleAnswer> {
  const rows = await inScopeOf(db, by, async (tx) => {
    const { id: submissionId } = await getSubmission(tx, sightOf(by), id)
    const filter = { submissionId, ...(state !== undefined && { state }) }
    return listSubmittedPeople(tx, sightOf(by), filter, windowOf(page))
  })
  const { shown, rest } = pageOf(rows, page)
  return { people: shown.map(personJson), ...rest }
}

/** Who was rejected within reach and waits to be mended, with what to do, and how many by reason. */
export async function answerRejected(
  { db }: Pick<Deps, 'db'>,
  by: By,
  { page, region, reason, all }: RejectedQuery,
): Promise<RejectedAnswer> {
  const filter = {
    ...(all === 'yes' ? { state: 'rejected' as const } : { isToMend: true }),
    ...(reason !== undefined && { reason }),
    ...inRegion(region),
  }
  const { rows, reasons } = await inScopeOf(db, by, async (tx) => ({
    rows: await listSubmittedPeople(tx, sightOf(by), filter, windowOf(page)),
    reasons: await countRejected(tx, sightOf(by)),
  }))
  const { shown, rest } = pageOf(rows, page)
  return { reasons: [...reasons], people: shown.map(personJson), ...rest }
}

/** How far the people of programmes have come, village by village within reach. */
export async function answerProgress(
  { db }: Pick<Deps, 'db'>,
  by: By,
  { page, region, programme, proposal }: ProgressQuery,
): Promise<ProgressAnswer> {
  const filter = {
    ...(programme !== undefined && { programmeId: programme }),
    ...(proposal !== undefined && { proposalId: proposal }),
    ...inRegion(region),
  }
  const rows = await inScopeOf(db, by, (tx) => listProgress(tx, sightOf(by), filter, windowOf(page)))
  const { shown, rest } = pageOf(rows, page)
  return {
    programmes: shown.map(({ programmeId, programmeName, regionCode, ...counts }) => ({
      programme: programmeId,
      name: programmeName,
      region: writtenRegion(regionCode),
      ...counts,
    })),
    ...rest,
  }
}

export function submissionJson(submission: Submission): SubmissionsAnswer['submissions'][number] {
  const { id, number, segment, rosterId, rosterName, month, regionCode, state, madeAt, sentOn, isWhole } =
    submission
  const { peopleCount, memberCount, rejectedCount } = submission
  return {
    ...{ id, number, segment, month, state, sentOn, rosterName },
    template: layoutOf(segment),
    roster: rosterId,
    region: writtenRegion(regionCode),
    madeAt: madeAt.toISOString(),
    whole: isWhole,
    people: peopleCount,
    open: state === 'withdrawn' ? 0 : peopleCount - memberCount - rejectedCount,
    members: memberCount,
    rejected: rejectedCount,
  }
}

function personJson(person: SubmittedPerson): SubmittedPeopleAnswer['people'][number] {
  const { submissionId, submissionNumber, personId, name, regionCode, rosterName, isMended, ...rest } = person
  return {
    ...{ ...rest, name, submissionNumber },
    submission: submissionId,
    person: personId,
    region: writtenRegion(regionCode),
    roster: rosterName,
    mendable: rest.reason !== null && isMendable(rest.reason),
    mended: isMended,
  }
}
