import { formatNumber, type Language } from '../../src/kernel/format.ts'
import { wordsIn } from '../locales/public.ts'
import { bandOf } from './band.ts'
import { shareText } from './charts/coverage-bar.tsx'
import { Sparkline } from './charts/sparkline.tsx'
import { SummaryTable, type Column } from './summary-table.tsx'

export type RankedRegion = {
  readonly code: string
  readonly name: string
  readonly href?: string
  readonly rank: number | null
  /** Places won since the day it is compared with; null where nobody compared. */
  readonly rankChange: number | null
  readonly people: number | null
  readonly denominator: number | null
  readonly basisPoints: number | null
  readonly targetBasisPoints: number | null
  readonly gapPeople: number | null
  readonly trend: readonly (number | null)[]
}

type RankingTableProps = {
  readonly language: Language
  readonly caption: string
  readonly regions: readonly RankedRegion[]
}

/** Regions side by side as officials read them: rank, people, workers, share, target, and who is missing in people. */
export function RankingTable({ language, caption, regions }: RankingTableProps) {
  const words = wordsIn(language).components
  const number = (value: number | null) => (value === null ? '–' : formatNumber(value, language))
  const share = (value: number | null) => (value === null ? '–' : shareText(value, language))
  const hasTrend = regions.some(({ trend }) => trend.length > 1)
  const columns: readonly [Column<RankedRegion>, ...Column<RankedRegion>[]] = [
    {
      key: 'name',
      title: words.region,
      cell: ({ name, href, rank, rankChange }) => (
        <>
          <span className="rank">{rank === null ? '–' : formatNumber(rank, language)}</span>{' '}
          {href === undefined ? name : <a href={href}>{name}</a>}
          <RankChange language={language} places={rankChange} />
        </>
      ),
    },
    { key: 'people', title: words.people, numeric: true, cell: ({ people }) => number(people) },
    { key: 'all', title: words.denominator, numeric: true, cell: ({ denominator }) => number(denominator) },
    { key: 'share', title: words.share, numeric: true, cell: ({ basisPoints }) => share(basisPoints) },
    {
      key: 'target',
      title: words.targetColumn,
      numeric: true,
      cell: ({ targetBasisPoints }) => share(targetBasisPoints),
    },
    {
      key: 'gap',
      title: words.gapColumn,
      numeric: true,
      cell: ({ gapPeople }) => <b>{number(gapPeople)}</b>,
    },
    {
      key: 'band',
      title: words.band,
      cell: ({ basisPoints, targetBasisPoints }) => {
        const band = bandOf(basisPoints, targetBasisPoints)
        return <span className={`tag band ${band}`}>{words.bands[band]}</span>
      },
    },
    ...(hasTrend
      ? [
          {
            key: 'trend',
            title: words.trend,
            cell: ({ trend, name }: RankedRegion) => (
              <Sparkline values={trend} label={`${words.trend} ${name}`} />
            ),
          },
        ]
      : []),
  ]
  return (
    <div className="ranking">
      <SummaryTable caption={caption} columns={columns} rows={regions} rowKey={({ code }) => code} />
    </div>
  )
}

function RankChange({ language, places }: { readonly language: Language; readonly places: number | null }) {
  if (places === null || places === 0) return null
  const words = wordsIn(language).components
  const text = places > 0 ? words.rankUp(String(places)) : words.rankDown(String(-places))
  return <small className={places > 0 ? 'up' : 'down'}>{`${places > 0 ? '↑' : '↓'} ${text}`}</small>
}
