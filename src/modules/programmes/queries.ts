import { isUuid } from '../../kernel/uuid.ts'
import { sql, type RawBuilder } from 'kysely'
import { firstDayOf, monthOf, monthsBetween, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'
import { inSight } from '../payers/queries.ts'
import type { PayerKind } from '../payers/payers.ts'
import type { EligibilityRule } from './eligibility.ts'
import { rulesSql, ruleSql } from './eligibility-sql.ts'
import { programmePayer, rangeOfMonths, type SupportProgramme } from './programmes.ts'

type Row = {
  id: string
  payer_id: string
  payer_name: string
  payer_kind: PayerKind
  name: string
  first_day: PlainDate
  end_day: PlainDate
  first: number
  end: number
  rules: readonly StoredRule[]
  income: Rupiah
  bpjs_group_code: string | null
  legal_basis: string
  region_code: bigint
  closed_at: Date | null
  budget_line_id: string | null
}

/** A rule as JSON keeps it: rupiah as text. */
type StoredRule =
  Exclude<EligibilityRule, { rule: 'income' }> | { readonly rule: 'income'; readonly below: string }

const SHOWN = sql`g.id, g.payer_id, p.name as payer_name, p.kind as payer_kind, g.name, lower(g.months) as first_day,
  upper(g.months) as end_day, lower(g.programmes) as first, upper(g.programmes) as end, g.rules, g.income, g.bpjs_group_code,
  g.legal_basis, g.region_code, g.closed_at, r.budget_line_id`
const PROGRAMMES = sql`programmes g join payers p on p.id = g.payer_id left join rosters r on r.id = g.id`

export type ProgrammeFilter = {
  readonly region?: RegionCode
  readonly payerId?: string
  readonly month?: Month
}

/** Programmes within sight, the latest first. */
export async function listProgrammes(
  db: Queryable,
  sight: Sight,
  { region, payerId, month }: ProgrammeFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<SupportProgramme[]> {
  const subtree = region === undefined ? null : subtreeOf(region)
  const wanted: RawBuilder<unknown>[] = [
    sql`(${inSight(sight, 'p')} or region_covers(g.region_code, ${sight.first}, ${sight.last}))`,
    ...(subtree === null ? [] : [sql`g.region_code between ${subtree.first} and ${subtree.last}`]),
    ...(payerId === undefined ? [] : [sql`g.payer_id::text = ${payerId}`]),
    ...(month === undefined ? [] : [sql`g.months @> ${firstDayOf(month)}::date`]),
  ]
  const { rows } = await sql<Row>`
    select ${SHOWN} from ${PROGRAMMES} where ${sql.join(wanted, sql` and `)}
    order by lower(g.months) desc, g.name, g.id limit ${limit} offset ${offset}`.execute(db)
  return rows.map(programmeOf)
}

/** A programme that this scope sees. Refuses `programme-unknown`. */
export async function getProgramme(db: Queryable, id: string): Promise<SupportProgramme> {
  if (!isUuid(id)) throw refuse('programme-unknown', {})
  const { rows } = await sql<Row>`
    select ${SHOWN} from ${PROGRAMMES} where g.id = ${id}`.execute(db)
  if (!rows[0]) throw refuse('programme-unknown', {})
  return programmeOf(rows[0])
}

function programmeOf(row: Row): SupportProgramme {
  const firstMonth = monthOf(row.first_day)
  return {
    id: row.id,
    payerId: row.payer_id,
    payerName: row.payer_name,
    payerKind: programmePayer(row.payer_kind),
    name: row.name,
    firstMonth,
    monthCount: monthsBetween(firstMonth, monthOf(row.end_day)),
    programmes: { first: row.first, end: row.end },
    rules: row.rules.map((rule) =>
      rule.rule === 'income' ? { rule: 'income', below: BigInt(rule.below) } : rule,
    ),
    income: row.income,
    bpjsGroupCode: row.bpjs_group_code,
    legalBasis: row.legal_basis,
    regionCode: Number(row.region_code) as RegionCode,
    isClosed: row.closed_at !== null,
    budgetLineId: row.budget_line_id,
  }
}

export type RuleCount = { readonly met: number; readonly broken: number; readonly unknown: number }

export type PeopleCount = {
  readonly inRegion: number
  readonly fit: number
  readonly unknown: number
  readonly covered: number
  readonly free: number
  /** In the order of the rules, each rule alone. */
  readonly rules: readonly RuleCount[]
}

type Counted = Pick<SupportProgramme, 'rules' | 'firstMonth' | 'monthCount' | 'programmes'>

/**
 * How many own-account workers of a region fit the rules, in one pass over them; how many of those somebody pays for already in one of
 * the months, whoever it is. Runs behind the gate `matching`: only numbers leave it, and people outside the region are not counted.
 */
export async function countEligible(
  db: Queryable,
  region: RegionCode,
  programme: Counted,
): Promise<PeopleCount> {
  const { rules, firstMonth, programmes } = programme
  const { first, last } = subtreeOf(region)
  const each = rules.map((rule) => ruleSql(rule, firstMonth))
  const counts = each.flatMap((condition, place) => [
    sql`count(*) filter (where ${condition}) as ${sql.ref(`met_${String(place)}`)}`,
    sql`count(*) filter (where (${condition}) is null) as ${sql.ref(`unknown_${String(place)}`)}`,
  ])
  const { rows } = await sql<Record<string, bigint>>`
    with judged as (
      select p.*, ${rulesSql(rules, firstMonth)} as fits from people p
      where p.residence_region between ${first} and ${last} and p.merged_into is null and p.segment = 'BPU'
        and p.living_status is distinct from 'deceased'
    )
    select count(*) as people, count(*) filter (where p.fits) as fit, count(*) filter (where p.fits is null) as unknown,
      count(*) filter (where p.fits and exists (
        select from protections c where c.person_id = p.id and c.segment = 'BPU'
          and c.months && ${rangeOfMonths(programme)}::daterange and c.programmes && int4range(${programmes.first}, ${programmes.end})
      )) as covered ${counts.length > 0 ? sql`, ${sql.join(counts)}` : sql``}
    from judged p`.execute(db)
  const found = (name: string) => Number(rows[0]?.[name] ?? 0n)
  const inRegion = found('people')
  const [fit, covered] = [found('fit'), found('covered')]
  return {
    inRegion,
    fit,
    unknown: found('unknown'),
    covered,
    free: fit - covered,
    rules: each.map((_condition, place) => {
      const [met, unknown] = [found(`met_${String(place)}`), found(`unknown_${String(place)}`)]
      return { met, unknown, broken: inRegion - met - unknown }
    }),
  }
}
