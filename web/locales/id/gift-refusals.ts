import { formatMonth, formatNumber } from '../../../src/kernel/format.ts'
import type { OwnWorkerTrait } from '../../../src/modules/gifts/gifts.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

const FOUND_BY: { readonly [Trait in OwnWorkerTrait]: string } = {
  roster: 'ada di daftar upah Anda',
  workplace: 'bekerja di tempat usaha Anda',
}

/** Gifts that cannot be made, drawn or taken back. */
export const giftRefusals = {
  'gift-unknown': () => 'Hadiah dengan nomor atau kode ini tidak ada, atau di luar wilayah Anda.',
  'gift-drawn': () => 'Uang hadiah ini sudah menjadi bulan perlindungan. Tidak dapat dibatalkan lagi.',
  'gift-cancelled': () => 'Hadiah ini sudah dibatalkan. Buat hadiah baru.',
  'gift-unpaid': () => 'Hadiah ini belum dibayar. Tunggu uangnya masuk dulu.',
  'gift-month-unfit': ({ month, first, last }) =>
    `Bulan ${formatMonth(month)} tidak dapat dipilih. Pilih dari ${formatMonth(first)} sampai ${formatMonth(last)}.`,
  'gift-people-unclear': () => 'Isi salah satu: jumlah orang, atau orang menurut nomornya.',
  'gift-for-own-worker': ({ because, count }) =>
    `${formatNumber(count)} orang ${FOUND_BY[because]}. Pemberi kerja wajib mendaftarkan mereka sendiri, bukan lewat hadiah.`,
  'gift-payer-unclear': ({ count }) =>
    `Ada ${formatNumber(count)} pembayar bernama ini. Sebut nomor pembayarnya.`,
  'consent-missing': () => 'Bacakan persetujuan yang berlaku dan centang kotaknya dulu.',
  'neighbour-decided': () => 'Tidak ada orang yang menunggu diperiksa pada hadiah ini.',
} satisfies Partial<RefusalSentences>
