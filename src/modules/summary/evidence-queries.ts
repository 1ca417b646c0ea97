import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Compliance, Effort } from './summary.ts'

/**
 * Employers of a region with a list here, and those of them whose bills are late on a day, by what is recorded now. To be asked behind the gate
 * `system` by whoever may see the region's figures: numbers only.
 */
export async function readCompliance(db: Queryable, region: RegionCode, on: PlainDate): Promise<Compliance> {
  const { first, last } = subtreeOf(region)
  const { rows } = await sql<{ employers: bigint; late: bigint; overdue: Rupiah }>`
    with lists as (
      select r.id, r.payer_id from rosters r
      where r.kind = 'employer' and r.closed_at is null and r.region_code between ${first} and ${last}
    ), late as (
      select l.payer_id, sum(b.total - b.paid - b.credited) as open from lists l join bills b on b.roster_id = l.id
      where b.kind <> 'credit-note' and b.due_on < ${on}::date and b.paid + b.credited < b.total group by 1
    )
    select (select count(distinct payer_id) from lists) as employers, count(*) as late, coalesce(sum(open), 0)::bigint as overdue
    from late`.execute(db)
  const row = rows[0]
  return {
    employers: Number(row?.employers ?? 0n),
    late: Number(row?.late ?? 0n),
    overdue: row?.overdue ?? 0n,
  }
}

/** What a region has done in a year that somebody can be shown: its legal bases, its budget, its programmes; the same gate. */
export async function readEffort(db: Queryable, region: RegionCode, on: PlainDate): Promise<Effort> {
  const { first, last } = subtreeOf(region)
  const year = Number(on.slice(0, 4))
  const { rows } = await sql<{ bases: bigint; programmes: bigint; budget: Rupiah }>`
    with lines as (
      select legal_basis, amount from budget_lines
      where fiscal_year = ${year} and region_code between ${first} and ${last}
    ), live as (
      select legal_basis from programmes
      where closed_at is null and region_code between ${first} and ${last}
        and months && daterange(make_date(${year}, 1, 1), make_date(${year} + 1, 1, 1))
    )
    select (select count(*) from (select legal_basis from lines union select legal_basis from live) b) as bases,
      (select count(*) from live) as programmes, (select coalesce(sum(amount), 0)::bigint from lines) as budget`.execute(
    db,
  )
  const row = rows[0]
  return {
    year,
    legalBases: Number(row?.bases ?? 0n),
    programmes: Number(row?.programmes ?? 0n),
    budget: row?.budget ?? 0n,
  }
}
