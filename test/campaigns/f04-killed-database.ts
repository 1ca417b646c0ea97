import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '../../src/platform/config.ts'
import { openDataFolder } from '../../src/platform/data-folder.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { postgresProcessesMarked, signalProcess, waitUntil } from '../../src/platform/own-processes.ts'
import { openPayungDatabase, type PayungDatabase } from '../../src/platform/payung-database.ts'
import { checkInvariants } from '../database.ts'
import { openAcknowledgementLog } from './acknowledgement-log.ts'
import { isOfLedger, type Campaign, type Counts } from './campaign.ts'
import { chanceOf } from './chance.ts'
import { addLoadAccounts, judgeLoad, loadLedger } from './ledger-load.ts'

const CLIENTS = 8
const quiet = () => undefined

/**
 * The whole database server is killed under load, postmaster and children at once, and started again. It is a server of its own with
 * fsync on. The page cache of the machine outlives this: a power cut is not what is shown.
 */
export const killedDatabase: Campaign = {
  code: 'F4',
  title: 'kill -9 of PostgreSQL, postmaster and children, under load',
  shortSeeds: 1,
  async begin() {
    const folder = mkdtempSync(join(tmpdir(), 'payung-campaign-'))
    chmodSync(folder, 0o711)
    let running = await openServer(folder)
    await migrate(running.ownerUrl, { progress: quiet })
    await withPools(running, addLoadAccounts)
    return {
      async run(seed) {
        const ended = await runSeed(folder, running, seed)
        running = ended.running
        return ended.counts
      },
      async end() {
        await running.stop()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  },
}

function openServer(folder: string): Promise<PayungDatabase> {
  const config = readConfig({ PAYUNG_DATA: folder })
  return openPayungDatabase(config, {
    purpose: 'serve',
    progress: quiet,
    signal: new AbortController().signal,
  })
}

async function withPools<Result>(
  server: PayungDatabase,
  work: (pools: {
    readonly db: ReturnType<PayungDatabase['openAsApplication']>['db']
    readonly owner: ReturnType<PayungDatabase['openAsOwner']>
  }) => Promise<Result>,
): Promise<Result> {
  const [app, owner] = [server.openAsApplication(CLIENTS), server.openAsOwner()]
  try {
    return await work({ db: app.db, owner })
  } finally {
    await app.close()
    await owner.close()
  }
}

async function runSeed(
  folder: string,
  server: PayungDatabase,
  seed: number,
): Promise<{ readonly running: PayungDatabase; readonly counts: Counts }> {
  const chance = chanceOf(seed)
  const log = openAcknowledgementLog()
  const stop = new AbortController()
  try {
    const way = chance.pick(['alone', 'together'] as const)
    const { counts, unanswered } = await withPools(server, async ({ db }) => {
      const load = loadLedger(db, { seed, clients: CLIENTS, chance, log, until: stop.signal, way })
      await sleep(200 + chance.below(1_000))
      await killServer(folder)
      stop.abort()
      return load
    })
    await server.stop(AbortSignal.abort())
    const running = await openServer(folder)
    const { committedUnseen } = await withPools(running, async (pools) => {
      const judged = await judgeLoad(pools, seed, log, unanswered)
      await checkInvariants(pools.owner.pool, isOfLedger)
      return judged
    })
    return { running, counts: { ...counts, kills: 1, unanswered: unanswered.length, committedUnseen } }
  } finally {
    stop.abort()
    log.remove()
  }
}

async function killServer(folder: string): Promise<void> {
  const { clusterName } = openDataFolder(folder)
  const all = () => postgresProcessesMarked(clusterName)
  // Again and again: a child that is born while its parent is being killed is one too.
  await waitUntil(() => {
    for (const pid of all()) signalProcess(pid, 'SIGKILL')
    return all().length === 0
  }, 10_000)
}
