import { depthOf, isWithin, parseRegionCode, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { outside, requireWithin } from '../access/reach.ts'
import { readTable } from '../imports/reading/read-table.ts'
import { listRegions } from '../regions/queries.ts'
import { writtenRegion } from '../access/places.ts'
import type { StationsBody } from './contract.ts'
import { getElection } from './queries.ts'
import { upsertStations, type VillageStations } from './store.ts'

/**
 * Says how many polling stations villages have; a later word about a village replaces an earlier one. Posts follow when they are made again.
 * Refuses what is no village of the election, and a village beyond reach.
 */
export function setStations(
  { db, clock }: Deps,
  by: By,
  electionId: string,
  { villages, source, reason }: StationsBody,
): Promise<{ readonly villages: number; readonly stations: number }> {
  return act(db, by, 'elections.write', async (tx) => {
    const election = await getElection(tx, sightOf(by), electionId)
    const because = scrubDigits(requireReason(reason))
    const told = new Map<RegionCode, VillageStations>()
    for (const { region, stations } of villages) {
      const code = villageOf(region)
      if (!isWithin(code, election.regionCode)) throw outside(region, election.regionCode)
      requireWithin(by, code)
      told.set(code, { region: code, stations })
    }
    const known = await listRegions(tx, [...told.keys()], clock.today())
    const unknown = [...told.keys()].find((code) => !known.has(code))
    if (unknown !== undefined)
      throw refuse('region-unknown', { field: 'region', value: writtenRegion(unknown), on: clock.today() })
    await upsertStations(tx, election.id, [...told.values()], source.trim())
    const stations = [...told.values()].reduce((sum, each) => sum + each.stations, 0)
    await recordAct(tx, by, {
      action: 'elections.stations',
      subject: { kind: 'election', id: election.id },
      region: election.regionCode,
      reason: because,
      count: stations,
    })
    return { villages: told.size, stations }
  })
}

function villageOf(text: string): RegionCode {
  const code = parseRegionCode('region', text.trim())
  if (depthOf(code) !== 'desa-kelurahan') throw refuse('election-region-fit', { level: 'desa' })
  return code
}

const COLUMNS = {
  region: ['kode wilayah', 'kode desa', 'kode', 'region'],
  stations: ['jumlah tps', 'tps', 'stations'],
} as const
const MOST_TOLD = 20

/** Villages with their polling stations from a file (CSV or XLSX) with the columns `kode wilayah` and `jumlah TPS`. */
export async function readStations(path: string): Promise<StationsBody['villages']> {
  const rows = await readTable(path, COLUMNS, ['region', 'stations'])
  const unfit = rows.filter(({ cells }) => cells.region === '' || !/^\d{1,4}$/.test(cells.stations))
  if (unfit.length > 0)
    throw refuse('stations-file-unfit', { rows: unfit.slice(0, MOST_TOLD).map(({ number }) => number) })
  return rows.map(({ cells }) => ({ region: cells.region, stations: Number(cells.stations) }))
}
