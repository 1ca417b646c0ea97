import { formatDate, formatNumber, formatRupiah } from '../../../src/kernel/format.ts'
import type { OutcomeSentences } from '../outcome-sentences.ts'

const cells = (names: readonly string[]) => (names.length === 0 ? 'none' : names.join(', '))
const here = (row: number | null) => (row === null ? 'This field' : `Row ${row}`)

/** What a row of a list is told: what is wrong and how to mend it. The row and column stand before it, or beside the field. */
export const outcomeSentences: OutcomeSentences = {
  NIK_KOSONG: () => 'The NIK is missing. Copy the 16 digits from the identity or family card.',
  NIK_PANJANG: ({ digitCount }, row) =>
    `A NIK has 16 digits. ${here(row)} has ${digitCount}. Compare it with the identity card.`,
  NIK_RUSAK_EXCEL: () =>
    'Excel seems to have rounded this NIK, because it was stored as a number. Make the column Text and type it again.',
  NIK_HURUF: () =>
    'The NIK holds letters that look like digits, such as O or l. Type the digits of the card.',
  NIK_BUKAN_ANGKA: () => 'A NIK holds digits only. Copy the 16 digits from the identity card.',
  NIK_CONTOH: () => 'This is a sample number, not a NIK. Enter the NIK of the identity card.',
  NIK_PROVINSI: () => 'The first two digits of the NIK are no province. Compare it with the identity card.',
  NIK_TANGGAL: () => 'Digits 7 and 8 of the NIK are no day. Compare it with the identity card.',
  NIK_BULAN: () => 'Digits 9 and 10 of the NIK are no month. Compare it with the identity card.',
  NIK_NOMOR_URUT: () => 'The last four digits of a NIK cannot be 0000. Compare it with the identity card.',
  NIK_TANGGAL_MUSTAHIL: () => 'The date inside the NIK does not exist. Check the card; you may go on.',
  NIK_WILAYAH_TAK_DIKENAL: () => 'The district inside the NIK is not known. Check the card; you may go on.',
  NIK_WILAYAH_LAMA: () => 'The NIK was issued in a district whose code has changed. You may go on.',
  NIK_DIRAPIKAN: () => 'Spaces or marks were taken out of the NIK. Its digits are unchanged.',
  NIK_GANDA_BERKAS: ({ firstRow }) =>
    `The same NIK stands in row ${firstRow} of this file. This row is passed over.`,
  NIK_GANDA_NAMA_BEDA: ({ otherRow }) =>
    `The same NIK stands in row ${otherRow} with another name or birth date. Choose the right one.`,
  NIK_NAMA_LAIN: () => 'This NIK is known under another person’s name. Compare NIK and name with the card.',
  NIK_LAMA: () => 'This NIK was corrected since. The row counts for the same person; use the new NIK.',
  NIK_GANDA_USULAN: ({ proposedBy, on }) => `Already proposed by ${proposedBy} on ${formatDate(on, 'en')}.`,
  NAMA_KOSONG: () => 'The name is missing. Write it as on the identity card.',
  NAMA_PANJANG: ({ length, most }) =>
    `The name has ${length} letters, at most ${most} are possible. Write it as on the identity card.`,
  NAMA_DIRAPIKAN: () => 'Marks that cannot be seen were taken out of the name.',
  NAMA_HURUF_MIRIP: ({ character }) =>
    `The name holds a letter that is not Latin: "${character}". Type the name again; you may go on.`,
  NAMA_ANGKA: () => 'The name holds digits. Check the card; you may go on.',
  NAMA_TANDA: () => 'The name holds an unusual mark. Check the card; you may go on.',
  NAMA_BEDA: ({ written, known }) =>
    `The name is like that of the village record, but not the same: "${written}" / "${known}".`,
  TGL_KOSONG: () => 'The birth date is missing. Write it like 22-03-1990.',
  TGL_FORMAT: () => 'Write the date like 22-03-1990.',
  TGL_BULAN_DULU: () => 'The month stands before the day. Write the day first, like 22-03-1990.',
  TGL_TIDAK_ADA: () => 'This day does not exist. Compare it with the identity card.',
  TGL_SERIAL: () => 'This number is no date of a spreadsheet. Write the date like 22-03-1990.',
  TGL_DEPAN: () => 'The birth date lies in the future. Compare it with the identity card.',
  TGL_LAMA: ({ oldest }) =>
    `The birth date is more than ${oldest} years ago. Compare it with the identity card.`,
  TGL_TAHUN_DUA_ANGKA: ({ readAs }) => `The year of two digits was read as ${formatDate(readAs, 'en')}.`,
  TGL_DARI_NIK: () => 'There is no birth date, so it was taken from the NIK.',
  TGL_BEDA_NIK: () => 'The birth date differs from the digits of the NIK. Check the card; you may go on.',
  JK_FORMAT: () => 'The sex cannot be read, so it was taken from the NIK. Write L or P.',
  JK_BEDA_NIK: () => 'The sex differs from the digits of the NIK. Check the card; you may go on.',
  USIA_LEBIH: ({ age, limit, rule }) => `Aged ${age}. The limit of registration is ${limit}, by ${rule}.`,
  USIA_KURANG: ({ age, limit, rule }) =>
    `Aged ${age}. The least age is ${limit}, by ${rule}. The row waits for a decision.`,
  MENINGGAL: () => 'Recorded as deceased in the village. See whether heirs are entitled to a benefit.',
  PINDAH: () => 'Recorded as moved away. Register at the new place of residence.',
  HILANG: () => 'Recorded as missing in the village. Find out more first.',
  STATUS_HIDUP_FORMAT: () => 'The status cannot be read. Write hidup, meninggal, pindah or hilang.',
  STATUS_KAWIN_FORMAT: () =>
    'The marital status cannot be read. Write kawin, belum kawin, cerai hidup or cerai mati.',
  SUDAH_AKTIF: ({ until, payer }) => `Protected already until ${formatDate(until, 'en')} (paid by ${payer}).`,
  KUOTA_HABIS: ({ quota }) =>
    `The quota of ${formatNumber(quota, 'en')} is full. This row goes to the waiting list.`,
  WILAYAH_BEDA: () => 'The NIK was issued in another region (usual for people who moved).',
  WILAYAH_LUAR_WEWENANG: () => 'The residence lies outside your region. Pass the row to the officer there.',
  WILAYAH_KOSONG: () => 'The village is missing. Write its name or its region code.',
  WILAYAH_FORMAT: () => 'The region code cannot be read. Write it like 16.06.01.2001.',
  DESA_TAK_DIKENAL: ({ written }) =>
    `There is no village "${written}" here. Check the spelling or write its region code.`,
  DESA_MENDUA: ({ written, count }) =>
    `${count} villages are called "${written}". Write the district as well.`,
  KK_FORMAT: () => 'A family card number has 16 digits, stored as text. This one is not used.',
  HP_FORMAT: () => 'A telephone number looks like 0812 3456 7890. This one is not used.',
  HP_GANDA: () => 'Two telephone numbers stand in one field. The first is used.',
  EMAIL_FORMAT: () => 'An e-mail address looks like name@example.go.id. This one is not used.',
  NPWP_FORMAT: () => 'An NPWP has 15 or 16 digits. This one is not used.',
  KPJ_FORMAT: () => 'A KPJ number has 8 to 13 digits. This one is not used.',
  RT_RW_FORMAT: () => 'RT and RW look like 003. This one is not used.',
  DESIL_FORMAT: () => 'A decile is 1 to 10. This one is not used.',
  JAM_FORMAT: () => 'A time looks like 07:30. This one is not used.',
  UPAH_FORMAT: () => 'Write the monthly income in digits, like 2000000 or 2.000.000.',
  UPAH_MENDUA: ({ written }) =>
    `"${written}" can be read in two ways. Write the income in full, like 3500000.`,
  UPAH_MINUS: () => 'An income cannot be below zero. Write it like 2000000.',
  UPAH_PECAHAN: () => 'An income is in whole rupiah. Write it like 2000000.',
  UPAH_LEBIH: ({ most }) =>
    `The income is above ${formatRupiah(most, 'en')} a month. Check the number of zeros.`,
  UPAH_RENDAH: ({ least }) =>
    `The income is below ${formatRupiah(least, 'en')} a month. Check the number of zeros; you may go on.`,
  PEKERJAAN_BUKAN_RENTAN: ({ occupation }) =>
    `The occupation "${occupation}" does not make a vulnerable worker. Check it; you may go on.`,
  PROGRAM_TAK_DIKENAL: ({ written }) =>
    `The programme "${written}" is not known. Write JKK, JKM, JHT, JP or JKP.`,
  BULAN_FORMAT: () => 'The contribution month cannot be read. Write it like 05/2026.',
  BULAN_JUMLAH: ({ most }) => `The number of months is 1 to ${most}.`,
  BULAN_BEDA: () => 'The number of months differs from the range of months. Mend one of them.',
  TEKS_RUSAK: () => 'Some letters of this field are broken. Type it again.',
  TEKS_PANJANG: ({ length, most }) =>
    `This field has ${formatNumber(length, 'en')} letters, at most ${most} are possible. Shorten it.`,
  TEKS_DIRAPIKAN: () => 'Marks that cannot be seen were taken out of this field.',
  SEL_GALAT: ({ written }) => `The cell holds the formula error ${written}. Put the value in its place.`,
  KOLOM_HILANG: ({ missing, found }) =>
    `Needed columns are missing: ${cells(missing)}. Columns found: ${cells(found)}.`,
  TGL_BEDA_CATATAN: () =>
    'The birth date differs from the record. The record stays; ask for a change if it is wrong.',
  JK_BEDA_CATATAN: () =>
    'The sex differs from the record. The record stays; ask for a change if it is wrong.',
  SUDAH_TERCATAT: () => 'Already on record just so. Nothing was changed.',
  BARIS_BERGESER: ({ cellCount, columnCount }) =>
    `The cells of this row have moved: ${cellCount} cells for ${columnCount} columns. Put entries that hold the separator in quotation marks.`,
  SEL_GABUNG: () =>
    'A cell of this row is merged with the row above, so what it says is not certain. Unmerge the cells and fill in every row.',
}
