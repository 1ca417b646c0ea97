import { formatNumber, formatPercent, type Language } from '../../../src/kernel/format.ts'
import { wordsIn } from '../../locales/public.ts'
import { filled, stroked, type Shade } from './shade.ts'

export type StackPart = { readonly key: string; readonly name: string; readonly count: number }

const MOST_PARTS = 5
const ORDER: readonly Shade[] = ['urut-5', 'urut-3', 'urut-1', 'urut-4', 'urut-2']

type StackedBarProps = {
  readonly language: Language
  readonly caption: string
  readonly parts: readonly StackPart[]
}

/** One whole in at most five parts, numbered in the bar and below; what is beyond five becomes one part of its own. */
export function StackedBar({ language, caption, parts }: StackedBarProps) {
  const shown = foldedParts(parts, wordsIn(language).components.others)
  const total = shown.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return null
  const starts = shown.map((_, index) => shown.slice(0, index).reduce((sum, { count }) => sum + count, 0))
  const at = (count: number) => (count * 1_000) / total
  return (
    <figure className="chart">
      <figcaption>{caption}</figcaption>
      <svg
        className="strip thick"
        viewBox="0 0 1000 40"
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        {shown.map(({ key, count }, index) => (
          <rect
            key={key}
            {...filled(ORDER[index] ?? 'kabut')}
            x={at(starts[index] ?? 0)}
            y="0"
            width={at(count)}
            height="40"
          />
        ))}
        {starts.slice(1).map((start) => (
          <path
            key={start}
            {...stroked('urut-0', 3)}
            vectorEffect="non-scaling-stroke"
            d={`M${String(at(start))} 0V40`}
          />
        ))}
      </svg>
      <ol className="key parts">
        {shown.map(({ key, name, count }, index) => (
          <li key={key}>
            <i className={`swatch ${ORDER[index] ?? 'kabut'}`} aria-hidden="true" />
            <span>{name}</span> <strong className="number">{formatNumber(count, language)}</strong>{' '}
            <small>{formatPercent(count, total, { decimals: 1, language })}</small>
          </li>
        ))}
      </ol>
    </figure>
  )
}

function foldedParts(parts: readonly StackPart[], others: string): readonly StackPart[] {
  const sorted = parts.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count)
  if (sorted.length <= MOST_PARTS) return sorted
  const rest = sorted.slice(MOST_PARTS - 1).reduce((sum, { count }) => sum + count, 0)
  return [...sorted.slice(0, MOST_PARTS - 1), { key: 'others', name: others, count: rest }]
}
