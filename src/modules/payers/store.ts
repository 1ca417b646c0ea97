import { sql } from 'kysely'
import { firstDayOf, type Month } from '../../kernel/month.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import {
  rangeText,
  type MemberFacts,
  type MonthSpan,
  type PayerKind,
  type RosterConditions,
  type RosterKind,
  type RosterSegment,
} from './payers.ts'

export type NewPayer = {
  readonly id: string
  readonly kind: PayerKind
  readonly name: string
  readonly regionCode: RegionCode
  readonly organisationId: string | null
  readonly employerId: string | null
}

export async function insertPayer(tx: Tx, payer: NewPayer, now: Date): Promise<void> {
  const { id, kind, name, regionCode, organisationId, employerId } = payer
  await sql`
    insert into payers (id, kind, name, organisation_id, employer_id, region_code, recorded_at)
    values (${id}, ${kind}, ${name}, ${organisationId}, ${employerId}, ${regionCode}, ${now})`.execute(tx)
}

export type NewRoster = {
  readonly id: string
  readonly payerId: string
  readonly kind: RosterKind
  readonly name: string
  readonly regionCode: RegionCode
  readonly organisationId: string | null
  readonly conditions: RosterConditions
  /** The budget that promises its months; left out: none. */
  readonly budgetLineId?: string | null
}

export async function insertRoster(tx: Tx, roster: NewRoster): Promise<void> {
  const { id, payerId, kind, name, regionCode, organisationId, conditions, budgetLineId = null } = roster
  await sql`
    insert into rosters (id, payer_id, kind, name, region_code, organisation_id, paid_from, conditions, budget_line_id)
    values (${id}, ${payerId}, ${kind}, ${name}, ${regionCode}, ${organisationId}, ${kind === 'gift' ? 'gift' : 'purse'},
      ${JSON.stringify(conditions)}::jsonb, ${budgetLineId})`.execute(tx)
}

export type NewMembers = {
  readonly rosterId: string
  readonly payerId: string
  readonly segment: RosterSegment
  readonly span: MonthSpan
  readonly ground: string
}

export type NewMember = MemberFacts & { readonly personId: bigint }

/** Takes people into a roster and answers who went in: whoever is covered already in one of the months stays out. */
export async function insertProtections(
  tx: Tx,
  { rosterId, payerId, segment, span, ground }: NewMembers,
  members: readonly NewMember[],
): Promise<ReadonlySet<bigint>> {
  const { rows } = await sql<{ person_id: bigint }>`
    insert into protections (roster_id, payer_id, person_id, months, programmes, segment, wage, income, occupation_group, ground)
    select ${rosterId}, ${payerId}, m.person_id, ${rangeText(span)}::daterange, int4range(m.first, m.past), ${segment},
      case ${segment} when 'PU' then m.pay end, case ${segment} when 'BPU' then m.pay end, m.occupation_group, ${ground}
    from unnest(${members.map(({ personId }) => String(personId))}::bigint[], ${members.map(({ pay }) => String(pay))}::bigint[],
      ${members.map(({ programmes }) => programmes.first)}::integer[], ${members.map(({ programmes }) => programmes.end)}::integer[],
      ${members.map(({ occupationGroup }) => occupationGroup)}::text[]) as m (person_id, pay, first, past, occupation_group)
    order by m.person_id
    on conflict do nothing returning person_id`.execute(tx)
  return new Set(rows.map(({ person_id }) => person_id))
}

export type HeldProtection = {
  readonly id: bigint
  readonly months: string
  readonly begins: string
  readonly until: string | null
  readonly ground: string
  readonly first: number
  readonly past: number
  readonly occupation_group: MemberFacts['occupationGroup']
  readonly pay: Rupiah
}

/** The protections of a member in a roster that reach into a month or beyond it, locked, earliest first. */
export async function lockProtections(
  tx: Tx,
  rosterId: string,
  personId: bigint,
  from: Month,
): Promise<HeldProtection[]> {
  // The roster before its rows: a run that bills it holds the roster while it reads them.
  await sql`select from rosters where id = ${rosterId} for no key update`.execute(tx)
  const { rows } = await sql<HeldProtection>`
    select id, months::text as months, lower(months)::text as begins, upper(months)::text as until, ground, lower(programmes) as first, upper(programmes) as past,
      occupation_group, coalesce(wage, income) as pay
    from protections
    where roster_id = ${rosterId} and person_id = ${personId} and not isempty(months)
      and months && daterange(${firstDayOf(from)}, null)
    order by lower(months) for no key update`.execute(tx)
  return rows
}

export type Shortening = {
  readonly protection: Pick<HeldProtection, 'id' | 'months'>
  readonly rosterId: string
  readonly from: Month
  readonly kind: 'ended' | 'changed'
  readonly because: string
  readonly by: string
}

/** Ends a protection before a month; one that begins later is taken back whole. What was there is kept as history. */
export async function shortenProtection(tx: Tx, shortening: Shortening): Promise<void> {
  const { protection, rosterId, from, kind, because, by } = shortening
  const { rows } = await sql<{ months: string }>`
    update protections set months = months * daterange(null, ${firstDayOf(from)}), ended_because = ${because}
    where id = ${protection.id} returning months::text as months`.execute(tx)
  const after = rows[0]?.months
  if (after === undefined) throw refuse('member-unknown', { month: from })
  await sql`
    insert into protection_changes (protection_id, roster_id, kind, months_before, months_after, reason, changed_by)
    values (${protection.id}, ${rosterId}, ${after === 'empty' && kind === 'ended' ? 'taken-back' : kind},
      ${protection.months}::daterange, ${after}::daterange, ${because}, ${by})`.execute(tx)
}

/** Ends protections of a roster before a month, in one statement, and keeps what was there as history. Who was ended. */
export async function shortenRoster(
  tx: Tx,
  { rosterId, from, because, by }: Omit<Shortening, 'protection' | 'kind'>,
  protectionIds: readonly bigint[],
): Promise<readonly bigint[]> {
  const { rows } = await sql<{ person_id: bigint }>`
    with held as (
      select id, months from protections where id = any (${protectionIds.map(String)}::bigint[])
    ), ended as (
      update protections c set months = c.months * daterange(null, ${firstDayOf(from)}), ended_because = ${because}
      from held h where c.id = h.id returning c.id, c.person_id, h.months as before, c.months as after
    ), kept as (
      insert into protection_changes (protection_id, roster_id, kind, months_before, months_after, reason, changed_by)
      select id, ${rosterId}, case when isempty(after) then 'taken-back' else 'ended' end, before, after, ${because}, ${by} from ended
    )
    select person_id from ended order by 1`.execute(tx)
  return rows.map(({ person_id }) => person_id)
}

/** The protections of a roster, of all or of some people, that reach into a month or beyond it: locked, and the roster before them. */
export async function lockReaching(
  tx: Tx,
  rosterId: string,
  from: Month,
  people: readonly bigint[] | null,
): Promise<readonly bigint[]> {
  await sql`select from rosters where id = ${rosterId} for no key update`.execute(tx)
  const { rows } = await sql<{ id: bigint }>`
    select id from protections
    where roster_id = ${rosterId} and not isempty(months) and months && daterange(${firstDayOf(from)}, null)
      ${people === null ? sql`` : sql`and person_id = any (${people.map(String)}::bigint[])`}
    order by id for no key update`.execute(tx)
  return rows.map(({ id }) => id)
}
