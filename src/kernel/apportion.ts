/**
 * Splits an amount over weights so that the parts add up to it exactly (largest remainder; ties go to the earlier part).
 * Weights are non-negative integers with a positive sum, else RangeError.
 */
export function apportion(amount: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((before, weight) => before + weight, 0n)
  if (amount < 0n || sum <= 0n || weights.some((weight) => weight < 0n)) {
    throw new RangeError(`apportion ${amount} over ${weights.join(', ')}`)
  }
  const parts = weights.map((weight) => (amount * weight) / sum)
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (amount * weight) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
  let left = amount - parts.reduce((before, part) => before + part, 0n)
  for (const { index } of byRemainder) {
    if (left === 0n) break
    parts[index] = (parts[index] ?? 0n) + 1n
    left -= 1n
  }
  return parts
}
