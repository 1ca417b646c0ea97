import type { PartsPerMillion, Rupiah } from '../../kernel/rupiah.ts'
import { cite, type Bilingual, type Confidence } from '../laws.ts'
import type { Written } from '../parameter.ts'
import { benefitAmount, benefitParameter } from './benefit-builder.ts'

const OLD = cite('PP 44/2015', 'manfaat JKK, Lampiran III', 'H')
const NEW = cite('PP 82/2019', 'manfaat JKK, Lampiran III', 'H')

function wageMultiple(id: string, title: Bilingual, value: number) {
  return benefitParameter<number>({
    id: `jkk.${id}`,
    programme: 'JKK',
    title,
    unit: 'times monthly wage',
    periods: [
      { from: '2015-07-01', value, cite: OLD },
      { from: '2019-12-02', value, cite: NEW },
    ],
  })
}

/** 60 % × 80 months; at least the JKM lump sum of the day. */
export const jkkDeathMultiple = wageMultiple(
  'death.wage-multiple',
  { id: 'Santunan kematian karena kecelakaan kerja', en: 'Grant for death by work injury' },
  48,
)
/** 70 % × 80 months: the 70 % is already in the 56. */
export const jkkTotalDisabilityMultiple = wageMultiple(
  'total-disability.wage-multiple',
  { id: 'Santunan cacat total tetap', en: 'Grant for permanent total disability' },
  56,
)
/** Times the percentage of the disability table (and of lost function). */
export const jkkPartialDisabilityMultiple = wageMultiple(
  'partial-disability.wage-multiple',
  {
    id: 'Dasar santunan cacat sebagian, dikali persen tabel',
    en: 'Base for partial disability, times the table’s percent',
  },
  80,
)

/** From `afterMonths` months off work on, this share of the wage is paid. */
export type StmbTier = { readonly afterMonths: number; readonly share: PartsPerMillion }

export const stmbTiers = benefitParameter<readonly StmbTier[]>({
  id: 'jkk.stmb.tiers',
  programme: 'JKK',
  title: {
    id: 'Santunan sementara tidak mampu bekerja (STMB), bagian upah (per sejuta)',
    en: 'Temporary inability to work (STMB), share of wage (parts per million)',
  },
  unit: 'table',
  periods: [
    {
      from: '2015-07-01',
      cite: OLD,
      value: [
        { afterMonths: 0, share: 1_000_000 },
        { afterMonths: 6, share: 750_000 },
        { afterMonths: 12, share: 500_000 },
      ],
    },
    {
      from: '2019-12-02',
      cite: NEW,
      value: [
        { afterMonths: 0, share: 1_000_000 },
        { afterMonths: 12, share: 500_000 },
      ],
    },
  ],
})

/** `first` is what the law of 2015 gave, where a source tells. */
function cap(
  id: string,
  title: Bilingual,
  first: Rupiah | null,
  second: Rupiah,
  confidence: Confidence = 'H',
) {
  const later: Written<Rupiah> = {
    from: '2019-12-02',
    value: second,
    cite: cite('PP 82/2019', 'Lampiran III', confidence),
  }
  if (first === null) return benefitAmount(`jkk.cap.${id}`, 'JKK', title, [later])
  const earlier: Written<Rupiah> = {
    from: '2015-07-01',
    value: first,
    cite: cite('PP 44/2015', 'Lampiran III', 'M'),
  }
  return benefitAmount(`jkk.cap.${id}`, 'JKK', title, [earlier, later])
}

export const landTransportCap = cap(
  'transport-land',
  { id: 'Batas biaya angkutan darat, sungai, danau', en: 'Cap on transport by land, river, lake' },
  1_000_000n,
  5_000_000n,
)
export const seaTransportCap = cap(
  'transport-sea',
  { id: 'Batas biaya angkutan laut', en: 'Cap on transport by sea' },
  1_500_000n,
  2_000_000n,
)
export const airTransportCap = cap(
  'transport-air',
  { id: 'Batas biaya angkutan udara', en: 'Cap on transport by air' },
  2_500_000n,
  10_000_000n,
)
export const homeCareCap = cap(
  'home-care',
  { id: 'Batas perawatan di rumah, paling lama 1 tahun', en: 'Cap on home care, at most 1 year' },
  null,
  20_000_000n,
)
export const dentureCap = cap(
  'denture',
  { id: 'Batas gigi tiruan', en: 'Cap on dentures' },
  null,
  5_000_000n,
  'M',
)
export const hearingAidCap = cap(
  'hearing-aid',
  { id: 'Batas alat bantu dengar', en: 'Cap on hearing aids' },
  null,
  2_500_000n,
  'M',
)
export const glassesCap = cap(
  'glasses',
  { id: 'Batas kacamata', en: 'Cap on glasses' },
  null,
  1_000_000n,
  'M',
)

export const jkkReportHours = benefitParameter<number>({
  id: 'jkk.report-deadline',
  programme: 'JKK',
  topic: 'deadline',
  title: {
    id: 'Laporan kecelakaan tahap I dan II, masing-masing paling lambat',
    en: 'Accident reports stage I and II, each at the latest after',
  },
  unit: 'hours',
  periods: [{ from: '2015-07-01', value: 48, cite: cite('PP 44/2015', 'pelaporan kecelakaan', 'H') }],
})

export const jkkClaimExpiryYears = benefitParameter<number>({
  id: 'jkk.claim-expiry',
  programme: 'JKK',
  topic: 'deadline',
  title: { id: 'Hak menuntut manfaat JKK gugur setelah', en: 'A JKK claim expires after' },
  unit: 'years',
  periods: [
    { from: '2015-07-01', value: 2, cite: cite('PP 44/2015', 'gugurnya hak', 'M') },
    { from: '2019-12-02', value: 5, cite: cite('PP 82/2019', 'gugurnya hak', 'M') },
  ],
})

export const suspectedAccidentDays = benefitParameter<number>({
  id: 'jkk.suspected-accident-conclusion',
  programme: 'JKK',
  topic: 'deadline',
  title: {
    id: 'Dugaan kecelakaan atau penyakit akibat kerja: dilayani dahulu, disimpulkan dalam',
    en: 'Suspected work accident or disease: served first, concluded within',
  },
  unit: 'days',
  periods: [{ from: '2023-10-06', value: 30, cite: cite('PP 49/2023', 'Pasal 25A, 25B', 'H') }],
})
