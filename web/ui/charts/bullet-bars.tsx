import type { Language } from '../../../src/kernel/format.ts'
import { wordsIn } from '../../locales/public.ts'
import { shareText } from './coverage-bar.tsx'
import { CoverageStrip } from './coverage-strip.tsx'

export type Bullet = {
  readonly key: string
  readonly name: string
  readonly href?: string
  readonly basisPoints: number | null
  readonly targetBasisPoints: number | null
}

type BulletBarsProps = {
  readonly language: Language
  readonly caption: string
  readonly bullets: readonly Bullet[]
}

/** Value against target, one line each, all on one scale. The words say what the bar draws. */
export function BulletBars({ language, caption, bullets }: BulletBarsProps) {
  const words = wordsIn(language).components
  return (
    <table className="bullets">
      <caption>{caption}</caption>
      <thead className="hidden">
        <tr>
          <th scope="col">{words.region}</th>
          <th scope="col">{words.trend}</th>
          <th scope="col">{words.share}</th>
        </tr>
      </thead>
      <tbody>
        {bullets.map(({ key, name, href, basisPoints, targetBasisPoints }) => (
          <tr key={key}>
            <th scope="row">{href === undefined ? name : <a href={href}>{name}</a>}</th>
            <td>
              <CoverageStrip basisPoints={basisPoints} targetBasisPoints={targetBasisPoints} />
            </td>
            <td className="number">
              {basisPoints === null ? '–' : shareText(basisPoints, language)}
              <span className="hidden">
                {targetBasisPoints === null
                  ? `, ${words.noTarget}`
                  : `, ${words.target('', shareText(targetBasisPoints, language))}`}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
