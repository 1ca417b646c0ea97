import { formatDateWithDay } from '../../src/kernel/format.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { CoverageFigure } from '../../src/modules/coverage/coverage.ts'
import { wordsIn } from '../locales/public.ts'
import { MorePages, type Control } from '../administration/parts.tsx'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { CoverageBar } from '../ui/charts/coverage-bar.tsx'
import { Citation } from '../ui/citation.tsx'
import { hrefIn, type Query } from '../ui/links.ts'
import { Mark } from '../ui/mark.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import type { BenefitAnswer } from './benefit-page.tsx'
import { coveragePath, quotableSentence, type NamedRegion } from './coverage-page.tsx'
import { money, type PriceAnswer } from './contribution-answer.tsx'

/** The figures that show what Payung is about, computed from the law of the day. */
export type HomePageProps = {
  readonly frame: Frame
  readonly today: PlainDate
  readonly cheapest: PriceAnswer
  readonly cheapestQuery: Query
  readonly cheapestFromBudget: PriceAnswer
  readonly death: BenefitAnswer
  readonly deathQuery: Query
  readonly accidentDeath: BenefitAnswer
  readonly accidentDeathQuery: Query
  /** How many are protected where this installation works; null where that is nobody, or cannot be asked now. */
  readonly headline: { readonly region: NamedRegion; readonly figure: CoverageFigure } | null
  /** Where somebody who is signed in works; empty for everybody else. */
  readonly workPages: readonly Control[]
}

/** The front page: what Payung is in one sentence, three doors, and today's price with its sources. */
export function HomePage(props: HomePageProps) {
  const { language } = props.frame
  const words = wordsIn(language).home
  const doors = [
    { href: '/cek', ...words.doors.check },
    { href: '/iuran', ...words.doors.contribution },
    { href: '/donasi', ...words.doors.gift },
  ]
  return (
    <Page frame={props.frame} title={words.title} description={words.description}>
      <div className="hero">
        <div>
          <h1>{words.title}</h1>
          <p className="lede">{words.lede}</p>
        </div>
        <Mark />
      </div>
      <MorePages label={words.work} controls={props.workPages} here={props.frame.path} />
      <ul className="doors">
        {doors.map(({ href, title, text }) => (
          <li key={href}>
            <a href={hrefIn(language, href)}>
              <strong>{title}</strong>
              <span>{text}</span>
            </a>
          </li>
        ))}
      </ul>
      <h2>{words.needTitle}</h2>
      <ul className="plain">
        {NEEDS.map(({ href, need }) => (
          <li key={href}>
            <a href={hrefIn(language, href)}>{words.needs[need]}</a>
          </li>
        ))}
      </ul>
      {props.headline === null ? null : <Headline frame={props.frame} headline={props.headline} />}
      <Today {...props} />
      <h2>{words.moreTitle}</h2>
      <ul className="plain">
        <li>
          <a href={hrefIn(language, '/peraturan')}>{words.registerLink}</a>
        </li>
        <li>
          <a href={hrefIn(language, '/peraturan/perubahan')}>{words.changesLink}</a>
        </li>
        <li>
          <a href={hrefIn(language, '/api/docs')}>{words.apiLink}</a>
        </li>
      </ul>
      <AbbreviationList language={language} used={['JKK', 'JKM', 'PP', 'API', 'BPJS', 'NIK']} />
    </Page>
  )
}

const NEEDS = [
  { href: '/kecelakaan', need: 'accident' },
  { href: '/meninggal', need: 'death' },
  { href: '/manfaat', need: 'benefit' },
  { href: '/wilayah', need: 'region' },
  { href: '/bantuan', need: 'help' },
] as const

type HeadlineProps = { readonly frame: Frame; readonly headline: NonNullable<HomePageProps['headline']> }

/** The one figure of the front door, as it may be quoted. */
function Headline({ frame: { language }, headline: { region, figure } }: HeadlineProps) {
  const words = wordsIn(language).home
  return (
    <section aria-labelledby="terlindungi">
      <h2 id="terlindungi">{words.figureTitle}</h2>
      <p>{quotableSentence(figure, region.name, language)}</p>
      {figure.basisPoints === null ? (
        <p className="small">{wordsIn(language).publicCoverage.ownCount}</p>
      ) : (
        <CoverageBar language={language} name={region.name} figure={figure} />
      )}
      <ul className="actions">
        <li>
          <a href={hrefIn(language, coveragePath(region.code))}>{words.figureMore}</a>
        </li>
        <li>
          <a href={hrefIn(language, '/peringkat')}>{words.figureRanking}</a>
        </li>
      </ul>
    </section>
  )
}

function Today(props: HomePageProps) {
  const { today, cheapest, cheapestFromBudget, death, accidentDeath } = props
  const { language } = props.frame
  const words = wordsIn(language).home
  const lines = 'lines' in cheapest ? cheapest.lines : []
  const programmes = lines.map((line) => `${line.programme} ${money(line.amount, language)}`).join(' + ')
  return (
    <section aria-labelledby="hari-ini">
      <h2 id="hari-ini">{words.todayTitle(formatDateWithDay(today, language))}</h2>
      <div className="facts">
        <div className="sheet">
          <p>
            <span className="figure">{money(cheapest.total, language)}</span>
            {words.perMonth}
          </p>
          <p>
            {words.cheapest(programmes)}{' '}
            {cheapestFromBudget.total === cheapest.total
              ? null
              : words.cheapestBudget(money(cheapestFromBudget.total, language))}
          </p>
          <Fact
            frame={props.frame}
            path="/iuran"
            query={props.cheapestQuery}
            line={lines[0]?.relief ?? lines[0]}
          />
        </div>
        <div className="sheet">
          <p>
            <span className="figure">{money(death.total, language)}</span>
            {words.deathTitle}
          </p>
          <p>{words.death}</p>
          <Fact frame={props.frame} path="/manfaat" query={props.deathQuery} line={death.lines[0]} />
        </div>
        <div className="sheet">
          <p>
            <span className="figure">{money(accidentDeath.total, language)}</span>
            {words.accidentDeathTitle}
          </p>
          <p>{words.accidentDeath}</p>
          <Fact
            frame={props.frame}
            path="/manfaat"
            query={props.accidentDeathQuery}
            line={accidentDeath.lines[0]}
          />
        </div>
      </div>
    </section>
  )
}

type FactProps = {
  readonly frame: Frame
  readonly path: string
  readonly query: Query
  readonly line: { readonly law: string; readonly article: string } | undefined
}

/** The source of a figure and the way to its lines. */
function Fact({ frame, path, query, line }: FactProps) {
  const { language } = frame
  const words = wordsIn(language)
  return (
    <p className="small">
      {line === undefined ? null : (
        <>
          {words.frame.source}: <Citation language={language} law={line.law} article={line.article} />.{' '}
        </>
      )}
      <a href={hrefIn(language, path, query)}>{words.home.seeLines}</a>
    </p>
  )
}
