import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reasonOf } from './reasons.ts'
import { REJECTION_REASONS } from './submissions.ts'

const SAID: readonly (readonly [string, (typeof REJECTION_REASONS)[number]])[] = [
  ['Usia lebih dari 65 tahun', 'over-age'],
  ['UMUR MELEBIHI BATAS', 'over-age'],
  ['Umur di atas 65', 'over-age'],
  ['usia kurang dari 17', 'under-age'],
  ['Belum cukup umur', 'under-age'],
  ['Peserta telah meninggal dunia', 'deceased'],
  ['NIK sudah terdaftar sebagai peserta aktif', 'already-member'],
  ['NIK ganda', 'already-member'],
  ['NIK tidak ditemukan di Dukcapil', 'nik-invalid'],
  ['Data tidak padan', 'nik-invalid'],
  ['Nama tidak sesuai KTP', 'name-differs'],
  ['Tidak sesuai nama di Dukcapil', 'name-differs'],
  ['Nama ibu kandung tidak sesuai', 'mother-differs'],
  ['Tgl. lahir berbeda', 'birth-date-differs'],
  ['Nomor HP tidak valid', 'contact-invalid'],
  ['Lokasi pekerjaan tidak dikenal', 'occupation-unfit'],
  ['Kolom UPAH kosong', 'field-missing'],
  ['Kode 77', 'other'],
]

test('free words of BPJS Ketenagakerjaan are mapped to a reason, and words that nobody has mapped stay other', () => {
  for (const [words, reason] of SAID) assert.equal(reasonOf(words), reason, words)
})

test('every reason is said by somebody in this test', () => {
  assert.deepEqual([...new Set(SAID.map(([, reason]) => reason))].sort(), [...REJECTION_REASONS].sort())
})
