import { isWithin, parseRegionCode, type RegionCode } from '../../kernel/region-code.ts'
import { Refusal, refuse } from '../../kernel/refusal.ts'
import type { TableColumns, TableRow } from '../imports/reading/read-table.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** A file of places holds rows that cannot be used; nothing of it is taken. */
    'places-file-invalid': { readonly count: number; readonly problems: readonly PlacesProblem[] }
  }
}

export const PLACES_COLUMNS = {
  region: ['kode wilayah', 'kode desa', 'wilayah', 'kode', 'region'],
  places: ['kuota', 'tempat', 'jumlah tempat', 'jumlah', 'places'],
} as const satisfies TableColumns<string>
export type PlacesColumn = keyof typeof PLACES_COLUMNS

/** What is wrong with one row. */
export type PlacesProblem = {
  readonly row: number
  readonly text: string
  readonly because: 'missing' | 'not-a-region' | 'not-a-count' | 'outside' | 'twice' | 'unknown-region'
}

export type ToldPlaces = { readonly row: number; readonly region: RegionCode; readonly places: number }

/** `50`, `1.250`: whole places, points between thousands as Indonesians write them. */
const COUNT = /^(\d{1,3}(\.\d{3})+|\d{1,7})$/

/** Places of a file, all of them or a refusal that names every row that is wrong (the first twenty). Pure. */
export function readPlaces(
  rows: readonly TableRow<PlacesColumn>[],
  within: RegionCode,
): readonly ToldPlaces[] {
  const problems: PlacesProblem[] = []
  const seen = new Set<RegionCode>()
  const told = rows.flatMap(({ number: row, cells }): ToldPlaces[] => {
    const wrong = (text: string, because: PlacesProblem['because']) => {
      problems.push({ row, text, because })
      return []
    }
    const region = findRegion(cells.region)
    if (region === null) return wrong(cells.region, cells.region === '' ? 'missing' : 'not-a-region')
    if (!isWithin(region, within)) return wrong(cells.region, 'outside')
    if (seen.has(region)) return wrong(cells.region, 'twice')
    seen.add(region)
    if (!COUNT.test(cells.places)) return wrong(cells.places, cells.places === '' ? 'missing' : 'not-a-count')
    return [{ row, region, places: Number(cells.places.replaceAll('.', '')) }]
  })
  refusePlaces(problems)
  return told
}

const SHOWN_PROBLEMS = 20

export function refusePlaces(problems: readonly PlacesProblem[]): void {
  if (problems.length === 0) return
  throw refuse('places-file-invalid', { count: problems.length, problems: problems.slice(0, SHOWN_PROBLEMS) })
}

function findRegion(text: string): RegionCode | null {
  try {
    return parseRegionCode('region', text)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
