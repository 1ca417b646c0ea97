import type { BankAmount } from './amount.ts'
import type { SimulatorContract } from './bank-keys.ts'
import type { Book } from './book.ts'

/** A movement as the bank's statement shows it. */
export type Movement = {
  /** Local time, `2026-01-31T20:16:02+07:00`. */
  readonly at: string
  readonly side: 'C' | 'D'
  readonly amount: BankAmount
  readonly reference: string
  readonly text: string
}

export type BankStatement = {
  readonly account: string
  readonly from: string
  readonly to: string
  readonly opening: BankAmount
  readonly closing: BankAmount
  readonly movements: readonly Movement[]
}

/** The statement of some days, from the book: without what the bank forgot to write into it. */
export function statementOf(
  book: Book,
  contract: SimulatorContract,
  from: string,
  to: string,
): BankStatement {
  const all = movementsOf(book).sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
  const before = all.filter(({ at }) => at.slice(0, 10) < from)
  const movements = all.filter(({ at }) => at.slice(0, 10) >= from && at.slice(0, 10) <= to)
  const opening = sumOf(before)
  return {
    account: contract.accountNumber,
    from,
    to,
    opening,
    closing: opening + sumOf(movements),
    movements,
  }
}

function movementsOf({ accounts }: Book): Movement[] {
  const paid = accounts.kept().filter(({ leftOut }) => leftOut !== true)
  return [
    ...paid.map(({ paidAt, amount, reference, through, target }) => ({
      ...{ at: paidAt, side: 'C' as const, amount, reference },
      text: through === 'va' ? `PEMBAYARAN VA ${target}` : `QRIS ${target}`,
    })),
    ...accounts.refunds.map(({ at, amount, reference, payment }) => ({
      ...{ at, side: 'D' as const, amount, reference },
      text: `PENGEMBALIAN DANA ${accounts.payments.get(payment)?.target ?? ''}`,
    })),
    ...accounts.moves,
  ]
}

function sumOf(movements: readonly Movement[]): BankAmount {
  let sum = 0n
  for (const { side, amount } of movements) sum += side === 'C' ? amount : -amount
  return sum
}

/** As internet banking gives it: semicolons, day first, dots between thousands and a comma before the cents. */
export function csvOf({ account, from, to, opening, closing, movements }: BankStatement): string {
  let balance = opening
  const rows = movements.map(({ at, side, amount, reference, text }) => {
    balance += side === 'C' ? amount : -amount
    const [debit, credit] = side === 'D' ? [money(amount), ''] : ['', money(amount)]
    return [slashed(at), at.slice(11, 19), text, reference, debit, credit, money(balance)].join(';')
  })
  return [
    'SIMULATOR - BUKAN BANK',
    `No. Rekening;'${account}`,
    `Mata Uang;IDR`,
    `Periode;${slashed(from)} - ${slashed(to)}`,
    `Saldo Awal;${money(opening)}`,
    '',
    'Tanggal;Jam;Keterangan;No. Referensi;Debet;Kredit;Saldo',
    ...rows,
    '',
    `Saldo Akhir;${money(closing)}`,
    '',
  ].join('\r\n')
}

/** SWIFT MT940, each line at most 65 characters long. */
export function mt940Of({ account, from, to, opening, closing, movements }: BankStatement): string {
  const lines = movements.flatMap(({ at, side, amount, reference, text }) => [
    `:61:${short(at)}${at.slice(5, 7)}${at.slice(8, 10)}${side}${swiftMoney(amount)}NTRF${reference}`,
    ...folded(`:86:${text} ${at.slice(11, 19).replaceAll(':', '')} SIMULATOR`),
  ])
  const numbered = [
    `:20:SIM${short(to)}`,
    `:25:${account}`,
    ':28C:1/1',
    `:60F:${mark(opening)}${short(from)}IDR${swiftMoney(absolute(opening))}`,
    ...lines,
    `:62F:${mark(closing)}${short(to)}IDR${swiftMoney(absolute(closing))}`,
  ]
  return ['{1:F01SIMULATORXXX0000000000}{2:I940PAYUNGXXXXXXN}{4:', ...numbered, '-}', ''].join('\r\n')
}

const absolute = (amount: BankAmount): BankAmount => (amount < 0n ? -amount : amount)
const mark = (amount: BankAmount): string => (amount < 0n ? 'D' : 'C')
const short = (at: string): string => at.slice(2, 10).replaceAll('-', '')
const slashed = (at: string): string => `${at.slice(8, 10)}/${at.slice(5, 7)}/${at.slice(0, 4)}`
const swiftMoney = (amount: BankAmount): string => `${String(amount)},00`

function money(amount: BankAmount): string {
  const grouped = String(absolute(amount)).replaceAll(/\B(?=(\d{3})+$)/g, '.')
  return `${amount < 0n ? '-' : ''}${grouped},00`
}

function folded(line: string): string[] {
  return line.match(/.{1,65}/g) ?? []
}
