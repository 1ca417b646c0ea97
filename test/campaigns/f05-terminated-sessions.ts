import { setTimeout as sleep } from 'node:timers/promises'
import type { TestDatabase } from '../database.ts'
import { openAcknowledgementLog } from './acknowledgement-log.ts'
import { isOfLedger, onOneDatabase, type Counts } from './campaign.ts'
import { chanceOf } from './chance.ts'
import { addLoadAccounts, judgeLoad, loadLedger } from './ledger-load.ts'

const LASTS_MS = 1_200
const EVERY_MS = 100

/** Sessions of the load are ended by the database, one each 100 ms, wherever they are in their work. */
export const terminatedSessions = onOneDatabase(
  { code: 'F5', title: 'pg_terminate_backend on random sessions under load', shortSeeds: 2 },
  addLoadAccounts,
  async (database, seed): Promise<Counts> => {
    const chance = chanceOf(seed)
    const log = openAcknowledgementLog()
    const stop = new AbortController()
    try {
      const way = chance.pick(['alone', 'together'] as const)
      const load = loadLedger(database.db, { seed, clients: 8, chance, log, until: stop.signal, way })
      const terminated = await terminate(database, chanceOf(seed + 1_000_000), LASTS_MS)
      stop.abort()
      const { counts, unanswered } = await load
      const { committedUnseen } = await judgeLoad(database, seed, log, unanswered)
      return { ...counts, terminated, committedUnseen }
    } finally {
      stop.abort()
      log.remove()
    }
  },
  { isChecked: isOfLedger },
)

async function terminate(
  { owner }: TestDatabase,
  chance: ReturnType<typeof chanceOf>,
  lasts: number,
): Promise<number> {
  let count = 0
  for (let passed = 0; passed < lasts; passed += EVERY_MS) {
    await sleep(EVERY_MS)
    const { rows } = await owner.pool.query<{ pid: number }>(
      `select pid from pg_stat_activity
       where datname = current_database() and application_name = 'payung' and state <> 'idle' and pid <> pg_backend_pid() order by pid`,
    )
    if (rows.length === 0) continue
    const { pid } = chance.pick(rows)
    await owner.pool.query('select pg_terminate_backend($1)', [pid])
    count += 1
  }
  return count
}
