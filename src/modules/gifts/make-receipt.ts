import type { Readable } from 'node:stream'
import { formatMonth, type Language } from '../../kernel/format.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { receiptPdf, type ReceiptWords, type ReceivedMoney } from '../billing/receipt-paper.ts'
import { shownCode, type Gift } from './gifts.ts'

export type GiftReceiptWords = ReceiptWords & { gift(code: string, region: string, months: string): string }

export type GiftReceiptAsk = {
  readonly gift: Gift
  readonly donor: string
  readonly region: string
  /** What came through banks, payment by payment. */
  readonly money: readonly ReceivedMoney[]
  /** The address at which the code of the gift is checked. */
  readonly address: string
  readonly today: PlainDate
  readonly language: Language
  readonly words: GiftReceiptWords
}

/** The receipt of the money of a gift, with the picture that leads to its code. Refuses a gift that nobody has paid. */
export function giftReceiptPdf(ask: GiftReceiptAsk): Promise<Readable> {
  const { gift, donor, region, address, today, language, words } = ask
  const [first, ...more] = ask.money
  if (first === undefined) throw refuse('gift-unpaid', {})
  const code = shownCode(gift.code)
  const receipt = {
    ...{ number: `KW-${code}`, issuer: 'Payung', payer: donor, address, today },
    purpose: words.gift(code, region, formatMonth(gift.firstMonth, language)),
    money: [first, ...more] as const,
    amount: gift.received,
  }
  return receiptPdf(receipt, language, words)
}
