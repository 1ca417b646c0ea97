import { depthOf, type RegionCode, type RegionDepth } from '../../kernel/region-code.ts'
import type { Geometry } from './boundaries.ts'

/** Rings of an outline, each as longitude, latitude, longitude, … in ten-thousandths of a degree. Holes are rings like any other. */
export type Drawing = readonly (readonly number[])[]

const PER_DEGREE = 10_000
/** The grid of each level, in ten-thousandths of a degree: about a 500th of what a map of that level shows at once. */
const GRIDS: { readonly [Depth in RegionDepth]: number } = {
  country: 200,
  provinsi: 200,
  'kabupaten-kota': 50,
  kecamatan: 20,
  'desa-kelurahan': 5,
}

/**
 * An outline small enough for a page: every position moved to the grid of its level. Neighbours share positions, so they still touch
 * afterwards; an island smaller than the grid goes, but never the last one.
 */
export function drawingOf(code: RegionCode, { type, coordinates }: Geometry): Drawing {
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates) as readonly (readonly Ring[])[]
  const grid = GRIDS[depthOf(code)]
  const rings = polygons.flat().map((ring) => onGrid(ring, grid))
  const kept = rings.filter((ring) => ring.length >= 6)
  return kept.length > 0 ? kept : rings.toSorted((a, b) => b.length - a.length).slice(0, 1)
}

type Ring = readonly (readonly [longitude: number, latitude: number])[]

function onGrid(ring: Ring, grid: number): readonly number[] {
  const moved: number[] = []
  const toGrid = (degrees: number) => Math.round((degrees * PER_DEGREE) / grid) * grid
  // The last position repeats the first.
  for (const [longitude, latitude] of ring.slice(0, -1)) {
    const [x, y] = [toGrid(longitude), toGrid(latitude)]
    if (moved.at(-2) !== x || moved.at(-1) !== y) moved.push(x, y)
  }
  while (moved.length > 2 && moved[0] === moved.at(-2) && moved[1] === moved.at(-1)) moved.splice(-2)
  return moved
}
