import { Fragment } from 'react'
import { formatDate, formatMonth } from '../../src/kernel/format.ts'
import { addMonths, type Month } from '../../src/kernel/month.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { shownCode, type Gift } from '../../src/modules/gifts/gifts.ts'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { hrefIn } from '../ui/links.ts'
import { Notice } from '../ui/notice.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { PaySection, type ShownWays } from './gift-page.tsx'

export type CardPageProps = {
  readonly frame: Frame
  readonly gift: Gift
  readonly donor: string
  readonly village: string
  readonly card: {
    readonly maskedName: string
    readonly occupation: string
    readonly remindOn: PlainDate
    readonly state: 'waiting' | 'placed' | 'checking'
    readonly isHandedOver: boolean
    readonly months: { readonly first: Month; readonly last: Month } | null
  }
  readonly ways: ShownWays
  /** A QR code that leads to the page where the card is checked. */
  readonly verifyPicture: string
  readonly handOverAction: string
}

/** `/sertakan/kartu/:code`: pay, then the card that a giver shows and sends; it names nobody whole. */
export function CardPage(props: CardPageProps) {
  const { frame, gift, ways } = props
  const { language } = frame
  const { gift: words, neighbour } = wordsIn(language).gifts
  return (
    <Page frame={frame} title={neighbour.cardTitle}>
      <h1>{neighbour.cardTitle}</h1>
      {gift.state === 'promised' ? <PaySection language={language} gift={gift} ways={ways} /> : null}
      {gift.state === 'cancelled' ? (
        <Notice kind="caution" title={words.cancelledTitle}>
          <p>{words.cancelledText}</p>
        </Notice>
      ) : null}
      <Card {...props} />
      <p>{words.keep}</p>
      {gift.state === 'allocated' && gift.shareCount > 0 ? <HandOver {...props} /> : null}
      <AbbreviationList language={language} used={['JKK', 'JKM', 'QRIS']} />
    </Page>
  )
}

function Card({ frame, gift, card, donor, village, verifyPicture }: CardPageProps) {
  const { language } = frame
  const { gift: words, neighbour, verify } = wordsIn(language).gifts
  const first = card.months?.first ?? gift.firstMonth
  const last = card.months?.last ?? addMonths(gift.firstMonth, gift.monthCount - 1)
  const rows: readonly (readonly [string, string])[] = [
    [words.facts.state, standingOf(language, gift, card.state)],
    [neighbour.cardFor, card.maskedName],
    [neighbour.occupation, card.occupation],
    [words.facts.region, village],
    [neighbour.cardMonths, `${formatMonth(first, language)} – ${formatMonth(last, language)}`],
    [neighbour.cardFrom, donor],
    [verify.code, shownCode(gift.code)],
    [neighbour.remind, neighbour.remindText(formatDate(card.remindOn, language))],
  ]
  return (
    <section className="sheet" aria-label={neighbour.cardTitle}>
      <dl className="rows">
        {rows.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
      <p>
        <img src={verifyPicture} width="160" height="160" alt={`${verify.title}: ${shownCode(gift.code)}`} />
      </p>
      <p className="small">{neighbour.print}</p>
    </section>
  )
}

function standingOf(
  language: Frame['language'],
  { state, shareCount }: Gift,
  found: CardPageProps['card']['state'],
): string {
  const { neighbour, states } = wordsIn(language).gifts
  if (state === 'promised') return neighbour.waiting
  if (state === 'paid' && found === 'checking') return neighbour.checking
  return state === 'allocated' && shareCount > 0 ? neighbour.placed : states[state]
}

function HandOver({ frame, card, handOverAction }: CardPageProps) {
  const { language } = frame
  const { neighbour } = wordsIn(language).gifts
  return (
    <section aria-labelledby="serah">
      <h2 id="serah">{neighbour.handTitle}</h2>
      <p>{neighbour.handText}</p>
      {card.isHandedOver ? (
        <p>
          <strong>{neighbour.handed}</strong>
        </p>
      ) : (
        <form action={hrefIn(language, handOverAction)} method="post">
          <button type="submit">{neighbour.handButton}</button>
        </form>
      )}
    </section>
  )
}
