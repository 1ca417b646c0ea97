import { formatMonth, type Language } from '../../../src/kernel/format.ts'
import type { Month } from '../../../src/kernel/month.ts'
import { wordsIn } from '../../locales/public.ts'
import { shareText } from './coverage-bar.tsx'
import { filled, stroked } from './shade.ts'

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT] = [640, 240, 58, 14, 12, 28]

export type TrendPoint = {
  readonly month: Month
  readonly basisPoints: number | null
  /** Where the path to the target stands in this month, if there is a target. */
  readonly pathBasisPoints: number | null
}

type TargetLineProps = {
  readonly language: Language
  readonly caption: string
  readonly points: readonly TrendPoint[]
  /** A PDF has no place for the table beneath. */
  readonly drawingOnly?: boolean
}

/** A monthly share with the path to its target dashed beside it, and the same numbers as a table. */
export function TargetLine({ language, caption, points, drawingOnly = false }: TargetLineProps) {
  const drawing = <Drawing language={language} caption={caption} points={points} />
  if (drawingOnly) return drawing
  const words = wordsIn(language).components
  const share = (value: number | null) => (value === null ? '–' : shareText(value, language))
  return (
    <figure className="chart">
      <figcaption>{caption}</figcaption>
      {drawing}
      <ul className="key">
        <li>
          <i className="swatch line" aria-hidden="true" />
          {words.share}
        </li>
        <li>
          <i className="swatch dashes" aria-hidden="true" />
          {words.targetPath}
        </li>
      </ul>
      <details>
        <summary>{words.month}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.month}</th>
              <th scope="col" className="number">
                {words.share}
              </th>
              <th scope="col" className="number">
                {words.targetPath}
              </th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ month, basisPoints, pathBasisPoints }) => (
              <tr key={month}>
                <th scope="row">{formatMonth(month, language)}</th>
                <td className="number">{share(basisPoints)}</td>
                <td className="number">{share(pathBasisPoints)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

function Drawing({ language, caption, points }: Omit<TargetLineProps, 'drawingOnly'>) {
  const scale = scaleOf(points)
  const { top, step } = scale
  const x = (index: number) => LEFT + (index * (WIDTH - LEFT - RIGHT)) / Math.max(1, points.length - 1)
  const y = (value: number) => HEIGHT - FOOT - (value * (HEIGHT - TOP - FOOT)) / top
  const path = (pick: (point: TrendPoint) => number | null) =>
    points
      .flatMap((point, index) => {
        const value = pick(point)
        return value === null ? [] : [`${x(index).toFixed(1)} ${y(value).toFixed(1)}`]
      })
      .join('L')
  const lines = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step)
  const shown = path(({ basisPoints }) => basisPoints)
  const goal = path(({ pathBasisPoints }) => pathBasisPoints)
  const lastIndex = points.findLastIndex(({ basisPoints }) => basisPoints !== null)
  const last = points[lastIndex]?.basisPoints
  return (
    <svg viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`} role="img" aria-label={caption}>
      {lines.map((value) => (
        <g key={value}>
          <path
            {...stroked('kabut')}
            d={`M${String(LEFT)} ${y(value).toFixed(1)}H${String(WIDTH - RIGHT)}`}
          />
          <text {...filled('tinta-lembut')} x={LEFT - 8} y={y(value) + 4} textAnchor="end" fontSize="13">
            {`${String(value / 100)}%`}
          </text>
        </g>
      ))}
      {edges(points).map(({ index, anchor, month }) => (
        <text
          key={month}
          {...filled('tinta-lembut')}
          x={x(index)}
          y={HEIGHT - 8}
          textAnchor={anchor}
          fontSize="13"
        >
          {formatMonth(month, language)}
        </text>
      ))}
      {goal === '' ? null : <path {...stroked('kunyit', 2)} strokeDasharray="7 5" d={`M${goal}`} />}
      {shown === '' ? null : <path {...stroked('daun', 3)} d={`M${shown}`} />}
      {last === null || last === undefined ? null : (
        <circle {...filled('daun')} cx={x(lastIndex)} cy={y(last)} r="5" />
      )}
    </svg>
  )
}

/** Rounded steps from nought, at most five: an axis that does not begin at nought makes small moves look large. */
function scaleOf(points: readonly TrendPoint[]): { readonly top: number; readonly step: number } {
  const most = Math.max(
    100,
    ...points.flatMap(({ basisPoints, pathBasisPoints }) => [basisPoints ?? 0, pathBasisPoints ?? 0]),
  )
  const step = [20, 50, 100, 200, 500, 1_000, 2_000].find((each) => each * 5 >= most) ?? 2_500
  return { top: step * Math.ceil(most / step), step }
}

function edges(points: readonly TrendPoint[]) {
  const [first, last] = [points[0], points.at(-1)]
  return [
    ...(first === undefined ? [] : [{ index: 0, anchor: 'start' as const, month: first.month }]),
    ...(last === undefined || last === first
      ? []
      : [{ index: points.length - 1, anchor: 'end' as const, month: last.month }]),
  ]
}
