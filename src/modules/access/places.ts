import type { PlainDate } from '../../kernel/plain-date.ts'
import { dottedCode, INDONESIA, parseRegionCode, type RegionCode } from '../../kernel/region-code.ts'
import type { Queryable } from '../../platform/db.ts'
import { getRegion, listRegions } from '../regions/queries.ts'
import { shortTitle } from '../regions/regions.ts'

/** A region as people write it, `16.06` or `ID` for the country, that exists on that day; else a refusal naming the field. */
export async function requireRegion(db: Queryable, text: string, on: PlainDate): Promise<RegionCode> {
  if (/^id$/i.test(text.trim())) return INDONESIA
  const code = parseRegionCode('region', text.trim())
  await getRegion(db, 'region', code, on)
  return code
}

/** `16.06`, and `ID` for the whole country. */
export function writtenRegion(code: RegionCode): string {
  return code === INDONESIA ? 'ID' : dottedCode(code)
}

/** Regions as a table says them on a day, `Kota Palembang (16.71)`, asked for all at once; one that no longer exists has its code alone. */
export async function placeTexts(
  db: Queryable,
  codes: readonly RegionCode[],
  on: PlainDate,
): Promise<(code: RegionCode) => string> {
  const regions = await listRegions(db, [...new Set(codes)], on)
  return (code) => {
    const region = regions.get(code)
    if (code !== INDONESIA && region === undefined) return writtenRegion(code)
    return `${region ? shortTitle(region) : 'Indonesia'} (${writtenRegion(code)})`
  }
}
