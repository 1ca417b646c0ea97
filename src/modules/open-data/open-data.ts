import type { Month } from '../../kernel/month.ts'
import { numeratorSource, type Counting } from '../coverage/coverage.ts'
import { INDICATOR_DEFINITIONS, type Indicator } from '../figures/figures.ts'

/**
 * The data sets everybody may take, one for each indicator, and A once more by the members BPJS Ketenagakerjaan has told of. Their names are
 * addresses and stay.
 */
export const DATASET_NAMES = ['cakupan-a', 'cakupan-a-bpjs', 'cakupan-b', 'cakupan-c'] as const
export type DatasetName = (typeof DATASET_NAMES)[number]

const COUNTED: {
  readonly [Name in DatasetName]: { readonly indicator: Indicator; readonly counting: Counting }
} = {
  'cakupan-a': { indicator: 'A', counting: 'protected' },
  'cakupan-a-bpjs': { indicator: 'A', counting: 'told' },
  'cakupan-b': { indicator: 'B', counting: 'protected' },
  'cakupan-c': { indicator: 'C', counting: 'protected' },
}

/** Under what terms figures may be used: names of regions have their own, said with their source. */
export const LICENCE = {
  name: 'CC-BY-4.0',
  title: 'Creative Commons Atribusi 4.0 Internasional',
  path: 'https://creativecommons.org/licenses/by/4.0/',
} as const

export const MEASURES = ['people', 'denominator', 'percent', 'target'] as const
export type Measure = (typeof MEASURES)[number]

/** What a column says, in the words of its readers. */
export const MEASURE_TEXTS: {
  readonly [Each in Measure]: { readonly title: string; readonly unit: string; readonly decimals: number }
} = {
  people: { title: 'Pembilang', unit: 'orang', decimals: 0 },
  denominator: { title: 'Penyebut', unit: 'orang', decimals: 0 },
  percent: { title: 'Cakupan', unit: 'persen', decimals: 2 },
  target: { title: 'Target', unit: 'persen', decimals: 2 },
}

/** One region in one month. Null is not known; what is hidden is null as well, and says so. */
export type OpenCell = {
  readonly area: string
  readonly month: Month
  readonly people: number | null
  readonly denominator: number | null
  /** Hundredths of a percent. */
  readonly basisPoints: number | null
  readonly targetBasisPoints: number | null
  readonly denominatorSource: string | null
  readonly isHidden: boolean
}

export type OpenDataset = {
  readonly name: DatasetName
  readonly region: string
  readonly areas: readonly { readonly code: string; readonly name: string }[]
  readonly months: readonly Month[]
  /** Every area in every month, area by area. */
  readonly cells: readonly OpenCell[]
  readonly updatedAt: Date
  /** Fewer people than this are hidden. */
  readonly least: number
  readonly sources: readonly string[]
}

/** What a data set counts. */
export function countedIn(name: DatasetName) {
  return COUNTED[name]
}

export function titleOf(name: DatasetName): string {
  const { indicator, counting } = countedIn(name)
  const { title } = INDICATOR_DEFINITIONS[indicator]
  return counting === 'told' ? `${title.id}, menurut jawaban BPJS Ketenagakerjaan` : title.id
}

/** What a measure of a cell is as a number, percents with two decimals. */
export function valueOf(cell: OpenCell, measure: Measure): number | null {
  switch (measure) {
    case 'people':
      return cell.people
    case 'denominator':
      return cell.denominator
    case 'percent':
      return cell.basisPoints === null ? null : cell.basisPoints / 100
    case 'target':
      return cell.targetBasisPoints === null ? null : cell.targetBasisPoints / 100
  }
}

/** What readers must know before they compare. */
export function cautionsOf({ name, least }: Pick<OpenDataset, 'name' | 'least'>): readonly string[] {
  const { indicator, counting } = countedIn(name)
  return [
    INDICATOR_DEFINITIONS[indicator].caution.id,
    'Keadaan pada hari terakhir setiap bulan, menurut tempat kerja.',
    `Angka di bawah ${String(least)} orang, dan angka yang dapat membukanya, disembunyikan.`,
    `Pembilang: ${numeratorSource(indicator, counting).id}.`,
  ]
}
