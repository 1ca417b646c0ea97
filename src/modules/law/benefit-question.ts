import { parsePlainDate, type PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { BenefitKind, BenefitQuestion } from '../../rules/benefit.ts'
import type { LiabilityQuestion } from '../../rules/liability.ts'
import type { SchoolChild, SchoolLevel } from '../../rules/scholarship-benefit.ts'
import type { BenefitBody, LiabilityBody } from './contract.ts'

type Field = keyof BenefitBody

/** Every kind takes these; one that it does not use is named in a note. */
const ALWAYS: readonly Field[] = ['kind', 'segment', 'on', 'wage', 'memberMonths', 'monthsOff', 'children']

/** Which fields each kind of benefit knows beside those every kind accepts. */
const FIELDS_OF: { readonly [Kind in BenefitKind]: readonly Field[] } = {
  JKM: ['children'],
  'JKK-death': ['children'],
  'JKK-total-disability': ['children'],
  'JKK-partial-disability': ['disabilityPercent', 'lostFunctionPercent'],
  'JKK-temporary': ['monthsOff'],
  JKP: ['monthsOff'],
  JHT: ['balance', 'ground'],
  JP: ['recipient'],
  scholarship: ['children', 'cause'],
}

/** The shared fields that were given and that this kind of benefit does not use. */
export function unusedFields({ kind, ...body }: BenefitBody): Field[] {
  return (['monthsOff', 'children'] as const).filter(
    (field) => body[field] !== undefined && !FIELDS_OF[kind].includes(field),
  )
}

export type DatedBenefitQuestion = { readonly question: BenefitQuestion; readonly on: PlainDate }

/** Turns a checked body into a question. Refuses fields that another kind of benefit needs. */
export function benefitQuestionOf(body: BenefitBody): DatedBenefitQuestion {
  const allowed = [...ALWAYS, ...FIELDS_OF[body.kind]]
  for (const field of Object.keys(body) as Field[]) {
    if (!allowed.includes(field)) throw refuse('field-unknown', { field, allowed })
  }
  const question: BenefitQuestion = {
    kind: body.kind,
    segment: body.segment,
    wage: body.wage === undefined ? null : BigInt(body.wage),
    memberMonths: body.memberMonths ?? null,
    monthsOff: body.monthsOff ?? null,
    children: (body.children ?? []).map(childOf),
    tableShare: body.disabilityPercent === undefined ? null : millionths(body.disabilityPercent),
    lostFunction: millionths(body.lostFunctionPercent ?? 100),
    balance: body.balance === undefined ? null : BigInt(body.balance),
    ground: body.ground ?? 'age',
    recipient: body.recipient ?? 'worker',
    cause: body.cause ?? 'natural',
  }
  if (body.kind === 'JKK-partial-disability' && body.disabilityPercent === undefined) {
    throw refuse('value-missing', { field: 'disabilityPercent' })
  }
  return { question, on: parsePlainDate('on', body.on) }
}

/** The same for a liability: the employer's failure, and the reported wage when that was the failure. */
export function liabilityQuestionOf(body: LiabilityBody): {
  readonly question: LiabilityQuestion
  readonly on: PlainDate
} {
  const { situation, reportedWage, arrearsMonths, ...benefit } = body
  const { question, on } = benefitQuestionOf(benefit)
  requireWith('reportedWage', reportedWage, situation === 'wage-under-reported')
  requireWith('arrearsMonths', arrearsMonths, situation === 'in-arrears')
  return {
    question: {
      ...question,
      situation,
      reportedWage: reportedWage === undefined ? null : BigInt(reportedWage),
      arrearsMonths: arrearsMonths ?? null,
    },
    on,
  }
}

function requireWith(field: string, value: number | undefined, belongs: boolean): void {
  if (belongs && value === undefined) throw refuse('value-missing', { field })
  if (!belongs && value !== undefined)
    throw refuse('field-unknown', { field, allowed: [...ALWAYS, 'situation'] })
}

function childOf(text: string): SchoolChild {
  const [level, years] = text.split(':')
  return { level: level as SchoolLevel, yearsDone: Number(years ?? 0) }
}

/** A percent with at most two decimals as parts per million. */
function millionths(percent: number): number {
  return Math.round(percent * 10_000)
}
