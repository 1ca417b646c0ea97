/**
 * Names as sets of trigrams in typed arrays, exactly as pg_trgm makes them in our databases: lower case, words of letters and digits, two
 * blanks before each word and one after, every run of three characters once. Our databases have ctype C (ADR 0017), so a letter
 * beyond ASCII parts words like a blank.
 */
export type TrigramSets = {
  readonly count: number
  /** The trigrams of name i, ascending, are `ids[starts[i]]` up to `ids[starts[i + 1]]`. */
  readonly ids: Int32Array
  readonly starts: Uint32Array
  /** Four words of 32 bits per name: the bits of its trigrams, so that two sets can be told apart without a look at them. */
  readonly signatures: Int32Array
}

const BLANK = 0
const BASE = 37
const SIGNATURE_WORDS = 4

/** 1–26 for letters of either case, 27–36 for digits, 0 for what parts words. */
const CODES = Int8Array.from({ length: 128 }, (_, character) => {
  if (character >= 48 && character <= 57) return character - 48 + 27
  const small = character | 32
  return small >= 97 && small <= 122 && character >= 65 ? small - 96 : BLANK
})

/** The sets of many names. Memory: about 100 bytes a name. */
export function trigramSetsOf(names: readonly string[]): TrigramSets {
  const builder = new SetsBuilder(names.length)
  for (const name of names) builder.add(name)
  return builder.finish()
}

class SetsBuilder {
  #ids: Int32Array
  #end = 0
  #count = 0
  readonly #starts: Uint32Array
  readonly #signatures: Int32Array

  constructor(nameCount: number) {
    this.#ids = new Int32Array(Math.max(nameCount * 20, 1_024))
    this.#starts = new Uint32Array(nameCount + 1)
    this.#signatures = new Int32Array(nameCount * SIGNATURE_WORDS)
  }

  add(name: string): void {
    // A set has at most one trigram per character and one more per word.
    this.#makeRoom(2 * name.length + 2)
    const from = this.#end
    let [before, last] = [BLANK, BLANK]
    for (let place = 0; place <= name.length; place += 1) {
      const code = place < name.length ? (CODES[name.charCodeAt(place)] ?? BLANK) : BLANK
      if (code !== BLANK || last !== BLANK) this.#insert(from, (before * BASE + last) * BASE + code)
      before = code === BLANK ? BLANK : last
      last = code
    }
    this.#sign()
    this.#count += 1
    this.#starts[this.#count] = this.#end
  }

  finish(): TrigramSets {
    return {
      count: this.#count,
      ids: this.#ids.subarray(0, this.#end),
      starts: this.#starts,
      signatures: this.#signatures,
    }
  }

  #makeRoom(more: number): void {
    if (this.#end + more <= this.#ids.length) return
    const wider = new Int32Array(this.#ids.length * 2 + more)
    wider.set(this.#ids.subarray(0, this.#end))
    this.#ids = wider
  }

  /** Keeps the set of this name sorted and without repeats; a name has some twenty trigrams, so insertion wins. */
  #insert(from: number, id: number): void {
    const ids = this.#ids
    let place = this.#end
    while (place > from && (ids[place - 1] ?? 0) > id) place -= 1
    if (place > from && ids[place - 1] === id) return
    for (let shifted = this.#end; shifted > place; shifted -= 1) ids[shifted] = ids[shifted - 1] ?? 0
    ids[place] = id
    this.#end += 1
  }

  #sign(): void {
    const first = this.#count * SIGNATURE_WORDS
    for (let place = this.#starts[this.#count] ?? 0; place < this.#end; place += 1) {
      const bit = Math.imul(this.#ids[place] ?? 0, 0x9e3779b1) >>> 25
      const word = first + (bit >>> 5)
      this.#signatures[word] = (this.#signatures[word] ?? 0) | (1 << (bit & 31))
    }
  }
}
