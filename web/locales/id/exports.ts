import type { LayoutName, LeftOut } from '../../../src/modules/people/export-layouts.ts'

const layouts: { readonly [Name in LayoutName]: string } = {
  xlsx: 'Daftar lengkap, Excel (XLSX)',
  csv: 'Daftar lengkap, CSV',
  bpu: 'BPJS: pendaftaran BPU',
  'sipp-baru': 'SIPP: tenaga kerja baru',
  'sipp-lanjutan': 'SIPP: tenaga kerja lanjutan',
  'sipp-upah': 'SIPP: perubahan upah',
  'sipp-nonaktif': 'SIPP: tenaga kerja nonaktif',
  opensid: 'OpenSID: program bantuan',
}
const leftOut: { readonly [Why in LeftOut]: (count: string) => string } = {
  'no-kpj': (count) => `Sedikitnya ${count} orang tanpa KPJ tidak ikut, karena format ini memintanya.`,
  deceased: (count) => `${count} orang yang tercatat meninggal tidak ikut.`,
}

/** Words of the page on which people leave as files. */
export const exportWords = {
  layouts,
  leftOut,
  title: 'Unduh daftar orang',
  lede: 'Data lengkap tanpa samaran. Hitung dulu, lalu unduh dengan alasan.',
  layout: 'Bentuk berkas',
  who: 'Siapa yang diunduh?',
  whoHint: 'Isi wilayah, daftar, atau keduanya.',
  region: 'Kode wilayah tempat tinggal',
  regionHint: 'Misalnya 16.06.01.2001 untuk desa, atau 16.06 untuk kabupaten.',
  list: 'Daftar yang pernah dimasukkan',
  listNone: 'Semua daftar',
  segment: 'Jenis pekerja',
  all: 'Semua',
  months: 'BULAN_IURAN (format BPU)',
  monthsHint: 'Berapa bulan dibayar sekaligus, 1 sampai 12.',
  package: 'KODE_PAKET (format BPU)',
  packageHint: 'Biasanya T.',
  count: 'Hitung dulu',
  counted: (people: string, files: string) => `${people} orang cocok, dalam ${files} berkas.`,
  countedOne: (people: string) => `${people} orang cocok, dalam satu berkas.`,
  nobody: 'Tidak ada orang yang cocok di wilayah kerja Anda. Ubah pilihannya.',
  take: 'Unduh',
  takeLede: 'Berkas berisi data pribadi. Simpan di tempat aman dan hapus sesudah dipakai.',
  reason: 'Untuk apa?',
  reasonHint: 'Alasan, jumlah orang, dan nama Anda tercatat dalam jejak audit.',
  takeOne: 'Unduh berkas',
  takePart: (number: string, files: string) => `Unduh berkas ${number} dari ${files}`,
  most: 'BPJS menerima paling banyak 10.000 baris tiap berkas.',
}
