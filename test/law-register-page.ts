import { LAWS, type Law } from '../src/rules/laws.ts'
import type { Parameter, ParameterValue, Period } from '../src/rules/parameter.ts'
import { REGISTER } from '../src/rules/register.ts'
import { formatRate, formatRupiah } from '../src/kernel/format.ts'

export const REGISTER_PAGE = 'docs/law/register.md'

/** The register of laws and values as a page for reading in the repository, made from the same entries that compute. */
export function lawRegisterPage(): string {
  return [
    '# Register of law',
    '',
    'Made from `src/rules` by `npm run law-register`; a test compares. H: law text, several sources or re-derived. M: one decent source.',
    'L: weak source. M and L need legal confirmation and can be replaced by configuration: [confirming.md](confirming.md).',
    '',
    '## Laws',
    '',
    '| Law | Title | In force from | Used for | Confidence | Source |',
    '| --- | --- | --- | --- | --- | --- |',
    ...Object.entries(LAWS).map(([code, law]) => lawRow(code, law)),
    '',
    '## Values',
    '',
    '| Parameter | Value | From | Law | Confidence | Checked |',
    '| --- | --- | --- | --- | --- | --- |',
    ...REGISTER.flatMap((each) => each.periods.map((period) => valueRow(each, period))),
    '',
  ].join('\n')
}

function lawRow(code: string, { title, inForceFrom, inForceTo, use, confidence, source }: Law): string {
  const span = inForceTo === undefined ? inForceFrom : `${inForceFrom} to ${inForceTo}`
  return row([code, `${title.id} (${title.en})`, span, use.en, confidence, source])
}

function valueRow(each: Parameter, period: Period<ParameterValue>): string {
  const { cite, from } = period
  return row([
    `\`${each.id}\` ${each.title.en}`,
    shown(each, period),
    from,
    `${cite.law} ${cite.article}`,
    cite.confidence,
    each.checkedOn,
  ])
}

function shown(each: Parameter, period: Period<ParameterValue>): string {
  if ('ended' in period) return 'ended'
  if ('notSeen' in period) return 'in force, value not seen'
  const { value } = period
  if (typeof value === 'bigint')
    return `${formatRupiah(value, 'en')}${each.unit === 'rupiah per month' ? ' a month' : ''}`
  if (typeof value === 'object') return `table of ${String(value.length)} rows`
  return each.unit.startsWith('ppm') ? formatRate(value, 'en') : `${String(value)} ${each.unit}`
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}
