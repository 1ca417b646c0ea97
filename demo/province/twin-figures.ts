import { ancestorAt, dottedCode, type RegionCode } from '../../src/kernel/region-code.ts'
import type { TableRow } from '../../src/modules/imports/reading/read-table.ts'
import type { FigureColumn } from '../../src/modules/figures/read-figures.ts'
import { WORLD_DAY, type TwinPerson } from './twin-person.ts'

export type TwinFigures = {
  readonly denominators: readonly TableRow<FigureColumn>[]
  readonly targets: readonly TableRow<FigureColumn>[]
}

const SOURCE = 'Provinsi kembar (rekaan, untuk latihan)'
/** Percent of eligible workers, by year: a path that learners can reach. */
const PATH = { 2025: '34', 2026: '37,48', 2027: '41', 2028: '45', 2029: '50' } as const
const SEGMENTS = ['semua', 'PU', 'BPU'] as const
type Counts = Record<(typeof SEGMENTS)[number], number>

/**
 * How many workers of a twin province could be members, for the province and its regencies, and a target for each: as rows of the files
 * by which real figures come. Counted where people work. Districts and villages have none, as in the real world.
 */
export function twinFigures(people: Iterable<TwinPerson>): TwinFigures {
  const counts = new Map<RegionCode, Counts>()
  for (const { kind, isEligible, employer, village } of people) {
    if (kind === 'none' || !isEligible) continue
    const regency = employer?.region ?? ancestorAt(village.code, 'kabupaten-kota')
    for (const region of [regency, ancestorAt(regency, 'provinsi')]) {
      const held = counts.get(region) ?? { semua: 0, PU: 0, BPU: 0 }
      held.semua += 1
      held[kind === 'wage' ? 'PU' : 'BPU'] += 1
      counts.set(region, held)
    }
  }
  const regions = [...counts].sort(([one], [other]) => one - other)
  return {
    denominators: numbered(
      regions.flatMap(([region, held]) =>
        SEGMENTS.map((segment) => ({
          ...{ region: dottedCode(region), indicator: 'A', segment, persons: String(held[segment]) },
          countedOn: WORLD_DAY,
        })),
      ),
    ),
    targets: numbered(
      regions.flatMap(([region]) =>
        Object.entries(PATH).map(([year, percent]) => ({
          ...{ region: dottedCode(region), indicator: 'A', segment: 'semua', year, percent },
        })),
      ),
    ),
  }
}

function numbered(rows: readonly Partial<Record<FigureColumn, string>>[]): TableRow<FigureColumn>[] {
  return rows.map((cells, index) => ({ number: index + 2, cells: { ...EMPTY, ...cells } }))
}

const EMPTY: Readonly<Record<FigureColumn, string>> = {
  region: '',
  indicator: '',
  segment: '',
  persons: '',
  countedOn: '',
  year: '',
  percent: '',
  vintage: 'latihan',
  source: SOURCE,
  confidence: 'L',
}
