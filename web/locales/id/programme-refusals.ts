import type { RuleName } from '../../../src/modules/programmes/eligibility.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

const RULES: { readonly [Rule in RuleName]: string } = {
  age: 'usia',
  region: 'wilayah',
  occupation: 'bidang pekerjaan',
  decile: 'desil',
  group: 'kelompok',
  income: 'penghasilan',
}

/** Programmes that cannot be recorded, changed or shown. */
export const programmeRefusals = {
  'programme-unknown': () => 'Program dengan nomor ini tidak ada, atau di luar wilayah Anda.',
  'programme-closed': () => 'Program ini sudah ditutup bagi orang baru.',
  'programme-known': () =>
    'Pembayar ini sudah mempunyai program bernama sama untuk bulan yang sama. Pakai nama lain.',
  'payer-without-programmes': () =>
    'Pemberi kerja dan perangkat daerah membayar pekerjanya sendiri lewat daftar bayar, bukan program.',
  'rule-twice': ({ rule }) => `Aturan ${RULES[rule]} ditulis dua kali. Tulis satu saja.`,
  'rule-impossible': ({ rule }) =>
    `Aturan ${RULES[rule]} tidak dapat dipenuhi siapa pun. Periksa batas bawah dan atasnya.`,
} satisfies Partial<RefusalSentences>
