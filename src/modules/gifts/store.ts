import { sql } from 'kysely'
import { addMonths, firstDayOf, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import { jsonText } from '../../platform/json-text.ts'
import type { Tx } from '../../platform/db.ts'
import type { VulnerableGroup } from '../people/people.ts'
import type { GiftKind, GiftState, MonthPrice, RestChoice } from './gifts.ts'

export type NewGift = {
  readonly id: string
  readonly code: string
  readonly kind: GiftKind
  readonly payerId: string
  readonly isAnonymous: boolean
  readonly regionCode: RegionCode
  readonly organisationId: string | null
  readonly occupationGroup: VulnerableGroup | null
  readonly peopleCount: number
  readonly firstMonth: Month
  readonly monthCount: number
  readonly prices: readonly MonthPrice[]
  readonly total: Rupiah
  readonly rest: RestChoice
  readonly requestKey: string
  readonly requestHash: Buffer
  readonly promisedAt: Date
  readonly lastDay: PlainDate
}

/** First day of the first month, first day after the last: as a range of the database. */
export function spanText(firstMonth: Month, monthCount: number): string {
  return `[${firstDayOf(firstMonth)},${firstDayOf(addMonths(firstMonth, monthCount))})`
}

/** Throws on `a_gift_is_asked_for_once_per_key`. */
export async function insertGift(tx: Tx, gift: NewGift): Promise<void> {
  await sql`
    insert into gifts (id, code, kind, payer_id, is_anonymous, region_code, organisation_id, occupation_group, people_count, months, prices,
      total, rest, request_key, request_hash, promised_at, last_day)
    values (${gift.id}, ${gift.code}, ${gift.kind}, ${gift.payerId}, ${gift.isAnonymous}, ${gift.regionCode}, ${gift.organisationId},
      ${gift.occupationGroup}, ${gift.peopleCount}, ${spanText(gift.firstMonth, gift.monthCount)}::daterange,
      ${jsonText(gift.prices)}::jsonb, ${gift.total}, ${gift.rest}, ${gift.requestKey}, ${gift.requestHash}, ${gift.promisedAt},
      ${gift.lastDay})`.execute(tx)
}

export async function insertGiftPeople(tx: Tx, giftId: string, people: readonly bigint[]): Promise<void> {
  await sql`
    insert into gift_people (gift_id, person_id)
    select distinct ${giftId}::uuid, n from unnest(${people.map(String)}::bigint[]) n on conflict do nothing`.execute(
    tx,
  )
}

/** The state of a gift, locked until the transaction ends. */
export async function lockGift(tx: Tx, id: string): Promise<GiftState> {
  const { rows } = await sql<{ state: GiftState }>`
    select state from gifts where id = ${id} for no key update`.execute(tx)
  if (!rows[0]) throw refuse('gift-unknown', {})
  return rows[0].state
}

export type Seed = {
  readonly seed: Buffer
  readonly position: number
  readonly hash: string
  readonly at: Date
}

/** From here on everybody can read the seed; the draw comes in another transaction. */
export async function markPaid(tx: Tx, id: string, { seed, position, hash, at }: Seed): Promise<void> {
  await sql`
    update gifts set state = 'paid', seed = ${seed}, chain_position = ${position}, chain_hash = decode(${hash}, 'hex'), seed_at = ${at}
    where id = ${id}`.execute(tx)
}

export type Allocation = {
  readonly received: Rupiah
  readonly shared: Rupiah
  readonly returned: Rupiah
  readonly shareCount: number
  readonly root: Buffer
  readonly at: Date
}

export async function markAllocated(tx: Tx, id: string, allocation: Allocation): Promise<void> {
  const { received, shared, returned, shareCount, root, at } = allocation
  await sql`
    update gifts set state = 'allocated', received = ${received}, shared = ${shared}, returned = ${returned}, share_count = ${shareCount},
      root = ${root}, ended_at = ${at} where id = ${id}`.execute(tx)
}

export async function markCancelled(
  tx: Tx,
  id: string,
  { received, because, at }: { readonly received: Rupiah; readonly because: string; readonly at: Date },
): Promise<void> {
  await sql`
    update gifts set state = 'cancelled', received = ${received}, returned = ${received}, ended_at = ${at}, ended_because = ${because}
    where id = ${id}`.execute(tx)
}

/** Money that came after the draw, or that a late payment brought, has gone back as well. */
export async function addReturned(tx: Tx, id: string, amount: Rupiah): Promise<void> {
  await sql`
    update gifts set received = received + ${amount}, returned = returned + ${amount} where id = ${id}`.execute(
    tx,
  )
}

export type NewDraw = {
  readonly giftId: string
  readonly round: number
  readonly regionCode: RegionCode
  readonly firstMonth: Month
  readonly monthCount: number
  readonly wanted: number
  readonly taken: number
}

export async function insertDraw(tx: Tx, draw: NewDraw): Promise<void> {
  await sql`
    insert into gift_draws (gift_id, round, region_code, months, wanted, taken)
    values (${draw.giftId}, ${draw.round}, ${draw.regionCode}, ${spanText(draw.firstMonth, draw.monthCount)}::daterange, ${draw.wanted},
      ${draw.taken})`.execute(tx)
}
