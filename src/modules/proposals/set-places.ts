import { apportion } from '../../kernel/apportion.ts'
import { depthOf, isWithin, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, recordAct, requireReason, type By, doerKey } from '../access/act.ts'
import { requireRegion, writtenRegion } from '../access/places.ts'
import { requireWithin } from '../access/reach.ts'
import { listBelow } from '../regions/queries.ts'
import { getProgramme } from '../programmes/queries.ts'
import type { SupportProgramme } from '../programmes/programmes.ts'
import type { SetPlacesBody } from './contract.ts'
import { weightsOf } from './place-weights.ts'
import { lockQuota, setPlaces } from './store.ts'

const VILLAGE = 4

/**
 * Gives places of a programme to one region, to each village of a region (`each`), or a total shared over its villages by how many people
 * live there, how many fit, or how many a source has counted. The same again changes nothing.
 */
export function setProgrammePlaces(
  { db, clock }: Deps,
  by: By,
  programmeId: string,
  ask: SetPlacesBody,
): Promise<{ readonly changed: number; readonly places: number }> {
  return act(db, by, 'programmes.write', async (tx) => {
    const programme = await getProgrammeToFill(tx, by, programmeId)
    const reason = scrubDigits(requireReason(ask.reason))
    const region = await requireRegion(tx, ask.region, clock.today())
    if (!isWithin(region, programme.regionCode)) {
      throw refuse('region-outside', {
        field: 'region',
        value: writtenRegion(region),
        within: writtenRegion(programme.regionCode),
      })
    }
    const wanted = await wantedPlaces(tx, programme, region, ask, clock.today())
    const { changed } = await setPlaces(tx, { programmeId, wanted, reason, changedBy: doerKey(by) })
    const places = wanted.reduce((sum, each) => sum + each.places, 0)
    await recordAct(tx, by, {
      action: 'programmes.places',
      subject: { kind: 'programme', id: programmeId },
      region,
      reason,
      count: changed,
      details: { places },
    })
    return { changed, places }
  })
}

type Wanted = readonly { readonly region: RegionCode; readonly places: number }[]

async function wantedPlaces(
  tx: Tx,
  programme: SupportProgramme,
  region: RegionCode,
  { places, each, total, by }: SetPlacesBody,
  today: Parameters<typeof listBelow>[2],
): Promise<Wanted> {
  const given = [places, each, total].filter((value) => value !== undefined)
  if (given.length !== 1)
    throw refuse('value-missing', { field: 'places', allowed: ['places', 'each', 'total'] })
  if (by !== undefined && total === undefined)
    throw refuse('field-unknown', { field: 'by', allowed: ['total'] })
  if (places !== undefined) return [{ region, places }]
  const villages =
    depthOf(region) === 'desa-kelurahan'
      ? [region]
      : (await listBelow(tx, region, today, VILLAGE))
          .map(({ code }) => code)
          .filter((code) => depthOf(code) === 'desa-kelurahan')
  if (villages.length === 0)
    throw refuse('region-unknown', { field: 'region', value: writtenRegion(region), on: today })
  if (each !== undefined) return villages.map((village) => ({ region: village, places: each }))
  const weights = await weightsOf(tx, by ?? 'people', { programme, region, villages, today })
  const shares = apportion(BigInt(total ?? 0), weights)
  return villages.map((village, index) => ({ region: village, places: Number(shares[index] ?? 0n) }))
}

export type MovePlaces = {
  readonly programmeId: string
  readonly from: string
  readonly to: string
  readonly places: number
  readonly reason: string
}

/** Moves places that are free from one region to another of the same programme. */
export function movePlaces(
  { db, clock }: Deps,
  by: By,
  ask: MovePlaces,
): Promise<{ readonly changed: number; readonly places: number }> {
  const { programmeId, places } = ask
  return act(db, by, 'programmes.write', async (tx) => {
    await getProgrammeToFill(tx, by, programmeId)
    const reason = scrubDigits(requireReason(ask.reason))
    const [from, to] = [
      await requireRegion(tx, ask.from, clock.today()),
      await requireRegion(tx, ask.to, clock.today()),
    ]
    if (from === to) throw refuse('value-not-allowed', { field: 'to', value: ask.to, allowed: [] })
    for (const region of [from, to].toSorted((a, b) => a - b)) await lockQuota(tx, programmeId, region)
    const [giver, taker] = [await lockQuota(tx, programmeId, from), await lockQuota(tx, programmeId, to)]
    const free = giver.places - giver.filled
    if (places > free) throw refuse('places-filled', { region: writtenRegion(from), free })
    const wanted = [
      { region: from, places: giver.places - places },
      { region: to, places: taker.places + places },
    ]
    const { changed } = await setPlaces(tx, {
      programmeId,
      wanted,
      reason,
      changedBy: doerKey(by),
      movedBetween: [from, to],
    })
    await recordAct(tx, by, {
      action: 'programmes.places',
      subject: { kind: 'programme', id: programmeId },
      region: from,
      reason,
      count: places,
      details: { change: 'moved', to: writtenRegion(to) },
    })
    return { changed, places }
  })
}

/** A programme whose places this doer may set. Refuses one that is closed or beyond his reach. */
export async function getProgrammeToFill(tx: Tx, by: By, programmeId: string) {
  const programme = await getProgramme(tx, programmeId)
  if (programme.isClosed) throw refuse('programme-closed', {})
  requireWithin(by, programme.regionCode)
  return programme
}
