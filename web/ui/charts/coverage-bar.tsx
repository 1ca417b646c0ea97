import { formatDate, formatNumber, formatPercent, type Language } from '../../../src/kernel/format.ts'
import type { PlainDate } from '../../../src/kernel/plain-date.ts'
import { wordsIn } from '../../locales/public.ts'
import { CoverageStrip } from './coverage-strip.tsx'

/** A coverage figure as pages and prints show it; the names are those of `CoverageFigure`. */
export type ShownCoverage = {
  /** Null where so few stand behind it that this reader is not told. */
  readonly people: number | null
  readonly denominator: { readonly persons: number; readonly source: string; readonly vintage: string } | null
  readonly basisPoints: number | null
  readonly target: { readonly year: number; readonly basisPoints: number; readonly source: string } | null
  readonly gapPeople: number | null
  readonly asOf: PlainDate
}

type CoverageBarProps = {
  readonly language: Language
  /** Whose coverage it is: heard by whoever does not see the bar. */
  readonly name: string
  readonly figure: ShownCoverage
  /** The headline size of a page's first figure, or one among several. */
  readonly size?: 'headline' | 'plain'
}

/** Percent of basis points, in the reader's language. */
export const shareText = (basisPoints: number, language: Language) =>
  formatPercent(basisPoints, 10_000, { language })

/** The signature figure: always the same bar, the gap named in people, and where every number comes from. */
export function CoverageBar({ language, name, figure, size = 'plain' }: CoverageBarProps) {
  const words = wordsIn(language).components
  const { people, denominator, basisPoints, target, asOf } = figure
  const number = (value: number | null) => (value === null ? '–' : formatNumber(value, language))
  const sentence = sentenceOf(figure, language)
  return (
    <figure className={`coverage ${size}`}>
      <p className="coverage-head">
        <strong>{basisPoints === null ? number(people) : shareText(basisPoints, language)}</strong>{' '}
        <span>{denominator === null && people !== null ? words.protectedPeople : sentence}</span>
      </p>
      <CoverageStrip
        basisPoints={basisPoints}
        targetBasisPoints={target?.basisPoints ?? null}
        label={`${name}: ${sentence}. ${gapText(figure, language)}`}
      />
      <ul className="key">
        {basisPoints === null ? null : (
          <li>
            <i className="swatch daun" aria-hidden="true" />
            {words.protectedPart}
          </li>
        )}
        <li className="gap">
          {figure.gapPeople ? <i className="swatch stripes" aria-hidden="true" /> : null}
          {gapText(figure, language)}
        </li>
        {target === null ? null : (
          <li>
            <i className="swatch tick" aria-hidden="true" />
            {words.target(String(target.year), shareText(target.basisPoints, language))}
          </li>
        )}
      </ul>
      <figcaption>
        {words.asOf(formatDate(asOf, language))}. {words.source}: {words.countedHere}
        {denominator === null ? '' : `; ${denominator.source} (${denominator.vintage})`}
        {target === null ? '' : `; ${target.source}`}.
      </figcaption>
    </figure>
  )
}

function sentenceOf({ people, denominator }: ShownCoverage, language: Language): string {
  const words = wordsIn(language).components
  const number = (value: number) => formatNumber(value, language)
  if (people === null) return words.tooFew
  return denominator === null
    ? words.protectedOnly(number(people))
    : words.protectedOf(number(people), number(denominator.persons))
}

/** What is missing to the target, in people: never only in percent. */
export function gapText(
  { denominator, target, gapPeople }: Pick<ShownCoverage, 'denominator' | 'target' | 'gapPeople'>,
  language: Language,
): string {
  const words = wordsIn(language).components
  if (denominator === null) return words.noDenominator
  if (target === null || gapPeople === null) return words.noTarget
  return gapPeople <= 0 ? words.reached : words.gap(formatNumber(gapPeople, language))
}
