import { HOLIDAY_YEARS, parseHolidayYear } from '../../kernel/holidays.ts'
import { workCalendar, type WorkCalendar } from '../../kernel/working-days.ts'
import { LawBook } from '../../rules/law-book.ts'
import { readJson, readKeptHolidays } from './keep-holidays.ts'
import { lawOverridesOf } from './law-overrides.ts'

/** The law and the calendar as this installation has them. */
export type LawSources = { readonly book: LawBook; readonly calendar: WorkCalendar }

/**
 * Reads the law file, the holidays kept in the data folder and the holiday files that the settings name, which hold over those; without any
 * the program's own values stand.
 */
export async function readLawSources(settings: {
  readonly lawFile: string | null
  readonly holidayFiles: readonly string[]
  readonly dataFolder: string
}): Promise<LawSources> {
  const { lawFile, holidayFiles, dataFolder } = settings
  const overrides = lawFile === null ? new Map() : lawOverridesOf(lawFile, await readJson(lawFile))
  const named = await Promise.all(
    holidayFiles.map(async (file) => parseHolidayYear(file, await readJson(file))),
  )
  const years = [...HOLIDAY_YEARS, ...(await readKeptHolidays(dataFolder)), ...named]
  return { book: new LawBook(overrides), calendar: workCalendar(years) }
}
