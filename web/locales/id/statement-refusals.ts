import { formatRupiah } from '../../../src/kernel/format.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

const PARTS = {
  day: 'tanggal',
  amount: 'jumlah',
  side: 'tanda debet/kredit',
  balance: 'saldo',
  tag: 'susunan',
} as const
const UNFIT = {
  unknown: 'pembayaran itu tidak ada',
  'other-amount': 'jumlahnya berbeda',
  'other-line': 'pembayaran itu sudah cocok dengan baris lain',
} as const

/** Statements of banks and their lines. */
export const statementRefusals = {
  'statement-without-table': ({ missing }) =>
    `Berkas ini bukan mutasi rekening yang kami kenal. Yang dicari: ${missing.join(', ')}. Unduh lagi sebagai CSV atau MT940.`,
  'statement-line-broken': ({ line, part, value }) =>
    `Baris ${String(line)}: ${PARTS[part]} "${value}" tidak dapat dibaca. Tidak ada yang dimuat. Unduh ulang berkasnya dari bank.`,
  'statement-balance-wrong': ({ line, stated, counted }) =>
    `Saldo ${line === null ? 'penutup' : `pada baris ${String(line)}`} tertulis ${formatRupiah(stated)}, padahal terhitung ${formatRupiah(counted)}. Berkas terpotong atau diubah. Unduh ulang dari bank.`,
  'statement-of-another-account': ({ stated, expected }) =>
    `Mutasi ini dari rekening ${stated}, sedangkan bank ini memakai rekening ${expected}. Pilih berkas atau bank yang benar.`,
  'statement-without-account': () =>
    'Berkas ini tidak menyebut nomor rekening. Isi nomor rekeningnya, lalu ulangi.',
  'statement-in-another-currency': ({ currency }) =>
    `Mutasi ini dalam mata uang ${currency}. Hanya rekening rupiah (IDR) yang dapat dimuat.`,
  'statement-empty': () => 'Mutasi ini kosong: tidak ada baris, periode, atau saldo. Pilih berkas lain.',
  'statement-unknown': () => 'Mutasi ini tidak ada. Pilih dari daftar mutasi.',
  'statement-line-unknown': () => 'Baris mutasi ini tidak ada. Pilih dari daftar baris yang terbuka.',
  'statement-line-decided': () =>
    'Baris mutasi ini sudah diputuskan. Muat ulang halaman untuk melihat hasilnya.',
  'statement-line-unfit': ({ because }) =>
    `Baris tidak dapat dicocokkan: ${UNFIT[because]}. Pilih pembayaran lain.`,
  'simulator-away': () => 'SIMULATOR bank tidak menjawab atau tidak dipakai. Lihat ./payung bank-sim --help.',
} satisfies Partial<RefusalSentences>
