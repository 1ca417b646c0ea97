import type { PartsPerMillion, Rupiah } from '../../kernel/rupiah.ts'
import { cite, REGISTER_CHECKED_ON, type Bilingual, type Citation } from '../laws.ts'
import { parameter, type Parameter, type Programme, type Written } from '../parameter.ts'

const WAGE_EARNERS: Bilingual = { id: 'Penerima Upah (PU)', en: 'Wage earners (PU)' }
const PP44_16 = cite('PP 44/2015', 'Pasal 16', 'H')

/** A share of the wage since the programmes began on 1 July 2015. */
function wageShare(
  id: string,
  programme: Programme,
  title: Bilingual,
  value: PartsPerMillion,
  source: Citation,
) {
  return parameter<PartsPerMillion>({
    id,
    title,
    topic: 'contribution',
    clock: 'contribution-month',
    unit: 'ppm of wage',
    segments: ['PU'],
    programme,
    appliesTo: WAGE_EARNERS,
    checkedOn: REGISTER_CHECKED_ON,
    periods: [{ from: '2015-07-01', value, cite: source }],
  })
}

function jkkClass(risk: string, words: Bilingual, value: PartsPerMillion): Parameter<PartsPerMillion> {
  const title = {
    id: `Iuran JKK kelas risiko ${risk} (${words.id})`,
    en: `JKK contribution, risk class ${risk} (${words.en})`,
  }
  return wageShare(`pu.jkk.class-${risk.toLowerCase()}`, 'JKK', title, value, PP44_16)
}

/** Risk classes belong to the business line: Annex I of PP 44/2015, replaced by Annex I of PP 82/2019. */
export const jkkClassI = jkkClass('I', { id: 'sangat rendah', en: 'very low' }, 2_400)
export const jkkClassII = jkkClass('II', { id: 'rendah', en: 'low' }, 5_400)
export const jkkClassIII = jkkClass('III', { id: 'sedang', en: 'medium' }, 8_900)
export const jkkClassIV = jkkClass('IV', { id: 'tinggi', en: 'high' }, 12_700)
export const jkkClassV = jkkClass('V', { id: 'sangat tinggi', en: 'very high' }, 17_400)

export const jkmWageShare = wageShare(
  'pu.jkm',
  'JKM',
  { id: 'Iuran JKM', en: 'JKM contribution' },
  3_000,
  cite('PP 44/2015', 'Pasal 18', 'H'),
)

const PP46_16 = cite('PP 46/2015', 'Pasal 16', 'H')
export const jhtEmployerShare = wageShare(
  'pu.jht.employer',
  'JHT',
  { id: 'Iuran JHT bagian pemberi kerja', en: 'JHT contribution, employer’s part' },
  37_000,
  PP46_16,
)
export const jhtWorkerShare = wageShare(
  'pu.jht.worker',
  'JHT',
  { id: 'Iuran JHT bagian pekerja', en: 'JHT contribution, worker’s part' },
  20_000,
  PP46_16,
)

const PP45_28 = cite('PP 45/2015', 'Pasal 28', 'H')
export const jpEmployerShare = wageShare(
  'pu.jp.employer',
  'JP',
  { id: 'Iuran JP bagian pemberi kerja', en: 'JP contribution, employer’s part' },
  20_000,
  PP45_28,
)
export const jpWorkerShare = wageShare(
  'pu.jp.worker',
  'JP',
  { id: 'Iuran JP bagian pekerja', en: 'JP contribution, worker’s part' },
  10_000,
  PP45_28,
)

/** Raised each 1 March by last year's growth of GDP, rounded down to Rp100; it fell in 2021. */
export const jpWageCap = parameter<Rupiah>({
  id: 'pu.jp.wage-cap',
  title: { id: 'Batas atas upah untuk iuran JP', en: 'Upper wage limit for JP contributions' },
  topic: 'contribution',
  clock: 'contribution-month',
  unit: 'rupiah per month',
  segments: ['PU'],
  programme: 'JP',
  appliesTo: { id: 'PU dengan upah di atas batas', en: 'Wage earners paid above the limit' },
  checkedOn: REGISTER_CHECKED_ON,
  periods: [
    { from: '2015-07-01', value: 7_000_000n, cite: cite('PP 45/2015', 'Pasal 29', 'H') },
    { from: '2016-03-01', value: 7_335_300n, cite: cite('PP 45/2015', 'Pasal 29', 'H') },
    { from: '2017-03-01', value: 7_703_500n, cite: cite('PP 45/2015', 'Pasal 29', 'H') },
    { from: '2018-03-01', value: 8_094_000n, cite: cite('PP 45/2015', 'Pasal 29', 'H') },
    { from: '2019-03-01', value: 8_512_400n, cite: cite('PP 45/2015', 'Pasal 29', 'H') },
    { from: '2020-03-01', value: 8_939_700n, cite: cite('PP 45/2015', 'Pasal 29', 'H') },
    { from: '2021-03-01', value: 8_754_600n, cite: cite('PP 45/2015', 'Pasal 29', 'H') },
    { from: '2022-03-01', value: 9_077_600n, cite: cite('PP 45/2015', 'Pasal 29', 'H') },
    { from: '2023-03-01', value: 9_559_600n, cite: cite('PP 45/2015', 'Pasal 29', 'H') },
    { from: '2024-03-01', value: 10_042_300n, cite: cite('PP 45/2015', 'Pasal 29', 'H') },
    { from: '2025-03-01', value: 10_547_400n, cite: cite('PP 45/2015', 'Pasal 29 (SE B/726/022025)', 'H') },
    // The letter's number is quoted in two ways (B/3307/022026, B/1226/022026); the value agrees everywhere.
    { from: '2026-03-01', value: 11_086_300n, cite: cite('PP 45/2015', 'Pasal 29', 'H') },
    // It moves each 1 March; until the letter of 2027 the last cap stands in, marked uncertain and replaceable.
    {
      from: '2027-03-01',
      value: 11_086_300n,
      cite: cite('PP 45/2015', 'Pasal 29 (batas 2027 belum terlihat)', 'L'),
    },
  ],
})

export const jkpWageCap = parameter<Rupiah>({
  id: 'pu.jkp.wage-cap',
  title: { id: 'Batas atas upah JKP', en: 'Upper wage limit of JKP' },
  topic: 'contribution',
  clock: 'contribution-month',
  unit: 'rupiah per month',
  segments: ['PU'],
  programme: 'JKP',
  appliesTo: { id: 'Peserta JKP dengan upah di atas batas', en: 'JKP members paid above the limit' },
  checkedOn: REGISTER_CHECKED_ON,
  // The contribution counts from the month of February 2021; the regulation itself dates from the 2nd.
  periods: [{ from: '2021-02-01', value: 5_000_000n, cite: cite('PP 37/2021', 'Pasal 11', 'H') }],
})

function jkpShare(
  id: string,
  title: Bilingual,
  periods: readonly [Written<PartsPerMillion>, ...Written<PartsPerMillion>[]],
) {
  return parameter<PartsPerMillion>({
    id,
    title,
    topic: 'contribution',
    clock: 'contribution-month',
    unit: 'ppm of wage',
    segments: ['PU'],
    programme: 'JKP',
    appliesTo: { id: 'Peserta JKP', en: 'JKP members' },
    checkedOn: REGISTER_CHECKED_ON,
    periods,
  })
}

export const jkpStateShare = jkpShare(
  'pu.jkp.state',
  { id: 'Iuran JKP bagian pemerintah pusat', en: 'JKP contribution, central government’s part' },
  [
    { from: '2021-02-01', value: 2_200, cite: cite('PP 37/2021', 'Pasal 11', 'H') },
    { from: '2025-02-07', value: 2_200, cite: cite('PP 6/2025', 'Pasal 11', 'H') },
  ],
)

/** Recomposition: booked from the JKK contribution to the JKP fund. It never changes the bill. */
export const jkpFromJkkShare = jkpShare(
  'pu.jkp.from-jkk',
  { id: 'Rekomposisi JKP dari iuran JKK', en: 'JKP recomposition from the JKK contribution' },
  [
    { from: '2021-02-01', value: 1_400, cite: cite('PP 37/2021', 'Pasal 11', 'H') },
    { from: '2023-10-06', value: 1_400, cite: cite('PP 49/2023', 'Pasal 16A', 'H') },
    { from: '2025-02-07', value: 1_400, cite: cite('PP 6/2025', 'Pasal 11', 'H') },
  ],
)

export const jkpFromJkmShare = jkpShare(
  'pu.jkp.from-jkm',
  { id: 'Rekomposisi JKP dari iuran JKM', en: 'JKP recomposition from the JKM contribution' },
  [
    { from: '2021-02-01', value: 1_000, cite: cite('PP 37/2021', 'Pasal 11', 'H') },
    { from: '2023-10-06', value: 1_000, cite: cite('PP 49/2023', 'Pasal 18A', 'H') },
    { from: '2025-02-07', ended: true, cite: cite('PP 6/2025', 'Pasal 11', 'H') },
  ],
)
