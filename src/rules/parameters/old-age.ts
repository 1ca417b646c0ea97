import type { PartsPerMillion, Rupiah } from '../../kernel/rupiah.ts'
import { cite, type Bilingual } from '../laws.ts'
import type { ParameterValue, Unit, Written } from '../parameter.ts'
import { benefitParameter } from './benefit-builder.ts'

const WAGE_EARNERS: Bilingual = { id: 'Penerima Upah (PU)', en: 'Wage earners (PU)' }

function pension<T extends ParameterValue>(
  id: string,
  title: Bilingual,
  unit: Unit,
  periods: readonly [Written<T>, ...Written<T>[]],
) {
  return benefitParameter<T>({
    id: `jp.${id}`,
    programme: 'JP',
    title,
    unit,
    periods,
    segments: ['PU'],
    appliesTo: WAGE_EARNERS,
  })
}
const PP45_15 = cite('PP 45/2015', 'Pasal 15', 'H')

/** Raised by one year every three years until 65. */
export const pensionAge = pension<number>('pension-age', { id: 'Usia pensiun', en: 'Pension age' }, 'years', [
  { from: '2015-07-01', value: 56, cite: PP45_15 },
  { from: '2019-01-01', value: 57, cite: PP45_15 },
  { from: '2022-01-01', value: 58, cite: PP45_15 },
  { from: '2025-01-01', value: 59, cite: PP45_15 },
  { from: '2028-01-01', value: 60, cite: PP45_15 },
  { from: '2031-01-01', value: 61, cite: PP45_15 },
  { from: '2034-01-01', value: 62, cite: PP45_15 },
  { from: '2037-01-01', value: 63, cite: PP45_15 },
  { from: '2040-01-01', value: 64, cite: PP45_15 },
  { from: '2043-01-01', value: 65, cite: PP45_15 },
])

const LIMITS_M = cite('PP 45/2015', 'besaran berkala', 'M')
const LIMITS_L = cite('PP 45/2015', 'besaran berkala', 'L')

/** Moves with inflation each year. 2016–2022 have not been seen; 2026 is derived with 2.92 % inflation. */
export const pensionMinimum = pension<Rupiah>(
  'pension.minimum',
  { id: 'Manfaat pensiun paling sedikit', en: 'Smallest pension' },
  'rupiah per month',
  [
    { from: '2015-07-01', value: 300_000n, cite: cite('PP 45/2015', 'besaran berkala', 'H') },
    { from: '2016-01-01', notSeen: true, cite: LIMITS_L },
    { from: '2023-01-01', value: 383_400n, cite: LIMITS_M },
    { from: '2024-01-01', value: 393_500n, cite: LIMITS_M },
    { from: '2025-01-01', value: 399_700n, cite: LIMITS_M },
    { from: '2026-01-01', value: 411_400n, cite: LIMITS_L },
    { from: '2027-01-01', notSeen: true, cite: LIMITS_L },
  ],
)
export const pensionMaximum = pension<Rupiah>(
  'pension.maximum',
  { id: 'Manfaat pensiun paling banyak', en: 'Largest pension' },
  'rupiah per month',
  [
    { from: '2015-07-01', value: 3_600_000n, cite: cite('PP 45/2015', 'besaran berkala', 'H') },
    { from: '2016-01-01', notSeen: true, cite: LIMITS_L },
    { from: '2023-01-01', value: 4_598_100n, cite: LIMITS_M },
    { from: '2024-01-01', value: 4_718_200n, cite: LIMITS_M },
    { from: '2025-01-01', value: 4_792_300n, cite: LIMITS_M },
    { from: '2026-01-01', value: 4_932_300n, cite: LIMITS_L },
    { from: '2027-01-01', notSeen: true, cite: LIMITS_L },
  ],
)

export const pensionAccrual = pension<PartsPerMillion>(
  'pension.accrual',
  {
    id: 'Manfaat pensiun per tahun iuran, dari rata-rata upah',
    en: 'Pension per contribution year, of the average wage',
  },
  'ppm of wage',
  [{ from: '2015-07-01', value: 10_000, cite: cite('PP 45/2015', 'rumus manfaat', 'M') }],
)
export const pensionMembershipMonths = pension<number>(
  'pension.membership',
  { id: 'Masa iuran untuk pensiun bulanan', en: 'Contribution months needed for a monthly pension' },
  'months',
  [{ from: '2015-07-01', value: 180, cite: cite('PP 45/2015', 'rumus manfaat', 'M') }],
)

const survivor = (id: string, title: Bilingual, value: PartsPerMillion) =>
  pension<PartsPerMillion>(`survivor.${id}`, title, 'ppm', [
    { from: '2015-07-01', value, cite: cite('PP 45/2015', 'rumus manfaat', 'M') },
  ])
export const widowShare = survivor(
  'widow',
  { id: 'Pensiun janda atau duda', en: 'Widow’s or widower’s pension' },
  500_000,
)
export const childShare = survivor('child', { id: 'Pensiun anak', en: 'Child’s pension' }, 500_000)
export const parentShare = survivor('parent', { id: 'Pensiun orang tua', en: 'Parents’ pension' }, 200_000)

function jht<T extends ParameterValue>(
  id: string,
  title: Bilingual,
  unit: Unit,
  periods: readonly [Written<T>, ...Written<T>[]],
) {
  return benefitParameter<T>({ id: `jht.${id}`, programme: 'JHT', title, unit, periods })
}

export const jhtAge = jht<number>(
  'age',
  { id: 'Usia pembayaran JHT penuh', en: 'Age of full JHT payout' },
  'years',
  [
    { from: '2015-07-01', value: 56, cite: cite('PP 46/2015', 'pembayaran JHT', 'M') },
    { from: '2022-04-26', value: 56, cite: cite('Permenaker 4/2022', 'syarat pembayaran', 'H') },
  ],
)
export const jhtLeaverWaitMonths = jht<number>(
  'leaver-wait',
  {
    id: 'Masa tunggu JHT setelah mengundurkan diri atau PHK',
    en: 'JHT waiting time after resignation or dismissal',
  },
  'months',
  [{ from: '2022-04-26', value: 1, cite: cite('Permenaker 4/2022', 'syarat pembayaran', 'H') }],
)
export const jhtPartialMembershipMonths = jht<number>(
  'partial.membership',
  { id: 'Masa kepesertaan untuk pengambilan JHT sebagian', en: 'Membership needed for a partial JHT payout' },
  'months',
  [
    { from: '2015-07-01', value: 120, cite: cite('PP 46/2015', 'pembayaran JHT', 'M') },
    { from: '2022-04-26', value: 120, cite: cite('Permenaker 4/2022', 'syarat pembayaran', 'H') },
  ],
)
const partial = (id: string, title: Bilingual, value: PartsPerMillion) =>
  jht<PartsPerMillion>(`partial.${id}`, title, 'ppm', [
    { from: '2015-07-01', value, cite: cite('PP 46/2015', 'pembayaran JHT', 'M') },
    { from: '2022-04-26', value, cite: cite('Permenaker 4/2022', 'syarat pembayaran', 'H') },
  ])
export const jhtPensionPreparationShare = partial(
  'pension-preparation',
  { id: 'JHT sebagian untuk persiapan pensiun', en: 'Partial JHT to prepare for retirement' },
  100_000,
)
export const jhtHousingShare = partial(
  'housing',
  { id: 'JHT sebagian untuk perumahan', en: 'Partial JHT for housing' },
  300_000,
)
