import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp } from '../src/api/app.ts'
import { testRing } from './test-ring.ts'
import { systemClock } from '../src/platform/clock.ts'
import { openDatabase } from '../src/platform/db.ts'

/** `npm run openapi`: keeps the API's description in docs/api, where a change of it is seen in review. */
const database = openDatabase('postgres://nobody@127.0.0.1:1/none')
const app = await buildApp({
  db: database.db,
  clock: systemClock,
  ring: testRing(),
  log: { level: 'silent' },
})
await app.ready()
const file = join(import.meta.dirname, '..', 'docs', 'api', 'openapi.json')
writeFileSync(file, `${JSON.stringify(app.swagger(), null, 2)}\n`)
await app.close()
await database.close()
