import type { Language } from '../../src/kernel/format.ts'

/** Every way in which HTTP itself says no, before or outside any decision of ours. */
export type HttpProblem =
  | 'not-found'
  | 'method-not-allowed'
  | 'body-too-large'
  | 'media-type-unsupported'
  | 'body-malformed'
  | 'query-malformed'
  | 'request-malformed'
  | 'not-ready'
  | 'internal'
  | 'refused'

type Words = { readonly title: string; readonly detail: string }

/** Title and sentence of each, in each language: what happened and what to do. */
export const httpProblems: Readonly<Record<Language, Readonly<Record<HttpProblem, Words>>>> = {
  id: {
    'not-found': {
      title: 'Tidak ditemukan',
      detail: 'Alamat ini tidak ada. Periksa ejaannya, atau mulai dari halaman depan.',
    },
    'method-not-allowed': {
      title: 'Cara meminta tidak dipakai di alamat ini',
      detail: 'Alamat ini ada, tetapi tidak menerima cara ini. Lihat kepala Allow.',
    },
    'body-too-large': {
      title: 'Isi permintaan terlalu besar',
      detail: 'Isi permintaan melewati batas. Kirim dalam beberapa bagian.',
    },
    'media-type-unsupported': {
      title: 'Jenis isi tidak diterima',
      detail: 'Kirim isi sebagai JSON dengan Content-Type: application/json.',
    },
    'body-malformed': {
      title: 'Isi permintaan tidak terbaca',
      detail: 'Isi bukan JSON yang benar, atau satu isian tertulis dua kali. Periksa lalu ulangi.',
    },
    'query-malformed': {
      title: 'Alamat tidak terbaca',
      detail: 'Satu isian di alamat tertulis dua kali atau salah bentuk. Tulis sekali saja.',
    },
    'request-malformed': {
      title: 'Permintaan tidak terbaca',
      detail: 'Permintaan ini salah bentuk. Periksa alamat dan isinya, lalu ulangi.',
    },
    'not-ready': {
      title: 'Belum siap',
      detail: 'Payung belum siap melayani. Coba lagi beberapa saat lagi.',
    },
    internal: {
      title: 'Ada kesalahan pada Payung',
      detail: 'Kesalahan ini di pihak kami dan sudah tercatat. Ulangi, atau laporkan dengan nomornya.',
    },
    refused: {
      title: 'Belum dapat dijawab',
      detail: 'Ada isian yang perlu diperbaiki.',
    },
  },
  en: {
    'not-found': {
      title: 'Not found',
      detail: 'This address does not exist. Check its spelling, or start at the home page.',
    },
    'method-not-allowed': {
      title: 'Method not allowed here',
      detail: 'This address exists but does not accept this method. See the Allow header.',
    },
    'body-too-large': {
      title: 'Request body too large',
      detail: 'The request body is over the limit. Send it in several parts.',
    },
    'media-type-unsupported': {
      title: 'Media type not accepted',
      detail: 'Send JSON with Content-Type: application/json.',
    },
    'body-malformed': {
      title: 'Request body not readable',
      detail: 'The body is not valid JSON, or names a field twice. Check it and try again.',
    },
    'query-malformed': {
      title: 'Address not readable',
      detail: 'A field in the address is written twice or malformed. Write it once.',
    },
    'request-malformed': {
      title: 'Request not readable',
      detail: 'This request is malformed. Check its address and body, then try again.',
    },
    'not-ready': {
      title: 'Not ready',
      detail: 'Payung is not ready yet. Try again in a moment.',
    },
    internal: {
      title: 'Something went wrong in Payung',
      detail: 'This error is ours and has been recorded. Try again, or report it with its number.',
    },
    refused: {
      title: 'Cannot be answered yet',
      detail: 'A field needs to be mended.',
    },
  },
}

/** What a refusal of ours is called above its own sentence, where its status says more than that there is no answer. */
export const refusalTitles: Readonly<Record<Language, { readonly [status: number]: string }>> = {
  id: { 403: 'Tidak diizinkan', 404: httpProblems.id['not-found'].title, 429: 'Terlalu sering' },
  en: { 403: 'Not allowed', 404: httpProblems.en['not-found'].title, 429: 'Too often' },
}
