import { addDays, addYears, type PlainDate } from '../kernel/plain-date.ts'
import type { Citation } from './laws.ts'
import type { LawBook } from './law-book.ts'
import { benefitPaymentDays } from './parameters/duties.ts'
import { jkkClaimExpiryYears, jkkReportHours, suspectedAccidentDays } from './parameters/work-injury.ts'

/** What has happened to a worker. */
export const WORKER_EVENTS = ['accident', 'death'] as const
export type WorkerEvent = (typeof WORKER_EVENTS)[number]

/** What somebody must do, or may expect, within a time that the law sets. */
export type EventStep = 'first-report' | 'second-report' | 'conclusion' | 'payment' | 'expiry'

export type EventDeadline = {
  readonly step: EventStep
  readonly parameter: string
  readonly value: number
  readonly unit: 'hours' | 'days' | 'working days' | 'years'
  /** The last day where it runs from the event itself; null where it runs from something that comes later. */
  readonly latest: PlainDate | null
  readonly cite: Citation
  readonly from: PlainDate
}

const HOURS_A_DAY = 24

/**
 * The deadlines of the law of the day of an event, in the order in which they come. One that was not in force then is left out. Hours are
 * counted from the hour of the event: 48 hours after an accident at ten in the morning end two days later at ten.
 */
export function assessEventDeadlines(
  event: WorkerEvent,
  on: PlainDate,
  book: LawBook,
): readonly EventDeadline[] {
  const [report, suspected, payment, expiry] = [
    book.findOn(jkkReportHours, on),
    book.findOn(suspectedAccidentDays, on),
    book.findOn(benefitPaymentDays, on),
    book.findOn(jkkClaimExpiryYears, on),
  ]
  const paid = payment && {
    step: 'payment' as const,
    ...payment,
    unit: 'working days' as const,
    latest: null,
  }
  if (event === 'death') return paid ? [paid] : []
  return [
    report && {
      step: 'first-report' as const,
      ...report,
      unit: 'hours' as const,
      latest: addDays(on, Math.floor(report.value / HOURS_A_DAY)),
    },
    report && { step: 'second-report' as const, ...report, unit: 'hours' as const, latest: null },
    suspected && { step: 'conclusion' as const, ...suspected, unit: 'days' as const, latest: null },
    paid,
    expiry && {
      step: 'expiry' as const,
      ...expiry,
      unit: 'years' as const,
      latest: addYears(on, expiry.value),
    },
  ].filter((deadline) => deadline !== null)
}
