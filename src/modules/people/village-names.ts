import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Queryable } from '../../platform/db.ts'
import { listBelow, listRegions } from '../regions/queries.ts'
import { foldName, searchNameOf } from '../regions/search-name.ts'
import type { WrittenPlace } from './row/read-place.ts'

type Village = { readonly code: RegionCode; readonly district: string; readonly regency: string }

/**
 * Finds villages of one region by the names in a list, as the map of a day has them. District and regency narrow the choice when the
 * row names them; a name that fits several villages gives all of them, and the row is held.
 */
export async function villageFinder(
  db: Queryable,
  home: RegionCode,
  on: PlainDate,
): Promise<(written: WrittenPlace) => readonly RegionCode[]> {
  // The list of one village names that village too.
  const regions = [...(await listRegions(db, [home], on)).values(), ...(await listBelow(db, home, on, 4))]
  const nameOf = new Map(regions.map(({ code, name, kind }) => [Number(code), searchNameOf(name, kind)]))
  const byName = new Map<string, Village[]>()
  for (const { code } of regions) {
    if (Number(code) % 10_000 === 0) continue
    const name = nameOf.get(Number(code)) ?? ''
    const village = {
      code,
      district: nameOf.get(Math.trunc(code / 10_000) * 10_000) ?? '',
      regency: nameOf.get(Math.trunc(code / 1_000_000) * 1_000_000) ?? '',
    }
    const others = byName.get(name)
    if (others) others.push(village)
    else byName.set(name, [village])
  }
  return (written) => {
    const found = byName.get(foldName(withoutKind(written.village))) ?? []
    return narrowed(narrowed(found, 'district', written.district), 'regency', written.regency).map(
      ({ code }) => code,
    )
  }
}

/** Only where the row names a district or regency that fits; a name we do not know narrows nothing. */
function narrowed(
  villages: readonly Village[],
  level: 'district' | 'regency',
  written: string,
): readonly Village[] {
  const name = foldName(withoutKind(written))
  if (name === '' || villages.length < 2) return villages
  const fitting = villages.filter((village) => village[level] === name)
  return fitting.length > 0 ? fitting : villages
}

/** `Desa Sungai Lilin` and `Kec. Sungai Lilin` name the same as without the word for their kind. */
function withoutKind(name: string): string {
  return name.replace(/^\s*(?:desa|ds|kelurahan|kel|kecamatan|kec|kabupaten|kab|kota)\b\.?\s+/i, '')
}

/** Whether the whole country is meant, whose villages are not all held in memory for one list. */
export function isTooWide(home: RegionCode): boolean {
  const { first, last } = subtreeOf(home)
  return last - first > 100_000_000
}
