import { sql } from 'kysely'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'

/** How far people of a programme have come, from the meeting of the village to the card: each of them counts once. */
export const PROGRESS_STEPS = [
  'proposed',
  'waiting',
  'refused',
  'approved',
  'submitted',
  'member',
  'rejected',
] as const
export type ProgressStep = (typeof PROGRESS_STEPS)[number]

export type Progress = {
  readonly programmeId: string
  readonly programmeName: string
  readonly regionCode: RegionCode
  readonly people: number
} & Readonly<Record<ProgressStep, number>>

export type ProgressFilter = {
  readonly region?: RegionCode
  readonly programmeId?: string
  readonly proposalId?: string
}

/**
 * Programme by programme and village by village within sight, counted from the rows. Of several submissions of one person for a programme
 * the last one counts; what stands in a draft is not submitted yet.
 */
export async function listProgress(
  db: Queryable,
  sight: Sight,
  { region, programmeId, proposalId }: ProgressFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<Progress[]> {
  const { first, last, organisationId } = sight
  const subtree = region === undefined ? null : subtreeOf(region)
  const wanted = [
    sql`(o.region_code between ${first} and ${last} or o.organisation_id = ${organisationId}::uuid
      or g.organisation_id = ${organisationId}::uuid)`,
    sql`c.state <> 'withdrawn'`,
    ...(subtree === null ? [] : [sql`o.region_code between ${subtree.first} and ${subtree.last}`]),
    ...(programmeId === undefined ? [] : [sql`o.programme_id::text = ${programmeId}`]),
    ...(proposalId === undefined ? [] : [sql`o.id::text = ${proposalId}`]),
  ]
  const counts = PROGRESS_STEPS.map(
    (step) => sql`count(*) filter (where w.step = ${sql.lit(step)}) as ${sql.ref(step)}`,
  )
  const { rows } = await sql<
    { programme_id: string; programme_name: string; region_code: bigint; people: bigint } & Readonly<
      Record<ProgressStep, bigint>
    >
  >`
    select w.programme_id, w.programme_name, w.region_code, count(*) as people, ${sql.join(counts)}
    from (
      select o.programme_id, g.name as programme_name, o.region_code,
        case when c.state <> 'approved' then c.state when t.state in ('member', 'rejected') then t.state
          when t.state = 'open' and t.is_sent then 'submitted' else 'approved' end as step
      from proposals o join programmes g on g.id = o.programme_id join proposed_people c on c.proposal_id = o.id
        left join lateral (
          select m.state, s.sent_on is not null as is_sent from submission_people m join submissions s on s.id = m.submission_id
          where m.person_id = c.person_id and m.roster_id = c.programme_id and m.state <> 'withdrawn'
          order by s.made_at desc, s.id limit 1
        ) t on true
      where ${sql.join(wanted, sql` and `)}
    ) w group by 1, 2, 3 order by 2, 1, 3 limit ${limit} offset ${offset}`.execute(db)
  return rows.map((row) => ({
    programmeId: row.programme_id,
    programmeName: row.programme_name,
    regionCode: Number(row.region_code) as RegionCode,
    people: Number(row.people),
    ...(Object.fromEntries(PROGRESS_STEPS.map((step) => [step, Number(row[step])])) as Record<
      ProgressStep,
      number
    >),
  }))
}
