import { trigramSetsOf, type TrigramSets } from './trigram-sets.ts'

/** Pairs of places in the list that was asked about: `left[k]` with `right[k]`, left the lower, in no order. */
export type NamePairs = { readonly left: Uint32Array; readonly right: Uint32Array }

/**
 * All pairs within a block whose names have a trigram similarity of at least 0.6: the same pairs as
 * `a.block = b.block and similarity(a.name, b.name) >= 0.6` with pg_trgm, held by `similar-names.db.test.ts`. `blocks` are whole numbers
 * from a range not much wider than the list, such as days.
 */
export function findSimilarNames(names: readonly string[], blocks: Int32Array): NamePairs {
  const index = trigramSetsOf(names)
  const search = new PairSearch(index, orderByBlockAndSize(index, blocks))
  for (let from = 0; from < names.length;) {
    const until = search.endOfBlock(from, blocks)
    search.searchBlock(from, until)
    from = until
  }
  return search.pairs()
}

/** Places sorted by block and in it by number of trigrams: two counting sorts, since a comparing sort costs more than the search. */
function orderByBlockAndSize({ count, starts }: TrigramSets, blocks: Int32Array): Uint32Array {
  const sizes = new Int32Array(count)
  for (let place = 0; place < count; place += 1)
    sizes[place] = (starts[place + 1] ?? 0) - (starts[place] ?? 0)
  const everyPlace = Uint32Array.from({ length: count }, (_, place) => place)
  return sortedBy(sortedBy(everyPlace, sizes), blocks)
}

/** A stable counting sort of places by their key. */
function sortedBy(places: Uint32Array, keys: Int32Array): Uint32Array {
  let [least, most] = [Infinity, -Infinity]
  for (const key of keys) {
    if (key < least) least = key
    if (key > most) most = key
  }
  if (keys.length === 0) return places
  const next = new Uint32Array(most - least + 2)
  for (const key of keys) next[key - least + 1] = (next[key - least + 1] ?? 0) + 1
  for (let slot = 1; slot < next.length; slot += 1) next[slot] = (next[slot] ?? 0) + (next[slot - 1] ?? 0)
  const sorted = new Uint32Array(places.length)
  for (const place of places) {
    const slot = (keys[place] ?? 0) - least
    const target = next[slot] ?? 0
    sorted[target] = place
    next[slot] = target + 1
  }
  return sorted
}

class PairSearch {
  readonly #index: TrigramSets
  readonly #order: Uint32Array
  /** Sizes and signatures in search order, so that a block is read in one sweep. */
  readonly #sizes: Int32Array
  readonly #signatures: Int32Array
  #left = new Uint32Array(1_024)
  #right = new Uint32Array(1_024)
  #found = 0

  constructor(index: TrigramSets, order: Uint32Array) {
    this.#index = index
    this.#order = order
    this.#sizes = new Int32Array(order.length)
    this.#signatures = new Int32Array(order.length * 4)
    for (let rank = 0; rank < order.length; rank += 1) {
      const place = order[rank] ?? 0
      this.#sizes[rank] = (index.starts[place + 1] ?? 0) - (index.starts[place] ?? 0)
      for (let word = 0; word < 4; word += 1) {
        this.#signatures[rank * 4 + word] = index.signatures[place * 4 + word] ?? 0
      }
    }
  }

  endOfBlock(from: number, blocks: Int32Array): number {
    const block = blocks[this.#order[from] ?? 0]
    let until = from + 1
    while (until < this.#order.length && blocks[this.#order[until] ?? 0] === block) until += 1
    return until
  }

  /** Similarity is |A∩B| / |A∪B|, so 0.6 needs |A∩B| ≥ 3/8 (|A| + |B|). Sizes ascend: the first too large ends the row. */
  searchBlock(from: number, until: number): void {
    const sizes = this.#sizes
    for (let a = from; a < until; a += 1) {
      const size = sizes[a] ?? 0
      if (size === 0) continue
      for (let b = a + 1; b < until; b += 1) {
        const other = sizes[b] ?? 0
        if (5 * size < 3 * other) break
        const needed = Math.ceil((3 * (size + other)) / 8)
        if (this.#mayShare(a, b, size - needed, other - needed) && this.#shares(a, b, needed))
          this.#keep(a, b)
      }
    }
  }

  /**
   * A bit that one signature lacks is a trigram that the other set lacks; with more of those than a set can spare the pair falls
   * without a look at the sets. Nearly all do.
   */
  #mayShare(a: number, b: number, spareOfA: number, spareOfB: number): boolean {
    const signatures = this.#signatures
    let [missing, extra] = [0, 0]
    for (let word = 0; word < 4; word += 1) {
      const [one, other] = [signatures[a * 4 + word] ?? 0, signatures[b * 4 + word] ?? 0]
      missing += bitCount(one & ~other)
      extra += bitCount(other & ~one)
    }
    return missing <= spareOfA && extra <= spareOfB
  }

  pairs(): NamePairs {
    return { left: this.#left.subarray(0, this.#found), right: this.#right.subarray(0, this.#found) }
  }

  /** Whether the two sets have so many trigrams in common; stops when too few are left. */
  #shares(a: number, b: number, needed: number): boolean {
    const { ids, starts } = this.#index
    let left = starts[this.#order[a] ?? 0] ?? 0
    let right = starts[this.#order[b] ?? 0] ?? 0
    const leftEnd = left + (this.#sizes[a] ?? 0)
    const rightEnd = right + (this.#sizes[b] ?? 0)
    let common = 0
    while (left < leftEnd && right < rightEnd) {
      if (common + Math.min(leftEnd - left, rightEnd - right) < needed) return false
      const difference = (ids[left] ?? 0) - (ids[right] ?? 0)
      if (difference === 0) common += 1
      if (difference <= 0) left += 1
      if (difference >= 0) right += 1
    }
    return common >= needed
  }

  #keep(a: number, b: number): void {
    if (this.#found === this.#left.length) {
      this.#left = widened(this.#left)
      this.#right = widened(this.#right)
    }
    const [one, other] = [this.#order[a] ?? 0, this.#order[b] ?? 0]
    this.#left[this.#found] = Math.min(one, other)
    this.#right[this.#found] = Math.max(one, other)
    this.#found += 1
  }
}

function widened(list: Uint32Array): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(list.length * 2)
  wider.set(list)
  return wider
}

/** How many of 32 bits are set. */
function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
