import { addMonths, firstDayOf, lastDayOf, monthOf, monthsBetween, type Month } from '../../kernel/month.ts'
import { daysBetween, type PlainDate } from '../../kernel/plain-date.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import { PROGRAMMES } from '../../rules/membership.ts'
import type { Programme } from '../../rules/parameter.ts'
import type { PayerKind } from '../payers/payers.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** Nobody living is in the programme who could go on by himself. */
    'nobody-to-hand-over': Readonly<Record<string, never>>
    /** Help falls by fewer months: the later programme must be shorter than the earlier one. */
    'taper-not-shorter': { readonly before: number; readonly after: number }
  }
}

/** What became of the bill of one month of protection. */
export type MonthPayment = 'paid' | 'open' | 'overdue' | 'not-billed'

export type ProtectedMonth = {
  readonly month: Month
  readonly payment: MonthPayment
  readonly dueOn: PlainDate | null
}

/** A stretch of months for which one payer protects somebody. */
export type ProtectionFacts = {
  readonly payerKind: PayerKind
  readonly programmes: readonly Programme[]
  readonly firstMonth: Month
  /** Null: until further notice. */
  readonly lastMonth: Month | null
  readonly ground: string
  /** Months that were billed, in their order, credit notes left out. */
  readonly billed: readonly {
    readonly month: Month
    readonly dueOn: PlainDate
    readonly isPaid: boolean
  }[]
}

export const PROTECTION_STATES = ['active', 'at-risk', 'lapsed', 'to-come', 'none'] as const
export type ProtectionState = (typeof PROTECTION_STATES)[number]

export type ProtectionAnswer = {
  readonly state: ProtectionState
  readonly because: 'arrears' | 'ending' | 'ended' | null
  /** Last day of the last month that is promised or paid; null: until further notice, or nothing at all. */
  readonly until: PlainDate | null
  readonly overdueMonths: number
}

/** Days before the end of protection in which it counts as at risk; a choice of reminders, not of law. */
export const ENDING_DAYS = 30

/**
 * How somebody stands on a day for one programme, from everything that was ever promised: at risk when a bill is overdue or protection
 * ends within thirty days and nothing follows, lapsed when more months are overdue than the law tolerates (`bpu.arrears-months`,
 * confidence M), or when it has ended.
 */
export function assessProtection(
  stretches: readonly ProtectionFacts[],
  on: PlainDate,
  toleratedMonths: number,
): ProtectionAnswer {
  const month = monthOf(on)
  const begun = stretches.filter(({ firstMonth }) => firstMonth <= month)
  if (begun.length === 0) {
    const state = stretches.length > 0 ? 'to-come' : 'none'
    return { state, because: null, until: untilOf(stretches), overdueMonths: 0 }
  }
  const current = begun.filter(({ lastMonth }) => lastMonth === null || lastMonth >= month)
  const until = untilOf(stretches)
  if (current.length === 0) {
    const state = stretches.length > begun.length ? 'to-come' : 'lapsed'
    return { state, because: 'ended', until: untilOf(begun), overdueMonths: 0 }
  }
  const overdueMonths = current
    .flatMap(({ billed }) => billed)
    .filter(({ dueOn, isPaid }) => !isPaid && dueOn < on).length
  if (overdueMonths > toleratedMonths) return { state: 'lapsed', because: 'arrears', until, overdueMonths }
  if (overdueMonths > 0) return { state: 'at-risk', because: 'arrears', until, overdueMonths }
  const isEnding = until !== null && daysBetween(on, until) <= ENDING_DAYS
  return { state: isEnding ? 'at-risk' : 'active', because: isEnding ? 'ending' : null, until, overdueMonths }
}

/** The end of the last stretch that joins on: a gap of a month or more is an end. */
function untilOf(stretches: readonly ProtectionFacts[]): PlainDate | null {
  const ordered = stretches.toSorted((a, b) => (a.firstMonth < b.firstMonth ? -1 : 1))
  let last: Month | null = null
  for (const { firstMonth, lastMonth } of ordered) {
    if (last !== null && monthsBetween(last, firstMonth) > 1) break
    if (lastMonth === null) return null
    if (last === null || lastMonth > last) last = lastMonth
  }
  return last === null ? null : lastDayOf(last)
}

/** Every month of a stretch up to a day's month, with what became of its bill. */
export function monthsOf(facts: ProtectionFacts, on: PlainDate): readonly ProtectedMonth[] {
  const until = monthOf(on)
  const last = facts.lastMonth === null || facts.lastMonth > until ? until : facts.lastMonth
  const count = Math.max(0, monthsBetween(facts.firstMonth, last) + 1)
  return Array.from({ length: count }, (_, offset): ProtectedMonth => {
    const month = addMonths(facts.firstMonth, offset)
    const bills = facts.billed.filter((bill) => bill.month === month)
    const open = bills.find(({ isPaid }) => !isPaid)
    const dueOn = (open ?? bills.at(-1))?.dueOn ?? null
    if (bills.length === 0) return { month, payment: 'not-billed', dueOn }
    if (!open) return { month, payment: 'paid', dueOn }
    return { month, payment: open.dueOn < on ? 'overdue' : 'open', dueOn }
  })
}

/** How a worker stands who asks about himself: what `/cek` says, and nothing more. */
export type OwnStanding = ProtectionAnswer & {
  readonly programmes: readonly Programme[]
  readonly payerKinds: readonly PayerKind[]
  /** The first month of protection that has not begun yet, for `to-come`. */
  readonly begins: Month | null
}

/**
 * The same standing by work-injury protection, which every stretch of a member holds, with the programmes and kinds of payers of the
 * stretches that make it; null when nothing was ever promised.
 */
export function assessOwnStanding(
  stretches: readonly ProtectionFacts[],
  on: PlainDate,
  toleratedMonths: number,
): OwnStanding | null {
  const insured = stretches.filter(({ programmes }) => programmes.includes('JKK'))
  const answer = assessProtection(insured, on, toleratedMonths)
  if (answer.state === 'none') return null
  const month = monthOf(on)
  const coming = insured.filter(({ firstMonth }) => firstMonth > month)
  const current = insured.filter(
    ({ firstMonth, lastMonth }) => firstMonth <= month && (lastMonth === null || lastMonth >= month),
  )
  const told = current.length > 0 ? current : coming
  return {
    ...answer,
    programmes: PROGRAMMES.filter((programme) =>
      told.some(({ programmes }) => programmes.includes(programme)),
    ),
    payerKinds: [...new Set(told.map(({ payerKind }) => payerKind))],
    begins: coming.map(({ firstMonth }) => firstMonth).toSorted()[0] ?? null,
  }
}

/** A name as its owner knows it again and a stranger does not: `S••• A•••`, whatever the length of its words. */
export function maskName(name: string): string {
  return name
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `${Array.from(word)[0] ?? ''}•••`)
    .join(' ')
}

export const ENDING_WITHIN = [30, 60, 90] as const
export type EndingWithin = (typeof ENDING_WITHIN)[number]

/** People of one roster whose protection ends and is followed by nothing, with what the same months cost again. */
export type EndingGroup = {
  readonly rosterId: string
  readonly roster: string
  readonly payerKind: PayerKind
  readonly lastMonth: Month
  readonly people: number
  /** rupiah for one more month, all of them together. */
  readonly perMonth: Rupiah
}

/** The first day after the last day of a month that lies at most so many days ahead: months that end up to then are ending. */
export function endingBefore(on: PlainDate, within: EndingWithin): PlainDate {
  let month = monthOf(on)
  while (daysBetween(on, lastDayOf(month)) <= within) month = addMonths(month, 1)
  return firstDayOf(month)
}
