import { writeFileSync } from 'node:fs'
import { schemaFiles } from './schema-files.ts'
import { startTestServer } from './test-server.ts'

/** `npm run schema`: writes db/schema.sql and src/platform/schema.ts as the migrations now make them. */
const server = await startTestServer(() => undefined, new AbortController().signal)
try {
  for (const [path, text] of await schemaFiles(server.environment['TEST_DATABASE_OWNER_URL'] ?? '')) {
    writeFileSync(path, text)
    process.stdout.write(`${path}\n`)
  }
} finally {
  await server.stop()
}
