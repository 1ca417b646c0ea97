import type { RegionKind } from '../../kernel/region-code.ts'

const ROMAN = new Map(
  'i ii iii iv v vi vii viii ix x xi xii xiii'
    .split(' ')
    .map((numeral, index) => [numeral, String(index + 1)]),
)

/** Only as the last word, where it numbers: Ilir Barat Satu is Ilir Barat I, while Dua Koto and Empat Lawang keep theirs. */
const ORDINALS = new Map([
  ['satu', '1'],
  ['dua', '2'],
  ['tiga', '3'],
  ['empat', '4'],
  ['lima', '5'],
])

/** Words that lists of villages shorten, some in official names too (Sei Rampah). */
const LONG_WORDS = new Map([
  ['sei', 'sungai'],
  ['sungei', 'sungai'],
  ['tj', 'tanjung'],
  ['tjg', 'tanjung'],
  ['gn', 'gunung'],
  ['lb', 'lubuk'],
  ['ma', 'muara'],
  ['kp', 'kampung'],
])

/**
 * A name reduced to what spelling cannot change, `[a-z0-9]*`: no case, spaces, accents or marks, Roman numbers as digits,
 * the spelling of before 1972 (oe, dj, tj) as today's. Stored names and questions are folded by this one function.
 */
export function foldName(text: string): string {
  const words = wordsOf(text)
  return words
    .map((word, index) => {
      const ordinal = index > 0 && index === words.length - 1 ? ORDINALS.get(word) : undefined
      return ordinal ?? ROMAN.get(word) ?? LONG_WORDS.get(word) ?? word
    })
    .join('')
    .replaceAll('oe', 'u')
    .replaceAll('dj', 'j')
    .replaceAll('tj', 'c')
}

/** The words of a name in lower case; an apostrophe joins (Ra'as), every other mark separates. */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’‘`"“”]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
}

/** A region's own name folded, without the words that only say its kind: `Kota Administrasi Jakarta Pusat` → `jakartapusat`. */
export function searchNameOf(name: string, kind: RegionKind): string {
  if (kind === 'kabupaten' || kind === 'kota') {
    return foldName(name.replace(/^(Kabupaten|Kota) (Administrasi )?/, ''))
  }
  return foldName(kind === 'provinsi' ? name.replace(/^Provinsi /, '') : name)
}

const VILLAGE: readonly RegionKind[] = ['desa', 'kelurahan', 'desa-adat']
const KINDS_OF_LABEL = new Map<string, readonly RegionKind[]>([
  ['provinsi', ['provinsi']],
  ['propinsi', ['provinsi']],
  ['prov', ['provinsi']],
  ['prop', ['provinsi']],
  ['kabupaten', ['kabupaten']],
  ['kab', ['kabupaten']],
  ['kota', ['kota']],
  ['kotamadya', ['kota']],
  ['kodya', ['kota']],
  ['kecamatan', ['kecamatan']],
  ['kec', ['kecamatan']],
  ['kelurahan', VILLAGE],
  ['kel', VILLAGE],
  ['desa', VILLAGE],
  ['ds', VILLAGE],
])

/** A name that was asked for, folded, with the kinds its label allows (`kab.`); null when it had no label. */
export type AskedName = { readonly name: string; readonly kinds: readonly RegionKind[] | null }

/**
 * One way to understand what was typed: the region wanted and the regions it must lie in. A strict reading is a guess at
 * where an unlabelled name ends, and only exact names fit it.
 */
export type Reading = AskedName & { readonly within: readonly AskedName[]; readonly strict: boolean }

type Segment = { readonly label: string | null; readonly words: readonly string[] }

const DEPTH_OF_KIND: Readonly<Record<RegionKind, number>> = {
  negara: 0,
  provinsi: 1,
  kabupaten: 2,
  kota: 2,
  kecamatan: 3,
  kelurahan: 4,
  desa: 4,
  'desa-adat': 4,
}
const LONGEST_GUESS = 7
const LONGEST_DOUBLE_GUESS = 6

/** Every way to read a question, best first. Empty when nothing of it can be a name. */
export function readQuestion(text: string): Reading[] {
  const segments = text.split(/[,;/\n]+/).flatMap((part) => segmentsOf(wordsOf(part)))
  const unlabelled = [{ label: null, words: wordsOf(text) }]
  const bigFirst = segments.length > 1 && segments.every(({ label }) => label === null)
  const readings = [
    readingOf(segments),
    ...(bigFirst ? [readingOf(segments.toReversed())] : []),
    readingOf(unlabelled),
    ...guessedReadings(segments),
    ...guessedReadings(unlabelled),
  ]
  const seen = new Set<string>()
  return readings.filter((reading): reading is Reading => {
    const key = JSON.stringify(reading)
    if (!reading || reading.name === '' || seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/**
 * Cuts words at labels. A label is part of the name when it follows a label (Desa Kota Baru) or turns back down after the
 * regions have grown (desa …, kecamatan Sanga Desa); at the end it labels what stands before it (Bogor Kota).
 */
function segmentsOf(words: readonly string[]): Segment[] {
  const segments: { label: string | null; words: string[] }[] = []
  for (const word of words) {
    const last = segments.at(-1)
    const isName = !KINDS_OF_LABEL.has(word) || last?.words.length === 0 || turnsBack(segments, word)
    if (!isName) segments.push({ label: word, words: [] })
    else if (last) last.words.push(word)
    else segments.push({ label: null, words: [word] })
  }
  const last = segments.at(-1)
  if (last?.label && last.words.length === 0) {
    segments.pop()
    const before = segments.at(-1)
    if (before?.label === null) before.label = last.label
    else before?.words.push(last.label)
  }
  return segments
}

function turnsBack(segments: readonly Segment[], label: string): boolean {
  const depths = segments.filter((segment) => segment.label !== null).map(depthOfLabel)
  const [before, last] = depths.slice(-2)
  return (
    before !== undefined && last !== undefined && before > last && depthOfLabel({ label, words: [] }) > last
  )
}

/** How deep the label says the region lies; 0 without a label. */
function depthOfLabel({ label }: Segment): number {
  const kind = label === null ? undefined : KINDS_OF_LABEL.get(label)?.[0]
  return kind === undefined ? 0 : DEPTH_OF_KIND[kind]
}

function askedName({ label, words }: Segment): AskedName {
  return {
    name: foldName(words.join(' ')),
    kinds: label === null ? null : (KINDS_OF_LABEL.get(label) ?? null),
  }
}

/** The deepest labelled segment is what is wanted, wherever it stands; without labels, the first. The others lie above it. */
function readingOf(segments: readonly Segment[], strict = false): Reading | null {
  const [first] = segments
  if (!first) return null
  const wanted = segments.reduce(
    (best, next) => (depthOfLabel(next) > depthOfLabel(best) ? next : best),
    first,
  )
  const within = segments.filter((segment) => segment !== wanted).map(askedName)
  return { ...askedName(wanted), within: within.filter(({ name }) => name !== ''), strict }
}

/** `sukajadi talang kelapa banyuasin`: every place where the last name could end and one or two regions above it begin. */
function guessedReadings(segments: readonly Segment[]): (Reading | null)[] {
  const last = segments.at(-1)
  if (!last || last.words.length > LONGEST_GUESS) return []
  const { label, words } = last
  const guess = (...cuts: number[]) => {
    const bounds = [0, ...cuts, words.length]
    const parts = cuts.concat(words.length).map((end, index) => ({
      label: index === 0 ? label : null,
      words: words.slice(bounds[index], end),
    }))
    return readingOf([...segments.slice(0, -1), ...parts], true)
  }
  const places = words.slice(1).map((_, index) => index + 1)
  const pairs =
    words.length > LONGEST_DOUBLE_GUESS
      ? []
      : places.flatMap((a) => places.filter((b) => b > a).map((b) => [a, b]))
  return [...places.map((place) => guess(place)), ...pairs.map((pair) => guess(...pair))]
}
