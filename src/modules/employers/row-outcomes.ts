type Nothing = Readonly<Record<string, never>>

/**
 * Everything a row of employers can be told, with the facts that its sentence needs; `web/locales/{id,en}/employer-outcomes.ts` does
 * not compile without a sentence for each. Where a row of people is told the same, the code is the same.
 */
export type EmployerOutcomeDetails = {
  NAMA_KOSONG: Nothing
  NAMA_PANJANG: { readonly length: number; readonly most: number }
  NAMA_BERUBAH: { readonly known: string }
  NIB_FORMAT: Nothing
  NPP_FORMAT: Nothing
  NPWP_FORMAT: Nothing
  NPWP_NIK: Nothing
  KBLI_TAK_DIKENAL: Nothing
  SKALA_FORMAT: Nothing
  JUMLAH_FORMAT: Nothing
  TK_ASING_LEBIH: { readonly foreignCount: number; readonly workerCount: number }
  TK_TERDAFTAR_LEBIH: { readonly registeredCount: number; readonly workerCount: number }
  UPAH_FORMAT: Nothing
  TGL_FORMAT: Nothing
  TGL_DEPAN: Nothing
  WILAYAH_KOSONG: Nothing
  WILAYAH_FORMAT: Nothing
  WILAYAH_TAK_DIKENAL: { readonly written: string }
  WILAYAH_MENDUA: { readonly written: string; readonly count: number }
  WILAYAH_LUAR_WEWENANG: Nothing
  TEKS_RUSAK: Nothing
  TEKS_PANJANG: { readonly length: number; readonly most: number }
  SEL_GALAT: Nothing
  SEL_GABUNG: Nothing
  BARIS_BERGESER: { readonly cellCount: number; readonly columnCount: number }
  GANDA_BERKAS: { readonly firstRow: number }
  GANDA_BEDA: { readonly otherRow: number }
  CABANG_MENDUA: { readonly count: number }
  LAPORAN_LAMA: Nothing
  LAPORAN_BEDA: { readonly fields: readonly string[] }
  SUDAH_TERCATAT: Nothing
}
export type EmployerOutcomeCode = keyof EmployerOutcomeDetails

/** error: refused until mended · duplicate: says nothing new · held: a person must decide · warning, info: the row goes on. */
export type EmployerOutcomeLevel = 'error' | 'duplicate' | 'held' | 'warning' | 'info'

export const EMPLOYER_OUTCOME_LEVELS: { readonly [Code in EmployerOutcomeCode]: EmployerOutcomeLevel } = {
  NAMA_KOSONG: 'error',
  NAMA_PANJANG: 'error',
  NAMA_BERUBAH: 'warning',
  NIB_FORMAT: 'error',
  NPP_FORMAT: 'error',
  NPWP_FORMAT: 'warning',
  NPWP_NIK: 'warning',
  KBLI_TAK_DIKENAL: 'warning',
  SKALA_FORMAT: 'warning',
  JUMLAH_FORMAT: 'error',
  TK_ASING_LEBIH: 'warning',
  TK_TERDAFTAR_LEBIH: 'warning',
  UPAH_FORMAT: 'error',
  TGL_FORMAT: 'error',
  TGL_DEPAN: 'error',
  WILAYAH_KOSONG: 'error',
  WILAYAH_FORMAT: 'error',
  WILAYAH_TAK_DIKENAL: 'error',
  WILAYAH_MENDUA: 'held',
  WILAYAH_LUAR_WEWENANG: 'error',
  TEKS_RUSAK: 'error',
  TEKS_PANJANG: 'error',
  SEL_GALAT: 'error',
  SEL_GABUNG: 'error',
  BARIS_BERGESER: 'error',
  GANDA_BERKAS: 'duplicate',
  GANDA_BEDA: 'held',
  CABANG_MENDUA: 'held',
  LAPORAN_LAMA: 'duplicate',
  LAPORAN_BEDA: 'held',
  SUDAH_TERCATAT: 'duplicate',
}

/** The columns of an employer list that a row can be told about. */
export type EmployerCell =
  | 'name'
  | 'npp'
  | 'nib'
  | 'npwp'
  | 'regionCode'
  | 'village'
  | 'district'
  | 'regency'
  | 'address'
  | 'kbli'
  | 'size'
  | 'menCount'
  | 'womenCount'
  | 'foreignCount'
  | 'registeredCount'
  | 'wages'
  | 'reportedOn'

/** One thing said of a row: the code, the cell it is about (none for the whole row), and the facts of its sentence. */
export type EmployerOutcome = {
  readonly [Code in EmployerOutcomeCode]: {
    readonly code: Code
    readonly field: EmployerCell | null
    readonly details: EmployerOutcomeDetails[Code]
  }
}[EmployerOutcomeCode]

/** Builds an outcome whose details are checked against its code. */
export function employerOutcome<Code extends EmployerOutcomeCode>(
  code: Code,
  field: EmployerCell | null,
  details: EmployerOutcomeDetails[Code],
): EmployerOutcome {
  return { code, field, details } as unknown as EmployerOutcome
}

const FATES = {
  error: 'refused',
  duplicate: 'duplicate',
  held: 'held',
  warning: 'accepted',
  info: 'accepted',
} as const
const GRAVEST = ['refused', 'duplicate', 'held'] as const

/** What becomes of a row by the gravest thing said of it. */
export function employerFate(
  outcomes: readonly EmployerOutcome[],
): 'accepted' | 'refused' | 'held' | 'duplicate' {
  const fates = new Set(outcomes.map(({ code }) => FATES[EMPLOYER_OUTCOME_LEVELS[code]]))
  return GRAVEST.find((fate) => fates.has(fate)) ?? 'accepted'
}
