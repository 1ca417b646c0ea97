import { sql } from 'kysely'
import { bad, type Check, type CheckAnswer, good, warning } from './checkup.ts'
import type { Clock } from './clock.ts'
import type { Db } from './db.ts'
import { schemaProblem } from './schema-check.ts'

const OLDEST_MAJOR = 15
const NEWEST_MAJOR = 18

/** The checks that ask the database. */
export function databaseChecks(db: Db, clock: Clock): Check[] {
  return [
    { name: 'database', title: 'Basis data', run: () => checkVersion(db) },
    { name: 'schema', title: 'Skema', run: () => checkSchema(db) },
    { name: 'regions', title: 'Tabel wilayah', run: () => checkRegions(db) },
    { name: 'database-clock', title: 'Jam basis data', run: () => checkDatabaseClock(db, clock) },
  ]
}

async function checkVersion(db: Db): Promise<CheckAnswer> {
  const { rows } = await sql<{ version: string; number: number; encoding: string }>`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
           current_setting('server_encoding') as encoding`.execute(db)
  const { version = '?', number = 0, encoding = '?' } = rows[0] ?? {}
  const major = Math.floor(number / 10_000)
  const found = `PostgreSQL ${version}, ${encoding}`
  if (major < OLDEST_MAJOR) return bad(found, `Pakai PostgreSQL ${OLDEST_MAJOR} sampai ${NEWEST_MAJOR}.`)
  if (encoding !== 'UTF8') return bad(found, 'Buat basis data dengan encoding UTF8.')
  if (major > NEWEST_MAJOR)
    return warning(found, `Belum dicoba. Yang dicoba: PostgreSQL ${OLDEST_MAJOR} sampai ${NEWEST_MAJOR}.`)
  return good(found)
}

const SCHEMA_MENDS: Readonly<Record<string, readonly [found: string, mend: string]>> = {
  'schema-missing': ['belum ada', 'Jalankan ./payung migrate.'],
  'schema-behind': ['ada migrasi yang belum diterapkan', 'Jalankan ./payung migrate.'],
  'schema-newer': ['lebih baru daripada program ini', 'Pasang versi Payung yang lebih baru.'],
  'schema-broken': ['ada migrasi yang gagal atau berubah', 'Lihat ./payung migrate --check.'],
}

async function checkSchema(db: Db): Promise<CheckAnswer> {
  const problem = await schemaProblem(db)
  if (problem === null) return good('mutakhir')
  const [found, mend] = SCHEMA_MENDS[problem] ?? [problem, 'Lihat ./payung migrate --check.']
  return bad(found, mend)
}

async function checkRegions(db: Db): Promise<CheckAnswer> {
  const { rows } = await sql<{
    exists: boolean
  }>`select to_regclass('regions') is not null as exists`.execute(db)
  const mend = 'Jalankan npm start; wilayah dimuat saat mulai.'
  if (!rows[0]?.exists) return bad('belum ada', mend)
  const { rows: counts } = await sql<{ count: number }>`
    select count(*)::int as count from regions where valid_to is null`.execute(db)
  const count = counts[0]?.count ?? 0
  return count === 0 ? bad('kosong', mend) : good(`${count.toLocaleString('id-ID')} wilayah berlaku`)
}

async function checkDatabaseClock(db: Db, clock: Clock): Promise<CheckAnswer> {
  const before = clock.now().getTime()
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db)
  const middle = (before + clock.now().getTime()) / 2
  const skew = Math.abs((rows[0]?.now.getTime() ?? 0) - middle) / 1_000
  if (skew <= 5) return good('sama dengan jam mesin')
  return bad(`berbeda ${Math.round(skew)} detik dari jam mesin`, 'Samakan jam kedua mesin dengan NTP.')
}
