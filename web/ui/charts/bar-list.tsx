import { formatNumber, type Language } from '../../../src/kernel/format.ts'
import { wordsIn } from '../../locales/public.ts'
import { filled, type Shade } from './shade.ts'

export type Bar = {
  readonly key: string
  readonly name: string
  readonly href?: string
  /** Null where so few stand behind it that this reader is not told. */
  readonly count: number | null
  /** Said after the number: rupiah, or a share. */
  readonly remark?: string
}

type BarListProps = {
  readonly language: Language
  readonly caption: string
  readonly bars: readonly Bar[]
  readonly shade?: Shade
}

/** Horizontal bars with their numbers: a table to whoever listens, bars to whoever looks. */
export function BarList({ language, caption, bars, shade = 'nila' }: BarListProps) {
  const most = Math.max(1, ...bars.map(({ count }) => count ?? 0))
  const words = wordsIn(language).components
  return (
    <table className="bullets">
      <caption>{caption}</caption>
      <thead className="hidden">
        <tr>
          <th scope="col">{words.part}</th>
          <th scope="col">{words.trend}</th>
          <th scope="col">{words.count}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ key, name, href, count, remark }) => (
          <tr key={key}>
            <th scope="row">{href === undefined ? name : <a href={href}>{name}</a>}</th>
            <td>
              <CountStrip count={count ?? 0} most={most} shade={shade} />
            </td>
            <td className="number">
              {count === null ? '–' : formatNumber(count, language)}
              {remark === undefined ? null : <small>{remark}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** One bar of a count on the scale of the largest. */
export function CountStrip({
  count,
  most,
  shade,
}: {
  readonly count: number
  readonly most: number
  readonly shade: Shade
}) {
  return (
    <svg
      className="strip"
      viewBox="0 0 1000 40"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect
        {...filled(shade)}
        x="0"
        y="8"
        width={Math.round((count * 1_000) / Math.max(1, most))}
        height="24"
      />
    </svg>
  )
}
