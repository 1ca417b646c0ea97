import Type, { type Static } from 'typebox'
import { BILL_STATES, DIFFERENCE_REASONS } from './billing.ts'

const strict = { additionalProperties: false }
const optional = Type.Optional
const reason = Type.String({ minLength: 1, maxLength: 500, description: 'Why, for whoever reads the audit' })
const month = (description: string) =>
  Type.String({
    pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$',
    description,
    expected: 'month',
    examples: ['2026-11'],
  })
const region = Type.String({
  minLength: 2,
  maxLength: 13,
  description: 'Region code as officials write it',
  examples: ['16.06'],
})
const uuid = (description: string) => Type.String({ minLength: 36, maxLength: 36, description })
const page = optional(
  Type.String({ pattern: '^[1-9][0-9]{0,4}$', description: 'Page, from 1; 50 rows each' }),
)

export const runBillsBody = Type.Object(
  {
    month: month('Contribution month'),
    roster: optional(uuid('Only this roster')),
    payer: optional(uuid('Only rosters of this payer')),
    region: optional(region),
  },
  strict,
)
const knownOn = optional(
  Type.String({ format: 'date', description: 'As it was recorded at the end of this day' }),
)
export const listBillsQuery = Type.Object(
  {
    month: optional(month('Contribution month')),
    payer: optional(uuid('The payer')),
    roster: optional(uuid('The roster')),
    region: optional(region),
    state: optional(Type.Enum([...BILL_STATES])),
    overdue: optional(Type.Enum(['yes'], { description: 'Open and past the due day' })),
    knownOn,
    page,
  },
  strict,
)
export const billParams = Type.Object(
  { id: Type.String({ minLength: 1, maxLength: 64, description: 'Id or number of the bill' }) },
  strict,
)
export const runParams = Type.Object({ id: Type.String({ maxLength: 64 }) }, strict)
export const billQuery = Type.Object({ page }, strict)
export const agesQuery = Type.Object(
  { payer: optional(uuid('Only this payer')), region: optional(region), knownOn },
  strict,
)
const CREDIT_REASONS = DIFFERENCE_REASONS.filter(
  (why): why is Exclude<(typeof DIFFERENCE_REASONS)[number], 'law' | 'list' | 'unmerged'> =>
    why !== 'law' && why !== 'list' && why !== 'unmerged',
)
export const creditBody = Type.Object(
  {
    roster: uuid('The roster that pays no longer'),
    personId: Type.Integer({ minimum: 1 }),
    from: month('First month that is not to be paid for'),
    why: Type.Enum([...CREDIT_REASONS]),
    reason,
  },
  strict,
)

const amount = Type.Integer({ description: 'Whole rupiah' })
const text = Type.Union([Type.String(), Type.Null()])
export const runAnswer = Type.Object({
  runId: Type.String(),
  month: Type.String(),
  bills: Type.Integer(),
  lines: Type.Integer(),
  total: amount,
  unchanged: Type.Integer({ description: 'Rosters that needed no second look' }),
  adjustments: Type.Integer({ description: 'Amendments and credit notes among the bills' }),
  seconds: Type.Number(),
})
export const runStateAnswer = Type.Object({
  ...runAnswer.properties,
  state: Type.Enum(['running', 'done', 'failed']),
  rosters: Type.Integer(),
  rostersDone: Type.Integer(),
  failure: text,
  startedAt: Type.String({ format: 'date-time' }),
  aliveAt: Type.String({ format: 'date-time' }),
})
export const runsAnswer = Type.Object({ runs: Type.Array(runStateAnswer) })
const bill = {
  id: Type.String(),
  number: Type.String(),
  payerId: Type.String(),
  payer: Type.String(),
  rosterId: Type.String(),
  roster: Type.String(),
  region: Type.String(),
  month: Type.String(),
  kind: Type.String(),
  amends: text,
  total: amount,
  paid: amount,
  credited: amount,
  open: amount,
  state: Type.String(),
  personCount: Type.Integer(),
  dueOn: Type.String({ format: 'date' }),
  daysOverdue: Type.Integer(),
  lawVersion: Type.String({ description: 'Names the law book that priced it' }),
  issuedAt: Type.String({ format: 'date-time' }),
}
export const billsAnswer = Type.Object({
  bills: Type.Array(Type.Object(bill)),
  page: Type.Integer(),
  more: Type.Boolean(),
})
export const billAnswer = Type.Object({
  ...bill,
  lines: Type.Array(
    Type.Object({
      line: Type.Integer(),
      personId: Type.Integer(),
      name: Type.String({ description: 'Masked' }),
      amount,
      pay: amount,
      isPaid: Type.Boolean(),
      credited: amount,
      law: Type.Array(
        Type.Object({
          programme: Type.String(),
          component: Type.String(),
          paidBy: Type.String(),
          amount,
          parameter: Type.String(),
          law: Type.String(),
          article: Type.String(),
          from: Type.String(),
          confidence: Type.String(),
        }),
      ),
      before: Type.Union([amount, Type.Null()]),
      after: Type.Union([amount, Type.Null()]),
      why: text,
    }),
  ),
  payments: Type.Array(
    Type.Object({
      entryId: Type.Integer(),
      amount,
      paidOn: Type.String({ format: 'date' }),
      firstLine: Type.Integer(),
      lastLine: Type.Integer(),
    }),
  ),
  amendedBy: Type.Array(Type.Object(bill)),
  fine: Type.Union([
    Type.Object({
      contribution: amount,
      monthCount: Type.Integer(),
      rate: Type.Integer({ description: 'Parts per million of the contribution, a month' }),
      parameter: Type.String(),
      law: Type.String(),
      article: Type.String(),
      confidence: Type.String(),
    }),
    Type.Null(),
  ]),
  page: Type.Integer(),
  more: Type.Boolean({ description: 'There are more lines' }),
})
export const agesAnswer = Type.Object({
  on: Type.String({ format: 'date' }),
  knownOn: Type.Union([Type.String({ format: 'date' }), Type.Null()]),
  payers: Type.Array(
    Type.Object({
      payerId: Type.String(),
      payer: Type.String(),
      'not-due': amount,
      '1-30': amount,
      '31-60': amount,
      '61-90': amount,
      'over-90': amount,
      open: amount,
    }),
  ),
})
export const creditAnswer = Type.Object({ bills: Type.Integer(), lines: Type.Integer(), total: amount })

export type RunBillsBody = Static<typeof runBillsBody>
export type ListBillsQuery = Static<typeof listBillsQuery>
export type BillQuery = Static<typeof billQuery>
export type AgesQuery = Static<typeof agesQuery>
export type CreditBody = Static<typeof creditBody>
export type BillAnswer = Static<typeof billAnswer>
export type BillsAnswer = Static<typeof billsAnswer>
export type AgesAnswer = Static<typeof agesAnswer>
export type RunStateAnswer = Static<typeof runStateAnswer>
