import type { RegionKind } from '../../../src/kernel/region-code.ts'

const kinds: { readonly [Kind in RegionKind]: string } = {
  negara: 'negara',
  provinsi: 'provinsi',
  kabupaten: 'kabupaten',
  kota: 'kota',
  kecamatan: 'kecamatan',
  kelurahan: 'kelurahan',
  desa: 'desa',
  'desa-adat': 'desa adat',
}

/** Words of `/wilayah`. */
export const regionWords = {
  title: 'Wilayah saya',
  description: 'Cari provinsi, kabupaten, kota, kecamatan, desa, atau kelurahan.',
  lede: 'Ketik nama, singkatan, atau kode. Ejaan tidak harus tepat.',
  search: 'Nama wilayah',
  searchHint: 'Misalnya: musi banyu asin, OKI, desa sukajadi talang kelapa, 16.06',
  searchButton: 'Cari',
  found: (count: string, query: string) => `${count} wilayah untuk “${query}”`,
  none: (query: string) => `Tidak ada wilayah yang mirip “${query}”. Coba nama yang lebih pendek.`,
  allProvinces: 'Semua provinsi',
  kinds,
  code: 'Kode',
  name: 'Nama',
  kind: 'Jenis',
  path: 'Letak',
  population: 'Penduduk',
  populationAsOf: (day: string) => `per ${day}`,
  populationNone: 'belum ada angka resmi di sini',
  restated: 'dibagi ulang menurut perubahan wilayah',
  sentence: (name: string, kind: string, parent: string) => `${name} adalah ${kind} di ${parent}.`,
  countsTitle: 'Di dalamnya',
  belowCaption: (name: string) => `Wilayah di bawah ${name}`,
  lowest: 'Ini tingkat paling bawah.',
  decree: 'Dasar',
  valid: 'Berlaku',
  validSince: (day: string) => `sejak ${day}`,
  country: 'Indonesia',
  attribution: 'Sumber data',
  total: 'Jumlah',
}
