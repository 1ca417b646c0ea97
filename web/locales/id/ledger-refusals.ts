import { formatMonth, formatNumber, formatRupiah } from '../../../src/kernel/format.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

/** Money that cannot be booked. */
export const ledgerRefusals = {
  'insufficient-funds': ({ path, short }) =>
    `Dana di akun ${path} kurang ${formatRupiah(short)}. Tunggu dana masuk, atau kurangi jumlahnya.`,
  'period-closed': ({ month }) =>
    `Pembukuan bulan ${formatMonth(month, 'id')} sudah ditutup. Catat penyesuaian di bulan yang masih terbuka.`,
  'idempotency-key-reused': ({ key }) =>
    `Kunci permintaan "${key}" sudah dipakai untuk isi yang lain. Periksa permintaan itu, atau pakai kunci baru.`,
  'account-unknown': ({ path }) => `Akun "${path}" tidak ada. Cari akunnya di Buku besar.`,
  'account-closed': ({ path }) => `Akun ${path} sudah ditutup dan tidak menerima pembukuan. Pakai akun lain.`,
  'account-not-empty': ({ path }) =>
    `Akun ${path} masih berisi uang atau menunggu pembukuan. Kosongkan dulu, lalu tutup.`,
  'entry-unknown': () => 'Pembukuan dengan nomor ini tidak ada. Cari nomornya di mutasi akun.',
  'entry-settled-already': () => 'Pembukuan tertunda ini sudah diselesaikan atau dibatalkan.',
  'entry-not-pending': () => 'Pembukuan ini tidak tertunda, jadi tidak dapat diselesaikan atau dibatalkan.',
  'entry-reversed-already': () => 'Pembukuan ini sudah dibalik. Lihat pembukuan pembaliknya di mutasi akun.',
  'entry-not-reversible': () =>
    'Pembukuan ini tidak dapat dibalik: ia sendiri pembalik, atau belum memindahkan uang.',
  'ledger-busy': () => 'Masih ada pembukuan besar yang berjalan. Ulangi penutupan bulan beberapa menit lagi.',
  'month-not-over': ({ month }) =>
    `Bulan ${formatMonth(month, 'id')} belum berakhir. Tutup setelah hari terakhirnya.`,
  'too-long-for-paper': ({ rowCount, most }) =>
    `Dokumen ini ${formatNumber(rowCount)} baris; untuk cetak paling banyak ${formatNumber(most)}. Unduh sebagai Excel, atau persempit periodenya.`,
} satisfies Partial<RefusalSentences>
