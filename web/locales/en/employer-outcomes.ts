import { formatNumber } from '../../../src/kernel/format.ts'
import type { EmployerCell } from '../../../src/modules/employers/row-outcomes.ts'
import type { EmployerOutcomeSentences } from '../employer-outcome-sentences.ts'

const count = (number: number) => formatNumber(number, 'en')

/** What a row of employers is told: what is wrong and how to mend it. */
export const employerOutcomeSentences: EmployerOutcomeSentences = {
  NAMA_KOSONG: () => 'The employer has no name. Write it as in the NIB.',
  NAMA_PANJANG: ({ length, most }) => `The name is too long: ${length} characters, at most ${most}.`,
  NAMA_BERUBAH: ({ known }) => `The name has changed from “${known}”. Check that it is the same employer.`,
  NIB_FORMAT: () => 'A NIB has 13 digits. Make the column Text, then copy it from OSS.',
  NPP_FORMAT: () => 'An NPP has 6 to 13 letters and digits. Copy it from SIPP.',
  NPWP_FORMAT: () => 'An NPWP has 15, 16 or 22 digits, so this one is not kept. You may go on.',
  NPWP_NIK: () => 'This NPWP is somebody’s NIK, so it is not kept. Write the company’s.',
  KBLI_TAK_DIKENAL: () => 'This KBLI is not known, so it is not kept. Write 2 to 5 digits, like 01262.',
  SKALA_FORMAT: () => 'The size cannot be read. Write mikro, kecil, menengah or besar.',
  JUMLAH_FORMAT: () => 'A number of workers is whole, like 25. Leave it empty if nobody knows.',
  TK_ASING_LEBIH: ({ foreignCount, workerCount }) =>
    `More foreign workers (${count(foreignCount)}) than workers (${count(workerCount)}). Check the figures.`,
  TK_TERDAFTAR_LEBIH: ({ registeredCount, workerCount }) =>
    `More registered (${count(registeredCount)}) than workers (${count(workerCount)}). Check the figures.`,
  UPAH_FORMAT: () => 'The wages cannot be read. Write whole rupiah a month, like 125.000.000.',
  TGL_FORMAT: () => 'Write a date like 22-03-2026.',
  TGL_DEPAN: () => 'The day of the report is in the future. Compare it with the receipt.',
  WILAYAH_KOSONG: () => 'There is no region. Write the regency or city, or its code.',
  WILAYAH_FORMAT: () => 'The region code cannot be read. Write it like 16.06 or 16.06.01.2001.',
  WILAYAH_TAK_DIKENAL: ({ written }) =>
    `Region “${written}” is not within this list’s. Check the spelling or write its code.`,
  WILAYAH_MENDUA: ({ written, count: places }) =>
    `${places} regions are called “${written}”. Write the code.`,
  WILAYAH_LUAR_WEWENANG: () => 'This region is beyond the list’s. Hand it in with a list of its own region.',
  TEKS_RUSAK: () => 'The text was damaged when it was saved. Type it again.',
  TEKS_PANJANG: ({ length, most }) => `The text is too long: ${length} characters, at most ${most}.`,
  SEL_GALAT: () => 'The cell holds the error of a formula. Write the value.',
  SEL_GABUNG: () => 'A cell of this row is merged with the row above. Split it and fill it in.',
  BARIS_BERGESER: ({ cellCount, columnCount }) =>
    `The row has ${cellCount} cells, its heading ${columnCount}. Look for a separator inside a text.`,
  GANDA_BERKAS: ({ firstRow }) => `The same as row ${firstRow} of this file. The row is passed over.`,
  GANDA_BEDA: ({ otherRow }) =>
    `The same employer as row ${otherRow}, but told otherwise. Choose the right one.`,
  CABANG_MENDUA: ({ count: branches }) =>
    `${branches} branches have this number. Write the NPP to say which.`,
  LAPORAN_LAMA: () => 'This report is older than the one on record. Nothing is changed.',
  LAPORAN_BEDA: ({ fields }) =>
    `The report of this day is on record with other content: ${fields.map(cellName).join(', ')}. Choose the right one.`,
  SUDAH_TERCATAT: () => 'On record already, with the same content.',
}

/** What the columns of an employer are called. */
export const employerCells: { readonly [Cell in EmployerCell]: string } = {
  name: 'name',
  npp: 'NPP',
  nib: 'NIB',
  npwp: 'NPWP',
  regionCode: 'region code',
  village: 'village',
  district: 'district',
  regency: 'regency or city',
  address: 'address',
  kbli: 'KBLI',
  size: 'size of business',
  menCount: 'men',
  womenCount: 'women',
  foreignCount: 'foreign workers',
  registeredCount: 'workers registered with BPJS Ketenagakerjaan',
  wages: 'wages a month',
  reportedOn: 'day of the labour report',
}

function cellName(field: string): string {
  return (employerCells as Readonly<Record<string, string>>)[field] ?? field
}
