import type { DelegationFault, RecordKind } from '../../../src/modules/access/administration.ts'
import type { RegionDepth } from '../../../src/kernel/region-code.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

const RECORDS: { readonly [Kind in RecordKind]: string } = {
  user: 'Pengguna',
  organisation: 'Organisasi',
  grant: 'Peran',
  'api-key': 'Kunci program',
}

const OVER: { readonly [Kind in RecordKind]: string } = {
  user: 'Pengguna ini sudah dinonaktifkan.',
  organisation: 'Organisasi ini sudah ditutup.',
  grant: 'Peran ini sudah berakhir, atau sudah dipegang. Lihat peran pengguna itu sekali lagi.',
  'api-key': 'Kunci ini sudah dicabut.',
}

const LEVELS: { readonly [Depth in RegionDepth]: string } = {
  country: 'seluruh Indonesia (ID)',
  provinsi: 'provinsi',
  'kabupaten-kota': 'kabupaten atau kota',
  kecamatan: 'kecamatan',
  'desa-kelurahan': 'desa atau kelurahan',
}

const DELEGATION: { readonly [Fault in DelegationFault]: (mostDays: number) => string } = {
  'not-own-role': () => 'Anda hanya dapat menitipkan peran yang sedang Anda pakai.',
  'delegated-already': () => 'Peran titipan tidak dapat dititipkan lagi.',
  'too-long': (mostDays) => `Titipan paling lama ${mostDays} hari. Pilih tanggal akhir yang lebih dekat.`,
  'other-organisation': () => 'Peran hanya dapat dititipkan kepada rekan seorganisasi.',
  'beyond-own': () => 'Titipan melampaui akhir peran Anda. Pilih tanggal akhir yang lebih dekat.',
}

/** Sentences of refusals around users, roles and keys of programs. */
export const administrationRefusals = {
  'no-such-record': ({ kind }) => `${RECORDS[kind]} ini tidak ada, atau bukan dalam jangkauan Anda.`,
  'region-outside': ({ value, within }) =>
    within === ''
      ? `Wilayah ${value} di luar jangkauan Anda.`
      : `Wilayah ${value} di luar ${within}. Pilih wilayah di dalamnya.`,
  'region-wrong-level': ({ value, expected }) =>
    `Tingkat wilayah ${value} tidak cocok. Pilih: ${expected.map((depth) => LEVELS[depth]).join(', ')}.`,
  'role-above-oneself': () => 'Peran ini hanya diatur oleh administrator sistem. Mintalah kepadanya.',
  'not-on-oneself': () => 'Anda tidak dapat mengubah hak Anda sendiri. Mintalah administrator lain.',
  'last-administrator': () =>
    'Ini administrator sistem terakhir tanpa batas waktu. Angkat penggantinya dulu, lalu ulangi.',
  'delegation-refused': ({ because, mostDays }) => DELEGATION[because](mostDays),
  'already-so': ({ kind }) => OVER[kind],
  'organisation-open': () => 'Organisasi ini tidak sedang ditutup. Lihat statusnya di daftar organisasi.',
  'email-taken': () => 'Alamat email ini sudah dipakai di organisasi ini. Cari penggunanya di daftar.',
  'name-taken': () => 'Organisasi dengan jenis, wilayah, dan nama ini sudah ada.',
  'api-key-refused': () => 'Kunci program tidak berlaku. Periksa kuncinya, atau minta yang baru.',
  'api-key-quota': ({ quota, day }) =>
    `Kunci ini sudah menanyakan ${quota} orang pada ${day}. Lanjutkan besok, atau minta kuota lebih.`,
} satisfies Partial<RefusalSentences>
