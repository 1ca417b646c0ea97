import { spawn } from 'node:child_process'
import { OperatorFailure } from './operator-failure.ts'

export const KEYS_COMMAND_MS = 10_000
const MOST_BYTES = 1_048_576

/**
 * Runs a program that the operator named in `setting`, without a shell, and resolves to what it printed. Throws OperatorFailure
 * when it cannot be started, fails, prints more than 1 MiB or takes longer than `limitMs`. Its output is in no message: it
 * can hold keys. What it says on stderr goes nowhere either.
 */
export function runOperatorCommand(
  setting: string,
  words: readonly string[],
  options: { readonly limitMs: number; readonly input?: string },
): Promise<string> {
  const [program = '', ...args] = words
  const failed = (what: string) =>
    new OperatorFailure(`Perintah di ${setting} ${what}. Jalankan perintah itu sendiri dan periksa.`)
  return new Promise((resolve, reject) => {
    // A process group of its own, so that what the program itself started ends with it.
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'], detached: true })
    const printed: Buffer[] = []
    let byteCount = 0
    const giveUp = (what: string) => {
      if (child.pid !== undefined) endGroup(child.pid)
      child.stdout.destroy()
      settle(() => {
        reject(failed(what))
      })
    }
    const deadline = setTimeout(() => {
      giveUp(`tidak selesai dalam ${options.limitMs / 1_000} detik`)
    }, options.limitMs)
    const settle = (end: () => void) => {
      clearTimeout(deadline)
      end()
    }
    child.on('error', () => {
      giveUp('tidak dapat dijalankan')
    })
    child.stdout.on('data', (chunk: Buffer) => {
      byteCount += chunk.length
      if (byteCount > MOST_BYTES) giveUp('mencetak terlalu banyak')
      else printed.push(chunk)
    })
    child.on('close', (code) => {
      settle(() => {
        if (code === 0) resolve(Buffer.concat(printed).toString('utf8'))
        else reject(failed(code === null ? 'dihentikan' : `gagal dengan kode ${code}`))
      })
    })
    // A program that does not read its input is not an error.
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.input ?? '')
  })
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
