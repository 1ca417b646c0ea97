import { Fragment } from 'react'
import { formatMonth, formatNumber, formatRupiah } from '../../src/kernel/format.ts'
import { addMonths, monthOf, type Month } from '../../src/kernel/month.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { shownCode, type Gift } from '../../src/modules/gifts/gifts.ts'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { ErrorSummary, QuestionForm, TextField } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page, type Frame } from '../ui/page.tsx'

/** What a code leads to: a gift, and the neighbour's card when it is one. */
export type VerifiedCode = {
  readonly gift: Gift
  readonly donor: string
  readonly region: string
  readonly card: {
    readonly maskedName: string
    readonly months: { readonly first: Month; readonly last: Month } | null
  } | null
  readonly today: PlainDate
}

type VerifyPageProps = {
  readonly frame: Frame
  readonly asked: string
  readonly error: string | null
  readonly found: VerifiedCode | null
}

/** `/verifikasi`: whether a certificate or card stands, and what it says. */
export function VerifyPage({ frame, asked, error, found }: VerifyPageProps) {
  const { language } = frame
  const { frame: frameWords, gifts } = wordsIn(language)
  const { verify } = gifts
  const errors = error === null ? {} : { kode: error }
  return (
    <Page frame={frame} title={verify.title} description={verify.description} hasErrors={error !== null}>
      {error === null ? null : <ErrorSummary title={frameWords.needsMending} errors={errors} />}
      <h1>{verify.title}</h1>
      {found === null ? <p className="lede">{verify.lede}</p> : <Verdict frame={frame} found={found} />}
      <QuestionForm
        action="/verifikasi"
        hidden={language === 'en' ? { lang: 'en' } : {}}
        button={gifts.donation.find}
      >
        <TextField name="kode" label={verify.code} value={asked} short error={error ?? undefined} />
      </QuestionForm>
      <AbbreviationList language={language} used={['JKK', 'JKM']} />
    </Page>
  )
}

function Verdict({ frame, found }: { readonly frame: Frame; readonly found: VerifiedCode }) {
  const { language } = frame
  const { gifts } = wordsIn(language)
  const { verify, gift: words, neighbour } = gifts
  const { gift, card, donor, region } = found
  const last = card ? (card.months?.last ?? null) : addMonths(gift.firstMonth, gift.monthCount - 1)
  const standing = standingOf(found, last)
  const rows: readonly (readonly [string, string])[] = [
    [verify.code, shownCode(gift.code)],
    ...(card === null ? [] : ([[neighbour.cardFor, card.maskedName]] as const)),
    [words.facts.donor, donor],
    [words.facts.region, region],
    [words.facts.state, gifts.states[gift.state]],
    [
      words.facts.months,
      formatNumber(gift.state === 'allocated' ? gift.shareCount : gift.monthCount, language),
    ],
    [words.facts.total, formatRupiah(gift.state === 'allocated' ? gift.shared : gift.total, language)],
  ]
  return (
    <>
      <Notice kind={standing === 'stands' ? 'done' : 'caution'} title={verify[standing]}>
        {standing === 'stands' && last !== null ? <p>{verify.until(formatMonth(last, language))}</p> : null}
      </Notice>
      <dl className="rows">
        {rows.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </>
  )
}

function standingOf({ gift, today }: VerifiedCode, last: Month | null): 'stands' | 'notYet' | 'ended' {
  if (gift.state === 'cancelled') return 'ended'
  if (gift.state !== 'allocated') return 'notYet'
  if (gift.shareCount === 0 || last === null) return 'ended'
  return monthOf(today) <= last ? 'stands' : 'ended'
}
