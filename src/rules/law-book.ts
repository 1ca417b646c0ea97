import type { Month } from '../kernel/month.ts'
import { firstDayOf } from '../kernel/month.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { refuse } from '../kernel/refusal.ts'
import type { Citation } from './laws.ts'
import type { Parameter, ParameterValue, Period } from './parameter.ts'

declare module '../kernel/refusal.ts' {
  interface RefusalDetails {
    /** No rule of law answers for this day: too early, or repealed. */
    'no-law-in-force': { readonly parameter: string; readonly on: string; readonly firstFrom: string }
    /** A rule is in force, but its value has not been seen in any source; it can be given by configuration. */
    'law-value-not-seen': { readonly parameter: string; readonly on: string }
  }
}

/** A value of law on a day, with everything needed to answer "why this amount?" years later. */
export type InForce<T extends ParameterValue> = {
  readonly value: T
  readonly cite: Citation
  readonly from: PlainDate
  readonly parameter: string
}

/** Periods given by configuration instead of our own, by parameter id: see `law-overrides.ts`. */
export type Overrides = ReadonlyMap<string, Parameter['periods']>

/**
 * The law as this installation reads it: our dated parameters, with uncertain or newer values replaced by configuration.
 * Rules get it as an argument, so that the same question with the same book always has the same answer.
 */
export class LawBook {
  readonly #overrides: Overrides

  constructor(overrides: Overrides = new Map()) {
    this.#overrides = overrides
  }

  periodsOf<T extends ParameterValue>(parameter: Parameter<T>): readonly Period<T>[] {
    return (this.#overrides.get(parameter.id) as Parameter<T>['periods'] | undefined) ?? parameter.periods
  }

  isOverridden(parameter: Parameter): boolean {
    return this.#overrides.has(parameter.id)
  }

  /** The value the law gives on a day, with its source. Never a default, never zero: refuses outside what is known. */
  on<T extends ParameterValue>(parameter: Parameter<T>, day: PlainDate): InForce<T> {
    const period = this.#periodOn(parameter, day)
    if (!period || 'ended' in period) {
      const firstFrom = this.periodsOf(parameter)[0]?.from ?? ''
      throw refuse('no-law-in-force', { parameter: parameter.id, on: day, firstFrom })
    }
    if ('notSeen' in period) throw refuse('law-value-not-seen', { parameter: parameter.id, on: day })
    return { value: period.value, cite: period.cite, from: period.from, parameter: parameter.id }
  }

  /** The value for a contribution month: the law of its first day. */
  inMonth<T extends ParameterValue>(parameter: Parameter<T>, month: Month): InForce<T> {
    return this.on(parameter, firstDayOf(month))
  }

  /** The value on a day, or null when no rule is in force then (a relief outside its window). */
  findOn<T extends ParameterValue>(parameter: Parameter<T>, day: PlainDate): InForce<T> | null {
    const period = this.#periodOn(parameter, day)
    return period && 'value' in period
      ? { value: period.value, cite: period.cite, from: period.from, parameter: parameter.id }
      : null
  }

  #periodOn<T extends ParameterValue>(parameter: Parameter<T>, day: PlainDate): Period<T> | undefined {
    return this.periodsOf(parameter).findLast((period) => period.from <= day)
  }
}
