import type { RegionCode } from '../../kernel/region-code.ts'
import type { Bilingual, Confidence } from '../../rules/laws.ts'

/**
 * Three ways of counting coverage that are often quoted as one. They have different denominators and are never added, compared or drawn
 * on one axis without their names.
 */
export const INDICATORS = ['A', 'B', 'C'] as const
export type Indicator = (typeof INDICATORS)[number]

/** Whose figure it is: all workers, or one segment of membership. */
export const FIGURE_SEGMENTS = ['all', 'PU', 'BPU', 'JAKON', 'informal', 'vulnerable'] as const
export type FigureSegment = (typeof FIGURE_SEGMENTS)[number]

export type IndicatorDefinition = {
  readonly title: Bilingual
  readonly numerator: Bilingual
  readonly denominator: Bilingual
  readonly caution: Bilingual
}

/** What each indicator counts, as reconstructed from reported figures: no published formula was found (confidence M). */
export const INDICATOR_DEFINITIONS: Readonly<Record<Indicator, IndicatorDefinition>> = {
  A: {
    title: {
      id: 'Cakupan semesta (UCJ): peserta aktif per pekerja yang berhak',
      en: 'Universal coverage (UCJ): active members per eligible worker',
    },
    numerator: {
      id: 'Peserta aktif PU, BPU, dan Jasa Konstruksi menurut tempat pendaftaran',
      en: 'Active members PU, BPU and construction, by place of registration',
    },
    denominator: {
      id: 'Pekerja yang berhak: penduduk bekerja (Sakernas) tanpa ASN, TNI, dan Polri serta yang tidak dapat menjadi peserta',
      en: 'Eligible workers: employed population (Sakernas) without civil servants, military, police and those who cannot join',
    },
    caution: {
      id: 'Peserta dihitung di tempat kerja, penduduk di tempat tinggal; Jasa Konstruksi dapat melebihi 100%.',
      en: 'Members are counted where they work, inhabitants where they live; construction can exceed 100 %.',
    },
  },
  B: {
    title: { id: 'Peserta aktif per penduduk bekerja', en: 'Active members per employed person' },
    numerator: { id: 'Sama dengan indikator A', en: 'As in indicator A' },
    denominator: {
      id: 'Penduduk 15 tahun ke atas yang bekerja menurut Sakernas Agustus',
      en: 'Persons of 15 and over in work, Sakernas of August',
    },
    caution: {
      id: 'Penyebut memuat ASN, TNI, dan Polri yang dijamin lembaga lain, jadi angkanya selalu lebih kecil daripada A.',
      en: 'The denominator holds civil servants, military and police, who are insured elsewhere: always smaller than A.',
    },
  },
  C: {
    title: {
      id: 'Pekerja bukan penerima upah yang terlindungi JKK dan JKM',
      en: 'Own-account workers under JKK and JKM',
    },
    numerator: { id: 'Peserta BPU aktif dengan JKK dan JKM', en: 'Active BPU members with JKK and JKM' },
    denominator: {
      id: 'Seluruh pekerja bukan penerima upah di wilayah itu',
      en: 'All own-account workers of the region',
    },
    caution: {
      id: 'Ukuran RPJMN dan SDG; skalanya lain dari UCJ.',
      en: 'The measure of RPJMN and SDG; another scale than UCJ.',
    },
  },
}

/** What a published figure measures. `coverage` is a percentage; the rest are persons. */
export const FIGURE_KINDS = [
  'coverage',
  'members',
  'inactive-members',
  'eligible',
  'working-age',
  'labour-force',
  'employed',
  'informal',
  'unemployment',
] as const
export type FigureKind = (typeof FIGURE_KINDS)[number]

/**
 * One figure as somebody else published it. It stands beside our own count as "angka terbit" and is never mixed with it.
 * `asOf` is a year, month or day in ISO text, as exact as the source is.
 */
export type PublishedFigure = {
  readonly id: string
  readonly region: RegionCode
  readonly asOf: string
  readonly kind: FigureKind
  readonly segment: FigureSegment
  /** Of coverage: on which scale, where the source lets us tell. */
  readonly indicator: Indicator | null
  /** Persons; null for a percentage alone. */
  readonly persons: number | null
  /** Hundredths of a percent: 3670 is 36,70 %. */
  readonly basisPoints: number | null
  /** Persons the percentage is of, where the source says it or it follows exactly. */
  readonly outOf: number | null
  readonly source: string
  readonly confidence: Confidence
  readonly remark: Bilingual | null
}

/** A coverage somebody has set as a goal. */
export type Target = {
  readonly id: string
  readonly region: RegionCode
  readonly year: number
  readonly indicator: Indicator
  readonly segment: FigureSegment
  readonly basisPoints: number
  readonly source: string
  readonly confidence: Confidence
  readonly remark: Bilingual | null
}

/** Hundredths of a percent, rounded half-up; null where there is no denominator. Both are whole persons. */
export function basisPointsOf(numerator: number, denominator: number | null): number | null {
  if (denominator === null || denominator <= 0) return null
  return Number((BigInt(numerator) * 20_000n + BigInt(denominator)) / (2n * BigInt(denominator)))
}

/** How many more persons reach a target of so many hundredths of a percent; 0 when it is reached. */
export function gapTo(targetBasisPoints: number, numerator: number, denominator: number): number {
  const needed = (BigInt(denominator) * BigInt(targetBasisPoints) + 9_999n) / 10_000n
  return Math.max(0, Number(needed) - numerator)
}

/**
 * The newest figure of each kind and segment up to a day. A figure dated by a year or month counts from the first day after it: "2023"
 * is known to somebody who looks on 1 January 2024.
 */
export function newestUpTo(
  figures: readonly PublishedFigure[],
  day: string,
): ReadonlyMap<string, PublishedFigure> {
  const newest = new Map<string, PublishedFigure>()
  for (const figure of figures) {
    if (figure.asOf >= day || day.startsWith(figure.asOf)) continue
    const key = `${figure.kind}:${figure.segment}:${figure.indicator ?? ''}`
    const before = newest.get(key)
    if (!before || before.asOf < figure.asOf) newest.set(key, figure)
  }
  return newest
}
