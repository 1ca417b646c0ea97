import { depthOf, parentOf, type RegionCode, type RegionDepth } from '../../kernel/region-code.ts'
import { plainDate, type PlainDate } from '../../kernel/plain-date.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { LawBook } from '../../rules/law-book.ts'
import { bpuArrearsMonths } from '../../rules/parameters/duties.ts'
import { leastShown } from '../../rules/parameters/publication.ts'
import type { PayerKind } from '../payers/payers.ts'
import { listMapChanges } from '../regions/queries.ts'
import {
  countOf,
  NO_TALLY,
  segmentsOf,
  type CoverageCount,
  type CoveragePlace,
  type CoverageTally,
  type Counting,
} from './coverage.ts'
import type { Indicator } from '../figures/figures.ts'
import { bringCountersUpTo } from './keep-counters.ts'
import { listStrayCodes, tallyBelow, tallyRegions } from './queries.ts'
import { addTallies, redrawnVillages, shiftsOf, type Stray } from './redrawn-map.ts'
import { countBelow, countByPayer, countRegions, type RowsAsk } from './row-queries.ts'

export type CoverageDeps = Deps & { readonly book: LawBook }

export type TallyAsk = {
  readonly asOf: PlainDate
  readonly place: CoveragePlace
  /** Left out: whoever is protected here. */
  readonly counting?: Counting
  /** Count from the rows even where counters would answer. */
  readonly fromRows?: boolean
  /** As it was known at this instant: from the rows. */
  readonly knownAt?: Date
}

/** What is counted on one day, whichever way it is counted: by region, on the map of that day. */
export type Tallies = {
  readonly asOf: PlainDate
  readonly counting: Counting
  readonly countedFrom: 'counters' | 'rows'
  /** Fewer people than this are not shown to everybody: see `small-cells.ts`. */
  readonly least: number
  /** Of whom these are a part: everybody protected, where only those BPJS has told of are counted. */
  readonly whole: Tallies | null
  of(regions: readonly RegionCode[]): Promise<ReadonlyMap<RegionCode, CoverageTally>>
  /** Of the regions of the next level below one. */
  below(region: RegionCode): Promise<ReadonlyMap<RegionCode, CoverageTally>>
  byPayer(region: RegionCode, indicator: Indicator): Promise<ReadonlyMap<PayerKind, CoverageCount>>
}

/** The numbers by which a region contains those of the next level: 16.06 its districts, a district its villages. */
const WIDTH_BELOW: { readonly [Depth in RegionDepth]: number } = {
  country: 100_000_000,
  provinsi: 1_000_000,
  'kabupaten-kota': 10_000,
  kecamatan: 1,
  'desa-kelurahan': 1,
}
/** Before any map we know: every redrawing is asked for. */
const FIRST_DAY = plainDate('1945-08-17')
const LAST_DAY = plainDate('9999-12-31')

/** Opens the count of a day, by the counters where they can answer. In a transaction behind the gate `system`. */
export async function openTallies(tx: Tx, deps: CoverageDeps, ask: TallyAsk): Promise<Tallies> {
  const { clock, book } = deps
  const { asOf, place, knownAt, counting = 'protected' } = ask
  const toleratedMonths = book.on(bpuArrearsMonths, asOf).value
  const rowsAsk: RowsAsk = { asOf, place, counting, toleratedMonths, ...(knownAt && { knownAt }) }
  const byRows = ask.fromRows === true || knownAt !== undefined || counting === 'told'
  const isCounted = !byRows && (await bringCountersUpTo(tx, { asOf, today: clock.today(), toleratedMonths }))
  const counted = {
    of: (regions: readonly RegionCode[]) =>
      isCounted ? tallyRegions(tx, { asOf, place }, regions) : countRegions(tx, rowsAsk, regions),
    below: (region: RegionCode, width: number) =>
      isCounted ? tallyBelow(tx, { asOf, place }, region, width) : countBelow(tx, rowsAsk, region, width),
  }
  const shifts = await shiftsOn(tx, asOf, counted.of)
  return {
    asOf,
    counting,
    countedFrom: isCounted ? 'counters' : 'rows',
    least: book.on(leastShown, asOf).value,
    whole: counting === 'told' ? await openTallies(tx, deps, { ...ask, counting: 'protected' }) : null,
    async of(regions) {
      const found = await counted.of(regions)
      return new Map(regions.map((code) => [code, addTallies(found.get(code) ?? NO_TALLY, shifts.get(code))]))
    },
    async below(region) {
      const width = WIDTH_BELOW[depthOf(region)]
      const found = new Map(await counted.below(region, width))
      for (const [code, shift] of shifts)
        if (parentOf(code) === region) found.set(code, addTallies(found.get(code) ?? NO_TALLY, shift))
      return found
    },
    byPayer: (region, indicator) => countByPayer(tx, rowsAsk, region, segmentsOf(indicator)),
  }
}

/** What the map of a day moves. Most days none: no village was ever redrawn, and nothing is asked. */
async function shiftsOn(
  tx: Tx,
  asOf: PlainDate,
  of: (regions: readonly RegionCode[]) => Promise<ReadonlyMap<RegionCode, CoverageTally>>,
): Promise<ReadonlyMap<RegionCode, CoverageTally>> {
  const changes = await listMapChanges(tx, FIRST_DAY, LAST_DAY)
  const villages = redrawnVillages(changes)
  if (villages.length === 0) return new Map()
  const strays = await listStrayCodes(tx, villages, asOf)
  const tallies = await of(strays.map(({ code }) => code))
  const found = strays.flatMap((stray): Stray[] => {
    const tally = tallies.get(stray.code)
    return tally ? [{ ...stray, tally }] : []
  })
  return shiftsOf(found, changes, asOf)
}

/** The count an indicator takes of a tally that may be missing: nobody. */
export function countedBy(indicator: Indicator, tally: CoverageTally | undefined): CoverageCount {
  return countOf(indicator, tally ?? NO_TALLY)
}
