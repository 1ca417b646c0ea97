import { formatTableDate, type Language } from '../../../kernel/format.ts'
import { numeratorSource, type CoverageFigure } from '../../../modules/coverage/coverage.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import type { CoveragePageProps } from '../../../../web/public/coverage-page.tsx'
import { csvText } from '../../csv.ts'

type Told = Pick<CoveragePageProps, 'region' | 'asOf' | 'indicator' | 'figure' | 'below' | 'published'>

/** The region and those below it as a table, every row with its day and source. What is not published is an empty cell. */
export function coverageCsv({ region, asOf, indicator, figure, below }: Told, language: Language): string {
  const words = wordsIn(language).publicCoverage
  const header = [
    wordsIn(language).region.code,
    words.region,
    words.asOf,
    words.people,
    words.all,
    words.share,
    words.gap,
    words.source,
  ]
  const rows = [{ ...region, figure }, ...below].map(({ code, name, figure: own }) => [
    code,
    name,
    formatTableDate(asOf),
    own?.people ?? null,
    own?.denominator?.persons ?? null,
    own === null ? null : percentText(own.basisPoints),
    own?.gapPeople ?? null,
    [numeratorSource(indicator, 'protected').id, own?.denominator?.source].filter(Boolean).join('; '),
  ])
  return csvText(header, rows)
}

/** The same for programs; null is "not published" or "not known". */
export function coverageJson({ region, asOf, indicator, figure, below, published }: Told) {
  return {
    region: region.code,
    name: region.name,
    asOf,
    indicator,
    ...numbersOf(figure),
    source: {
      numerator: numeratorSource(indicator, 'protected').id,
      denominator: figure?.denominator ?? null,
    },
    rows: below.map(({ code, name, figure: own }) => ({ region: code, name, ...numbersOf(own) })),
    published: published.map(({ id: _id, region: _region, remark: _remark, ...told }) => told),
  }
}

function numbersOf(figure: CoverageFigure | null) {
  return {
    numerator: figure?.people ?? null,
    denominator: figure?.denominator?.persons ?? null,
    percent: percentText(figure?.basisPoints ?? null),
    target: percentText(figure?.target?.basisPoints ?? null),
    gapPeople: figure?.gapPeople ?? null,
  }
}

/** Hundredths of a percent with a point, as programs and tables read them: 3670 is `36.70`. */
function percentText(basisPoints: number | null): string | null {
  return basisPoints === null ? null : (basisPoints / 100).toFixed(2)
}
