import { readFile } from 'node:fs/promises'
import { HOLIDAY_YEARS, parseHolidayYear } from '../../kernel/holidays.ts'
import { refuse } from '../../kernel/refusal.ts'
import { workCalendar, type WorkCalendar } from '../../kernel/working-days.ts'
import { LawBook } from '../../rules/law-book.ts'
import { lawOverridesOf } from './law-overrides.ts'

/** The law and the calendar as this installation has them. */
export type LawSources = { readonly book: LawBook; readonly calendar: WorkCalendar }

/** Reads the law file and the holiday files that the settings name; without them the program's own values stand. */
export async function readLawSources(settings: {
  readonly lawFile: string | null
  readonly holidayFiles: readonly string[]
}): Promise<LawSources> {
  const { lawFile, holidayFiles } = settings
  const overrides = lawFile === null ? new Map() : lawOverridesOf(lawFile, await readJson(lawFile))
  const years = await Promise.all(
    holidayFiles.map(async (file) => parseHolidayYear(file, await readJson(file))),
  )
  return { book: new LawBook(overrides), calendar: workCalendar([...HOLIDAY_YEARS, ...years]) }
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw refuse('file-unreadable', { file, problem: 'missing' })
  })
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw refuse('file-unreadable', { file, problem: 'not-json' })
  }
}
