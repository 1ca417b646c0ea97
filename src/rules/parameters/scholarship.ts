import type { Rupiah } from '../../kernel/rupiah.ts'
import { cite } from '../laws.ts'
import { benefitParameter } from './benefit-builder.ts'

export const SCHOOL_LEVELS = ['TK', 'SD', 'SMP', 'SMA', 'PT'] as const
export type SchoolLevel = (typeof SCHOOL_LEVELS)[number]

/** What one child gets a year at a level, and for at most how many years. */
export type ScholarshipLevel = {
  readonly level: SchoolLevel
  readonly perYear: Rupiah
  readonly years: number
}

/** The years of TK are deduced: Rp87 million per child only adds up with eight years at Rp1.5 million. */
export const scholarshipLevels = benefitParameter<readonly ScholarshipLevel[]>({
  id: 'scholarship.levels',
  programme: 'JKM',
  title: { id: 'Beasiswa anak per tahun menurut jenjang', en: 'Children’s scholarship per year by level' },
  unit: 'table',
  periods: [
    {
      from: '2019-12-02',
      cite: cite('PP 82/2019', 'Lampiran III', 'H'),
      value: [
        { level: 'TK', perYear: 1_500_000n, years: 2 },
        { level: 'SD', perYear: 1_500_000n, years: 6 },
        { level: 'SMP', perYear: 2_000_000n, years: 3 },
        { level: 'SMA', perYear: 3_000_000n, years: 3 },
        { level: 'PT', perYear: 12_000_000n, years: 5 },
      ],
    },
  ],
})

/** The scholarship of the first law: one sum, for one child. */
export const scholarshipOnce = benefitParameter<Rupiah>({
  id: 'scholarship.once',
  programme: 'JKM',
  title: { id: 'Beasiswa sekali untuk satu anak', en: 'One-off scholarship for one child' },
  unit: 'rupiah',
  periods: [
    { from: '2015-07-01', value: 12_000_000n, cite: cite('PP 44/2015', 'manfaat beasiswa', 'M') },
    { from: '2019-12-02', ended: true, cite: cite('PP 82/2019', 'Lampiran III', 'H') },
  ],
})

export const scholarshipChildren = benefitParameter<number>({
  id: 'scholarship.children',
  programme: 'JKM',
  title: {
    id: 'Jumlah anak penerima beasiswa paling banyak',
    en: 'Most children who receive the scholarship',
  },
  unit: 'children',
  periods: [
    { from: '2015-07-01', value: 1, cite: cite('PP 44/2015', 'manfaat beasiswa', 'M') },
    { from: '2019-12-02', value: 2, cite: cite('PP 82/2019', 'Lampiran III', 'H') },
  ],
})

export const scholarshipMaximum = benefitParameter<Rupiah>({
  id: 'scholarship.maximum',
  programme: 'JKM',
  title: { id: 'Beasiswa paling banyak untuk semua anak', en: 'Largest scholarship for all children' },
  unit: 'rupiah',
  periods: [
    { from: '2015-07-01', value: 12_000_000n, cite: cite('PP 44/2015', 'manfaat beasiswa', 'M') },
    { from: '2019-12-02', value: 174_000_000n, cite: cite('PP 82/2019', 'Lampiran III', 'H') },
  ],
})

/** Only after a natural death; after a work accident no membership is asked for. */
export const scholarshipMembershipMonths = benefitParameter<number>({
  id: 'scholarship.jkm-membership',
  programme: 'JKM',
  title: { id: 'Masa iuran untuk beasiswa JKM', en: 'Contribution months needed for the JKM scholarship' },
  unit: 'months',
  periods: [
    { from: '2015-07-01', value: 60, cite: cite('PP 44/2015', 'manfaat beasiswa', 'M') },
    { from: '2019-12-02', value: 36, cite: cite('PP 82/2019', 'Lampiran III', 'H') },
  ],
})

export const scholarshipEndAge = benefitParameter<number>({
  id: 'scholarship.end-age',
  programme: 'JKM',
  title: {
    id: 'Beasiswa berakhir pada usia ini, saat menikah, atau bekerja',
    en: 'The scholarship ends at this age, on marriage or work',
  },
  unit: 'years',
  periods: [{ from: '2019-12-02', value: 23, cite: cite('PP 82/2019', 'Lampiran III', 'H') }],
})
