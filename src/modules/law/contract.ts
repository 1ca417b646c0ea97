import Type, { type Static } from 'typebox'
import { BENEFIT_KINDS } from '../../rules/benefit.ts'
import { LIABILITY_SITUATIONS } from '../../rules/liability.ts'
import { BUSINESS_SIZES, EMPLOYER_KINDS, PROGRAMMES, SEGMENTS } from '../../rules/membership.ts'
import { MIGRANT_PACKAGES } from '../../rules/migrant-contribution.ts'
import { JHT_GROUNDS, PENSION_RECIPIENTS } from '../../rules/old-age-benefit.ts'
import { OCCUPATION_GROUPS, PAYERS } from '../../rules/payers.ts'
import { RISK_CLASSES } from '../../rules/wage-earner-contribution.ts'

/**
 * The largest amount that can be asked about: thirty trillion, more than any contract, and small enough that every answer to it
 * (240 months of a wage) still is an exact JSON integer.
 */
export const MOST_RUPIAH = 30_000_000_000_000

/** The longest package that can be priced: ten years. */
export const MOST_MONTHS = 120

const rupiah = (description: string, minimum = 0) =>
  Type.Integer({ minimum, maximum: MOST_RUPIAH, description, expected: 'whole-rupiah' })
const monthText = (description: string) =>
  Type.String({
    pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$',
    description,
    expected: 'month',
    examples: ['2026-05'],
  })
const dateText = (description: string) =>
  Type.String({
    pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
    description,
    expected: 'date',
    examples: ['2026-05-01'],
  })
const count = (description: string, minimum: number, maximum: number) =>
  Type.Integer({ minimum, maximum, description })
const optional = Type.Optional

/** The question of `law price`. Which fields belong to which segment is checked after the shape: see `price-question.ts`. */
export const priceBody = Type.Object(
  {
    segment: Type.Enum([...SEGMENTS], {
      description: 'PU wage earner · BPU own-account · JAKON construction · PMI migrant',
    }),
    month: optional(monthText('Contribution month')),
    from: optional(monthText('First month of a span; with `months`')),
    months: optional(count('Length of the span in months', 1, MOST_MONTHS)),
    programmes: optional(
      Type.Array(Type.Enum([...PROGRAMMES]), { description: 'Default: those the law obliges' }),
    ),
    income: optional(rupiah('BPU: monthly income')),
    payer: optional(Type.Enum([...PAYERS], { description: 'BPU: who pays; default self' })),
    occupationGroup: optional(Type.Enum([...OCCUPATION_GROUPS], { description: 'BPU: default other' })),
    wage: optional(rupiah('PU: basic wage plus fixed allowances, a month', 1)),
    riskClass: optional(
      Type.Enum([...RISK_CLASSES], { description: 'PU: JKK risk class of the business line' }),
    ),
    size: optional(Type.Enum([...BUSINESS_SIZES], { description: 'PU: business size, PP 7/2021' })),
    employer: optional(
      Type.Enum([...EMPLOYER_KINDS], { description: 'PU: kind of employer; default business' }),
    ),
    labourIntensive: optional(
      Type.Boolean({ description: 'PU: listed labour-intensive industry, at least 50 workers' }),
    ),
    contract: optional(rupiah('JAKON: contract value without VAT', 1)),
    wages: optional(rupiah('JAKON: wages of the month, where they are listed', 1)),
    package: optional(Type.Enum([...MIGRANT_PACKAGES], { description: 'PMI: contract package' })),
    withPlacement: optional(Type.Boolean({ description: 'PMI: add the contribution before placement' })),
    extraMonths: optional(count('PMI: months of extension', 0, MOST_MONTHS)),
    jhtMonthly: optional(rupiah('PMI: optional monthly JHT')),
  },
  { additionalProperties: false, title: 'PriceQuestion' },
)
export type PriceBody = Static<typeof priceBody>

/** A level, or a level with the years of it that are over. */
const CHILDREN = Object.entries({ TK: 2, SD: 6, SMP: 3, SMA: 3, PT: 5 }).flatMap(([level, years]) => [
  level,
  ...Array.from({ length: years }, (_, over) => `${level}:${String(over)}`),
])

const benefitFields = {
  kind: Type.Enum([...BENEFIT_KINDS], { description: 'Which benefit' }),
  segment: Type.Enum(['PU', 'BPU'], { description: 'PU wage earner · BPU own-account' }),
  on: dateText('Day of the event; it alone chooses the law'),
  wage: optional(
    rupiah('PU: reported monthly wage. BPU: monthly income, insured on the base of its bracket', 1),
  ),
  memberMonths: optional(
    count('Months of membership (JKP: contribution months within the last 24)', 0, 1_200),
  ),
  monthsOff: optional(count('Months unable to work, or without work', 1, 240)),
  children: optional(
    Type.Array(
      Type.Enum(CHILDREN, { description: 'School level now; `SD:2` says that two of its years are over' }),
      { maxItems: 20, description: 'Children at school' },
    ),
  ),
  disabilityPercent: optional(
    Type.Number({
      exclusiveMinimum: 0,
      maximum: 100,
      multipleOf: 0.01,
      description: 'Percent of the disability table',
    }),
  ),
  lostFunctionPercent: optional(
    Type.Number({
      exclusiveMinimum: 0,
      maximum: 100,
      multipleOf: 0.01,
      description: 'Percent of function lost; default 100',
    }),
  ),
  balance: optional(rupiah('JHT: balance at BPJS, where known')),
  ground: optional(Type.Enum([...JHT_GROUNDS], { description: 'JHT: ground of payout; default age' })),
  recipient: optional(
    Type.Enum([...PENSION_RECIPIENTS], { description: 'JP: who receives; default worker' }),
  ),
  cause: optional(
    Type.Enum(['natural', 'work'], {
      description: 'Scholarship: cause of death or disability; default natural',
    }),
  ),
}

/** The question of `law benefit`. */
export const benefitBody = Type.Object(benefitFields, {
  additionalProperties: false,
  title: 'BenefitQuestion',
})
export type BenefitBody = Static<typeof benefitBody>

/** The question of `law liability`: the benefit on the true facts, and what the employer failed to do. */
export const liabilityBody = Type.Object(
  {
    ...benefitFields,
    segment: Type.Enum(['PU'], { description: 'Only wage earners have an employer' }),
    situation: Type.Enum([...LIABILITY_SITUATIONS], { description: 'What the employer failed to do' }),
    reportedWage: optional(rupiah('The wage that was reported, when it was too low', 1)),
    arrearsMonths: optional(count('Months of arrears when it happened', 1, 1_200)),
  },
  { additionalProperties: false, title: 'LiabilityQuestion' },
)
export type LiabilityBody = Static<typeof liabilityBody>

export const FINE_KINDS = ['late', 'administrative'] as const

/** The question of `law fine`: two fines with two bases, never merged. */
export const fineBody = Type.Object(
  {
    kind: Type.Enum([...FINE_KINDS], {
      description: 'late: registered, in arrears · administrative: not registered, no data',
    }),
    contribution: rupiah('Contribution of one month', 1),
    month: monthText('Contribution month'),
    paidOn: optional(dateText('late: day of payment; or give `monthsLate`')),
    monthsLate: optional(count('Months', 0, 1_200)),
    labourIntensive: optional(Type.Boolean({ description: 'late: listed labour-intensive industry' })),
  },
  { additionalProperties: false, title: 'FineQuestion' },
)
export type FineBody = Static<typeof fineBody>

const amount = Type.Integer({ description: 'Whole rupiah' })
const sourceFields = {
  law: Type.String(),
  article: Type.String(),
  from: Type.String({ description: 'First day this value was in force' }),
  confidence: Type.Enum(['H', 'M', 'L'], {
    description: 'H sure · M fair source · L weak source; M and L need legal confirmation',
  }),
  parameter: Type.String({ description: 'Id in the law register' }),
}
const line = Type.Object({
  programme: Type.String(),
  component: Type.String(),
  amount,
  ...sourceFields,
  base: optional(amount),
  rate: optional(Type.Integer({ description: 'Parts per million of the base' })),
  child: optional(Type.Integer({ description: 'Scholarships: which of the children, counted from 1' })),
})
const reliefAnswer = Type.Object({
  keeps: Type.Integer({ description: 'Parts per million of the contribution that are paid' }),
  law: Type.String(),
  article: Type.String(),
  from: Type.String(),
  parameter: Type.String(),
})
const contributionLine = Type.Object({
  ...line.properties,
  paidBy: Type.Enum(['employer', 'worker', 'state', 'payer']),
  fullAmount: optional(amount),
  relief: optional(reliefAnswer),
})
const noteAnswer = Type.Object(
  { code: Type.String(), message: Type.String({ description: 'A sentence for people' }) },
  { additionalProperties: true },
)
const totals = Type.Object({ employer: amount, worker: amount, state: amount, payer: amount })

const monthAnswer = Type.Object({
  month: Type.String(),
  lines: Type.Array(contributionLine),
  totals,
  total: Type.Integer({ description: 'What is billed: every line but the state’s share' }),
  bookings: Type.Array(Type.Object({ ...line.properties, source: Type.Enum(['state', 'JKK', 'JKM']) }), {
    description: 'How funds are booked out of what was billed; never part of a bill',
  }),
  notes: Type.Array(noteAnswer),
})
const spanAnswer = Type.Object({
  months: Type.Array(monthAnswer),
  totals,
  total: amount,
  notes: Type.Array(noteAnswer),
})
/** One month, or for a span one answer for each month. */
export const priceAnswer = Type.Union([monthAnswer, spanAnswer])

export const benefitAnswer = Type.Object({
  kind: Type.String(),
  segment: Type.String(),
  on: Type.String(),
  entitled: Type.Boolean(),
  lines: Type.Array(line),
  total: amount,
  notes: Type.Array(noteAnswer),
})

export const liabilityAnswer = Type.Object({
  situation: Type.String(),
  kind: Type.String(),
  on: Type.String(),
  due: benefitAnswer,
  payableByBpjs: Type.Union([benefitAnswer, Type.Null()]),
  total: Type.Integer({ description: 'What the employer must pay himself' }),
  law: Type.String(),
  article: Type.String(),
  confidence: Type.String(),
  notes: Type.Array(noteAnswer),
})

export const fineAnswer = Type.Object({
  kind: Type.String(),
  month: Type.String(),
  dueOn: Type.Union([Type.String(), Type.Null()]),
  monthsLate: Type.Integer(),
  rate: Type.Integer({ description: 'Parts per million of the contribution, a month' }),
  total: amount,
  ...sourceFields,
  notes: Type.Array(noteAnswer),
})

const bilingual = Type.Object({ id: Type.String(), en: Type.String() })
const parameterValue = Type.Union([
  Type.Integer(),
  Type.Null(),
  Type.Array(Type.Record(Type.String(), Type.Union([Type.Integer(), Type.String(), Type.Null()]))),
])
const parameterAnswer = Type.Object({
  id: Type.String(),
  title: bilingual,
  topic: Type.String(),
  clock: Type.String({ description: 'contribution-month or event-date' }),
  unit: Type.String(),
  segments: Type.Array(Type.String()),
  programme: optional(Type.String()),
  appliesTo: bilingual,
  value: parameterValue,
  law: Type.String(),
  article: Type.String(),
  confidence: Type.String(),
  from: Type.String(),
  until: Type.Union([Type.String(), Type.Null()], { description: 'Last day, or null while in force' }),
  checkedOn: Type.String(),
  needsConfirmation: Type.Boolean(),
  configured: Type.Boolean({ description: 'Replaced by this installation’s configuration' }),
})

export const lawAtQuery = Type.Object({ on: dateText('The day') }, { additionalProperties: false })
export const lawAtAnswer = Type.Object({ on: Type.String(), parameters: Type.Array(parameterAnswer) })

export const lawDiffQuery = Type.Object(
  { from: monthText('Earlier month'), to: monthText('Later month') },
  { additionalProperties: false },
)
export const lawDiffAnswer = Type.Object({
  from: Type.String(),
  to: Type.String(),
  changes: Type.Array(
    Type.Object({
      id: Type.String(),
      title: bilingual,
      appliesTo: bilingual,
      unit: Type.String(),
      segments: Type.Array(Type.String()),
      before: parameterValue,
      after: parameterValue,
      steps: Type.Array(
        Type.Object({
          from: Type.String(),
          value: parameterValue,
          law: Type.String(),
          article: Type.String(),
          confidence: Type.String(),
        }),
      ),
    }),
  ),
})
