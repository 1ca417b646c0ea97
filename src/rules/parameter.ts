import { isPlainDate, plainDate, type PlainDate } from '../kernel/plain-date.ts'
import type { Rupiah } from '../kernel/rupiah.ts'
import type { Bilingual, Citation } from './laws.ts'

export type Programme = 'JKK' | 'JKM' | 'JHT' | 'JP' | 'JKP'
export type Segment = 'PU' | 'BPU' | 'JAKON' | 'PMI'

export type Topic =
  'contribution' | 'relief' | 'benefit' | 'membership' | 'deadline' | 'sanction' | 'publication'

/**
 * Which day asks the question. Contributions follow the first day of the contribution month, benefits the day of the event;
 * never the day on which somebody happens to ask.
 */
export type LawClock = 'contribution-month' | 'event-date'

/** What a value counts. `ppm …` are integers in parts per million. */
export type Unit =
  | 'rupiah'
  | 'rupiah per month'
  | 'ppm of wage'
  | 'ppm of contract slice'
  | 'ppm of contribution per month'
  | 'ppm'
  | 'times monthly wage'
  | 'years'
  | 'months'
  | 'days'
  | 'working days'
  | 'hours'
  | 'day of month'
  | 'children'
  | 'persons'
  | 'times'
  | 'yes or no'
  | 'table'

/** A row of a table value: only integers, money and words, so that it shows and exports as it stands. */
export type TableRow = Readonly<Record<string, bigint | number | string | null>>
export type ParameterValue = Rupiah | number | readonly TableRow[]

/** One period of law: a value, the end of the rule, or a period in which a value exists that we have not seen. */
export type Period<T extends ParameterValue> = { readonly from: PlainDate; readonly cite: Citation } & (
  { readonly value: T } | { readonly ended: true } | { readonly notSeen: true }
)

export type Parameter<T extends ParameterValue = ParameterValue> = {
  /** Dotted, stable for ever: bills and answers store it. */
  readonly id: string
  readonly title: Bilingual
  readonly topic: Topic
  readonly clock: LawClock
  readonly unit: Unit
  readonly segments: readonly Segment[]
  readonly programme?: Programme
  /** For whom it holds, in words; shown where two months are compared. */
  readonly appliesTo: Bilingual
  /** The day a person last confirmed that the newest period still holds. */
  readonly checkedOn: PlainDate
  readonly periods: readonly [Period<T>, ...Period<T>[]]
}

/** A period as our source writes it: the date still plain text. */
export type Written<T extends ParameterValue> =
  | { readonly from: string; readonly value: T; readonly cite: Citation }
  | { readonly from: string; readonly ended: true; readonly cite: Citation }
  | { readonly from: string; readonly notSeen: true; readonly cite: Citation }

type Definition<T extends ParameterValue> = Omit<Parameter<T>, 'checkedOn' | 'periods'> & {
  readonly checkedOn: string
  readonly periods: readonly [Written<T>, ...Written<T>[]]
}

/**
 * Writes one parameter of law. An interval runs from one period to the next, so gaps and overlaps cannot be written.
 * Throws RangeError when dates are malformed or out of order: that is a mistake in our source.
 */
export function parameter<T extends ParameterValue>(definition: Definition<T>): Parameter<T> {
  const { id, periods } = definition
  for (const [index, period] of periods.entries()) {
    if (!isPlainDate(period.from)) throw new RangeError(`${id}: ${period.from} is not a date`)
    const before = periods[index - 1]
    if (before && before.from >= period.from)
      throw new RangeError(`${id}: ${period.from} is not after ${before.from}`)
  }
  return {
    ...definition,
    checkedOn: plainDate(definition.checkedOn),
    periods: periods as unknown as Parameter<T>['periods'],
  }
}
