import Type, { type Static } from 'typebox'
import { LINE_REASONS, LINE_STATES, STATEMENT_FORMATS } from './statements.ts'

const strict = { additionalProperties: false }
const day = Type.String({ format: 'date' })
const bank = Type.String({
  pattern: '^[a-z][a-z0-9-]{1,31}$',
  maxLength: 32,
  description: 'Short name of the bank',
})
const amount = Type.Integer({ description: 'Whole rupiah' })
const maybe = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()])
const page = Type.Optional(
  Type.String({ pattern: '^[1-9][0-9]{0,4}$', description: 'Page, from 1; 50 rows each' }),
)
const reason = Type.String({
  maxLength: 500,
  description: 'Why, for whoever reads the audit; a number of 16 digits in it is hidden',
})

export const statementParams = Type.Object({ id: Type.String({ maxLength: 36 }) }, strict)

export const importStatementQuery = Type.Object(
  {
    bank,
    preview: Type.Optional(Type.Enum(['yes'], { description: 'Only count what it would come to' })),
    account: Type.Optional(
      Type.String({
        maxLength: 40,
        description: 'Account number, when the file does not name it and none is known',
      }),
    ),
  },
  strict,
)
/** The file itself, as text of JSON: statements are small. */
export const importStatementBody = Type.Object(
  {
    fileName: Type.String({ minLength: 1, maxLength: 200 }),
    content: Type.String({
      maxLength: 22_500_000,
      description: 'The file in Base64',
      contentEncoding: 'base64',
    }),
  },
  strict,
)
export const listStatementsQuery = Type.Object({ page }, strict)
export const listLinesQuery = Type.Object(
  { state: Type.Optional(Type.Enum([...LINE_STATES])), bank: Type.Optional(bank), page },
  strict,
)
export const matchBody = Type.Object({ bank }, strict)
export const lineReasonBody = Type.Object({ reason }, strict)
export const linkLineBody = Type.Object(
  {
    service: Type.Enum(['va-payment', 'qr-notify']),
    key: Type.String({
      minLength: 1,
      maxLength: 128,
      description: 'paymentRequestId, or the reference of the QR',
    }),
    reason,
  },
  strict,
)
/** The first bank and the month so far, unless asked otherwise. */
export const compareDaysQuery = Type.Object(
  { bank: Type.Optional(bank), from: Type.Optional(day), to: Type.Optional(day) },
  strict,
)

const matched = Type.Object({
  linked: Type.Integer({ description: 'Lines that were linked now' }),
  open: Type.Integer({ description: 'Lines of this bank that a person must look at' }),
})
export const importedAnswer = Type.Object({
  id: Type.String(),
  again: Type.Boolean({ description: 'The same file was read before; nothing was written' }),
  lineCount: Type.Integer(),
  newCount: Type.Integer({ description: 'Lines that no earlier statement had told' }),
  matched,
})
export const matchedAnswer = matched

const statement = Type.Object({
  id: Type.String(),
  bank: Type.String(),
  account: Type.String(),
  format: Type.Enum([...STATEMENT_FORMATS]),
  fileName: Type.String(),
  firstDay: day,
  lastDay: day,
  opening: maybe(amount),
  closing: maybe(amount),
  lineCount: Type.Integer(),
  newCount: Type.Integer(),
  linkedCount: Type.Integer(),
  ignoredCount: Type.Integer(),
  openCount: Type.Integer(),
  importedAt: Type.String({ format: 'date-time' }),
})
export const statementsAnswer = Type.Object({
  statements: Type.Array(statement),
  page: Type.Integer(),
  more: Type.Boolean(),
})

const line = Type.Object({
  id: Type.Integer(),
  statement: Type.String(),
  line: Type.Integer({ description: 'Of the file, as an editor counts' }),
  bank: Type.String(),
  on: day,
  side: Type.Enum(['credit', 'debit']),
  amount,
  reference: maybe(Type.String()),
  description: Type.String(),
  state: Type.Enum([...LINE_STATES]),
  because: Type.Enum([...LINE_REASONS]),
  reason: maybe(Type.String()),
  contributionCode: maybe(Type.String({ description: 'The kode iuran whose payment it is' })),
  payment: maybe(Type.Object({ service: Type.String(), key: Type.String() })),
})
export const linesAnswer = Type.Object({
  lines: Type.Array(line),
  page: Type.Integer(),
  more: Type.Boolean(),
})
export const statementAnswer = Type.Object({
  ...statement.properties,
  lines: Type.Array(line),
  page: Type.Integer(),
  more: Type.Boolean(),
})
export const lineDoneAnswer = Type.Object({ done: Type.Literal(true) })
export const daysAnswer = Type.Object({
  days: Type.Array(
    Type.Object({
      on: day,
      ledgerIn: amount,
      ledgerOut: amount,
      statementIn: amount,
      statementOut: amount,
      agrees: Type.Boolean(),
    }),
  ),
})

export type ImportStatementQuery = Static<typeof importStatementQuery>
export type ImportStatementBody = Static<typeof importStatementBody>
export type ListStatementsQuery = Static<typeof listStatementsQuery>
export type ListLinesQuery = Static<typeof listLinesQuery>
export type MatchBody = Static<typeof matchBody>
export type LineReasonBody = Static<typeof lineReasonBody>
export type LinkLineBody = Static<typeof linkLineBody>
export type CompareDaysQuery = Static<typeof compareDaysQuery>
export type StatementsAnswer = Static<typeof statementsAnswer>
export type StatementAnswer = Static<typeof statementAnswer>
export type LinesAnswer = Static<typeof linesAnswer>
export type DaysAnswer = Static<typeof daysAnswer>
