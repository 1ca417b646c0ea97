/** A figure that must not be greater than its ceiling, where a goal is told as time or memory and no limit stands beside it. */
export type Ceiling = {
  readonly name: string
  readonly unit: 'ms' | 'MiB' | 'times'
  /** The greatest acceptable figure. */
  readonly most: number
  /** Measures once. The caller of `benchmark` repeats; here the figure itself is what is asked (a 95th percentile, a peak). */
  readonly figure: () => Promise<number>
  readonly setUp?: () => Promise<void>
  readonly tearDown?: () => Promise<void>
}

export type CeilingResult = Pick<Ceiling, 'name' | 'unit' | 'most'> & {
  readonly figure: number
  readonly reached: boolean
}

/** Checks a ceiling when it is written; RangeError when it is not positive. */
export function ceiling(definition: Ceiling): Ceiling {
  if (!(definition.most > 0))
    throw new RangeError(`${definition.name}: the ceiling must be above 0, not ${definition.most}`)
  return definition
}

export async function measureCeiling({
  name,
  unit,
  most,
  figure,
  setUp,
  tearDown,
}: Ceiling): Promise<CeilingResult> {
  await setUp?.()
  try {
    const measured = await figure()
    return { name, unit, most, figure: measured, reached: measured <= most }
  } finally {
    await tearDown?.()
  }
}

/** The value below which 95 of 100 lie; NaN of none. */
export const percentile95 = (values: readonly number[]): number => percentile(values, 0.95)

/** The value below which 75 of 100 lie; NaN of none. */
export const percentile75 = (values: readonly number[]): number => percentile(values, 0.75)

function percentile(values: readonly number[], share: number): number {
  return (
    values.toSorted((one, other) => one - other)[Math.max(Math.ceil(values.length * share) - 1, 0)] ??
    Number.NaN
  )
}
