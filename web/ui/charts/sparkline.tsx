import { filled, stroked } from './shade.ts'

const [WIDTH, HEIGHT, EDGE] = [96, 24, 3]

/** The course of a value in a line of text: no axis, the last value marked. Null where a value is missing. */
export function Sparkline({
  values,
  label,
}: {
  readonly values: readonly (number | null)[]
  readonly label: string
}) {
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return <span className="small">–</span>
  const [least, most] = [Math.min(...known), Math.max(...known)]
  const x = (index: number) => EDGE + (index * (WIDTH - 2 * EDGE)) / (values.length - 1)
  const y = (value: number) =>
    most === least ? HEIGHT / 2 : HEIGHT - EDGE - ((value - least) * (HEIGHT - 2 * EDGE)) / (most - least)
  const points = values.flatMap((value, index) => (value === null ? [] : [{ x: x(index), y: y(value) }]))
  const last = points.at(-1)
  return (
    <svg className="spark" viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`} role="img" aria-label={label}>
      <path {...stroked('nila', 2)} d={`M${points.map((point) => placed(point)).join('L')}`} />
      {last === undefined ? null : <circle {...filled('nila')} cx={last.x} cy={last.y} r="3" />}
    </svg>
  )
}

const placed = (point: { readonly x: number; readonly y: number }) =>
  `${point.x.toFixed(1)} ${point.y.toFixed(1)}`
