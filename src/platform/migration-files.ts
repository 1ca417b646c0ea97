import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One numbered SQL file of db/migrations. */
export type Migration = {
  readonly number: number
  /** `0002_regions` */
  readonly name: string
  readonly sql: string
  /** SHA-256 of the text: an applied file may not change any more. */
  readonly checksum: string
}

const MIGRATION_FOLDER = join(import.meta.dirname, '../../db/migrations')

/** All migrations in order. Throws when two have one number or one is missing, which is our own mistake. */
export function readMigrations(folder: string = MIGRATION_FOLDER): Migration[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
  return files.map((file, index) => {
    const match = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(file)
    const number = Number(match?.[1])
    if (number !== index + 1) throw new Error(`migration ${file} should have number ${index + 1}`)
    const sql = readFileSync(join(folder, file), 'utf8')
    return { number, name: file.slice(0, -4), sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}
