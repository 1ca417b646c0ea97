import { sql, type RawBuilder } from 'kysely'
import { firstDayOf, monthOf } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import type { Queryable } from '../../platform/db.ts'
import type { PayerKind } from '../payers/payers.ts'
import type { CoverageCount, CoveragePlace } from './coverage.ts'

export type CoverageAsk = {
  readonly region: RegionCode
  readonly asOf: PlainDate
  readonly segments: readonly ('PU' | 'BPU')[]
  readonly place: CoveragePlace
  /** More overdue months than these end protection. */
  readonly toleratedMonths: number
}

type CountRow<Key> = { part: Key; people: bigint; members: bigint }

/** Who is protected on a day: in a stretch that holds its month, with no more overdue months than the law tolerates. From the rows. */
function protectedSql({ region, asOf, segments, place, toleratedMonths }: CoverageAsk): RawBuilder<unknown> {
  const { first, last } = subtreeOf(region)
  const where = place === 'work' ? sql`coalesce(p.work_region, p.residence_region)` : sql`p.residence_region`
  return sql`
    select m.person_id, m.roster_id, m.segment, m.payer_id, ${where} as region
    from protections m join people p on p.id = m.person_id
    where m.months @> ${firstDayOf(monthOf(asOf))}::date and m.segment = any (${[...segments]}::text[])
      and p.merged_into is null and ${where} between ${first} and ${last}
      and ${toleratedMonths} >= (
        select count(*) from bill_lines l join bills b on b.id = l.bill_id
        where l.protection_id = m.id and l.person_id = m.person_id and b.kind in ('original', 'amendment') and b.due_on < ${asOf}::date
          and not exists (select from paid_lines q where q.bill_id = l.bill_id and q.lines @> l.line_number and q.paid_on <= ${asOf}::date)
          and l.amount > coalesce((select sum(c.amount) from credited_lines c
            where c.bill_id = l.bill_id and c.line_number = l.line_number), 0))`
}

const COUNTS = sql`count(distinct c.person_id) as people, count(distinct (c.person_id, c.roster_id)) as members`

/** The count of a region altogether. To be asked behind the gate `system` by whoever may see its figures: numbers only. */
export async function countProtected(db: Queryable, ask: CoverageAsk): Promise<CoverageCount> {
  const { rows } = await sql<CountRow<null>>`
    with c as (${protectedSql(ask)}) select ${COUNTS} from c`.execute(db)
  return { people: Number(rows[0]?.people ?? 0n), members: Number(rows[0]?.members ?? 0n) }
}

/** The same by segment. Somebody with a wage and a business of his own counts in both, and once in the sum. */
export async function countBySegment(
  db: Queryable,
  ask: CoverageAsk,
): Promise<ReadonlyMap<'PU' | 'BPU', CoverageCount>> {
  return counted<'PU' | 'BPU'>(db, ask, sql`c.segment`, sql`c`)
}

/** The same by kind of payer. */
export async function countByPayer(
  db: Queryable,
  ask: CoverageAsk,
): Promise<ReadonlyMap<PayerKind, CoverageCount>> {
  return counted<PayerKind>(db, ask, sql`y.kind`, sql`c join payers y on y.id = c.payer_id`)
}

/** The same by the regions of the next level below, by their numbers: width 100,000,000 for provinces … 1 for villages. */
export async function countByRegion(
  db: Queryable,
  ask: CoverageAsk,
  width: number,
): Promise<ReadonlyMap<RegionCode, CoverageCount>> {
  const counts = await counted<bigint>(db, ask, sql`c.region - c.region % ${width}::bigint`, sql`c`)
  return new Map([...counts].map(([code, count]) => [Number(code) as RegionCode, count]))
}

async function counted<Key>(
  db: Queryable,
  ask: CoverageAsk,
  part: RawBuilder<unknown>,
  from: RawBuilder<unknown>,
): Promise<ReadonlyMap<Key, CoverageCount>> {
  const { rows } = await sql<CountRow<Key>>`
    with c as (${protectedSql(ask)}) select ${part} as part, ${COUNTS} from ${from} group by 1 order by 1`.execute(
    db,
  )
  return new Map(
    rows.map(({ part: key, people, members }) => [key, { people: Number(people), members: Number(members) }]),
  )
}
