import type { ReadingLimits } from '../../../src/modules/imports/reading/reading-limits.ts'
import type { RefusedKind, UnsafePart } from '../../../src/modules/imports/reading/reading-refusals.ts'
import { formatNumber } from '../../../src/kernel/format.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

const SAVE_AS = 'Buka dengan Excel atau LibreOffice, lalu simpan sebagai .xlsx.'

const KINDS: { readonly [Kind in RefusedKind]: string } = {
  xls: `Ini berkas Excel lama (.xls). ${SAVE_AS}`,
  xlsb: `Ini berkas Excel biner (.xlsb). ${SAVE_AS}`,
  ods: `Ini berkas OpenDocument (.ods). ${SAVE_AS}`,
  encrypted: 'Berkas ini dikunci dengan kata sandi. Hapus kata sandinya di Excel, lalu simpan lagi.',
  html: `Isi berkas ini halaman web, walau namanya lain. ${SAVE_AS}`,
  xml: `Isi berkas ini XML, bukan daftar. ${SAVE_AS}`,
  json: 'Isi berkas ini JSON, bukan daftar. Kirim lewat API, atau unggah .xlsx atau CSV.',
  pdf: 'Ini berkas PDF. Mintalah daftar aslinya dalam bentuk .xlsx atau CSV.',
  image: 'Ini gambar. Daftar harus berupa .xlsx atau CSV; ketik ulang atau minta berkas aslinya.',
  document: 'Ini dokumen, bukan lembar kerja. Pindahkan tabelnya ke Excel, lalu simpan sebagai .xlsx.',
  program: 'Ini berkas program, bukan daftar. Jangan dibuka; tanyakan kepada pengirimnya.',
  database: 'Ini berkas basis data. Ekspor daftarnya menjadi .xlsx atau CSV.',
  compressed: 'Ini berkas terkompresi. Keluarkan isinya dulu, lalu unggah .xlsx atau CSV di dalamnya.',
  unknown: `Isi berkas ini tidak kami kenali. ${SAVE_AS}`,
}

const LIMITS: { readonly [Limit in keyof ReadingLimits]: (most: string) => string } = {
  fileBytes: (most) => `Berkas lebih besar dari ${most} byte. Bagi menjadi beberapa berkas.`,
  inflatedBytes: (most) => `Isi berkas melebihi ${most} byte setelah dibuka. Bagi menjadi beberapa berkas.`,
  ratio: () => 'Isi berkas membengkak tidak wajar saat dibuka. Salin daftarnya ke buku kerja baru.',
  ratioFromBytes: () => 'Isi berkas membengkak tidak wajar saat dibuka. Salin daftarnya ke buku kerja baru.',
  entries: (most) => `Buku kerja berisi lebih dari ${most} bagian. Salin daftarnya ke buku kerja baru.`,
  rows: (most) => `Daftar lebih panjang dari ${most} baris. Bagi menjadi beberapa berkas.`,
  columns: (most) => `Daftar lebih lebar dari ${most} kolom. Hapus kolom yang tidak dipakai.`,
  cellLength: (most) => `Satu sel berisi lebih dari ${most} huruf. Pendekkan, lalu unggah lagi.`,
  sharedLength: (most) => `Teks dalam buku kerja melebihi ${most} huruf. Bagi menjadi beberapa berkas.`,
}

const UNSAFE: { readonly [Part in UnsafePart]: string } = {
  'entry-name': 'Berkas ini berisi nama bagian yang berbahaya, jadi tidak dibuka.',
  'entry-twice': 'Berkas ini berisi bagian bernama sama, jadi tidak dibuka.',
  doctype: 'Berkas ini berisi perintah XML yang berbahaya, jadi tidak dibuka.',
}

const inRow = (row: number | undefined) => (row === undefined ? '' : ` Lihat baris ${formatNumber(row)}.`)

const list = (names: readonly string[]) => (names.length === 0 ? '–' : names.join(', '))

/** Sentences for files that cannot be read as a list. */
export const importRefusals = {
  'file-kind-refused': ({ found }) => KINDS[found],
  'file-beyond-limit': ({ limit, most, row }) => LIMITS[limit](formatNumber(most)) + inRow(row),
  'file-damaged': ({ part }) =>
    `Berkas rusak atau terpotong${part === '' ? '' : ` (${part})`}. Simpan ulang dari program asalnya, lalu unggah lagi.`,
  'file-unsafe': ({ because }) => `${UNSAFE[because]} Salin daftarnya ke buku kerja baru, lalu unggah lagi.`,
  'file-encoding-broken': ({ encoding, offset }) =>
    `Huruf pada byte ke-${formatNumber(offset)} bukan ${encoding}. Simpan ulang sebagai CSV UTF-8.`,
  'file-quote-open': ({ row, line }) =>
    `Tanda kutip di baris ${formatNumber(row)} (baris teks ${formatNumber(line)}) tidak ditutup. Perbaiki, lalu unggah lagi.`,
  'file-holds-nul': ({ row }) =>
    `Baris ${formatNumber(row)} berisi huruf kosong (NUL). Hapus huruf itu, lalu unggah lagi.`,
  'list-empty': ({ sheets, hidden }) =>
    `Tidak ada baris orang dalam berkas ini. Lembar yang dilihat: ${list(sheets)}. Lembar tersembunyi: ${list(hidden)}.`,
  'sheet-unknown': ({ sheet, sheets }) =>
    `Lembar "${sheet}" tidak ada atau tersembunyi. Pilih: ${list(sheets)}.`,
  KOLOM_HILANG: ({ missing, present }) =>
    `Kolom wajib tidak ditemukan: ${list(missing)}. Kolom yang ada: ${list(present)}.`,
  KOLOM_GANDA: ({ field, columns }) =>
    `Ada beberapa kolom untuk ${field}: ${list(columns)}. Pilih satu, atau hapus yang lain.`,
} satisfies Partial<RefusalSentences>
