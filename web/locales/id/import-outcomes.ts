import { formatDate, formatNumber, formatRupiah } from '../../../src/kernel/format.ts'
import type { OutcomeSentences } from '../outcome-sentences.ts'

const cells = (names: readonly string[]) => (names.length === 0 ? 'tidak ada' : names.join(', '))
const here = (row: number | null) => (row === null ? 'Isian ini' : `Baris ${row}`)

/** What a row of a list is told: what is wrong and how to mend it. The row and column stand before it, or beside the field. */
export const outcomeSentences: OutcomeSentences = {
  NIK_KOSONG: () => 'NIK belum diisi. Salin 16 angka dari KTP atau KK.',
  NIK_PANJANG: ({ digitCount }, row) =>
    `NIK harus 16 angka. ${here(row)} berisi ${digitCount} angka. Cocokkan dengan KTP.`,
  NIK_RUSAK_EXCEL: () =>
    'NIK ini tampaknya dibulatkan Excel karena disimpan sebagai angka. Ubah kolom menjadi Teks lalu isi ulang.',
  NIK_HURUF: () => 'NIK berisi huruf yang mirip angka, seperti O atau l. Ganti dengan angka dari KTP.',
  NIK_BUKAN_ANGKA: () => 'NIK hanya boleh berisi angka. Salin 16 angka dari KTP.',
  NIK_CONTOH: () => 'Ini angka contoh, bukan NIK. Isi NIK dari KTP.',
  NIK_PROVINSI: () => 'Dua angka pertama NIK bukan kode provinsi. Cocokkan dengan KTP.',
  NIK_TANGGAL: () => 'Angka ke-7 dan ke-8 NIK bukan tanggal. Cocokkan dengan KTP.',
  NIK_BULAN: () => 'Angka ke-9 dan ke-10 NIK bukan bulan. Cocokkan dengan KTP.',
  NIK_NOMOR_URUT: () => 'Empat angka terakhir NIK tidak mungkin 0000. Cocokkan dengan KTP.',
  NIK_TANGGAL_MUSTAHIL: () => 'Tanggal di dalam NIK tidak ada di kalender. Periksa KTP; boleh dilanjutkan.',
  NIK_WILAYAH_TAK_DIKENAL: () => 'Kode kecamatan di NIK tidak dikenal. Periksa KTP; boleh dilanjutkan.',
  NIK_WILAYAH_LAMA: () => 'NIK terbit di kecamatan yang kodenya sudah berubah. Boleh dilanjutkan.',
  NIK_DIRAPIKAN: () => 'Spasi atau tanda di NIK dihapus. Angkanya tidak diubah.',
  NIK_GANDA_BERKAS: ({ firstRow }) =>
    `NIK sama dengan baris ${firstRow} dalam berkas ini. Baris ini dilewati.`,
  NIK_GANDA_NAMA_BEDA: ({ otherRow }) =>
    `NIK sama dengan baris ${otherRow}, tetapi nama atau tanggal lahirnya berbeda. Pilih yang benar.`,
  NIK_NAMA_LAIN: () => 'NIK ini tercatat atas nama orang lain. Cocokkan NIK dan nama dengan KTP.',
  NIK_LAMA: () => 'NIK ini sudah diperbaiki. Baris dicatat pada orang yang sama; pakai NIK barunya.',
  NIK_GANDA_USULAN: ({ proposedBy, on }) => `Sudah diusulkan oleh ${proposedBy} pada ${formatDate(on)}.`,
  NAMA_KOSONG: () => 'Nama belum diisi. Tulis nama seperti di KTP.',
  NAMA_PANJANG: ({ length, most }) =>
    `Nama terlalu panjang: ${length} huruf, paling banyak ${most}. Tulis nama seperti di KTP.`,
  NAMA_DIRAPIKAN: () => 'Tanda yang tidak terlihat di nama dihapus.',
  NAMA_HURUF_MIRIP: ({ character }) =>
    `Nama berisi huruf yang bukan Latin: "${character}". Ketik ulang nama; boleh dilanjutkan.`,
  NAMA_ANGKA: () => 'Nama berisi angka. Periksa KTP; boleh dilanjutkan.',
  NAMA_TANDA: () => 'Nama berisi tanda yang tidak lazim. Periksa KTP; boleh dilanjutkan.',
  NAMA_BEDA: ({ written, known }) =>
    `Nama mirip tetapi tidak sama dengan data desa: "${written}" / "${known}".`,
  TGL_KOSONG: () => 'Tanggal lahir belum diisi. Tulis seperti 22-03-1990.',
  TGL_FORMAT: () => 'Tulis tanggal seperti 22-03-1990.',
  TGL_BULAN_DULU: () => 'Bulan ditulis sebelum tanggal. Tulis tanggal dahulu, seperti 22-03-1990.',
  TGL_TIDAK_ADA: () => 'Tanggal ini tidak ada di kalender. Cocokkan dengan KTP.',
  TGL_SERIAL: () => 'Angka ini bukan tanggal Excel yang sah. Tulis tanggal seperti 22-03-1990.',
  TGL_DEPAN: () => 'Tanggal lahir ada di masa depan. Cocokkan dengan KTP.',
  TGL_LAMA: ({ oldest }) => `Tanggal lahir lebih dari ${oldest} tahun yang lalu. Cocokkan dengan KTP.`,
  TGL_TAHUN_DUA_ANGKA: ({ readAs }) => `Tahun dua angka dibaca sebagai ${formatDate(readAs)}.`,
  TGL_DARI_NIK: () => 'Tanggal lahir kosong, jadi diambil dari NIK.',
  TGL_BEDA_NIK: () => 'Tanggal lahir berbeda dari angka di NIK. Periksa KTP; boleh dilanjutkan.',
  JK_FORMAT: () => 'Jenis kelamin tidak terbaca, jadi diambil dari NIK. Tulis L atau P.',
  JK_BEDA_NIK: () => 'Jenis kelamin berbeda dari angka di NIK. Periksa KTP; boleh dilanjutkan.',
  USIA_LEBIH: ({ age, limit, rule }) =>
    `Usia ${age} tahun. Batas pendaftaran ${limit} tahun, menurut ${rule}.`,
  USIA_KURANG: ({ age, limit, rule }) =>
    `Usia ${age} tahun. Paling muda ${limit} tahun, menurut ${rule}. Baris ditahan sampai diputuskan.`,
  MENINGGAL: () => 'Tercatat meninggal di data desa. Periksa apakah ahli waris berhak atas santunan.',
  PINDAH: () => 'Tercatat pindah di data desa. Daftarkan di tempat tinggal yang baru.',
  HILANG: () => 'Tercatat hilang di data desa. Periksa keadaannya dahulu.',
  STATUS_HIDUP_FORMAT: () => 'Status tidak terbaca. Tulis hidup, meninggal, pindah, atau hilang.',
  STATUS_KAWIN_FORMAT: () =>
    'Status kawin tidak terbaca. Tulis kawin, belum kawin, cerai hidup, atau cerai mati.',
  SUDAH_AKTIF: ({ until, payer }) => `Sudah terlindungi sampai ${formatDate(until)} (dibayar ${payer}).`,
  KUOTA_HABIS: ({ quota }) => `Kuota desa ${formatNumber(quota)} sudah penuh. Baris ini masuk daftar tunggu.`,
  WILAYAH_BEDA: () => 'NIK terbit di wilayah lain (wajar untuk warga pindah).',
  WILAYAH_LUAR_WEWENANG: () => 'Tempat tinggal di luar wilayah kerja Anda. Serahkan ke petugas wilayah itu.',
  WILAYAH_KOSONG: () => 'Desa atau kelurahan belum diisi. Tulis namanya atau kode wilayahnya.',
  WILAYAH_FORMAT: () => 'Kode wilayah tidak terbaca. Tulis seperti 16.06.01.2001.',
  DESA_TAK_DIKENAL: ({ written }) =>
    `Desa atau kelurahan "${written}" tidak ditemukan. Periksa ejaan atau tulis kode wilayahnya.`,
  DESA_MENDUA: ({ written, count }) =>
    `Ada ${count} desa atau kelurahan bernama "${written}". Tulis juga kecamatannya.`,
  KK_FORMAT: () => 'Nomor KK harus 16 angka dan disimpan sebagai teks. Nomor ini tidak dipakai.',
  HP_FORMAT: () => 'Nomor HP sebaiknya seperti 0812 3456 7890. Nomor ini tidak dipakai.',
  HP_GANDA: () => 'Ada dua nomor HP dalam satu isian. Yang pertama dipakai.',
  EMAIL_FORMAT: () => 'Alamat email sebaiknya seperti nama@contoh.go.id. Alamat ini tidak dipakai.',
  NPWP_FORMAT: () => 'NPWP harus 15 atau 16 angka. Nomor ini tidak dipakai.',
  KPJ_FORMAT: () => 'Nomor KPJ harus 8 sampai 13 angka. Nomor ini tidak dipakai.',
  RT_RW_FORMAT: () => 'RT dan RW sebaiknya seperti 003. Isian ini tidak dipakai.',
  DESIL_FORMAT: () => 'Desil harus 1 sampai 10. Isian ini tidak dipakai.',
  JAM_FORMAT: () => 'Jam sebaiknya seperti 07:30. Isian ini tidak dipakai.',
  UPAH_FORMAT: () => 'Tulis penghasilan per bulan dengan angka, seperti 2000000 atau 2.000.000.',
  UPAH_MENDUA: ({ written }) =>
    `"${written}" dapat dibaca dua cara. Tulis penghasilan lengkap, seperti 3500000.`,
  UPAH_MINUS: () => 'Penghasilan tidak boleh kurang dari nol. Tulis seperti 2000000.',
  UPAH_PECAHAN: () => 'Penghasilan harus rupiah bulat tanpa sen. Tulis seperti 2000000.',
  UPAH_LEBIH: ({ most }) => `Penghasilan melebihi ${formatRupiah(most)} sebulan. Periksa jumlah nolnya.`,
  UPAH_RENDAH: ({ least }) =>
    `Penghasilan di bawah ${formatRupiah(least)} sebulan. Periksa jumlah nolnya; boleh dilanjutkan.`,
  PEKERJAAN_BUKAN_RENTAN: ({ occupation }) =>
    `Pekerjaan "${occupation}" tidak termasuk pekerja rentan. Periksa; boleh dilanjutkan.`,
  PROGRAM_TAK_DIKENAL: ({ written }) =>
    `Program "${written}" tidak dikenal. Tulis JKK, JKM, JHT, JP, atau JKP.`,
  BULAN_FORMAT: () => 'Bulan iuran tidak terbaca. Tulis seperti 05/2026.',
  BULAN_JUMLAH: ({ most }) => `Jumlah bulan harus 1 sampai ${most}.`,
  BULAN_BEDA: () => 'Jumlah bulan tidak sama dengan rentang bulan iuran. Perbaiki salah satunya.',
  TEKS_RUSAK: () => 'Ada huruf yang rusak di isian ini. Ketik ulang isian ini.',
  TEKS_PANJANG: ({ length, most }) =>
    `Isian terlalu panjang: ${formatNumber(length)} huruf, paling banyak ${most}. Persingkat isian ini.`,
  TEKS_DIRAPIKAN: () => 'Tanda yang tidak terlihat di isian ini dihapus.',
  SEL_GALAT: ({ written }) => `Sel berisi galat rumus ${written}. Ganti rumus dengan nilainya.`,
  KOLOM_HILANG: ({ missing, found }) =>
    `Kolom wajib tidak ditemukan: ${cells(missing)}. Kolom yang ada: ${cells(found)}.`,
  TGL_BEDA_CATATAN: () =>
    'Tanggal lahir berbeda dari yang tercatat. Yang tercatat tidak diubah; ajukan perubahan bila salah.',
  JK_BEDA_CATATAN: () =>
    'Jenis kelamin berbeda dari yang tercatat. Yang tercatat tidak diubah; ajukan perubahan bila salah.',
  SUDAH_TERCATAT: () => 'Sudah tercatat sama persis. Tidak ada yang diubah.',
  BARIS_BERGESER: ({ cellCount, columnCount }) =>
    `Isi baris bergeser: ada ${cellCount} sel untuk ${columnCount} kolom. Apit isian yang memuat pemisah dengan tanda kutip.`,
  SEL_GABUNG: () =>
    'Satu sel baris ini digabung dengan baris di atasnya, jadi isinya tidak pasti. Pisahkan sel yang digabung lalu isi setiap baris.',
}
