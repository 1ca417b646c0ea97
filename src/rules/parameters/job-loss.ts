import type { PartsPerMillion } from '../../kernel/rupiah.ts'
import { cite, type Bilingual } from '../laws.ts'
import type { ParameterValue, Topic, Unit, Written } from '../parameter.ts'
import { benefitParameter } from './benefit-builder.ts'

const V1 = cite('PP 37/2021', 'manfaat JKP', 'H')
const V2 = cite('PP 6/2025', 'manfaat JKP', 'H')
const MEMBERS: Bilingual = {
  id: 'Peserta JKP yang kehilangan pekerjaan',
  en: 'JKP members who lost their job',
}

function jkp<T extends ParameterValue>(
  id: string,
  title: Bilingual,
  unit: Unit,
  periods: readonly [Written<T>, ...Written<T>[]],
  topic: Topic = 'benefit',
) {
  return benefitParameter<T>({
    id: `jkp.${id}`,
    programme: 'JKP',
    title,
    unit,
    periods,
    topic,
    segments: ['PU'],
    appliesTo: MEMBERS,
  })
}

/** From `afterMonths` months without work on, this share of the (capped) last wage is paid. */
export type JkpTier = { readonly afterMonths: number; readonly share: PartsPerMillion }

/** First payable for job loss from 1 February 2022. */
export const jkpCashTiers = jkp<readonly JkpTier[]>(
  'cash.tiers',
  {
    id: 'Manfaat uang tunai JKP, bagian upah (per sejuta)',
    en: 'JKP cash benefit, share of wage (parts per million)',
  },
  'table',
  [
    {
      from: '2022-02-01',
      cite: V1,
      value: [
        { afterMonths: 0, share: 450_000 },
        { afterMonths: 3, share: 250_000 },
      ],
    },
    { from: '2025-02-07', cite: V2, value: [{ afterMonths: 0, share: 600_000 }] },
  ],
)

export const jkpCashMonths = jkp<number>(
  'cash.months',
  { id: 'Lama manfaat uang tunai JKP paling banyak', en: 'Longest JKP cash benefit' },
  'months',
  [
    { from: '2022-02-01', value: 6, cite: V1 },
    { from: '2025-02-07', value: 6, cite: V2 },
  ],
)

export const jkpMembershipMonths = jkp<number>(
  'membership',
  { id: 'Masa iuran JKP dalam 24 bulan terakhir', en: 'JKP contribution months within the last 24' },
  'months',
  [
    { from: '2022-02-01', value: 12, cite: cite('PP 37/2021', 'syarat manfaat', 'H') },
    { from: '2025-02-07', value: 12, cite: cite('PP 6/2025', 'syarat manfaat', 'H') },
  ],
  'membership',
)

/** Whether version 2 dropped the test of consecutive months rests on one source. */
export const jkpConsecutiveMonths = jkp<number>(
  'membership.consecutive',
  { id: 'Masa iuran JKP berturut-turut', en: 'Consecutive JKP contribution months' },
  'months',
  [
    { from: '2022-02-01', value: 6, cite: cite('PP 37/2021', 'syarat manfaat', 'H') },
    { from: '2025-02-07', ended: true, cite: cite('PP 6/2025', 'syarat manfaat', 'M') },
  ],
  'membership',
)

export const jkpClaimMonths = jkp<number>(
  'claim-window',
  { id: 'Pengajuan JKP paling lambat setelah PHK', en: 'JKP claim at the latest after dismissal' },
  'months',
  [
    { from: '2022-02-01', value: 3, cite: V1 },
    { from: '2025-02-07', value: 6, cite: V2 },
  ],
  'deadline',
)

export const jkpRegistrationAge = jkp<number>(
  'registration-age',
  { id: 'Usia saat mendaftar JKP harus di bawah', en: 'Age at JKP registration must be below' },
  'years',
  [
    { from: '2021-02-02', value: 54, cite: cite('PP 37/2021', 'syarat peserta', 'M') },
    { from: '2025-02-07', value: 54, cite: cite('PP 6/2025', 'Pasal 4', 'H') },
  ],
  'membership',
)

export const jkpArrearsMonths = jkp<number>(
  'arrears-tolerated',
  {
    id: 'Tunggakan berturut-turut yang masih dibayar langsung BPJS',
    en: 'Consecutive arrears under which BPJS still pays',
  },
  'months',
  [
    { from: '2022-02-01', value: 3, cite: cite('PP 37/2021', 'Pasal 39', 'H') },
    { from: '2025-02-07', value: 3, cite: cite('PP 6/2025', 'Pasal 39', 'H') },
  ],
  'membership',
)

export const jkpBankruptArrearsMonths = jkp<number>(
  'arrears-tolerated.bankrupt',
  {
    id: 'Tunggakan yang masih dibayar bila pemberi kerja pailit atau tutup',
    en: 'Arrears under which BPJS still pays when the employer is bankrupt or closed',
  },
  'months',
  [{ from: '2025-02-07', value: 6, cite: cite('PP 6/2025', 'Pasal 39A', 'H') }],
  'membership',
)
