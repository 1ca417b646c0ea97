import type { Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { smaller, total, type Rupiah } from '../../kernel/rupiah.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** A kode iuran has 11 digits. */
    'contribution-code-broken': { readonly value: string }
    'contribution-code-known': { readonly code: string }
    'contribution-code-unknown': Readonly<Record<string, never>>
    /** It was paid or given up already. */
    'contribution-code-settled': { readonly code: string; readonly state: CodeState }
    'programmes-do-not-add-up': { readonly amount: Rupiah; readonly sum: Rupiah }
    /** More than was collected and not yet bound to a code: of this payer and month, or altogether. */
    'settlement-beyond-owed': { readonly owed: Rupiah; readonly amount: Rupiah }
    /** No such recovery within reach. */
    'recovery-unknown': Readonly<Record<string, never>>
    /** All of it has come back already. */
    'recovery-settled': { readonly creditNote: string }
    /** More than BPJS Ketenagakerjaan has to give back for what was named. */
    'recovery-beyond-left': { readonly left: Rupiah; readonly amount: Rupiah }
    /** Something of a kode iuran is left to be paid: at most `left` can be set off. */
    'recovery-beyond-code': { readonly left: Rupiah; readonly amount: Rupiah }
    /** This receipt, or this kode iuran, has brought it back already. */
    'recovery-return-known': { readonly reference: string }
    /** Nobody pays tomorrow's receipt today. */
    'paid-on-in-future': { readonly on: PlainDate }
  }
}

export const CODE_STATES = ['billed', 'paid', 'cancelled'] as const
/** `billed`: the code is known and its money bound. Owed is what no code has bound yet. */
export type CodeState = (typeof CODE_STATES)[number]

export const CODE_SOURCES = ['typed', 'file', 'api'] as const
export type CodeSource = (typeof CODE_SOURCES)[number]

/** What becomes of a row of a file of codes. */
export const CODE_FATES = ['recorded', 'known', 'refused'] as const
export type CodeFate = (typeof CODE_FATES)[number]

/** What EPS lists under one kode iuran; `fine` is denda of late payment. */
export const CODE_PARTS = ['jkk', 'jkm', 'jht', 'jp', 'jkp', 'fine'] as const
export type CodePart = (typeof CODE_PARTS)[number]
export type ProgrammeSplit = { readonly [Part in CodePart]: Rupiah }

export const NO_SPLIT: ProgrammeSplit = { jkk: 0n, jkm: 0n, jht: 0n, jp: 0n, jkp: 0n, fine: 0n }

export function splitTotal(split: ProgrammeSplit): Rupiah {
  return total(CODE_PARTS.map((part) => split[part]))
}

export type CodeRequest = {
  readonly code: string
  readonly month: Month
  readonly amount: Rupiah
  readonly split: ProgrammeSplit
}

/** Everything the decision depends on, already fetched. */
export type CodeFacts = {
  readonly isKnown: boolean
  /** Collected and not bound to a code: of the payer and month that the code names, or of everybody. */
  readonly owed: Rupiah
}

export type CodeRefusal =
  | { readonly code: 'contribution-code-broken'; readonly details: { readonly value: string } }
  | { readonly code: 'contribution-code-known'; readonly details: { readonly code: string } }
  | {
      readonly code: 'programmes-do-not-add-up'
      readonly details: { readonly amount: Rupiah; readonly sum: Rupiah }
    }
  | {
      readonly code: 'settlement-beyond-owed'
      readonly details: { readonly owed: Rupiah; readonly amount: Rupiah }
    }

/** Why a kode iuran is not taken; null when it is. */
export function decideCode(
  { code, amount, split }: CodeRequest,
  { isKnown, owed }: CodeFacts,
): CodeRefusal | null {
  const sum = splitTotal(split)
  if (!/^\d{11}$/.test(code))
    return { code: 'contribution-code-broken', details: { value: code.slice(0, 20) } }
  if (isKnown) return { code: 'contribution-code-known', details: { code } }
  if (sum !== amount) return { code: 'programmes-do-not-add-up', details: { amount, sum } }
  return amount > owed ? { code: 'settlement-beyond-owed', details: { owed, amount } } : null
}

/** Not paid, and the day has gone by. */
export function isOverdue(
  code: { readonly state: CodeState; readonly dueOn: PlainDate },
  today: PlainDate,
): boolean {
  return code.state === 'billed' && code.dueOn < today
}

/** How money of a credit note comes back: told with a receipt of the bank, by a line of its statement, or set off against a kode iuran. */
export const RETURN_WAYS = ['bank', 'line', 'code'] as const
export type ReturnWay = (typeof RETURN_WAYS)[number]

export type OpenRecovery = { readonly id: string; readonly creditNote: string; readonly left: Rupiah }
export type ReturnShare<Of extends OpenRecovery = OpenRecovery> = {
  readonly recovery: Of
  readonly amount: Rupiah
}

export type ReturnRefusal =
  | { readonly code: 'recovery-unknown'; readonly details: Readonly<Record<string, never>> }
  | { readonly code: 'recovery-settled'; readonly details: { readonly creditNote: string } }
  | {
      readonly code: 'recovery-beyond-left' | 'recovery-beyond-code'
      readonly details: { readonly left: Rupiah; readonly amount: Rupiah }
    }

/**
 * Why money that came back is not taken for these recoveries; null when it is. `codeLeft` is what of a kode iuran is still to be paid, of
 * which one rupiah at least remains: a code of nothing cannot be paid.
 */
export function decideReturn(
  recoveries: readonly OpenRecovery[],
  amount: Rupiah,
  codeLeft: Rupiah | null,
): ReturnRefusal | null {
  const settled = recoveries.find(({ left }) => left === 0n)
  const left = total(recoveries.map((each) => each.left))
  if (recoveries.length === 0) return { code: 'recovery-unknown', details: {} }
  if (settled) return { code: 'recovery-settled', details: { creditNote: settled.creditNote } }
  if (amount > left) return { code: 'recovery-beyond-left', details: { left, amount } }
  if (codeLeft !== null && amount >= codeLeft)
    return { code: 'recovery-beyond-code', details: { left: codeLeft - 1n, amount } }
  return null
}

/** What of the money each recovery gets, in their order; one that the money does not reach has no share. */
export function spreadReturn<Of extends OpenRecovery>(
  recoveries: readonly Of[],
  amount: Rupiah,
): ReturnShare<Of>[] {
  let rest = amount
  return recoveries.flatMap((recovery) => {
    const share = smaller(recovery.left, rest)
    rest -= share
    return share === 0n ? [] : [{ recovery, amount: share }]
  })
}
