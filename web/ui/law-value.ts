import { formatDate, formatNumber, formatRate, formatRupiah, type Language } from '../../src/kernel/format.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { Parameter, ParameterValue, Period, TableRow } from '../../src/rules/parameter.ts'
import { wordsIn } from '../locales/public.ts'

/** A value of law as people read it: `Rp6.800 sebulan`, `0,24% dari upah`, `36 bulan`, `tabel 33 baris`. */
export function valueText(parameter: Parameter, value: ParameterValue, language: Language): string {
  const words = wordsIn(language).law
  if (typeof value === 'object') return words.table(formatNumber(value.length, language))
  if (typeof value === 'bigint') {
    const amount = formatRupiah(value, language)
    return parameter.unit === 'rupiah per month' ? `${amount} ${words.units['rupiah per month']}` : amount
  }
  return numberText(parameter.unit, value, language)
}

function numberText(unit: Parameter['unit'], value: number, language: Language): string {
  const { units, yes, no } = wordsIn(language).law
  switch (unit) {
    case 'ppm':
    case 'ppm of contract slice':
      return formatRate(value, language)
    case 'ppm of wage':
    case 'ppm of contribution per month':
      return `${formatRate(value, language)} ${units[unit]}`
    case 'yes or no':
      return value === 1 ? yes : no
    case 'day of month':
      return `${units[unit]} ${formatNumber(value, language)}`
    case 'rupiah':
    case 'rupiah per month':
    case 'table':
      return formatNumber(value, language)
    case 'times monthly wage':
    case 'years':
    case 'months':
    case 'days':
    case 'working days':
    case 'hours':
    case 'children':
    case 'persons':
    case 'times':
      return `${formatNumber(value, language)} ${units[unit]}`
  }
}

/** What a period says: its value, its end, or that we have not seen it. */
export function periodText<T extends ParameterValue>(
  parameter: Parameter,
  period: Period<T>,
  language: Language,
): string {
  const words = wordsIn(language).law
  if ('ended' in period) return words.ended
  if ('notSeen' in period) return words.notSeen
  return valueText(parameter, period.value, language)
}

/** `sejak 1 Juli 2015` or `1 Juli 2015 s.d. 1 Desember 2019`. */
export function spanText(from: PlainDate, to: PlainDate | null, language: Language): string {
  const words = wordsIn(language).law
  const first = formatDate(from, language)
  return to === null ? words.from(first) : words.span(first, formatDate(to, language))
}

/** One cell of a table value: money with Rp, counts grouped, words as they stand. */
export function tableCellText(cell: TableRow[string], language: Language): string {
  if (cell === null) return '–'
  if (typeof cell === 'bigint') return formatRupiah(cell, language)
  return typeof cell === 'number' ? formatNumber(cell, language) : cell
}
