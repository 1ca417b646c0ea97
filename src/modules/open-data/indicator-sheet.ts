import { INDICATOR_DEFINITIONS } from '../figures/figures.ts'
import { numeratorSource } from '../coverage/coverage.ts'
import { countedIn, titleOf, type DatasetName } from './open-data.ts'

/**
 * The sheet MS-Indikator of a data set: what an indicator means, row by row as the metadata of Satu Data Indonesia ask for it (Peraturan BPS 5/2020,
 * as known to us: confidence M).
 */
export function indicatorSheetOf(name: DatasetName): readonly (readonly [field: string, value: string])[] {
  const { indicator, counting } = countedIn(name)
  const { numerator, denominator, caution } = INDICATOR_DEFINITIONS[indicator]
  return [
    ['Nama Indikator', titleOf(name)],
    ['Konsep', 'Cakupan jaminan sosial ketenagakerjaan'],
    ['Definisi', `${numerator.id}, dibagi ${lowered(denominator.id)}.`],
    ['Interpretasi', `Makin tinggi, makin banyak pekerja terlindungi. ${caution.id}`],
    ['Metode/Rumus Penghitungan', 'Pembilang ÷ penyebut × 100%'],
    ['Ukuran', 'Persentase'],
    ['Satuan', 'Persen'],
    ['Klasifikasi Penyajian', 'Wilayah (kode Kemendagri), bulan'],
    ['Apakah Indikator Komposit', 'Tidak'],
    ['Publikasi Ketersediaan Indikator Pembangun', '-'],
    ['Nama Indikator Pembangun', '-'],
    [
      'Kegiatan Penghasil Variabel Pembangun',
      `${numeratorSource(indicator, counting).id}; Sakernas BPS untuk penyebut`,
    ],
    ['Kode Kegiatan', '-'],
    ['Nama Variabel Pembangun', `${numerator.id}; ${denominator.id}`],
    ['Level Estimasi', 'Nasional, provinsi, kabupaten/kota, kecamatan, desa/kelurahan'],
    ['Apakah Indikator Dapat Diakses Umum', 'Ya'],
  ]
}

function lowered(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}
