import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A program of ours in a process of its own, to be killed. */
export type Child = {
  readonly process: ChildProcess
  /** The first line it says. Rejects when it ends without a word. */
  readonly said: Promise<string>
  readonly ended: Promise<unknown>
  kill(): Promise<void>
}

/** Starts a file of the tests; what it complains of is shown. */
export function startChild(file: string, args: readonly string[]): Child {
  const loader = ['--import', join(import.meta.dirname, '../../src/platform/register-tsx.ts')]
  const child = spawn(process.execPath, [...loader, join(import.meta.dirname, file), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })
  const said = Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    ended.then(() => Promise.reject(new Error(`${file} ended without a word`))),
  ])
  said.catch(() => undefined)
  return {
    process: child,
    said,
    ended,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
