import {
  formatDate,
  formatDayOrMonth,
  formatMonth,
  formatNumber,
  type Language,
} from '../../src/kernel/format.ts'
import type { Month } from '../../src/kernel/month.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { CoverageFigure } from '../../src/modules/coverage/coverage.ts'
import {
  INDICATOR_DEFINITIONS,
  type Indicator,
  type PublishedFigure,
} from '../../src/modules/figures/figures.ts'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { Breadcrumbs } from '../ui/breadcrumbs.tsx'
import { CoverageBar, shareText } from '../ui/charts/coverage-bar.tsx'
import { OutlineMap, type Outlines } from '../ui/charts/outline-map.tsx'
import { TargetLine } from '../ui/charts/target-line.tsx'
import { ConfidenceTag } from '../ui/citation.tsx'
import { QuestionForm, TextField } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable, type Column } from '../ui/summary-table.tsx'

export type NamedRegion = { readonly code: string; readonly name: string }

/** A region of the next level; without a figure it is not published. */
export type BelowRegion = NamedRegion & { readonly figure: CoverageFigure | null }

/** How a region stood at the end of a month; null is not known, or not published. */
export type MonthBefore = {
  readonly month: Month
  readonly people: number | null
  readonly basisPoints: number | null
  readonly targetBasisPoints: number | null
}

export type CoveragePageProps = {
  readonly frame: Frame
  readonly region: NamedRegion
  /** From the country down to the region above. */
  readonly path: readonly NamedRegion[]
  readonly asOf: PlainDate
  readonly today: PlainDate
  readonly indicator: Indicator
  readonly figure: CoverageFigure | null
  readonly below: readonly BelowRegion[]
  /** Of the regions below; null where they are not loaded. */
  readonly outlines: Outlines | null
  readonly published: readonly PublishedFigure[]
  /** The months before, for a page of today. */
  readonly months: readonly MonthBefore[]
  /** Fewer people are not published. */
  readonly least: number
  /** Our address as people reach it. */
  readonly site: string
}

/** `/cakupan/:code`: one sentence that can be quoted, the figure, the regions below, the figures of others, and how to cite. */
export function CoveragePage(props: CoveragePageProps) {
  const { frame, region, path, asOf, figure, least } = props
  const { language } = frame
  const { publicCoverage: words, frame: frameWords } = wordsIn(language)
  const title = words.title(region.name)
  return (
    <Page frame={frame} title={title} description={words.description(region.name)} section="coverage">
      {path.length === 0 ? null : (
        <Breadcrumbs
          label={frameWords.whereAmI}
          crumbs={[
            ...path.map(({ code, name }) => ({ name, href: hrefIn(language, coveragePath(code)) })),
            { name: region.name },
          ]}
        />
      )}
      <h1>{title}</h1>
      {figure === null ? (
        <p className="lede">{words.hidden(formatNumber(least, language))}</p>
      ) : (
        <>
          <p className="lede">{quotableSentence(figure, region.name, language)}</p>
          <CoverageBar language={language} name={region.name} figure={figure} size="headline" />
        </>
      )}
      <p className="small">{words.ownCount}</p>
      <Trend language={language} name={region.name} months={props.months} />
      <Below {...props} />
      <Published language={language} name={region.name} published={props.published} />
      <Definition language={language} indicator={props.indicator} />
      <Citing {...props} />
      <h2>{words.askDay}</h2>
      <QuestionForm
        action={coveragePath(region.code)}
        hidden={language === 'en' ? { lang: 'en' } : {}}
        button={words.button}
      >
        <TextField name="per" label={words.day} hint={words.dayHint} kind="date" short value={asOf} />
      </QuestionForm>
      <AbbreviationList language={language} used={['BPJS', 'PU', 'BPU', 'CSV', 'JSON']} />
    </Page>
  )
}

/** Where the figure of a region stands; the country is the front page of figures. */
export function coveragePath(code: string): string {
  return code === 'ID' ? '/cakupan' : `/cakupan/${code}`
}

/** What a journalist may quote as it stands: day, number, place, share, gap. */
export function quotableSentence(figure: CoverageFigure, name: string, language: Language): string {
  const words = wordsIn(language).publicCoverage
  const { people, denominator, basisPoints, target, gapPeople, asOf } = figure
  const number = (value: number) => formatNumber(value, language)
  return [
    words.sentence(formatDate(asOf, language), number(people), name),
    ...(denominator === null || basisPoints === null
      ? []
      : [words.sentenceOf(number(denominator.persons), shareText(basisPoints, language))]),
    ...(target === null || gapPeople === null
      ? []
      : [
          gapPeople === 0
            ? words.sentenceReached(String(target.year))
            : words.sentenceGap(number(gapPeople), String(target.year)),
        ]),
  ].join(' ')
}

type TrendProps = {
  readonly language: Language
  readonly name: string
  readonly months: readonly MonthBefore[]
}

/** The share month by month beside its target; without a denominator the people, as a table. */
function Trend({ language, name, months }: TrendProps) {
  const words = wordsIn(language).publicCoverage
  const counted = months.filter(({ people }) => people !== null && people > 0)
  if (counted.length === 0) return null
  const caption = words.trend(name)
  if (months.some(({ basisPoints }) => basisPoints !== null)) {
    const points = months.map(({ targetBasisPoints, ...month }) => ({
      ...month,
      pathBasisPoints: targetBasisPoints,
    }))
    return <TargetLine language={language} caption={caption} points={points} />
  }
  return (
    <details>
      <summary>{caption}</summary>
      <SummaryTable
        caption={caption}
        columns={[
          {
            key: 'month',
            title: words.endOfMonth,
            cell: ({ month }: MonthBefore) => formatMonth(month, language),
          },
          {
            key: 'people',
            title: words.people,
            numeric: true,
            cell: ({ people }) => (people === null ? '–' : formatNumber(people, language)),
          },
        ]}
        rows={months}
        rowKey={({ month }) => month}
        fold={false}
      />
    </details>
  )
}

function Below({ frame, region, below, outlines, least }: CoveragePageProps) {
  const { language } = frame
  const words = wordsIn(language).publicCoverage
  if (below.length === 0) return null
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : formatNumber(value, language)
  const hasShare = below.some(({ figure }) => figure !== null && figure.basisPoints !== null)
  const columns: readonly [Column<BelowRegion>, ...Column<BelowRegion>[]] = [
    {
      key: 'name',
      title: words.region,
      cell: ({ code, name }) => <a href={hrefIn(language, coveragePath(code))}>{name}</a>,
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
            cell: ({ figure }: BelowRegion) => <ShareCell figure={figure} language={language} />,
          },
        ]
      : []),
  ]
  const hasHidden = below.some(({ figure }) => figure === null)
  return (
    <>
      {outlines !== null && hasShare ? (
        <OutlineMap
          language={language}
          name={region.name}
          outlines={outlines}
          tiles={below.map(({ code, name, figure }) => ({
            ...{ code, name },
            href: hrefIn(language, coveragePath(code)),
            basisPoints: figure?.basisPoints ?? null,
            isBelowTarget: (figure?.gapPeople ?? 0) > 0,
          }))}
        />
      ) : null}
      <SummaryTable
        caption={words.below(region.name)}
        columns={columns}
        rows={below}
        rowKey={({ code }) => code}
        fold={false}
      />
      {hasHidden ? <p className="small">{words.hiddenWhy(formatNumber(least, language))}</p> : null}
    </>
  )
}

type ShareCellProps = { readonly figure: CoverageFigure | null; readonly language: Language }

function ShareCell({ figure, language }: ShareCellProps) {
  const words = wordsIn(language).publicCoverage
  const { basisPoints = null, denominator = null, gapPeople = null } = figure ?? {}
  if (basisPoints === null || denominator === null) return <>–</>
  return (
    <>
      {shareText(basisPoints, language)}
      <small>{words.ofAll(formatNumber(denominator.persons, language))}</small>
      {gapPeople === null ? null : <small>{words.missing(formatNumber(gapPeople, language))}</small>}
    </>
  )
}

type PublishedProps = {
  readonly language: Language
  readonly name: string
  readonly published: readonly PublishedFigure[]
}

function Published({ language, name, published }: PublishedProps) {
  const words = wordsIn(language).publicCoverage
  return (
    <section aria-labelledby="angka-terbit">
      <h2 id="angka-terbit">{words.publishedTitle}</h2>
      {published.length === 0 ? (
        <p>{words.publishedNone}</p>
      ) : (
        <>
          <p>{words.publishedLede}</p>
          <SummaryTable
            caption={words.publishedCaption(name)}
            columns={[
              {
                key: 'what',
                title: words.what,
                cell: ({ kind, segment }: PublishedFigure) =>
                  segment === 'all' ? words.kinds[kind] : `${words.kinds[kind]}, ${words.segments[segment]}`,
              },
              { key: 'asOf', title: words.asOf, cell: ({ asOf }) => formatDayOrMonth(asOf, language) },
              {
                key: 'value',
                title: words.value,
                numeric: true,
                cell: (figure) => publishedValue(figure, language),
              },
              {
                key: 'source',
                title: words.source,
                cell: ({ source, confidence, remark }) => (
                  <>
                    {source} <ConfidenceTag language={language} confidence={confidence} />
                    {remark === null ? null : <small>{remark[language]}</small>}
                  </>
                ),
              },
            ]}
            rows={published}
            rowKey={({ id }) => id}
          />
        </>
      )}
    </section>
  )
}

/** Percent, people, or both, as the source gave them. */
export function publishedValue({ persons, basisPoints }: PublishedFigure, language: Language): string {
  const words = wordsIn(language).publicCoverage
  return [
    ...(basisPoints === null ? [] : [shareText(basisPoints, language)]),
    ...(persons === null ? [] : [words.persons(formatNumber(persons, language))]),
  ].join(' · ')
}

function Definition({ language, indicator }: { readonly language: Language; readonly indicator: Indicator }) {
  const words = wordsIn(language).publicCoverage
  const { title, numerator, denominator, caution } = INDICATOR_DEFINITIONS[indicator]
  return (
    <details>
      <summary>{words.definitionTitle}</summary>
      <p>{title[language]}</p>
      <dl className="rows">
        <dt>{words.numerator}</dt>
        <dd>{numerator[language]}</dd>
        <dt>{words.denominator}</dt>
        <dd>{denominator[language]}</dd>
        <dt>{words.caution}</dt>
        <dd>{caution[language]}</dd>
      </dl>
    </details>
  )
}

function Citing({ frame, region, asOf, today, site }: CoveragePageProps) {
  const { language } = frame
  const words = wordsIn(language).publicCoverage
  const path = coveragePath(region.code)
  const address = `${site}${path}?per=${asOf}`
  const links = [
    { href: hrefIn(language, path, { per: asOf }), text: words.permanent },
    { href: hrefIn(language, `/cakupan/${region.code}.csv`, { per: asOf }), text: words.csv },
    { href: hrefIn(language, `/cakupan/${region.code}.json`, { per: asOf }), text: words.json },
    { href: hrefIn(language, '/peringkat', { wilayah: region.code.slice(0, 2) }), text: words.toRanking },
    { href: hrefIn(language, '/data'), text: words.toData },
    { href: hrefIn(language, '/bantuan'), text: words.wrong },
  ]
  return (
    <section aria-labelledby="kutip">
      <h2 id="kutip">{words.citeTitle}</h2>
      <blockquote className="quote">
        {words.cite(region.name, formatDate(asOf, language), address, formatDate(today, language))}
      </blockquote>
      <ul className="actions">
        {links.map(({ href, text }) => (
          <li key={href}>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}
