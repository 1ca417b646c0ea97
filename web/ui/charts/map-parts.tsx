import type { Language } from '../../../src/kernel/format.ts'
import { wordsIn } from '../../locales/public.ts'
import { shareText } from './coverage-bar.tsx'
import { filled, stroked } from './shade.ts'
import type { ShareStep } from './share-steps.ts'

const SIDE = 8

/** The hatching of regions without a share; `id` is that of the drawing, because two of them can stand on one page. */
export function Hatching({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern id={id} width={SIDE} height={SIDE} patternUnits="userSpaceOnUse">
        <rect {...filled('urut-0')} width={SIDE} height={SIDE} />
        <path {...stroked('kabut-tegas', 1.5)} d={`M0 ${String(SIDE)}L${String(SIDE)} 0`} />
      </pattern>
    </defs>
  )
}

type LegendProps = {
  readonly language: Language
  readonly steps: readonly ShareStep[]
  readonly hasUnknown: boolean
}

/** Which colour stands for which shares, and that hatching stands for none. */
export function MapLegend({ language, steps, hasUnknown }: LegendProps) {
  const words = wordsIn(language).components
  return (
    <ul className="legend" aria-label={words.mapLegend}>
      {steps.map(({ shade, least, most }) => (
        <li key={shade}>
          <i className={`swatch ${shade}`} aria-hidden="true" />{' '}
          {least === most
            ? shareText(least, language)
            : words.mapStep(shareText(least, language), shareText(most, language))}
        </li>
      ))}
      {hasUnknown ? (
        <li>
          <i className="swatch hatched" aria-hidden="true" /> {words.mapUnknown}
        </li>
      ) : null}
      <li>
        <i className="swatch below" aria-hidden="true" /> {words.belowTarget}
      </li>
    </ul>
  )
}
