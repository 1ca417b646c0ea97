import { errorCode, errorText, OperatorFailure } from './operator-failure.ts'

export const DISK_FULL = 'Disk basis data penuh. Kosongkan ruang di disk itu, lalu jalankan lagi.'

/** The sentences for what only the operator of a database can mend, by SQLSTATE or error code of the operating system. */
const SENTENCES: Readonly<Record<string, string>> = {
  '28P01': 'Basis data menolak kata sandi. Periksa pengguna dan kata sandi di DATABASE_URL.',
  '28000': 'Basis data menolak pengguna ini. Periksa DATABASE_URL dan pg_hba.conf di server.',
  '3D000': 'Basis data yang disebut di DATABASE_URL belum ada. Buat dulu dengan: createdb NAMA.',
  '42501': 'Pengguna basis data ini kurang hak. Isi DATABASE_OWNER_URL dengan pemilik basis data.',
  '53100': DISK_FULL,
  '53200': 'Server basis data kehabisan memori. Kurangi beban atau tambah memori.',
  '53300': 'Sambungan ke basis data sudah habis. Turunkan PAYUNG_DATABASE_CONNECTIONS.',
  '57P01': 'Basis data dihentikan. Jalankan lagi basis datanya.',
  '57P02': 'Basis data berhenti mendadak. Periksa log basis data.',
  '57P03': 'Basis data sedang memulai atau berhenti. Tunggu sebentar, lalu ulangi.',
  ECONNREFUSED: 'Basis data tidak menjawab. Pastikan servernya berjalan dan alamat di DATABASE_URL benar.',
  ENOENT: 'Soket basis data tidak ada. Pastikan servernya berjalan dan alamat di DATABASE_URL benar.',
  ENOTFOUND: 'Nama server basis data tidak dikenal. Periksa alamat di DATABASE_URL.',
  EAI_AGAIN: 'Nama server basis data tidak dapat dicari. Periksa jaringan dan DATABASE_URL.',
  ETIMEDOUT: 'Basis data tidak menjawab pada waktunya. Periksa jaringan dan DATABASE_URL.',
  EHOSTUNREACH: 'Server basis data tidak terjangkau. Periksa jaringan dan DATABASE_URL.',
  ENETUNREACH: 'Server basis data tidak terjangkau. Periksa jaringan dan DATABASE_URL.',
  ECONNRESET: 'Sambungan ke basis data terputus. Periksa apakah basis data masih berjalan.',
  EPIPE: 'Sambungan ke basis data terputus. Periksa apakah basis data masih berjalan.',
}

/** The driver gives these no code. */
const BY_TEXT: readonly (readonly [RegExp, string])[] = [
  [/Connection terminated|Client has encountered a connection error/, SENTENCES['ECONNRESET'] ?? ''],
  [/timeout expired|timeout exceeded when trying to connect/, SENTENCES['ETIMEDOUT'] ?? ''],
  [/server does not support SSL/, 'Server basis data tidak memakai TLS. Hapus sslmode dari DATABASE_URL.'],
  [/SASL|password must be a string/, SENTENCES['28P01'] ?? ''],
]

/** System errors count only when they come from the network: ENOENT of a file is no matter of the database. */
function codeOf(error: unknown): string {
  const code = errorCode(error) ?? ''
  if (!/^E[A-Z]/.test(code)) return code
  const syscall = error instanceof Error && 'syscall' in error ? error.syscall : undefined
  return ['connect', 'read', 'write', 'getaddrinfo'].includes(String(syscall)) ? code : ''
}

/** The operator's sentence for a database error, or undefined when the error is our own mistake. */
export function describeDatabaseError(error: unknown): OperatorFailure | undefined {
  if (error instanceof OperatorFailure) return error
  // A host with several addresses fails with all their errors at once.
  if (error instanceof AggregateError) return describeDatabaseError(error.errors[0])
  const sentence =
    SENTENCES[codeOf(error)] ?? BY_TEXT.find(([pattern]) => pattern.test(errorText(error)))?.[1]
  return sentence === undefined ? undefined : new OperatorFailure(sentence, error)
}

/** The server itself is in trouble (no disk, crashed, connection gone): asking it to stop politely may take for ever. */
export function isDatabaseUnwell(error: unknown): boolean {
  if (error instanceof OperatorFailure) return error.cause !== undefined && isDatabaseUnwell(error.cause)
  return (
    /^(08|53|57|58|XX|ECONNRESET|EPIPE)/.test(codeOf(error)) ||
    errorText(error).includes('Connection terminated')
  )
}
