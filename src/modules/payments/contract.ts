import Type, { type Static } from 'typebox'
import { CALL_OUTCOMES, TARGET_STATES, TASK_KINDS, TASK_REASONS, TASK_STATES } from './payments.ts'

const strict = { additionalProperties: false }
const optional = Type.Optional
const id = (description: string) => Type.String({ minLength: 1, maxLength: 64, description })
const reason = Type.String({
  maxLength: 500,
  description: 'Why, for whoever reads the audit; a number of 16 digits in it is hidden',
})
const page = optional(
  Type.String({ pattern: '^[1-9][0-9]{0,4}$', description: 'Page, from 1; 50 rows each' }),
)
const day = (description: string) => Type.String({ format: 'date', description, examples: ['2026-12-31'] })
const bank = Type.String({ minLength: 1, maxLength: 32, description: 'Short name of the bank as configured' })
const amount = Type.Integer({
  minimum: 1,
  maximum: 999_999_999_999_999,
  description: 'Whole rupiah',
  expected: 'whole-rupiah',
})
const subject = {
  bill: optional(id('The bill that is to be paid')),
  payer: optional(id('The payer whose purse is filled')),
  gift: optional(id('The gift whose purse is filled')),
}
const moment = Type.String({ format: 'date-time' })
const orNull = <Schema extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(
  schema: Schema,
) => Type.Union([schema, Type.Null()])

export const idParams = Type.Object({ id: id('Given by Payung') }, strict)
export const reasonBody = Type.Object({ reason }, strict)

export const createVirtualAccountBody = Type.Object(
  {
    bank,
    ...subject,
    amount: optional(amount),
    anyAmount: optional(Type.Boolean({ description: 'The payer chooses how much of the bill he pays' })),
    lastDay: optional(day('Last day on which money is taken; left out: 30 days from now')),
    reason,
  },
  strict,
)
export const changeVirtualAccountBody = Type.Object(
  {
    lastDay: optional(day('Last day on which money is taken; left out: as it was')),
    amount: optional(amount),
    reason,
  },
  strict,
)
export const createQrCodeBody = Type.Object(
  {
    bank,
    ...subject,
    amount: optional(amount),
    lastDay: optional(day('Last day on which it can be scanned; left out: tomorrow')),
    reason,
  },
  strict,
)

export const listTargetsQuery = Type.Object(
  {
    bank: optional(bank),
    state: optional(Type.Enum([...TARGET_STATES])),
    bill: optional(id('Of this bill')),
    page,
  },
  strict,
)
export const listCallsQuery = Type.Object(
  {
    bank: optional(bank),
    service: optional(Type.Enum(['va-inquiry', 'va-payment', 'qr-notify'])),
    outcome: optional(Type.Enum([...CALL_OUTCOMES])),
    from: optional(day('First day in Jakarta')),
    to: optional(day('Last day in Jakarta')),
    page,
  },
  strict,
)
export const listTasksQuery = Type.Object(
  { kind: optional(Type.Enum([...TASK_KINDS])), state: optional(Type.Enum([...TASK_STATES])), page },
  strict,
)
export const settleTaskBody = Type.Object(
  {
    decision: Type.Enum(['place', 'refund', 'note'], {
      description: 'place: on one bill, payer or gift; refund: back to the bank; note: where no money waits',
    }),
    ...subject,
    reason,
  },
  strict,
)

const made = { id: Type.String(), state: Type.Enum(['open', 'asked']) }
export const virtualAccountMade = Type.Object({ ...made, number: Type.String() })
export const qrCodeMade = Type.Object({ ...made, payload: orNull(Type.String()) })
const target = {
  id: Type.String(),
  bank: Type.String(),
  name: Type.String(),
  payer: Type.String(),
  bill: orNull(Type.String()),
  amount: orNull(Type.Integer()),
  state: Type.Enum([...TARGET_STATES]),
  expiresAt: moment,
  askedAt: moment,
  endedBecause: orNull(Type.String()),
}
export const virtualAccountAnswer = Type.Object({ ...target, number: Type.String() })
export const qrCodeAnswer = Type.Object({ ...target, payload: orNull(Type.String()) })
const listed = { page: Type.Integer(), more: Type.Boolean() }
export const virtualAccountsAnswer = Type.Object({
  virtualAccounts: Type.Array(virtualAccountAnswer),
  ...listed,
})
export const qrCodesAnswer = Type.Object({ qrCodes: Type.Array(qrCodeAnswer), ...listed })
export const banksAnswer = Type.Object({
  banks: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      simulator: Type.Boolean(),
      virtualAccounts: Type.Boolean(),
      qrCodes: Type.Boolean(),
    }),
  ),
})
export const callsAnswer = Type.Object({
  calls: Type.Array(
    Type.Object({
      id: Type.String(),
      bank: Type.String(),
      service: Type.String(),
      receivedAt: moment,
      responseCode: Type.String(),
      outcome: Type.Enum([...CALL_OUTCOMES]),
      amount: orNull(Type.Integer()),
      number: orNull(Type.String({ description: 'The last four digits of the virtual account' })),
      retry: Type.Boolean(),
    }),
  ),
  ...listed,
})
export const tasksAnswer = Type.Object({
  tasks: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: Type.Enum([...TASK_KINDS]),
      because: Type.Enum([...TASK_REASONS]),
      bank: Type.String(),
      amount: orNull(Type.Integer()),
      name: orNull(Type.String()),
      state: Type.Enum([...TASK_STATES]),
      openedAt: moment,
      decidedAt: orNull(moment),
      decidedBecause: orNull(Type.String()),
    }),
  ),
  ...listed,
})
export const settledAnswer = Type.Object({ state: Type.Enum(['placed', 'refunded', 'noted']) })
export const checkedAnswer = Type.Object({
  bank: Type.Enum(['known', 'unknown', 'silent'], {
    description: 'Whether the bank knows of it, or did not answer clearly',
  }),
  state: Type.Enum([...TARGET_STATES]),
})
export const changedAnswer = Type.Object({ state: Type.Enum(['asked', 'open']) })
export const cancelledAnswer = Type.Object({ state: Type.Literal('cancelled') })

export type CreateVirtualAccountBody = Static<typeof createVirtualAccountBody>
export type ChangeVirtualAccountBody = Static<typeof changeVirtualAccountBody>
export type CreateQrCodeBody = Static<typeof createQrCodeBody>
export type ListTargetsQuery = Static<typeof listTargetsQuery>
export type ListCallsQuery = Static<typeof listCallsQuery>
export type ListTasksQuery = Static<typeof listTasksQuery>
export type SettleTaskBody = Static<typeof settleTaskBody>
export type VirtualAccountAnswer = Static<typeof virtualAccountAnswer>
export type QrCodeAnswer = Static<typeof qrCodeAnswer>
export type CallsAnswer = Static<typeof callsAnswer>
export type TasksAnswer = Static<typeof tasksAnswer>
export type BanksAnswer = Static<typeof banksAnswer>
