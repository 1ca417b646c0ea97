import type { Shade } from './shade.ts'

/** One colour of a map and the least and most share it stands for, in basis points. */
export type ShareStep = { readonly shade: Shade; readonly least: number; readonly most: number }

const MOST_STEPS = 5
/** Which of the five blues few steps take, so that the lightest and the darkest are always used. */
const SHADES_OF: readonly (readonly number[])[] = [[], [3], [1, 5], [1, 3, 5], [1, 2, 4, 5], [1, 2, 3, 4, 5]]

/**
 * The steps of a map by quantiles: each holds about as many regions as every other, and says from where to where it reaches. Equal shares
 * are in one step. Regions without a share have none.
 */
export function shareSteps(shares: readonly (number | null)[]): readonly ShareStep[] {
  const inOrder = shares.filter((share) => share !== null).toSorted((a, b) => a - b)
  const tops = new Set<number>()
  for (let step = 1; step <= MOST_STEPS; step += 1) {
    const top = inOrder[Math.ceil((inOrder.length * step) / MOST_STEPS) - 1]
    if (top !== undefined) tops.add(top)
  }
  const bounds = [...tops]
  const shades = SHADES_OF[bounds.length] ?? []
  return bounds.map((most, index) => {
    const below = bounds[index - 1] ?? -1
    const least = inOrder.find((share) => share > below) ?? most
    return { shade: `urut-${String(shades[index] ?? MOST_STEPS)}` as Shade, least, most }
  })
}

/** The step of a share. */
export function findStep(steps: readonly ShareStep[], share: number | null): ShareStep | undefined {
  return share === null ? undefined : steps.find(({ most }) => share <= most)
}

/** Ink that is read on a shade: white on the two darkest. */
export function inkOn(shade: Shade | undefined): Shade {
  return shade === 'urut-4' || shade === 'urut-5' ? 'urut-0' : 'tinta'
}
