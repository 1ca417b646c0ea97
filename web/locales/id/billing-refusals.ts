import { formatRupiah } from '../../../src/kernel/format.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

/** Payers, rosters and bills that cannot be had as asked. */
export const billingRefusals = {
  'payer-unknown': () => 'Pembayar dengan nomor ini tidak ada. Cari lagi di daftar pembayar.',
  'payer-closed': () => 'Pembayar ini sudah ditutup. Pilih pembayar lain.',
  'roster-unknown': () => 'Daftar bayar dengan nomor ini tidak ada. Cari lagi di daftar bayar.',
  'roster-closed': () => 'Daftar bayar ini sudah ditutup. Buat daftar baru.',
  'roster-kind-unfit': ({ kind, payer }) =>
    `Daftar bayar jenis ${kind} tidak cocok untuk pembayar ${payer}. Pilih jenis lain.`,
  'programmes-not-contiguous': ({ programmes }) =>
    `Program ${programmes.join(', ')} tidak berurutan. Urutannya JKK, JKM, JHT, JP, JKP, tanpa lompatan.`,
  'already-covered': () =>
    'Pekerja ini sudah ada yang membayar di salah satu bulan itu. Pilih bulan atau orang lain.',
  'member-unknown': ({ month }) => `Orang ini tidak ada di daftar bayar sejak ${month}.`,
  'months-malformed': ({ from, until }) => `Bulan akhir ${until} harus sesudah bulan awal ${from}.`,
  'members-file-unfit': ({ rows }) =>
    `NIK atau upah tidak dapat dibaca di baris ${rows.join(', ')}. Perbaiki berkasnya, lalu ulangi.`,
  'bill-unknown': () => 'Tagihan ini tidak ada. Periksa nomornya.',
  'bill-not-paid': ({ number, open }) =>
    `Tagihan ${number} belum lunas; kurang ${formatRupiah(open)}. Kuitansi terbit setelah lunas.`,
  'bill-paid': ({ number }) => `Tagihan ${number} sudah lunas.`,
  'bill-cancelled': ({ number }) => `Tagihan ${number} sudah dikredit seluruhnya.`,
  'bill-run-unknown': () => 'Putaran tagihan ini tidak ada. Lihat daftar putaran.',
} satisfies Partial<RefusalSentences>
