import type { PreparedPerson } from './assess-pair.ts'
import { soundKeyOf } from './name-words.ts'

/**
 * Which pairs are worth comparing: people who share a birth date; the sounds of first and last word and a birth year; one of the
 * sounds and a village; first sound and day of the year; or one half of the NIK. A typing slip breaks one of these keys, seldom all.
 */
const BLOCK_KEYS: readonly ((person: PreparedPerson) => string | null)[] = [
  ({ bornOn }) => bornOn,
  (person) => `${firstSound(person)} ${lastSound(person)} ${person.bornOn.slice(0, 4)}`,
  (person) => (person.region === null ? null : `${firstSound(person)} ${person.region}`),
  (person) => (person.region === null ? null : `${lastSound(person)} ${person.region}`),
  // A mistyped year of somebody who has moved.
  (person) => `${firstSound(person)} ${person.bornOn.slice(5)}`,
  ({ nik }) => nik?.reveal().slice(0, 8) ?? null,
  ({ nik }) => nik?.reveal().slice(8) ?? null,
]

/** Blocks of more rows are divided: a hundred thousand people born on 1 January would make five thousand million pairs. */
export const MOST_ROWS_OF_BLOCK = 500

/** What divides a block that is too large, one after the other. What no key divides is a list of like people, compared whole. */
const DIVIDERS: readonly ((person: PreparedPerson) => string)[] = [
  firstSound,
  ({ region }) => String(region),
  lastSound,
  ({ bornOn }) => bornOn,
]

function firstSound({ nameWords }: PreparedPerson): string {
  return soundKeyOf(nameWords.words[0] ?? '')
}

function lastSound({ nameWords }: PreparedPerson): string {
  return soundKeyOf(nameWords.words.at(-1) ?? '')
}

/** Numbers for key texts. Two texts may share one by chance, which only compares a pair in vain. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let place = 0; place < text.length; place += 1)
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193)
  return hash | 0
}

/** The final block of each person under one key; −1 − place for people without the key or alone, who meet nobody. */
type Blocks = { readonly of: Int32Array; readonly members: readonly Int32Array[] }

/**
 * Calls `compare` once for each pair of places in the list that is worth comparing, the lower place first. With a million people of a
 * real spread these are some tens of pairs a person.
 */
export function forEachCandidatePair(
  people: readonly PreparedPerson[],
  compare: (a: number, b: number) => void,
): void {
  const letters = Int32Array.from(people, ({ nameWords }) => lettersOf(nameWords.joined))
  const earlier: Blocks[] = []
  const meet = (a: number, b: number) => {
    if (mayBeAlike(letters[a] ?? 0, letters[b] ?? 0) && !haveMet(earlier, a, b)) compare(a, b)
  }
  for (const keyOf of BLOCK_KEYS) {
    const blocks = blocksBy(people, keyOf)
    for (const members of blocks.members) forEachPair(members, meet)
    earlier.push(blocks)
  }
}

function forEachPair(members: Int32Array, meet: (a: number, b: number) => void): void {
  for (let i = 0; i < members.length; i += 1) {
    const a = members[i] ?? 0
    for (let j = i + 1; j < members.length; j += 1) meet(a, members[j] ?? 0)
  }
}

function haveMet(earlier: readonly Blocks[], a: number, b: number): boolean {
  for (const { of } of earlier) if (of[a] === of[b]) return true
  return false
}

/** The letters of a name as bits. */
function lettersOf(joined: string): number {
  let letters = 0
  for (let place = 0; place < joined.length; place += 1) letters |= 1 << (joined.charCodeAt(place) & 31)
  return letters
}

/** How many letters the shorter name may have that the longer lacks: a slip brings one. */
const MOST_STRANGE_LETTERS = 1

/** Names one of which is not nearly contained in the other by its letters alone cannot be alike. */
function mayBeAlike(a: number, b: number): boolean {
  return hasFewBits(a & ~b, MOST_STRANGE_LETTERS) || hasFewBits(b & ~a, MOST_STRANGE_LETTERS)
}

function hasFewBits(bits: number, most: number): boolean {
  let rest = bits
  for (let count = 0; count < most && rest !== 0; count += 1) rest &= rest - 1
  return rest === 0
}

function blocksBy(
  people: readonly PreparedPerson[],
  keyOf: (person: PreparedPerson) => string | null,
): Blocks {
  const groups = new Map<number, number[]>()
  people.forEach((person, place) => {
    const key = keyOf(person)
    if (key === null) return
    const hash = hashOf(key)
    const group = groups.get(hash)
    if (group) group.push(place)
    else groups.set(hash, [place])
  })
  const of = Int32Array.from(people, (_, place) => -1 - place)
  const members: Int32Array[] = []
  for (const group of groups.values()) {
    for (const block of divided(people, group, 0)) {
      if (block.length < 2) continue
      for (const place of block) of[place] = members.length
      members.push(Int32Array.from(block))
    }
  }
  return { of, members }
}

function divided(
  people: readonly PreparedPerson[],
  group: readonly number[],
  depth: number,
): (readonly number[])[] {
  const divider = DIVIDERS[depth]
  if (group.length <= MOST_ROWS_OF_BLOCK || !divider) return [group]
  const parts = Map.groupBy(group, (place) => {
    const person = people[place]
    return person ? divider(person) : ''
  })
  return [...parts.values()].flatMap((part) => divided(people, part, depth + 1))
}
