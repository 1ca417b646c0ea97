import { dottedCode, type RegionCode } from '../../kernel/region-code.ts'
import { findOutlines } from '../../modules/regions/queries.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Outlines } from '../../../web/ui/charts/outline-map.tsx'

/** The outlines of a map of these regions, as charts read them; null where they are not loaded, or not for every region. */
export async function outlinesFor(db: Queryable, codes: readonly RegionCode[]): Promise<Outlines | null> {
  const found = await findOutlines(db, codes)
  if (found === null) return null
  const { drawings, source, mapOn } = found
  return { rings: new Map([...drawings].map(([code, rings]) => [dottedCode(code), rings])), source, mapOn }
}
