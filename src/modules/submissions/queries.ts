import { sql, type RawBuilder } from 'kysely'
import { firstDayOf, monthOf, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { isUuid } from '../../kernel/uuid.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'
import type {
  RejectionReason,
  AnswerState,
  Submission,
  SubmissionState,
  SubmittedSegment,
} from './submissions.ts'

/**
 * Who BPJS Ketenagakerjaan had told of as members by a day, for the months that hold it: `person_id`, `segment`, `told_on`. Whether he is
 * still protected is asked of `protections`, whose `person_id` is the same. An employer's worker is told of by that employer: `roster_id`; whoever works on
 * his own account is a member once. With `knownAt` only what had been answered by then.
 */
export function toldMembersSql(on: PlainDate, knownAt?: Date): RawBuilder<unknown> {
  const known = knownAt === undefined ? sql`` : sql`and m.answered_at <= ${knownAt}`
  return sql`
    select m.person_id, m.segment, case when m.segment = 'PU' then m.roster_id end as roster_id, min(m.told_on) as told_on
    from submission_people m
    where m.state = 'member' and m.told_on <= ${on}::date and m.months @> ${firstDayOf(monthOf(on))}::date ${known}
    group by 1, 2, 3`
}

type Row = {
  id: string
  number: string
  segment: SubmittedSegment
  roster_id: string | null
  roster_name: string | null
  month: string | null
  bpu_package: string
  region_code: bigint
  organisation_id: string | null
  state: SubmissionState
  made_at: Date
  sent_on: PlainDate | null
  withdrawn_because: string | null
  is_whole: boolean
  people_count: number
  member_count: number
  rejected_count: number
}

const whole = ({ first, last, organisationId }: Sight): RawBuilder<boolean> =>
  sql`(s.region_code between ${first} and ${last} or s.organisation_id = ${organisationId}::uuid)`

/** Rows of people that somebody may see: those of his region, of his rosters, and of what he submitted. */
export const ownPeople = ({ first, last, organisationId }: Sight): RawBuilder<boolean> =>
  sql`(m.region_code between ${first} and ${last} or m.submitter_region between ${first} and ${last}
    or m.organisation_id = ${organisationId}::uuid or m.submitter_organisation_id = ${organisationId}::uuid)`

/** Whoever sees a part only learns how many of his own people are in it. */
const shownSql = (sight: Sight): RawBuilder<unknown> => sql`
  select s.id, s.number, s.segment, s.roster_id, coalesce(r.name, g.name) as roster_name, to_char(s.month, 'YYYY-MM') as month, s.bpu_package,
    s.region_code, s.organisation_id, s.state, s.made_at, s.sent_on, s.withdrawn_because, ${whole(sight)} as is_whole,
    case when ${whole(sight)} then s.people_count else o.people_count end as people_count,
    case when ${whole(sight)} then s.member_count else o.member_count end as member_count,
    case when ${whole(sight)} then s.rejected_count else o.rejected_count end as rejected_count
  from submissions s left join rosters r on r.id = s.roster_id left join programmes g on g.id = s.roster_id
    left join lateral (
      select count(*)::integer as people_count, (count(*) filter (where m.state = 'member'))::integer as member_count,
        (count(*) filter (where m.state = 'rejected'))::integer as rejected_count
      from submission_people m where m.submission_id = s.id and ${ownPeople(sight)} and not ${whole(sight)}
    ) o on true`

export type SubmissionFilter = {
  readonly state?: SubmissionState
  readonly region?: RegionCode
  readonly rosterId?: string
}

/** Submissions within sight, the newest first; the people somebody may see in them are asked for only when he does not see the whole. */
export async function listSubmissions(
  db: Queryable,
  sight: Sight,
  { state, region, rosterId }: SubmissionFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<Submission[]> {
  const subtree = region === undefined ? null : subtreeOf(region)
  const wanted = [
    sql`(${whole(sight)} or exists (select from submission_people m where m.submission_id = s.id and ${ownPeople(sight)}))`,
    ...(state === undefined ? [] : [sql`s.state = ${state}`]),
    ...(rosterId === undefined ? [] : [sql`s.roster_id::text = ${rosterId}`]),
    ...(subtree === null
      ? []
      : [
          sql`exists (select from submission_people x where x.submission_id = s.id
            and x.region_code between ${subtree.first} and ${subtree.last})`,
        ]),
  ]
  const { rows } = await sql<Row>`
    ${shownSql(sight)} where ${sql.join(wanted, sql` and `)}
    order by s.made_at desc, s.id limit ${limit} offset ${offset}`.execute(db)
  return rows.map(submissionOf)
}

/** One submission within sight, by its id or number; refuses `submission-unknown`. */
export async function getSubmission(db: Queryable, sight: Sight, id: string): Promise<Submission> {
  const by = isUuid(id) ? sql`s.id = ${id}` : sql`s.number = ${id.trim().toUpperCase()}`
  const { rows } = await sql<Row>`${shownSql(sight)} where ${by} and (${whole(sight)} or exists (
    select from submission_people m where m.submission_id = s.id and ${ownPeople(sight)}))`.execute(db)
  if (!rows[0]) throw refuse('submission-unknown', {})
  return submissionOf(rows[0])
}

function submissionOf(row: Row): Submission {
  return {
    id: row.id,
    number: row.number,
    segment: row.segment,
    rosterId: row.roster_id,
    rosterName: row.roster_name,
    month: row.month as Month | null,
    bpuPackage: row.bpu_package,
    regionCode: Number(row.region_code) as RegionCode,
    organisationId: row.organisation_id,
    state: row.state,
    madeAt: row.made_at,
    sentOn: row.sent_on,
    withdrawnBecause: row.withdrawn_because,
    isWhole: row.is_whole,
    peopleCount: row.people_count,
    memberCount: row.member_count,
    rejectedCount: row.rejected_count,
  }
}

/** Somebody in a submission, as he may be shown without opening what is encrypted. */
export type SubmittedPerson = {
  readonly submissionId: string
  readonly submissionNumber: string
  readonly personId: number
  readonly name: string
  readonly regionCode: RegionCode
  readonly rosterName: string
  readonly state: AnswerState
  readonly toldOn: PlainDate | null
  readonly reason: RejectionReason | null
  readonly reasonText: string | null
  readonly isMended: boolean
}

export type PersonFilter = {
  readonly submissionId?: string
  readonly state?: AnswerState
  /** Only rejected ones that nobody has mended and that stand in no later submission. */
  readonly isToMend?: boolean
  readonly region?: RegionCode
  readonly reason?: string
}

/** Rejected, not mended by a word or by a change of the record since, and not submitted again. */
export const UNMENDED = sql`m.state = 'rejected' and m.mended_at is null
  and not exists (select from person_changes h where h.person_id = m.person_id and h.changed_at > m.answered_at and h.cause <> 'submission')
  and not exists (select from submission_people x where x.person_id = m.person_id and x.submission_id <> m.submission_id
    and x.state in ('open', 'member') and x.months && m.months and (m.segment = 'BPU' or x.roster_id = m.roster_id))`

/** People of submissions within sight, in the order of their villages and places. */
export async function listSubmittedPeople(
  db: Queryable,
  sight: Sight,
  { submissionId, state, isToMend, region, reason }: PersonFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<SubmittedPerson[]> {
  const subtree = region === undefined ? null : subtreeOf(region)
  const wanted = [
    ownPeople(sight),
    ...(submissionId === undefined ? [] : [sql`m.submission_id = ${submissionId}::uuid`]),
    ...(state === undefined ? [] : [sql`m.state = ${state}`]),
    ...(isToMend === true ? [UNMENDED] : []),
    ...(reason === undefined ? [] : [sql`m.reason = ${reason}`]),
    ...(subtree === null ? [] : [sql`m.region_code between ${subtree.first} and ${subtree.last}`]),
  ]
  const { rows } = await sql<{
    submission_id: string
    number: string
    person_id: bigint
    name: string
    region_code: bigint
    roster_name: string
    state: AnswerState
    told_on: PlainDate | null
    reason: RejectionReason | null
    reason_text: string | null
    mended: boolean
  }>`
    select m.submission_id, s.number, m.person_id, coalesce(p.name, '') as name, m.region_code, coalesce(r.name, g.name, '') as roster_name,
      m.state, m.told_on, m.reason, m.reason_text, m.mended_at is not null as mended
    from submission_people m join submissions s on s.id = m.submission_id left join people p on p.id = m.person_id
      left join rosters r on r.id = m.roster_id left join programmes g on g.id = m.roster_id
    where ${sql.join(wanted, sql` and `)}
    order by m.region_code, m.submission_id, m.place limit ${limit} offset ${offset}`.execute(db)
  return rows.map((row) => ({
    submissionId: row.submission_id,
    submissionNumber: row.number,
    personId: Number(row.person_id),
    name: row.name,
    regionCode: Number(row.region_code) as RegionCode,
    rosterName: row.roster_name,
    state: row.state,
    toldOn: row.told_on,
    reason: row.reason,
    reasonText: row.reason_text,
    isMended: row.mended,
  }))
}

/** How many were rejected within sight, reason by reason, and how many of them wait to be mended. */
export async function countRejected(
  db: Queryable,
  sight: Sight,
): Promise<
  readonly { readonly reason: RejectionReason; readonly people: number; readonly toMend: number }[]
> {
  const { rows } = await sql<{ reason: RejectionReason; people: bigint; to_mend: bigint }>`
    select m.reason, count(*) as people, count(*) filter (where ${UNMENDED}) as to_mend from submission_people m
    where m.state = 'rejected' and ${ownPeople(sight)} group by m.reason order by 2 desc, 1`.execute(db)
  return rows.map(({ reason, people, to_mend }) => ({
    reason,
    people: Number(people),
    toMend: Number(to_mend),
  }))
}
