import { sql } from 'kysely'
import { addMonths, monthOf, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Queryable } from '../../platform/db.ts'
import type { OccupationGroup } from '../../rules/payers.ts'
import type { Sight } from '../access/act.ts'
import { programmesIn, type PayerKind, type RosterConditions } from '../payers/payers.ts'
import { inSight } from '../payers/queries.ts'
import type { ProtectionFacts } from './protection.ts'

type StretchRow = {
  payer_kind: PayerKind
  first_day: PlainDate
  end_day: PlainDate | null
  first: number
  end: number
  ground: string
  billed: readonly { readonly month: string; readonly dueOn: PlainDate; readonly isPaid: boolean }[]
}

/**
 * Everything that was ever promised to somebody, whoever pays, with what became of each bill. To be asked behind the gate `system`, once
 * it is known that the asker may see the person: it says what kind of payer it is, never which.
 */
export async function stretchesOf(db: Queryable, personId: bigint): Promise<ProtectionFacts[]> {
  const { rows } = await sql<StretchRow>`
    select p.kind as payer_kind, lower(m.months) as first_day, upper(m.months) as end_day, lower(m.programmes) as first,
      upper(m.programmes) as "end", m.ground,
      coalesce((
        select jsonb_agg(jsonb_build_object('month', to_char(l.month, 'YYYY-MM'), 'dueOn', b.due_on,
            'isPaid', exists (select from paid_lines q where q.bill_id = l.bill_id and q.lines @> l.line_number))
          order by l.month, b.issued_at)
        from bill_lines l join bills b on b.id = l.bill_id and b.kind in ('original', 'amendment')
        where l.person_id = m.person_id and l.protection_id = m.id
          and l.amount > coalesce((select sum(c.amount) from credited_lines c
            where c.bill_id = l.bill_id and c.line_number = l.line_number), 0)), '[]') as billed
    from protections m join payers p on p.id = m.payer_id
    where m.person_id = ${personId} and not isempty(m.months) order by lower(m.months), m.id`.execute(db)
  return rows.map((row) => ({
    payerKind: row.payer_kind,
    programmes: programmesIn({ first: row.first, end: row.end }),
    firstMonth: monthOf(row.first_day),
    lastMonth: row.end_day === null ? null : addMonths(monthOf(row.end_day), -1),
    ground: row.ground,
    billed: row.billed.map(({ month, ...bill }) => ({ ...bill, month: month as Month })),
  }))
}

/** Whether this scope sees a person, and the row that stands for him since a merging; null when it does not. */
export async function findStanding(db: Queryable, sight: Sight, personId: bigint): Promise<bigint | null> {
  const { first, last, organisationId } = sight
  const { rows } = await sql<{ id: bigint }>`
    select case when p.merged_into is null then p.id else standing_person(p.id) end as id from people p
    where p.id = ${personId} and (p.residence_region between ${first} and ${last} or p.work_region between ${first} and ${last}
      or p.organisation_id = ${organisationId}::uuid
      or exists (select from person_statements s where s.person_id = p.id and s.organisation_id = ${organisationId}::uuid))`.execute(
    db,
  )
  return rows[0]?.id ?? null
}

/** Somebody whose NIK was typed, and whether the birth date typed beside it is his. */
export type TypedPerson = {
  readonly id: bigint
  readonly name: string
  readonly region: RegionCode
  readonly isBornThen: boolean
}

/**
 * Whose NIK this is by its blind index. Where no birth date was ever told, `fitsNik` says whether the typed one is that of the NIK. To be
 * asked behind the gate `system` by the public check, which answers nobody else.
 */
export async function findTypedPerson(
  db: Queryable,
  {
    index,
    bornOn,
    fitsNik,
  }: { readonly index: Buffer; readonly bornOn: PlainDate; readonly fitsNik: boolean },
): Promise<TypedPerson | null> {
  const { rows } = await sql<{ id: bigint; name: string; region: bigint; is_born_then: boolean }>`
    select id, name, residence_region as region, coalesce(born_on = ${bornOn}::date, ${fitsNik}) as is_born_then
    from people where id = person_of_identity(${index}) and merged_into is null`.execute(db)
  const [row] = rows
  return row ? { ...row, region: Number(row.region) as RegionCode, isBornThen: row.is_born_then } : null
}

/** People of one roster who end alike and would be priced alike. */
export type EndingCase = {
  readonly rosterId: string
  readonly roster: string
  readonly payerKind: PayerKind
  readonly conditions: RosterConditions
  readonly lastMonth: Month
  readonly programmes: { readonly first: number; readonly end: number }
  readonly pay: Rupiah
  readonly occupationGroup: OccupationGroup
  readonly people: number
}

export type EndingFilter = {
  readonly on: PlainDate
  readonly before: PlainDate
  readonly region?: RegionCode
}

/**
 * Whose protection ends before a day and is followed by nothing, whoever would pay for what follows. To be asked behind the gate
 * `system`: rosters are cut to the sight here, and of what others pay only that it exists is used.
 */
export async function endingCases(
  db: Queryable,
  sight: Sight,
  { on, before, region }: EndingFilter,
): Promise<EndingCase[]> {
  const subtree = region === undefined ? null : subtreeOf(region)
  const within =
    subtree === null ? sql`` : sql`and r.region_code between ${subtree.first} and ${subtree.last}`
  const { rows } = await sql<{
    roster_id: string
    roster: string
    payer_kind: PayerKind
    conditions: RosterConditions
    end_day: PlainDate
    first: number
    end: number
    pay: Rupiah
    occupation_group: OccupationGroup
    people: bigint
  }>`
    select r.id as roster_id, r.name as roster, p.kind as payer_kind, r.conditions, upper(m.months) as end_day,
      lower(m.programmes) as first, upper(m.programmes) as "end", coalesce(m.wage, m.income) as pay, m.occupation_group,
      count(*) as people
    from protections m join rosters r on r.id = m.roster_id join payers p on p.id = m.payer_id
    where ${inSight(sight, 'r')} ${within}
      and upper(m.months) > ${on}::date and upper(m.months) <= ${before}::date
      and not exists (select from protections n where n.person_id = m.person_id and n.segment = m.segment
        and n.programmes && m.programmes and n.months @> upper(m.months))
    group by r.id, p.kind, end_day, first, "end", pay, m.occupation_group
    order by end_day, r.name, r.id`.execute(db)
  return rows.map((row) => ({
    rosterId: row.roster_id,
    roster: row.roster,
    payerKind: row.payer_kind,
    conditions: row.conditions,
    lastMonth: addMonths(monthOf(row.end_day), -1),
    programmes: { first: row.first, end: row.end },
    pay: row.pay,
    occupationGroup: row.occupation_group,
    people: Number(row.people),
  }))
}

/** Who has stood in both rosters. */
export async function peopleInBoth(db: Queryable, one: string, other: string): Promise<number[]> {
  const { rows } = await sql<{ person_id: bigint }>`
    select distinct c.person_id from protections c
    where c.roster_id = ${other} and not isempty(c.months)
      and exists (select from protections b where b.roster_id = ${one} and b.person_id = c.person_id) order by 1`.execute(
    db,
  )
  return rows.map(({ person_id }) => Number(person_id))
}
