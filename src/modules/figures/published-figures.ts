import { INDONESIA, regionCode, type RegionCode } from '../../kernel/region-code.ts'
import type { Bilingual, Confidence } from '../../rules/laws.ts'
import type { FigureKind, FigureSegment, Indicator, PublishedFigure } from './figures.ts'

const SUMSEL = regionCode('16')
const MUBA = regionCode('16.06')
const GRESIK = regionCode('35.25')

type Facts = {
  readonly segment?: FigureSegment
  readonly indicator?: Indicator
  readonly persons?: number
  readonly basisPoints?: number
  readonly outOf?: number
  readonly remark?: Bilingual
}

function published(
  id: string,
  region: RegionCode,
  asOf: string,
  kind: FigureKind,
  facts: Facts,
  [source, confidence]: readonly [source: string, confidence: Confidence],
): PublishedFigure {
  const { segment = 'all', indicator = null, persons = null, basisPoints = null, outOf = null } = facts
  const { remark = null } = facts
  return {
    id,
    region,
    asOf,
    kind,
    segment,
    indicator,
    persons,
    basisPoints,
    outOf,
    source,
    confidence,
    remark,
  }
}

const ROUNDED: Bilingual = { id: 'Dibulatkan oleh sumbernya.', en: 'Rounded by its source.' }
const CONTRADICTED: Bilingual = {
  id: 'Angka April dan Agustus 2025 saling bertentangan; keduanya ditampilkan, tidak ada yang dipilih.',
  en: 'The figures of April and August 2025 contradict each other; both are shown, none is chosen.',
}
const SAKERNAS = 'BPS Sakernas'

/** Coverage and members of BPJS Ketenagakerjaan as published. News figures are M; what follows from them by arithmetic says so. */
const MEMBERS: readonly PublishedFigure[] = [
  published('id-2025-02-members', INDONESIA, '2025-02', 'members', { persons: 41_380_000, remark: ROUNDED }, [
    'Berita, peserta aktif nasional Februari 2025',
    'M',
  ]),
  published(
    'id-2025-02-members-pu',
    INDONESIA,
    '2025-02',
    'members',
    { segment: 'PU', persons: 26_260_000, remark: ROUNDED },
    ['Berita, peserta aktif nasional Februari 2025', 'M'],
  ),
  published(
    'id-2025-02-members-bpu',
    INDONESIA,
    '2025-02',
    'members',
    { segment: 'BPU', persons: 9_580_000, remark: ROUNDED },
    ['Berita, peserta aktif nasional Februari 2025', 'M'],
  ),
  published(
    'id-2025-02-members-jakon',
    INDONESIA,
    '2025-02',
    'members',
    { segment: 'JAKON', persons: 5_530_000, remark: ROUNDED },
    ['Berita, peserta aktif nasional Februari 2025', 'M'],
  ),
  published('id-2025-04-coverage', INDONESIA, '2025-04', 'coverage', { indicator: 'A', basisPoints: 3568 }, [
    'Kemendagri dan BPJS Ketenagakerjaan, dikutip ayonusa dan kabaran.id',
    'M',
  ]),
  published(
    '16-2019-01-coverage',
    SUMSEL,
    '2019-01',
    'coverage',
    { indicator: 'A', basisPoints: 2672, outOf: 2_810_000, remark: ROUNDED },
    ['Berita, Januari 2019', 'M'],
  ),
  published(
    '16-2019-01-members-bpu',
    SUMSEL,
    '2019-01',
    'members',
    { segment: 'BPU', persons: 26_061, outOf: 1_300_000, remark: ROUNDED },
    ['Berita, Januari 2019', 'M'],
  ),
  published('16-2023-12-members', SUMSEL, '2023-12', 'members', { persons: 915_142 }, [
    'Satu Data Kemnaker, dikutip spn.or.id',
    'M',
  ]),
  published('16-2023-12-inactive', SUMSEL, '2023-12', 'inactive-members', { persons: 312_082 }, [
    'Satu Data Kemnaker, dikutip spn.or.id',
    'M',
  ]),
  published(
    '16-2024-09-coverage',
    SUMSEL,
    '2024-09',
    'coverage',
    { indicator: 'A', persons: 989_000, basisPoints: 3200, remark: ROUNDED },
    ['Berita, September 2024: 989.000 peserta, 32%', 'H'],
  ),
  published(
    '16-2025-04-coverage',
    SUMSEL,
    '2025-04',
    'coverage',
    { indicator: 'A', basisPoints: 3670, remark: CONTRADICTED },
    ['rmolsumsel, April 2025', 'M'],
  ),
  published(
    '16-2025-04-eligible',
    SUMSEL,
    '2025-04',
    'eligible',
    {
      indicator: 'A',
      persons: 3_002_000,
      remark: {
        id: 'Dihitung dari target 49,46% = 1.485.000 orang pada berita yang sama.',
        en: 'Follows from the target of 49.46 % = 1,485,000 persons in the same report.',
      },
    },
    ['rmolsumsel, April 2025, dihitung', 'M'],
  ),
  published(
    '16-2025-08-coverage',
    SUMSEL,
    '2025-08',
    'coverage',
    { indicator: 'A', basisPoints: 3133, remark: CONTRADICTED },
    ['koranlapos, Agustus 2025, ucapan gubernur', 'M'],
  ),
  published(
    '1606-2024-12-coverage',
    MUBA,
    '2024-12',
    'coverage',
    { indicator: 'A', persons: 88_958, basisPoints: 4165, outOf: 213_582 },
    ['Berita, Musi Banyuasin Desember 2024', 'M'],
  ),
  published(
    '1606-2025-07-coverage',
    MUBA,
    '2025-07',
    'coverage',
    {
      indicator: 'A',
      persons: 103_079,
      basisPoints: 4826,
      outOf: 213_582,
      remark: {
        id: 'Menuju 52,15% masih kurang 8.305 orang menurut hitungan; beritanya menyebut 21.311.',
        en: 'By arithmetic 8,305 persons are missing to 52.15 %; the report says 21,311.',
      },
    },
    ['Berita, Musi Banyuasin Juli 2025', 'M'],
  ),
  published(
    '3525-2022-12-coverage',
    GRESIK,
    '2022-12',
    'coverage',
    { indicator: 'A', persons: 247_777, basisPoints: 3940 },
    ['Berita, Gresik Desember 2022', 'H'],
  ),
]

type Sakernas = {
  readonly region: RegionCode
  readonly code: string
  readonly asOf: string
  readonly source: string
  readonly confidence: Confidence
  readonly persons: Partial<Record<FigureKind, number>>
  readonly unemployment?: number
}

/** The labour force survey, as its releases give it. February has no figures of regencies. */
const SURVEYS: readonly Sakernas[] = [
  {
    region: SUMSEL,
    code: '16',
    asOf: '2023-02',
    source: `${SAKERNAS} Februari 2023, siaran pers`,
    confidence: 'M',
    persons: { 'labour-force': 4_490_000, employed: 4_290_000, informal: 2_720_000 },
  },
  {
    region: SUMSEL,
    code: '16',
    asOf: '2023-08',
    source: `${SAKERNAS} Agustus 2023, siaran pers BPS`,
    confidence: 'H',
    persons: {
      'working-age': 6_490_000,
      'labour-force': 4_590_000,
      employed: 4_400_000,
      informal: 2_770_000,
    },
    unemployment: 411,
  },
  {
    region: SUMSEL,
    code: '16',
    asOf: '2024-02',
    source: `${SAKERNAS} Februari 2024, dikutip kompas.com`,
    confidence: 'M',
    persons: { 'labour-force': 4_560_000, employed: 4_380_000 },
    unemployment: 397,
  },
  {
    region: SUMSEL,
    code: '16',
    asOf: '2025-02',
    source: `${SAKERNAS} Februari 2025, dikutip sumsel.antaranews.com`,
    confidence: 'M',
    persons: { 'working-age': 6_620_000, 'labour-force': 4_670_000, employed: 4_490_000 },
    unemployment: 389,
  },
  {
    region: SUMSEL,
    code: '16',
    asOf: '2025-08',
    source: `${SAKERNAS} Agustus 2025, dikutip idntimes`,
    confidence: 'M',
    persons: {},
    unemployment: 369,
  },
  {
    region: MUBA,
    code: '1606',
    asOf: '2023',
    source: `${SAKERNAS} 2023, dikutip databoks`,
    confidence: 'M',
    persons: { 'labour-force': 337_190, employed: 328_480 },
    unemployment: 258,
  },
  {
    region: GRESIK,
    code: '3525',
    asOf: '2025-08',
    source: `${SAKERNAS} Agustus 2025, dikutip klikjatim`,
    confidence: 'M',
    persons: { 'labour-force': 735_900, employed: 695_660 },
  },
  {
    region: INDONESIA,
    code: 'id',
    asOf: '2025-02',
    source: `${SAKERNAS} Februari 2025, dikutip kalteng.co`,
    confidence: 'M',
    persons: { informal: 86_580_000 },
  },
  {
    region: INDONESIA,
    code: 'id',
    asOf: '2025-08',
    source: `${SAKERNAS} Agustus 2025, siaran pers`,
    confidence: 'M',
    persons: { employed: 146_540_000 },
  },
]

/** Open unemployment of August 2023 by regency and city (hundredths of a percent). Ogan Komering Ulu is missing in the source. */
const UNEMPLOYMENT_2023: Readonly<Record<string, number>> = {
  '16.02': 323,
  '16.03': 392,
  '16.04': 341,
  '16.05': 195,
  '16.06': 258,
  '16.07': 335,
  '16.08': 396,
  '16.09': 181,
  '16.10': 210,
  '16.11': 309,
  '16.12': 399,
  '16.13': 511,
  '16.71': 749,
  '16.72': 271,
  '16.73': 564,
  '16.74': 505,
}

function surveyed({ region, code, asOf, source, confidence, persons, unemployment }: Sakernas) {
  const counts = Object.entries(persons).map(([kind, count]) =>
    published(
      `${code}-${asOf}-${kind}`,
      region,
      asOf,
      kind as FigureKind,
      { persons: count, ...(count % 10_000 === 0 && { remark: ROUNDED }) },
      [source, confidence],
    ),
  )
  if (unemployment === undefined) return counts
  return [
    ...counts,
    published(`${code}-${asOf}-unemployment`, region, asOf, 'unemployment', { basisPoints: unemployment }, [
      source,
      confidence,
    ]),
  ]
}

/** Every published figure that ships with Payung, each with its source and day. Never used as a denominator without being chosen. */
export const PUBLISHED_FIGURES: readonly PublishedFigure[] = [
  ...MEMBERS,
  ...SURVEYS.flatMap(surveyed),
  ...Object.entries(UNEMPLOYMENT_2023)
    // Musi Banyuasin is in the survey of 2023 above, from another source with the same figure.
    .filter(([code]) => code !== '16.06')
    .map(([code, basisPoints]) =>
      published(
        `${code.replace('.', '')}-2023-08-unemployment`,
        regionCode(code),
        '2023-08',
        'unemployment',
        { basisPoints },
        [`${SAKERNAS} Agustus 2023, dikutip sumselheadline`, 'M'],
      ),
    ),
]
