import { formatDate, formatRupiah } from '../../../src/kernel/format.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

const STATES = { billed: 'sudah tercatat', paid: 'sudah dibayar', cancelled: 'sudah dibatalkan' } as const

/** Kode iuran of BPJS Ketenagakerjaan. */
export const settlementRefusals = {
  'contribution-code-broken': ({ value }) =>
    `Kode iuran "${value}" salah bentuk. Tulis 11 angka dari SIPP atau EPS.`,
  'contribution-code-known': ({ code }) => `Kode iuran ${code} sudah tercatat. Lihat di Setoran BPJS.`,
  'contribution-code-unknown': () => 'Kode iuran ini belum tercatat. Catat dulu di Setoran BPJS.',
  'contribution-code-settled': ({ code, state }) =>
    `Kode iuran ${code} ${STATES[state]}. Muat ulang halaman.`,
  'programmes-do-not-add-up': ({ amount, sum }) =>
    `Rincian program berjumlah ${formatRupiah(sum)}, bukan ${formatRupiah(amount)}. Samakan keduanya.`,
  'settlement-beyond-owed': ({ owed, amount }) =>
    `Yang terkumpul dan belum berkode hanya ${formatRupiah(owed)}, kurang dari ${formatRupiah(amount)}. Periksa bulan, pembayar, dan jumlahnya.`,
  'recovery-unknown': () => 'Pilih nota kredit yang uangnya kembali.',
  'recovery-settled': ({ creditNote }) =>
    `Uang nota kredit ${creditNote} sudah kembali seluruhnya. Muat ulang halaman.`,
  'recovery-beyond-left': ({ left, amount }) =>
    `Yang belum kembali hanya ${formatRupiah(left)}, kurang dari ${formatRupiah(amount)}. Periksa nota kredit dan jumlahnya.`,
  'recovery-beyond-code': ({ left, amount }) =>
    `Dari kode iuran ini paling banyak ${formatRupiah(left)} dapat dipotong, bukan ${formatRupiah(amount)}. Isi jumlah yang lebih kecil.`,
  'recovery-return-known': ({ reference }) =>
    `Uang ini sudah tercatat kembali dengan ${reference}. Periksa nomor buktinya.`,
  'paid-on-in-future': ({ on }) =>
    `Tanggal bayar ${formatDate(on)} belum tiba. Isi tanggal pada bukti bayar.`,
} satisfies Partial<RefusalSentences>
