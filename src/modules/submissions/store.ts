import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Tx } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'
import { ownPeople } from './queries.ts'
import type { SubmissionState, SubmittedSegment } from './submissions.ts'

export type NewSubmission = {
  readonly id: string
  readonly segment: SubmittedSegment
  readonly rosterId: string | null
  readonly month: PlainDate | null
  readonly bpuPackage: string
  readonly regionCode: RegionCode
  readonly organisationId: string | null
  readonly madeBy: string
  readonly now: Date
  readonly year: string
}

/** Somebody whom a submission may take. */
export type SubmissionCandidate = {
  readonly personId: bigint
  readonly rosterId: string
  /** The stretch of his protection, as the database writes ranges. */
  readonly months: string
  readonly regionCode: bigint
  readonly organisationId: string | null
}

/** Writes a draft with everybody in it, whoever of them is still free when his row is written decided by whom. */
export async function insertSubmission(
  tx: Tx,
  submission: NewSubmission,
  candidates: readonly SubmissionCandidate[],
): Promise<{ readonly number: string }> {
  const { id, segment, rosterId, month, bpuPackage, regionCode, organisationId, madeBy, now, year } =
    submission
  const { rows } = await sql<{ number: string }>`
    insert into submissions (id, number, segment, roster_id, month, bpu_package, region_code, organisation_id, state, people_count,
      made_at, made_by)
    values (${id}, ${`PGJ-${year}-`} || lpad(nextval('submission_numbers')::text, 6, '0'), ${segment}, ${rosterId}, ${month},
      ${bpuPackage}, ${regionCode}, ${organisationId}, 'draft', ${candidates.length}, ${now}, ${madeBy})
    returning number`.execute(tx)
  await insertPeople(tx, submission, candidates)
  return { number: rows[0]?.number ?? '' }
}

async function insertPeople(
  tx: Tx,
  { id, segment, regionCode, organisationId }: NewSubmission,
  candidates: readonly SubmissionCandidate[],
): Promise<void> {
  await sql`
    insert into submission_people (submission_id, person_id, place, segment, roster_id, months, region_code, organisation_id,
      submitter_region, submitter_organisation_id)
    select ${id}, w.person_id, w.place, ${segment}, w.roster_id, w.months::daterange, w.region_code, w.organisation_id,
      ${regionCode}, ${organisationId}::uuid
    from unnest(${candidates.map(({ personId }) => String(personId))}::bigint[], ${candidates.map((each) => each.rosterId)}::uuid[],
      ${candidates.map(({ months }) => months)}::text[], ${candidates.map((each) => String(each.regionCode))}::bigint[],
      ${candidates.map((each) => each.organisationId)}::uuid[])
      with ordinality as w (person_id, roster_id, months, region_code, organisation_id, place)`.execute(tx)
}

/**
 * Whether everybody of a submission is still protected as when he was gathered. Writing his row waits for whoever holds his roster whole, such
 * as a decision that is taken back; what that one did is seen here.
 */
export async function isStillProtected(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`
    select from submission_people m where m.submission_id = ${id} and not exists (
      select from protections c where c.roster_id = m.roster_id and c.person_id = m.person_id and c.months = m.months) limit 1`.execute(
    tx,
  )
  return rows.length === 0
}

/** Nobody else gathers, sends or answers this submission until the transaction ends. */
export async function lockSubmission(tx: Tx, id: string): Promise<void> {
  await sql`select from submissions where id = ${id} for no key update`.execute(tx)
}

export async function markSent(
  tx: Tx,
  {
    id,
    on,
    by,
    now,
  }: { readonly id: string; readonly on: PlainDate; readonly by: string; readonly now: Date },
): Promise<void> {
  await sql`
    update submissions set state = ${'sent' satisfies SubmissionState}, sent_on = ${on}, sent_at = ${now}, sent_by = ${by}
    where id = ${id}`.execute(tx)
}

/** Takes a draft back; its people are free for the next one. */
export async function markWithdrawn(
  tx: Tx,
  {
    id,
    because,
    by,
    now,
  }: { readonly id: string; readonly because: string; readonly by: string; readonly now: Date },
): Promise<void> {
  await sql`
    update submissions set state = 'withdrawn', withdrawn_at = ${now}, withdrawn_by = ${by}, withdrawn_because = ${because}
    where id = ${id}`.execute(tx)
  await sql`update submission_people set state = 'withdrawn' where submission_id = ${id}`.execute(tx)
}

/** Says that rejected people were mended and may be submitted again; how many. */
export async function markMended(
  tx: Tx,
  {
    sight,
    submissionId,
    people,
    by,
    now,
  }: {
    readonly sight: Sight
    readonly submissionId: string
    readonly people: readonly bigint[]
    readonly by: string
    readonly now: Date
  },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update submission_people m set mended_at = ${now}, mended_by = ${by}
    where m.submission_id = ${submissionId} and m.person_id = any (${people.map(String)}::bigint[]) and ${ownPeople(sight)}
      and m.state = 'rejected' and m.mended_at is null`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}
