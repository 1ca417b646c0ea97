import { month, type Month } from '../../kernel/month.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { ContributionQuestion } from '../../rules/contribution.ts'
import { BUSINESS_SIZES } from '../../rules/membership.ts'
import { MIGRANT_PACKAGES } from '../../rules/migrant-contribution.ts'
import type { Segment } from '../../rules/parameter.ts'
import { RISK_CLASSES } from '../../rules/wage-earner-contribution.ts'
import type { PriceBody } from './contract.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** Two fields that exclude each other were both given, or none of them. */
    'give-one-of': { readonly fields: readonly string[] }
  }
}

type Field = keyof PriceBody

const TIME_FIELDS: readonly Field[] = ['segment', 'month', 'from', 'months']

/** Which fields each segment's question knows. A field of another segment is refused, never ignored. */
export const FIELDS_OF: { readonly [S in Segment]: readonly Field[] } = {
  PU: [...TIME_FIELDS, 'wage', 'riskClass', 'size', 'employer', 'labourIntensive', 'programmes', 'payer'],
  BPU: [...TIME_FIELDS, 'income', 'payer', 'occupationGroup', 'programmes'],
  JAKON: [...TIME_FIELDS, 'contract', 'wages', 'programmes', 'payer'],
  PMI: ['segment', 'month', 'package', 'withPlacement', 'extraMonths', 'jhtMonthly', 'payer'],
}

/** A question with its time: one month, or a span. */
export type PriceQuestion = {
  readonly question: ContributionQuestion
  readonly first: Month
  readonly monthCount: number
  /** A span answers with a list even when it is one month long. */
  readonly asSpan: boolean
}

/** Turns a checked body into a question. Refuses missing fields and those of another segment. */
export function priceQuestionOf(body: PriceBody): PriceQuestion {
  const allowed = FIELDS_OF[body.segment]
  for (const field of Object.keys(body) as Field[]) {
    if (!allowed.includes(field)) throw refuse('field-unknown', { field, allowed })
  }
  return { question: questionOf(body), ...timeOf(body) }
}

function questionOf(body: PriceBody): ContributionQuestion {
  const programmes = body.programmes ?? []
  switch (body.segment) {
    case 'PU':
      return {
        segment: 'PU',
        wage: money('wage', body.wage),
        riskClass: given('riskClass', body.riskClass, RISK_CLASSES),
        size:
          body.employer === undefined || body.employer === 'business'
            ? given('size', body.size, BUSINESS_SIZES)
            : 'large',
        employer: body.employer ?? 'business',
        labourIntensive: body.labourIntensive ?? false,
        programmes,
      }
    case 'BPU':
      return {
        segment: 'BPU',
        income: money('income', body.income),
        payer: body.payer ?? 'self',
        occupationGroup: body.occupationGroup ?? 'other',
        programmes,
      }
    case 'JAKON':
      return { segment: 'JAKON', basis: basisOf(body), programmes }
    case 'PMI':
      return {
        segment: 'PMI',
        package: given('package', body.package, MIGRANT_PACKAGES),
        withPlacement: body.withPlacement ?? false,
        extraMonths: body.extraMonths ?? 0,
        jhtMonthly: BigInt(body.jhtMonthly ?? 0),
        programmes,
      }
  }
}

function basisOf({ contract, wages }: PriceBody): {
  readonly kind: 'contract' | 'wages'
  readonly amount: Rupiah
} {
  if (contract !== undefined && wages === undefined) return { kind: 'contract', amount: BigInt(contract) }
  if (wages !== undefined && contract === undefined) return { kind: 'wages', amount: BigInt(wages) }
  throw refuse('give-one-of', { fields: ['contract', 'wages'] })
}

function timeOf(body: PriceBody): Pick<PriceQuestion, 'first' | 'monthCount' | 'asSpan'> {
  const spanned = body.from !== undefined || body.months !== undefined
  if (spanned === (body.month !== undefined))
    throw refuse('give-one-of', { fields: ['month', 'from + months'] })
  if (body.month !== undefined) return { first: month(body.month), monthCount: 1, asSpan: false }
  if (body.from === undefined) throw refuse('value-missing', { field: 'from' })
  if (body.months === undefined) throw refuse('value-missing', { field: 'months' })
  // A contract is owed once for the whole project, so months of it would count it again and again.
  if (body.contract !== undefined)
    throw refuse('field-unknown', { field: 'months', allowed: ['month', 'contract'] })
  return { first: month(body.from), monthCount: body.months, asSpan: true }
}

function money(field: Field, value: number | undefined): Rupiah {
  if (value === undefined) throw refuse('value-missing', { field })
  return BigInt(value)
}

function given<T extends string>(field: Field, value: T | undefined, allowed: readonly T[]): T {
  if (value === undefined) throw refuse('value-missing', { field, allowed })
  return value
}
