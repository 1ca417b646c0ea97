import type { PlainDate } from '../../kernel/plain-date.ts'
import { daysBetween } from '../../kernel/plain-date.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** No row names the day, what it is about and the amounts; or the text is no MT940. */
    'statement-without-table': { readonly missing: readonly string[] }
    /** A line whose day, amount or side cannot be read; `line` counts as an editor does. */
    'statement-line-broken': {
      readonly line: number
      readonly part: 'day' | 'amount' | 'side' | 'balance' | 'tag'
      readonly value: string
    }
    /** The movements do not lead from one balance to the other: the file is cut off, or was changed. */
    'statement-balance-wrong': {
      readonly line: number | null
      readonly stated: Rupiah
      readonly counted: Rupiah
    }
    'statement-of-another-account': { readonly stated: string; readonly expected: string }
    /** The file does not say of which account it is, and none is known of this bank yet. */
    'statement-without-account': Readonly<Record<string, never>>
    'statement-in-another-currency': { readonly currency: string }
    /** No movement and no balance. */
    'statement-empty': Readonly<Record<string, never>>
    'statement-unknown': Readonly<Record<string, never>>
    'statement-line-unknown': Readonly<Record<string, never>>
    'statement-line-decided': Readonly<Record<string, never>>
    /** What the line should be linked to is not there, is of another amount or bank, or stands in another line. */
    'statement-line-unfit': { readonly because: 'unknown' | 'other-amount' | 'other-line' }
  }
}

export const STATEMENT_FORMATS = ['csv', 'mt940'] as const
export type StatementFormat = (typeof STATEMENT_FORMATS)[number]

/** Money in is credit, money out is debit, as the bank sees our account. */
export type Side = 'credit' | 'debit'

export type ReadLine = {
  /** Of the file, as an editor counts. */
  readonly line: number
  readonly on: PlainDate
  readonly side: Side
  readonly amount: Rupiah
  readonly reference: string | null
  readonly description: string
}

/** What a file says, proven to add up as far as it names balances. */
export type ReadStatement = {
  readonly format: StatementFormat
  readonly account: string | null
  readonly firstDay: PlainDate
  readonly lastDay: PlainDate
  readonly opening: Rupiah | null
  readonly closing: Rupiah | null
  readonly lines: readonly ReadLine[]
}

export const LINE_STATES = ['open', 'linked', 'ignored'] as const
export type LineState = (typeof LINE_STATES)[number]

/** Why a line is linked, or why it is not. */
export const LINE_REASONS = [
  'same-reference',
  'same-number-amount-day',
  'same-amount-day',
  'decided',
  'other-amount',
  'never-told',
  'number-unknown',
  'several-fit',
  'no-counterpart',
] as const
export type LineReason = (typeof LINE_REASONS)[number]

/** A payment that was booked and stands in no line yet. */
export type BookedPayment = {
  readonly service: string
  readonly key: string
  readonly entryId: bigint
  readonly amount: Rupiah
  readonly paidOn: PlainDate
  readonly referenceNo: string | null
}

/** Everything a match depends on, already fetched. */
export type MatchFacts<Payment extends BookedPayment> = {
  /** Booked payments with the line's reference, or at the virtual account or QR code that it names. */
  readonly byReference: readonly Payment[]
  readonly byTarget: readonly Payment[]
  readonly isTargetKnown: boolean
}

export type Match<Payment extends BookedPayment> =
  | { readonly state: 'linked'; readonly because: LineReason; readonly payment: Payment }
  | { readonly state: 'open'; readonly because: LineReason }

/** A bank enters late in the evening what was paid before midnight; further apart it is another payment. */
const DAYS_APART = 1

/**
 * Which booked payment a line of money in is. The bank's own reference decides alone; without one the number, the amount and the day
 * together, when exactly one payment has all three. Nothing is linked by amount and day alone: two people pay the same contribution.
 */
export function decideMatch<Payment extends BookedPayment>(
  line: Pick<ReadLine, 'amount' | 'on'>,
  facts: MatchFacts<Payment>,
): Match<Payment> {
  const [sameReference, ...more] = facts.byReference
  if (sameReference && more.length === 0) {
    return sameReference.amount === line.amount
      ? { state: 'linked', because: 'same-reference', payment: sameReference }
      : { state: 'open', because: 'other-amount' }
  }
  const near = facts.byTarget.filter(({ paidOn }) => Math.abs(daysBetween(paidOn, line.on)) <= DAYS_APART)
  const [fit, other] = near.filter(({ amount }) => amount === line.amount)
  if (fit && !other) return { state: 'linked', because: 'same-number-amount-day', payment: fit }
  if (fit) return { state: 'open', because: 'several-fit' }
  if (near.length > 0) return { state: 'open', because: 'other-amount' }
  return { state: 'open', because: facts.isTargetKnown ? 'never-told' : 'number-unknown' }
}

/** Money that moved by an entry of ours without a notice, standing in no line yet; `names` are the texts by which a bank may tell it. */
export type Flow = {
  readonly entryId: bigint
  readonly effectiveOn: PlainDate
  readonly names: readonly string[]
}

/** No kode iuran and no number of a receipt worth looking for among other words is shorter. */
const SHORTEST_NAME = 8

/**
 * Which entry of the same amount a line is that no notice told of: the only one that it names, whatever the day, by its kode iuran or the
 * number of its receipt; else the only one within a day.
 */
export function decideFlow<Found extends Flow>(
  line: Pick<ReadLine, 'on' | 'reference' | 'description'>,
  sameAmount: readonly Found[],
):
  | { readonly because: 'same-reference' | 'same-amount-day'; readonly flow: Found }
  | 'several-fit'
  | 'no-counterpart' {
  const words = new Set(`${line.description} ${line.reference ?? ''}`.split(/[\s,;/]+/))
  const isNamed = (name: string) =>
    name === line.reference || (name.length >= SHORTEST_NAME && words.has(name))
  const [named, alsoNamed] = sameAmount.filter(({ names }) => names.some(isNamed))
  if (named && !alsoNamed) return { because: 'same-reference', flow: named }
  const [fit, other] = sameAmount.filter(
    ({ effectiveOn }) => Math.abs(daysBetween(effectiveOn, line.on)) <= DAYS_APART,
  )
  if (!fit) return 'no-counterpart'
  return other ? 'several-fit' : { because: 'same-amount-day', flow: fit }
}

/** Digits in a description that may be the number of a virtual account: 10 to 28 in a row, or in groups of four as people write them. */
export function numbersIn(description: string): string[] {
  const joined = description.replaceAll(/(?<=\d{4}) (?=\d{4})/g, '')
  const texts = [description, joined].flatMap((text) => [...text.matchAll(/(?<!\d)\d{10,28}(?!\d)/g)])
  return [...new Set(texts.map(([digits]) => digits))]
}
