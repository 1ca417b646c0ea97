import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, doerKey, recordAct, requireReason, type By } from '../access/act.ts'
import { writtenRegion } from '../access/places.ts'
import { readTable, type TableRow } from '../imports/reading/read-table.ts'
import { listRegions } from '../regions/queries.ts'
import { PLACES_COLUMNS, readPlaces, refusePlaces, type PlacesColumn } from './read-places.ts'
import { getProgrammeToFill } from './set-places.ts'
import { setPlaces } from './store.ts'

/** The rows of a file of places (CSV or XLSX). Refuses one without its columns. */
export function readPlacesFile(path: string): Promise<readonly TableRow<PlacesColumn>[]> {
  return readTable<PlacesColumn>(path, PLACES_COLUMNS, ['region', 'places'])
}

export type PlacesToLoad = {
  readonly programmeId: string
  readonly rows: readonly TableRow<PlacesColumn>[]
  readonly reason: string
}

/**
 * Gives places to the regions of a file, all rows or none. The same file again changes nothing. Refuses rows that cannot be used, each by its
 * number, and fewer places than are filled.
 */
export function loadPlaces(
  { db, clock }: Deps,
  by: By,
  { programmeId, rows, reason }: PlacesToLoad,
): Promise<{ readonly changed: number; readonly places: number }> {
  return act(db, by, 'programmes.write', async (tx) => {
    const programme = await getProgrammeToFill(tx, by, programmeId)
    const because = scrubDigits(requireReason(reason))
    const wanted = readPlaces(rows, programme.regionCode)
    const regions = wanted.map(({ region }) => region)
    const known = await listRegions(tx, regions, clock.today())
    refusePlaces(
      wanted
        .filter(({ region }) => !known.has(region))
        .map(({ row, region }) => ({ row, text: writtenRegion(region), because: 'unknown-region' })),
    )
    const changedBy = doerKey(by)
    const { changed } = await setPlaces(tx, { programmeId, wanted, reason: because, changedBy })
    const places = wanted.reduce((sum, each) => sum + each.places, 0)
    await recordAct(tx, by, {
      action: 'programmes.places',
      subject: { kind: 'programme', id: programmeId },
      region: programme.regionCode,
      reason: because,
      count: changed,
      details: { change: 'file', places },
    })
    return { changed, places }
  })
}
