import type { RegionCode } from '../../kernel/region-code.ts'
import type { Tx } from '../../platform/db.ts'
import {
  APPROPRIATED,
  budgetCommitted,
  budgetLapsed,
  budgetLeft,
  budgetRealised,
  giftPurse,
  payerCommitted,
  payerDue,
  payerPurse,
  KIND_RULES,
  type AccountKind,
  type AccountPath,
} from './ledger.ts'
import { callClose, openAccounts } from './store.ts'

/** Who is behind an account, and so who may see it. */
export type AccountPayer = {
  readonly id: string
  readonly organisationId: string | null
  readonly regionCode: RegionCode
}

export type NewAccount = {
  readonly path: AccountPath
  readonly kind: AccountKind
  /** Left out: an account of the installation itself, as those of banks and of BPJS Ketenagakerjaan. */
  readonly payer?: AccountPayer
}

/** Opens an account unless it is open; what it is follows from its kind. */
export async function openAccount(tx: Tx, account: NewAccount): Promise<void> {
  await openAccounts(tx, [{ ...account, ...KIND_RULES[account.kind] }])
}

/** Opens the purse of a payer, what is bound, and what is due, unless they are open. */
export async function openPayerAccounts(tx: Tx, payer: AccountPayer): Promise<void> {
  await openPayersAccounts(tx, [payer])
}

/** The same for many payers in one statement. */
export async function openPayersAccounts(tx: Tx, payers: readonly AccountPayer[]): Promise<void> {
  const accounts = payers.flatMap(
    (payer) =>
      [
        { path: payerPurse(payer.id), kind: 'purse', payer },
        { path: payerCommitted(payer.id), kind: 'committed', payer },
        { path: payerDue(payer.id), kind: 'due', payer },
      ] as const,
  )
  await openAccounts(
    tx,
    accounts.map((account) => ({ ...account, ...KIND_RULES[account.kind] })),
  )
}

/** Opens the purse of a gift, unless it is open; the donor stays its payer. */
export async function openGiftAccount(tx: Tx, rosterId: string, donor: AccountPayer): Promise<void> {
  await openAccount(tx, { path: giftPurse(rosterId), kind: 'purse', payer: donor })
}

/** Opens what a budget line is parted into, unless it is open, and the outside of all budgets. */
export async function openBudgetAccounts(tx: Tx, lineId: string, payer: AccountPayer): Promise<void> {
  const accounts = [
    { path: APPROPRIATED, kind: 'appropriation' },
    { path: budgetLeft(lineId), kind: 'budget-left', payer },
    { path: budgetCommitted(lineId), kind: 'budget-committed', payer },
    { path: budgetRealised(lineId), kind: 'budget-realised', payer },
    { path: budgetLapsed(lineId), kind: 'budget-lapsed', payer },
  ] as const
  await openAccounts(
    tx,
    accounts.map((account) => ({ ...account, ...KIND_RULES[account.kind] })),
  )
}

/** Closes an empty account for good. Refuses `account-not-empty` and `account-unknown`, which also means one that is hot. */
export async function closeAccount(tx: Tx, path: AccountPath): Promise<void> {
  await callClose(tx, path)
}
