import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { ancestorAt, dottedCode, INDONESIA, subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db.ts'
import { readOutlines, type Outline, type OutlineProblem } from './boundaries.ts'
import { inOwnerTransaction } from './owner-transaction.ts'
import { listBelow, listRegions, refuseUnknownMap } from './queries.ts'
import { readTextFile } from './read-text-file.ts'
import { levelOf, type Region } from './regions.ts'
import { lockRegionTables, replaceOutlines } from './store.ts'

const MOST_BYTES = 256 * 1024 * 1024

/** A file of outlines and what its owner says about it; what the file itself says counts when this does not. */
export type BoundaryFile = {
  readonly file: string
  readonly source: string | null
  readonly license: string | null
  /** The day whose map the file draws. */
  readonly on: PlainDate
}

export type BoundaryReport = {
  readonly outlineCount: number
  /** 1 province … 4 village. */
  readonly level: number
  /** Regions of the same level, in the provinces of the file (in the country for provinces), that the file leaves out. */
  readonly missing: readonly Region[]
  readonly added: number
  readonly replaced: number
  readonly unchanged: number
  readonly source: string
  readonly license: string | null
}

/**
 * Checks a GeoJSON file of outlines against the map of a day and stores it, all or nothing; the same file again changes
 * nothing. With `check` it only checks, and `database` may be the application's. Refuses with the first 20 problems.
 */
export async function loadBoundaries(
  database: Database,
  clock: Clock,
  { file, source, license, on }: BoundaryFile,
  check: boolean,
): Promise<BoundaryReport> {
  const text = await readTextFile(file, MOST_BYTES)
  const read = readOutlines(text)
  const problems = [...read.problems, ...(await unknownRegions(database, read.outlines, on))]
  const [first] = read.outlines
  if (problems.length > 0 || !first) {
    throw refuse('boundaries-broken', { count: problems.length, problems: problems.slice(0, 20) })
  }
  const origin = {
    source: source ?? read.source ?? basename(file),
    license: license ?? read.license,
    mapOn: on,
    sha256: createHash('sha256').update(text).digest('hex'),
    loadedAt: clock.now(),
  }
  const written = await inOwnerTransaction(database, async (client) => {
    if (!check) await lockRegionTables(client)
    return replaceOutlines(client, read.outlines, origin, check)
  })
  return {
    outlineCount: read.outlines.length,
    level: levelOf(first.code),
    missing: await missingRegions(database, read.outlines, on),
    ...written,
    source: origin.source,
    license: origin.license,
  }
}

async function unknownRegions(
  { db }: Database,
  outlines: readonly Outline[],
  on: PlainDate,
): Promise<OutlineProblem[]> {
  await refuseUnknownMap(db, on)
  const codes = outlines.map(({ code }) => code)
  const known = await listRegions(db, codes, on)
  return codes
    .filter((code) => !known.has(code))
    .map((code) => ({ kind: 'region-unknown', where: dottedCode(code) }))
}

async function missingRegions(
  { db }: Database,
  outlines: readonly Outline[],
  on: PlainDate,
): Promise<Region[]> {
  const drawn = new Set(outlines.map(({ code }) => code))
  const level = levelOf(outlines[0]?.code ?? INDONESIA)
  const covered: RegionCode[] =
    level === 1 ? [INDONESIA] : [...new Set([...drawn].map((code) => ancestorAt(code, 'provinsi')))]
  // One read of the country instead of one per province: a file covers one province or all of them.
  const [only] = covered
  const below = await listBelow(db, covered.length === 1 && only !== undefined ? only : INDONESIA, on, level)
  const isCovered = (code: RegionCode) =>
    covered.some((top) => code >= subtreeOf(top).first && code <= subtreeOf(top).last)
  return below.filter(({ code }) => levelOf(code) === level && isCovered(code) && !drawn.has(code))
}
