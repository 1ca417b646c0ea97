import type { Month } from '../../kernel/month.ts'
import { INDICATOR_DEFINITIONS, INDICATORS, type Indicator } from '../figures/figures.ts'

/** The data sets everybody may take, one for each indicator. Their names are addresses and stay. */
export const DATASET_NAMES = ['cakupan-a', 'cakupan-b', 'cakupan-c'] as const
export type DatasetName = (typeof DATASET_NAMES)[number]

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
  people: { title: 'Orang terlindungi', unit: 'orang', decimals: 0 },
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
  readonly sources: readonly string[]
}

export function indicatorOf(name: DatasetName): Indicator {
  return INDICATORS[DATASET_NAMES.indexOf(name)] ?? 'A'
}

export function titleOf(name: DatasetName): string {
  return INDICATOR_DEFINITIONS[indicatorOf(name)].title.id
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
export function cautionsOf(name: DatasetName): readonly string[] {
  return [
    INDICATOR_DEFINITIONS[indicatorOf(name)].caution.id,
    'Keadaan pada hari terakhir setiap bulan, menurut tempat kerja.',
    'Angka di bawah lima orang, dan angka yang dapat membukanya, disembunyikan.',
    'Pembilang adalah perlindungan yang tercatat di Payung, tanpa Jasa Konstruksi.',
  ]
}
