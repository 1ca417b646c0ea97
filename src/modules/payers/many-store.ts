import { sql } from 'kysely'
import { firstDayOf, type Month } from '../../kernel/month.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'

/** Lets whoever changes a roster in one after the other, and behind whoever sends a month of it. */
export async function lockRoster(tx: Tx, rosterId: string): Promise<void> {
  await sql`select from rosters where id = ${rosterId} for no key update`.execute(tx)
}

export type Leaver = { readonly personId: bigint; readonly because: string }

export type ManyShortened = {
  readonly rosterId: string
  readonly from: Month
  readonly kind: 'ended' | 'changed'
  readonly by: string
}

/** What was cut off of a protection, from a month on. */
export type CutOff = {
  readonly person_id: bigint
  readonly months: string
  readonly first: number
  readonly past: number
  readonly occupation_group: string
  readonly ground: string
}

/** Ends the protections of many members before a month, as `shortenProtection` does one. Answers what was cut off, with its history kept. */
export async function shortenMany(
  tx: Tx,
  { rosterId, from, kind, by }: ManyShortened,
  leavers: readonly Leaver[],
): Promise<CutOff[]> {
  const first = firstDayOf(from)
  const { rows } = await sql<CutOff>`
    with held as (
      select p.id, p.months, l.because from protections p
      join unnest(${leavers.map(({ personId }) => String(personId))}::bigint[], ${leavers.map(({ because }) => because)}::text[])
        as l (person_id, because) using (person_id)
      where p.roster_id = ${rosterId} and not isempty(p.months) and p.months && daterange(${first}::date, null)
      order by p.id for no key update of p
    ), cut as (
      update protections p set months = p.months * daterange(null, ${first}::date), ended_because = h.because
      from held h where p.id = h.id
      returning p.id, p.person_id, h.months as before, p.months as after, h.because, lower(p.programmes) as first, upper(p.programmes) as past,
        p.occupation_group, p.ground
    ), kept as (
      insert into protection_changes (protection_id, roster_id, kind, months_before, months_after, reason, changed_by)
      select id, ${rosterId}, case when isempty(after) and ${kind} = 'ended' then 'taken-back' else ${kind} end, before, after, because, ${by}
      from cut
    )
    select person_id, (before * daterange(${first}::date, null))::text as months, first, past, occupation_group, ground from cut`.execute(
    tx,
  )
  return rows
}

/** Protects again what was cut off, with another pay. Answers how many went in: all, unless somebody pays for one in between. */
export async function insertAgain(
  tx: Tx,
  {
    rosterId,
    payerId,
    segment,
  }: { readonly rosterId: string; readonly payerId: string; readonly segment: 'PU' | 'BPU' },
  again: readonly (CutOff & { readonly pay: Rupiah })[],
): Promise<number> {
  const { rows } = await sql`
    insert into protections (roster_id, payer_id, person_id, months, programmes, segment, wage, income, occupation_group, ground)
    select ${rosterId}, ${payerId}, a.person_id, a.months, int4range(a.first, a.past), ${segment},
      case ${segment} when 'PU' then a.pay end, case ${segment} when 'BPU' then a.pay end, a.occupation_group, a.ground
    from unnest(${again.map((each) => String(each.person_id))}::bigint[], ${again.map(({ months }) => months)}::daterange[],
      ${again.map(({ first }) => first)}::integer[], ${again.map(({ past }) => past)}::integer[],
      ${again.map(({ pay }) => String(pay))}::bigint[], ${again.map((each) => each.occupation_group)}::text[],
      ${again.map(({ ground }) => ground)}::text[]) as a (person_id, months, first, past, pay, occupation_group, ground)
    order by a.person_id on conflict do nothing returning person_id`.execute(tx)
  return rows.length
}
