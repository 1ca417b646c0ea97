import { sql, type RawBuilder } from 'kysely'
import { monthOf, monthsBetween, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import { isUuid } from '../../kernel/uuid.ts'
import type { Queryable } from '../../platform/db.ts'
import type { ReceivedMoney } from '../billing/receipt-paper.ts'
import type { Sight } from '../access/act.ts'
import { giftPurse } from '../ledger/ledger.ts'
import type { PayerKind } from '../payers/payers.ts'
import type { VulnerableGroup } from '../people/people.ts'
import type { Gift, GiftKind, GiftState, RestChoice } from './gifts.ts'
import { readCode } from './gifts.ts'

/** The sight of the program itself. */
export const EVERYWHERE: Sight = { first: 0, last: 9_999_999_999, organisationId: null }

type Row = {
  id: string
  code: string
  kind: GiftKind
  payer_id: string
  payer_name: string
  payer_kind: PayerKind
  is_anonymous: boolean
  region_code: bigint
  occupation_group: VulnerableGroup | null
  people_count: number
  first_day: PlainDate
  end_day: PlainDate
  prices: readonly { readonly month: Month; readonly perPerson: number }[]
  total: Rupiah
  rest: RestChoice
  state: GiftState
  promised_at: Date
  last_day: PlainDate
  seed: string | null
  chain_position: bigint | null
  chain_hash: string | null
  seed_at: Date | null
  received: Rupiah
  shared: Rupiah
  returned: Rupiah
  share_count: number
  root: string | null
  ended_at: Date | null
  ended_because: string | null
}

const SHOWN = sql`g.id, g.code, g.kind, g.payer_id, p.name as payer_name, p.kind as payer_kind, g.is_anonymous, g.region_code,
  g.occupation_group, g.people_count, lower(g.months) as first_day, upper(g.months) as end_day, g.prices, g.total, g.rest, g.state,
  g.promised_at, g.last_day, encode(g.seed, 'hex') as seed, g.chain_position, encode(g.chain_hash, 'hex') as chain_hash, g.seed_at,
  g.received, g.shared, g.returned, g.share_count, encode(g.root, 'hex') as root, g.ended_at, g.ended_because`

export type GiftFilter = { readonly region?: RegionCode; readonly state?: GiftState }

/** Gifts within sight, the latest first. */
export async function listGifts(
  db: Queryable,
  sight: Sight,
  { region, state }: GiftFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<Gift[]> {
  const subtree = region === undefined ? null : subtreeOf(region)
  const wanted: RawBuilder<unknown>[] = [
    inSight(sight),
    ...(subtree === null ? [] : [sql`g.region_code between ${subtree.first} and ${subtree.last}`]),
    ...(state === undefined ? [] : [sql`g.state = ${state}`]),
  ]
  const { rows } = await sql<Row>`
    select ${SHOWN} from gifts g join payers p on p.id = g.payer_id where ${sql.join(wanted, sql` and `)}
    order by g.promised_at desc, g.id limit ${limit} offset ${offset}`.execute(db)
  return rows.map(giftOf)
}

/** A gift within sight. Refuses `gift-unknown`. */
export async function getGift(db: Queryable, sight: Sight, id: string): Promise<Gift> {
  const found = isUuid(id) ? await findOne(db, sql`g.id = ${id} and ${inSight(sight)}`) : null
  if (!found) throw refuse('gift-unknown', {})
  return found
}

/** The gift of a code, for whoever has it; behind the gate `system`. */
export async function findGiftByCode(db: Queryable, typed: string): Promise<Gift | null> {
  const code = readCode(typed)
  return code === null ? null : findOne(db, sql`g.code = ${code}`)
}

export type AskedBefore = { readonly id: string; readonly hash: Buffer }

/** The gift that this organisation asked for with this key. */
export async function findAskedBefore(
  db: Queryable,
  organisationId: string | null,
  key: string,
): Promise<AskedBefore | null> {
  const { rows } = await sql<AskedBefore>`
    select id, request_hash as hash from gifts
    where organisation_id is not distinct from ${organisationId}::uuid and request_key = ${key}`.execute(db)
  return rows[0] ?? null
}

/** Which of these people are in sight, in the order of their numbers. */
export async function listSeenPeople(
  db: Queryable,
  { first, last, organisationId }: Sight,
  people: readonly bigint[],
): Promise<bigint[]> {
  if (people.length === 0) return []
  const { rows } = await sql<{ id: bigint }>`
    select id from people where id = any (${people.map(String)}::bigint[]) and merged_into is null
      and (residence_region between ${first} and ${last} or work_region between ${first} and ${last}
        or organisation_id = ${organisationId}::uuid)
    order by id`.execute(db)
  return rows.map(({ id }) => id)
}

async function findOne(db: Queryable, condition: RawBuilder<unknown>): Promise<Gift | null> {
  const { rows } = await sql<Row>`
    select ${SHOWN} from gifts g join payers p on p.id = g.payer_id where ${condition}`.execute(db)
  return rows[0] ? giftOf(rows[0]) : null
}

/** Gifts that wait for their money or for their draw, the oldest first. */
export async function listGiftsToWorkOn(db: Queryable, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select g.id from gifts g join accounts a on a.path = 'gift/' || g.id || '/purse'
    where g.state = 'paid' or g.state = 'promised' and a.balance >= g.total
    order by g.promised_at limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

export type WaysToPay = {
  readonly virtualAccount: string | null
  readonly virtualAccountId: string | null
  readonly bank: string | null
  readonly qr: string | null
}

/** Where a gift can be paid now. */
export async function findWaysToPay(db: Queryable, giftId: string, now: Date): Promise<WaysToPay> {
  const path = giftPurse(giftId)
  const { rows } = await sql<WaysToPay>`
    select v.number as "virtualAccount", v.id as "virtualAccountId", coalesce(v.partner, q.partner) as bank, q.payload as qr
    from (select 1) one
    left join lateral (select id, partner, service_id || customer_no as number from virtual_accounts
      where account_path = ${path} and state in ('asked', 'open') and expires_at > ${now} order by asked_at desc limit 1) v on true
    left join lateral (select partner, payload from qr_codes
      where account_path = ${path} and state in ('asked', 'open') and expires_at > ${now} order by asked_at desc limit 1) q on true`.execute(
    db,
  )
  return rows[0] ?? { virtualAccount: null, virtualAccountId: null, bank: null, qr: null }
}

/** The bank that a gift's money came through last; null when it came another way. */
export async function findBankOfMoney(db: Queryable, giftId: string): Promise<string | null> {
  const path = giftPurse(giftId)
  const { rows } = await sql<{ partner: string }>`
    select i.partner from inbound_payments i
    left join virtual_accounts v on v.id = i.virtual_account_id left join qr_codes q on q.id = i.qr_code_id
    where ${path} in (v.account_path, q.account_path) order by i.booked_at desc limit 1`.execute(db)
  return rows[0]?.partner ?? null
}

/** What came through banks for a gift, payment by payment, with the bank's own reference. */
export async function listGiftMoney(db: Queryable, giftId: string): Promise<ReceivedMoney[]> {
  const path = giftPurse(giftId)
  const { rows } = await sql<ReceivedMoney>`
    select i.amount, i.effective_on as "on", i.partner as bank, coalesce(i.reference_no, i.payment_key) as reference
    from inbound_payments i
    left join virtual_accounts v on v.id = i.virtual_account_id left join qr_codes q on q.id = i.qr_code_id
    where ${path} in (v.account_path, q.account_path) order by i.booked_at`.execute(db)
  return rows
}

export type Draw = {
  readonly round: number
  readonly regionCode: RegionCode
  readonly firstMonth: Month
  readonly wanted: number
  readonly taken: number
}

export async function listDraws(db: Queryable, giftId: string): Promise<Draw[]> {
  const { rows } = await sql<{
    round: number
    region_code: bigint
    first_day: PlainDate
    wanted: number
    taken: number
  }>`
    select round, region_code, lower(months) as first_day, wanted, taken from gift_draws where gift_id = ${giftId} order by round`.execute(
    db,
  )
  return rows.map(({ region_code, first_day, ...draw }) => ({
    ...draw,
    regionCode: Number(region_code) as RegionCode,
    firstMonth: monthOf(first_day),
  }))
}

export type ShareRow = {
  readonly number: number
  readonly worker: number
  readonly initials: string
  readonly regionCode: RegionCode
  readonly month: Month
  readonly amount: Rupiah
  readonly salt: string
  readonly leaf: string
}

/** Months of workers that a gift became, in the order of their numbers. */
export async function listShares(
  db: Queryable,
  giftId: string,
  { limit, after }: { readonly limit: number | null; readonly after: number },
): Promise<ShareRow[]> {
  const { rows } = await sql<
    Omit<ShareRow, 'regionCode' | 'month'> & { region_code: bigint; month: PlainDate }
  >`
    select number, worker, initials, region_code, month, amount, encode(salt, 'hex') as salt, encode(leaf, 'hex') as leaf
    from gift_shares where gift_id = ${giftId} and number > ${after} order by number limit ${limit}`.execute(
    db,
  )
  return rows.map(({ region_code, month, ...row }) => ({
    ...row,
    regionCode: Number(region_code) as RegionCode,
    month: monthOf(month),
  }))
}

/** What lies in a gift's purse and may be spent. */
export async function getPurse(db: Queryable, giftId: string): Promise<{ readonly balance: Rupiah }> {
  const { rows } = await sql<{ balance: Rupiah }>`
    select balance - held as balance from accounts where path = ${giftPurse(giftId)}`.execute(db)
  return rows[0] ?? { balance: 0n }
}

/** All money that ever came into a gift's purse from outside. */
export async function getIncome(db: Queryable, giftId: string): Promise<Rupiah> {
  const { rows } = await sql<{ income: Rupiah }>`
    select coalesce(sum(t.amount), 0)::bigint as income from accounts a
    join transfers t on t.to_account = a.id join accounts f on f.id = t.from_account and f.kind in ('world', 'suspense')
    where a.path = ${giftPurse(giftId)}`.execute(db)
  return rows[0]?.income ?? 0n
}

/** Gifts that have ended and got money afterwards. */
export async function listGiftsWithLateMoney(db: Queryable): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select g.id from gifts g join accounts a on a.path = 'gift/' || g.id || '/purse'
    join transfers t on t.to_account = a.id join accounts f on f.id = t.from_account and f.kind in ('world', 'suspense')
    where g.ended_at is not null group by g.id having sum(t.amount) > g.received`.execute(db)
  return rows.map(({ id }) => id)
}

/** Bills of a gift that its purse can pay: id and what is open. */
export async function listOpenBills(
  db: Queryable,
): Promise<
  readonly { readonly id: string; readonly number: string; readonly giftId: string; readonly open: Rupiah }[]
> {
  const { rows } = await sql<{ id: string; number: string; giftId: string; open: Rupiah }>`
    select b.id, b.number, g.id as "giftId", b.total - b.paid - b.credited as open
    from bills b join gifts g on g.id = b.roster_id join accounts a on a.path = 'gift/' || g.id || '/purse'
    where b.kind <> 'credit-note' and b.paid + b.credited < b.total and a.balance - a.held > 0 and g.state = 'allocated'
    order by b.month, b.id`.execute(db)
  return rows
}

/** Row-level security says the same once more. */
function inSight({ first, last, organisationId }: Sight) {
  return sql`(g.region_code between ${first} and ${last} or g.organisation_id = ${organisationId}::uuid)`
}

function giftOf(row: Row): Gift {
  const firstMonth = monthOf(row.first_day)
  const { seed, chain_position, chain_hash, seed_at } = row
  const isSeeded = seed !== null && chain_position !== null && chain_hash !== null && seed_at !== null
  return {
    id: row.id,
    code: row.code,
    kind: row.kind,
    payerId: row.payer_id,
    payerName: row.payer_name,
    payerKind: row.payer_kind,
    isAnonymous: row.is_anonymous,
    regionCode: Number(row.region_code) as RegionCode,
    occupationGroup: row.occupation_group,
    peopleCount: row.people_count,
    firstMonth,
    monthCount: monthsBetween(firstMonth, monthOf(row.end_day)),
    prices: row.prices.map(({ month, perPerson }) => ({ month, perPerson: BigInt(perPerson) })),
    total: row.total,
    rest: row.rest,
    state: row.state,
    promisedAt: row.promised_at,
    lastDay: row.last_day,
    seed: isSeeded ? { hex: seed, position: Number(chain_position), hash: chain_hash, at: seed_at } : null,
    received: row.received,
    shared: row.shared,
    returned: row.returned,
    shareCount: row.share_count,
    root: row.root,
    endedAt: row.ended_at,
    endedBecause: row.ended_because,
  }
}
