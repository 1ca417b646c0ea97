import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const CHECK_FOLDER = join(import.meta.dirname, '../../../db/checks')

/** Every query of db/checks by the name of its file: whether it has words yet or not, it is asked. */
export function readChecks(): ReadonlyMap<string, string> {
  const files = readdirSync(CHECK_FOLDER).filter((file) => file.endsWith('.sql'))
  return new Map(
    files.map((file) => [file.slice(0, -4), readFileSync(join(CHECK_FOLDER, file), 'utf8').trimEnd()]),
  )
}
