import type { RefusalSentences } from '../refusal-sentences.ts'

/** Budget lines that cannot be recorded, promised or shown. */
export const budgetRefusals = {
  'budget-line-unknown': () => 'Pos anggaran dengan nomor ini tidak ada, atau di luar wilayah Anda.',
  'budget-line-known': () => 'Pos anggaran ini sudah dicatat untuk pembayar dan tahun yang sama.',
  'budget-of-another': () => 'Pos anggaran ini milik pembayar lain. Pilih pos milik pembayar program.',
  'budget-year-unfit': ({ year }) =>
    `Pos anggaran ini hanya untuk bulan-bulan tahun ${String(year)}. Sesuaikan bulannya.`,
  'budget-year-running': ({ year }) =>
    `Tahun anggaran ${String(year)} belum berakhir. Sisa baru hangus setelah 31 Desember.`,
  'budget-lapsed': ({ year }) => `Sisa anggaran tahun ${String(year)} sudah hangus. Pilih pos lain.`,
  'roster-has-budget': () => 'Daftar ini memakai anggaran. Tambah orang lewat usulan program.',
} satisfies Partial<RefusalSentences>
