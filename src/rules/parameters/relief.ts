import type { PartsPerMillion } from '../../kernel/rupiah.ts'
import { cite, REGISTER_CHECKED_ON, type Bilingual, type Citation } from '../laws.ts'
import { parameter, type Parameter, type Programme, type Segment } from '../parameter.ts'

/** A relief: during its window of contribution months the contribution is multiplied by this share. */
function relief(definition: {
  readonly id: string
  readonly title: Bilingual
  readonly programme: Programme
  readonly segments: readonly Segment[]
  readonly appliesTo: Bilingual
  readonly from: string
  readonly until: string
  readonly keeps: PartsPerMillion
  readonly cite: Citation
}): Parameter<PartsPerMillion> {
  const { from, until, keeps, cite: source, ...rest } = definition
  return parameter<PartsPerMillion>({
    ...rest,
    topic: 'relief',
    clock: 'contribution-month',
    unit: 'ppm',
    checkedOn: REGISTER_CHECKED_ON,
    periods: [
      { from, value: keeps, cite: source },
      { from: until, ended: true, cite: source },
    ],
  })
}

const COVID: Bilingual = {
  id: 'PU, BPU, Jakon yang lunas sampai Juli 2020 atau baru mendaftar',
  en: 'PU, BPU, Jakon paid up to July 2020 or newly registered',
}
const COVID_WINDOW = {
  segments: ['PU', 'BPU', 'JAKON'],
  appliesTo: COVID,
  from: '2020-08-01',
  until: '2021-02-01',
  keeps: 10_000,
  cite: cite('PP 49/2020', 'keringanan iuran', 'H'),
} as const

export const covidReliefJkk = relief({
  ...COVID_WINDOW,
  id: 'relief.covid.jkk',
  title: { id: 'Keringanan 99% iuran JKK selama Covid-19', en: '99% JKK relief during Covid-19' },
  programme: 'JKK',
})
export const covidReliefJkm = relief({
  ...COVID_WINDOW,
  id: 'relief.covid.jkm',
  title: { id: 'Keringanan 99% iuran JKM selama Covid-19', en: '99% JKM relief during Covid-19' },
  programme: 'JKM',
})

/** What had to be paid at once on request; the other 99 % fell due from 2021-05-15 to 2022-04-15. The bill stays the full amount. */
export const covidDeferralJp = relief({
  ...COVID_WINDOW,
  id: 'relief.covid.jp-deferral',
  title: { id: 'Penundaan 99% iuran JP selama Covid-19', en: '99% JP deferral during Covid-19' },
  segments: ['PU'],
  programme: 'JP',
})

/** Food, beverages, tobacco; textile and apparel; leather and leather goods; footwear; toys; furniture. */
export const labourIntensiveReliefJkk = parameter<PartsPerMillion>({
  id: 'relief.labour-intensive.jkk',
  title: { id: 'Keringanan JKK industri padat karya', en: 'JKK relief for labour-intensive industry' },
  topic: 'relief',
  clock: 'contribution-month',
  unit: 'ppm',
  segments: ['PU'],
  programme: 'JKK',
  appliesTo: {
    id: 'PU industri padat karya tertentu dengan paling sedikit 50 pekerja',
    en: 'Wage earners of listed labour-intensive industries with at least 50 workers',
  },
  checkedOn: REGISTER_CHECKED_ON,
  periods: [
    { from: '2025-02-01', value: 500_000, cite: cite('PP 7/2025', 'penyesuaian iuran JKK', 'H') },
    { from: '2025-08-01', value: 500_000, cite: cite('PP 36/2025', 'perpanjangan', 'H') },
    { from: '2026-02-01', ended: true, cite: cite('PP 36/2025', 'perpanjangan', 'H') },
  ],
})

const PP50 = cite('PP 50/2025', 'penyesuaian iuran BPU', 'H')
const TRANSPORT_WINDOW = {
  segments: ['BPU'],
  appliesTo: {
    id: 'BPU angkutan: pengemudi daring, ojek pangkalan, sopir, kurir; tidak bila dibayar APBN/APBD',
    en: 'BPU in transport: online drivers, motorcycle taxis, drivers, couriers; not when paid by APBN/APBD',
  },
  from: '2026-01-01',
  until: '2027-04-01',
  keeps: 500_000,
  cite: PP50,
} as const
const OTHER_BPU_WINDOW = {
  segments: ['BPU'],
  appliesTo: {
    id: 'BPU selain angkutan; tidak bila dibayar APBN/APBD',
    en: 'BPU outside transport; not when paid by APBN/APBD',
  },
  from: '2026-04-01',
  until: '2027-01-01',
  keeps: 500_000,
  cite: PP50,
} as const

export const transportReliefJkk = relief({
  ...TRANSPORT_WINDOW,
  id: 'relief.bpu-transport.jkk',
  title: { id: 'Keringanan 50% JKK BPU angkutan', en: '50% JKK relief, BPU in transport' },
  programme: 'JKK',
})
export const transportReliefJkm = relief({
  ...TRANSPORT_WINDOW,
  id: 'relief.bpu-transport.jkm',
  title: { id: 'Keringanan 50% JKM BPU angkutan', en: '50% JKM relief, BPU in transport' },
  programme: 'JKM',
})
export const otherBpuReliefJkk = relief({
  ...OTHER_BPU_WINDOW,
  id: 'relief.bpu-other.jkk',
  title: { id: 'Keringanan 50% JKK BPU lainnya', en: '50% JKK relief, other BPU' },
  programme: 'JKK',
})
export const otherBpuReliefJkm = relief({
  ...OTHER_BPU_WINDOW,
  id: 'relief.bpu-other.jkm',
  title: { id: 'Keringanan 50% JKM BPU lainnya', en: '50% JKM relief, other BPU' },
  programme: 'JKM',
})

/**
 * Whether village budgets (APBDes, fed by APBN and APBD transfers) count as APBN/APBD for the exclusion above: 1 yes, 0 no.
 * Not verified; "yes" is the safe reading for budgeting, because it asks for the full price.
 */
export const villageBudgetExcluded = parameter<number>({
  id: 'relief.bpu.village-budget-excluded',
  title: {
    id: 'APBDes dianggap APBN/APBD (tanpa keringanan)',
    en: 'Village budget counts as APBN/APBD (no relief)',
  },
  topic: 'relief',
  clock: 'contribution-month',
  unit: 'yes or no',
  segments: ['BPU'],
  appliesTo: { id: 'BPU yang dibayar APBDes/ADD', en: 'BPU paid by the village budget' },
  checkedOn: REGISTER_CHECKED_ON,
  periods: [
    { from: '2026-01-01', value: 1, cite: cite('PP 50/2025', 'pengecualian APBN/APBD', 'L') },
    { from: '2027-04-01', ended: true, cite: cite('PP 50/2025', 'pengecualian APBN/APBD', 'L') },
  ],
})
