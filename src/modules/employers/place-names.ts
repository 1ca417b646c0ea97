import { isWithin, type RegionCode } from '../../kernel/region-code.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Queryable } from '../../platform/db.ts'
import { listBelow, listRegions } from '../regions/queries.ts'
import { ancestorsOf } from '../regions/regions.ts'
import { foldName, searchNameOf } from '../regions/search-name.ts'
import type { WrittenPlaces } from './read-employer.ts'

type Named = { readonly code: RegionCode; readonly name: string; readonly fullName: string }

/** Levels of the country's map: 2 regencies and cities, 3 districts, 4 villages. Of the whole country only the regencies are held. */
const REGENCY = 2
const VILLAGE = 4

/**
 * Finds the narrowest region within another that the names of a row fit, as the map of a day has them: the village in its district in its
 * regency. A name that fits several gives all of them; one that fits none gives none, even where a wider name fits. The
 * region itself and those above it may be named too, and mean it.
 */
export async function placeFinder(
  db: Queryable,
  home: RegionCode,
  on: PlainDate,
): Promise<(written: WrittenPlaces) => readonly RegionCode[]> {
  const around = home === 0 ? [] : [...(await listRegions(db, [home, ...ancestorsOf(home)], on)).values()]
  const regions = [...around, ...(await listBelow(db, home, on, home === 0 ? REGENCY : VILLAGE))]
  const levels: Record<keyof WrittenPlaces, Map<string, Named[]>> = {
    regency: new Map(),
    district: new Map(),
    village: new Map(),
  }
  for (const { code, name, kind } of regions) {
    const level = levelOf(code)
    if (level === null) continue
    const named = { code, name: searchNameOf(name, kind), fullName: foldName(name) }
    levels[level].set(named.name, [...(levels[level].get(named.name) ?? []), named])
  }
  return (written) => {
    const named = LEVELS.filter((level) => written[level] !== '')
    const narrowed = named.reduce<readonly RegionCode[] | null>((outer, level) => {
      const found = fitting(levels[level], written[level])
      return outer === null ? found : found.filter((code) => outer.some((wider) => isWithin(code, wider)))
    }, null)
    return [...new Set((narrowed ?? []).map((code) => (isWithin(home, code) ? home : code)))]
  }
}

const LEVELS = ['regency', 'district', 'village'] as const

function levelOf(code: RegionCode): keyof WrittenPlaces | null {
  if (code % 10_000 !== 0) return 'village'
  if (code % 1_000_000 !== 0) return 'district'
  return code % 100_000_000 === 0 ? null : 'regency'
}

/** `Kota Bogor` and `Kabupaten Bogor` are two; `Bogor` is both. */
function fitting(names: ReadonlyMap<string, readonly Named[]>, written: string): RegionCode[] {
  const found = names.get(foldName(withoutKind(written))) ?? []
  const exact = found.filter(({ fullName }) => fullName === foldName(longKind(written)))
  return (exact.length > 0 ? exact : found).map(({ code }) => code)
}

function withoutKind(name: string): string {
  return name.replace(/^\s*(?:desa|ds|kelurahan|kel|kecamatan|kec|kabupaten|kab|kota)\b\.?\s+/i, '')
}

function longKind(name: string): string {
  return name.replace(/^\s*kab\b\.?\s+/i, 'Kabupaten ')
}
