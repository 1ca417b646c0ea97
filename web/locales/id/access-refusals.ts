import type { AccessReason } from '../../../src/modules/access/access.ts'
import type { PasswordFault } from '../../../src/modules/access/password.ts'
import type { SessionFault } from '../../../src/modules/access/session.ts'
import type { SingleSignOnFault } from '../../../src/modules/access/single-sign-on.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

const SESSION: { readonly [Fault in SessionFault]: string } = {
  none: 'Anda belum masuk. Masuk dulu, lalu ulangi.',
  ended: 'Sesi Anda sudah berakhir. Masuk lagi untuk melanjutkan.',
  elsewhere: 'Sesi ini diakhiri dari perangkat lain. Bila bukan Anda, ganti sandi setelah masuk.',
  expired: 'Sesi Anda berakhir karena lama tidak dipakai. Masuk lagi untuk melanjutkan.',
}

const REASONS: { readonly [Reason in AccessReason]: string } = {
  role: 'Peran Anda tidak boleh melakukan ini. Mintalah kepada administrator bila perlu.',
  'out-of-reach': 'Ini di luar wilayah atau organisasi Anda.',
  'not-oneself': 'Ini hanya untuk pemilik akun sendiri.',
  'no-role-today': 'Anda tidak memegang peran hari ini. Hubungi administrator Anda.',
  'second-factor': 'Ini perlu kode pengaman. Masukkan kode dulu, lalu ulangi.',
}

const PASSWORD: { readonly [Fault in PasswordFault]: (least: number, most: number) => string } = {
  'too-short': (least) =>
    `Sandi terlalu pendek. Pakai paling sedikit ${least} huruf, misalnya beberapa kata.`,
  'too-long': (_least, most) => `Sandi terlalu panjang. Pakai paling banyak ${most} huruf.`,
  'known-to-be-breached': () => 'Sandi ini terlalu sering dipakai atau pernah bocor. Pilih yang lain.',
  'holds-own-name': () => 'Sandi memuat nama atau alamat Anda. Pilih yang lain.',
}

const SSO: { readonly [Fault in SingleSignOnFault]: string } = {
  'not-set': 'Masuk lewat akun pemerintah belum dipasang di sini. Masuk dengan sandi.',
  'not-answering': 'Layanan akun pemerintah tidak menjawab. Coba lagi, atau masuk dengan sandi.',
  'not-trusted':
    'Sertifikat layanan akun pemerintah tidak dapat dipercaya, jadi tidak dipakai. Beri tahu pengelola, dan masuk dengan sandi.',
  refused: 'Masuk lewat akun pemerintah tidak berhasil. Mulai lagi dari halaman masuk.',
  'not-invited': 'Akun pemerintah ini belum diundang. Hubungi administrator Anda.',
}

const CODE = {
  'already-set': 'Kode pengaman sudah terpasang. Lepas dulu sebelum memasang yang baru.',
  'not-begun': 'Kode pengaman belum dipasang. Pasang dulu di halaman akun.',
  'passkey-first': 'Akun ini memakai kunci sandi. Masuk dengan kunci sandi dulu, lalu pasang kode.',
}

/** Sentences of refusals around signing in. */
export const accessRefusals = {
  'not-signed-in': ({ because }) => SESSION[because],
  'not-allowed': ({ reason }) => REASONS[reason],
  'form-not-ours': () =>
    'Halaman ini sudah lama terbuka atau bukan dari Payung. Muat ulang, lalu kirim lagi.',
  'password-refused': ({ because, least, most }) => PASSWORD[because](least, most),
  'too-many-attempts': ({ seconds }) =>
    `Terlalu banyak percobaan. Tunggu ${seconds < 60 ? `${seconds} detik` : `${Math.ceil(seconds / 60)} menit`}, lalu coba lagi.`,
  'sign-in-failed': () => 'Alamat email atau sandi tidak cocok. Periksa keduanya, lalu coba lagi.',
  'sign-in-names-several': () => 'Anda terdaftar di beberapa organisasi. Pilih satu, lalu isi sandi lagi.',
  'link-not-good': () => 'Tautan ini sudah dipakai, sudah lewat, atau salah. Mintalah tautan baru.',
  'password-wrong': () => 'Sandi sekarang tidak cocok. Periksa, lalu coba lagi.',
  'code-refused': () => 'Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya, lalu coba lagi.',
  'code-not-open': ({ because }) => CODE[because],
  'already-set-up': () => 'Administrator sistem sudah ada. Ia yang menambah pengguna lain.',
  'role-not-held': () => 'Peran itu tidak Anda pegang hari ini. Pilih peran lain.',
  'passkey-refused': () => 'Kunci sandi tidak dikenali. Coba lagi, atau masuk dengan sandi.',
  'single-sign-on-refused': ({ because }) => SSO[because],
  'training-account': () => 'Akun latihan dipakai bersama, jadi pengamannya tidak dapat diubah.',
} satisfies Partial<RefusalSentences>
