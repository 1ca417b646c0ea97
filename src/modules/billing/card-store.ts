import { sql } from 'kysely'
import { firstDayOf, type Month } from '../../kernel/month.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'

/** What makes one question of law: conditions of the roster, and what is particular to the member. */
export type PricedCase = {
  readonly conditions: object
  readonly segment: 'PU' | 'BPU'
  readonly first: number
  readonly past: number
  readonly pay: Rupiah
  readonly occupation_group: string
}

export type NewCard = PricedCase & {
  readonly question: string
  readonly hash: Buffer
  readonly lines: string
  readonly amount: Rupiah
}

/** Joins `m` (protections) of rosters `r` to their card `c`: every bill finds its prices by this and by nothing else. */
export const CARD_OF_MEMBER = sql`c.conditions = r.conditions and c.segment = m.segment and c.programmes = m.programmes
  and c.pay = coalesce(m.wage, m.income) and c.occupation_group = m.occupation_group`

/** Members of these rosters, which are sorted: told as a stretch too, because a stretch of an index is read faster than ten thousand places. */
export function membersOf(rosterIds: readonly string[]) {
  return sql`r.id = any (${rosterIds}::uuid[]) and m.roster_id between ${rosterIds.at(0) ?? null}::uuid and ${rosterIds.at(-1) ?? null}::uuid`
}

/**
 * What a run has just written has no statistics yet, and comparing every row with every other would take most of a large run: until
 * `planFreely` tables are joined by hash.
 */
export async function planForMany(tx: Tx): Promise<void> {
  await sql`set local enable_nestloop = off`.execute(tx)
}

export async function planFreely(tx: Tx): Promise<void> {
  await sql`set local enable_nestloop = on`.execute(tx)
}

/** The distinct questions of these rosters in a month to which there is no card of this law. */
export async function listUnpricedCases(
  tx: Tx,
  month: Month,
  lawVersion: string,
  rosterIds: readonly string[],
): Promise<PricedCase[]> {
  const day = firstDayOf(month)
  const { rows } = await sql<PricedCase>`
    with r as materialized (
      select r.id, r.conditions, dense_rank() over (order by r.conditions) as n from rosters r where r.id = any (${rosterIds}::uuid[])),
    m as materialized (
      select r.n, m.segment, m.programmes, coalesce(m.wage, m.income) as pay, m.occupation_group
      from r join protections m on m.roster_id = r.id and ${membersOf(rosterIds)} and m.months @> ${day}::date group by 1, 2, 3, 4, 5)
    select k.conditions, m.segment, lower(m.programmes) as first, upper(m.programmes) as past, m.pay, m.occupation_group
    from m join (select distinct n, conditions from r) k on k.n = m.n
    where not exists (
      select from rate_cards c where c.month = ${day}::date and c.law_version = ${lawVersion} and c.conditions = k.conditions
        and c.segment = m.segment and c.programmes = m.programmes and c.pay = m.pay and c.occupation_group = m.occupation_group)`.execute(
    tx,
  )
  return rows
}

const CARDS_AT_ONCE = 5_000

export async function insertCards(
  tx: Tx,
  month: Month,
  lawVersion: string,
  cards: readonly NewCard[],
): Promise<void> {
  for (let at = 0; at < cards.length; at += CARDS_AT_ONCE)
    await insertSome(tx, month, lawVersion, cards.slice(at, at + CARDS_AT_ONCE))
}

async function insertSome(
  tx: Tx,
  month: Month,
  lawVersion: string,
  cards: readonly NewCard[],
): Promise<void> {
  const all = <Value>(pick: (card: NewCard) => Value) => cards.map(pick)
  await sql`
    insert into rate_cards (month, law_version, conditions, segment, programmes, pay, occupation_group, question, question_hash, lines, amount)
    select ${firstDayOf(month)}::date, ${lawVersion}, k.conditions, k.segment, int4range(k.first, k.past), k.pay, k.occupation_group,
      k.question, k.hash, k.lines, k.amount
    from unnest(${all(({ conditions }) => JSON.stringify(conditions))}::jsonb[], ${all(({ segment }) => segment)}::text[],
      ${all(({ first }) => first)}::integer[], ${all(({ past }) => past)}::integer[], ${all(({ pay }) => String(pay))}::bigint[],
      ${all(({ occupation_group }) => occupation_group)}::text[], ${all(({ question }) => question)}::jsonb[],
      ${all(({ hash }) => hash)}::bytea[], ${all(({ lines }) => lines)}::jsonb[], ${all(({ amount }) => String(amount))}::bigint[])
      as k (conditions, segment, first, past, pay, occupation_group, question, hash, lines, amount)
    on conflict do nothing`.execute(tx)
}
