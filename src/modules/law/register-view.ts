import { firstDayOf, lastDayOf, type Month } from '../../kernel/month.ts'
import { addDays, type PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import type { LawBook } from '../../rules/law-book.ts'
import type { Parameter, ParameterValue, Period } from '../../rules/parameter.ts'
import { REGISTER } from '../../rules/register.ts'

/** A value of law as JSON; null where the rule has ended, has not begun, or its value has not been seen. */
export type ValueAnswer = number | null | readonly Readonly<Record<string, number | string | null>>[]

/** Every parameter in force on a day, with its source: `law at`. */
export function lawAt(on: PlainDate, book: LawBook) {
  const parameters = REGISTER.flatMap((parameter) => {
    const periods = book.periodsOf(parameter)
    const index = periods.findLastIndex((period) => period.from <= on)
    const period = periods[index]
    if (!period || 'ended' in period) return []
    return [{ ...descriptionOf(parameter, book), ...periodOf(period, periods[index + 1]) }]
  })
  return { on, parameters }
}

/** Every period of every parameter, for the register and its export. */
export function everyPeriod(book: LawBook) {
  return REGISTER.flatMap((parameter) => {
    const periods = book.periodsOf(parameter)
    return periods.map((period, index) => ({
      ...descriptionOf(parameter, book),
      ...periodOf(period, periods[index + 1]),
      ended: 'ended' in period,
      notSeen: 'notSeen' in period,
    }))
  })
}

/** What changed between two months, and for whom: `law diff`. Counts every period that begins after the first day of `from`, to the end of `to`. */
export function lawDiff(from: Month, to: Month, book: LawBook) {
  if (to < from) throw refuse('value-out-of-range', { field: 'to', value: to, minimum: from })
  const [after, until] = [firstDayOf(from), lastDayOf(to)]
  const changes = REGISTER.flatMap((parameter) => {
    const periods = book.periodsOf(parameter)
    const steps = periods.filter((period) => period.from > after && period.from <= until)
    if (steps.length === 0) return []
    const { id, title, appliesTo, unit, segments } = parameter
    const before = periods.findLast((period) => period.from <= after)
    return [
      {
        id,
        title,
        appliesTo,
        unit,
        segments,
        before: before ? valueOf(before) : null,
        after: valueOf(steps.at(-1)),
        steps: steps.map((period) => ({ from: period.from, value: valueOf(period), ...citationOf(period) })),
      },
    ]
  })
  return { from, to, changes }
}

function descriptionOf(parameter: Parameter, book: LawBook) {
  const { id, title, topic, clock, unit, segments, programme, appliesTo, checkedOn } = parameter
  return {
    id,
    title,
    topic,
    clock,
    unit,
    segments,
    ...(programme ? { programme } : {}),
    appliesTo,
    checkedOn,
    configured: book.isOverridden(parameter),
  }
}

function periodOf(period: Period<ParameterValue>, next: Period<ParameterValue> | undefined) {
  return {
    value: valueOf(period),
    ...citationOf(period),
    from: period.from,
    until: next ? addDays(next.from, -1) : null,
    needsConfirmation: period.cite.confidence !== 'H',
  }
}

function citationOf({ cite }: Period<ParameterValue>) {
  return { law: cite.law, article: cite.article, confidence: cite.confidence }
}

function valueOf(period: Period<ParameterValue> | undefined): ValueAnswer {
  if (!period || !('value' in period)) return null
  const { value } = period
  if (typeof value === 'bigint') return rupiahToJson(value)
  if (typeof value === 'number') return value
  return value.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, cell]) => [key, typeof cell === 'bigint' ? rupiahToJson(cell) : cell]),
    ),
  )
}
