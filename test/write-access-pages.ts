import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp } from '../src/api/app.ts'
import { clockAt } from '../src/platform/clock.ts'
import { openDatabase } from '../src/platform/db.ts'
import { TEST_NOW } from './people.ts'
import { everyStanding, MATRIX_PAGE, matrixPage, rightsMatrix } from './rights-matrix.ts'
import { rolesPage, ROLES_PAGE } from './roles-page.ts'
import { testRing } from './test-ring.ts'
import { startTestServer } from './test-server.ts'

/** `npm run access-pages`: writes the pages of roles and rights as tables and routes now are. */
const write = (page: string, text: string) => {
  writeFileSync(join(import.meta.dirname, '..', page), text)
  process.stdout.write(`${page}\n`)
}
write(ROLES_PAGE, rolesPage())
const server = await startTestServer(() => undefined, new AbortController().signal)
const owner = openDatabase(server.environment['TEST_DATABASE_OWNER_URL'] ?? '')
const app = openDatabase(server.environment['TEST_DATABASE_APP_URL'] ?? '', { role: 'payung_app' })
try {
  const ring = testRing()
  const built = await buildApp({
    db: app.db,
    pool: app.pool,
    ring,
    clock: clockAt(TEST_NOW),
    log: { level: 'silent' },
  })
  write(
    MATRIX_PAGE,
    matrixPage(await rightsMatrix(built, await everyStanding(owner, ring)), built.routeTable),
  )
  await built.close()
} finally {
  await app.close()
  await owner.close()
  await server.stop()
}
