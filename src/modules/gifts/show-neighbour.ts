import { monthOf, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import { sql } from 'kysely'
import { addDays } from '../../kernel/plain-date.ts'
import { maskedName } from '../billing/show-bills.ts'
import { throughGate } from '../access/scope.ts'
import type { GiftDeps } from './gift-deps.ts'
import { openNeighbour, REMIND_DAYS } from './give-neighbour.ts'
import type { Gift } from './gifts.ts'
import { findNeighbour } from './neighbour-store.ts'

/** A neighbour as his card shows him: masked, without his NIK. */
export type NeighbourCard = {
  readonly maskedName: string
  readonly occupation: string
  readonly villageCode: RegionCode
  readonly remindOn: PlainDate
  readonly state: 'waiting' | 'placed' | 'checking'
  readonly isHandedOver: boolean
  /** The months that were given in the end; null before the draw, or when nothing could be given. */
  readonly months: { readonly first: Month; readonly last: Month } | null
}

/** The card of a gift to a neighbour, or null for another gift. */
export function findNeighbourCard(
  { db, ring }: Pick<GiftDeps, 'db' | 'ring'>,
  gift: Pick<Gift, 'id' | 'kind'>,
): Promise<NeighbourCard | null> {
  if (gift.kind !== 'neighbour') return Promise.resolve(null)
  return throughGate(db, 'system', async (tx) => {
    const row = await findNeighbour(tx, gift.id)
    if (!row) return null
    const { rows } = await sql<{ first: PlainDate | null; past: PlainDate | null }>`
      select min(lower(months)) as first, max(upper(months)) as past from protections
      where roster_id = ${gift.id} and not isempty(months)`.execute(tx)
    const { first = null, past = null } = rows[0] ?? {}
    const { name, occupation } = openNeighbour(ring, gift.id, row.sealed)
    return {
      maskedName: maskedName(name),
      occupation,
      villageCode: row.regionCode,
      remindOn: past === null ? row.remindOn : addDays(past, -REMIND_DAYS),
      state: row.state,
      isHandedOver: row.handedOverAt !== null,
      months:
        first === null || past === null ? null : { first: monthOf(first), last: monthOf(addDays(past, -1)) },
    }
  })
}
