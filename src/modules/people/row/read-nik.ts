import {
  parseNik,
  type NikContext,
  type NikError,
  type NikReading,
  type NikWarning,
} from '../../../kernel/nik.ts'
import type { StoredAs } from './fields.ts'
import { outcome, type Outcome } from './outcome.ts'

export type SoundNik = Extract<NikReading, { accepted: true }>
export type NikCell = { readonly value: SoundNik | null; readonly outcomes: readonly Outcome[] }

/**
 * A NIK from a cell. Sixteen digits that a spreadsheet kept as a number are believed only where they cannot have been rounded:
 * Excel keeps 15 digits and fills up with 0, and above 2^53 a binary number keeps only even values.
 */
export function readNik(typed: string, storedAs: StoredAs, context: NikContext): NikCell {
  const reading = parseNik(typed, context)
  if (!reading.accepted) return { value: null, outcomes: reading.errors.map(ofError) }
  if (storedAs === 'number' && mayBeRounded(reading.nik.reveal())) {
    return { value: null, outcomes: [outcome('NIK_RUSAK_EXCEL', 'nik', {})] }
  }
  const tidied = reading.changes.length > 0 ? [outcome('NIK_DIRAPIKAN', 'nik', {})] : []
  return { value: reading, outcomes: [...reading.warnings.map(ofWarning), ...tidied] }
}

function mayBeRounded(digits: string): boolean {
  const isEven = Number(digits.slice(-1)) % 2 === 0
  return digits.endsWith('0') || (isEven && BigInt(digits) > BigInt(Number.MAX_SAFE_INTEGER))
}

function ofError(error: NikError): Outcome {
  switch (error.code) {
    case 'nik-missing':
      return outcome('NIK_KOSONG', 'nik', {})
    case 'nik-stored-as-number':
      return outcome('NIK_RUSAK_EXCEL', 'nik', {})
    case 'nik-not-digits':
      return outcome(error.likelyTyping ? 'NIK_HURUF' : 'NIK_BUKAN_ANGKA', 'nik', {})
    case 'nik-wrong-length':
      return outcome('NIK_PANJANG', 'nik', { digitCount: error.digitCount })
    case 'nik-filler':
      return outcome('NIK_CONTOH', 'nik', {})
    case 'nik-province-impossible':
      return outcome('NIK_PROVINSI', 'nik', {})
    case 'nik-day-impossible':
      return outcome('NIK_TANGGAL', 'nik', {})
    case 'nik-month-impossible':
      return outcome('NIK_BULAN', 'nik', {})
    case 'nik-serial-impossible':
      return outcome('NIK_NOMOR_URUT', 'nik', {})
  }
}

function ofWarning(warning: NikWarning): Outcome {
  switch (warning.code) {
    case 'nik-date-impossible':
      return outcome('NIK_TANGGAL_MUSTAHIL', 'nik', {})
    case 'nik-birth-date-differs':
      return outcome('TGL_BEDA_NIK', 'bornOn', {})
    case 'nik-sex-differs':
      return outcome('JK_BEDA_NIK', 'sex', {})
    case 'nik-area-unknown':
      return outcome('NIK_WILAYAH_TAK_DIKENAL', 'nik', {})
    case 'nik-area-former':
      return outcome('NIK_WILAYAH_LAMA', 'nik', {})
  }
}
