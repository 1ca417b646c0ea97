import { depthOf, isWithin, parseRegionCode, type RegionCode } from '../../../kernel/region-code.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { outcome } from './outcome.ts'
import { read, unreadable, type Reading } from './reading.ts'
import { readSigns } from './read-words.ts'

/** The names of a place as a list writes them, empty where it does not. */
export type WrittenPlace = { readonly village: string; readonly district: string; readonly regency: string }

export type PlaceContext = {
  /** The region that the whole list is about. */
  readonly home: RegionCode
  /** The region within which the person who brings the list may write. */
  readonly reach: RegionCode
  /** The villages of that name within `home`; without it, names of places are not looked up. */
  readonly findVillages?: (written: WrittenPlace) => readonly RegionCode[]
  /** A village must be known, from the list or from the row. */
  readonly needsVillage?: boolean
}

/** Where a person lives: the row's own code, else its village by name, else the region of the list. */
export function readPlace(
  codeTyped: string,
  written: WrittenPlace,
  context: PlaceContext,
): Reading<RegionCode> {
  const found = placeOf(readSigns(codeTyped), written, context)
  if (found.value === null) return found
  if (!isWithin(found.value, context.reach))
    return read(found.value, outcome('WILAYAH_LUAR_WEWENANG', 'village', {}))
  return context.needsVillage && depthOf(found.value) !== 'desa-kelurahan'
    ? unreadable(outcome('WILAYAH_KOSONG', 'village', {}))
    : found
}

function placeOf(codeText: string, written: WrittenPlace, context: PlaceContext): Reading<RegionCode> {
  if (codeText !== '') return readRegionCode(codeText)
  if (written.village === '' || !context.findVillages) return read(context.home)
  const villages = context.findVillages(written)
  const [village] = villages
  if (village === undefined) {
    return unreadable(outcome('DESA_TAK_DIKENAL', 'village', { written: written.village }))
  }
  if (villages.length === 1) return read(village)
  return read(
    context.home,
    outcome('DESA_MENDUA', 'village', { written: written.village, count: villages.length }),
  )
}

/** A province has 3,300 villages, and a list of a million rows names each of them hundreds of times. */
const codes = new Map<string, Reading<RegionCode>>()
const MOST_CODES = 10_000
const LONGEST_CODE = '16.06.01.2001'.length

function readRegionCode(text: string): Reading<RegionCode> {
  const known = codes.get(text)
  if (known) return known
  const reading = regionCodeOf(text)
  if (codes.size >= MOST_CODES) codes.clear()
  // A copy: a text cut out of a file would keep the whole piece of the file in memory.
  if (text.length <= LONGEST_CODE) codes.set(Buffer.from(text, 'utf8').toString('utf8'), reading)
  return reading
}

function regionCodeOf(text: string): Reading<RegionCode> {
  try {
    return read(parseRegionCode('regionCode', text.replaceAll(' ', '')))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return unreadable(outcome('WILAYAH_FORMAT', 'regionCode', {}))
  }
}
