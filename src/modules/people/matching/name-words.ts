import { withoutTitles } from './person-titles.ts'

/** Short forms and spellings that only a list can know, after folding: key → folded full form. */
const FULL_FORMS: ReadonlyMap<string, string> = new Map(
  [
    [
      'muhamad',
      'm md mh mhd muh moh moch much mohd muhd mohammad muhammad mohamad mochamad mochammad mukhamad mukhammad muhammed muhamed mohamed',
    ],
    ['ahmad', 'a.h ahm akhmad achmad ahmat achmat akhmat ahmed'],
    ['abdul', 'abd abdl abdoel'],
    ['nur', 'noer noor nor nr'],
    ['siti', 'st sti sitti sity'],
    ['syaiful', 'saiful saeful syaeful'],
  ].flatMap(([full = '', forms = '']) => forms.split(' ').map((form) => [form, full] as const)),
)

/** Between a name and the father's name. */
const PATRONYMIC = new Set(['bin', 'binti', 'bt', 'bte', 'b', 'ibnu', 'binte'])

/** The spelling of before 1972 and the sounds that lists confuse, one way for each; order matters. */
const FOLDS: readonly (readonly [RegExp, string])[] = [
  [/oe/g, 'u'],
  [/dj/g, 'j'],
  [/tj/g, 'c'],
  [/nj/g, 'ny'],
  [/[ck]h(?=m)/g, 'h'],
  [/[ck]h/g, 'k'],
  [/s[jyh]/g, 's'],
  [/([tdgb])h/g, '$1'],
  [/ph|v/g, 'f'],
  [/q/g, 'k'],
  [/x/g, 'ks'],
  [/z/g, 's'],
  [/y/g, 'i'],
  [/a[ie]|ei/g, 'e'],
  [/i[ei]/g, 'i'],
  [/(.)\1+/g, '$1'],
  [/(?<=[aeiou])h$/, ''],
]

/** A name taken apart for comparison: its words folded in spelling, and those after bin or binti, which another list leaves out. */
export type NameWords = {
  /** Lower case without titles, alias and marks, words joined by one blank: equal means written alike. */
  readonly plain: string
  readonly words: readonly string[]
  /** The same words as written, in lower case: a slip of the keyboard is counted on the keys. */
  readonly keyed: readonly string[]
  /** All words without blanks, so that Nur Aini and Nuraini are one. */
  readonly joined: string
  readonly patronymic: readonly string[]
  readonly aliasWords: readonly string[]
}

/** A word without any of these is spelt as it sounds; most are, and are not run through the folds. */
const FOLDABLE = /oe|[dtn]j|[ck]h|s[jyh]|[tdgb]h|ph|[vqxzy]|a[ie]|ei|i[ei]|(.)\1|[aeiou]h$/

type SpeltWord = { readonly folded: string; readonly sound: string }

const cache = new Map<string, SpeltWord>()
const MOST_CACHED = 10_000

function speltWord(word: string): SpeltWord {
  const known = cache.get(word)
  if (known !== undefined) return known
  let folded = FULL_FORMS.get(word) ?? word
  if (FOLDABLE.test(folded)) {
    for (const [pattern, replacement] of FOLDS) folded = folded.replace(pattern, replacement)
  }
  const spelt = { folded, sound: soundKeyOf(folded) }
  // Names are few and rows are many; the bound keeps a hostile file from filling the memory.
  if (cache.size >= MOST_CACHED) cache.clear()
  cache.set(word, spelt)
  return spelt
}

/** One word of a name as its sound is spelt today: `Djoenaedi` → `junedi`, `Syamsul` → `samsul`, `Moch.` → `muhamad`. */
export function foldWord(word: string): string {
  return speltWord(word).folded
}

/** The key under which words that sound alike meet. */
export function soundOfWord(word: string): string {
  return speltWord(word).sound
}

const ALIAS = /\s*[,(]?\s*\b(?:alias|als\.?|a\.k\.a\.?)\s+|\s@\s*/i
const MAY_HOLD_ALIAS = /als|ali|a\.k|@/i

/** Takes a written name apart; titles go, an alias stands beside. */
export function nameWordsOf(written: string): NameWords {
  const [own = '', alias = ''] = MAY_HOLD_ALIAS.test(written) ? written.split(ALIAS) : [written]
  const raw = rawWords(withoutTitles(own.trim()).bare)
  const cut = raw.findIndex((word, index) => index > 0 && PATRONYMIC.has(word))
  const named = cut === -1 ? raw : raw.slice(0, cut)
  const words = named.map(foldWord)
  return {
    plain: named.join(' '),
    words,
    keyed: named,
    joined: words.join(''),
    patronymic: cut === -1 ? [] : raw.slice(cut + 1).map(foldWord),
    aliasWords: rawWords(alias).map(foldWord),
  }
}

const LETTERS = /^[A-Za-z]+(?: [A-Za-z]+)*$/

function rawWords(text: string): string[] {
  if (LETTERS.test(text)) return text.toLowerCase().split(' ')
  const plain = /^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '')
  return plain
    .toLowerCase()
    .replace(/['’‘`]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
}

const SOUND_LETTERS = 4

/** First letter and the next three consonants: `aminah` and `amna` are `amn`. For blocks, never for a verdict. */
export function soundKeyOf(foldedWord: string): string {
  let key = foldedWord.slice(0, 1)
  for (let place = 1; place < foldedWord.length && key.length < SOUND_LETTERS; place += 1) {
    const letter = foldedWord.charAt(place)
    if (!VOWELS.includes(letter)) key += letter
  }
  return key
}

const VOWELS = 'aeiou'
