import Type, { type Static } from 'typebox'
import { CHANGE_KINDS, LEAVING_CAUSES, MONTH_STATES, REPORTED_KINDS } from './agency-months.ts'

const strict = { additionalProperties: false }
const optional = Type.Optional
const reason = Type.String({ maxLength: 500, description: 'Why, for whoever reads the audit' })
const monthText = Type.String({
  pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$',
  description: 'The month that is reported',
  expected: 'month',
  examples: ['2026-11'],
})
const page = optional(
  Type.String({ pattern: '^[1-9][0-9]{0,4}$', description: 'Page, from 1; 50 rows each' }),
)
const pay = Type.Integer({
  minimum: 0,
  maximum: 10_000_000_000,
  description: 'Wage or income a month',
  expected: 'whole-rupiah',
})

export const monthParams = Type.Object({ id: Type.String({ maxLength: 64 }), month: monthText }, strict)
export const showMonthQuery = Type.Object({ page }, strict)
export const listReportsQuery = Type.Object(
  {
    month: optional(monthText),
    region: optional(
      Type.String({ minLength: 2, maxLength: 13, description: 'Region code', examples: ['16.06'] }),
    ),
    name: optional(
      Type.String({ minLength: 2, maxLength: 100, description: 'Part of the name of list or payer' }),
    ),
    state: optional(Type.Enum([...MONTH_STATES])),
    page,
  },
  strict,
)
export const changeMonthBody = Type.Object(
  {
    personId: Type.Integer({ minimum: 1, description: 'Number of the person in the registry' }),
    change: Type.Enum([...CHANGE_KINDS, 'none'], { description: 'none: as last month' }),
    pay: optional(pay),
    cause: optional(Type.Enum([...LEAVING_CAUSES], { description: 'Of a leaver' })),
  },
  strict,
)
export const sendMonthBody = Type.Object(
  {
    people: optional(
      Type.Integer({ minimum: 0, description: 'As it was shown; refused when it has changed since' }),
    ),
    contribution: optional(Type.Integer({ minimum: 0, description: 'As it was shown, whole rupiah' })),
    ground: optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'Decree or report that joiners rest on' }),
    ),
    reason,
  },
  strict,
)
export const reopenMonthBody = Type.Object({ reason }, strict)

const amount = Type.Integer({ description: 'Whole rupiah' })
const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()])
const totals = { people: Type.Integer(), pay: amount, contribution: amount }
export const monthAnswer = Type.Object({
  rosterId: Type.String(),
  roster: Type.String(),
  payer: Type.String(),
  kind: Type.Enum([...REPORTED_KINDS]),
  region: Type.String(),
  month: Type.String(),
  state: Type.Enum([...MONTH_STATES]),
  dueOn: Type.String({ description: 'Until when it is in time' }),
  isLate: Type.Boolean(),
  sentAt: orNull(Type.String()),
  commonIncome: orNull(amount),
  totals: Type.Object(totals),
  before: Type.Object(totals, { description: 'The month before' }),
  joined: Type.Integer(),
  left: Type.Integer(),
  payChanged: Type.Integer(),
  bill: orNull(
    Type.Object({ id: Type.String(), number: Type.String(), total: amount, isPaid: Type.Boolean() }),
  ),
  events: Type.Array(
    Type.Object({
      kind: Type.String(),
      people: Type.Integer(),
      contribution: amount,
      isLate: Type.Boolean(),
      reason: orNull(Type.String()),
      at: Type.String(),
    }),
  ),
  members: Type.Array(
    Type.Object({
      personId: Type.Integer(),
      name: orNull(Type.String()),
      pay: amount,
      payBefore: orNull(amount),
      programmes: Type.Array(Type.String()),
      change: orNull(Type.Enum([...CHANGE_KINDS])),
      cause: orNull(Type.Enum([...LEAVING_CAUSES])),
    }),
  ),
  page: Type.Integer(),
  more: Type.Boolean(),
})
export const reportsAnswer = Type.Object({
  month: Type.String(),
  rosters: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      payer: Type.String(),
      kind: Type.Enum([...REPORTED_KINDS]),
      region: Type.String(),
      people: Type.Integer(),
      state: Type.Enum([...MONTH_STATES]),
      wasLate: Type.Boolean(),
      lastSent: orNull(Type.String()),
    }),
  ),
  page: Type.Integer(),
  more: Type.Boolean(),
})
export const notedAnswer = Type.Object({ noted: Type.Integer() })
export const sentAnswer = Type.Object({
  ...totals,
  joined: Type.Integer(),
  left: Type.Integer(),
  payChanged: Type.Integer(),
  isLate: Type.Boolean(),
  runId: Type.String({ description: 'The run that makes the bill: see GET /api/v1/bill-runs/{id}' }),
})
export const reopenedAnswer = Type.Object({ month: Type.String() })

export type ListReportsQuery = Static<typeof listReportsQuery>
export type ShowMonthQuery = Static<typeof showMonthQuery>
export type ChangeMonthBody = Static<typeof changeMonthBody>
export type SendMonthBody = Static<typeof sendMonthBody>
export type ReopenMonthBody = Static<typeof reopenMonthBody>
export type MonthAnswer = Static<typeof monthAnswer>
export type ReportsAnswer = Static<typeof reportsAnswer>
export type SentAnswer = Static<typeof sentAnswer>
