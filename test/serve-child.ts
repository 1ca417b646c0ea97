import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitUntil } from '../src/platform/own-processes.ts'

const PROGRAM = join(import.meta.dirname, '..')

/** A real `./payung` in a process of its own, as a person starts it. */
export type Running = {
  readonly child: ChildProcess
  readonly exited: Promise<number | null>
  /** Everything printed so far, both streams. */
  printed(): string
  /** Resolves to the address of `Payung siap`, or throws with what was printed instead. */
  ready(): Promise<string>
}

/** Starts it in a process group of its own, so that a test can press Ctrl-C; for real work unless `env` says something else of it. */
export function runPayung(args: readonly string[], env: Record<string, string>): Running {
  const child = spawn(join(PROGRAM, 'payung'), args, {
    env: { PATH: process.env['PATH'], PORT: '0', PAYUNG_LOG: 'silent', PAYUNG_TRAINING: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let text = ''
  const keep = (more: string) => (text += more)
  child.stdout.setEncoding('utf8').on('data', keep)
  child.stderr.setEncoding('utf8').on('data', keep)
  let hasEnded = false
  const exited = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      hasEnded = true
      resolve(code)
    })
  })
  const address = () => /^Payung siap: (http:\S+)$/m.exec(text)?.[1]
  return {
    child,
    exited,
    printed: () => text,
    async ready() {
      await waitUntil(() => address() !== undefined || hasEnded, 90_000)
      const url = address()
      if (url === undefined) throw new Error(`not ready:\n${text}`)
      return url
    },
  }
}

/** A new folder that an unprivileged account can pass through, as the embedded database needs when we are root. */
export function newDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'payung-serve-'))
  chmodSync(folder, 0o711)
  return folder
}
