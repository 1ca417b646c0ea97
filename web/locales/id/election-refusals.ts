import { formatDate, formatRupiah } from '../../../src/kernel/format.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

/** Monthly reports and election officers that cannot be had as asked. */
export const electionRefusals = {
  'roster-not-reported': () =>
    'Daftar bayar ini tidak dilaporkan per bulan. Pilih daftar instansi atau desa.',
  'agency-month-sent': ({ month }) =>
    `Laporan ${month} sudah dikirim dan terkunci. Buka kembali bila perlu diubah.`,
  'agency-month-open': ({ month }) => `Laporan ${month} belum dikirim, jadi masih dapat diubah.`,
  'agency-month-later-sent': ({ month }) =>
    `Laporan ${month} sudah dikirim lebih dulu. Buka kembali laporan itu dulu.`,
  'agency-month-ahead': ({ last }) => `Laporan paling jauh untuk ${last}. Pilih bulan yang lebih awal.`,
  'agency-month-paid': ({ number }) =>
    `Tagihan ${number} sudah dibayar. Laporkan perubahan di bulan berikutnya.`,
  'agency-month-changed': ({ people, contribution }) =>
    `Daftarnya berubah: sekarang ${String(people)} orang, ${formatRupiah(BigInt(contribution))}. Periksa lagi, lalu kirim.`,
  'joiners-covered': ({ people }) =>
    `Sudah ada yang membayar untuk orang nomor ${people.join(', ')}. Keluarkan dari daftar masuk.`,
  'joiner-stands': ({ month }) => `Orang ini sudah ada di daftar ${month}.`,
  'pay-is-common': ({ income }) =>
    `Semua orang di daftar ini memakai penghasilan ${formatRupiah(BigInt(income))}. Upahnya tidak diubah satu per satu.`,
  'election-unknown': () => 'Pemilihan dengan nomor ini tidak ada, atau di luar wilayah Anda.',
  'election-known': () => 'Pembayar ini sudah mempunyai pemilihan bernama sama. Pakai nama lain.',
  'service-days-missing': ({ roles }) =>
    `Masa tugas ${roles.join(', ')} belum disebut. Tulis peran:hari pertama:hari terakhir.`,
  'service-days-malformed': ({ text }) =>
    `Masa tugas "${text}" tidak dapat dibaca. Tulis seperti kpps:2024-11-07:2024-12-08.`,
  'post-unknown': () => 'Tempat petugas ini tidak ada, atau di luar wilayah Anda.',
  'officer-changed': () => 'Tempat ini baru saja diubah orang lain. Muat ulang halamannya.',
  'officer-stands': () => 'Orang ini sudah bertugas di tempat lain pada hari yang sama.',
  'replacement-outside': ({ from, last }) =>
    `Hari penggantian harus antara ${formatDate(from)} dan ${formatDate(last)}.`,
  'stations-file-unfit': ({ rows }) =>
    `Kode wilayah atau jumlah TPS tidak dapat dibaca di baris ${rows.join(', ')}. Perbaiki berkasnya.`,
  'election-region-fit': ({ level }) =>
    level === 'kecamatan'
      ? 'Tulis kode kecamatan, misalnya 16.06.01.'
      : 'Tulis kode desa, misalnya 16.06.01.2001.',
} satisfies Partial<RefusalSentences>
