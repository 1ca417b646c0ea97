import type { CheckName, CheckState } from '../../../src/modules/checks/checks.ts'

export type CheckWords = { readonly title: string; readonly sentence: string }

export const CHECK_WORDS: { readonly [Name in CheckName]: CheckWords } = {
  'ledger-entries-are-whole': {
    title: 'Setiap pembukuan lengkap',
    sentence:
      'Setiap pembukuan punya semua pemindahannya, pada harinya sendiri; yang tertunda belum memindahkan apa pun, dan pembalikan memindahkan kembali jumlah yang sama.',
  },
  'ledger-balances-are-their-transfers': {
    title: 'Saldo sama dengan hitung ulang',
    sentence:
      'Saldo setiap akun adalah semua uang masuk dikurangi semua uang keluar, dihitung ulang dari awal; akun berdana tidak pernah di bawah nol.',
  },
  'ledger-running-balances-follow': {
    title: 'Saldo berjalan bersambung',
    sentence:
      'Setiap pemindahan mencatat saldo sesudahnya, tanpa celah: saldo sebelumnya ditambah jumlahnya.',
  },
  'closed-months-stay-closed': {
    title: 'Bulan yang ditutup tetap tertutup',
    sentence:
      'Setelah sebuah bulan ditutup, bulan itu dan semua bulan sebelumnya tidak menerima pembukuan lagi.',
  },
  'payments-have-one-posting': {
    title: 'Setiap pembayaran dibukukan tepat sekali',
    sentence:
      'Setiap pembayaran dari bank punya tepat satu pembukuan dengan jumlah sama. Setiap pembukuan punya satu pembayaran.',
  },
  'ledger-two-circuits-never-mix': {
    title: 'Uang masuk sama dengan uang yang ada tempatnya',
    sentence:
      'Uang masuk sama dengan yang dipakai, tersisa, dikembalikan, dan biaya bank, sampai ke rupiah; utang tidak pernah menjadi uang.',
  },
  'suspense-has-its-tasks': {
    title: 'Setiap uang titipan ditunggu seseorang',
    sentence:
      'Uang yang belum diketahui tempatnya tersimpan sebagai titipan. Setiap rupiahnya punya tugas yang menunggu keputusan.',
  },
  'statements-agree-with-the-ledger': {
    title: 'Rekening koran cocok dengan buku besar',
    sentence:
      'Setiap baris rekening koran yang terkait sama jumlah dan arahnya dengan pembukuannya. Saldo awal sampai saldo akhirnya bersambung.',
  },
  'no-worker-month-has-two-payers': {
    title: 'Tidak ada pekerja yang dibayari dua kali',
    sentence:
      'Tidak ada pekerja mandiri dengan dua pembayar untuk program dan bulan yang sama. Tidak ada baris tagihan yang dibayar dua kali.',
  },
  'cover-months-are-paid': {
    title: 'Setiap bulan perlindungan ada uangnya',
    sentence:
      'Setiap bulan yang tercatat lunas dibayar tepat sebesar tagihannya. Uang yang dipakai selalu punya bulan perlindungannya.',
  },
  'bills-are-their-lines': {
    title: 'Tagihan sama dengan jumlah barisnya',
    sentence:
      'Setiap tagihan adalah jumlah barisnya, dibukukan sekali, dan yang lunas atau dikurangi sama dengan catatannya.',
  },
  'bills-agree-with-what-payers-owe': {
    title: 'Tunggakan cocok dengan buku besar',
    sentence: 'Utang setiap pembayar menurut buku besar sama dengan tagihannya yang masih terbuka.',
  },
  'contribution-codes-hold-their-money': {
    title: 'Setiap kode iuran memegang uangnya',
    sentence:
      'Kode iuran yang sudah ditagih memegang tepat jumlahnya, dikurangi yang dipotong; yang sudah dibayar atau dibatalkan tidak memegang apa pun.',
  },
  'recoveries-are-their-returns': {
    title: 'Uang kembali dari BPJS dapat ditelusuri',
    sentence: 'Yang tercatat kembali sama dengan buktinya, dan masuk ke dompet yang dahulu membayarnya.',
  },
  'coverage-counts-are-their-rows': {
    title: 'Angka cakupan sama dengan hitung ulang',
    sentence:
      'Setiap penghitung cakupan sama dengan hitung ulang. Dasarnya perlindungan, orang, tagihan, dan pembayaran.',
  },
  'audit-chain-is-whole': {
    title: 'Rantai jejak audit utuh',
    sentence: 'Setiap entri jejak audit masih sama dengan saat disegel.',
  },
  'audit-links-have-entries': {
    title: 'Tidak ada entri jejak audit yang hilang',
    sentence: 'Setiap kaitan rantai punya entrinya, dan tidak ada posisi yang terlewat.',
  },
  'submissions-add-up': {
    title: 'Hitungan pengajuan sama dengan barisnya',
    sentence:
      'Setiap pengajuan menyebut orang, peserta, dan yang ditolak sebanyak barisnya; yang ditarik tidak punya orang yang menunggu.',
  },
  'outbox-is-sent': {
    title: 'Setiap pemberitahuan terkirim',
    sentence: 'Tidak ada pemberitahuan yang menunggu dikirim lebih dari satu hari.',
  },
  'payments-told-as-booked-are-booked': {
    title: 'Yang dikatakan kepada bank benar',
    sentence:
      'Setiap pembayaran yang dijawab sudah dibukukan memang ada di basis data, dengan jawaban yang sama.',
  },
  'unknown-results-are-decided': {
    title: 'Setiap hasil yang tidak jelas diputuskan',
    sentence:
      'Permintaan ke bank yang jawabannya tidak jelas ditanyakan lagi. Dalam satu hari diputuskan, atau menjadi tugas seseorang.',
  },
  'budget-lines-add-up': {
    title: 'Anggaran selalu terhitung',
    sentence:
      'Tiap pos anggaran sama dengan sisa, yang dijanjikan, yang terealisasi, dan yang hangus. Yang dijanjikan sama dengan harga bulan yang belum dibayar.',
  },
  'gifts-are-never-pooled': {
    title: 'Setiap sumbangan tetap milik tujuannya',
    sentence:
      'Uang sebuah sumbangan hanya membayar bulan pekerja sumbangan itu, atau kembali kepada pemberinya; tidak pernah dicampur.',
  },
  'gifts-are-their-shares': {
    title: 'Setiap sumbangan cocok dengan pembagiannya',
    sentence: 'Tiap rupiah sumbangan yang diundi menjadi bulan pekerja, atau kembali kepada pemberinya.',
  },
  'regions-kind-agrees-with-name': {
    title: 'Jenis wilayah cocok dengan namanya',
    sentence: 'Kabupaten dan kota bernama sesuai jenis menurut kodenya.',
  },
  'regions-no-orphan-on-any-day': {
    title: 'Setiap wilayah punya induk',
    sentence: 'Setiap wilayah punya wilayah di atasnya pada setiap hari berlakunya.',
  },
  'regions-population-sums': {
    title: 'Jumlah penduduk bersusun benar',
    sentence: 'Jumlah penduduk wilayah di bawah sama dengan wilayah di atasnya.',
  },
  'regions-references-exist': {
    title: 'Setiap kode wilayah dikenal',
    sentence: 'Batas, penduduk, nama lain, dan perubahan menunjuk wilayah yang ada.',
  },
}

export const CHECK_STATES: { readonly [State in CheckState]: string } = {
  holds: 'Cocok',
  broken: 'Tidak cocok',
  failed: 'Tidak dapat dijalankan',
  'never-run': 'Belum pernah dijalankan',
}

export const checkWords = {
  title: 'Pemeriksaan',
  lede: 'Apa yang harus selalu berlaku, dan hasil pemeriksaan terakhirnya. Diperiksa setiap malam dan oleh ./payung check.',
  caption: 'Hasil terakhir setiap pemeriksaan',
  check: 'Yang harus berlaku',
  result: 'Hasil',
  last: 'Terakhir diperiksa',
  looked: 'Baris dilihat',
  took: 'Lama',
  waiting: 'Pekerjaan menunggu',
  running: 'Pekerjaan berjalan',
  givenUp: 'Pekerjaan yang gagal terus',
  none: 'Tidak ada',
  names: CHECK_WORDS,
  states: CHECK_STATES,
}
