import { formatMonth, formatRupiahLong, type Language } from '../../src/kernel/format.ts'
import type { RegionSummary, Summary } from '../../src/modules/summary/summary.ts'
import { dottedCode } from '../../src/kernel/region-code.ts'
import { wordsIn } from '../locales/public.ts'
import { BarList } from '../ui/charts/bar-list.tsx'
import { BulletBars } from '../ui/charts/bullet-bars.tsx'
import { Funnel } from '../ui/charts/funnel.tsx'
import { StackedBar } from '../ui/charts/stacked-bar.tsx'
import { TargetLine } from '../ui/charts/target-line.tsx'
import { OutlineMap, type Outlines } from '../ui/charts/outline-map.tsx'
import { TileMap, type Tile } from '../ui/charts/tile-map.tsx'
import { hrefIn } from '../ui/links.ts'
import { RankingTable } from '../ui/ranking-table.tsx'
import { cascadeSum, type NameOf } from './summary-tables.ts'

export type ChartProps = { readonly language: Language; readonly summary: Summary; readonly nameOf: NameOf }

export const regionHref = (language: Language, code: string) => hrefIn(language, `/wilayah-kerja/${code}`)

/** What a table or map of the regions below one needs. */
export type RegionsProps = Omit<ChartProps, 'summary'> & { readonly summary: RegionSummary }

export function Ranking({ language, summary, nameOf }: RegionsProps) {
  return (
    <RankingTable
      language={language}
      caption={wordsIn(language).summary.ranking}
      regions={summary.ranking.map(({ place, figure }) => ({
        code: dottedCode(figure.region),
        name: nameOf(figure.region),
        href: regionHref(language, dottedCode(figure.region)),
        rank: place,
        rankChange: null,
        people: figure.people,
        denominator: figure.denominator?.persons ?? null,
        basisPoints: figure.basisPoints,
        targetBasisPoints: figure.target?.basisPoints ?? null,
        gapPeople: figure.gapPeople,
        trend: [],
      }))}
    />
  )
}

/** Shares against targets; where no share can be reckoned, how many are protected. */
export function Bullets({ language, summary, nameOf }: ChartProps) {
  const { summary: words, components } = wordsIn(language)
  if (summary.ranking.every(({ figure }) => figure.basisPoints === null))
    return (
      <BarList
        language={language}
        caption={components.people}
        shade="daun"
        bars={summary.ranking.map(({ figure }) => ({
          key: String(figure.region),
          name: nameOf(figure.region),
          count: figure.people,
        }))}
      />
    )
  return (
    <BulletBars
      language={language}
      caption={words.bullets}
      bullets={summary.ranking.map(({ figure }) => ({
        key: String(figure.region),
        name: nameOf(figure.region),
        basisPoints: figure.basisPoints,
        targetBasisPoints: figure.target?.basisPoints ?? null,
      }))}
    />
  )
}

type MapProps = RegionsProps & { readonly outlines: Outlines | null; readonly drawingOnly?: boolean }

/**
 * The real outlines once they are loaded, the tiles that are always there until then. Nothing where no share can be reckoned: the table
 * beside it says how many.
 */
export function RegionMap({ language, summary, nameOf, outlines, drawingOnly = false }: MapProps) {
  if (summary.ranking.every(({ figure }) => figure.basisPoints === null)) return null
  const tiles = summary.ranking.map(({ figure }): Tile => ({
    code: dottedCode(figure.region),
    name: nameOf(figure.region),
    // On paper nobody follows a link.
    ...(!drawingOnly && { href: regionHref(language, dottedCode(figure.region)) }),
    basisPoints: figure.basisPoints,
    isBelowTarget: figure.gapPeople !== null && figure.gapPeople > 0,
  }))
  const props = { language, name: nameOf(summary.region), tiles, drawingOnly }
  return outlines === null ? <TileMap {...props} /> : <OutlineMap {...props} outlines={outlines} />
}

/** Months of shares with the path to the target; where no share can be reckoned, months of people. */
export function Trend({ language, summary }: Pick<ChartProps, 'language' | 'summary'>) {
  if (summary.trend.every(({ figure }) => figure.basisPoints === null))
    return (
      <BarList
        language={language}
        caption={wordsIn(language).summary.trend}
        shade="daun"
        bars={summary.trend.map(({ month, figure }) => ({
          key: month,
          name: formatMonth(month, language),
          count: figure.people,
        }))}
      />
    )
  return (
    <TargetLine
      language={language}
      caption={wordsIn(language).summary.trend}
      points={summary.trend.map(({ month, figure, path }) => ({
        month,
        basisPoints: figure.basisPoints,
        pathBasisPoints: path,
      }))}
    />
  )
}

export function FromPlacesToApproval({ language, summary }: Pick<ChartProps, 'language' | 'summary'>) {
  const words = wordsIn(language)
  const sum = cascadeSum(summary.cascade)
  if (sum === null) return <p>{words.components.tooFew}</p>
  const stage = (name: string, count: number) => ({ key: name, name, count })
  return (
    <Funnel
      language={language}
      caption={words.summary.funnel}
      stages={[
        stage(words.summary.cascadeColumns.places, sum.places),
        stage(words.summary.cascadeColumns.proposed, sum.proposed),
        {
          ...stage(words.summary.cascadeColumns.approved, sum.approved),
          reasons: summary.reasons.map(({ because, people }) => ({
            name: words.proposals.because[because].replace(/\.$/, ''),
            count: people,
          })),
        },
      ]}
    />
  )
}

export function Payers({ language, summary }: Pick<ChartProps, 'language' | 'summary'>) {
  const { summary: words, billing } = wordsIn(language)
  const kinds: Readonly<Record<string, string>> = billing.payerKinds
  return (
    <BarList
      language={language}
      caption={words.byPayer}
      bars={[...summary.byPayer]
        .toSorted(([, a], [, b]) => b - a)
        .map(([kind, count]) => ({ key: kind, name: kinds[kind] ?? kind, count }))}
    />
  )
}

export function Segments({ language, summary }: Pick<ChartProps, 'language' | 'summary'>) {
  const { summary: words } = wordsIn(language)
  const names: Readonly<Record<string, string>> = words.segments
  return (
    <StackedBar
      language={language}
      caption={words.bySegment}
      parts={[...summary.bySegment].map(([segment, count]) => ({
        key: segment,
        name: names[segment] ?? segment,
        count,
      }))}
    />
  )
}

export function Ending({ language, summary }: Pick<ChartProps, 'language' | 'summary'>) {
  const { summary: words } = wordsIn(language)
  return (
    <BarList
      language={language}
      caption={words.ending}
      shade="kunyit"
      bars={summary.ending.map(({ within, people, perMonth }) => ({
        key: String(within),
        name: words.endingWithin(String(within)),
        href: hrefIn(language, '/masa-berlaku', { within: String(within) }),
        count: people,
        ...(perMonth !== null && { remark: words.endingPrice(formatRupiahLong(perMonth, language)) }),
      }))}
    />
  )
}
