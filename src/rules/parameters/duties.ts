import type { PartsPerMillion, Rupiah } from '../../kernel/rupiah.ts'
import { cite, REGISTER_CHECKED_ON, type Bilingual } from '../laws.ts'
import {
  parameter,
  type LawClock,
  type ParameterValue,
  type Segment,
  type Topic,
  type Unit,
  type Written,
} from '../parameter.ts'

const EMPLOYERS: Bilingual = { id: 'Pemberi kerja', en: 'Employers' }
const OWN_ACCOUNT: Bilingual = { id: 'Bukan Penerima Upah (BPU)', en: 'Own-account workers (BPU)' }

function duty<T extends ParameterValue>(
  id: string,
  topic: Topic,
  title: Bilingual,
  unit: Unit,
  periods: readonly [Written<T>, ...Written<T>[]],
  appliesTo: Bilingual = EMPLOYERS,
  segments: readonly Segment[] = ['PU'],
  clock: LawClock = 'event-date',
) {
  return parameter<T>({
    id,
    topic,
    title,
    unit,
    periods,
    appliesTo,
    segments,
    clock,
    checkedOn: REGISTER_CHECKED_ON,
  })
}

export const workerRegistrationDays = duty<number>(
  'duty.worker-registration',
  'deadline',
  {
    id: 'Pendaftaran pekerja baru sejak mulai bekerja',
    en: 'Registration of a new worker from the start of work',
  },
  'days',
  [{ from: '2015-07-01', value: 30, cite: cite('PP 44/2015', 'Pasal 4–6', 'H') }],
)
export const nonCivilServantRegistrationDays = duty<number>(
  'duty.non-asn-registration',
  'deadline',
  { id: 'Pendaftaran pegawai non-ASN oleh PPK', en: 'Registration of non-civil-servants by the official' },
  'working days',
  [{ from: '2025-01-01', value: 30, cite: cite('Permenaker 1/2025', 'pendaftaran non-ASN', 'H') }],
)
export const changeReportDays = duty<number>(
  'duty.change-report',
  'deadline',
  { id: 'Laporan perubahan upah, pekerja, atau alamat', en: 'Report of changed wage, worker or address' },
  'working days',
  [{ from: '2015-07-01', value: 7, cite: cite('PP 44/2015', 'Pasal 9', 'H') }],
)
export const contributionDueDay = duty<number>(
  'duty.contribution-due',
  'deadline',
  {
    id: 'Jatuh tempo iuran: tanggal di bulan berikutnya, digeser ke hari kerja',
    en: 'Contribution due: day of the next month, moved to a working day',
  },
  'day of month',
  [
    { from: '2015-07-01', value: 15, cite: cite('PP 44/2015', 'Pasal 21–22', 'H') },
    { from: '2020-08-01', value: 30, cite: cite('PP 49/2020', 'batas pembayaran', 'H') },
    { from: '2021-02-01', value: 15, cite: cite('PP 44/2015', 'Pasal 21–22', 'H') },
  ],
  EMPLOYERS,
  ['PU'],
  'contribution-month',
)
/** Practice of BPJS Ketenagakerjaan; the article has not been seen. */
export const bpuContributionDueDay = duty<number>(
  'duty.bpu-contribution-due',
  'deadline',
  {
    id: 'Jatuh tempo iuran BPU: tanggal di bulan itu juga, digeser ke hari kerja',
    en: 'Own-account contribution due: day of the same month, moved to a working day',
  },
  'day of month',
  [{ from: '2015-07-01', value: 15, cite: cite('PP 44/2015', 'pembayaran iuran BPU', 'M') }],
  OWN_ACCOUNT,
  ['BPU'],
  'contribution-month',
)
export const benefitPaymentDays = duty<number>(
  'duty.benefit-payment',
  'deadline',
  {
    id: 'Pembayaran JKK/JKM oleh BPJS setelah berkas lengkap',
    en: 'JKK/JKM payment by BPJS after a complete file',
  },
  'working days',
  [{ from: '2015-07-01', value: 7, cite: cite('PP 44/2015', 'pembayaran manfaat', 'M') }],
  { id: 'BPJS Ketenagakerjaan', en: 'BPJS Ketenagakerjaan' },
  ['PU', 'BPU', 'JAKON', 'PMI'],
)

export const bpuArrearsMonths = duty<number>(
  'bpu.arrears-months',
  'membership',
  { id: 'Tunggakan BPU sebelum kepesertaan nonaktif', en: 'Own-account arrears before membership lapses' },
  'months',
  [{ from: '2015-07-01', value: 3, cite: cite('PP 44/2015', 'tunggakan BPU', 'M') }],
  OWN_ACCOUNT,
  ['BPU'],
)
/** The article has not been seen; some regions set narrower limits. */
export const bpuEntryAge = duty<number>(
  'bpu.entry-age',
  'membership',
  { id: 'Usia saat mendaftar harus di bawah', en: 'Age at registration must be below' },
  'years',
  [{ from: '2021-04-01', value: 65, cite: cite('Permenaker 5/2021', 'syarat peserta BPU', 'M') }],
  OWN_ACCOUNT,
  ['BPU'],
)

/** Late payment by a registered employer. Not to be confused with the administrative fine. */
export const lateFineRate = duty<PartsPerMillion>(
  'sanction.late-fine',
  'sanction',
  { id: 'Denda keterlambatan iuran per bulan', en: 'Late fine per month of delay' },
  'ppm of contribution per month',
  [
    { from: '2015-07-01', value: 20_000, cite: cite('PP 44/2015', 'Pasal 21–22', 'H') },
    { from: '2020-08-01', value: 5_000, cite: cite('PP 49/2020', 'denda keterlambatan', 'H') },
    { from: '2021-02-01', value: 20_000, cite: cite('PP 44/2015', 'Pasal 21–22', 'H') },
  ],
  EMPLOYERS,
  ['PU'],
  'contribution-month',
)
export const labourIntensiveLateFineRate = duty<PartsPerMillion>(
  'sanction.late-fine.labour-intensive',
  'sanction',
  {
    id: 'Denda keterlambatan industri padat karya per bulan',
    en: 'Late fine, labour-intensive industry, per month',
  },
  'ppm of contribution per month',
  [
    { from: '2025-02-01', value: 5_000, cite: cite('PP 7/2025', 'denda keterlambatan', 'H') },
    { from: '2025-08-01', ended: true, cite: cite('PP 36/2025', 'perpanjangan', 'H') },
  ],
  { id: 'Pemberi kerja industri padat karya', en: 'Employers of labour-intensive industry' },
  ['PU'],
  'contribution-month',
)
/** For failing to register or to give data; goes to the social security fund. */
export const administrativeFineRate = duty<PartsPerMillion>(
  'sanction.administrative-fine',
  'sanction',
  {
    id: 'Denda administratif dari iuran seharusnya, per bulan',
    en: 'Administrative fine on contributions that should have been paid, per month',
  },
  'ppm of contribution per month',
  [{ from: '2013-12-24', value: 1_000, cite: cite('PP 86/2013', 'Pasal 7', 'M') }],
)
export const writtenWarnings = duty<number>(
  'sanction.written-warnings',
  'sanction',
  { id: 'Teguran tertulis paling banyak', en: 'Written warnings at most' },
  'times',
  [{ from: '2013-12-24', value: 2, cite: cite('PP 86/2013', 'Pasal 6', 'H') }],
)
export const warningDays = duty<number>(
  'sanction.warning-period',
  'sanction',
  { id: 'Jangka waktu tiap teguran tertulis', en: 'Length of each written warning' },
  'working days',
  [{ from: '2013-12-24', value: 10, cite: cite('PP 86/2013', 'Pasal 6', 'H') }],
)
export const administrativeFineDays = duty<number>(
  'sanction.fine-period',
  'sanction',
  {
    id: 'Pelunasan denda administratif setelah teguran kedua berakhir',
    en: 'Payment of the fine after the second warning expired',
  },
  'days',
  [{ from: '2013-12-24', value: 30, cite: cite('PP 86/2013', 'Pasal 7', 'M') }],
)
export const criminalPrisonYears = duty<number>(
  'sanction.prison',
  'sanction',
  {
    id: 'Pidana penjara paling lama bagi yang tidak menyetor iuran',
    en: 'Longest prison term for withholding contributions',
  },
  'years',
  [{ from: '2011-11-25', value: 8, cite: cite('UU 24/2011', 'Pasal 19 jo 55', 'H') }],
)
export const criminalFine = duty<Rupiah>(
  'sanction.criminal-fine',
  'sanction',
  {
    id: 'Denda pidana paling banyak bagi yang tidak menyetor iuran',
    en: 'Largest criminal fine for withholding contributions',
  },
  'rupiah',
  [{ from: '2011-11-25', value: 1_000_000_000n, cite: cite('UU 24/2011', 'Pasal 19 jo 55', 'H') }],
)
/** Months of arrears under which JKK is still served by BPJS; beyond, the employer pays first and is reimbursed. */
export const jkkArrearsMonths = duty<number>(
  'jkk.arrears-tolerated',
  'membership',
  { id: 'Tunggakan yang masih dilayani BPJS untuk JKK', en: 'Arrears under which BPJS still serves JKK' },
  'months',
  [{ from: '2015-07-01', value: 3, cite: cite('PP 44/2015', 'Pasal 25 dst.', 'L') }],
)
