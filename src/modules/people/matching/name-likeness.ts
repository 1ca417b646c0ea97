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
  arif rahmat hidayat hidaiat kurniawan setiawan santoso nurhaiati rohani maimuna kadija jamila salma sulastri sumiati rosmiati`
    .split(/\s+/),
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
  const [short, long] = a.words.length <= b.words.length ? [a, b] : [b, a]
  const matching = matchWords(short.words, long.words)
  const isSameLength = short.words.length === long.words.length
  if (matching.exact === short.words.length) {
    if (isSameLength) return 'order'
    return isWholePart(short, long) ? 'part' : 'shared'
  }
  if (matching.exact + matching.initials === short.words.length && matching.exact > 0) return 'part'
  if (isAliasOf(a, b) || isAliasOf(b, a)) return 'part'
  if (matching.exact + matching.near === short.words.length && (isSameLength || matching.exact > 0)) return 'near'
  if (isNearJoined(a.joined, b.joined)) return 'near'
  return matching.telling > 0 ? 'shared' : 'different'
}

/** One common word out of a longer name (SITI of SITI AMINAH) is a word in common, not a name with a part left out. */
function isWholePart(short: NameWords, long: NameWords): boolean {
  return short.words.length > 1 || !isCommonName(short) || long.words.length === 1
}

function isAliasOf(a: NameWords, b: NameWords): boolean {
  return a.aliasWords.length > 0 && a.aliasWords.every((word) => b.words.includes(word))
}

type Matching = { exact: number; initials: number; near: number; telling: number }

/** Finds for each word of the shorter name an unused one of the longer: alike first, then initials, then slips. */
function matchWords(short: readonly string[], long: readonly string[]): Matching {
  const found: Matching = { exact: 0, initials: 0, near: 0, telling: 0 }
  const free = [...long]
  const left = short.filter((word) => {
    const place = free.indexOf(word)
    if (place === -1) return true
    free.splice(place, 1)
    found.exact += 1
    if (word.length > 2 && !COMMON_WORDS.has(word)) found.telling += 1
    return false
  })
  for (const word of left) {
    const initial = free.findIndex((other) => isInitialOf(word, other))
    const place = initial === -1 ? free.findIndex((other) => isNearWord(word, other)) : initial
    if (place === -1) continue
    free.splice(place, 1)
    if (initial === -1) found.near += 1
    else found.initials += 1
  }
  return found
}

function isInitialOf(a: string, b: string): boolean {
  return (a.length === 1 || b.length === 1) && a.charAt(0) === b.charAt(0)
}

/** Slips allowed grow with the word: none up to 3 letters, one up to 7, two beyond. */
function isNearWord(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length)
  const most = length <= 3 ? 0 : length <= 7 ? 1 : 2
  return most > 0 && typingDistance(a, b, most) <= most
}

/** The whole name with one slip in eight letters, whatever its blanks. */
function isNearJoined(a: string, b: string): boolean {
  const most = Math.floor(Math.min(a.length, b.length) / 8)
  return most > 0 && typingDistance(a, b, most) <= most
}
