import { total, type Rupiah } from '../../kernel/rupiah.ts'
import type { DifferenceReason } from './billing.ts'

/** What a person of a roster should be billed for a month, and what he was. */
export type Difference = {
  readonly personId: bigint
  readonly protectionId: bigint
  readonly cardId: bigint
  readonly before: Rupiah
  readonly after: Rupiah
  readonly why: DifferenceReason
}

export type PlannedLine = {
  readonly personId: bigint
  readonly protectionId: bigint
  readonly cardId: bigint
  readonly amount: Rupiah
  readonly difference: Difference | null
}

export type PlannedBill = {
  readonly kind: 'original' | 'amendment' | 'credit-note'
  readonly lines: readonly PlannedLine[]
  readonly total: Rupiah
  readonly personCount: number
}

/** The bill of a roster that had none for the month: a line for each protection, those of a person together. */
export function planOriginal(members: readonly Omit<PlannedLine, 'difference'>[]): PlannedBill[] {
  return members.length === 0
    ? []
    : [
        planned(
          'original',
          members.map((line) => ({ ...line, difference: null })),
        ),
      ]
}

/** What sets a billed month right: one bill for all that is more, one credit note for all that is less. */
export function planAdjustments(differences: readonly Difference[]): PlannedBill[] {
  const lines = differences
    .filter(({ before, after }) => before !== after)
    .map((difference) => ({ ...difference, amount: difference.after - difference.before, difference }))
  const more = lines.filter(({ amount }) => amount > 0n)
  const less = lines.filter(({ amount }) => amount < 0n)
  return [
    ...(more.length > 0 ? [planned('amendment', more)] : []),
    ...(less.length > 0 ? [planned('credit-note', less)] : []),
  ]
}

function planned(kind: PlannedBill['kind'], lines: readonly PlannedLine[]): PlannedBill {
  return {
    kind,
    lines,
    total: total(lines.map(({ amount }) => amount)),
    personCount: new Set(lines.map(({ personId }) => personId)).size,
  }
}

/** A line that stands on a bill: what is left of it after credits, and whether it has been paid. */
export type StandingLine = {
  readonly billId: string
  readonly lineNumber: number
  readonly remaining: Rupiah
  readonly isPaid: boolean
}

export type Credit = {
  readonly billId: string
  readonly lineNumber: number
  readonly amount: Rupiah
  readonly moneyBack: Rupiah
}

/**
 * Spreads what a person is billed less over the lines that stand for him, unpaid ones first, so that as little money as possible has to
 * come back. Throws RangeError for more than was ever billed.
 */
export function spreadCredit(lines: readonly StandingLine[], amount: Rupiah): Credit[] {
  const credits: Credit[] = []
  let left = amount
  for (const line of [...lines].sort((a, b) => Number(a.isPaid) - Number(b.isPaid))) {
    const taken = line.remaining < left ? line.remaining : left
    if (taken <= 0n) continue
    const { billId, lineNumber } = line
    credits.push({ billId, lineNumber, amount: taken, moneyBack: line.isPaid ? taken : 0n })
    left -= taken
  }
  if (left > 0n) throw new RangeError('a credit of more than was billed')
  return credits
}
