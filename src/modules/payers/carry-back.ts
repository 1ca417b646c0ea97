import { sql } from 'kysely'
import { firstDayOf, type Month } from '../../kernel/month.ts'
import type { Queryable, Tx } from '../../platform/db.ts'

/** What went on under a record that was kept, and had been somebody's who is no longer held to be the same. */
export type CarriedAway = {
  readonly protectionId: bigint
  readonly personId: bigint
  /** The first month that is not paid for under that record. */
  readonly from: Month
}

/** Stretches that went on from a protection under another person, as far as nobody has paid for them there. */
export async function listCarriedAway(db: Queryable, protectionId: bigint): Promise<readonly CarriedAway[]> {
  const { rows } = await sql<CarriedAway>`
    select k.id as "protectionId", k.person_id as "personId", to_char(greatest(lower(k.months), paid.past), 'YYYY-MM') as "from"
    from protections k join protections m on m.id = k.carried_from
    cross join lateral (
      select (max(l.month) + interval '1 month')::date as past from bill_lines l join paid_lines p on p.bill_id = l.bill_id
        and p.lines @> l.line_number
      where l.protection_id = k.id and l.person_id = k.person_id) paid
    where m.id = ${protectionId} and k.person_id <> m.person_id and not isempty(k.months)
      and k.months && daterange(greatest(lower(k.months), paid.past), null)
    order by k.id`.execute(db)
  return rows
}

/**
 * The months that a protection lost because two records were taken for one person stand again, but for those that were paid for under the
 * other record and those that somebody pays for by now. Answers how many stretches that made, and the first month of them.
 */
export async function carryBack(
  tx: Tx,
  protectionId: bigint,
  lost: { readonly first: Month; readonly past: Month | null },
): Promise<{ readonly stretches: number; readonly from: Month | null }> {
  const past = lost.past === null ? null : firstDayOf(lost.past)
  const { rows } = await sql<{ from: Month }>`
    insert into protections (roster_id, payer_id, person_id, months, programmes, segment, wage, income, occupation_group, ground, carried_from)
    select m.roster_id, m.payer_id, m.person_id, stretch, m.programmes, m.segment, m.wage, m.income, m.occupation_group, m.ground, m.id
    from protections m
    cross join lateral (
      select coalesce(range_agg(k.months), '{}') as months from protections k
      where not isempty(k.months) and (k.carried_from = m.id and k.person_id <> m.person_id
        or k.person_id = m.person_id and k.programmes && m.programmes
          and (k.segment = 'BPU' and m.segment = 'BPU' or k.roster_id = m.roster_id))) taken
    cross join lateral unnest(datemultirange(daterange(${firstDayOf(lost.first)}, ${past}::date)) - taken.months) as stretch
    where m.id = ${protectionId}
    on conflict do nothing returning to_char(lower(months), 'YYYY-MM') as "from"`.execute(tx)
  const [first = null] = rows.map(({ from }) => from).sort()
  return { stretches: rows.length, from: first }
}
