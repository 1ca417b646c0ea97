import type { ReactNode } from 'react'
import { formatDate } from '../../src/kernel/format.ts'
import type { Summary } from '../../src/modules/summary/summary.ts'
import { wordsIn } from '../locales/public.ts'
import { CoverageBar } from '../ui/charts/coverage-bar.tsx'
import { hrefIn, type Query } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import type { Outlines } from '../ui/charts/outline-map.tsx'
import { Bullets, Ending, Payers, RegionMap, Trend, type ChartProps } from './charts.tsx'
import { FigureRows } from './parts.tsx'
import { headlineOf, moversTable, type NameOf } from './summary-tables.ts'

export type SlidesPageProps = {
  readonly frame: Frame
  readonly summary: Summary
  readonly nameOf: NameOf
  /** Of the regions below; null where they are not loaded. */
  readonly outlines: Outlines | null
  /** From 1. */
  readonly slide: number
  /** What the slides are about, for the way to the next one. */
  readonly query: Query
}

type SlideProps = ChartProps & Pick<SlidesPageProps, 'outlines'>
type Slide = {
  readonly title: (props: ChartProps) => string
  readonly body: (props: SlideProps) => ReactNode
}

const SLIDES: readonly Slide[] = [
  {
    title: ({ summary, language }) => headlineOf(summary.coverage.figure, language),
    body: ({ summary, language, nameOf }) => (
      <CoverageBar
        language={language}
        name={nameOf(summary.region)}
        figure={summary.coverage.figure}
        size="headline"
      />
    ),
  },
  {
    title: ({ language }) => wordsIn(language).summary.bullets,
    body: (props) => (
      <div className="side-by-side">
        <RegionMap {...props} />
        <Bullets {...props} />
      </div>
    ),
  },
  { title: ({ language }) => wordsIn(language).summary.trend, body: (props) => <Trend {...props} /> },
  {
    title: ({ language, summary }) =>
      wordsIn(language).summary.moversSince(formatDate(summary.moversSince, language)),
    body: ({ summary, language, nameOf }) =>
      summary.movers.length === 0 ? (
        <p>{wordsIn(language).summary.noMovers}</p>
      ) : (
        <FigureRows language={language} table={moversTable(summary, nameOf, language)} />
      ),
  },
  { title: ({ language }) => wordsIn(language).summary.ending, body: (props) => <Ending {...props} /> },
  { title: ({ language }) => wordsIn(language).summary.byPayer, body: (props) => <Payers {...props} /> },
]
export const SLIDE_COUNT = SLIDES.length

/** `/paparan`: the summary for a meeting room, one thing a page. Works by its links; with script also by arrow keys and Esc. */
export function SlidesPage({ frame, summary, nameOf, outlines, slide, query }: SlidesPageProps) {
  const { language } = frame
  const words = wordsIn(language).summary
  const shown = SLIDES[slide - 1]
  if (!shown) return null
  const props = { language, summary, nameOf, outlines }
  const hrefOf = (number: number) => hrefIn(language, '/paparan', { ...query, lembar: number })
  return (
    <Page frame={frame} title={`${words.slides} ${nameOf(summary.region)}`}>
      <div className="slide">
        <h1>{shown.title(props)}</h1>
        {shown.body(props)}
      </div>
      <nav className="slides" aria-label={words.slides}>
        {slide > 1 ? (
          <a rel="prev" href={hrefOf(slide - 1)}>
            ‹ {words.previous}
          </a>
        ) : null}
        <span>{words.slide(String(slide), String(SLIDE_COUNT))}</span>
        {slide < SLIDE_COUNT ? (
          <a rel="next" href={hrefOf(slide + 1)}>
            {words.next} ›
          </a>
        ) : null}
        <a rel="up" href={hrefIn(language, '/ringkasan', query)}>
          {words.end}
        </a>
        <small>{words.slideHint}</small>
      </nav>
    </Page>
  )
}
