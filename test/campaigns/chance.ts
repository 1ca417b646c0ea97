/** Chance that comes from a seed: the same seed, the same course. */
export type Chance = {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number
  pick<Each>(list: readonly Each[]): Each
  shuffle<Each>(list: readonly Each[]): Each[]
}

/** Mulberry32: 32 bits of state are enough to tell courses apart, and the whole of it can be written down as one number. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((((mixed ^ (mixed >>> 14)) >>> 0) * limit) / 2 ** 32) | 0
  }
  return {
    below,
    pick(list) {
      const picked = list[below(list.length)]
      if (picked === undefined) throw new RangeError('nothing to pick from')
      return picked
    },
    shuffle(list) {
      const shuffled = [...list]
      for (let last = shuffled.length - 1; last > 0; last -= 1) {
        const other = below(last + 1)
        ;[shuffled[last], shuffled[other]] = [shuffled[other] as never, shuffled[last] as never]
      }
      return shuffled
    },
  }
}
