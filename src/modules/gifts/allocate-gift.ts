import { scrubDigits } from '../../platform/scrub.ts'
import type { Tx } from '../../platform/db.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import { findChainEnd } from '../audit/queries.ts'
import { EMPTY_HASH } from '../audit/audit.ts'
import { retryRaces } from '../payments/retry-races.ts'
import { findPayer } from '../payers/queries.ts'
import type { AllocatedGift } from './contract.ts'
import { drawGift } from './draw-gift.ts'
import type { GiftDeps } from './gift-deps.ts'
import { refuse } from '../../kernel/refusal.ts'
import { findOwnPlaces } from './own-workers.ts'
import { closeOtherWays, sendBack } from './money-back.ts'
import { groupedHash, merkleRoot, seedOf } from './proof.ts'
import { EVERYWHERE, getGift, getPurse } from './queries.ts'
import { placeNeighbour } from './place-neighbour.ts'
import { insertShares, listLeaves } from './share-store.ts'
import { lockGift, markAllocated, markPaid } from './store.ts'

const SYSTEM: By = { kind: 'system' }

/**
 * Gives the money of a paid gift to workers: first its seed is published, then, in another transaction, the draw. Asked for again it
 * answers what came of it. Refuses `gift-unpaid` and `gift-cancelled`.
 */
export async function allocateGift(
  deps: GiftDeps,
  by: By,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<AllocatedGift> {
  await act(deps.db, by, 'gifts.allocate', async (tx) => {
    const gift = await getGift(tx, sightOf(by), id)
    const because = scrubDigits(requireReason(reason))
    if (gift.state === 'cancelled') throw refuse('gift-cancelled', {})
    const { balance } = await getPurse(tx, id)
    if (gift.state === 'promised' && balance < gift.total) throw refuse('gift-unpaid', {})
    if (gift.state !== 'allocated')
      await recordAct(tx, by, {
        action: 'gifts.allocate',
        subject: { kind: 'gift', id },
        region: gift.regionCode,
        reason: because,
      })
  })
  await publishSeed(deps, id)
  await drawPaid(deps, id)
  const gift = await throughGate(deps.db, 'system', (tx) => getGift(tx, EVERYWHERE, id))
  const { state, shareCount, shared, returned, root } = gift
  return { state, shareCount, shared: Number(shared), returned: Number(returned), root }
}

/** Makes a gift whose money is there a paid one, and publishes the seed of its draw: in the gift and in the audit, before the draw. */
export async function publishSeed(deps: GiftDeps, id: string): Promise<void> {
  const isFirst = await throughGate(deps.db, 'system', async (tx) => {
    if ((await lockGift(tx, id)) !== 'promised') return false
    const gift = await getGift(tx, EVERYWHERE, id)
    if ((await getPurse(tx, id)).balance < gift.total) return false
    const { position, hash } = (await findChainEnd(tx)) ?? { position: 0, hash: EMPTY_HASH }
    const seed = seedOf(id, { position, hash })
    await markPaid(tx, id, { seed, position, hash, at: deps.clock.now() })
    await recordAct(tx, SYSTEM, {
      action: 'gifts.seed',
      subject: { kind: 'gift', id },
      region: gift.regionCode,
      details: { seed: groupedHash(seed.toString('hex')), position, chain: groupedHash(hash) },
    })
    return true
  })
  if (isFirst) await closeOtherWays(deps, id)
}

/** Draws a paid gift, once: protection, proof, and what is left over, together or not at all. */
export function drawPaid(deps: GiftDeps, id: string): Promise<void> {
  return retryRaces(() =>
    throughGate(deps.db, 'system', async (tx) => {
      if ((await lockGift(tx, id)) !== 'paid') return
      await drawLocked(tx, deps, id)
    }),
  )
}

async function drawLocked(tx: Tx, deps: GiftDeps, id: string): Promise<void> {
  const gift = await getGift(tx, EVERYWHERE, id)
  if (gift.seed === null) throw new Error('a paid gift without a seed')
  if (gift.kind === 'neighbour' && !(await placeNeighbour(tx, deps, gift))) return
  const { balance: received } = await getPurse(tx, id)
  const payer = await findPayer(tx, EVERYWHERE, gift.payerId)
  const own = payer === null ? null : await findOwnPlaces(tx, payer)
  const seed = Buffer.from(gift.seed.hex, 'hex')
  const prices = await drawGift(tx, { gift, seed, received, own, book: deps.book })
  const { shareCount, shared } = await insertShares(tx, id, prices)
  const root = merkleRoot(await listLeaves(tx, id))
  const returned = received - shared
  if (returned > 0n) await sendBack(tx, deps, { gift, amount: returned, key: `gift/${id}/rest` })
  await markAllocated(tx, id, { received, shared, returned, shareCount, root, at: deps.clock.now() })
  await recordAct(tx, SYSTEM, {
    action: 'gifts.draw',
    subject: { kind: 'gift', id },
    region: gift.regionCode,
    count: shareCount,
    details: {
      root: groupedHash(root.toString('hex')),
      shared: Number(shared),
      returned: Number(returned),
    },
  })
}
