import { join } from 'node:path'
import { nearestWord } from './nearest.ts'
import { errorText, OperatorFailure } from './operator-failure.ts'
import {
  anyText,
  commandWords,
  encodedKeys,
  files,
  folder,
  hostName,
  issuerUrl,
  networks,
  oneOf,
  optionalFile,
  postgresUrl,
  publicUrl,
  SettingProblem,
  wholeNumber,
  yesOrNoOrUnset,
} from './setting-parsers.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** One setting. `fallback` is written as a person would type it; the parser reads both. */
type Setting<Value> = {
  readonly name: string
  readonly meaning: string
  readonly fallback: string
  /** The value must never be shown; of a URL only the password is hidden. */
  readonly secret?: true
  readonly parse: (text: string) => Value
}

/**
 * Settings whose name with nothing behind it is a mistake, though an empty value counts as not set elsewhere: a template that lost
 * its secret must not make us start with keys of our own.
 */
const NEVER_BLANK = ['PAYUNG_KEYS', 'PAYUNG_KEYS_COMMAND']

const PROGRAM_FOLDER = join(import.meta.dirname, '..', '..')

function setting<Value>(
  name: string,
  fallback: string,
  parse: (text: string) => Value,
  meaning: string,
  secret?: true,
): Setting<Value> {
  return { name, fallback, parse, meaning, ...(secret && { secret }) }
}

/** Every setting Payung has. They come from the environment only; an empty value counts as not set. */
const SETTINGS = {
  port: setting('PORT', '8080', wholeNumber(0, 65_535), 'Port HTTP. 0 berarti port bebas mana saja.'),
  host: setting('HOST', '127.0.0.1', hostName, 'Alamat tempat server mendengarkan. 0.0.0.0 untuk semua.'),
  databaseUrl: setting(
    'DATABASE_URL',
    '',
    postgresUrl,
    'Alamat server PostgreSQL 15–18. Kosong berarti PostgreSQL bawaan di folder data.',
    true,
  ),
  databaseOwnerUrl: setting(
    'DATABASE_OWNER_URL',
    '',
    postgresUrl,
    'Alamat yang sama sebagai pemilik skema, untuk migrasi. Kosong berarti DATABASE_URL.',
    true,
  ),
  dataFolder: setting(
    'PAYUNG_DATA',
    join(PROGRAM_FOLDER, '.payung'),
    folder,
    'Folder data: basis data bawaan dan kunci. Cadangkan folder ini.',
  ),
  logLevel: setting(
    'PAYUNG_LOG',
    'info',
    oneOf(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']),
    'Rincian log. debug juga menampilkan jejak kesalahan.',
  ),
  publicUrl: setting(
    'PAYUNG_PUBLIC_URL',
    '',
    publicUrl,
    'Alamat yang dilihat pengguna. Kosong berarti http://HOST:PORT.',
  ),
  contact: setting(
    'PAYUNG_CONTACT',
    '',
    anyText,
    'Ke mana warga bertanya, satu kalimat untuk halaman bantuan: alamat, telepon, jam buka.',
  ),
  trustedProxies: setting(
    'PAYUNG_TRUSTED_PROXIES',
    '',
    networks,
    'Alamat proksi yang dipercaya, dipisah koma. Kosong berarti tidak ada.',
  ),
  lawFile: setting(
    'PAYUNG_LAW_FILE',
    '',
    optionalFile,
    'Berkas JSON berisi nilai hukum yang sudah dikonfirmasi. Lihat docs/law/confirming.md.',
  ),
  holidayFiles: setting(
    'PAYUNG_HOLIDAY_FILES',
    '',
    files,
    'Berkas JSON hari libur tahun berikutnya, dipisah koma. Lihat docs/law/holidays.md.',
  ),
  banksFile: setting(
    'PAYUNG_BANKS_FILE',
    '',
    optionalFile,
    'Berkas JSON bank dan kuncinya. Kosong berarti SIMULATOR bank. Lihat docs/operations/payments.md.',
  ),
  keys: setting(
    'PAYUNG_KEYS',
    '',
    encodedKeys,
    'Kunci rahasia: JSON dalam base64. Kosong berarti berkas keys.json di folder data.',
    true,
  ),
  keysCommand: setting(
    'PAYUNG_KEYS_COMMAND',
    '',
    commandWords,
    'Perintah yang mencetak kunci sebagai JSON, misalnya dari KMS. Lihat docs/operations/keys.md.',
    true,
  ),
  auditHeadsCommand: setting(
    'PAYUNG_AUDIT_HEADS_COMMAND',
    '',
    commandWords,
    'Perintah yang menerima setiap kepala jejak audit di stdin. Lihat docs/operations/audit.md.',
    true,
  ),
  training: setting(
    'PAYUNG_TRAINING',
    '',
    yesOrNoOrUnset,
    'Isi 1 untuk mode latihan, 0 untuk kerja sungguhan. Kosong: folder baru tanpa pengaturan lain menjadi latihan.',
  ),
  idleMinutes: setting(
    'PAYUNG_SESSION_IDLE_MINUTES',
    '30',
    wholeNumber(1, 1_440),
    'Sesi yang tidak dipakai selama ini berakhir, dalam menit.',
  ),
  sessionHours: setting(
    'PAYUNG_SESSION_HOURS',
    '12',
    wholeNumber(1, 168),
    'Sesi berakhir setelah selama ini, dalam jam.',
  ),
  breachedPasswords: setting(
    'PAYUNG_BREACHED_PASSWORDS',
    '',
    optionalFile,
    'Berkas daftar sandi yang pernah bocor, satu per baris. Lihat docs/operations/sign-in.md.',
  ),
  mailCommand: setting(
    'PAYUNG_MAIL_COMMAND',
    '',
    commandWords,
    'Perintah yang menerima surat di stdin, misalnya ["sendmail","-t"]. Lihat docs/operations/sign-in.md.',
  ),
  ssoIssuer: setting(
    'PAYUNG_SSO_ISSUER',
    '',
    issuerUrl,
    'Alamat penyedia akun pemerintah (OpenID Connect). Kosong berarti tidak dipakai.',
  ),
  ssoClientId: setting('PAYUNG_SSO_CLIENT_ID', '', anyText, 'Nama Payung pada penyedia akun pemerintah.'),
  ssoClientSecret: setting(
    'PAYUNG_SSO_CLIENT_SECRET',
    '',
    anyText,
    'Rahasia Payung pada penyedia akun pemerintah.',
    true,
  ),
  alertExportedRows: setting(
    'PAYUNG_ALERT_EXPORTED_ROWS',
    '20000',
    wholeNumber(1, 1_000_000_000),
    'Peringatan bila satu pengguna mengunduh baris sebanyak ini dalam sehari.',
  ),
  alertUnmaskedPersons: setting(
    'PAYUNG_ALERT_UNMASKED_PERSONS',
    '200',
    wholeNumber(1, 1_000_000_000),
    'Peringatan bila satu pengguna membuka data tersembunyi orang sebanyak ini dalam sehari.',
  ),
  alertRefusals: setting(
    'PAYUNG_ALERT_REFUSALS',
    '100',
    wholeNumber(1, 1_000_000_000),
    'Peringatan bila satu pengguna atau kunci ditolak sebanyak ini dalam sehari.',
  ),
  alertQuotaPercent: setting(
    'PAYUNG_ALERT_QUOTA_PERCENT',
    '80',
    wholeNumber(1, 100),
    'Peringatan bila kunci program memakai kuota orangnya sampai sekian persen.',
  ),
  listDays: setting(
    'PAYUNG_LIST_DAYS',
    '30',
    wholeNumber(1, 3_650),
    'Berkas daftar yang ditolak, dibatalkan, atau tidak dimasukkan dihapus setelah sekian hari.',
  ),
  doneListDays: setting(
    'PAYUNG_DONE_LIST_DAYS',
    '400',
    wholeNumber(1, 3_650),
    'Berkas daftar yang sudah dimasukkan dihapus setelah sekian hari.',
  ),
  databaseConnections: setting(
    'PAYUNG_DATABASE_CONNECTIONS',
    '10',
    wholeNumber(1, 200),
    'Banyaknya sambungan ke basis data.',
  ),
  httpConnections: setting(
    'PAYUNG_HTTP_CONNECTIONS',
    '2000',
    wholeNumber(1, 100_000),
    'Banyaknya sambungan HTTP yang dilayani bersamaan.',
  ),
  bodyLimit: setting(
    'PAYUNG_BODY_LIMIT',
    '1048576',
    wholeNumber(1_024, 1_073_741_824),
    'Ukuran isi permintaan terbesar, dalam byte.',
  ),
  requestSeconds: setting(
    'PAYUNG_REQUEST_SECONDS',
    '30',
    wholeNumber(1, 3_600),
    'Batas waktu menerima satu permintaan, dalam detik.',
  ),
  shutdownSeconds: setting(
    'PAYUNG_SHUTDOWN_SECONDS',
    '10',
    wholeNumber(0, 600),
    'Waktu untuk menyelesaikan permintaan saat berhenti, dalam detik.',
  ),
}

type Settings = typeof SETTINGS
export type Config = { readonly [Key in keyof Settings]: ReturnType<Settings[Key]['parse']> }

/** One row of `./payung config`. `shown` hides secrets. */
export type SettingReport = {
  readonly name: string
  readonly meaning: string
  readonly shown: string
  readonly from: 'environment' | 'default'
  readonly problem?: string
}

/** Reads and checks every setting. Throws one OperatorFailure that names all that is wrong, a sentence each. */
export function readConfig(env: Environment): Config {
  const problems = [
    ...unknownNames(env),
    ...keyProblems(env),
    ...singleSignOnProblems(env),
    ...reportSettings(env).flatMap((report) => (report.problem === undefined ? [] : [report.problem])),
  ]
  if (problems.length > 0) throw new OperatorFailure(problems.join('\n'))
  const entries = Object.entries(SETTINGS).map(([key, each]) => [
    key,
    each.parse(givenText(each, env) ?? each.fallback),
  ])
  return Object.fromEntries(entries) as Config
}

/** Every setting with its meaning and its present value, wrong ones included. */
export function reportSettings(env: Environment): SettingReport[] {
  return Object.values(SETTINGS).map((each) => {
    const given = givenText(each, env)
    const text = given ?? each.fallback
    const problem = problemOf(each, text)
    return {
      name: each.name,
      meaning: each.meaning,
      shown: each.secret ? hideSecret(text) : text,
      from: given === undefined ? 'default' : 'environment',
      ...(problem !== undefined && { problem }),
    }
  })
}

/** Names that begin like ours but are none of ours: a typing error that would otherwise be silently ignored. */
export function unknownNames(env: Environment): string[] {
  const names = Object.values(SETTINGS).map((each) => each.name)
  return Object.keys(env)
    .filter((name) => name.startsWith('PAYUNG_') && !names.includes(name))
    .map((name) => {
      const near = nearestWord(name, names)
      const hint = near === undefined ? 'Lihat ./payung config.' : `Mungkin maksudnya ${near}.`
      return `Pengaturan ${name} tidak dikenal. ${hint}`
    })
}

/** What is wrong with the settings of keys taken together. */
export function keyProblems(env: Environment): string[] {
  const blank = NEVER_BLANK.filter((name) => env[name]?.trim() === '').map(
    (name) => `Pengaturan ${name} kosong. Isi, atau hapus pengaturan itu.`,
  )
  const isDouble = NEVER_BLANK.every((name) => (env[name]?.trim() ?? '') !== '')
  return isDouble ? ['PAYUNG_KEYS dan PAYUNG_KEYS_COMMAND diisi keduanya. Pakai salah satu.'] : blank
}

/** Government sign-in needs its three settings together. */
export function singleSignOnProblems(env: Environment): string[] {
  const names = ['PAYUNG_SSO_ISSUER', 'PAYUNG_SSO_CLIENT_ID', 'PAYUNG_SSO_CLIENT_SECRET']
  const missing = names.filter((name) => (env[name]?.trim() ?? '') === '')
  if (missing.length === 0 || missing.length === names.length) return []
  return [`Masuk lewat akun pemerintah perlu tiga pengaturan. Yang belum diisi: ${missing.join(', ')}.`]
}

function givenText(each: Setting<unknown>, env: Environment): string | undefined {
  const text = env[each.name]?.trim()
  return text === '' ? undefined : text
}

function problemOf(each: Setting<unknown>, text: string): string | undefined {
  try {
    each.parse(text)
    return undefined
  } catch (error) {
    if (!(error instanceof SettingProblem)) throw error
    const shown = each.secret ? each.name : `${each.name}=${text}`
    return `Pengaturan ${shown} salah. ${errorText(error)}`
  }
}

/** The text with its password replaced; hidden altogether when it is not a URL we understand. */
export function hideSecret(text: string): string {
  if (text === '') return ''
  if (!URL.canParse(text)) return '(disembunyikan)'
  const url = new URL(text)
  if (url.password !== '') url.password = '***'
  for (const name of url.searchParams.keys()) {
    if (/pass|key|secret|token/i.test(name)) url.searchParams.set(name, '***')
  }
  return url.href
}
