/**
 * Chance that is written down: the same seed and path give the same choices for ever, whatever was chosen elsewhere. So the person
 * number 150,000 of a world can be made without the 149,999 before, and nothing needs to be remembered.
 */
export class Chance {
  #first: number
  #second: number

  /** `path` says what the choices are for, from the widest to the nearest: a village, its third family, the second child. */
  constructor(seed: number, ...path: readonly number[]) {
    let first = scramble(seed ^ 0x2f6e2b1)
    let second = scramble(seed + 0x51ed270b)
    for (const step of path) {
      first = scramble(first ^ step)
      second = scramble(second + Math.imul(step, 0x9e3779b1) + Math.trunc(step / 0x1_0000_0000))
    }
    this.#first = first
    // A generator whose state is all zero stays there.
    this.#second = second === 0 ? 1 : second
  }

  /** A whole number from 0 up to, and without, `limit`. */
  below(limit: number): number {
    return Math.floor((this.#next() / 0x1_0000_0000) * limit)
  }

  /** A whole number of a range, both ends among it. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  /** True in so many of a thousand cases. */
  is(perMille: number): boolean {
    return this.below(1_000) < perMille
  }

  pick<Each>(list: readonly [Each, ...Each[]]): Each
  pick<Each>(list: readonly Each[]): Each | undefined
  pick<Each>(list: readonly Each[]): Each | undefined {
    return list[this.below(list.length)]
  }

  /** One of several, by their weights; `weights` must not all be 0. */
  weighted(weights: readonly number[]): number {
    let left = this.below(weights.reduce((sum, weight) => sum + weight, 0))
    for (const [place, weight] of weights.entries()) {
      left -= weight
      if (left < 0) return place
    }
    throw new RangeError('weights must not all be 0')
  }

  /** Xoroshiro64**: 32 bits from a state of 64. */
  #next(): number {
    const first = this.#first
    const second = this.#second ^ first
    const result = Math.imul(rotated(Math.imul(first, 0x9e3779bb), 5), 5)
    this.#first = rotated(first, 26) ^ second ^ (second << 9)
    this.#second = rotated(second, 13)
    return result >>> 0
  }
}

function rotated(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by))
}

/** Every bit of the value stirs every bit of the result. */
export function scramble(value: number): number {
  let mixed = value | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
