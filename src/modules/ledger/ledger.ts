import type { Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** The account must stay at zero or above, and `short` rupiah are missing. */
    'insufficient-funds': { readonly path: string; readonly short: Rupiah }
    /** The month is closed; what is found later is booked in an open one. */
    'period-closed': { readonly month: Month }
    /** The same key came with another content. */
    'idempotency-key-reused': { readonly key: string }
    'account-unknown': { readonly path: string }
    'account-closed': { readonly path: string }
    /** An account can be closed only when nothing is on it and nothing is on its way. */
    'account-not-empty': { readonly path: string }
    'entry-unknown': Readonly<Record<string, never>>
    /** A pending entry is settled or voided once. */
    'entry-settled-already': Readonly<Record<string, never>>
    /** Only a pending entry can be settled or voided. */
    'entry-not-pending': Readonly<Record<string, never>>
    'entry-reversed-already': Readonly<Record<string, never>>
    /** A reversal and what has moved nothing cannot be reversed. */
    'entry-not-reversible': Readonly<Record<string, never>>
    /** Something is being posted for longer than closing a month waits. */
    'ledger-busy': Readonly<Record<string, never>>
    /** A month is closed after its last day. */
    'month-not-over': { readonly month: Month }
  }
}

/** Readable, like `payer/<id>/purse`; no number of a person ever stands in one. */
export type AccountPath = string

export const ACCOUNT_KINDS = [
  'world',
  'purse',
  'committed',
  'due',
  'receivable',
  'suspense',
  'owed',
  'code',
  'fee',
  'appropriation',
  'budget-left',
  'budget-committed',
  'budget-realised',
  'budget-lapsed',
] as const
export type AccountKind = (typeof ACCOUNT_KINDS)[number]

/** What an account of a kind may do: a funded one never goes below zero, a hot one is touched by so many that no post waits for it. */
export const KIND_RULES: {
  readonly [Kind in AccountKind]: { readonly funded: boolean; readonly hot: boolean }
} = {
  world: { funded: false, hot: true },
  purse: { funded: true, hot: false },
  committed: { funded: true, hot: false },
  due: { funded: false, hot: false },
  receivable: { funded: false, hot: true },
  suspense: { funded: true, hot: false },
  owed: { funded: true, hot: true },
  code: { funded: true, hot: false },
  fee: { funded: false, hot: false },
  appropriation: { funded: false, hot: true },
  'budget-left': { funded: true, hot: false },
  'budget-committed': { funded: true, hot: false },
  'budget-realised': { funded: true, hot: false },
  'budget-lapsed': { funded: true, hot: false },
}

/** Collected for BPJS Ketenagakerjaan and not yet billed by a kode iuran. */
export const BPJS_OWED: AccountPath = 'bpjs/owed'
/** The counterpart of everybody's `due`. */
export const RECEIVABLE: AccountPath = 'receivable/contributions'

/** Given and not yet bound. */
export const payerPurse = (payerId: string): AccountPath => `payer/${payerId}/purse`
/** Bound to a programme or gift. */
export const payerCommitted = (payerId: string): AccountPath => `payer/${payerId}/committed`
/** Minus what was billed and is unpaid. */
export const payerDue = (payerId: string): AccountPath => `payer/${payerId}/due`
/** A gift's own purse, never pooled with another. */
export const giftPurse = (rosterId: string): AccountPath => `gift/${rosterId}/purse`
/** Money outside, at that bank; goes below zero by what came in. */
export const bankWorld = (partner: string): AccountPath => `world/bank/${partner}`
/** Money that nobody has placed yet. */
export const suspenseOf = (partner: string): AccountPath => `suspense/${partner}`
export const feesOf = (partner: string): AccountPath => `fees/${partner}`
/** Bound to one kode iuran. */
export const codeAccount = (code: string): AccountPath => `bpjs/code/${code}`

/** The outside of all budgets: below zero by what was appropriated. */
export const APPROPRIATED: AccountPath = 'budget/appropriated'
/** What of a budget line nobody has been promised. Never below zero: so a line is never promised twice. */
export const budgetLeft = (lineId: string): AccountPath => `budget/${lineId}/left`
/** Promised for months that nobody has paid yet. */
export const budgetCommitted = (lineId: string): AccountPath => `budget/${lineId}/committed`
/** Promised and paid. */
export const budgetRealised = (lineId: string): AccountPath => `budget/${lineId}/realised`
/** Let go at the end of its year. */
export const budgetLapsed = (lineId: string): AccountPath => `budget/${lineId}/lapsed`

/** One amount from one account to another: an unbalanced entry cannot be written. */
export type Transfer = { readonly from: AccountPath; readonly to: AccountPath; readonly amount: Rupiah }

export const ENTRY_KINDS = [
  'payment-received',
  'suspense-received',
  'suspense-placed',
  'bill-issued',
  'bill-credited',
  'bill-paid',
  'commitment',
  'commitment-released',
  'refund',
  'reallocation',
  'fine-assessed',
  'code-billed',
  'code-paid',
  'bank-fee',
  'adjustment',
  'reversal',
  'appropriation',
  'realisation',
  'realisation-released',
  'lapse',
  'appropriation-changed',
] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

/** Pending holds the money of funded accounts and moves nothing; settled moves it; voided lets it go. */
export type EntryPhase = 'posted' | 'pending' | 'settled' | 'voided'

/** What made an entry: a bill, a callback, a decision. */
export type EntryCause = { readonly kind: string; readonly id: string }

export type NewEntry = {
  /** A reversal is made by `reverseEntry` alone. */
  readonly kind: Exclude<EntryKind, 'reversal'>
  readonly effectiveOn: PlainDate
  /**
   * Names the wish, not the attempt: a repeated post with the same key and content answers what the first did. Everything below is part
   * of the content, the day too, so take the day from the message and not from the clock.
   */
  readonly key: string
  readonly cause: EntryCause
  /** Made in this order: money that an earlier one brings can go on with a later one. */
  readonly transfers: readonly [Transfer, ...Transfer[]]
  readonly pending?: boolean
  readonly note?: string
}

export type Posted = { readonly entryId: bigint; readonly replayed: boolean }

/** 10^15 rupiah: more than all that BPJS Ketenagakerjaan holds. A larger amount is a mistake. */
export const LARGEST_AMOUNT: Rupiah = 1_000_000_000_000_000n

/** Refuses what no transfer can move: nothing, less than nothing, or more than 10^15 rupiah. */
export function requireAmount(field: string, amount: Rupiah): void {
  if (amount < 1n || amount > LARGEST_AMOUNT) {
    throw refuse('value-out-of-range', {
      field,
      value: String(amount),
      minimum: '1',
      maximum: String(LARGEST_AMOUNT),
    })
  }
}

/** Money of a payer: given = committed + used + left + returned, always. */
export type PayerSums = {
  readonly given: Rupiah
  readonly committed: Rupiah
  readonly used: Rupiah
  readonly left: Rupiah
  readonly returned: Rupiah
}
