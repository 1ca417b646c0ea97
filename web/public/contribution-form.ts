import type { Month } from '../../src/kernel/month.ts'
import { SEGMENTS } from '../../src/rules/membership.ts'
import type { Segment } from '../../src/rules/parameter.ts'
import type { Query } from '../ui/links.ts'

/** The answers on the form as they stand in the address: text, and lists where boxes are ticked. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>

const MONEY = new Set(['income', 'wage', 'contract', 'jhtMonthly'])
const COUNTS = new Set(['months', 'extraMonths'])
const SWITCHES = new Set(['labourIntensive', 'withPlacement'])

/** Which questions each segment is asked, in the order of the page. The first one being there means: answer me. */
export const QUESTIONS: { readonly [S in Segment]: readonly [string, ...string[]] } = {
  BPU: ['income', 'occupationGroup', 'payer', 'programmes', 'month', 'months'],
  PU: ['wage', 'riskClass', 'employer', 'size', 'labourIntensive', 'programmes', 'month', 'months'],
  JAKON: ['contract', 'month'],
  PMI: ['package', 'withPlacement', 'extraMonths', 'jhtMonthly', 'month'],
}

/** What a form shows before anybody has answered. */
export function startingFields(segment: Segment, month: Month): FormFields {
  const time = segment === 'BPU' || segment === 'PU' ? { month, months: '1' } : { month }
  switch (segment) {
    case 'BPU':
      return { ...time, payer: 'self', occupationGroup: 'other', programmes: ['JKK', 'JKM'] }
    case 'PU':
      return { ...time, employer: 'business' }
    case 'JAKON':
      return time
    case 'PMI':
      return { ...time, package: '24-month', withPlacement: 'yes', extraMonths: '0', jhtMonthly: '0' }
  }
}

export function readSegment(query: FormFields): Segment | null {
  return SEGMENTS.find((segment) => segment === query['segment']) ?? null
}

/** Whether the form was sent, rather than opened. */
export function isAsked(segment: Segment, query: FormFields): boolean {
  return QUESTIONS[segment][0] in query && (segment !== 'PMI' || 'month' in query)
}

/** The fields of the segment's own questions, trimmed; others in the address are left alone. */
export function askedFields(segment: Segment, query: FormFields): FormFields {
  return Object.fromEntries(
    QUESTIONS[segment].flatMap((name) => {
      const value = query[name]
      if (value === undefined) return []
      return [[name, typeof value === 'string' ? value.trim() : value]]
    }),
  )
}

/**
 * The question for `law price` from what people typed: `1.000.000` and `Rp 1.000.000` are read as a million, empty fields are
 * left out, and anything else is passed on as typed, so that the contract refuses it by its field.
 */
export function priceQuestionBody(segment: Segment, fields: FormFields): Record<string, unknown> {
  const body: Record<string, unknown> = { segment }
  for (const [name, value] of Object.entries(fields)) {
    if (value === '' || value.length === 0) continue
    if (typeof value !== 'string') body[name] = value
    else if (MONEY.has(name)) body[name] = readMoney(value)
    else if (COUNTS.has(name)) body[name] = readDigits(value)
    else if (SWITCHES.has(name)) body[name] = value === 'yes'
    else body[name] = value
  }
  return withTime(body)
}

/** One month is asked as a month, several as a span; an employer that is no business has no size. */
function withTime({ month, months, ...body }: Record<string, unknown>): Record<string, unknown> {
  if (body['employer'] !== undefined && body['employer'] !== 'business') delete body['size']
  if (months === undefined || months === 1) return month === undefined ? body : { ...body, month }
  return { ...body, ...(month === undefined ? {} : { from: month }), months }
}

/** Digits, also grouped by thousands with dots, commas or spaces and with Rp before them. Anything else stays text. */
export function readMoney(text: string): number | string {
  const bare = text
    .replace(/^rp\.?/i, '')
    .replace(/,-$/, '')
    .trim()
  const isGrouped = /^\d{1,3}([., ])\d{3}(?:\1\d{3})*$/.test(bare)
  return readDigits(isGrouped ? bare.replace(/[., ]/g, '') : bare)
}

function readDigits(text: string): number | string {
  return /^\d{1,16}$/.test(text) ? Number(text) : text
}

/** The fields as an address, with their segment. */
export function formQuery(segment: Segment, fields: FormFields): Query {
  return { segment, ...fields }
}

/** Where on the form the contract's field is asked: a span's first month is the month. */
export function questionOf(field: string): string {
  return field === 'from' ? 'month' : field
}
