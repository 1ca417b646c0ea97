import { addMonths, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import { billedTotal } from '../../rules/assessment.ts'
import { assessContribution } from '../../rules/contribution.ts'
import type { LawBook } from '../../rules/law-book.ts'
import { questionOf, type MemberFacts, type RosterConditions, type RosterKind } from '../payers/payers.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** Employers report in SIPP, gifts and programmes have their own lists. */
    'roster-not-reported': { readonly kind: string }
    'agency-month-sent': { readonly month: Month }
    'agency-month-open': { readonly month: Month }
    /** A later month is sent already: months are opened from the last one back. */
    'agency-month-later-sent': { readonly month: Month }
    /** Nobody reports a month before the one that precedes it has begun. */
    'agency-month-ahead': { readonly last: Month }
    'agency-month-paid': { readonly number: string }
    /** What is sent is not what was shown: somebody changed the list in between. */
    'agency-month-changed': { readonly people: number; readonly contribution: number }
    /** Somebody else pays for these joiners in this month; only numbers of the registry, at most 20. */
    'joiners-covered': { readonly people: readonly number[] }
    'joiner-stands': { readonly month: Month }
    /** Everybody in this roster is insured on the same income. */
    'pay-is-common': { readonly income: number }
  }
}

/** Rosters whose months are reported: staff that is not civil servants, and village officials with heads of RT and RW. */
export const REPORTED_KINDS = ['agency', 'village'] as const satisfies readonly RosterKind[]
export type ReportedKind = (typeof REPORTED_KINDS)[number]

export function requireReported(kind: RosterKind): void {
  if (!REPORTED_KINDS.some((each) => each === kind)) throw refuse('roster-not-reported', { kind })
}

/** Why somebody leaves a list. */
export const LEAVING_CAUSES = [
  'resigned',
  'contract-ended',
  'dismissed',
  'retired',
  'died',
  'civil-servant',
  'moved',
  'other',
] as const
export type LeavingCause = (typeof LEAVING_CAUSES)[number]

export const CHANGE_KINDS = ['joined', 'left', 'pay-changed'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** One difference from the month before; pay is null for who leaves, the cause for who stays. */
export type MonthChange = {
  readonly personId: bigint
  readonly kind: ChangeKind
  readonly pay: Rupiah | null
  readonly cause: LeavingCause | null
}

export const MONTH_STATES = ['draft', 'sent'] as const
export type MonthState = (typeof MONTH_STATES)[number]

/** Somebody as the roster has him in a month. */
export type Member = MemberFacts & { readonly personId: bigint; readonly name: string | null }

export type MonthRow = Member & {
  readonly change: ChangeKind | null
  readonly cause: LeavingCause | null
  /** Before a change of pay. */
  readonly payBefore: Rupiah | null
}

/**
 * The list of a month: who stands in the roster, with the draft laid over it. Leavers stay in sight, marked; they count no more. Of a month
 * that is sent the roster holds the changes already.
 */
export function rowsOfMonth(
  members: readonly Member[],
  changes: readonly (MonthChange & { readonly name: string | null; readonly facts: MemberFacts })[],
  isSent: boolean,
): MonthRow[] {
  const changeOf = new Map(changes.map((change) => [change.personId, change]))
  const stands = new Set(members.map(({ personId }) => personId))
  const rows = members.map((member): MonthRow => {
    const { kind = null, cause = null, pay = null } = changeOf.get(member.personId) ?? {}
    const isNew = !isSent && kind === 'pay-changed' && pay !== null
    return {
      ...member,
      pay: isNew ? pay : member.pay,
      payBefore: isNew ? member.pay : null,
      change: kind,
      cause,
    }
  })
  const others = changes.filter(
    ({ personId, kind }) => !stands.has(personId) && kind === (isSent ? 'left' : 'joined'),
  )
  return [
    ...rows,
    ...others.map(({ personId, name, facts, kind, cause, pay }): MonthRow => {
      return { ...facts, pay: pay ?? facts.pay, personId, name, change: kind, cause, payBefore: null }
    }),
  ]
}

export type MonthTotals = { readonly people: number; readonly pay: Rupiah; readonly contribution: Rupiah }

/** People, wages, and the contribution that the law asks for them in this month; each distinct question is asked once. */
export function assessMonth(
  rows: readonly MonthRow[],
  conditions: RosterConditions,
  month: Month,
  book: LawBook,
): MonthTotals {
  const prices = new Map<string, Rupiah>()
  const priceOf = ({ programmes, pay, occupationGroup }: MemberFacts): Rupiah => {
    const key = [programmes.first, programmes.end, pay, occupationGroup].join(' ')
    const known = prices.get(key)
    if (known !== undefined) return known
    const { lines } = assessContribution(
      questionOf(conditions, { programmes, pay, occupationGroup }),
      month,
      book,
    )
    const price = billedTotal(lines)
    prices.set(key, price)
    return price
  }
  const staying = rows.filter(({ change }) => change !== 'left')
  return {
    people: new Set(staying.map(({ personId }) => personId)).size,
    pay: staying.reduce((sum, { pay }) => sum + pay, 0n),
    contribution: staying.reduce((sum, row) => sum + priceOf(row), 0n),
  }
}

/** Who is told of by a file, with his pay where the file has one. */
export type ToldMember = { readonly personId: bigint; readonly pay: Rupiah | null }

/**
 * What a list that replaces the last one says: who is new, who is missing from it, and whose pay differs. `payOf` is what the registry knows
 * of a joiner; without any pay he cannot be taken in and is counted.
 */
export function differencesOf(
  members: readonly Member[],
  told: readonly ToldMember[],
  { cause, commonPay }: { readonly cause: LeavingCause; readonly commonPay: Rupiah | null },
): { readonly changes: readonly MonthChange[]; readonly withoutPay: number } {
  const standing = new Map(members.map((member) => [member.personId, member]))
  const named = new Set(told.map(({ personId }) => personId))
  const changes: MonthChange[] = []
  let withoutPay = 0
  for (const { personId, pay } of told) {
    const member = standing.get(personId)
    const said = commonPay ?? pay
    if (member === undefined && said === null) withoutPay += 1
    else if (member === undefined) changes.push({ personId, kind: 'joined', pay: said, cause: null })
    else if (said !== null && said !== member.pay)
      changes.push({ personId, kind: 'pay-changed', pay: said, cause: null })
  }
  for (const personId of standing.keys())
    if (!named.has(personId)) changes.push({ personId, kind: 'left', pay: null, cause })
  return { changes, withoutPay }
}

/** Refuses a month that lies further ahead than the next one. */
export function requireReportable(month: Month, thisMonth: Month): void {
  const last = addMonths(thisMonth, 1)
  if (month > last) throw refuse('agency-month-ahead', { last })
}

/** A report is late when it comes after the day on which the bill of its month falls due. */
export function isLate(sentOn: PlainDate, dueOn: PlainDate): boolean {
  return sentOn > dueOn
}
