import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseHolidayYear, type HolidayYear } from '../../kernel/holidays.ts'
import { refuse } from '../../kernel/refusal.ts'

const folderOf = (dataFolder: string) => join(dataFolder, 'holidays')

/**
 * Checks a file of holidays and keeps it in the data folder, in the place of an earlier one of the same year: from its next start on every
 * command and the server go by it. Refuses what `parseHolidayYear` refuses; nothing is kept then.
 */
export async function keepHolidays(dataFolder: string, file: string): Promise<HolidayYear> {
  const kept = parseHolidayYear(file, await readJson(file))
  const folder = folderOf(dataFolder)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${String(kept.year)}.json`)
  // Whole or not at all: a server that starts now reads the earlier one or this.
  await writeFile(`${path}.new`, JSON.stringify(kept, null, 2), { mode: 0o600 })
  await rename(`${path}.new`, path)
  return kept
}

/** The years that were kept in a data folder; none where there is no folder. */
export async function readKeptHolidays(dataFolder: string): Promise<readonly HolidayYear[]> {
  const folder = folderOf(dataFolder)
  const names = await readdir(folder).catch(() => [])
  const files = names.filter((name) => name.endsWith('.json')).map((name) => join(folder, name))
  return Promise.all(files.map(async (file) => parseHolidayYear(file, await readJson(file))))
}

/** Refuses a file that is not there, and one that is no JSON. */
export async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw refuse('file-unreadable', { file, problem: 'missing' })
  })
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw refuse('file-unreadable', { file, problem: 'not-json' })
  }
}
