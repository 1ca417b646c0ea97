/** What somebody does first, in the order of the work: from signing in safely to a figure that moved. */
export const FIRST_STEPS = [
  'second-factor',
  'colleague',
  'programme',
  'list',
  'taken-in',
  'proposal',
  'decision',
  'submission',
  'bill',
  'payment',
  'figure',
] as const
export type FirstStep = (typeof FIRST_STEPS)[number]

/** More would be no beginning. */
export const MOST_STEPS = 6

export type TickedStep = { readonly step: FirstStep; readonly isDone: boolean }

/** The steps of a reader as he sees them; `isShown` unless he put them away or has done them all. */
export type FirstSteps = {
  readonly steps: readonly TickedStep[]
  readonly isPutAway: boolean
  readonly isShown: boolean
}

/** What his page shows of the steps that are his, given which of them the database says are done. */
export function assessFirstSteps(
  own: readonly FirstStep[],
  done: ReadonlySet<FirstStep>,
  isPutAway: boolean,
): FirstSteps {
  const steps = own.slice(0, MOST_STEPS).map((step) => ({ step, isDone: done.has(step) }))
  return { steps, isPutAway, isShown: !isPutAway && steps.some(({ isDone }) => !isDone) }
}
