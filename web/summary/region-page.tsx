import type { RegionSummary } from '../../src/modules/summary/summary.ts'
import { Acts, type Control } from '../administration/parts.tsx'
import { wordsIn } from '../locales/public.ts'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { CoverageBar } from '../ui/charts/coverage-bar.tsx'
import type { Outlines } from '../ui/charts/outline-map.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { State } from '../ui/states.tsx'
import { Ranking, RegionMap } from './charts.tsx'
import { FigureRows } from './parts.tsx'
import { cascadeTable, groundsOf, headlineOf, type NameOf } from './summary-tables.ts'
import { FilterForm, type Filters } from './summary-page.tsx'

export type RegionWorkPageProps = {
  readonly frame: Frame
  readonly summary: RegionSummary
  readonly nameOf: NameOf
  /** Of the regions below; null where they are not loaded. */
  readonly outlines: Outlines | null
  readonly crumbs: readonly Crumb[]
  readonly filters: Filters
  readonly controls: readonly Control[]
}

/** `/wilayah-kerja/:code`: one step of the cascade from province to village, map and table side by side. */
export function RegionWorkPage(page: RegionWorkPageProps) {
  const { frame, summary, nameOf, outlines, crumbs, filters, controls } = page
  const { language } = frame
  const words = wordsIn(language)
  const name = nameOf(summary.region)
  const title = words.summary.regionTitle(name)
  const props = { language, summary, nameOf }
  return (
    <Page frame={frame} title={title}>
      <Breadcrumbs label={words.frame.whereAmI} crumbs={[...crumbs, { name }]} />
      <h1>{title}</h1>
      <p className="lede">{headlineOf(summary.coverage.figure, language)}</p>
      <Acts label={words.administration.controls} controls={controls} />
      <FilterForm frame={frame} filters={filters} />
      <CoverageBar language={language} name={name} figure={summary.coverage.figure} />
      <p className="small">{groundsOf(summary, language)}</p>
      {summary.ranking.length === 0 ? (
        <State kind="empty" title={words.summary.noBelow} />
      ) : (
        <div className="side-by-side">
          <RegionMap {...props} outlines={outlines} />
          <Ranking {...props} />
        </div>
      )}
      <h2>{words.summary.cascade}</h2>
      {summary.cascade.length === 0 ? (
        <State kind="empty" title={words.summary.noCascade} />
      ) : (
        <FigureRows language={language} table={cascadeTable(summary, nameOf, language)} />
      )}
    </Page>
  )
}
