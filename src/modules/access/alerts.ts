import type { RegionCode } from '../../kernel/region-code.ts'

/** What is worth a look by whoever watches, as the audit names it. */
export const ALERT_ACTIONS = [
  'alert.exports',
  'alert.unmasks',
  'alert.refusals',
  'alert.quota-near',
  'alert.quota-exceeded',
  'alert.check-broken',
] as const
export type AlertAction = (typeof ALERT_ACTIONS)[number]

/** From how much on, per user or key and civil day in Asia/Jakarta, an alert is raised. */
export type AlertThresholds = {
  /** Rows in files taken away, and on paper. */
  readonly exportedRows: number
  /** Persons whose hidden values were shown. */
  readonly unmaskedPersons: number
  /** Acts refused for want of rights. */
  readonly refusals: number
  /** Share of a key's quota of different persons, in percent. */
  readonly quotaPercent: number
}

export const DEFAULT_ALERTS: AlertThresholds = {
  exportedRows: 20_000,
  unmaskedPersons: 200,
  refusals: 100,
  quotaPercent: 80,
}

/** What one user or key did on a day. A user has no quota. */
export type DayOfActor = {
  readonly kind: 'user' | 'api-key'
  readonly id: string
  readonly regionCode: RegionCode | null
  readonly exportedRows: number
  readonly unmaskedPersons: number
  readonly refusals: number
  readonly quotaRefusals: number
  readonly persons: number
  readonly personsPerDay: number | null
}

export type Alert = {
  readonly action: AlertAction
  readonly subject: { readonly kind: 'user' | 'api-key'; readonly id: string }
  readonly regionCode: RegionCode | null
  /** How much it was. */
  readonly count: number
  /** From how much on it is told. */
  readonly threshold: number
}

/** The alerts of one actor's day. A quota that was run against is told as that, and not as nearly reached besides. */
export function assessDay(day: DayOfActor, thresholds: AlertThresholds): Alert[] {
  const { kind, id, regionCode, personsPerDay } = day
  const near = personsPerDay === null ? Infinity : Math.ceil((personsPerDay * thresholds.quotaPercent) / 100)
  const hasRunAgainst = day.quotaRefusals > 0
  const counted: readonly (readonly [AlertAction, count: number, threshold: number])[] = [
    ['alert.exports', day.exportedRows, thresholds.exportedRows],
    ['alert.unmasks', day.unmaskedPersons, thresholds.unmaskedPersons],
    ['alert.refusals', day.refusals, thresholds.refusals],
    hasRunAgainst ? ['alert.quota-exceeded', day.quotaRefusals, 1] : ['alert.quota-near', day.persons, near],
  ]
  return counted
    .filter(([, count, threshold]) => count >= threshold)
    .map(([action, count, threshold]) => ({ action, subject: { kind, id }, regionCode, count, threshold }))
}
