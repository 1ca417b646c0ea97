import { isPlainDate, plainDateOf, type PlainDate } from '../../kernel/plain-date.ts'
import { parseRegionCode, type RegionCode, INDONESIA } from '../../kernel/region-code.ts'
import { Refusal, refuse } from '../../kernel/refusal.ts'
import type { Confidence } from '../../rules/laws.ts'
import type { TableColumns, TableRow } from '../imports/reading/read-table.ts'
import { FIGURE_SEGMENTS, INDICATORS, type FigureSegment, type Indicator } from './figures.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** A file of denominators or targets holds rows that cannot be used; nothing of it is taken. */
    'figures-file-invalid': { readonly count: number; readonly problems: readonly FigureProblem[] }
    /** The same count of the same region stands in two rows of the file. */
    'figures-twice': { readonly rows: readonly [number, number] }
  }
}

/** What is wrong with one cell. */
export type FigureProblem = {
  readonly row: number
  readonly column: FigureColumn
  readonly text: string
  readonly because:
    'missing' | 'not-a-region' | 'not-one-of' | 'not-a-count' | 'not-a-percentage' | 'not-a-day'
}

export type Denominator = {
  readonly region: RegionCode
  readonly indicator: Indicator
  readonly segment: FigureSegment
  readonly persons: number
  readonly countedOn: PlainDate
  readonly vintage: string
  readonly source: string
  readonly confidence: Confidence
}

export type RegionTarget = {
  readonly region: RegionCode
  readonly indicator: Indicator
  readonly segment: FigureSegment
  readonly year: number
  readonly basisPoints: number
  readonly source: string
  readonly confidence: Confidence
}

export const FIGURE_COLUMNS = {
  region: ['kode wilayah', 'wilayah', 'kode', 'region'],
  indicator: ['indikator', 'indicator'],
  segment: ['segmen', 'segment', 'kelompok'],
  persons: ['jumlah', 'jumlah orang', 'penyebut', 'persons'],
  countedOn: ['per tanggal', 'tanggal', 'keadaan', 'counted on'],
  year: ['tahun', 'year'],
  percent: ['target', 'target persen', 'persen', 'percent'],
  vintage: ['edisi', 'vintase', 'vintage'],
  source: ['sumber', 'source'],
  confidence: ['keyakinan', 'confidence'],
} as const satisfies TableColumns<string>
export type FigureColumn = keyof typeof FIGURE_COLUMNS

export const DENOMINATOR_COLUMNS = ['region', 'persons', 'source'] as const satisfies readonly FigureColumn[]
export const TARGET_COLUMNS = [
  'region',
  'year',
  'percent',
  'source',
] as const satisfies readonly FigureColumn[]

const SEGMENT_NAMES: Readonly<Record<string, FigureSegment>> = {
  '': 'all',
  SEMUA: 'all',
  TOTAL: 'all',
  'JASA KONSTRUKSI': 'JAKON',
  RENTAN: 'vulnerable',
  'PEKERJA RENTAN': 'vulnerable',
}
const CONFIDENCES: readonly Confidence[] = ['H', 'M', 'L']

type Row = TableRow<FigureColumn>

/** Denominators of a file, all of them or a refusal that names every row that is wrong (the first twenty). Pure. */
export function readDenominators(rows: readonly Row[]): readonly Denominator[] {
  const figures = readAll(rows, (cells, problem) => ({
    ...commonOf(cells, problem),
    persons: countOf(cells, problem),
    countedOn: dayOf(cells, problem),
    vintage: cells.vintage === '' ? cells.source.slice(0, 100) : cells.vintage.slice(0, 100),
  }))
  refuseTwice(rows, figures, ({ region, indicator, segment, countedOn, vintage }) =>
    [region, indicator, segment, countedOn, vintage].join('|'),
  )
  return figures
}

/** Targets of a file, in the same way. Pure. */
export function readTargets(rows: readonly Row[]): readonly RegionTarget[] {
  const targets = readAll(rows, (cells, problem) => ({
    ...commonOf(cells, problem),
    year: yearOf(cells, problem),
    basisPoints: percentOf(cells, problem),
  }))
  refuseTwice(rows, targets, ({ region, indicator, segment, year }) =>
    [region, indicator, segment, year].join('|'),
  )
  return targets
}

/** A file that says two things of one count says nothing. */
function refuseTwice<Figure>(
  rows: readonly Row[],
  figures: readonly Figure[],
  keyOf: (figure: Figure) => string,
): void {
  const seen = new Map<string, number>()
  for (const [index, figure] of figures.entries()) {
    const [key, row] = [keyOf(figure), rows[index]?.number ?? 0]
    const before = seen.get(key)
    if (before !== undefined) throw refuse('figures-twice', { rows: [before, row] })
    seen.set(key, row)
  }
}

type Problem = (column: FigureColumn, because: FigureProblem['because']) => void
const SHOWN_PROBLEMS = 20

function readAll<Figure>(
  rows: readonly Row[],
  read: (cells: Row['cells'], problem: Problem) => Figure,
): readonly Figure[] {
  const problems: FigureProblem[] = []
  const figures = rows.map(({ number, cells }) =>
    read(cells, (column, because) => problems.push({ row: number, column, text: cells[column], because })),
  )
  if (problems.length > 0) {
    throw new Refusal({
      code: 'figures-file-invalid',
      details: { count: problems.length, problems: problems.slice(0, SHOWN_PROBLEMS) },
    })
  }
  return figures
}

function commonOf(cells: Row['cells'], problem: Problem) {
  if (cells.source === '') problem('source', 'missing')
  return {
    region: regionOf(cells, problem),
    indicator: oneOf(cells, 'indicator', INDICATORS, 'A', problem),
    segment: segmentOf(cells, problem),
    source: cells.source.slice(0, 300),
    confidence: oneOf(cells, 'confidence', CONFIDENCES, 'M', problem),
  }
}

function regionOf(cells: Row['cells'], problem: Problem): RegionCode {
  const text = cells.region.trim()
  if (/^(ID|INDONESIA|NASIONAL)$/i.test(text)) return INDONESIA
  try {
    return parseRegionCode('region', text)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    problem('region', text === '' ? 'missing' : 'not-a-region')
    return INDONESIA
  }
}

function oneOf<Word extends string>(
  cells: Row['cells'],
  column: FigureColumn,
  words: readonly Word[],
  usual: Word,
  problem: Problem,
): Word {
  const text = cells[column].toUpperCase()
  if (text === '') return usual
  const found = words.find((word) => word.toUpperCase() === text)
  if (found === undefined) problem(column, 'not-one-of')
  return found ?? usual
}

function segmentOf(cells: Row['cells'], problem: Problem): FigureSegment {
  const named = SEGMENT_NAMES[cells.segment.toUpperCase()]
  return named ?? oneOf(cells, 'segment', FIGURE_SEGMENTS, 'all', problem)
}

/** `213582`, `213.582`: whole persons, points between thousands as Indonesians write them. */
const COUNT = /^(\d{1,3}(\.\d{3})+|\d{1,12})$/

function countOf(cells: Row['cells'], problem: Problem): number {
  const count = COUNT.test(cells.persons) ? Number(cells.persons.replaceAll('.', '')) : 0
  if (count === 0) problem('persons', cells.persons === '' ? 'missing' : 'not-a-count')
  return count
}

/** `49,46`, `49.46%`, `52`: hundredths of a percent. */
const PERCENT = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/

function percentOf(cells: Row['cells'], problem: Problem): number {
  const match = PERCENT.exec(cells.percent)
  const basisPoints = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : 0
  if (basisPoints < 1 || basisPoints > 10_000) {
    problem('percent', cells.percent === '' ? 'missing' : 'not-a-percentage')
  }
  return basisPoints
}

/** A day; a year alone is its last day, because a count of a year is known at its end. */
function dayOf(cells: Row['cells'], problem: Problem): PlainDate {
  const [column, text]: [FigureColumn, string] =
    cells.countedOn === '' ? ['year', cells.year] : ['countedOn', cells.countedOn]
  if (isPlainDate(text)) return text
  const written = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text)
  const iso = written
    ? `${String(written[3])}-${String(written[2]).padStart(2, '0')}-${String(written[1]).padStart(2, '0')}`
    : /^(19|20)\d{2}$/.test(text)
      ? `${text}-12-31`
      : ''
  if (isPlainDate(iso)) return iso
  problem(column, text === '' ? 'missing' : 'not-a-day')
  return plainDateOf(2000, 1, 1)
}

function yearOf(cells: Row['cells'], problem: Problem): number {
  const year = /^20\d{2}$/.test(cells.year) ? Number(cells.year) : 0
  if (year < 2015) problem('year', cells.year === '' ? 'missing' : 'not-a-day')
  return year
}
