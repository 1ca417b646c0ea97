/** The guided path of the training mode. */
export const trainingWords = {
  title: 'Coba alurnya',
  lede: 'Lima menit dari daftar yang berantakan sampai pekerja terlindungi. Semuanya contoh.',
  banner: 'Coba alurnya',
  states: { done: 'selesai', now: 'sedang', next: 'belum' },
  signIn: (role: string) => `Masuk sebagai ${role}`,
  next: 'Sudah, lanjut',
  back: 'Kembali satu langkah',
  again: 'Mulai dari awal',
  download: 'Unduh daftar contoh (Excel)',
  finished: 'Selesai. Anda sudah menjalankan seluruh alurnya.',
  steps: {
    list: {
      title: 'Masukkan daftar',
      text: 'Unduh daftar contoh. Sebagai operator desa, unggah lalu perbaiki baris yang salah.',
    },
    propose: {
      title: 'Usulkan pekerja',
      text: 'Pilih program dan daftar tadi. Isi nomor berita acara, misalnya 1/2026.',
    },
    decide: {
      title: 'Setujui usulan',
      text: 'Sebagai petugas kecamatan, buka usulan yang menunggu dan setujui.',
    },
    bill: {
      title: 'Terbitkan tagihan',
      text: 'Sebagai petugas kabupaten, terbitkan tagihan bulan ini, misalnya 2026-11.',
    },
    pay: {
      title: 'Bayar lewat bank simulator',
      text: 'Buka tagihan, buat nomor virtual account (VA), lalu bayar di simulator.',
    },
    look: {
      title: 'Lihat angkanya bergerak',
      text: 'Sebagai staf pimpinan daerah, lihat cakupan provinsi bertambah.',
    },
  },
}
