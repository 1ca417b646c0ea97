/** Rings of a region, each as longitude, latitude, longitude, … in ten-thousandths of a degree. */
export type Rings = readonly (readonly number[])[]

/** A region as it is drawn: its path, and the box of its largest part, where its label goes. */
export type Shape = {
  readonly path: string
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}

export type Drawn = {
  readonly width: number
  readonly height: number
  readonly shapes: ReadonlyMap<string, Shape>
}

const WIDTH = 720
const TALLEST = 640
/** A map of more positions is drawn coarser: a page is to stay light. */
const MOST_POSITIONS = 1_800
const DEGREE = 10_000

/**
 * Regions on a flat drawing, north up. All are rounded to one grid, so that neighbours still touch; the grid is as fine as the number of
 * positions allows.
 */
export function drawShapes(regions: ReadonlyMap<string, Rings>): Drawn {
  const place = flatten(regions)
  for (let grid = 1; ; grid += 1) {
    const drawn = new Map([...regions].map(([code, rings]) => [code, roundRings(rings, place.at, grid)]))
    const count = [...drawn.values()].flat().reduce((sum, ring) => sum + ring.length / 2, 0)
    if (count > MOST_POSITIONS && grid < 24) continue
    return {
      width: place.width,
      height: place.height,
      shapes: new Map([...drawn].map(([code, rings]) => [code, shapeOf(rings)])),
    }
  }
}

type Flat = {
  readonly width: number
  readonly height: number
  readonly at: (longitude: number, latitude: number) => readonly [x: number, y: number]
}

/** Degrees of longitude are shorter than those of latitude away from the equator: by the cosine of the middle. */
function flatten(regions: ReadonlyMap<string, Rings>): Flat {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const rings of regions.values())
    for (const ring of rings)
      for (let index = 0; index < ring.length; index += 2) {
        const [longitude, latitude] = [ring[index] ?? 0, ring[index + 1] ?? 0]
        west = Math.min(west, longitude)
        east = Math.max(east, longitude)
        south = Math.min(south, latitude)
        north = Math.max(north, latitude)
      }
  const shorter = Math.cos(((south + north) / 2 / DEGREE) * (Math.PI / 180))
  const [wide, tall] = [Math.max(1, (east - west) * shorter), Math.max(1, north - south)]
  const scale = Math.min(WIDTH / wide, TALLEST / tall)
  return {
    width: Math.max(1, Math.round(wide * scale)),
    height: Math.max(1, Math.round(tall * scale)),
    at: (longitude, latitude) => [(longitude - west) * shorter * scale, (north - latitude) * scale],
  }
}

/** Rings on the grid; parts that vanish go, but a region keeps at least a spot. */
function roundRings(rings: Rings, at: Flat['at'], grid: number): Rings {
  const rounded = rings.map((ring) => {
    const moved: number[] = []
    for (let index = 0; index < ring.length; index += 2) {
      const [x, y] = at(ring[index] ?? 0, ring[index + 1] ?? 0).map((each) => Math.round(each / grid) * grid)
      if (x === undefined || y === undefined || (moved.at(-2) === x && moved.at(-1) === y)) continue
      if (isBetween(moved, x, y)) moved.splice(-2)
      moved.push(x, y)
    }
    return moved
  })
  const kept = rounded.filter((ring) => ring.length >= 6)
  if (kept.length > 0) return kept
  const [x = 0, y = 0] = rounded.find((ring) => ring.length > 0) ?? []
  const half = Math.max(4, grid)
  return [[x - half, y - half, x + half, y - half, x + half, y + half, x - half, y + half]]
}

/** Whether the last position lies on the straight way from the one before to the next, and so says nothing. */
function isBetween(moved: readonly number[], x: number, y: number): boolean {
  const [x0, y0, x1, y1] = moved.slice(-4)
  if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return false
  return (
    (x1 - x0) * (y - y1) === (y1 - y0) * (x - x1) && (x1 - x0) * (x - x1) >= 0 && (y1 - y0) * (y - y1) >= 0
  )
}

function shapeOf(rings: Rings): Shape {
  const boxes = rings.map(boxOf)
  const [largest = boxOf([0, 0])] = boxes.toSorted((a, b) => b.width * b.height - a.width * a.height)
  return { path: rings.map(pathOf).join(''), box: largest }
}

function boxOf(ring: readonly number[]): Shape['box'] {
  const xs = ring.filter((_, index) => index % 2 === 0)
  const ys = ring.filter((_, index) => index % 2 === 1)
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

/** Steps from each position to the next: half as long as the positions themselves. */
function pathOf(ring: readonly number[]): string {
  let [x, y] = [ring[0] ?? 0, ring[1] ?? 0]
  let path = `M${String(x)} ${String(y)}l`
  for (let index = 2; index < ring.length; index += 2) {
    const [nextX, nextY] = [ring[index] ?? 0, ring[index + 1] ?? 0]
    const [right, down] = [nextX - x, nextY - y]
    path += `${index > 2 && right >= 0 ? ' ' : ''}${String(right)}${down >= 0 ? ' ' : ''}${String(down)}`
    x = nextX
    y = nextY
  }
  return `${path}z`
}
