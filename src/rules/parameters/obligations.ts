import type { PartsPerMillion, Rupiah } from '../../kernel/rupiah.ts'
import { cite, REGISTER_CHECKED_ON, type Bilingual, type Citation } from '../laws.ts'
import {
  parameter,
  type Parameter,
  type ParameterValue,
  type Segment,
  type Topic,
  type Unit,
} from '../parameter.ts'

const EMPLOYERS: Bilingual = { id: 'Pemberi kerja', en: 'Employers' }

/** A rule with one period: what has held since a day. */
function since<T extends ParameterValue>(rule: {
  readonly id: string
  readonly topic: Topic
  readonly title: Bilingual
  readonly unit: Unit
  readonly from: string
  readonly value: T
  readonly cite: Citation
  readonly appliesTo?: Bilingual
  readonly segments?: readonly Segment[]
}): Parameter<T> {
  const { from, value, cite: source, appliesTo = EMPLOYERS, segments = ['PU'], ...rest } = rule
  return parameter<T>({
    ...rest,
    appliesTo,
    segments,
    clock: 'event-date',
    checkedOn: REGISTER_CHECKED_ON,
    periods: [{ from, value, cite: source }],
  })
}

/** Upper bounds of a business size by capital (without land and building) or yearly sales; null for none. */
export type SizeThreshold = {
  readonly size: string
  readonly capitalUpTo: Rupiah | null
  readonly salesUpTo: Rupiah | null
}

export const businessSizes = since<readonly SizeThreshold[]>({
  id: 'employer.size-thresholds',
  topic: 'membership',
  title: {
    id: 'Skala usaha menurut modal atau penjualan setahun',
    en: 'Business size by capital or yearly sales',
  },
  unit: 'table',
  from: '2021-02-02',
  cite: cite('PP 7/2021', 'kriteria UMKM', 'H'),
  value: [
    { size: 'micro', capitalUpTo: 1_000_000_000n, salesUpTo: 2_000_000_000n },
    { size: 'small', capitalUpTo: 5_000_000_000n, salesUpTo: 15_000_000_000n },
    { size: 'medium', capitalUpTo: 10_000_000_000n, salesUpTo: 50_000_000_000n },
    { size: 'large', capitalUpTo: null, salesUpTo: null },
  ],
})

export const registrationDuties = since<
  readonly { readonly who: string; readonly duty: string; readonly article: string }[]
>({
  id: 'duty.registration',
  topic: 'membership',
  title: { id: 'Kewajiban mendaftar', en: 'Duty to register' },
  unit: 'table',
  from: '2011-11-25',
  cite: cite('UU 24/2011', 'Pasal 15–16', 'H'),
  appliesTo: { id: 'Pemberi kerja dan setiap orang lain', en: 'Employers and every other person' },
  segments: ['PU', 'BPU', 'JAKON', 'PMI'],
  value: [
    {
      who: 'pemberi kerja',
      duty: 'mendaftarkan diri dan pekerjanya secara bertahap',
      article: 'Pasal 15 ayat (1)',
    },
    {
      who: 'setiap orang selain pekerja',
      duty: 'mendaftarkan diri dan anggota keluarga',
      article: 'Pasal 16',
    },
  ],
})

/** What TMP2T takes away. Neither list has the NIB: a permit counter may hold locally issued permits, not the national number. */
export const deniedServices = since<readonly { readonly subject: string; readonly service: string }[]>({
  id: 'sanction.denied-services',
  topic: 'sanction',
  title: { id: 'Layanan publik yang tidak diberikan (TMP2T)', en: 'Public services denied (TMP2T)' },
  unit: 'table',
  from: '2013-12-24',
  cite: cite('PP 86/2013', 'Pasal 9', 'H'),
  appliesTo: {
    id: 'Pemberi kerja dan orang yang dikenai sanksi',
    en: 'Employers and persons under sanction',
  },
  value: [
    { subject: 'pemberi kerja', service: 'perizinan terkait usaha' },
    { subject: 'pemberi kerja', service: 'izin mengikuti tender proyek' },
    { subject: 'pemberi kerja', service: 'izin mempekerjakan tenaga kerja asing' },
    { subject: 'pemberi kerja', service: 'izin perusahaan penyedia jasa pekerja' },
    { subject: 'pemberi kerja', service: 'izin mendirikan bangunan (kini PBG)' },
    { subject: 'orang perseorangan', service: 'izin mendirikan bangunan (kini PBG)' },
    { subject: 'orang perseorangan', service: 'surat izin mengemudi' },
    { subject: 'orang perseorangan', service: 'sertifikat tanah' },
    { subject: 'orang perseorangan', service: 'paspor' },
    { subject: 'orang perseorangan', service: 'surat tanda nomor kendaraan' },
  ],
})

export const jakonWorkerChangeDays = since<number>({
  id: 'jakon.worker-change',
  topic: 'deadline',
  title: { id: 'Laporan perubahan pekerja proyek', en: 'Report of changed project workers' },
  unit: 'working days',
  from: '2015-07-01',
  value: 7,
  cite: cite('Permenaker 44/2015', 'perubahan data', 'M'),
  appliesTo: { id: 'Proyek jasa konstruksi (Jakon)', en: 'Construction projects (Jakon)' },
  segments: ['JAKON'],
})

/** What BPJS owes for a late benefit; the article comes through one secondary source. */
export const lateBenefitInterest = since<PartsPerMillion>({
  id: 'duty.late-benefit-interest',
  topic: 'sanction',
  title: {
    id: 'Ganti rugi BPJS bila manfaat terlambat, per hari',
    en: 'Compensation by BPJS for a late benefit, per day',
  },
  unit: 'ppm',
  from: '2015-07-01',
  value: 10_000,
  cite: cite('PP 44/2015', 'keterlambatan pembayaran', 'M'),
  appliesTo: { id: 'BPJS Ketenagakerjaan', en: 'BPJS Ketenagakerjaan' },
  segments: ['PU', 'BPU', 'JAKON', 'PMI'],
})

const JKP_RECIPIENTS: Bilingual = {
  id: 'Penerima manfaat JKP bulan ke-2 sampai ke-6',
  en: 'JKP recipients, months 2 to 6',
}

export const jkpJobApplications = since<number>({
  id: 'jkp.job-applications',
  topic: 'membership',
  title: {
    id: 'Lamaran kerja untuk JKP bulan berikutnya (atau satu wawancara)',
    en: 'Job applications for the next JKP month (or one interview)',
  },
  unit: 'times',
  from: '2025-02-07',
  value: 5,
  cite: cite('PP 6/2025', 'syarat manfaat', 'M'),
  appliesTo: JKP_RECIPIENTS,
})

export const jkpTrainingAttendance = since<PartsPerMillion>({
  id: 'jkp.training-attendance',
  topic: 'membership',
  title: { id: 'Kehadiran pelatihan JKP', en: 'Attendance of JKP training' },
  unit: 'ppm',
  from: '2025-02-07',
  value: 800_000,
  cite: cite('PP 6/2025', 'syarat manfaat', 'M'),
  appliesTo: JKP_RECIPIENTS,
})

/** For disability and survivors' pensions before 180 months: at least a year of contributions, this share of the months paid. */
export const pensionDensity = since<PartsPerMillion>({
  id: 'jp.density',
  topic: 'membership',
  title: {
    id: 'Kepadatan iuran untuk pensiun cacat dan janda/duda',
    en: 'Contribution density for disability and survivors’ pensions',
  },
  unit: 'ppm',
  from: '2015-07-01',
  value: 800_000,
  cite: cite('PP 45/2015', 'kepadatan iuran', 'M'),
  appliesTo: { id: 'Penerima Upah (PU)', en: 'Wage earners (PU)' },
})
