import { rupiahToJson } from '../../kernel/rupiah.ts'
import type { PayerSums } from './ledger.ts'
import type { Account } from './queries.ts'
import type { Statement } from './show-ledger.ts'

/** An account as it is answered: money as JSON integers. */
export function accountAnswer({ id: _id, balance, held, ...account }: Account) {
  return { ...account, balance: rupiahToJson(balance), held: rupiahToJson(held) }
}

export function statementAnswerOf({ account, from, to, opening, closing, rows, next }: Statement) {
  return {
    account: accountAnswer(account),
    from,
    to,
    opening: rupiahToJson(opening),
    closing: rupiahToJson(closing),
    rows: rows.map(({ entryId, amount, balance, reverses, reversedBy, causeKind, causeId, ...row }) => ({
      ...row,
      entryId: Number(entryId),
      amount: rupiahToJson(amount),
      balance: rupiahToJson(balance),
      reverses: reverses === null ? null : Number(reverses),
      reversedBy: reversedBy === null ? null : Number(reversedBy),
      cause: { kind: causeKind, id: causeId },
    })),
    next,
  }
}

export function sumsAnswerOf({ given, committed, used, left, returned }: PayerSums) {
  return {
    given: rupiahToJson(given),
    committed: rupiahToJson(committed),
    used: rupiahToJson(used),
    left: rupiahToJson(left),
    returned: rupiahToJson(returned),
  }
}
