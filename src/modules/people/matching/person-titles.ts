/**
 * Titles before a name: academic, religious, noble. Compared without dots and in lower case. `h` and `m` stand for Haji and for
 * Muhammad: `H` is a title only where it cannot be an initial (`H. Ahmad`, not `Ahmad H.`), `M` never.
 */
const BEFORE = new Set(
  `dr drs dra drg drh ir prof h hj kh k.h kh. ust ustadz ustaz ustadzah ustazah apt ns kyai kiai nyai gus
  raden rd rr r.a rm tgk teungku tn ny nn bpk bapak ibu sdr sdri alm almh almarhum almarhumah`.split(/\s+/),
)

/** Titles after a name, written with or without dots and a comma. Short ones that are also syllables need their dots or a comma. */
const AFTER = new Set(
  `se sh st sp si sag spd spdi spdsd ssos ssi skm skep stp spt spi sik skom sip siskom shut shi sei stekn sthi sik mm mh mt mp mpd mpdi msi mkes
  mkom msc ma mag mhum mse mba phd amd amdkeb amdkep amk amkeb akp ners apt ba bsc bba lc spog spa spb spd mars cpa ca ak str strkeb
  strkep sst skg sked sfarm spsi skeb sptk`.split(/\s+/),
)

/** Safe to drop without a dot or comma, because no Indonesian name is spelt so. */
const UNMISTAKABLE =
  /^(?:s(?:pd|pdi|sos|ag|kom|kep|hut|farm|psi|ked)|m(?:pd|kes|kom|hum)|amd|amk|amkeb|drs|dra|phd)$/

export type TitledName = {
  readonly before: readonly string[]
  /** The name without titles, as written. */
  readonly bare: string
  readonly after: readonly string[]
}

/**
 * Takes the titles off a name: `Drs. H. M. Yusuf, S.Pd., M.Si` → Drs., H. / M. Yusuf / S.Pd., M.Si. At least one word always
 * stays: somebody may be called Raden.
 */
export function withoutTitles(name: string): TitledName {
  if (isUntitled(name)) return { before: NONE, bare: name, after: NONE }
  const [head = '', ...tail] = name.split(',').map((part) => part.trim())
  const words = head.split(' ').filter((word) => word !== '')
  const before: string[] = []
  while (words.length > 1 && BEFORE.has(folded(words[0] ?? ''))) before.push(words.shift() ?? '')
  const after = tail.filter((part) => part !== '')
  const allTitles = after.every((part) => part.split(' ').every((word) => AFTER.has(folded(word))))
  if (!allTitles) return { before, bare: [words.join(' '), ...after].join(', '), after: [] }
  while (words.length > 1 && isTitleAfter(words.at(-1) ?? '')) after.unshift(words.pop() ?? '')
  return { before, bare: words.join(' '), after }
}

const NONE: readonly string[] = []
const BARE_WORDS = /^[A-Za-z'-]+(?: [A-Za-z'-]+)*$/

/** As most names of a list are: words with one blank between them, the first and the last of which are no titles. */
function isUntitled(name: string): boolean {
  if (!BARE_WORDS.test(name)) return false
  const first = name.indexOf(' ')
  if (first === -1) return true
  return (
    !BEFORE.has(name.slice(0, first).toLowerCase()) && !isTitleAfter(name.slice(name.lastIndexOf(' ') + 1))
  )
}

function isTitleAfter(word: string): boolean {
  const letters = folded(word)
  return UNMISTAKABLE.test(letters) || (AFTER.has(letters) && /[A-Za-z]\.[A-Za-z]/.test(word))
}

function folded(word: string): string {
  return word.toLowerCase().replaceAll('.', '')
}
