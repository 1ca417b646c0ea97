import { formatNumber } from '../../../src/kernel/format.ts'
import type { EmployerCell } from '../../../src/modules/employers/row-outcomes.ts'
import type { EmployerOutcomeSentences } from '../employer-outcome-sentences.ts'

/** What a row of employers is told: what is wrong and how to mend it. */
export const employerOutcomeSentences: EmployerOutcomeSentences = {
  NAMA_KOSONG: () => 'Nama perusahaan belum diisi. Tulis nama seperti di NIB.',
  NAMA_PANJANG: ({ length, most }) => `Nama terlalu panjang: ${length} huruf, paling banyak ${most}.`,
  NAMA_BERUBAH: ({ known }) =>
    `Nama berubah; sebelumnya tercatat "${known}". Periksa apakah perusahaannya sama.`,
  NIB_FORMAT: () => 'NIB harus 13 angka. Ubah kolom menjadi Teks, lalu salin dari OSS.',
  NPP_FORMAT: () => 'NPP terdiri dari 6 sampai 13 huruf dan angka. Salin dari SIPP.',
  NPWP_FORMAT: () => 'NPWP harus 15, 16, atau 22 angka, jadi tidak disimpan. Boleh dilanjutkan.',
  NPWP_NIK: () => 'NPWP ini adalah NIK seseorang, jadi tidak disimpan. Isi NPWP badan usaha.',
  KBLI_TAK_DIKENAL: () => 'KBLI tidak dikenal, jadi tidak disimpan. Tulis 2 sampai 5 angka, seperti 01262.',
  SKALA_FORMAT: () => 'Skala usaha tidak terbaca. Tulis mikro, kecil, menengah, atau besar.',
  JUMLAH_FORMAT: () => 'Jumlah tenaga kerja harus angka bulat, seperti 25. Kosongkan bila tidak diketahui.',
  TK_ASING_LEBIH: ({ foreignCount, workerCount }) =>
    `Tenaga kerja asing (${formatNumber(foreignCount)}) lebih banyak daripada semua tenaga kerja (${formatNumber(workerCount)}). Periksa angkanya.`,
  TK_TERDAFTAR_LEBIH: ({ registeredCount, workerCount }) =>
    `Yang terdaftar (${formatNumber(registeredCount)}) lebih banyak daripada semua tenaga kerja (${formatNumber(workerCount)}). Periksa angkanya.`,
  UPAH_FORMAT: () => 'Total upah tidak terbaca. Tulis rupiah bulat sebulan, seperti 125.000.000.',
  TGL_FORMAT: () => 'Tulis tanggal seperti 22-03-2026.',
  TGL_DEPAN: () => 'Tanggal lapor ada di masa depan. Cocokkan dengan bukti lapor.',
  WILAYAH_KOSONG: () => 'Wilayah belum diisi. Tulis kabupaten atau kota, atau kode wilayahnya.',
  WILAYAH_FORMAT: () => 'Kode wilayah tidak terbaca. Tulis seperti 16.06 atau 16.06.01.2001.',
  WILAYAH_TAK_DIKENAL: ({ written }) =>
    `Wilayah "${written}" tidak ada di daftar ini. Periksa ejaannya atau tulis kodenya.`,
  WILAYAH_MENDUA: ({ written, count }) => `Ada ${count} wilayah bernama "${written}". Tulis kode wilayahnya.`,
  WILAYAH_LUAR_WEWENANG: () =>
    'Wilayah ini di luar wilayah daftar. Masukkan lewat daftar wilayahnya sendiri.',
  TEKS_RUSAK: () => 'Teks rusak saat disimpan. Ketik ulang isian ini.',
  TEKS_PANJANG: ({ length, most }) => `Teks terlalu panjang: ${length} huruf, paling banyak ${most}.`,
  SEL_GALAT: () => 'Sel ini berisi galat rumus. Isi dengan nilai.',
  SEL_GABUNG: () => 'Sel baris ini digabung dengan baris di atasnya. Pisahkan sel, lalu isi.',
  BARIS_BERGESER: ({ cellCount, columnCount }) =>
    `Baris ini berisi ${cellCount} sel, judulnya ${columnCount}. Periksa pemisah kolom di dalam teks.`,
  GANDA_BERKAS: ({ firstRow }) => `Sama dengan baris ${firstRow} dalam berkas ini. Baris ini dilewati.`,
  GANDA_BEDA: ({ otherRow }) =>
    `Perusahaan yang sama dengan baris ${otherRow}, tetapi isinya berbeda. Pilih yang benar.`,
  CABANG_MENDUA: ({ count }) =>
    `Ada ${count} cabang dengan nomor ini. Isi NPP supaya jelas cabang yang mana.`,
  LAPORAN_LAMA: () => 'Laporan ini lebih lama daripada yang sudah tercatat. Tidak ada yang diubah.',
  LAPORAN_BEDA: ({ fields }) =>
    `Laporan tanggal ini sudah tercatat dengan isi lain: ${fields.map(cellName).join(', ')}. Pilih yang benar.`,
  SUDAH_TERCATAT: () => 'Sudah tercatat dengan isi yang sama.',
}

/** What the columns of an employer are called. */
export const employerCells: { readonly [Cell in EmployerCell]: string } = {
  name: 'nama',
  npp: 'NPP',
  nib: 'NIB',
  npwp: 'NPWP',
  regionCode: 'kode wilayah',
  village: 'desa/kelurahan',
  district: 'kecamatan',
  regency: 'kabupaten/kota',
  address: 'alamat',
  kbli: 'KBLI',
  size: 'skala usaha',
  menCount: 'tenaga kerja laki-laki',
  womenCount: 'tenaga kerja perempuan',
  foreignCount: 'tenaga kerja asing',
  registeredCount: 'tenaga kerja terdaftar di BPJS Ketenagakerjaan',
  wages: 'total upah sebulan',
  reportedOn: 'tanggal lapor WLKP',
}

function cellName(field: string): string {
  return (employerCells as Readonly<Record<string, string>>)[field] ?? field
}
