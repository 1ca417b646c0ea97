import { filled, stroked, within } from './shade.ts'

const [WIDTH, HEIGHT, TOP, THICK] = [1_000, 40, 6, 28]
const STRIPE = 14

type CoverageStripProps = {
  readonly basisPoints: number | null
  readonly targetBasisPoints: number | null
  /** What the drawing says, for whoever does not see it; left out where the words stand beside it. */
  readonly label?: string
}

/**
 * The bar of the signature figure: filled for who is protected, striped for who is missing to the target, and a tick at the target that
 * stands out above and below. Told apart by shape, so it reads in grey and in print.
 */
export function CoverageStrip({ basisPoints, targetBasisPoints, label }: CoverageStripProps) {
  const at = (value: number) => (within(value) * WIDTH) / 10_000
  const end = basisPoints === null ? 0 : at(basisPoints)
  const target = targetBasisPoints === null ? null : at(targetBasisPoints)
  const missing = basisPoints === null || target === null ? 0 : Math.max(0, target - end)
  return (
    <svg
      className="strip"
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      preserveAspectRatio="none"
      {...(label === undefined
        ? { 'aria-hidden': true, focusable: 'false' as const }
        : { role: 'img', 'aria-label': label })}
    >
      <rect {...filled('kabut-muda')} x="0" y={TOP} width={WIDTH} height={THICK} />
      <rect {...filled('daun')} x="0" y={TOP} width={end} height={THICK} />
      {missing > 0 ? <Missing from={end} width={missing} /> : null}
      <path {...stroked('kabut-tegas')} vectorEffect="non-scaling-stroke" d={frame()} />
      {target === null ? null : (
        <path
          {...stroked('tinta', 3)}
          vectorEffect="non-scaling-stroke"
          d={`M${String(target)} 0V${String(HEIGHT)}`}
        />
      )}
    </svg>
  )
}

const frame = () => `M0 ${String(TOP)}H${String(WIDTH)}V${String(TOP + THICK)}H0Z`

function Missing({ from, width }: { readonly from: number; readonly width: number }) {
  const stripes = Array.from(
    { length: Math.floor(width / STRIPE) },
    (_, index) => `M${String(from + (index + 0.5) * STRIPE)} ${String(TOP)}v${String(THICK)}`,
  )
  return (
    <>
      <rect {...filled('kunyit-muda')} x={from} y={TOP} width={width} height={THICK} />
      <path {...stroked('kunyit', 2)} vectorEffect="non-scaling-stroke" d={stripes.join('')} />
    </>
  )
}
