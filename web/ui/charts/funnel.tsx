import { formatNumber, formatPercent, type Language } from '../../../src/kernel/format.ts'
import { wordsIn } from '../../locales/public.ts'
import { filled } from './shade.ts'

export type FunnelStage = {
  readonly key: string
  readonly name: string
  readonly count: number
  /** Why people left before this stage. */
  readonly reasons?: readonly { readonly name: string; readonly count: number }[]
}

type FunnelProps = {
  readonly language: Language
  readonly caption: string
  readonly stages: readonly FunnelStage[]
}

/** How many are left at each stage, of the first one, and why the others are not. */
export function Funnel({ language, caption, stages }: FunnelProps) {
  const first = stages[0]?.count ?? 0
  const words = wordsIn(language).components
  return (
    <table className="bullets funnel">
      <caption>{caption}</caption>
      <thead className="hidden">
        <tr>
          <th scope="col">{words.stage}</th>
          <th scope="col">{words.reasons}</th>
          <th scope="col">{words.count}</th>
        </tr>
      </thead>
      <tbody>
        {stages.map(({ key, name, count, reasons = [] }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>
              <svg
                className="strip"
                viewBox="0 0 1000 40"
                preserveAspectRatio="none"
                aria-hidden="true"
                focusable="false"
              >
                <rect {...filled('nila')} {...middle(count, first)} y="2" height="36" />
              </svg>
              {reasons.length === 0 ? null : (
                <small>
                  {reasons
                    .map((reason) => `${reason.name} ${formatNumber(reason.count, language)}`)
                    .join(' · ')}
                </small>
              )}
            </td>
            <td className="number">
              {formatNumber(count, language)}
              {first === 0 ? null : <small>{formatPercent(count, first, { decimals: 1, language })}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function middle(count: number, first: number): { readonly x: number; readonly width: number } {
  const width = first === 0 ? 0 : Math.min(1_000, Math.round((count * 1_000) / first))
  return { x: (1_000 - width) / 2, width }
}
