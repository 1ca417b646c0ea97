import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { systemClock } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/db.ts'
import { startJobWorker } from '../../src/platform/job-worker.ts'
import { chanceOf } from './chance.ts'
import type {} from './f20-killed-workers.ts'

/** A worker that takes its time before, within and after the transaction of each effect, so that it is killed in all three. */
const [, , url = '', seed = ''] = process.argv
const chance = chanceOf(Number(seed))
const { db, pool } = openDatabase(url, { role: 'payung_app', maxConnections: 6 })
startJobWorker(
  { db, pool, clock: systemClock, warn: () => undefined },
  {
    handlers: {
      'campaign-effect': async ({ payload, end }) => {
        await sleep(chance.below(30))
        await db.transaction().execute(async (tx) => {
          await end(tx)
          await sql`insert into campaign_effects (job) values (${payload.job})`.execute(tx)
          await sleep(chance.below(30))
        })
        await sleep(chance.below(30))
      },
    },
  },
  { pollMs: 20 },
)
process.stdout.write('ready\n')
