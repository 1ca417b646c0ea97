import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import pg from 'pg'
import { dumpSchema } from '../src/platform/schema-dump.ts'

const ROOT = join(import.meta.dirname, '..')
const TYPES_HEADER =
  '/* Generated from the migrated database by `npm run schema`; test/schema.db.test.ts compares. */\n'

/** The two files that are made from a migrated database, by their path, with the text they should have. */
export async function schemaFiles(ownerUrl: string): Promise<ReadonlyMap<string, string>> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return new Map([
      [join(ROOT, 'db/schema.sql'), await dumpSchema(client)],
      [join(ROOT, 'src/platform/schema.ts'), await tableTypes(ownerUrl)],
    ])
  } finally {
    await client.end()
  }
}

/** One interface per table, with our reading of int8 and date (src/platform/db.ts). */
async function tableTypes(ownerUrl: string): Promise<string> {
  const mapping = JSON.stringify({ int8: 'bigint', date: 'string' })
  const printed = execFileSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/kysely-codegen/dist/cli/bin.js'),
      ...['--dialect', 'postgres', '--print', '--type-mapping', mapping, '--default-schema', 'public'],
    ],
    { encoding: 'utf8', env: { ...process.env, DATABASE_URL: ownerUrl }, cwd: ROOT },
  )
  const code = TYPES_HEADER + printed.slice(printed.indexOf('import '))
  return format(code, { ...(await resolveConfig(join(ROOT, 'src/x.ts'))), parser: 'typescript' })
}
