import { REJECTION_REASONS, type RejectionReason } from './submissions.ts'

/** In the order in which they are tried: what is said of a NIK and a name says the name. */
const WORDS: readonly (readonly [RejectionReason, RegExp])[] = [
  ['deceased', /MENINGGAL|WAFAT|ALMARHUM/],
  [
    'already-member',
    /(SUDAH|TELAH|MASIH)\s+(TERDAFTAR|AKTIF|MENJADI\s+PESERTA|ADA)|PESERTA\s+AKTIF|SUDAH\s+PESERTA|(NIK|DATA)\s+GANDA|DUPLIKA[ST]|ALREADY/,
  ],
  [
    'over-age',
    /(USIA|UMUR).*(LEBIH|MELEBIHI|MAKSIM|DI\s*ATAS|MELAMPAUI|LEWAT|> ?\d)|(LEWAT|LEBIH|MELEBIHI)\s+(BATAS\s+)?(USIA|UMUR)|(USIA|UMUR)\s+(TIDAK|TAK)|OVER\s*AGE/,
  ],
  ['under-age', /(USIA|UMUR).*(KURANG|DI\s*BAWAH|BELUM|MINIM|< ?\d)|DI\s*BAWAH\s+UMUR|BELUM\s+CUKUP\s+UMUR/],
  ['mother-differs', /IBU/],
  ['birth-date-differs', /(TGL|TANGGAL|TEMPAT|TTL)\s*\.?\s*LAHIR|\bTTL\b/],
  [
    'name-differs',
    /NAMA.*(BEDA|TIDAK\s+(SESUAI|SAMA|COCOK|PADAN)|SALAH)|(BEDA|TIDAK\s+(SESUAI|SAMA|COCOK)).*NAMA/,
  ],
  ['nik-invalid', /NIK|KTP|DUKCAPIL|ADMINDUK|IDENTITAS|PADAN|KEPENDUDUKAN/],
  ['contact-invalid', /\b(NO\.?\s*)?(HP|HANDPHONE|TELEPON|TELP|EMAIL|E-MAIL|SUREL|KONTAK)\b/],
  ['occupation-unfit', /PEKERJAAN|PROFESI|LOKASI/],
  ['field-missing', /KOSONG|WAJIB|BELUM\s+(DIISI|LENGKAP)|TIDAK\s+(DIISI|LENGKAP|BOLEH)|KURANG\s+LENGKAP/],
]

/** The reason that free words mean; `other` for words that nobody has mapped. */
export function reasonOf(words: string): RejectionReason {
  const text = words.toUpperCase().replaceAll(/\s+/g, ' ')
  return WORDS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other'
}

/** What can be mended in the registry; the others end the protection or need BPJS Ketenagakerjaan. */
const MENDABLE: ReadonlySet<RejectionReason> = new Set([
  'nik-invalid',
  'name-differs',
  'birth-date-differs',
  'mother-differs',
  'contact-invalid',
  'occupation-unfit',
  'field-missing',
  'other',
])

export function isMendable(reason: RejectionReason): boolean {
  return MENDABLE.has(reason)
}

export function isRejectionReason(text: string): text is RejectionReason {
  return REJECTION_REASONS.some((each) => each === text)
}
