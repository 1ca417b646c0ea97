import { isPlainDate, plainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Overrides } from '../../rules/law-book.ts'
import { LAWS, type Confidence, type LawCode } from '../../rules/laws.ts'
import type { Parameter, ParameterValue, Period } from '../../rules/parameter.ts'
import { findParameter } from '../../rules/register.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** An entry of the law file cannot be used; `problem` says what is wrong with it. */
    'law-file-invalid': {
      readonly file: string
      /** Where: `[2].from`, or empty for the whole file. */
      readonly place: string
      readonly problem: LawFileProblem
    }
  }
}

export type LawFileProblem =
  | 'not-a-list'
  | 'not-an-object'
  | 'missing'
  | 'wrong-shape'
  | 'unknown-field'
  | 'unknown-parameter'
  | 'table-value'
  | 'unknown-law'
  | 'certain-value'
  | 'before-last-period'
  | 'twice'

/**
 * One entry of the law file: a value confirmed by a person of this installation.
 * `{"parameter":"jp.pension.minimum","from":"2026-01-01","value":411400,"law":"PP 45/2015","article":"…","confidence":"H",
 * "confirmedBy":"…","confirmedOn":"2026-11-20"}`
 */
const CONFIDENCES: readonly Confidence[] = ['H', 'M', 'L']
const FIELDS = ['parameter', 'from', 'value', 'law', 'article', 'confidence', 'confirmedBy', 'confirmedOn']

/**
 * Reads a law file. An entry may settle a period that our register marks M, L or not seen, or add a period after the last one
 * (next year's JP wage cap). A value of confidence H is never replaced: that would be a change of the program, with its source.
 */
export function lawOverridesOf(file: string, parsed: unknown): Overrides {
  const no = (place: string, problem: LawFileProblem) => refuse('law-file-invalid', { file, place, problem })
  if (!Array.isArray(parsed)) throw no('', 'not-a-list')
  const overrides = new Map<string, Parameter['periods']>()
  const seen = new Set<string>()
  for (const [index, entry] of (parsed as unknown[]).entries()) {
    const place = (field: string) => `[${String(index)}]${field === '' ? '' : `.${field}`}`
    const { parameter, period } = periodOf(entry, (field, problem) => no(place(field), problem))
    const key = `${parameter.id} ${period.from}`
    if (seen.has(key)) throw no(place('from'), 'twice')
    seen.add(key)
    const before = overrides.get(parameter.id) ?? parameter.periods
    const problem = problemWith(parameter, period)
    if (problem) throw no(place('from'), problem)
    const periods = [...before.filter(({ from }) => from !== period.from), period]
    periods.sort((a, b) => (a.from < b.from ? -1 : 1))
    overrides.set(parameter.id, periods as unknown as Parameter['periods'])
  }
  return overrides
}

type No = (field: string, problem: LawFileProblem) => Error

function periodOf(
  entry: unknown,
  no: No,
): { readonly parameter: Parameter; readonly period: Period<ParameterValue> } {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) throw no('', 'not-an-object')
  const fields = entry as Readonly<Record<string, unknown>>
  const unknown = Object.keys(fields).find((field) => !FIELDS.includes(field))
  if (unknown !== undefined) throw no(unknown, 'unknown-field')
  const text = (field: string): string => {
    const value = fields[field]
    if (value === undefined) throw no(field, 'missing')
    if (typeof value !== 'string' || value.trim() === '') throw no(field, 'wrong-shape')
    return value
  }
  const parameter = findParameter(text('parameter'))
  if (!parameter) throw no('parameter', 'unknown-parameter')
  const law = text('law')
  if (!Object.hasOwn(LAWS, law)) throw no('law', 'unknown-law')
  const confidence = CONFIDENCES.find((word) => word === text('confidence'))
  if (!confidence) throw no('confidence', 'wrong-shape')
  for (const field of ['from', 'confirmedOn']) if (!isPlainDate(text(field))) throw no(field, 'wrong-shape')
  const article = `${text('article')} (dikonfirmasi ${text('confirmedBy')}, ${text('confirmedOn')})`
  const cite = { law: law as LawCode, article, confidence }
  return {
    parameter,
    period: { from: plainDate(text('from')), cite, value: valueOf(parameter, fields['value'], no) },
  }
}

function valueOf(parameter: Parameter, value: unknown, no: No): ParameterValue {
  if (value === undefined) throw no('value', 'missing')
  if (parameter.unit === 'table') throw no('value', 'table-value')
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw no('value', 'wrong-shape')
  return parameter.unit === 'rupiah' || parameter.unit === 'rupiah per month' ? BigInt(value) : value
}

function problemWith(parameter: Parameter, period: Period<ParameterValue>): LawFileProblem | null {
  const same = parameter.periods.find(({ from }) => from === period.from)
  if (same) return same.cite.confidence === 'H' ? 'certain-value' : null
  const last = parameter.periods.at(-1)
  if (last && period.from > last.from) return null
  // A day inside a period whose value we have not seen may be filled; inside a known one it may not.
  const around = parameter.periods.findLast(({ from }) => from < period.from)
  return around && 'notSeen' in around ? null : 'before-last-period'
}
