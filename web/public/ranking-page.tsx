import { formatDate, formatDayOrMonth, formatNumber, type Language } from '../../src/kernel/format.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { PublishedFigure } from '../../src/modules/figures/figures.ts'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { shareText } from '../ui/charts/coverage-bar.tsx'
import { QuestionForm, SelectField, TextField } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable, type Column } from '../ui/summary-table.tsx'
import { coveragePath, publishedValue, type BelowRegion, type NamedRegion } from './coverage-page.tsx'

/** A region in its place, with the newest coverage that others published about it. */
export type RankedPublicly = BelowRegion & {
  readonly rank: number | null
  readonly published: PublishedFigure | null
}

type RankingPageProps = {
  readonly frame: Frame
  readonly region: NamedRegion
  readonly regions: readonly NamedRegion[]
  readonly asOf: PlainDate
  readonly ranked: readonly RankedPublicly[]
  readonly least: number
}

/** `/peringkat`: the regions of a province in the order of their coverage, published figures beside our own. */
export function RankingPage({ frame, region, regions, asOf, ranked, least }: RankingPageProps) {
  const { language } = frame
  const { publicCoverage: words } = wordsIn(language)
  const title = words.ranking.title(region.name)
  const hasShare = ranked.some(({ figure }) => figure !== null && figure.basisPoints !== null)
  const [first] = ranked
  return (
    <Page frame={frame} title={title} description={words.ranking.description} section="coverage">
      <h1>{title}</h1>
      {first === undefined || first.figure === null ? (
        <p className="lede">{words.ranking.empty}</p>
      ) : first.figure.basisPoints === null ? (
        <p className="lede">{words.ranking.unranked}</p>
      ) : (
        <p className="lede">
          {words.ranking.sentence(first.name, shareText(first.figure.basisPoints, language))}
        </p>
      )}
      <SummaryTable
        caption={words.ranking.caption(formatDate(asOf, language))}
        columns={columnsOf(language, hasShare)}
        rows={ranked}
        rowKey={({ code }) => code}
      />
      {ranked.some(({ figure }) => figure === null) ? (
        <p className="small">{words.hiddenWhy(formatNumber(least, language))}</p>
      ) : null}
      <p className="small">{words.ranking.note}</p>
      <p className="small">{words.ownCount}</p>
      <h2>{words.askDay}</h2>
      <QuestionForm
        action="/peringkat"
        hidden={language === 'en' ? { lang: 'en' } : {}}
        button={words.ranking.button}
      >
        <SelectField
          name="wilayah"
          label={words.ranking.choose}
          value={region.code}
          options={regions.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <TextField name="per" label={words.day} hint={words.dayHint} kind="date" short value={asOf} />
      </QuestionForm>
      <ul className="actions">
        <li>
          <a href={hrefIn(language, `/cakupan/${region.code}.csv`, { per: asOf })}>{words.csv}</a>
        </li>
        <li>
          <a href={hrefIn(language, coveragePath(region.code), { per: asOf })}>{words.title(region.name)}</a>
        </li>
      </ul>
      <AbbreviationList language={language} used={['BPJS', 'CSV']} />
    </Page>
  )
}

type Columns = readonly [Column<RankedPublicly>, ...Column<RankedPublicly>[]]

function columnsOf(language: Language, hasShare: boolean): Columns {
  const { publicCoverage: words } = wordsIn(language)
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : formatNumber(value, language)
  return [
    {
      key: 'name',
      title: words.region,
      cell: ({ rank, code, name }) => (
        <>
          <span className="rank">{rank === null ? '–' : formatNumber(rank, language)}</span>{' '}
          <a href={hrefIn(language, coveragePath(code))}>{name}</a>
        </>
      ),
    },
    {
      key: 'people',
      title: words.people,
      numeric: true,
      cell: ({ figure }) => (figure === null ? words.hiddenCell : number(figure.people)),
    },
    ...(hasShare
      ? [
          {
            key: 'share',
            title: words.share,
            numeric: true,
            cell: ({ figure }: RankedPublicly) => {
              const share = figure?.basisPoints ?? null
              return share === null ? '–' : shareText(share, language)
            },
          },
          {
            key: 'gap',
            title: words.gap,
            numeric: true,
            cell: ({ figure }: RankedPublicly) => number(figure?.gapPeople),
          },
        ]
      : []),
    {
      key: 'published',
      title: words.published,
      cell: ({ published }) =>
        published === null ? (
          '–'
        ) : (
          <>
            {publishedValue(published, language)}{' '}
            <small>
              {words.asOf} {formatDayOrMonth(published.asOf, language)}. {published.source}
            </small>
          </>
        ),
    },
  ]
}
