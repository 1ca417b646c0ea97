import { plainDate, type PlainDate } from '../../kernel/plain-date.ts'
import { INDONESIA, regionCode, type RegionCode } from '../../kernel/region-code.ts'

/** Inhabitants of one region on one day, as a decree printed them. `mapOn` is the day whose map the figure describes. */
export type Population = {
  readonly code: RegionCode
  readonly asOf: PlainDate
  readonly mapOn: PlainDate
  readonly population: bigint
  readonly decree: string
  readonly source: string
}

const DECREE = 'Kepmendagri 300.2.2-2138/2025 jo 300.2.2-2430/2025'
const SOURCE = 'Lampiran Kepmendagri 300.2.2-2138/2025, jumlah penduduk Desember 2024'
const AS_OF = plainDate('2024-12-31')
const MAP_ON = plainDate('2025-04-25')

function counted(code: RegionCode, population: bigint): Population {
  return { code, asOf: AS_OF, mapOn: MAP_ON, population, decree: DECREE, source: SOURCE }
}

/** What the decree gives for the country, province 16 and each of its regencies and cities, and Gresik. Sums are tested. */
export const POPULATION_2024: readonly Population[] = [
  counted(INDONESIA, 284_973_643n),
  counted(regionCode('16'), 9_064_690n),
  counted(regionCode('16.01'), 390_048n),
  counted(regionCode('16.02'), 801_059n),
  counted(regionCode('16.03'), 653_731n),
  counted(regionCode('16.04'), 448_141n),
  counted(regionCode('16.05'), 427_723n),
  counted(regionCode('16.06'), 736_897n),
  counted(regionCode('16.07'), 888_324n),
  counted(regionCode('16.08'), 694_832n),
  counted(regionCode('16.09'), 406_938n),
  counted(regionCode('16.10'), 446_020n),
  counted(regionCode('16.11'), 336_783n),
  counted(regionCode('16.12'), 214_795n),
  counted(regionCode('16.13'), 203_688n),
  counted(regionCode('16.71'), 1_801_367n),
  counted(regionCode('16.72'), 153_271n),
  counted(regionCode('16.73'), 247_550n),
  counted(regionCode('16.74'), 213_523n),
  counted(regionCode('35.25'), 1_327_497n),
]
