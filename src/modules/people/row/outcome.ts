import type { PlainDate } from '../../../kernel/plain-date.ts'
import type { RowField } from './fields.ts'

type Nothing = Readonly<Record<string, never>>

/**
 * Everything a row can be told, with the facts that its sentence needs. The codes are those that users of official templates know,
 * so they stay Indonesian; `web/locales/{id,en}/import-outcomes.ts` does not compile without a sentence for each.
 */
export type OutcomeDetails = {
  NIK_KOSONG: Nothing
  NIK_PANJANG: { readonly digitCount: number }
  NIK_RUSAK_EXCEL: Nothing
  NIK_HURUF: Nothing
  NIK_BUKAN_ANGKA: Nothing
  NIK_CONTOH: Nothing
  NIK_PROVINSI: Nothing
  NIK_TANGGAL: Nothing
  NIK_BULAN: Nothing
  NIK_NOMOR_URUT: Nothing
  NIK_TANGGAL_MUSTAHIL: Nothing
  NIK_WILAYAH_TAK_DIKENAL: Nothing
  NIK_WILAYAH_LAMA: Nothing
  NIK_DIRAPIKAN: Nothing
  NIK_GANDA_BERKAS: { readonly firstRow: number }
  NIK_GANDA_NAMA_BEDA: { readonly otherRow: number }
  NIK_NAMA_LAIN: Nothing
  NIK_LAMA: Nothing
  NIK_GANDA_USULAN: { readonly proposedBy: string; readonly on: PlainDate }
  NAMA_KOSONG: Nothing
  NAMA_PANJANG: { readonly length: number; readonly most: number }
  NAMA_DIRAPIKAN: Nothing
  NAMA_HURUF_MIRIP: { readonly character: string }
  NAMA_ANGKA: Nothing
  NAMA_TANDA: Nothing
  NAMA_BEDA: { readonly written: string; readonly known: string }
  TGL_KOSONG: Nothing
  TGL_FORMAT: Nothing
  TGL_BULAN_DULU: Nothing
  TGL_TIDAK_ADA: Nothing
  TGL_SERIAL: Nothing
  TGL_DEPAN: Nothing
  TGL_LAMA: { readonly oldest: number }
  TGL_TAHUN_DUA_ANGKA: { readonly readAs: PlainDate }
  TGL_DARI_NIK: Nothing
  TGL_BEDA_NIK: Nothing
  TGL_BEDA_CATATAN: Nothing
  JK_FORMAT: Nothing
  JK_BEDA_NIK: Nothing
  JK_BEDA_CATATAN: Nothing
  USIA_LEBIH: { readonly age: number; readonly limit: number; readonly rule: string }
  USIA_KURANG: { readonly age: number; readonly limit: number; readonly rule: string }
  MENINGGAL: Nothing
  PINDAH: Nothing
  HILANG: Nothing
  STATUS_HIDUP_FORMAT: Nothing
  STATUS_KAWIN_FORMAT: Nothing
  SUDAH_TERCATAT: Nothing
  SUDAH_AKTIF: { readonly until: PlainDate; readonly payer: string }
  KUOTA_HABIS: { readonly quota: number }
  WILAYAH_BEDA: Nothing
  WILAYAH_LUAR_WEWENANG: Nothing
  WILAYAH_KOSONG: Nothing
  WILAYAH_FORMAT: Nothing
  DESA_TAK_DIKENAL: { readonly written: string }
  DESA_MENDUA: { readonly written: string; readonly count: number }
  KK_FORMAT: Nothing
  HP_FORMAT: Nothing
  HP_GANDA: Nothing
  EMAIL_FORMAT: Nothing
  NPWP_FORMAT: Nothing
  KPJ_FORMAT: Nothing
  RT_RW_FORMAT: Nothing
  DESIL_FORMAT: Nothing
  JAM_FORMAT: Nothing
  UPAH_FORMAT: Nothing
  UPAH_MENDUA: { readonly written: string }
  UPAH_MINUS: Nothing
  UPAH_PECAHAN: Nothing
  UPAH_LEBIH: { readonly most: bigint }
  UPAH_RENDAH: { readonly least: bigint }
  PEKERJAAN_BUKAN_RENTAN: { readonly occupation: string }
  PROGRAM_TAK_DIKENAL: { readonly written: string }
  BULAN_FORMAT: Nothing
  BULAN_JUMLAH: { readonly most: number }
  BULAN_BEDA: Nothing
  TEKS_RUSAK: Nothing
  TEKS_PANJANG: { readonly length: number; readonly most: number }
  TEKS_DIRAPIKAN: Nothing
  BARIS_BERGESER: { readonly cellCount: number; readonly columnCount: number }
  SEL_GABUNG: Nothing
  SEL_GALAT: { readonly written: string }
  KOLOM_HILANG: { readonly missing: readonly string[]; readonly found: readonly string[] }
}

export type OutcomeCode = keyof OutcomeDetails

/** The codes whose sentence needs no facts. */
export type BareCode = {
  [Code in OutcomeCode]: Nothing extends OutcomeDetails[Code] ? Code : never
}[OutcomeCode]

/**
 * file: nothing of the file is taken · error: the row is refused until it is mended · duplicate: the row says nothing new ·
 * stop: written well, but a rule or fact stands against it · held: a person must decide · warning, info: the row goes on.
 */
export type OutcomeLevel = 'file' | 'error' | 'duplicate' | 'stop' | 'held' | 'warning' | 'info'

export const OUTCOME_LEVELS: { readonly [Code in OutcomeCode]: OutcomeLevel } = {
  NIK_KOSONG: 'error',
  NIK_PANJANG: 'error',
  NIK_RUSAK_EXCEL: 'error',
  NIK_HURUF: 'error',
  NIK_BUKAN_ANGKA: 'error',
  NIK_CONTOH: 'error',
  NIK_PROVINSI: 'error',
  NIK_TANGGAL: 'error',
  NIK_BULAN: 'error',
  NIK_NOMOR_URUT: 'error',
  NIK_TANGGAL_MUSTAHIL: 'warning',
  NIK_WILAYAH_TAK_DIKENAL: 'warning',
  NIK_WILAYAH_LAMA: 'warning',
  NIK_DIRAPIKAN: 'info',
  NIK_GANDA_BERKAS: 'duplicate',
  NIK_GANDA_NAMA_BEDA: 'held',
  NIK_NAMA_LAIN: 'held',
  NIK_LAMA: 'warning',
  NIK_GANDA_USULAN: 'error',
  NAMA_KOSONG: 'error',
  NAMA_PANJANG: 'error',
  NAMA_DIRAPIKAN: 'info',
  NAMA_HURUF_MIRIP: 'warning',
  NAMA_ANGKA: 'warning',
  NAMA_TANDA: 'warning',
  NAMA_BEDA: 'warning',
  TGL_KOSONG: 'error',
  TGL_FORMAT: 'error',
  TGL_BULAN_DULU: 'error',
  TGL_TIDAK_ADA: 'error',
  TGL_SERIAL: 'error',
  TGL_DEPAN: 'error',
  TGL_LAMA: 'error',
  TGL_TAHUN_DUA_ANGKA: 'info',
  TGL_DARI_NIK: 'info',
  TGL_BEDA_NIK: 'warning',
  TGL_BEDA_CATATAN: 'warning',
  JK_FORMAT: 'warning',
  JK_BEDA_NIK: 'warning',
  JK_BEDA_CATATAN: 'warning',
  USIA_LEBIH: 'stop',
  USIA_KURANG: 'held',
  MENINGGAL: 'stop',
  PINDAH: 'stop',
  HILANG: 'stop',
  STATUS_HIDUP_FORMAT: 'warning',
  STATUS_KAWIN_FORMAT: 'warning',
  SUDAH_TERCATAT: 'duplicate',
  SUDAH_AKTIF: 'stop',
  KUOTA_HABIS: 'stop',
  WILAYAH_BEDA: 'info',
  WILAYAH_LUAR_WEWENANG: 'stop',
  WILAYAH_KOSONG: 'error',
  WILAYAH_FORMAT: 'error',
  DESA_TAK_DIKENAL: 'error',
  DESA_MENDUA: 'held',
  KK_FORMAT: 'warning',
  HP_FORMAT: 'warning',
  HP_GANDA: 'warning',
  EMAIL_FORMAT: 'warning',
  NPWP_FORMAT: 'warning',
  KPJ_FORMAT: 'warning',
  RT_RW_FORMAT: 'warning',
  DESIL_FORMAT: 'warning',
  JAM_FORMAT: 'warning',
  UPAH_FORMAT: 'error',
  UPAH_MENDUA: 'error',
  UPAH_MINUS: 'error',
  UPAH_PECAHAN: 'error',
  UPAH_LEBIH: 'error',
  UPAH_RENDAH: 'warning',
  PEKERJAAN_BUKAN_RENTAN: 'warning',
  PROGRAM_TAK_DIKENAL: 'error',
  BULAN_FORMAT: 'error',
  BULAN_JUMLAH: 'error',
  BULAN_BEDA: 'error',
  TEKS_RUSAK: 'error',
  TEKS_PANJANG: 'error',
  TEKS_DIRAPIKAN: 'info',
  BARIS_BERGESER: 'error',
  SEL_GABUNG: 'error',
  SEL_GALAT: 'error',
  KOLOM_HILANG: 'file',
}

/** One thing said of a row: the code, the field it is about (none for the whole row), and the facts of its sentence. */
export type Outcome = {
  readonly [Code in OutcomeCode]: {
    readonly code: Code
    readonly field: RowField | null
    readonly details: OutcomeDetails[Code]
  }
}[OutcomeCode]

/** What becomes of a row: accepted + refused + held + duplicate = rows. */
export type Standing = 'accepted' | 'refused' | 'held' | 'duplicate'

/** Builds an outcome whose details are checked against its code. */
export function outcome<Code extends OutcomeCode>(
  code: Code,
  field: RowField | null,
  details: OutcomeDetails[Code],
): Outcome {
  return { code, field, details } as unknown as Outcome
}

/** An outcome without facts. */
export function bareOutcome(code: BareCode, field: RowField | null): Outcome {
  return { code, field, details: {} } as Outcome
}

const STANDING_OF_LEVEL: { readonly [Level in OutcomeLevel]: Standing } = {
  file: 'refused',
  error: 'refused',
  duplicate: 'duplicate',
  stop: 'held',
  held: 'held',
  warning: 'accepted',
  info: 'accepted',
}
const GRAVITY: { readonly [Kind in Standing]: number } = { accepted: 0, held: 1, duplicate: 2, refused: 3 }

/** The gravest standing among the outcomes; a row about which nothing is said is accepted. */
export function standingOf(outcomes: readonly Outcome[]): Standing {
  let gravest: Standing = 'accepted'
  for (const { code } of outcomes) {
    const standing = STANDING_OF_LEVEL[OUTCOME_LEVELS[code]]
    if (GRAVITY[standing] > GRAVITY[gravest]) gravest = standing
  }
  return gravest
}
