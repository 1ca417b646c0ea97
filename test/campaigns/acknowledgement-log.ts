import { closeSync, fdatasyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a client was promised: written and on disk before it asks for anything else, so that no crash of anybody unsays it. */
export type AcknowledgementLog = {
  acknowledge(key: string, answer: string): void
  /** The answers as they stand in the file. A key that was answered twice has two. */
  read(): readonly { readonly key: string; readonly answer: string }[]
  remove(): void
}

export function openAcknowledgementLog(): AcknowledgementLog {
  const folder = mkdtempSync(join(tmpdir(), 'payung-campaign-'))
  const path = join(folder, 'acknowledged')
  const file = openSync(path, 'a')
  return {
    acknowledge(key, answer) {
      writeSync(file, `${JSON.stringify([key, answer])}\n`)
      fdatasyncSync(file)
    },
    read: () =>
      readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => {
          const [key, answer] = JSON.parse(line) as [string, string]
          return { key, answer }
        }),
    remove() {
      closeSync(file)
      rmSync(folder, { recursive: true })
    },
  }
}
