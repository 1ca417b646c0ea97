import type { Language } from '../../src/kernel/format.ts'
import type { Rupiah } from '../../src/kernel/rupiah.ts'

const DIGITS = {
  id: [
    'nol',
    'satu',
    'dua',
    'tiga',
    'empat',
    'lima',
    'enam',
    'tujuh',
    'delapan',
    'sembilan',
    'sepuluh',
    'sebelas',
  ],
  en: [
    ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven'],
    ...['twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
  ],
} as const
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const
const SCALES = {
  id: ['', 'ribu', 'juta', 'miliar', 'triliun', 'kuadriliun'],
  en: ['', 'thousand', 'million', 'billion', 'trillion', 'quadrillion'],
} as const

/** An amount of at least zero in words, as receipts carry it (terbilang): `dua ratus ribu rupiah`. */
export function amountInWords(amount: Rupiah, language: Language): string {
  if (amount < 0n) throw new RangeError('an amount in words is never below zero')
  const groups: string[] = []
  for (let rest = amount, scale = 0; rest > 0n; rest /= 1_000n, scale += 1) {
    const group = Number(rest % 1_000n)
    if (group > 0) groups.unshift(groupInWords(group, scale, language))
  }
  return `${groups.length === 0 ? DIGITS[language][0] : groups.join(' ')} rupiah`
}

/** One to 999 of a scale. Indonesian says `seribu` for one thousand, and `satu juta` for one million. */
function groupInWords(group: number, scale: number, language: Language): string {
  if (language === 'id' && scale === 1 && group === 1) return 'seribu'
  const word = SCALES[language][scale]
  if (word === undefined) throw new RangeError('no word for an amount this large')
  const count = language === 'id' ? indonesian(group) : english(group)
  return word === '' ? count : `${count} ${word}`
}

function indonesian(count: number): string {
  if (count < 12) return DIGITS.id[count] ?? ''
  if (count < 20) return `${indonesian(count - 10)} belas`
  if (count < 100) return joined(`${indonesian(Math.floor(count / 10))} puluh`, count % 10, indonesian)
  const hundreds = Math.floor(count / 100)
  return joined(hundreds === 1 ? 'seratus' : `${indonesian(hundreds)} ratus`, count % 100, indonesian)
}

function english(count: number): string {
  if (count < 20) return DIGITS.en[count] ?? ''
  if (count < 100) {
    const rest = count % 10
    return `${TENS[Math.floor(count / 10)] ?? ''}${rest === 0 ? '' : `-${english(rest)}`}`
  }
  return joined(`${english(Math.floor(count / 100))} hundred`, count % 100, english)
}

function joined(head: string, rest: number, say: (count: number) => string): string {
  return rest === 0 ? head : `${head} ${say(rest)}`
}
