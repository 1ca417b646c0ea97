import { nameWordsOf, type NameWords } from './name-words.ts'
import { typingDistance } from './word-distance.ts'

/**
 * How like two names are, best first. identical: written alike but for case, titles and signs · spelling: one sound, two spellings, or
 * words parted otherwise · order: the same words in another order · part: one leaves out words, the father's name or all but
 * initials · near: a slip of the keyboard · shared: a telling word in common · different.
 */
export type NameLikeness = 'identical' | 'spelling' | 'order' | 'part' | 'near' | 'shared' | 'different'

/** Words that so many people bear that sharing one says little, folded. */
const COMMON_WORDS = new Set(
  `siti muhamad ahmad abdul nur sri dewi ni i wayan made nyoman ketut putu kadek komang gede andi agus budi eka dwi tri ade dedi
  endang indah yuni ani wati ayu putri putra rahman rohman aminah amina fatima fatimah yusuf ali hasan aisah maria mariam joko bambang
  slamet sutrisno supriadi suparman rudi hendra eko heri deni iwan asep ujang neng nining yanti susanti lestari saputra pratama wahyu
  arif rahmat hidayat hidaiat kurniawan setiawan santoso nurhaiati rohani maimuna kadija jamila salma sulastri sumiati rosmiati`.split(
    /\s+/,
  ),
)

/** A name of which every word is common: two strangers in one village may share it. */
export function isCommonName({ words }: NameWords): boolean {
  return words.every((word) => COMMON_WORDS.has(word))
}

export function compareNames(a: string, b: string): NameLikeness {
  return likenessOf(nameWordsOf(a), nameWordsOf(b))
}

/** Compares names already taken apart. The order of the arguments does not matter. */
export function likenessOf(a: NameWords, b: NameWords): NameLikeness {
  if (a.joined === '' || b.joined === '') return 'different'
  if (a.plain === b.plain) return 'identical'
  if (a.joined === b.joined) return 'spelling'
  return likenessByWords(a, b) ?? (isNearJoined(a.joined, b.joined) ? 'near' : sharedOrDifferent(a, b))
}

/** What the words say when they pair up whole; null when some word of the shorter name has none. */
function likenessByWords(a: NameWords, b: NameWords): NameLikeness | null {
  const [short, long] = a.words.length <= b.words.length ? [a, b] : [b, a]
  const { exact, initials, near } = matchWords(short, long)
  const isSameLength = short.words.length === long.words.length
  if (exact === short.words.length) {
    if (isSameLength) return 'order'
    return isWholePart(short, long) ? 'part' : 'shared'
  }
  if (exact > 0 && exact + initials === short.words.length) return 'part'
  if (isAliasOf(a, b) || isAliasOf(b, a)) return 'part'
  return exact + near === short.words.length && (isSameLength || exact > 0) ? 'near' : null
}

function sharedOrDifferent(a: NameWords, b: NameWords): NameLikeness {
  const isShared = a.words.some(
    (word) => word.length > 2 && !COMMON_WORDS.has(word) && b.words.includes(word),
  )
  return isShared ? 'shared' : 'different'
}

/** One common word out of a longer name (SITI of SITI AMINAH) is a word in common, not a name with a part left out. */
function isWholePart(short: NameWords, long: NameWords): boolean {
  return short.words.length > 1 || !isCommonName(short) || long.words.length === 1
}

function isAliasOf(a: NameWords, b: NameWords): boolean {
  return a.aliasWords.length > 0 && a.aliasWords.every((word) => b.words.includes(word))
}

type Matching = { exact: number; initials: number; near: number }

/** Finds for each word of the shorter name an unused one of the longer: alike first, then initials, then slips. */
function matchWords(short: NameWords, long: NameWords): Matching {
  const found: Matching = { exact: 0, initials: 0, near: 0 }
  const free = new Set(long.words.keys())
  const take = (fits: (place: number) => boolean): boolean => {
    for (const place of free) if (fits(place)) return free.delete(place)
    return false
  }
  const left = [...short.words.keys()].filter(
    (own) => !take((place) => long.words[place] === short.words[own]),
  )
  found.exact = short.words.length - left.length
  for (const own of left) {
    if (take((place) => isInitialOf(short.words[own] ?? '', long.words[place] ?? ''))) found.initials += 1
    else if (take((place) => isNearWord(short, own, long, place))) found.near += 1
  }
  return found
}

function isInitialOf(a: string, b: string): boolean {
  return (a.length === 1 && b.startsWith(a)) || (b.length === 1 && a.startsWith(b))
}

/** A slip is counted on the keys or on the sounds, whichever is nearer: a swapped letter can change what a fold makes of the word. */
function isNearWord(a: NameWords, aPlace: number, b: NameWords, bPlace: number): boolean {
  return (
    isFewSlips(a.words[aPlace] ?? '', b.words[bPlace] ?? '') ||
    isFewSlips(a.keyed[aPlace] ?? '', b.keyed[bPlace] ?? '')
  )
}

/** Slips allowed grow with the word: none up to 3 letters, one up to 9, two beyond. */
function isFewSlips(a: string, b: string): boolean {
  const length = Math.max(a.length, b.length)
  const most = length <= 3 ? 0 : length <= 9 ? 1 : 2
  return most > 0 && typingDistance(a, b, most) <= most
}

/** The whole name with one slip in eight letters, whatever its blanks. */
function isNearJoined(a: string, b: string): boolean {
  const most = Math.floor(Math.min(a.length, b.length) / 8)
  return most > 0 && typingDistance(a, b, most) <= most
}
