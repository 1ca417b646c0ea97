import type { BankMove } from './accounts.ts'
import type { BankAmount } from './amount.ts'
import { wibText } from './bank-time.ts'
import type { Desk } from './desk.ts'

/** The other end of money that the keeper of the account moves: BPJS Ketenagakerjaan is paid, or gives back. */
export type Movement = {
  readonly how: 'pay-bpjs' | 'bpjs-gives-back'
  /** The kode iuran, as the keeper types it. */
  readonly code: string
  readonly amount: BankAmount
}

/** Moves money as internet banking does, and answers with its receipt; null when less than that is in the account. */
export async function moveMoney(desk: Desk, { how, code, amount }: Movement): Promise<BankMove | null> {
  const { accounts } = desk.book
  const isOut = how === 'pay-bpjs'
  if (isOut && accounts.balance() < amount) return null
  const move: BankMove = {
    side: isOut ? 'D' : 'C',
    amount,
    reference: `M${String(accounts.moves.length + 1).padStart(11, '0')}`,
    text: `${isOut ? 'PEMBAYARAN' : 'PENGEMBALIAN'} BPJS TK${code === '' ? '' : ` ${code}`}`,
    at: wibText(desk.now()),
  }
  await desk.book.append({ kind: 'moved', ...move })
  return move
}
