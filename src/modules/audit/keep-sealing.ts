import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import { runOperatorCommand } from '../../platform/operator-command.ts'
import { errorText } from '../../platform/operator-failure.ts'
import { EMPTY_HASH, type AuditHead } from './audit.ts'
import { appendHead, headFileOf, readHeads } from './head-file.ts'
import { findChainEnd } from './queries.ts'
import { createSealer } from './seal-audit.ts'

export type SealingDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly dataFolder: string
  /** A program that gets each head on its stdin and takes it elsewhere; null for none. */
  readonly headsCommand: readonly string[] | null
  /** Gets one sentence when sealing or a head fails. Sealing goes on. */
  readonly warn: (sentence: string) => void
}

/** The sealer of a server that runs. */
export type Sealing = {
  /** Seals what is left, writes the last head, and ends; at once when hurried: the next start makes up for it. */
  stop(hurried?: AbortSignal): Promise<void>
}

const EVERY_MS = 1_000
const HAND_OVER_MS = 10_000
const NEVER = new AbortController().signal

/**
 * Seals the audit every second, and writes the end of the chain outside the database when a civil day in Asia/Jakarta ends, when the
 * server stops, and at the start when it had no chance to do so before. What fails is said once and tried again.
 */
export function keepSealing(deps: SealingDeps, everyMs = EVERY_MS): Sealing {
  const stopping = new AbortController()
  const work = createSealing(deps)
  const running = (async () => {
    await attempt(deps, work.begin)
    while (!stopping.signal.aborted) {
      await attempt(deps, work.tick)
      await sleep(everyMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
    }
  })()
  return {
    async stop(hurried = NEVER) {
      stopping.abort()
      const ended = running.then(() => attempt(deps, work.end))
      if (!hurried.aborted) await Promise.race([ended, happened(hurried)])
    },
  }
}

function happened(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve()
    })
  })
}

/** The steps of sealing, without the waiting between them. */
export function createSealing(deps: SealingDeps) {
  const sealer = createSealer(deps.db)
  let day = deps.clock.today()
  return {
    /** After a crash the chain can be longer than the last head says. */
    async begin(): Promise<void> {
      await sealer.seal()
      await writeHeadIfAhead(deps, 'start', day)
    },
    async tick(): Promise<void> {
      await sealer.seal()
      const today = deps.clock.today()
      if (today === day) return
      await writeHead(deps, 'day', day)
      day = today
    },
    async end(): Promise<void> {
      await sealer.seal()
      await writeHeadIfAhead(deps, 'stop', deps.clock.today())
    },
  }
}

async function writeHeadIfAhead(deps: SealingDeps, cause: AuditHead['cause'], day: string): Promise<void> {
  const { heads } = await readHeads(headFileOf(deps.dataFolder))
  const end = await findChainEnd(deps.db)
  if ((end?.position ?? 0) > (heads.at(-1)?.position ?? 0)) await writeHead(deps, cause, day)
}

async function writeHead(deps: SealingDeps, cause: AuditHead['cause'], day: string): Promise<void> {
  const end = (await findChainEnd(deps.db)) ?? { position: 0, hash: EMPTY_HASH }
  const at = deps.clock.now().toISOString()
  const line = await appendHead(headFileOf(deps.dataFolder), { day, cause, at, ...end })
  if (deps.headsCommand === null) return
  // The head is safe in the file: that it could not be handed on must not write it twice.
  try {
    await runOperatorCommand('PAYUNG_AUDIT_HEADS_COMMAND', deps.headsCommand, {
      limitMs: HAND_OVER_MS,
      input: `${line}\n`,
    })
  } catch (error) {
    deps.warn(errorText(error))
  }
}

let lastWarning = ''

async function attempt(deps: SealingDeps, step: () => Promise<void>): Promise<void> {
  try {
    await step()
    lastWarning = ''
  } catch (error) {
    const sentence = `Jejak audit belum dapat disegel: ${errorText(error)}`
    if (sentence !== lastWarning) deps.warn(sentence)
    lastWarning = sentence
  }
}
