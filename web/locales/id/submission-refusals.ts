import { formatDate, formatNumber } from '../../../src/kernel/format.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'
import { submissionStates } from './submissions.ts'

/** Submissions to BPJS Ketenagakerjaan that cannot be made, sent or answered. */
export const submissionRefusals = {
  'submission-unknown': () => 'Pengajuan dengan nomor ini tidak ada, atau di luar wilayah Anda.',
  'nobody-to-submit': () =>
    'Tidak ada orang yang perlu diajukan: semuanya sudah diajukan, sudah peserta, atau datanya masih perlu diperbaiki.',
  'submission-not-so-far': ({ number, state }) =>
    `Pengajuan ${number} berstatus ${submissionStates[state].toLowerCase()}, jadi langkah ini tidak dapat dilakukan.`,
  'submission-day-unfit': ({ on }) =>
    `Tanggal ${formatDate(on)} belum tiba, atau sebelum pengajuan dikirim. Periksa tanggalnya.`,
  'submission-file-unknown': ({ files }) =>
    `Pengajuan ini hanya mempunyai ${formatNumber(files)} berkas. Pilih salah satunya.`,
  'submission-result-unknown': () => 'Hasil dengan nomor ini tidak ada, atau di luar wilayah Anda.',
  'submission-result-ended': () => 'Hasil ini sudah diterapkan atau dibuang. Muat berkasnya sekali lagi.',
  'nobody-to-mend': () => 'Tidak ada orang yang ditolak dan menunggu perbaikan di antara pilihan Anda.',
} satisfies Partial<RefusalSentences>
