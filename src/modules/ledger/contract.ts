import Type, { type Static } from 'typebox'
import { ACCOUNT_KINDS, ENTRY_KINDS } from './ledger.ts'

const strict = { additionalProperties: false }
const optional = Type.Optional
const rupiah = (description: string) => Type.Integer({ description })
const nullable = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])
const day = (description: string) =>
  Type.String({
    pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
    description,
    expected: 'date',
    examples: ['2026-05-20'],
  })
const instant = (description: string) => Type.String({ maxLength: 35, description, expected: 'date-time' })
const path = Type.String({
  minLength: 3,
  maxLength: 320,
  description: 'Path of the account',
  examples: ['bpjs/owed'],
})

/** By the beginning of the path or the name of the payer; at least one of them. */
export const listAccountsQuery = Type.Object(
  {
    path: optional(Type.String({ minLength: 2, maxLength: 120, description: 'Beginning of the path' })),
    name: optional(
      Type.String({ minLength: 2, maxLength: 100, description: 'Part of the name of the payer' }),
    ),
    kind: optional(Type.Enum([...ACCOUNT_KINDS])),
    payer: optional(Type.String({ minLength: 36, maxLength: 36, description: 'The payer' })),
    page: optional(Type.String({ pattern: '^[1-9][0-9]{0,4}$', description: 'Page, from 1; 50 rows each' })),
  },
  strict,
)
const account = Type.Object({
  path,
  kind: Type.Enum([...ACCOUNT_KINDS]),
  payerId: nullable(Type.String()),
  payerName: nullable(Type.String()),
  balance: rupiah('All that came in less all that went out'),
  held: rupiah('Of it, what pending entries will take'),
  openedAt: instant('When it was opened'),
  closedAt: nullable(instant('When it was closed')),
})
export const accountsAnswer = Type.Object({
  accounts: Type.Array(account),
  page: Type.Integer(),
  more: Type.Boolean({ description: 'Whether another page follows' }),
})

/** Its slashes are written %2F in an address. */
export const accountParams = Type.Object({ path }, strict)
export const statementQuery = Type.Object(
  {
    from: optional(day('First effective day; the first of this month if left out')),
    to: optional(day('Last effective day; today if left out')),
    recordedBy: optional(instant('As it was recorded at that instant; as it is known now if left out')),
    after: optional(
      Type.String({
        pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}~[0-9]{1,18}~[0-9]{1,4}$',
        description: 'The `next` of the page before',
      }),
    ),
  },
  strict,
)
export const statementAnswer = Type.Object({
  account,
  from: day('First effective day'),
  to: day('Last effective day'),
  opening: rupiah('Balance before the first row of this page'),
  closing: rupiah('Balance at the end of the last day'),
  rows: Type.Array(
    Type.Object({
      entryId: Type.Integer(),
      line: Type.Integer(),
      kind: Type.Enum([...ENTRY_KINDS]),
      effectiveOn: day('The day it counts for'),
      recordedAt: instant('When the database wrote it down'),
      counterpart: nullable(
        Type.String({ description: 'The other account; null when it is somebody else’s' }),
      ),
      amount: rupiah('Above zero came in, below zero went out'),
      balance: rupiah('After this row'),
      reverses: nullable(Type.Integer({ description: 'The entry that this one reverses' })),
      reversedBy: nullable(Type.Integer({ description: 'The entry that reverses this one' })),
      cause: Type.Object({ kind: Type.String(), id: Type.String() }),
      note: nullable(Type.String()),
    }),
  ),
  next: nullable(Type.String({ description: 'Give it as `after` for the next page' })),
})

export const balanceQuery = Type.Object(
  {
    on: optional(day('As of the end of that day')),
    recordedBy: optional(instant('As it was recorded at that instant')),
  },
  strict,
)
export const balanceAnswer = Type.Object({ account: path, balance: rupiah('On the account at that moment') })

export const sumsParams = Type.Object({ id: Type.String({ maxLength: 64 }) }, strict)
export const sumsAnswer = Type.Object(
  {
    given: rupiah('All money that came'),
    committed: rupiah('Bound to a programme or gift'),
    used: rupiah('Gone to BPJS Ketenagakerjaan'),
    left: rupiah('Not bound yet'),
    returned: rupiah('Given back'),
  },
  { description: 'given = committed + used + left + returned' },
)

export const closeMonthBody = Type.Object(
  {
    month: Type.String({
      pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$',
      description: 'This month and all before it',
      expected: 'month',
      examples: ['2026-04'],
    }),
    reason: Type.String({ maxLength: 500, description: 'Why, for whoever reads the audit' }),
  },
  strict,
)
export const closingsAnswer = Type.Object({
  closings: Type.Array(Type.Object({ month: Type.String(), closedAt: instant('When it was closed') })),
})

export type ListAccountsQuery = Static<typeof listAccountsQuery>
export type StatementQuery = Static<typeof statementQuery>
export type BalanceQuery = Static<typeof balanceQuery>
export type CloseMonthBody = Static<typeof closeMonthBody>
