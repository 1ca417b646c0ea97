import type { Rupiah } from '../../kernel/rupiah.ts'
import { cite } from '../laws.ts'
import { benefitAmount, benefitParameter } from './benefit-builder.ts'

const OLD = cite('PP 44/2015', 'manfaat JKM', 'H')
const NEW = cite('PP 82/2019', 'manfaat JKM', 'H')

export const jkmLumpSum = benefitAmount(
  'jkm.lump-sum',
  'JKM',
  { id: 'Santunan kematian sekaligus', en: 'Death grant, lump sum' },
  [
    { from: '2015-07-01', value: 16_200_000n, cite: OLD },
    { from: '2019-12-02', value: 20_000_000n, cite: NEW },
  ],
)

/** 24 months of Rp200,000, later Rp500,000, paid at once. */
export const periodicGrant = benefitAmount(
  'jkm.periodic',
  'JKM',
  { id: 'Santunan berkala 24 bulan, dibayar sekaligus', en: 'Periodic grant of 24 months, paid at once' },
  [
    { from: '2015-07-01', value: 4_800_000n, cite: OLD },
    { from: '2019-12-02', value: 12_000_000n, cite: NEW },
  ],
)

export const funeralCost = benefitAmount(
  'jkm.funeral',
  'JKM',
  { id: 'Biaya pemakaman', en: 'Funeral cost' },
  [
    { from: '2015-07-01', value: 3_000_000n, cite: OLD },
    { from: '2019-12-02', value: 10_000_000n, cite: NEW },
  ],
)

/** Sources split the Rp10 million differently and do not say how the three months are counted. */
export const jkmShortMembershipMonths = benefitParameter<number>({
  id: 'jkm.short-membership.months',
  programme: 'JKM',
  title: { id: 'Masa kepesertaan BPU untuk JKM penuh', en: 'BPU membership needed for the full JKM' },
  unit: 'months',
  segments: ['BPU'],
  appliesTo: { id: 'BPU', en: 'Own-account workers' },
  periods: [
    { from: '2021-04-01', value: 3, cite: cite('Permenaker 5/2021', 'manfaat JKM BPU', 'M') },
    { from: '2025-01-01', value: 3, cite: cite('Permenaker 1/2025', 'manfaat JKM BPU', 'M') },
  ],
})

export const jkmShortMembershipAmount = benefitParameter<Rupiah>({
  id: 'jkm.short-membership.amount',
  programme: 'JKM',
  title: {
    id: 'JKM bagi BPU dengan masa kepesertaan kurang dari syarat',
    en: 'JKM for BPU with shorter membership',
  },
  unit: 'rupiah',
  segments: ['BPU'],
  appliesTo: { id: 'BPU di bawah 3 bulan', en: 'Own-account workers under 3 months' },
  periods: [
    { from: '2021-04-01', value: 10_000_000n, cite: cite('Permenaker 5/2021', 'manfaat JKM BPU', 'M') },
    { from: '2025-01-01', value: 10_000_000n, cite: cite('Permenaker 1/2025', 'manfaat JKM BPU', 'M') },
  ],
})
