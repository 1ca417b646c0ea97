import { plainDate, type PlainDate } from '../../kernel/plain-date.ts'
import {
  dottedCode,
  INDONESIA,
  isWithin,
  kindOf,
  parentOf,
  parseRegionCode,
  regionCode,
  type RegionCode,
  type RegionKind,
} from '../../kernel/region-code.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { levelOf, NO_COUNTS, type Region, type RegionCounts } from './regions.ts'
import { searchNameOf } from './search-name.ts'

/** The file of the data set that a line comes from; each file holds exactly one level. */
export type ListFile = 'provinces.csv' | 'regencies.csv' | 'districts.csv' | 'villages.csv'

export const LIST_FILES: readonly ListFile[] = [
  'provinces.csv',
  'regencies.csv',
  'districts.csv',
  'villages.csv',
]

/** One line of a list as read. `parent` is missing only in the list of provinces. */
export type ListLine = {
  readonly file: ListFile
  readonly line: number
  readonly code: string
  readonly parent: string | null
  readonly name: string
}

export type ListProblemKind =
  | 'line-malformed'
  | 'header-unknown'
  | 'code-malformed'
  | 'level-wrong'
  | 'kind-unknown'
  | 'parent-wrong'
  | 'name-broken'
  | 'name-disagrees-with-kind'
  | 'duplicate'
  | 'orphan'
  | 'count-wrong'
  | 'encoding-broken'
  | 'file-missing'

/** One thing wrong with a published list. `where` is `villages.csv:12`, or what a wrong count is about. */
export type ListProblem = { readonly kind: ListProblemKind; readonly where: string; readonly value: string }

export type ExpectedCounts = { readonly within: RegionCode; readonly counts: RegionCounts }

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** A published list of regions with errors; nothing was written. `problems` are the first 20 of `count`. */
    'region-list-broken': { readonly count: number; readonly problems: readonly ListProblem[] }
    /** A newer list than the table's. It becomes a dated change, never an overwrite. */
    'region-list-differs': { readonly count: number; readonly differences: readonly ListDifference[] }
  }
}

/** How one code differs between the table in force and a published list. */
export type ListDifference = {
  readonly code: string
  readonly kind: 'begun' | 'ended' | 'renamed'
  readonly name: string
}

export type DataSet = {
  readonly id: string
  readonly source: string
  readonly license: string
  readonly attribution: string
  readonly decree: string
  readonly inForceOn: PlainDate
}

/** The list that package.json pins. Its counts are those of the decree: see EXPECTED_COUNTS. */
export const PINNED_DATA_SET: DataSet = {
  id: 'idn-area-data 4.0.1',
  source: 'https://github.com/fityannugroho/idn-area-data',
  license: 'ODbL-1.0',
  attribution: 'idn-area-data 4.0.1 (ODbL 1.0), dari Kepmendagri 300.2.2-2138/2025',
  decree: 'Kepmendagri 300.2.2-2138/2025 jo 300.2.2-2430/2025',
  inForceOn: plainDate('2025-04-25'),
}

/** Kepmendagri 300.2.2-2138/2025 jo 300.2.2-2430/2025: the country, and province 16. */
export const EXPECTED_COUNTS: readonly ExpectedCounts[] = [
  {
    within: INDONESIA,
    counts: {
      provinsi: 38,
      kabupaten: 416,
      kota: 98,
      kecamatan: 7_285,
      desa: 75_252,
      'desa-adat': 14,
      kelurahan: 8_496,
    },
  },
  {
    within: regionCode('16'),
    counts: { ...NO_COUNTS, kabupaten: 13, kota: 4, kecamatan: 241, desa: 2_856, kelurahan: 403 },
  },
]

const NAME_START = { kabupaten: /^Kabupaten \S/, kota: /^Kota \S/ }
// The decree's lists have no other kinds in the fourth part: 1 kelurahan, 2 desa, 3 desa adat.
const VILLAGE_SERIES = /\.[123]\d{3}$/

export type CheckedList = { readonly regions: readonly Region[]; readonly problems: readonly ListProblem[] }

/** Turns the lines of all lists into regions, or says everything that is wrong with them. Looks at the whole before anything is written. */
export function checkRegionList(
  lines: readonly ListLine[],
  expected: readonly ExpectedCounts[],
): CheckedList {
  const problems: ListProblem[] = []
  const regions = new Map<RegionCode, Region>()
  const places = new Map<RegionCode, string>()
  for (const line of lines) {
    const where = `${line.file}:${line.line}`
    const region = readRegion(line, (kind, value) => problems.push({ kind, where, value }))
    if (!region) continue
    if (regions.has(region.code)) problems.push({ kind: 'duplicate', where, value: line.code })
    regions.set(region.code, region)
    places.set(region.code, where)
  }
  for (const { code } of regions.values()) {
    const parent = parentOf(code) ?? INDONESIA
    if (parent !== INDONESIA && !regions.has(parent)) {
      problems.push({ kind: 'orphan', where: places.get(code) ?? '', value: dottedCode(code) })
    }
  }
  const all = [...regions.values()]
  problems.push(...expected.flatMap((expectation) => wrongCounts(all, expectation)))
  return { regions: all, problems }
}

function readRegion(
  { file, code: text, parent, name }: ListLine,
  report: (kind: ListProblemKind, value: string) => void,
): Region | null {
  const code = readDottedCode(text)
  if (code === null) {
    report('code-malformed', text)
    return null
  }
  const kind = kindOf(code)
  if (levelOf(code) !== LIST_FILES.indexOf(file) + 1) report('level-wrong', text)
  if (levelOf(code) === 4 && !VILLAGE_SERIES.test(text)) report('kind-unknown', text)
  if (parent !== null && dottedCode(parentOf(code) ?? INDONESIA) !== parent) {
    report('parent-wrong', `${text} → ${parent}`)
  }
  const wrong = nameProblem(name, kind)
  if (wrong) report(wrong, `${text} ${JSON.stringify(name)}`)
  return { code, name, kind }
}

/** What is wrong with a name for a region of a kind; null when nothing is. */
export function nameProblem(
  name: string,
  kind: RegionKind,
): 'name-broken' | 'name-disagrees-with-kind' | null {
  if (name !== name.trim() || /[\p{Cc}\uFFFD]| {2}/u.test(name) || searchNameOf(name, kind) === '')
    return 'name-broken'
  return (kind === 'kabupaten' || kind === 'kota') && !NAME_START[kind].test(name)
    ? 'name-disagrees-with-kind'
    : null
}

function readDottedCode(text: string): RegionCode | null {
  try {
    const code = parseRegionCode('code', text)
    return dottedCode(code) === text ? code : null
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** How many regions of each kind lie below a region, itself not counted. */
export function countKinds(regions: Iterable<Region>, within: RegionCode): RegionCounts {
  const counts = { ...NO_COUNTS } as { -readonly [Kind in keyof RegionCounts]: number }
  for (const { code, kind } of regions) {
    if (kind !== 'negara' && code !== within && isWithin(code, within)) counts[kind] += 1
  }
  return counts
}

function wrongCounts(regions: readonly Region[], { within, counts }: ExpectedCounts): ListProblem[] {
  const found = countKinds(regions, within)
  return (Object.keys(counts) as (keyof RegionCounts)[])
    .filter((kind) => found[kind] !== counts[kind])
    .map((kind) => ({
      kind: 'count-wrong' as const,
      where: `${within === INDONESIA ? 'Indonesia' : dottedCode(within)}, ${kind}`,
      value: `${found[kind]} ≠ ${counts[kind]}`,
    }))
}
