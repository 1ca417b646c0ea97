import { administrationRefusals } from './administration-refusals.ts'
import type { LawFileProblem } from '../../../src/modules/law/law-overrides.ts'
import type { HolidayFileProblem } from '../../../src/kernel/holidays.ts'
import type { ExpectedShape } from '../../../src/kernel/refusal.ts'
import { formatDate, formatNumber } from '../../../src/kernel/format.ts'
import { isPlainDate } from '../../../src/kernel/plain-date.ts'
import { accessRefusals } from './access-refusals.ts'
import { duplicateRefusals } from './duplicate-refusals.ts'
import { changeRefusals } from './change-refusals.ts'
import { proposalRefusals } from './proposal-refusals.ts'
import { programmeRefusals } from './programme-refusals.ts'
import { budgetRefusals } from './budget-refusals.ts'
import { figureRefusals } from './figure-refusals.ts'
import { employerRefusals } from './employer-refusals.ts'
import { peopleRefusals } from './people-refusals.ts'
import { importRefusals } from './import-refusals.ts'
import { uploadRefusals } from './upload-refusals.ts'
import { giftRefusals } from './gift-refusals.ts'
import { paymentRefusals } from './payment-refusals.ts'
import { ledgerRefusals } from './ledger-refusals.ts'
import { settlementRefusals } from './settlement-refusals.ts'
import { submissionRefusals } from './submission-refusals.ts'
import { statementRefusals } from './statement-refusals.ts'
import { billingRefusals } from './billing-refusals.ts'
import { electionRefusals } from './election-refusals.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'
import { fieldLabels } from './fields.ts'
import { regionProblems } from './region-problems.ts'

const SHAPES: { readonly [Shape in ExpectedShape]: string } = {
  'whole-rupiah': 'rupiah bulat, hanya angka, misalnya 1000000',
  'whole-number': 'bilangan bulat, misalnya 12',
  number: 'angka, misalnya 12.5',
  month: 'tahun-bulan, misalnya 2026-05',
  date: 'tahun-bulan-tanggal yang ada, misalnya 2026-05-01',
  'date-time': 'tanggal dan jam ISO 8601, misalnya 2026-05-01T08:00:00Z',
  text: 'teks',
  'yes-or-no': 'ya atau tidak (true atau false)',
  list: 'daftar',
  object: 'objek dengan nama isian',
  'region-code': 'kode wilayah Kemendagri, misalnya 16 atau 16.06.01',
  nik: '16 angka nomor induk kependudukan',
  email: 'alamat email, misalnya nama@contoh.go.id',
}

const LAW_FILE_PROBLEMS: { readonly [Problem in LawFileProblem]: string } = {
  'not-a-list': 'bukan daftar',
  'not-an-object': 'bukan objek',
  missing: 'belum diisi',
  'wrong-shape': 'salah bentuk',
  'unknown-field': 'bukan nama isian yang dikenal',
  'unknown-parameter': 'bukan nama nilai dalam register',
  'table-value': 'adalah tabel; tabel hanya diubah dalam program',
  'unknown-law': 'bukan peraturan dalam register',
  'certain-value': 'sudah pasti (H), jadi tidak boleh diganti',
  'before-last-period': 'ada di tengah masa berlaku yang sudah diketahui',
  twice: 'ditulis dua kali',
}

const HOLIDAY_PROBLEMS: { readonly [Problem in HolidayFileProblem]: string } = {
  'not-an-object': 'bukan objek',
  'unknown-field': 'bukan nama isian yang dikenal',
  missing: 'belum ada',
  'wrong-shape': 'salah bentuk',
  'outside-year': 'di luar tahun berkas',
  duplicate: 'ditulis dua kali',
  empty: 'kosong',
}

function label(field: string): string {
  return fieldLabels[field] ?? field
}

function given(value: string): string {
  return value === '' ? 'kosong' : `"${value}"`
}

function between(minimum: string | undefined, maximum: string | undefined): string {
  if (minimum === undefined) return maximum === undefined ? 'yang wajar' : `paling banyak ${maximum}`
  return maximum === undefined ? `paling sedikit ${minimum}` : `dari ${minimum} sampai ${maximum}`
}

function since(firstFrom: string): string {
  return firstFrom === '' ? 'Pilih tanggal lain.' : `Pilih tanggal sejak ${day(firstFrom)}.`
}

/** A day as people write it; text that is no day stays as it is. */
function day(text: string): string {
  return isPlainDate(text) ? formatDate(text, 'id') : text
}

/** The problems that are shown, one on a line, and how many more there are. */
function listed(count: number, lines: readonly string[]): string {
  const rest = count - lines.length
  return [...lines, ...(rest > 0 ? [`… dan ${formatNumber(rest)} lagi`] : [])]
    .map((line) => `\n  ${line}`)
    .join('')
}

export const refusalSentences: RefusalSentences = {
  ...administrationRefusals,
  ...accessRefusals,
  ...peopleRefusals,
  ...changeRefusals,
  ...employerRefusals,
  ...billingRefusals,
  ...electionRefusals,
  ...ledgerRefusals,
  ...statementRefusals,
  ...settlementRefusals,
  ...submissionRefusals,
  ...figureRefusals,
  ...programmeRefusals,
  ...budgetRefusals,
  ...proposalRefusals,
  ...giftRefusals,
  ...paymentRefusals,
  ...duplicateRefusals,
  ...importRefusals,
  ...uploadRefusals,
  'value-not-allowed': ({ field, value, allowed }) =>
    `Isian ${label(field)} tidak dikenal: ${given(value)}. Pilih salah satu: ${allowed.join(', ')}.`,
  'value-missing': ({ field, allowed }) =>
    `Isian ${label(field)} belum ada. ${allowed ? `Pilih salah satu: ${allowed.join(', ')}.` : 'Isi dulu, lalu ulangi.'}`,
  'field-unknown': ({ field, allowed }) =>
    `Isian "${field}" tidak dipakai di sini. ${allowed.length > 0 ? `Yang dipakai: ${allowed.join(', ')}.` : 'Hapus isian itu.'}`,
  'value-malformed': ({ field, value, expected }) =>
    `Isian ${label(field)} salah bentuk: ${given(value)}. Tulis sebagai ${SHAPES[expected]}.`,
  'value-out-of-range': ({ field, value, minimum, maximum }) =>
    `Isian ${label(field)} di luar batas: ${given(value)}. Isi ${between(minimum, maximum)}.`,

  // Working days.
  'holidays-unknown': ({ year, known }) =>
    `Daftar hari libur tahun ${year} belum ada. Yang ada: ${known.join(', ') || 'belum satu pun'}. Muat dari SKB 3 Menteri dengan ./payung law holidays BERKAS, lalu jalankan ulang.`,
  'holiday-file-invalid': ({ file, place, problem }) =>
    `Berkas hari libur ${file} tidak dipakai: ${place} ${HOLIDAY_PROBLEMS[problem]}. Perbaiki berkas itu, lalu ulangi.`,

  // The law.
  'no-law-in-force': ({ parameter, on, firstFrom }) =>
    `Tidak ada aturan yang berlaku pada ${day(on)} untuk ${parameter}. ${since(firstFrom)}`,
  'law-value-not-seen': ({ parameter, on }) =>
    `Aturan ${parameter} berlaku pada ${day(on)}, tetapi nilainya belum kami lihat. Tanyakan kepada BPJS Ketenagakerjaan.`,
  'programme-not-open': ({ programme, segment, allowed, law }) =>
    `Program ${programme} tidak ada untuk ${segment} (${law}). Yang ada: ${allowed.join(', ')}.`,
  'give-one-of': ({ fields }) => `Isi tepat satu dari: ${fields.map(label).join('; ')}.`,
  'law-file-invalid': ({ file, place, problem }) =>
    `Berkas hukum ${file} tidak dipakai: ${place || 'isinya'} ${LAW_FILE_PROBLEMS[problem]}. Perbaiki berkas itu, lalu ulangi.`,
  'file-unreadable': ({ file, problem }) =>
    problem === 'missing'
      ? `Berkas ${file} tidak dapat dibaca. Periksa nama dan izinnya.`
      : `Berkas ${file} bukan JSON yang benar. Perbaiki isinya, lalu ulangi.`,

  // Regions.
  'region-unknown': ({ value, on }) =>
    `Tidak ada wilayah berkode ${value} pada ${day(on)}. Periksa kodenya, atau cari namanya di /wilayah.`,
  'region-map-unknown': ({ value, first }) =>
    `Kami tidak punya peta wilayah untuk ${day(value)}. Pilih tanggal sejak ${day(first)}.`,
  'region-list-broken': ({ count, problems }) =>
    `Daftar wilayah berisi ${formatNumber(count)} kesalahan. Tidak ada yang dimuat. Perbaiki daftarnya, lalu ulangi:${listed(
      count,
      problems.map(({ where, kind, value }) => `${where}: ${regionProblems.list[kind]} (${value})`),
    )}`,
  'region-list-differs': ({ count, differences }) =>
    `Daftar wilayah ini berbeda dari tabel di ${formatNumber(count)} kode. Catat dulu sebagai perubahan (payung regions changes):${listed(
      count,
      differences.map(({ code, kind, name }) => `${code} ${name}: ${regionProblems.difference[kind]}`),
    )}`,
  'region-change-broken': ({ count, problems }) =>
    `Berkas perubahan wilayah berisi ${formatNumber(count)} kesalahan. Tidak ada yang diubah:${listed(
      count,
      problems.map(({ code, kind }) => `${code}: ${regionProblems.change[kind]}`),
    )}`,
  'boundaries-broken': ({ count, problems }) =>
    `Berkas batas wilayah berisi ${formatNumber(count)} kesalahan. Tidak ada yang disimpan:${listed(
      count,
      problems.map(({ where, kind }) => `${where || 'berkas'}: ${regionProblems.outline[kind]}`),
    )}`,
  'region-change-out-of-order': ({ title, effectiveOn }) =>
    `Perubahan "${title}" tidak dapat diterapkan: sudah ada perubahan sejak ${day(effectiveOn)} atau sesudahnya.`,
  'region-change-already-applied': ({ title, effectiveOn }) =>
    `Perubahan "${title}" sudah diterapkan sejak ${day(effectiveOn)}. Tidak ada yang perlu dilakukan.`,
  'region-change-not-applied': ({ title }) =>
    `Perubahan "${title}" belum diterapkan, jadi tidak ada yang dapat dibatalkan.`,
  'region-change-built-upon': ({ populations, boundaries }) =>
    `Perubahan ini sudah dipakai oleh ${formatNumber(populations)} angka penduduk dan ${formatNumber(boundaries)} batas wilayah. Hapus itu dulu.`,
}
