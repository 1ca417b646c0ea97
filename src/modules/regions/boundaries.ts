import { Refusal } from '../../kernel/refusal.ts'
import { depthOf, dottedCode, parseRegionCode, type RegionCode } from '../../kernel/region-code.ts'

/** An outline as its file gave it: longitude and latitude in WGS 84. */
export type Geometry = { readonly type: 'Polygon' | 'MultiPolygon'; readonly coordinates: readonly unknown[] }
export type Outline = { readonly code: RegionCode; readonly geometry: Geometry }

export type OutlineProblemKind =
  | 'not-json'
  | 'not-a-feature-collection'
  | 'other-coordinate-system'
  | 'no-features'
  | 'feature-malformed'
  | 'code-missing'
  | 'code-malformed'
  | 'region-unknown'
  | 'duplicate'
  | 'levels-mixed'
  | 'geometry-kind'
  | 'ring-too-short'
  | 'ring-open'
  | 'position-malformed'
  | 'outside-indonesia'

/** One thing wrong with a file of outlines. `where` is the region's code when known, else `features[3]`. */
export type OutlineProblem = { readonly kind: OutlineProblemKind; readonly where: string }

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** A file of outlines with errors; nothing was written. `problems` are the first 20 of `count`. */
    'boundaries-broken': { readonly count: number; readonly problems: readonly OutlineProblem[] }
  }
}

export type ReadOutlines = {
  readonly outlines: readonly Outline[]
  readonly problems: readonly OutlineProblem[]
  readonly source: string | null
  readonly license: string | null
}

/** Names under which data sets write the Kemendagri code of a feature. */
const CODE_PROPERTIES = ['code', 'kode', 'KODE', 'kd_wilayah', 'KD_WILAYAH']
/** Indonesia with its seas, in degrees. Swapped or projected coordinates fall outside. */
const EXTENT = { west: 94, east: 142, south: -12, north: 7 }
const WGS_84 = /(CRS84|EPSG:+4326)$/i

/** Reads a GeoJSON FeatureCollection of regions (RFC 7946), or says everything that is wrong with it. */
export function readOutlines(text: string): ReadOutlines {
  const problems: OutlineProblem[] = []
  const nothing = (kind: OutlineProblemKind, where = ''): ReadOutlines => ({
    outlines: [],
    problems: [{ kind, where }],
    source: null,
    license: null,
  })
  const file = parseJson(text)
  if (file === undefined) return nothing('not-json')
  if (!isRecord(file) || file['type'] !== 'FeatureCollection' || !Array.isArray(file['features'])) {
    return nothing('not-a-feature-collection')
  }
  const system = crsName(file['crs'])
  if (system !== null && !WGS_84.test(system)) return nothing('other-coordinate-system', system.slice(0, 60))
  if (file['features'].length === 0) return nothing('no-features')
  const outlines = readFeatures(file['features'] as unknown[], problems)
  return { outlines, problems, source: textOf(file['source']), license: textOf(file['license']) }
}

function readFeatures(features: readonly unknown[], problems: OutlineProblem[]): Outline[] {
  const outlines = new Map<RegionCode, Outline>()
  for (const [index, feature] of features.entries()) {
    const outline = readFeature(feature, `features[${index}]`, problems)
    if (!outline) continue
    if (outlines.has(outline.code)) problems.push({ kind: 'duplicate', where: dottedCode(outline.code) })
    outlines.set(outline.code, outline)
  }
  const [first, ...rest] = outlines.keys()
  const other = first === undefined ? undefined : rest.find((code) => depthOf(code) !== depthOf(first))
  if (other !== undefined) problems.push({ kind: 'levels-mixed', where: dottedCode(other) })
  return [...outlines.values()]
}

function readFeature(feature: unknown, place: string, problems: OutlineProblem[]): Outline | null {
  const say = (kind: OutlineProblemKind, where: string) => {
    problems.push({ kind, where })
    return null
  }
  if (!isRecord(feature) || feature['type'] !== 'Feature' || !isRecord(feature['properties'])) {
    return say('feature-malformed', place)
  }
  const { properties, geometry } = feature
  const name = CODE_PROPERTIES.find((property) => Object.hasOwn(properties, property))
  if (name === undefined) return say('code-missing', place)
  const code = readCode(properties[name])
  if (code === null) return say('code-malformed', `${place} ${JSON.stringify(properties[name]).slice(0, 30)}`)
  const where = dottedCode(code)
  if (!isRecord(geometry) || !Array.isArray(geometry['coordinates'])) return say('geometry-kind', where)
  const coordinates = geometry['coordinates'] as unknown[]
  const kind = geometry['type']
  if (kind !== 'Polygon' && kind !== 'MultiPolygon') return say('geometry-kind', where)
  const wrong = coordinates.length === 0 ? 'geometry-kind' : wrongGeometry(kind, coordinates)
  if (wrong) return say(wrong, where)
  return { code, geometry: { type: kind, coordinates } }
}

function wrongGeometry(kind: Geometry['type'], coordinates: readonly unknown[]): OutlineProblemKind | null {
  const polygons = kind === 'Polygon' ? [coordinates] : coordinates
  for (const polygon of polygons) {
    if (!Array.isArray(polygon) || polygon.length === 0) return 'geometry-kind'
    for (const ring of polygon as unknown[]) {
      const wrong = wrongRing(ring)
      if (wrong) return wrong
    }
  }
  return null
}

function wrongRing(ring: unknown): OutlineProblemKind | null {
  if (!Array.isArray(ring)) return 'geometry-kind'
  if (ring.length < 4) return 'ring-too-short'
  for (const position of ring as unknown[]) {
    if (!isPosition(position)) return 'position-malformed'
    const [longitude, latitude] = position
    const isInside =
      longitude >= EXTENT.west &&
      longitude <= EXTENT.east &&
      latitude >= EXTENT.south &&
      latitude <= EXTENT.north
    if (!isInside) return 'outside-indonesia'
  }
  const [first, last] = [ring[0], ring.at(-1)] as [Position, Position]
  return first[0] === last[0] && first[1] === last[1] ? null : 'ring-open'
}

type Position = readonly [longitude: number, latitude: number, ...rest: number[]]

function isPosition(value: unknown): value is Position {
  return (
    Array.isArray(value) &&
    value.length >= 2 &&
    value.length <= 3 &&
    value.every((part) => typeof part === 'number' && Number.isFinite(part))
  )
}

function readCode(value: unknown): RegionCode | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  try {
    return parseRegionCode('code', String(value))
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

function crsName(crs: unknown): string | null {
  if (crs === undefined || crs === null) return null
  const name = isRecord(crs) && isRecord(crs['properties']) ? crs['properties']['name'] : undefined
  return typeof name === 'string' ? name : JSON.stringify(crs)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
