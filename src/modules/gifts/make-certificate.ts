import type { Readable } from 'node:stream'
import { formatDate, formatMonth, formatNumber, formatRupiah, type Language } from '../../kernel/format.ts'
import { addMonths } from '../../kernel/month.ts'
import { jakartaDateOf } from '../../kernel/plain-date.ts'
import { pdfStream } from '../../platform/pdf-out.ts'
import { shownCode, type Gift } from './gifts.ts'

/** The words of a certificate, of the catalog of its language. */
export type CertificateWords = {
  readonly title: string
  readonly text: string
  readonly scan: string
  readonly programmes: string
  sign(day: string): string
}
type Facts = Readonly<Record<'donor' | 'region' | 'people' | 'months' | 'shared' | 'returned', string>>

export type Certificate = {
  readonly gift: Gift
  readonly donor: string
  readonly region: string
  readonly workerCount: number
  /** The address that the QR code leads to. */
  readonly address: string
  readonly language: Language
  readonly words: CertificateWords & { readonly facts: Facts; readonly root: string; readonly code: string }
}

/** A gift on paper, for the donor: what it became, its code, its root, and a picture that leads to both. */
export function certificatePdf({
  gift,
  donor,
  region,
  workerCount,
  address,
  language,
  words,
}: Certificate): Promise<Readable> {
  const { facts } = words
  const last = addMonths(gift.firstMonth, gift.monthCount - 1)
  const day = gift.endedAt === null ? '' : formatDate(jakartaDateOf(gift.endedAt), language)
  return pdfStream({
    title: words.title,
    language,
    parts: [
      { text: words.text },
      {
        facts: [
          [facts.donor, donor],
          [facts.region, region],
          [facts.people, formatNumber(workerCount, language)],
          [
            facts.months,
            `${formatNumber(gift.shareCount, language)} (${formatMonth(gift.firstMonth, language)} – ${formatMonth(last, language)})`,
          ],
          [facts.shared, formatRupiah(gift.shared, language)],
          [facts.returned, formatRupiah(gift.returned, language)],
          [words.code, shownCode(gift.code)],
          [words.root, gift.root ?? ''],
        ],
      },
      { qr: address, about: words.scan },
      { text: words.programmes, isSmall: true },
    ],
    sign: words.sign(day),
  })
}
