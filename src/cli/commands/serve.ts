import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { AccessSettings } from '../../modules/access/access-settings.ts'
import type { Purpose } from '../../modules/access/installation-purpose.ts'
import { watchForAlerts, type Watch } from '../../modules/access/keep-watching.ts'
import { settlePurpose } from '../../modules/access/training-accounts.ts'
import { headSourceOf } from '../../modules/audit/answer-heads.ts'
import { headFileOf } from '../../modules/audit/head-file.ts'
import { keepSealing } from '../../modules/audit/keep-sealing.ts'
import { keepCleaning } from '../../modules/imports/keep-cleaning.ts'
import { BankLines } from '../../modules/payments/bank-line.ts'
import { type LawSources, readLawSources } from '../../modules/law/read-law-sources.ts'
import { systemClock } from '../../platform/clock.ts'
import { type Config, readConfig } from '../../platform/config.ts'
import type { Database } from '../../platform/db.ts'
import { openDataFolder } from '../../platform/data-folder.ts'
import { isDatabaseUnwell } from '../../platform/database-errors.ts'
import { openKeys } from '../../platform/key-source.ts'
import { describeListenError, proveListenable } from '../../platform/listen-check.ts'
import { OperatorFailure } from '../../platform/operator-failure.ts'
import { causeOf, openPayungDatabase, type PayungDatabase } from '../../platform/payung-database.ts'
import { type Progress, seconds, step } from '../../platform/progress.ts'
import { schemaProblem } from '../../platform/schema-check.ts'
import { listenForStop, type StopRequest } from '../../platform/stop-request.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { accessOfConfig, alertsOfConfig } from '../access-of-config.ts'
import { startBanks, type Banks } from '../bank-child.ts'
import type { Command, CommandContext } from '../command.ts'
import { beginFilling, FILLED } from '../fill-for-training.ts'
import { readyDatabase } from '../ready-database.ts'
import { startServerJobs } from '../server-jobs.ts'
import { startAskOf } from '../start-ask.ts'

export const serveCommand: Command = {
  name: 'serve',
  summary: 'Menjalankan server beserta basis datanya, sampai dihentikan dengan Ctrl-C.',
  usage: '[--empty]',
  options: [
    {
      flag: '--empty',
      meaning: 'kerja sungguhan, tanpa orang rekaan; dengan PAYUNG_TRAINING=1 latihan tanpa provinsi kembar',
    },
  ],
  examples: ['npm start', 'npm start -- --empty', 'PORT=9000 ./payung serve'],
  async run(context) {
    const config = readConfig(context.env)
    const stop = listenForStop()
    try {
      return await serve(config, context, stop)
    } catch (error) {
      // Asked to stop before it was ready: it stopped.
      if (stop.asked.aborted) return 0
      throw error
    } finally {
      stop.dispose()
    }
  },
}

async function serve(config: Config, { out, options }: CommandContext, stop: StopRequest): Promise<number> {
  const started = performance.now()
  out('Payung menyiapkan diri')
  // Read first: a law or holiday file that is wrong stops the start before anything is begun.
  const law = await readLawSources(config)
  const access = await accessOfConfig(config)
  const database = await openPayungDatabase(config, {
    purpose: 'serve',
    progress: out,
    signal: stop.asked,
    beforeStart: () => proveListenable(config.host, config.port),
  })
  let hurry = stop.hurried
  // Only now: whose the data folder is, his is the simulator's book. It gets ready while the database does.
  const begun = startBanks(config, out)
  begun.catch(() => undefined)
  try {
    await readyDatabase(database, out, stop.asked)
    const ring = await step(out, 'Kunci rahasia', () => keyRing(config, database))
    const banks = await step(out, config.banksFile === null ? 'SIMULATOR bank' : 'Bank', () => begun)
    const isEmpty = options.get('empty') === true
    return await serveOn(database, { config, law, access, ring, banks, isEmpty }, out, stop, started)
  } catch (error) {
    if (isDatabaseUnwell(error)) hurry = AbortSignal.abort()
    throw causeOf(error, database)
  } finally {
    await begun.then((banks) => banks.stop()).catch(() => undefined)
    await database.stop(hurry)
    if (stop.asked.aborted) out('Payung berhenti.')
  }
}

async function serveOn(
  database: PayungDatabase,
  { config, law, access, ring, banks, isEmpty }: ServeSettings,
  out: Progress,
  stop: StopRequest,
  started: number,
): Promise<number> {
  const pool = database.openAsApplication()
  const watch = watchForAlerts({ db: pool.db, clock: systemClock }, alertsOfConfig(config))
  const people = { ...pool, ring, clock: systemClock, book: law.book, folder: listFolderOf(config) }
  const purpose = await settlePurpose(people, startAskOf(config, isEmpty))
  let filling = FILLED
  const mode = { training: purpose === 'training', twin: () => filling.progress() }
  const app = await step(out, 'Halaman dan API', () =>
    build({ config, law, access: { ...access, ...mode }, ring, banks }, pool, watch.counts),
  )
  const warn = (sentence: string) => {
    app.log.warn(sentence)
  }
  const sealing = keepSealing({
    db: pool.db,
    clock: systemClock,
    dataFolder: openDataFolder(config.dataFolder).path,
    headsCommand: config.auditHeadsCommand,
    warn,
  })
  watch.begin(warn)
  const lists = { db: pool.db, clock: systemClock, folder: listFolderOf(config) }
  const cleaning = keepCleaning(lists, config, warn)
  const lines = new BankLines(systemClock)
  const jobs = startServerJobs({
    ...{ ...pool, clock: systemClock, database, warn },
    law,
    banks: { ring, partners: banks.partners, lines },
  })
  try {
    stop.asked.throwIfAborted()
    const url = await listen(app, config)
    database.announceUrl(url)
    banks.tellWhere(url)
    if (mode.training && !isEmpty) filling = beginFilling(people, out)
    out(PURPOSES[purpose])
    out(`Siap dalam ${seconds(performance.now() - started)}. Berhenti: Ctrl-C.`)
    out(`Payung siap: ${url}`)
    const lastWords = await Promise.race([stop.happened, database.lost])
    if (typeof lastWords === 'string') throw databaseLost()
    out('Payung menyelesaikan permintaan yang sedang berjalan …')
    return 0
  } finally {
    await closeWithin(app, config.shutdownSeconds * 1_000, stop.hurried)
    await filling.stop()
    // After the last request: its acts are sealed too.
    await jobs.stop(stop.hurried)
    await watch.stop()
    await cleaning.stop()
    await sealing.stop(stop.hurried)
    await pool.close()
  }
}

type BuildSettings = {
  readonly config: Config
  readonly law: LawSources
  readonly access: AccessSettings
  readonly ring: KeyRing
  readonly banks: Banks
}

type ServeSettings = Omit<BuildSettings, 'access'> & {
  readonly access: Awaited<ReturnType<typeof accessOfConfig>>
  /** Asked to begin without people and programme. */
  readonly isEmpty: boolean
}

/** Said at each start, because everything else depends on it. */
const PURPOSES: { readonly [Name in Purpose]: string } = {
  training:
    'Mode latihan: semua orang di sini rekaan. Kerja sungguhan: npm start -- --empty, dengan PAYUNG_DATA lain.',
  work: 'Kerja sungguhan. Administrator pertama dibuat dengan ./payung setup.',
}

/** Without the keys that the database was written with nothing is served. */
async function keyRing(config: Config, database: PayungDatabase): Promise<KeyRing> {
  const owner = database.openAsOwner()
  try {
    return (await openKeys(config, owner)).ring
  } finally {
    await owner.close()
  }
}

async function build(
  { config, law, access, ring, banks }: BuildSettings,
  { db, pool }: Database,
  alertCounts: Watch['counts'],
): Promise<FastifyInstance> {
  const { buildApp } = await import('../../api/app.ts')
  const { exampleList } = await import('./demo.ts')
  return buildApp({
    db,
    pool,
    ring,
    access,
    clock: systemClock,
    ...law,
    alertCounts,
    ...(access.training && { exampleList }),
    partners: banks.partners,
    simulatorUrl: banks.simulatorUrl,
    listFolder: listFolderOf(config),
    checkSchema: schemaProblem,
    auditHeads: headSourceOf(headFileOf(config.dataFolder)),
    trustedProxies: config.trustedProxies,
    contact: config.contact,
    ...(config.publicUrl !== null && { publicUrl: config.publicUrl }),
    log: { level: config.logLevel },
    limits: {
      bodyBytes: config.bodyLimit,
      requestMs: config.requestSeconds * 1_000,
      maxConnections: config.httpConnections,
    },
  })
}

function listFolderOf({ dataFolder }: Config): string {
  return join(openDataFolder(dataFolder).path, 'lists')
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<string> {
  try {
    await app.listen({ host, port, listenTextResolver: (address) => `listening on ${address}` })
  } catch (error) {
    throw describeListenError(error, host, port) ?? error
  }
  const address = app.server.address()
  const boundPort = typeof address === 'object' && address !== null ? address.port : port
  return `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`
}

/** Stops accepting, lets running requests end, and cuts off what is not done in time or when a second signal hurries us. */
async function closeWithin(app: FastifyInstance, milliseconds: number, hurried: AbortSignal): Promise<void> {
  const cutOff = () => {
    app.server.closeAllConnections()
  }
  const deadline = setTimeout(cutOff, milliseconds)
  if (hurried.aborted) cutOff()
  hurried.addEventListener('abort', cutOff)
  await app.close()
  clearTimeout(deadline)
  hurried.removeEventListener('abort', cutOff)
}

function databaseLost(): OperatorFailure {
  return new OperatorFailure(
    'PostgreSQL bawaan berhenti mendadak, jadi Payung ikut berhenti. ' +
      'Periksa ruang disk dan postgres.log di folder data, lalu jalankan lagi.',
  )
}
