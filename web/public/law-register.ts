import type { Month } from '../../src/kernel/month.ts'
import { firstDayOf, isMonth, lastDayOf } from '../../src/kernel/month.ts'
import { addDays, isPlainDate, type PlainDate } from '../../src/kernel/plain-date.ts'
import type { LawBook } from '../../src/rules/law-book.ts'
import { LAWS, type LawCode } from '../../src/rules/laws.ts'
import { SEGMENTS } from '../../src/rules/membership.ts'
import type { Parameter, Period, Segment, Topic } from '../../src/rules/parameter.ts'
import { REGISTER } from '../../src/rules/register.ts'

export const TOPICS = [
  'contribution',
  'relief',
  'benefit',
  'membership',
  'deadline',
  'sanction',
  'publication',
] as const satisfies readonly Topic[]

/** Which rows of the register to show. Without `everyPeriod` only what is in force on the day. */
export type RegisterFilter = {
  readonly on: PlainDate
  /** The day was asked for, rather than being today. */
  readonly onIsChosen: boolean
  readonly everyPeriod: boolean
  readonly topic?: Topic | undefined
  readonly segment?: Segment | undefined
  readonly law?: LawCode | undefined
  readonly text?: string | undefined
}

/** One period of one parameter. `to` is its last day, null while nothing follows. */
export type RegisterRow = {
  readonly parameter: Parameter
  readonly period: Period<Parameter['periods'][number] extends Period<infer Value> ? Value : never>
  readonly to: PlainDate | null
}

/** Reads a filter from an address. What it does not know it leaves out: a register is looked at, not filled in. */
export function registerFilter(query: Readonly<Record<string, unknown>>, today: PlainDate): RegisterFilter {
  const text = (name: string): string => {
    const value = query[name]
    return typeof value === 'string' ? value.trim() : ''
  }
  const on = text('on')
  const words = text('text').slice(0, 100)
  return {
    on: isPlainDate(on) ? on : today,
    onIsChosen: isPlainDate(on),
    everyPeriod: text('periods') === 'all',
    topic: TOPICS.find((topic) => topic === text('topic')),
    segment: SEGMENTS.find((segment) => segment === text('segment')),
    law: (Object.keys(LAWS) as LawCode[]).find((law) => law === text('law')),
    text: words === '' ? undefined : words,
  }
}

/** The filter as it stands in an address. */
export function filterQuery(filter: RegisterFilter): Record<string, string | undefined> {
  return {
    on: filter.onIsChosen ? filter.on : undefined,
    periods: filter.everyPeriod ? 'all' : undefined,
    topic: filter.topic,
    segment: filter.segment,
    law: filter.law,
    text: filter.text,
  }
}

/** Every period of a parameter with its last day. */
export function rowsOf(parameter: Parameter, book: LawBook): RegisterRow[] {
  const periods = book.periodsOf(parameter)
  return periods.map((period, index) => {
    const next = periods[index + 1]
    return { parameter, period, to: next ? addDays(next.from, -1) : null }
  })
}

/** The rows a filter lets through, in the order of the register. */
export function filterRegister(filter: RegisterFilter, book: LawBook): RegisterRow[] {
  const words = filter.text?.toLowerCase().split(/\s+/) ?? []
  return REGISTER.filter((parameter) => matches(parameter, filter, words)).flatMap((parameter) =>
    rowsOf(parameter, book).filter(
      ({ period, to }) =>
        (filter.law === undefined || period.cite.law === filter.law) &&
        (filter.everyPeriod || isInForce(period, to, filter.on)),
    ),
  )
}

function matches(parameter: Parameter, filter: RegisterFilter, words: readonly string[]): boolean {
  if (filter.topic !== undefined && parameter.topic !== filter.topic) return false
  if (filter.segment !== undefined && !parameter.segments.includes(filter.segment)) return false
  const { id, title, appliesTo } = parameter
  const text = [id, title.id, title.en, appliesTo.id, appliesTo.en].join(' ').toLowerCase()
  return words.every((word) => text.includes(word))
}

function isInForce(period: RegisterRow['period'], to: PlainDate | null, on: PlainDate): boolean {
  return !('ended' in period) && period.from <= on && (to === null || on <= to)
}

/** How many rows there are for comparison with what a filter shows: "12 dari 96". */
export function countAll(filter: RegisterFilter, book: LawBook): number {
  const { on, onIsChosen, everyPeriod } = filter
  return filterRegister({ on, onIsChosen, everyPeriod }, book).length
}

/** One value that changed. `before` is null where no rule had begun; a rule's end is a row that says so. */
export type RegisterChange = {
  readonly parameter: Parameter
  readonly before: RegisterRow | null
  readonly after: RegisterRow
}

/**
 * What changed in the law from the first day of one month to the end of another, in the order of the register: the same changes
 * as `law diff` (law-register.test.ts compares).
 */
export function changesBetween(from: Month, to: Month, book: LawBook): RegisterChange[] {
  const [start, end] = [firstDayOf(from), lastDayOf(to)]
  return REGISTER.flatMap((parameter) => {
    const rows = rowsOf(parameter, book)
    const after = rows.findLast(({ period }) => period.from > start && period.from <= end)
    if (!after) return []
    return [{ parameter, before: rows.findLast(({ period }) => period.from <= start) ?? null, after }]
  })
}

/** The two months to compare; an unreadable or reversed pair is answered with the last year. */
export function changeMonths(
  query: Readonly<Record<string, unknown>>,
  fallback: { readonly from: Month; readonly to: Month },
): { readonly from: Month; readonly to: Month } {
  const { from, to } = query
  if (typeof from !== 'string' || typeof to !== 'string' || !isMonth(from) || !isMonth(to)) return fallback
  return from <= to ? { from, to } : { from: to, to: from }
}
