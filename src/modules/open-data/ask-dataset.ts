import { addMonths, lastDayOf, monthOf, monthsFrom, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { INDONESIA, type RegionCode } from '../../kernel/region-code.ts'
import type { Tx } from '../../platform/db.ts'
import { leastShown } from '../../rules/parameters/publication.ts'
import { writtenRegion } from '../access/places.ts'
import { throughGate } from '../access/scope.ts'
import { figuresOf } from '../coverage/assess-figures.ts'
import { figuresBelow } from '../coverage/ask-coverage.ts'
import { numeratorSource, type CoverageFigure } from '../coverage/coverage.ts'
import { hideSmallCells } from '../coverage/hide-small-cells.ts'
import { countedBy, openTallies, type CoverageDeps } from '../coverage/open-tallies.ts'
import { getRegionOrCountry, getRegionSource, listRegions } from '../regions/queries.ts'
import { shortTitle } from '../regions/regions.ts'
import { countedIn, type DatasetName, type OpenCell, type OpenDataset } from './open-data.ts'

export type DatasetQuestion = {
  readonly name: DatasetName
  readonly region: RegionCode
  /** How many months that have ended, the newest last; 13 when left out. */
  readonly months?: number
}

/**
 * A data set as everybody may have it: a region and those of the next level, at the end of each of the last months. The same small figures are
 * hidden in it as in any other table of that day.
 */
export async function askDataset(deps: CoverageDeps, question: DatasetQuestion): Promise<OpenDataset> {
  const { name, region, months = 13 } = question
  const today = deps.clock.today()
  const span = monthsFrom(addMonths(monthOf(today), -months), months)
  return throughGate(deps.db, 'system', async (tx) => {
    const found = new Map<string, OpenCell>()
    const codes = new Set<RegionCode>([region])
    for (const month of span) {
      for (const [code, cell] of await cellsOf(tx, deps, question, month)) {
        codes.add(code)
        found.set(`${String(code)} ${month}`, cell)
      }
    }
    const ordered = [...codes].toSorted((a, b) => a - b)
    const cells = ordered.flatMap((code) =>
      span.map((month) => found.get(`${String(code)} ${month}`) ?? emptyCell(code, month)),
    )
    return {
      name,
      region: writtenRegion(region),
      areas: await areasOf(tx, ordered, today),
      months: span,
      cells,
      updatedAt: deps.clock.now(),
      least: deps.book.on(leastShown, today).value,
      sources: await sourcesOf(tx, name, cells),
    }
  })
}

async function cellsOf(
  tx: Tx,
  deps: CoverageDeps,
  { name, region }: DatasetQuestion,
  month: Month,
): Promise<ReadonlyMap<RegionCode, OpenCell>> {
  const { indicator, counting } = countedIn(name)
  const asOf = lastDayOf(month)
  const tallies = await openTallies(tx, deps, { asOf, place: 'work', counting })
  const asking = { asOf, indicator, counting, book: deps.book }
  const count = countedBy(indicator, (await tallies.of([region])).get(region))
  const own = await figuresOf(tx, asking, [{ region, ...count }])
  const figures = [...own, ...(await figuresBelow(tx, tallies, asking, region))]
  const hiding = await hideSmallCells(tallies, [region])
  return new Map(
    figures.map((figure) => [
      figure.region,
      cellOf(figure, month, hiding.isHidden(figure.region, indicator)),
    ]),
  )
}

function cellOf(figure: CoverageFigure, month: Month, isHidden: boolean): OpenCell {
  const { region, people, denominator, basisPoints, target } = figure
  return {
    area: writtenRegion(region),
    month,
    people: isHidden ? null : people,
    denominator: denominator?.persons ?? null,
    basisPoints: isHidden ? null : basisPoints,
    targetBasisPoints: target?.basisPoints ?? null,
    denominatorSource: denominator && `${denominator.source}, ${denominator.vintage}`,
    isHidden,
  }
}

/** A region that the map of that month did not have. */
function emptyCell(code: RegionCode, month: Month): OpenCell {
  return {
    area: writtenRegion(code),
    month,
    people: null,
    denominator: null,
    basisPoints: null,
    targetBasisPoints: null,
    denominatorSource: null,
    isHidden: false,
  }
}

async function areasOf(tx: Tx, codes: readonly RegionCode[], today: PlainDate) {
  const named = await listRegions(
    tx,
    codes.filter((code) => code !== INDONESIA),
    today,
  )
  const country = await getRegionOrCountry(tx, 'region', INDONESIA, today)
  return codes.map((code) => {
    const region = code === INDONESIA ? country : named.get(code)
    return { code: writtenRegion(code), name: region ? shortTitle(region) : writtenRegion(code) }
  })
}

async function sourcesOf(tx: Tx, name: DatasetName, cells: readonly OpenCell[]): Promise<readonly string[]> {
  const { indicator, counting } = countedIn(name)
  const { attribution, license } = await getRegionSource(tx)
  const denominators = cells.flatMap(({ denominatorSource }) => denominatorSource ?? [])
  return [
    numeratorSource(indicator, counting).id,
    ...new Set(denominators),
    `Nama wilayah: ${attribution} (${license})`,
  ]
}
