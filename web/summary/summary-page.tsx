import { formatDate } from '../../src/kernel/format.ts'
import type { Summary } from '../../src/modules/summary/summary.ts'
import { Acts, Questions, type Control, type Question } from '../administration/parts.tsx'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { CoverageBar } from '../ui/charts/coverage-bar.tsx'
import type { Outlines } from '../ui/charts/outline-map.tsx'
import { QuestionForm } from '../ui/field.tsx'
import { FilterBadges, type FilterBadge } from '../ui/filter-badges.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { State } from '../ui/states.tsx'
import {
  Bullets,
  Ending,
  FromPlacesToApproval,
  Payers,
  Ranking,
  RegionMap,
  Segments,
  Trend,
} from './charts.tsx'
import { FigureRows, Widget } from './parts.tsx'
import {
  cascadeTable,
  complianceTable,
  effortTable,
  freshnessTable,
  groundsOf,
  headlineOf,
  moversTable,
  publishedTable,
  type NameOf,
} from './summary-tables.ts'

export type Filters = {
  readonly action: string
  readonly questions: readonly Question[]
  readonly values: Readonly<Record<string, string>>
  readonly badges: readonly FilterBadge[]
}

export type SummaryPageProps = {
  readonly frame: Frame
  readonly summary: Summary
  readonly nameOf: NameOf
  /** Of the regions below; null where they are not loaded. */
  readonly outlines: Outlines | null
  readonly filters: Filters
  readonly controls: readonly Control[]
}

/** `/ringkasan`: a region on a day, the answer first and then why, each widget with its source. */
export function SummaryPage(props: SummaryPageProps) {
  const { frame, summary, nameOf, outlines, filters, controls } = props
  const { language } = frame
  const words = wordsIn(language).summary
  const name = nameOf(summary.region)
  const { figure } = summary.coverage
  return (
    <Page frame={frame} title={words.titleOf(name)}>
      <h1>{words.titleOf(name)}</h1>
      <p className="lede">{headlineOf(figure, language)}</p>
      <Acts label={wordsIn(language).administration.controls} controls={controls} hasMain />
      <FilterForm frame={frame} filters={filters} />
      <CoverageBar language={language} name={name} figure={figure} size="headline" />
      <p className="small">{groundsOf(summary, language)}</p>
      <div className="widgets">
        {summary.ranking.length === 0 ? null : <Regions {...{ summary, language, nameOf, outlines }} />}
        <Course summary={summary} language={language} nameOf={nameOf} />
        <Work summary={summary} language={language} nameOf={nameOf} />
        <Evidence summary={summary} language={language} />
        <Grounds summary={summary} language={language} />
      </div>
      <AbbreviationList language={language} used={['APBD', 'CSR', 'DBH', 'NIK', 'PU', 'BPU']} />
    </Page>
  )
}

/** Folded, with what is in use as badges above it. */
export function FilterForm({
  frame: { language },
  filters,
}: {
  readonly frame: Frame
  readonly filters: Filters
}) {
  const words = wordsIn(language).summary
  const { action, questions, values, badges } = filters
  return (
    <>
      <FilterBadges language={language} badges={badges} clear={action} />
      <details className="filter question">
        <summary>{words.filterTitle}</summary>
        <QuestionForm
          action={action.split('?', 1)[0] ?? action}
          hidden={language === 'en' ? { lang: 'en' } : {}}
          button={words.show}
        >
          <Questions questions={questions} values={values} compact />
        </QuestionForm>
      </details>
    </>
  )
}

type PartProps = { readonly summary: Summary; readonly language: Frame['language']; readonly nameOf: NameOf }

function Regions(props: PartProps & Pick<SummaryPageProps, 'outlines'>) {
  const words = wordsIn(props.language).summary
  return (
    <>
      <Widget id="peringkat" title={words.ranking} note={words.rankingNote} isWide>
        <Ranking {...props} />
      </Widget>
      <Widget id="peta" title={words.bullets} isWide>
        <div className="side-by-side">
          <RegionMap {...props} />
          <Bullets {...props} />
        </div>
      </Widget>
    </>
  )
}

function Course({ summary, language, nameOf }: PartProps) {
  const words = wordsIn(language).summary
  return (
    <>
      <Widget id="perkembangan" title={words.trend}>
        <Trend summary={summary} language={language} />
      </Widget>
      <Widget
        id="perubahan"
        title={words.movers}
        note={words.moversSince(formatDate(summary.moversSince, language))}
      >
        {summary.movers.length === 0 ? (
          <p>{words.noMovers}</p>
        ) : (
          <FigureRows language={language} table={moversTable(summary, nameOf, language)} />
        )}
      </Widget>
    </>
  )
}

function Work({ summary, language, nameOf }: PartProps) {
  const words = wordsIn(language).summary
  return (
    <>
      <Widget id="tempat" title={words.cascade} note={words.cascadeNote} isWide>
        {summary.cascade.length === 0 ? (
          <State kind="empty" title={words.noCascade} />
        ) : (
          <FigureRows language={language} table={cascadeTable(summary, nameOf, language)} />
        )}
      </Widget>
      {summary.cascade.length === 0 ? null : (
        <Widget id="alasan" title={words.funnel}>
          <FromPlacesToApproval summary={summary} language={language} />
        </Widget>
      )}
      <Widget id="berakhir" title={words.ending}>
        <Ending summary={summary} language={language} />
      </Widget>
    </>
  )
}

/** What the award asks about, whether employers pay, and what only BPJS Ketenagakerjaan knows. */
function Evidence({ summary, language }: Omit<PartProps, 'nameOf'>) {
  const words = wordsIn(language).summary
  return (
    <>
      <Widget id="kepatuhan" title={words.compliance} note={words.complianceNote}>
        {summary.compliance.employers === 0 ? (
          <State
            kind="empty"
            title={words.noEmployers}
            way={{ label: words.noEmployersWay, href: hrefIn(language, '/pembayar') }}
          />
        ) : (
          <FigureRows language={language} table={complianceTable(summary, language)} />
        )}
      </Widget>
      <Widget id="paritrana" title={words.effort} note={words.effortNote}>
        <FigureRows language={language} table={effortTable(summary, language)} />
      </Widget>
      <Widget id="manfaat" title={words.benefits}>
        <State kind="empty" title={words.noBenefits}>
          {words.noBenefitsWhy}
        </State>
      </Widget>
    </>
  )
}

function Grounds({ summary, language }: Omit<PartProps, 'nameOf'>) {
  const words = wordsIn(language).summary
  const isEmpty = summary.coverage.figure.people === 0
  return (
    <>
      {isEmpty ? null : (
        <Widget id="sumber-uang" title={words.byPayer}>
          <Payers summary={summary} language={language} />
        </Widget>
      )}
      {isEmpty ? null : (
        <Widget id="kepesertaan" title={words.bySegment}>
          <Segments summary={summary} language={language} />
        </Widget>
      )}
      <Widget id="terbit" title={words.published} note={words.publishedNote}>
        {summary.coverage.published.length === 0 ? (
          <p>{words.noPublished}</p>
        ) : (
          <FigureRows language={language} table={publishedTable(summary, language)} />
        )}
      </Widget>
      <Widget id="kesegaran" title={words.freshness}>
        <FigureRows language={language} table={freshnessTable(summary, language)} />
      </Widget>
    </>
  )
}
