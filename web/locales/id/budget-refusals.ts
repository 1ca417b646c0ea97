import { formatRupiah } from '../../../src/kernel/format.ts'
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
  'budget-year-over': ({ year }) =>
    `Tahun anggaran ${String(year)} sudah berakhir. Anggarannya tidak dapat diubah lagi.`,
  'budget-below-promised': ({ promised }) =>
    `Sudah dijanjikan dan dibayar ${formatRupiah(promised)}. Isi jumlah yang sama atau lebih.`,
  'budget-unchanged': () => 'Jumlahnya sama dengan anggaran sekarang. Isi jumlah yang baru.',
  'budget-change-known': () => 'Perubahan dengan dokumen ini sudah dicatat. Periksa nomor dokumennya.',
  'roster-has-budget': () => 'Daftar ini memakai anggaran. Tambah orang lewat usulan program.',
} satisfies Partial<RefusalSentences>
