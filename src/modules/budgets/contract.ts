import Type, { type Static } from 'typebox'
import { BUDGET_CHANGE_KINDS, FUND_SOURCES } from './budgets.ts'

const strict = { additionalProperties: false }
const optional = Type.Optional
const text = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, description })
const reason = Type.String({ maxLength: 500, description: 'Why, for whoever reads the audit' })
const uuid = (description: string) => Type.String({ minLength: 36, maxLength: 36, description })
const page = optional(
  Type.String({ pattern: '^[1-9][0-9]{0,4}$', description: 'Page, from 1; 50 rows each' }),
)

const rupiah = (description: string) =>
  Type.Integer({ minimum: 1, maximum: 1_000_000_000_000_000, description, expected: 'whole-rupiah' })
const document = {
  legalBasis: text(300, 'Regulation it rests on'),
  documentNumber: text(100, 'Number of the document, as that of the DPA'),
  documentOn: Type.String({
    pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
    expected: 'date',
    description: 'Day of the document',
  }),
}

export const addBudgetBody = Type.Object(
  {
    payerId: uuid('Whose budget it is'),
    year: Type.Integer({ minimum: 2015, maximum: 2100, description: 'Fiscal year' }),
    name: text(200, 'Name of the line, as the document calls it'),
    amount: rupiah('Whole rupiah of the year'),
    fundSource: Type.Enum([...FUND_SOURCES], { description: 'Where the money comes from' }),
    ...document,
    reason,
  },
  { ...strict, title: 'AddBudgetLine' },
)
export type AddBudgetBody = Static<typeof addBudgetBody>

export const budgetParams = Type.Object({ id: Type.String({ maxLength: 64 }) }, strict)
export const budgetQuery = Type.Object({ page }, strict)
export type BudgetQuery = Static<typeof budgetQuery>
export const changeBudgetBody = Type.Object(
  {
    kind: Type.Enum([...BUDGET_CHANGE_KINDS], {
      description: 'amendment: perubahan APBD; shift: pergeseran anggaran',
    }),
    amount: rupiah('New amount of the whole year; never less than is promised and paid'),
    ...document,
    reason,
  },
  { ...strict, title: 'ChangeBudgetLine' },
)
export type ChangeBudgetBody = Static<typeof changeBudgetBody>
export const lapseBudgetBody = Type.Object({ reason }, { ...strict, title: 'LapseBudgetLine' })

export const listBudgetsQuery = Type.Object(
  {
    region: optional(Type.String({ minLength: 2, maxLength: 13, examples: ['16.06'] })),
    payer: optional(Type.String({ maxLength: 36 })),
    year: optional(Type.String({ pattern: '^20[0-9]{2}$', description: 'Fiscal year' })),
    page,
  },
  strict,
)
export type ListBudgetsQuery = Static<typeof listBudgetsQuery>

const amount = (description: string) => Type.Integer({ description })
const count = Type.Integer({ minimum: 0 })
const line = {
  id: Type.String(),
  payerId: Type.String(),
  payer: Type.String(),
  year: Type.Integer(),
  name: Type.String(),
  fundSource: Type.Enum([...FUND_SOURCES]),
  legalBasis: Type.String(),
  documentNumber: Type.String(),
  documentOn: Type.String(),
  region: Type.String(),
  closed: Type.Boolean({ description: 'Its year is over and what was left has lapsed' }),
  people: Type.Integer({ minimum: 0, description: 'Whom it was promised for' }),
  amount: amount('amount = left + committed + realised + lapsed; whole rupiah'),
  left: amount('Promised to nobody'),
  committed: amount('Promised for months that are not paid yet'),
  realised: amount('Promised and paid'),
  lapsed: amount('Let go at the end of the year'),
  returned: amount(
    'Came back after it had been promised or paid; stands in left, in a later promise, or in lapsed',
  ),
  beyond: amount('Paid for its months although it had no more; outside the sum'),
}
export const budgetsAnswer = Type.Object({
  lines: Type.Array(Type.Object(line)),
  page: count,
  more: Type.Boolean(),
})
export const budgetAnswer = Type.Object({
  ...line,
  changes: Type.Array(
    Type.Object({
      kind: Type.Enum([...BUDGET_CHANGE_KINDS]),
      before: amount('Amount before it'),
      after: amount('Amount since then'),
      legalBasis: Type.String(),
      documentNumber: Type.String(),
      documentOn: Type.String(),
      changedAt: Type.String(),
    }),
    { description: 'How the line was raised or lowered within its year, the first first' },
  ),
  entries: Type.Array(
    Type.Object({
      entryId: Type.String(),
      kind: Type.String(),
      effectiveOn: Type.String(),
      recordedAt: Type.String(),
      left: amount('Change of what is left'),
      committed: amount('Change of what is promised'),
      realised: amount('Change of what is paid'),
      lapsed: amount('Change of what lapsed'),
    }),
  ),
  page: count,
  more: Type.Boolean(),
})
export const addedBudgetAnswer = Type.Object({ id: Type.String() })
export const changedBudgetAnswer = Type.Object({
  amount: amount('Since now'),
  change: amount('Below zero when it was lowered'),
})
export const lapsedBudgetAnswer = Type.Object({ lapsed: amount('Whole rupiah that were left') })
