import { sql, type RawBuilder } from 'kysely'
import { firstDayOf, monthOf } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import type { Queryable } from '../../platform/db.ts'
import type { PayerKind } from '../payers/payers.ts'
import type { CoverageCount, CoveragePlace, CoverageTally, Counting } from './coverage.ts'
import { toldMembersSql } from '../submissions/queries.ts'
import { tallyOf, type TallyRow } from './queries.ts'

export type RowsAsk = {
  readonly asOf: PlainDate
  readonly place: CoveragePlace
  /** Left out: whoever is protected here. */
  readonly counting?: Counting
  /** More overdue months than these end protection. */
  readonly toleratedMonths: number
  /** Left out: as everything is known now. */
  readonly knownAt?: Date
}

type Known = {
  readonly protections: RawBuilder<unknown>
  readonly people: RawBuilder<unknown>
  readonly paid: RawBuilder<unknown>
  readonly credited: RawBuilder<unknown>
  readonly bills: RawBuilder<unknown>
}

const AS_NOW: Known = {
  protections: sql`protections`,
  people: sql`people`,
  paid: sql`paid_lines`,
  credited: sql`credited_lines`,
  bills: sql`bills`,
}

/** The tables of a count as they stood at an instant: what was recorded later is left out, what was changed later is as before. */
function knownBy(at: Date): Known {
  return {
    protections: sql`(
      select m.id, m.person_id, m.roster_id, m.segment, m.payer_id, m.programmes, coalesce((select c.months_before from protection_changes c
        where c.protection_id = m.id and c.changed_at > ${at} order by c.id limit 1), m.months) as months
      from protections m where m.recorded_at <= ${at})`,
    people: sql`(
      select p.id, case when c.row_before is null then p.work_region else (c.row_before->>'work_region')::bigint end as work_region,
        coalesce((c.row_before->>'residence_region')::bigint, p.residence_region) as residence_region,
        (select g.kept_id from person_merges g where g.lost_id = p.id and g.merged_at <= ${at}
          and (g.unmerged_at is null or g.unmerged_at > ${at}) limit 1) as merged_into
      from people p left join lateral (select c.row_before from person_changes c
        where c.person_id = p.id and c.changed_at > ${at} and c.row_before ? 'residence_region' and c.cause <> 'statement'
        order by c.id limit 1) c on true)`,
    paid: sql`(select q.* from paid_lines q join entries e on e.id = q.entry_id where e.recorded_at <= ${at})`,
    credited: sql`(select k.* from credited_lines k join bills n on n.id = k.credit_bill_id where n.issued_at <= ${at})`,
    bills: sql`(select * from bills where issued_at <= ${at})`,
  }
}

/**
 * Who is protected on a day: in a stretch with JKK that holds its month, with no more overdue months than the law tolerates. The slow
 * path, by other code than the counters: they must agree.
 */
function protectedSql({ asOf, place, counting, toleratedMonths, knownAt }: RowsAsk): RawBuilder<unknown> {
  const known = knownAt === undefined ? AS_NOW : knownBy(knownAt)
  const where = place === 'work' ? sql`coalesce(p.work_region, p.residence_region)` : sql`p.residence_region`
  const told =
    counting === 'told'
      ? sql`join (${toldMembersSql(asOf, knownAt)}) t on t.person_id = m.person_id and t.segment = m.segment
          and (t.roster_id is null or t.roster_id = m.roster_id)`
      : sql``
  return sql`
    select m.person_id, m.roster_id, m.segment, m.payer_id, ${where} as region
    from ${known.protections} m join ${known.people} p on p.id = m.person_id ${told}
    where m.months @> ${firstDayOf(monthOf(asOf))}::date and m.programmes @> 0 and p.merged_into is null
      and ${toleratedMonths} >= (
        select count(*) from bill_lines l join ${known.bills} b on b.id = l.bill_id
        where l.protection_id = m.id and l.person_id = m.person_id and b.kind in ('original', 'amendment') and b.due_on < ${asOf}::date
          and not exists (select from ${known.paid} q
            where q.bill_id = l.bill_id and q.lines @> l.line_number and q.paid_on <= ${asOf}::date)
          and l.amount > coalesce((select sum(c.amount) from ${known.credited} c
            where c.bill_id = l.bill_id and c.line_number = l.line_number), 0))`
}

const TALLY = sql`count(distinct (c.person_id, c.roster_id)) filter (where c.segment = 'PU') as wage_members,
  count(distinct (c.person_id, c.roster_id)) filter (where c.segment = 'BPU') as own_members,
  count(distinct c.person_id) filter (where c.segment = 'PU') as wage_people, count(distinct c.person_id) as all_people`

/** Tallies of regions from the rows. To be asked behind the gate `system` by whoever may see their figures: numbers only. */
export async function countRegions(
  db: Queryable,
  ask: RowsAsk,
  regions: readonly RegionCode[],
): Promise<ReadonlyMap<RegionCode, CoverageTally>> {
  const spans = regions.map(subtreeOf)
  const { rows } = await sql<TallyRow>`
    with c as (${protectedSql(ask)})
    select s.first as region, ${TALLY} from unnest(${spans.map(({ first }) => first)}::bigint[],
      ${spans.map(({ last }) => last)}::bigint[]) as s (first, last) join c on c.region between s.first and s.last group by 1`.execute(
    db,
  )
  return new Map(rows.map(tallyOf))
}

/** The same of the regions of the next level below one, by their numbers: width 100,000,000 for provinces … 1 for villages. */
export async function countBelow(
  db: Queryable,
  ask: RowsAsk,
  region: RegionCode,
  width: number,
): Promise<ReadonlyMap<RegionCode, CoverageTally>> {
  const { first, last } = subtreeOf(region)
  const { rows } = await sql<TallyRow>`
    with c as (${protectedSql(ask)})
    select c.region - c.region % ${width}::bigint as region, ${TALLY} from c
    where c.region between ${first} and ${last} group by 1`.execute(db)
  return new Map(rows.map(tallyOf))
}

/** People and memberships of a region by kind of payer: from the rows always, the counters know no payers. */
export async function countByPayer(
  db: Queryable,
  ask: RowsAsk,
  region: RegionCode,
  segments: readonly ('PU' | 'BPU')[],
): Promise<ReadonlyMap<PayerKind, CoverageCount>> {
  const { first, last } = subtreeOf(region)
  const { rows } = await sql<{ kind: PayerKind; people: bigint; members: bigint }>`
    with c as (${protectedSql(ask)})
    select y.kind, count(distinct c.person_id) as people, count(distinct (c.person_id, c.roster_id)) as members
    from c join payers y on y.id = c.payer_id
    where c.region between ${first} and ${last} and c.segment = any (${[...segments]}::text[]) group by 1 order by 1`.execute(
    db,
  )
  return new Map(
    rows.map(({ kind, people, members }) => [kind, { people: Number(people), members: Number(members) }]),
  )
}
