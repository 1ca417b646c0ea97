import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Whether a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * Ids of the postgres processes whose command line holds `marker`, the cluster name of one data folder. PIDs are reused, so
 * a PID in a file proves nothing; the command line does, and unlike the working directory every account may read it.
 */
export function postgresProcessesMarked(marker: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => readProc(pid, 'comm').trim() === 'postgres' && readProc(pid, 'cmdline').includes(marker))
}

/** A process that ended in between reads as empty text. */
function readProc(pid: number, file: 'comm' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}

/** Waits until `isDone`; resolves to whether it became true in time. */
export async function waitUntil(isDone: () => boolean, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds
  while (!isDone()) {
    if (performance.now() > deadline) return false
    await sleep(25)
  }
  return true
}

/** Sends a signal; a process that is already gone is what we wanted. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
