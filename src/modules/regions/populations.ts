import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import type { Queryable } from '../../platform/db.ts'
import { listMapChanges } from './queries.ts'
import { restateKnown } from './regions.ts'

/** Inhabitants of a region as the newest decree counts them. `restated`: split over a later change of the map by its weights. */
export type PopulationFigure = {
  readonly population: bigint
  readonly asOf: PlainDate
  readonly decree: string
  readonly source: string
  readonly restated: boolean
}

type PopulationRow = {
  code: bigint
  as_of: PlainDate
  map_on: PlainDate
  population: bigint
  decree: string
  source: string
}

/**
 * The newest known population up to a day of each region in a subtree, shown on that day's map. A region without a figure
 * is not in the answer; one that took in a part without a figure is not either.
 */
export async function populationsOn(
  db: Queryable,
  within: RegionCode,
  on: PlainDate,
): Promise<Map<RegionCode, PopulationFigure>> {
  const { first, last } = subtreeOf(within)
  const { rows } = await sql<PopulationRow>`
    select code, as_of, map_on, population, decree, source from region_populations
    where as_of <= ${on}::date
      and (code between ${first} and ${last} or code in (select old_code from region_mappings))
    order by as_of, map_on, code`.execute(db)
  const found = new Map<RegionCode, PopulationFigure>()
  for (const counted of groupedByCount(rows)) {
    const [{ as_of: asOf, map_on: mapOn, decree, source }] = counted
    const figures = new Map(counted.map((row) => [Number(row.code) as RegionCode, row.population]))
    const restated = restateKnown(figures, await listMapChanges(db, mapOn, on), mapOn, on)
    for (const [code, { figure, restated: touched }] of restated) {
      if (code >= first && code <= last) {
        found.set(code, { population: figure, asOf, decree, source, restated: touched })
      }
    }
  }
  return found
}

/** Rows of one counting (day and map), oldest first, so that a newer one overwrites. */
function groupedByCount(rows: readonly PopulationRow[]): [PopulationRow, ...PopulationRow[]][] {
  const groups: [PopulationRow, ...PopulationRow[]][] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (last?.[0].as_of === row.as_of && last[0].map_on === row.map_on) last.push(row)
    else groups.push([row])
  }
  return groups
}
