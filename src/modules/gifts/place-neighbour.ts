import type { Tx } from '../../platform/db.ts'
import type { By } from '../access/act.ts'
import { act, recordAct, requireReason, sightOf } from '../access/act.ts'
import { refuse } from '../../kernel/refusal.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { throughGate } from '../access/scope.ts'
import { throughMatching } from '../people/matching-gate.ts'
import { findRegistered, isMeant, registerPerson, type RegisteredWorker } from '../people/register-person.ts'
import type { GiftDeps } from './gift-deps.ts'
import type { Gift } from './gifts.ts'
import { openNeighbour } from './give-neighbour.ts'
import {
  findNeighbour,
  markChecking,
  markHandedOver,
  markPlaced,
  type CheckReason,
  type NeighbourRow,
} from './neighbour-store.ts'
import { EVERYWHERE, getGift } from './queries.ts'
import { insertGiftPeople, spanText } from './store.ts'

type Neighbourly = Pick<Gift, 'id' | 'firstMonth' | 'monthCount'>

/**
 * Finds out who the neighbour of a paid gift is: somebody of the registry, or a new one. True when it is clear and the draw can go on;
 * otherwise a person must look, and the giver is told no more than that.
 */
export async function placeNeighbour(
  tx: Tx,
  deps: Pick<GiftDeps, 'ring' | 'clock'>,
  gift: Neighbourly,
): Promise<boolean> {
  const row = await getNeighbour(tx, gift.id)
  if (row.state !== 'waiting') return row.state === 'placed'
  const known = await knownPerson(tx, gift, row)
  const told = toldWorker(deps, row)
  if (known === null) {
    await place(tx, gift.id, await registerPerson(tx, deps.ring, told, deps.clock.now()))
    return true
  }
  const because = reasonToLook(known, isMeant(known, told))
  if (because === null) await place(tx, gift.id, known.id)
  else await markChecking(tx, gift.id, because)
  return because === null
}

function reasonToLook({ isDeceased, isEmployed }: RegisteredWorker, isHim: boolean): CheckReason | null {
  if (isDeceased) return 'deceased'
  if (isEmployed) return 'employed'
  return isHim ? null : 'differs'
}

/** A person has looked and it is the one meant: the draw goes on. Refuses `neighbour-decided` where nothing waits to be looked at. */
export function confirmNeighbour(
  deps: GiftDeps,
  by: By,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<{ readonly state: 'placed' }> {
  return act(deps.db, by, 'gifts.allocate', async (tx) => {
    const gift = await getGift(tx, sightOf(by), id)
    const because = scrubDigits(requireReason(reason))
    const row = await findNeighbour(tx, id)
    if (row?.state !== 'checking') throw refuse('neighbour-decided', {})
    const known = await throughMatching(tx, () => knownPerson(tx, gift, row))
    if (known === null || known.isDeceased) throw refuse('neighbour-decided', {})
    await place(tx, id, known.id)
    await recordAct(tx, by, {
      action: 'gifts.confirm',
      subject: { kind: 'gift', id },
      region: gift.regionCode,
      reason: because,
    })
    return { state: 'placed' }
  })
}

/** The worker goes on by himself from the month after the last one that was given: it is written down and the reminder names it. */
export async function handOver(
  deps: Pick<GiftDeps, 'db' | 'clock'>,
  gift: Pick<Gift, 'id' | 'regionCode'>,
): Promise<void> {
  await throughGate(deps.db, 'system', async (tx) => {
    await getGift(tx, EVERYWHERE, gift.id)
    await getNeighbour(tx, gift.id)
    if (!(await markHandedOver(tx, gift.id, deps.clock.now()))) return
    const subject = { kind: 'gift', id: gift.id }
    await recordAct(tx, { kind: 'system' }, { action: 'gifts.hand-over', subject, region: gift.regionCode })
  })
}

async function getNeighbour(tx: Tx, giftId: string): Promise<NeighbourRow> {
  const row = await findNeighbour(tx, giftId)
  if (!row) throw refuse('gift-unknown', {})
  return row
}

function knownPerson(tx: Tx, gift: Neighbourly, row: NeighbourRow): Promise<RegisteredWorker | null> {
  return findRegistered(tx, row.nikIndex, spanText(gift.firstMonth, gift.monthCount))
}

function toldWorker({ ring }: Pick<GiftDeps, 'ring'>, row: NeighbourRow) {
  return { ...openNeighbour(ring, row.giftId, row.sealed), residenceRegion: row.regionCode }
}

async function place(tx: Tx, giftId: string, personId: number): Promise<void> {
  await insertGiftPeople(tx, giftId, [BigInt(personId)])
  await markPlaced(tx, giftId, personId)
}
