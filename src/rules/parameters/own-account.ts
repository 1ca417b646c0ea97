import type { Rupiah } from '../../kernel/rupiah.ts'
import { cite, REGISTER_CHECKED_ON, type Bilingual } from '../laws.ts'
import { parameter } from '../parameter.ts'

const OWN_ACCOUNT: Bilingual = { id: 'Bukan Penerima Upah (BPU)', en: 'Own-account workers (BPU)' }

/** A row of Annex II: whoever earns at least `incomeFrom` pays and is insured on `base`. */
export type IncomeBracket = { readonly bracket: number; readonly incomeFrom: Rupiah; readonly base: Rupiah }

const bracket = (number: number, incomeFrom: Rupiah, base: Rupiah): IncomeBracket => ({
  bracket: number,
  incomeFrom,
  base,
})

/**
 * Annex II of PP 44/2015. Kept by lower bound only: the printed upper bounds leave gaps (1,099,001–1,099,999), and an income in a
 * gap belongs to the bracket below.
 */
export const bpuIncomeBrackets = parameter<readonly IncomeBracket[]>({
  id: 'bpu.income-brackets',
  title: { id: 'Golongan penghasilan BPU dan dasar upahnya', en: 'BPU income brackets and their wage base' },
  topic: 'contribution',
  clock: 'contribution-month',
  unit: 'table',
  segments: ['BPU'],
  appliesTo: OWN_ACCOUNT,
  checkedOn: REGISTER_CHECKED_ON,
  periods: [
    {
      from: '2015-07-01',
      cite: cite('PP 44/2015', 'Lampiran II', 'H'),
      value: [
        bracket(1, 0n, 1_000_000n),
        bracket(2, 1_100_000n, 1_200_000n),
        bracket(3, 1_300_000n, 1_400_000n),
        bracket(4, 1_500_000n, 1_600_000n),
        bracket(5, 1_700_000n, 1_800_000n),
        bracket(6, 1_900_000n, 2_000_000n),
        bracket(7, 2_100_000n, 2_200_000n),
        bracket(8, 2_300_000n, 2_400_000n),
        bracket(9, 2_500_000n, 2_600_000n),
        bracket(10, 2_700_000n, 2_950_000n),
        bracket(11, 3_200_000n, 3_450_000n),
        bracket(12, 3_700_000n, 3_950_000n),
        bracket(13, 4_200_000n, 4_450_000n),
        bracket(14, 4_700_000n, 4_950_000n),
        bracket(15, 5_200_000n, 5_450_000n),
        bracket(16, 5_700_000n, 5_950_000n),
        bracket(17, 6_200_000n, 6_450_000n),
        bracket(18, 6_700_000n, 6_950_000n),
        bracket(19, 7_200_000n, 7_450_000n),
        bracket(20, 7_700_000n, 7_950_000n),
        bracket(21, 8_200_000n, 8_700_000n),
        bracket(22, 9_200_000n, 9_700_000n),
        bracket(23, 10_200_000n, 10_700_000n),
        bracket(24, 11_200_000n, 11_700_000n),
        bracket(25, 12_200_000n, 12_700_000n),
        bracket(26, 13_200_000n, 13_700_000n),
        bracket(27, 14_200_000n, 14_700_000n),
        bracket(28, 15_200_000n, 15_700_000n),
        bracket(29, 16_200_000n, 16_700_000n),
        bracket(30, 17_200_000n, 17_700_000n),
        bracket(31, 18_200_000n, 18_700_000n),
        bracket(32, 19_200_000n, 19_700_000n),
        bracket(33, 20_200_000n, 20_700_000n),
      ],
    },
  ],
})

export const bpuJkkShare = parameter<number>({
  id: 'bpu.jkk',
  title: { id: 'Iuran JKK dari dasar golongan', en: 'JKK contribution on the bracket base' },
  topic: 'contribution',
  clock: 'contribution-month',
  unit: 'ppm of wage',
  segments: ['BPU'],
  programme: 'JKK',
  appliesTo: OWN_ACCOUNT,
  checkedOn: REGISTER_CHECKED_ON,
  periods: [{ from: '2015-07-01', value: 10_000, cite: cite('PP 44/2015', 'Pasal 17, Lampiran II', 'H') }],
})

export const bpuJkmAmount = parameter<Rupiah>({
  id: 'bpu.jkm',
  title: { id: 'Iuran JKM', en: 'JKM contribution' },
  topic: 'contribution',
  clock: 'contribution-month',
  unit: 'rupiah per month',
  segments: ['BPU'],
  programme: 'JKM',
  appliesTo: OWN_ACCOUNT,
  checkedOn: REGISTER_CHECKED_ON,
  periods: [{ from: '2015-07-01', value: 6_800n, cite: cite('PP 44/2015', 'Pasal 19', 'H') }],
})

export const bpuJhtShare = parameter<number>({
  id: 'bpu.jht',
  title: {
    id: 'Iuran JHT dari dasar golongan (pilihan)',
    en: 'JHT contribution on the bracket base (optional)',
  },
  topic: 'contribution',
  clock: 'contribution-month',
  unit: 'ppm of wage',
  segments: ['BPU'],
  programme: 'JHT',
  appliesTo: OWN_ACCOUNT,
  checkedOn: REGISTER_CHECKED_ON,
  periods: [{ from: '2015-07-01', value: 20_000, cite: cite('PP 46/2015', 'Lampiran', 'H') }],
})
