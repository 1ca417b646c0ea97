import { sql, type RawBuilder } from 'kysely'
import { addMonths, firstDayOf } from '../../kernel/month.ts'
import { subtreeOf } from '../../kernel/region-code.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import type { LawBook } from '../../rules/law-book.ts'
import { protectSelected, type TakenIn } from '../payers/protect-selected.ts'
import { OCCUPATIONS } from '../people/occupations.ts'
import {
  affordable,
  AGE_BELOW,
  drawPlaces,
  GIFT_INCOME,
  GIFT_PROGRAMMES,
  lawPayerOf,
  type DrawPlace,
  type Gift,
} from './gifts.ts'
import { ownWorkerSql, type OwnPlaces } from './own-workers.ts'
import { pricesOfSpan } from './price-gift.ts'
import { spendOf, type SharePrice } from './share-store.ts'
import { insertDraw, spanText } from './store.ts'

/** One draw selects this many at most, so that no single one is endless. */
const MOST_AT_ONCE = 100_000
/** All of a selection taken by others at the same moment, so often in a row: then the draw goes on elsewhere. */
const MOST_IN_VAIN = 5

export type Drawing = {
  readonly gift: Gift
  readonly seed: Buffer
  readonly received: Rupiah
  readonly own: OwnPlaces | null
  readonly book: LawBook
}

/**
 * Turns the money of a gift into months of workers, place after place, as long as it reaches one more worker: whoever is free in all the
 * months, lowest welfare decile first, then by SHA-256(seed ‖ number). Whom another payer takes meanwhile is replaced by the next. The
 * prices of all months that were given.
 */
export async function drawGift(tx: Tx, drawing: Drawing): Promise<readonly SharePrice[]> {
  const { gift, received } = drawing
  const prices = new Map<string, SharePrice>()
  let round = 0
  for (const place of drawPlaces(gift)) {
    let inVain = 0
    while (inVain < MOST_IN_VAIN) {
      const left = received - (await spendOf(tx, gift.id, [...prices.values()]))
      const reach = reachOf(drawing, place, left)
      if (reach === null) break
      for (const price of reach.shares) prices.set(`${price.month} ${price.occupationGroup}`, price)
      const { monthCount, wanted } = reach
      const { selected, taken } = await drawOnce(tx, drawing, { ...place, monthCount }, wanted)
      round += 1
      await insertDraw(tx, { giftId: gift.id, round, ...place, monthCount, wanted, taken })
      // Whom another payer took while this draw ran is replaced at the next turn; nobody selected: nobody left here.
      if (selected === 0) break
      inVain = taken === 0 ? inVain + 1 : 0
    }
  }
  return [...prices.values()]
}

type Reach = { readonly monthCount: number; readonly wanted: number; readonly shares: readonly SharePrice[] }

/** How far money reaches at a place; null when not for one worker. Only people by name get fewer months than was promised, not fewer people. */
function reachOf({ gift, book }: Drawing, place: DrawPlace, left: Rupiah): Reach | null {
  const fewest = gift.kind === 'open' ? gift.monthCount : 1
  for (let monthCount = gift.monthCount; monthCount >= fewest; monthCount -= 1) {
    const span = { payerKind: lawPayerOf(gift.payerKind), firstMonth: place.firstMonth, monthCount }
    const { shares, span: price } = pricesOfSpan(span, book)
    const wanted = Math.min(affordable(left, price), MOST_AT_ONCE)
    if (wanted > 0) return { monthCount, wanted, shares }
  }
  return null
}

type Stretch = DrawPlace & { readonly monthCount: number }

function drawOnce(tx: Tx, { gift, seed, own }: Drawing, stretch: Stretch, wanted: number): Promise<TakenIn> {
  const until = addMonths(stretch.firstMonth, stretch.monthCount)
  return protectSelected(
    tx,
    {
      rosterId: gift.id,
      payerId: gift.payerId,
      span: { from: stretch.firstMonth, until },
      ground: `Hadiah ${gift.code}`,
      programmes: GIFT_PROGRAMMES,
      income: GIFT_INCOME,
    },
    selectionOf({ gift, stretch, seed, own, wanted }),
  )
}

type Selecting = {
  readonly gift: Gift
  readonly stretch: Stretch
  readonly seed: Buffer
  readonly own: OwnPlaces | null
  readonly wanted: number
}

function selectionOf({ gift, stretch, seed, own, wanted }: Selecting): RawBuilder<unknown> {
  const { first, last } = subtreeOf(stretch.regionCode)
  const span = spanText(stretch.firstMonth, stretch.monthCount)
  const drivers = codesWhere(({ relief }) => relief === 'transport')
  const mine = own === null ? null : ownWorkerSql(own)
  const conditions = [
    gift.kind === 'open'
      ? sql`p.residence_region between ${first} and ${last}`
      : sql`p.id in (select n.person_id from gift_people n where n.gift_id = ${gift.id})`,
    sql`p.merged_into is null and p.segment = 'BPU' and p.living_status is distinct from 'deceased'`,
    sql`(p.born_on is null or p.born_on > ${firstDayOf(stretch.firstMonth)}::date - make_interval(years => ${AGE_BELOW}))`,
    ...(gift.occupationGroup === null
      ? []
      : [
          sql`p.occupation_code = any (${codesWhere(({ group }) => group === gift.occupationGroup)}::text[])`,
        ]),
    sql`not exists (select from protections c where c.person_id = p.id and c.segment = 'BPU' and c.months && ${span}::daterange
      and c.programmes && int4range(${GIFT_PROGRAMMES.first}, ${GIFT_PROGRAMMES.end}))`,
    ...(mine === null ? [] : [sql`not ${mine.roster}`, sql`not ${mine.workplace}`]),
  ]
  return sql`
    select p.id as person_id, case when p.occupation_code = any (${drivers}::text[]) then 'transport' else 'other' end as occupation_group
    from people p where ${sql.join(conditions, sql` and `)}
    order by coalesce(p.decile, 11), sha256(${seed}::bytea || int8send(p.id)), p.id limit ${wanted}`
}

function codesWhere(isWanted: (occupation: (typeof OCCUPATIONS)[number]) => boolean): string[] {
  return OCCUPATIONS.filter(isWanted).map(({ code }) => code)
}
