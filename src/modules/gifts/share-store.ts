import { sql } from 'kysely'
import { firstDayOf, type Month } from '../../kernel/month.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import type { OccupationGroup } from '../../rules/payers.ts'

/** What a month of a worker with a relief costs. */
export type SharePrice = {
  readonly month: Month
  readonly occupationGroup: OccupationGroup
  readonly amount: Rupiah
}

/**
 * Writes one row for each month of each worker whom a gift protects, with its leaf, in one statement. The text in it is that of
 * `shareText` in proof.ts; a test compares the two. How many there are, and what they cost together.
 */
export async function insertShares(
  tx: Tx,
  giftId: string,
  prices: readonly SharePrice[],
): Promise<{ readonly shareCount: number; readonly shared: Rupiah }> {
  const { rows } = await sql<{ count: bigint; shared: Rupiah }>`
    with workers as materialized (
      select row_number() over (order by t.id) as worker, t.person_id, t.months, t.occupation_group, p.residence_region as region_code,
        coalesce(nullif(left(regexp_replace(regexp_replace(upper(p.name), '([[:alpha:]])[[:alpha:]]*', '\\1', 'g'), '[^[:alpha:]]', '', 'g'), 5), ''), '?') as initials
      from protections t join people p on p.id = t.person_id
      where t.roster_id = ${giftId} and not isempty(t.months)
    ), counted as (
      select row_number() over (order by w.worker, c.month) as number, w.worker, w.person_id, w.region_code, w.initials, c.month, c.amount,
        uuid_send(gen_random_uuid()) as salt, lpad(w.region_code::text, 10, '0') as code
      from workers w
      join unnest(${prices.map(({ month }) => firstDayOf(month))}::date[], ${prices.map(({ occupationGroup }) => occupationGroup)}::text[],
        ${prices.map(({ amount }) => String(amount))}::bigint[]) as c (month, occupation_group, amount)
        on c.occupation_group = w.occupation_group and w.months @> c.month
    ), written as (
      insert into gift_shares (gift_id, number, worker, person_id, region_code, initials, month, amount, salt, leaf)
      select ${giftId}, s.number, s.worker, s.person_id, s.region_code, s.initials, s.month, s.amount, s.salt,
        sha256('\\x00'::bytea || s.salt || convert_to(concat_ws('|', 'payung-gift-share-1', ${giftId}::text, s.number, s.worker, s.initials,
          left(s.code, 2) || '.' || substr(s.code, 3, 2) || '.' || substr(s.code, 5, 2) || '.' || right(s.code, 4),
          to_char(s.month, 'YYYY-MM'), 'JKK+JKM', s.amount), 'UTF8'))
      from counted s order by s.number
      returning amount
    )
    select count(*) as count, coalesce(sum(amount), 0)::bigint as shared from written`.execute(tx)
  return { shareCount: Number(rows[0]?.count ?? 0n), shared: rows[0]?.shared ?? 0n }
}

/** What the months cost that a gift protects by now, at these prices. */
export async function spendOf(tx: Tx, giftId: string, prices: readonly SharePrice[]): Promise<Rupiah> {
  if (prices.length === 0) return 0n
  const { rows } = await sql<{ spent: Rupiah }>`
    select coalesce(sum(c.amount * w.workers), 0)::bigint as spent
    from (select months, occupation_group, count(*) as workers from protections
      where roster_id = ${giftId} and not isempty(months) group by 1, 2) w
    join (select * from unnest(${prices.map(({ month }) => firstDayOf(month))}::date[], ${prices.map(({ occupationGroup }) => occupationGroup)}::text[],
        ${prices.map(({ amount }) => String(amount))}::bigint[]) as u (month, occupation_group, amount)) c
      on c.occupation_group = w.occupation_group and w.months @> c.month`.execute(tx)
  return rows[0]?.spent ?? 0n
}

/** All leaves of a gift, one after the other, in the order of their numbers. */
export async function listLeaves(tx: Tx, giftId: string): Promise<Buffer> {
  const { rows } = await sql<{ leaves: Buffer | null }>`
    select string_agg(leaf, ''::bytea order by number) as leaves from gift_shares where gift_id = ${giftId}`.execute(
    tx,
  )
  return rows[0]?.leaves ?? Buffer.alloc(0)
}
