/** How a coverage figure is called: the four words of the ministry's meetings, whose thresholds nobody has published. */
export type Band = 'very-low' | 'low' | 'middle' | 'high' | 'unknown'

/** Shares of the target at which the next word begins, in basis points: our own choice, said under every ranking. */
const THRESHOLDS = [5_000, 7_500, 10_000] as const

/** The word of a figure by how much of its target it reaches; unknown without either. */
export function bandOf(basisPoints: number | null, targetBasisPoints: number | null): Band {
  if (basisPoints === null || targetBasisPoints === null || targetBasisPoints === 0) return 'unknown'
  const reached = (basisPoints * 10_000) / targetBasisPoints
  if (reached < THRESHOLDS[0]) return 'very-low'
  if (reached < THRESHOLDS[1]) return 'low'
  return reached < THRESHOLDS[2] ? 'middle' : 'high'
}
