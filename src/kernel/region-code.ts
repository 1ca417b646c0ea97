import { refuse } from './refusal.ts'

/**
 * A Kemendagri region code `PP.KK.CC.DDDD` padded with zeros to one number: 16 → 1600000000, 16.06 → 1606000000,
 * 16.06.01.2001 → 1606012001. A subtree is a range of numbers. At most 9999999999, so it is an exact JavaScript number.
 */
export type RegionCode = number & { readonly __brand: 'RegionCode' }

export type RegionDepth = 'country' | 'provinsi' | 'kabupaten-kota' | 'kecamatan' | 'desa-kelurahan'

/** What an official calls a region; follows from the code alone (Kepmendagri 300.2.2-2138/2025). */
export type RegionKind =
  'negara' | 'provinsi' | 'kabupaten' | 'kota' | 'kecamatan' | 'kelurahan' | 'desa' | 'desa-adat'

/** Indonesia as a whole: the subtree of every province. */
export const INDONESIA = 0 as RegionCode

const WIDTH = {
  country: 10_000_000_000,
  provinsi: 100_000_000,
  'kabupaten-kota': 1_000_000,
  kecamatan: 10_000,
  'desa-kelurahan': 1,
}
const CODE = /^(\d{2})(?:\.?(\d{2})(?:\.?(\d{2})(?:\.?(\d{4}))?)?)?$/

/** Reads `16.06.01.2001`, `16.06`, `16`, the same without dots, or the padded number. Refuses anything else, naming the field. */
export function parseRegionCode(field: string, text: string): RegionCode {
  const padded = /^\d{10}$/.exec(text)
  const match = CODE.exec(text)
  if (!padded && !match) throw refuse('value-malformed', { field, value: text, expected: 'region-code' })
  const digits = padded ? text : [match?.[1], match?.[2], match?.[3], match?.[4]].join('').padEnd(10, '0')
  const code = Number(digits) as RegionCode
  if (code < 1_100_000_000 || !isWellFormed(code)) {
    throw refuse('value-malformed', { field, value: text, expected: 'region-code' })
  }
  return code
}

/** A code written in our own source; throws on a typing error. */
export function regionCode(text: string): RegionCode {
  return parseRegionCode('region', text)
}

/** No zero part above a filled one: 16.00.01 is not a region. */
function isWellFormed(code: number): boolean {
  const parts = [Math.floor(code / 1_000_000) % 100, Math.floor(code / 10_000) % 100, code % 10_000]
  const firstZero = parts.indexOf(0)
  return firstZero === -1 || parts.slice(firstZero).every((part) => part === 0)
}

export function depthOf(code: RegionCode): RegionDepth {
  if (code === 0) return 'country'
  if (code % WIDTH.provinsi === 0) return 'provinsi'
  if (code % WIDTH['kabupaten-kota'] === 0) return 'kabupaten-kota'
  if (code % WIDTH.kecamatan === 0) return 'kecamatan'
  return 'desa-kelurahan'
}

/** KK 71–99 is a kota, 01–69 a kabupaten; fourth part 1xxx is a kelurahan, 2xxx a desa, 3xxx a desa adat. */
export function kindOf(code: RegionCode): RegionKind {
  switch (depthOf(code)) {
    case 'country':
      return 'negara'
    case 'provinsi':
      return 'provinsi'
    case 'kabupaten-kota':
      return Math.floor(code / 1_000_000) % 100 >= 71 ? 'kota' : 'kabupaten'
    case 'kecamatan':
      return 'kecamatan'
    case 'desa-kelurahan': {
      const series = Math.floor((code % 10_000) / 1_000)
      return series === 1 ? 'kelurahan' : series === 3 ? 'desa-adat' : 'desa'
    }
  }
}

/** The region directly above; Indonesia has none. */
export function parentOf(code: RegionCode): RegionCode | null {
  switch (depthOf(code)) {
    case 'country':
      return null
    case 'provinsi':
      return INDONESIA
    case 'kabupaten-kota':
      return (code - (code % WIDTH.provinsi)) as RegionCode
    case 'kecamatan':
      return (code - (code % WIDTH['kabupaten-kota'])) as RegionCode
    case 'desa-kelurahan':
      return (code - (code % WIDTH.kecamatan)) as RegionCode
  }
}

/** The ancestor of a code at a depth, itself included. Asking below its own depth is a bug and throws RangeError. */
export function ancestorAt(code: RegionCode, depth: RegionDepth): RegionCode {
  const width = WIDTH[depth]
  if (WIDTH[depthOf(code)] > width) throw new RangeError(`${code} has no ancestor at ${depth}`)
  return (depth === 'country' ? 0 : code - (code % width)) as RegionCode
}

/** First and last code of a subtree, both inclusive; the region itself is the first. */
export function subtreeOf(code: RegionCode): { readonly first: RegionCode; readonly last: RegionCode } {
  return { first: code, last: (code + WIDTH[depthOf(code)] - 1) as RegionCode }
}

export function isWithin(code: RegionCode, ancestor: RegionCode): boolean {
  const { first, last } = subtreeOf(ancestor)
  return code >= first && code <= last
}

/** `16.06.01.2001`, the form officials write. */
export function dottedCode(code: RegionCode): string {
  const digits = String(code).padStart(10, '0')
  const parts = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6), digits.slice(6)]
  const length = { country: 0, provinsi: 1, 'kabupaten-kota': 2, kecamatan: 3, 'desa-kelurahan': 4 }[
    depthOf(code)
  ]
  return parts.slice(0, length).join('.')
}
