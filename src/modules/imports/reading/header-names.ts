/** Words that people write long or short; each pair counts as one word. Longer ones first. */
const SAME_WORDS: readonly (readonly [written: RegExp, kept: string])[] = [
  [/NOMOR|NOMER/g, 'NO'],
  [/TANGGAL|TANGAL/g, 'TGL'],
  [/HANDPHONE|HANDPONE|HANPHONE/g, 'HP'],
  [/TELEPHONE|TELEPON|TELPON|TELP/g, 'TLP'],
  [/KARTUKELUARGA/g, 'KK'],
  [/WHATSAPP|WHATSAP/g, 'WA'],
  [/KABUPATEN/g, 'KAB'],
  [/KECAMATAN/g, 'KEC'],
  [/KELURAHAN/g, 'KEL'],
  [/PROVINSI|PROPINSI/g, 'PROV'],
]

/**
 * A header as it is compared: capitals and digits only, without marks, blanks, line breaks, accents and what stands in brackets, and
 * with words of one meaning written alike. `No. KTP`, `NO_KTP` and `nomor ktp *` are one name.
 */
export function headerKey(text: string): string {
  const plain = squeeze(text.replace(/\([^)]*\)|\[[^\]]*\]/g, ' '))
  // Only brackets: then they are the name.
  return plain === '' ? squeeze(text) : plain
}

function squeeze(text: string): string {
  const letters = text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
  return SAME_WORDS.reduce((key, [written, kept]) => key.replace(written, kept), letters)
}

/** How alike two header keys are, 0 to 1: the share of letter pairs they have in common (Dice). */
export function likeness(first: string, second: string): number {
  const [pairs, others] = [pairsOf(first), pairsOf(second)]
  if (pairs.length === 0 || others.length === 0) return first === second ? 1 : 0
  const left = [...others]
  let common = 0
  for (const pair of pairs) {
    const at = left.indexOf(pair)
    if (at === -1) continue
    left.splice(at, 1)
    common += 1
  }
  return (2 * common) / (pairs.length + others.length)
}

function pairsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2))
}
