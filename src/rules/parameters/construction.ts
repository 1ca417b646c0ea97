import type { PartsPerMillion, Rupiah } from '../../kernel/rupiah.ts'
import { cite, REGISTER_CHECKED_ON, type Bilingual } from '../laws.ts'
import { parameter } from '../parameter.ts'

const PROJECTS: Bilingual = { id: 'Proyek jasa konstruksi (Jakon)', en: 'Construction projects (Jakon)' }

/** The part of a contract above `above` (excluding PPN) up to the next row's bound, and what it pays. Marginal, like an income tax. */
export type ContractSlice = {
  readonly above: Rupiah
  readonly jkk: PartsPerMillion
  readonly jkm: PartsPerMillion
}

export const jakonContractSlices = parameter<readonly ContractSlice[]>({
  id: 'jakon.contract-slices',
  title: {
    id: 'Iuran JKK dan JKM menurut lapisan nilai kontrak di luar PPN (per sejuta)',
    en: 'JKK and JKM by slice of contract value excluding VAT (parts per million)',
  },
  topic: 'contribution',
  clock: 'contribution-month',
  unit: 'table',
  segments: ['JAKON'],
  appliesTo: PROJECTS,
  checkedOn: REGISTER_CHECKED_ON,
  periods: [
    {
      from: '2015-07-01',
      cite: cite('PP 44/2015', 'Pasal 54 dst.', 'H'),
      value: [
        { above: 0n, jkk: 2_100, jkm: 300 },
        { above: 100_000_000n, jkk: 1_700, jkm: 200 },
        { above: 500_000_000n, jkk: 1_300, jkm: 200 },
        { above: 1_000_000_000n, jkk: 1_100, jkm: 100 },
        { above: 5_000_000_000n, jkk: 900, jkm: 100 },
      ],
    },
  ],
})

/** Where the wages of a project's workers are listed, they are the base instead of the contract. */
export const jakonWagesJkk = parameter<PartsPerMillion>({
  id: 'jakon.wages.jkk',
  title: { id: 'Iuran JKK dari upah yang tercantum', en: 'JKK contribution on listed wages' },
  topic: 'contribution',
  clock: 'contribution-month',
  unit: 'ppm of wage',
  segments: ['JAKON'],
  programme: 'JKK',
  appliesTo: PROJECTS,
  checkedOn: REGISTER_CHECKED_ON,
  periods: [{ from: '2015-07-01', value: 17_400, cite: cite('PP 44/2015', 'Pasal 54 dst.', 'H') }],
})

export const jakonWagesJkm = parameter<PartsPerMillion>({
  id: 'jakon.wages.jkm',
  title: { id: 'Iuran JKM dari upah yang tercantum', en: 'JKM contribution on listed wages' },
  topic: 'contribution',
  clock: 'contribution-month',
  unit: 'ppm of wage',
  segments: ['JAKON'],
  programme: 'JKM',
  appliesTo: PROJECTS,
  checkedOn: REGISTER_CHECKED_ON,
  periods: [{ from: '2015-07-01', value: 3_000, cite: cite('PP 44/2015', 'Pasal 54 dst.', 'H') }],
})

export const jakonRegistrationDays = parameter<number>({
  id: 'jakon.registration-deadline',
  title: { id: 'Pendaftaran proyek setelah SPK', en: 'Project registration after the work order' },
  topic: 'deadline',
  clock: 'event-date',
  unit: 'working days',
  segments: ['JAKON'],
  appliesTo: PROJECTS,
  checkedOn: REGISTER_CHECKED_ON,
  periods: [
    { from: '2015-07-01', value: 14, cite: cite('Permenaker 44/2015', 'Pasal 3 ayat (3)', 'H') },
    { from: '2021-04-01', value: 14, cite: cite('Permenaker 5/2021', 'bagian jasa konstruksi', 'M') },
  ],
})
