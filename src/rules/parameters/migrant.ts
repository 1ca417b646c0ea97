import type { Rupiah } from '../../kernel/rupiah.ts'
import { cite, REGISTER_CHECKED_ON, type Bilingual } from '../laws.ts'
import { parameter, type Programme } from '../parameter.ts'

// Not modelled: the packages before Permenaker 4/2023 (Permenaker 18/2018); asking about them refuses.
const MIGRANTS: Bilingual = { id: 'Pekerja migran Indonesia (PMI)', en: 'Indonesian migrant workers (PMI)' }
const SOURCE = cite('Permenaker 4/2023', 'besaran iuran', 'H')

function lumpSum(id: string, title: Bilingual, value: Rupiah, programme?: Programme) {
  return parameter<Rupiah>({
    id: `pmi.${id}`,
    title,
    topic: 'contribution',
    clock: 'contribution-month',
    unit: 'rupiah',
    segments: ['PMI'],
    ...(programme ? { programme } : {}),
    appliesTo: MIGRANTS,
    checkedOn: REGISTER_CHECKED_ON,
    periods: [{ from: '2023-02-01', value, cite: SOURCE }],
  })
}

export const pmiBeforePlacement = lumpSum(
  'before-placement',
  { id: 'Iuran sebelum penempatan', en: 'Contribution before placement' },
  37_500n,
)
export const pmiSixMonths = lumpSum(
  'package-6-month',
  { id: 'Iuran selama dan setelah bekerja, kontrak 6 bulan', en: 'During and after work, 6-month contract' },
  108_000n,
)
export const pmiTwelveMonths = lumpSum(
  'package-12-month',
  {
    id: 'Iuran selama dan setelah bekerja, kontrak 12 bulan',
    en: 'During and after work, 12-month contract',
  },
  189_000n,
)
export const pmiTwentyFourMonths = lumpSum(
  'package-24-month',
  {
    id: 'Iuran selama dan setelah bekerja, kontrak 24 bulan',
    en: 'During and after work, 24-month contract',
  },
  332_500n,
)
export const pmiExtraMonth = lumpSum(
  'extra-month',
  { id: 'Iuran tiap bulan perpanjangan', en: 'Each month of extension' },
  13_500n,
)

/** JHT is optional: one of these amounts a month. */
export const pmiJhtChoices = parameter<readonly { readonly amount: Rupiah }[]>({
  id: 'pmi.jht-choices',
  title: { id: 'Pilihan iuran JHT per bulan', en: 'Choices of monthly JHT contribution' },
  topic: 'contribution',
  clock: 'contribution-month',
  unit: 'table',
  segments: ['PMI'],
  programme: 'JHT',
  appliesTo: MIGRANTS,
  checkedOn: REGISTER_CHECKED_ON,
  periods: [
    {
      from: '2023-02-01',
      cite: SOURCE,
      value: [50_000n, 100_000n, 200_000n, 300_000n, 400_000n, 500_000n, 600_000n].map((amount) => ({
        amount,
      })),
    },
  ],
})

export const pmiOverseasMedicalCap = parameter<Rupiah>({
  id: 'pmi.overseas-medical-cap',
  title: { id: 'Batas biaya pengobatan di luar negeri per kejadian', en: 'Cap on treatment abroad per case' },
  topic: 'benefit',
  clock: 'event-date',
  unit: 'rupiah',
  segments: ['PMI'],
  appliesTo: MIGRANTS,
  checkedOn: REGISTER_CHECKED_ON,
  periods: [{ from: '2023-02-01', value: 50_000_000n, cite: cite('Permenaker 4/2023', 'manfaat', 'M') }],
})
