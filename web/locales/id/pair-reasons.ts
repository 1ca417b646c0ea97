import type { PairReasonWords } from '../pair-reason-words.ts'

/** Why two rows may be one person, in the words of whoever has to decide. */
export const pairReasons: PairReasonWords = {
  name: {
    identical: 'nama sama setelah gelar dilepas',
    'identical-common': 'nama sama, tetapi nama ini umum',
    spelling: 'nama sama, hanya ejaannya berbeda',
    'spelling-common': 'nama sama dengan ejaan berbeda, tetapi nama ini umum',
    order: 'kata-kata nama sama dengan urutan berbeda',
    part: 'nama yang satu lebih lengkap daripada yang lain',
    near: 'nama hampir sama, mungkin salah ketik',
    shared: 'hanya sebagian nama yang sama',
    different: 'nama berbeda',
  },
  bornOn: {
    same: 'tanggal lahir sama',
    'same-guess': 'tanggal lahir sama, tetapi tampaknya hanya perkiraan',
    swapped: 'tanggal lahir tertukar bulan dan hari',
    digit: 'tanggal lahir berbeda satu angka',
    'year-near': 'tanggal lahir berbeda tepat satu tahun',
    guess: 'tahun lahir sama, salah satu tanggal tampaknya perkiraan',
    close: 'tanggal lahir berbeda',
    decade: 'tahun lahir berbeda satu angka, terpaut 15 tahun atau lebih',
    generation: 'usia terpaut satu generasi',
  },
  place: {
    'same-village': 'desa sama',
    'same-district': 'kecamatan sama, desa berbeda',
    'same-regency': 'kabupaten atau kota sama, kecamatan berbeda',
    'other-regency': 'kabupaten atau kota berbeda',
  },
  sex: { same: 'jenis kelamin sama', different: 'jenis kelamin berbeda' },
  household: { same: 'nomor KK sama', different: 'nomor KK berbeda' },
  mother: { same: 'nama ibu sama', different: 'nama ibu berbeda' },
  nik: {
    same: 'NIK sama',
    claimed: 'ada yang meminta NIK orang ini untuk orang yang lain',
    slip: 'NIK berbeda satu angka atau dua angka tertukar',
    'same-day': 'NIK hanya berbeda nomor urut, seperti pada anak kembar',
    different: 'NIK berbeda',
  },
}
