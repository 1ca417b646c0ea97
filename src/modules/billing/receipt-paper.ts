import type { Readable } from 'node:stream'
import { formatDate, formatRupiah, type Language } from '../../kernel/format.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import { pdfStream } from '../../platform/pdf-out.ts'

/** Money that came, by the bank it came through. */
export type ReceivedMoney = {
  readonly amount: Rupiah
  readonly on: PlainDate
  /** Null for money that came out of a purse kept here. */
  readonly bank: string | null
  readonly reference: string
}

/** The words of a receipt, of the catalog of its language. */
export type ReceiptWords = {
  readonly title: string
  readonly about: string
  readonly scan: string
  readonly purse: string
  readonly columns: Readonly<
    Record<'number' | 'from' | 'amount' | 'words' | 'purpose' | 'on' | 'way' | 'reference' | 'part', string>
  >
  readonly signature: readonly string[]
  /** An amount in words (terbilang). */
  inWords(amount: Rupiah): string
}

export type Receipt = {
  readonly number: string
  /** Whose letterhead it bears. */
  readonly issuer: string
  readonly payer: string
  readonly purpose: string
  readonly money: readonly [ReceivedMoney, ...ReceivedMoney[]]
  /** What of the money is receipted: all of it, less what went elsewhere. */
  readonly amount: Rupiah
  /** The address at which the paper can be checked; null where there is none. */
  readonly address: string | null
  readonly today: PlainDate
}

/** A receipt (kuitansi) on one page: who paid, how much in figures and words, when, by which reference, what for. */
export function receiptPdf(receipt: Receipt, language: Language, words: ReceiptWords): Promise<Readable> {
  const { columns } = words
  const money = (amount: Rupiah) => formatRupiah(amount, language)
  const day = (on: PlainDate) => formatDate(on, language)
  const [first, ...more] = receipt.money
  const last = more.at(-1) ?? first
  return pdfStream({
    title: `${words.title} ${receipt.number}`,
    language,
    letterhead: { name: receipt.issuer, about: words.about },
    sign: `Payung · ${day(receipt.today)}`,
    parts: [
      {
        facts: [
          [columns.number, receipt.number],
          [columns.from, receipt.payer],
          [columns.amount, money(receipt.amount)],
          [columns.words, words.inWords(receipt.amount)],
          [columns.purpose, receipt.purpose],
          [columns.on, day(last.on)],
        ],
      },
      {
        columns: [
          { title: columns.on },
          { title: columns.way },
          { title: columns.reference, isWide: true },
          { title: columns.part, isNumber: true },
        ],
        rows: receipt.money.map((each) => [
          day(each.on),
          each.bank ?? words.purse,
          each.reference,
          money(each.amount),
        ]),
      },
      ...words.signature.map((text) => ({ text })),
      ...(receipt.address === null ? [] : [{ qr: receipt.address, about: words.scan }]),
    ],
  })
}
