import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { openContract } from '../../bank-sim/bank-keys.ts'
import { partnersFileOf } from '../../bank-sim/partner-entry.ts'
import { readAddress } from '../../bank-sim/server.ts'
import { loadPartners, readPartners, type Partner } from '../modules/payments/partner.ts'
import type { Config } from '../platform/config.ts'
import { openDataFolder } from '../platform/data-folder.ts'
import { signalProcess } from '../platform/own-processes.ts'

/** The banks of a running server. */
export type Banks = {
  readonly partners: readonly Partner[]
  /** The simulator's own address; null when real banks are configured, or when it did not start. */
  readonly simulatorUrl: string | null
  /** Tells the simulator where Payung is, so that it can speak first. */
  tellWhere(url: string): void
  stop(): Promise<void>
}

const SOURCE = join(import.meta.dirname, '..')
const READY = /^SIMULATOR bank siap: (http:\S+)$/
const START_MS = 30_000
const POLITE_MS = 3_000

/** The banks of a command: those configured, or the simulator, wherever it last listened. */
export function partnersOfConfig(config: Config): readonly Partner[] {
  if (config.banksFile !== null) return loadPartners(config.banksFile)
  const folder = simulatorFolder(config)
  return simulatorPartners(folder, readAddress(folder) ?? 'http://127.0.0.1:1')
}

/**
 * The banks of a server. Without a file of banks the simulator is the bank: a program of its own, which lives as long as the other end of
 * its stdin is held here and so ends with us, however we end.
 */
export async function startBanks(config: Config, warn: (sentence: string) => void): Promise<Banks> {
  if (config.banksFile !== null) {
    return {
      partners: loadPartners(config.banksFile),
      simulatorUrl: null,
      tellWhere: () => undefined,
      stop: () => Promise.resolve(),
    }
  }
  return startSimulatorChild(simulatorFolder(config), warn)
}

async function startSimulatorChild(folder: string, warn: (sentence: string) => void): Promise<Banks> {
  const program = ['--import', join(SOURCE, 'platform/register-tsx.ts'), join(SOURCE, 'cli/main.ts')]
  const asked = ['bank-sim', '--guarded', '--port', '0', '--data', folder]
  // A group of its own: Ctrl-C in the terminal is for us, and the bank must outlive our last requests.
  const child = spawn(process.execPath, [...program, ...asked], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  child.stdin.on('error', () => undefined)
  createInterface({ input: child.stderr }).on('line', warn)
  const ended = once(child, 'exit')
  const url = await readyUrl(child.stdout, ended)
  if (url === null) warn('SIMULATOR bank tidak dapat dijalankan; pembayaran lewat bank tidak tersedia.')
  return {
    partners: url === null ? [] : simulatorPartners(folder, url),
    simulatorUrl: url,
    tellWhere(payung) {
      child.stdin.write(`${payung}/snap\n`)
    },
    async stop() {
      child.stdin.end()
      const kill = setTimeout(() => {
        if (child.pid !== undefined) signalProcess(child.pid, 'SIGKILL')
      }, POLITE_MS)
      await ended
      clearTimeout(kill)
    },
  }
}

/** The address that the simulator prints once it listens; null when it ends before, or takes too long. */
async function readyUrl(stdout: NodeJS.ReadableStream, ended: Promise<unknown>): Promise<string | null> {
  const found = new Promise<string>((resolve) => {
    createInterface({ input: stdout }).on('line', (line) => {
      const [, url] = READY.exec(line) ?? []
      if (url !== undefined) resolve(url)
    })
  })
  const late = new AbortController()
  const nothing = Promise.race([ended, sleep(START_MS, null, { signal: late.signal }).catch(() => null)])
  try {
    return await Promise.race([found, nothing.then(() => null)])
  } finally {
    late.abort()
  }
}

function simulatorFolder({ dataFolder }: Config): string {
  const folder = join(openDataFolder(dataFolder).path, 'bank-sim')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

function simulatorPartners(folder: string, url: string): readonly Partner[] {
  return readPartners('SIMULATOR', JSON.stringify(partnersFileOf(openContract(folder), url)))
}
