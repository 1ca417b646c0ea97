import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { BENEFIT_KINDS, type BenefitKind } from '../../src/rules/benefit.ts'
import { readMoney, type FormFields } from './contribution-form.ts'

export const SCHOOL_LEVELS = ['TK', 'SD', 'SMP', 'SMA', 'PT'] as const

/** Which questions each event is asked, in the order of the page. */
export const BENEFIT_QUESTIONS: { readonly [Kind in BenefitKind]: readonly string[] } = {
  JKM: ['segment', 'on', 'memberMonths', 'child1', 'child2'],
  'JKK-death': ['segment', 'on', 'wage', 'child1', 'child2'],
  'JKK-temporary': ['segment', 'on', 'wage', 'monthsOff'],
  'JKK-total-disability': ['segment', 'on', 'wage', 'child1', 'child2'],
  'JKK-partial-disability': ['segment', 'on', 'wage', 'disabilityPercent'],
  JKP: ['on', 'wage', 'memberMonths', 'monthsOff'],
  JHT: ['segment', 'on', 'wage', 'memberMonths', 'balance', 'ground'],
  JP: ['on', 'wage', 'memberMonths', 'recipient'],
  scholarship: ['segment', 'on', 'cause', 'memberMonths', 'child1', 'child2'],
}

/** Events in the order in which people look for them. */
export const EVENT_ORDER: readonly BenefitKind[] = [
  'JKM',
  'JKK-death',
  'JKK-temporary',
  'JKK-total-disability',
  'JKK-partial-disability',
  'scholarship',
  'JKP',
  'JHT',
  'JP',
]

export function readKind(query: FormFields): BenefitKind | null {
  return BENEFIT_KINDS.find((kind) => kind === query['kind']) ?? null
}

export function startingBenefitFields(today: PlainDate): FormFields {
  return { segment: 'BPU', on: today, ground: 'age', recipient: 'worker', cause: 'natural' }
}

/** The fields that belong to the event's own questions, trimmed. */
export function askedBenefitFields(kind: BenefitKind, query: FormFields): FormFields {
  return Object.fromEntries(
    BENEFIT_QUESTIONS[kind].flatMap((name) => {
      const value = query[name]
      return typeof value === 'string' ? [[name, value.trim()]] : []
    }),
  )
}

const MONEY = new Set(['wage', 'balance'])
const COUNTS = new Set(['memberMonths', 'monthsOff'])

/** The question for `law benefit` from what people typed; see `priceQuestionBody`. */
export function benefitQuestionBody(kind: BenefitKind, fields: FormFields): Record<string, unknown> {
  const body: Record<string, unknown> = { kind, segment: 'PU' }
  const children: string[] = []
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value !== 'string' || value === '') continue
    if (name === 'child1' || name === 'child2') children.push(value)
    else if (MONEY.has(name)) body[name] = readMoney(value)
    else if (COUNTS.has(name)) body[name] = /^\d{1,6}$/.test(value) ? Number(value) : value
    else if (name === 'disabilityPercent') body[name] = readPercent(value)
    else body[name] = value
  }
  return children.length === 0 ? body : { ...body, children }
}

/** `12,5` and `12.5` are both twelve and a half. */
function readPercent(text: string): number | string {
  const plain = text.replace(/%$/, '').trim().replace(',', '.')
  return /^\d{1,3}(\.\d{1,2})?$/.test(plain) ? Number(plain) : text
}

/** Where on the form the contract's field is asked. */
export function benefitQuestionOfField(field: string): string {
  return field === 'children' ? 'child1' : field === 'tableShare' ? 'disabilityPercent' : field
}
