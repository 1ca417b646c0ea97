import Type, { type Static } from 'typebox'
import { CODE_FATES, CODE_SOURCES, CODE_STATES, RETURN_WAYS } from './settlement.ts'

const strict = { additionalProperties: false }
const day = Type.String({ format: 'date' })
const month = Type.String({ pattern: '^[1-9]\\d{3}-(0[1-9]|1[0-2])$', maxLength: 7, examples: ['2026-05'] })
const amount = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000_000, description: 'Whole rupiah' })
const part = Type.Optional(amount)
const code = Type.String({
  minLength: 1,
  maxLength: 20,
  description: 'Kode iuran, 11 digits',
  examples: ['12345678901'],
})
const page = Type.Optional(
  Type.String({ pattern: '^[1-9][0-9]{0,4}$', description: 'Page, from 1; 50 rows each' }),
)

export const codeParams = Type.Object({ code }, strict)
export const listCodesQuery = Type.Object(
  { state: Type.Optional(Type.Enum([...CODE_STATES])), month: Type.Optional(month), page },
  strict,
)
export const listOwedQuery = Type.Object({ page }, strict)

export const recordCodeBody = Type.Object(
  {
    code,
    month,
    amount,
    ...{ jkk: part, jkm: part, jht: part, jp: part, jkp: part, fine: part },
    payer: Type.Optional(
      Type.String({
        maxLength: 36,
        description: 'Whose contributions; left out for a code of several payers',
      }),
    ),
    dueOn: Type.Optional(day),
  },
  strict,
)
export const loadCodesBody = Type.Object(
  {
    content: Type.String({
      maxLength: 22_500_000,
      description: 'The file of BPJS Ketenagakerjaan in Base64: CSV or XLSX, by the names of its columns',
      contentEncoding: 'base64',
    }),
  },
  strict,
)
export const payCodeBody = Type.Object(
  {
    bank: Type.String({
      pattern: '^[a-z][a-z0-9-]{1,31}$',
      maxLength: 32,
      description: 'Short name of the bank',
    }),
    paidOn: day,
    reference: Type.String({ maxLength: 64, description: 'Number on the receipt' }),
    sha256: Type.Optional(
      Type.String({ pattern: '^([0-9a-f]{64})?$', maxLength: 64, description: 'Of the receipt’s file' }),
    ),
  },
  strict,
)
export const settleRecoveriesBody = Type.Object(
  {
    recoveries: Type.Array(Type.String({ maxLength: 36 }), {
      minItems: 1,
      maxItems: 100,
      uniqueItems: true,
      description:
        'Ids of what has to come back; money goes to them in the order in which they were recorded',
    }),
    way: Type.Enum([...RETURN_WAYS], {
      description: 'bank: with a receipt; line: a line of a statement; code: set off against a kode iuran',
    }),
    amount: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_000_000_000_000_000,
        description: 'All of what is left of them unless given; a line says it by itself',
      }),
    ),
    bank: Type.Optional(
      Type.String({ pattern: '^([a-z][a-z0-9-]{1,31})?$', maxLength: 32, description: 'Of a receipt' }),
    ),
    on: Type.Optional(day),
    reference: Type.Optional(Type.String({ maxLength: 64, description: 'Number on the receipt' })),
    sha256: Type.Optional(
      Type.String({ pattern: '^([0-9a-f]{64})?$', maxLength: 64, description: 'Of the receipt’s file' }),
    ),
    line: Type.Optional(
      Type.String({ pattern: '^[0-9]{0,18}$', maxLength: 18, description: 'Of a statement' }),
    ),
    code: Type.Optional(Type.String({ maxLength: 20, description: 'Kode iuran that sets it off' })),
  },
  strict,
)
export const cancelCodeBody = Type.Object(
  { reason: Type.String({ maxLength: 500, description: 'Why, for whoever reads the audit' }) },
  strict,
)

const maybeText = Type.Union([Type.String(), Type.Null()])
const codeAnswer = Type.Object({
  code: Type.String(),
  month,
  payer: maybeText,
  payerName: maybeText,
  amount,
  ...{ jkk: amount, jkm: amount, jht: amount, jp: amount, jkp: amount, fine: amount },
  setOff: Type.Integer({ minimum: 0, description: 'Of the amount: set off by what BPJS had to give back' }),
  statementLine: Type.Union([Type.Integer(), Type.Null()], {
    description: 'The line of a bank’s statement that stands for its payment',
  }),
  state: Type.Enum([...CODE_STATES]),
  overdue: Type.Boolean(),
  source: Type.Enum([...CODE_SOURCES]),
  dueOn: day,
  bank: maybeText,
  paidOn: maybeText,
  reference: maybeText,
  sha256: maybeText,
})
export const codesAnswer = Type.Object({
  codes: Type.Array(codeAnswer),
  page: Type.Integer(),
  more: Type.Boolean(),
})
export const owedAnswer = Type.Object({
  owed: Type.Array(
    Type.Object({
      payer: Type.String(),
      payerName: Type.String(),
      month,
      collected: amount,
      bound: amount,
      owed: amount,
      dueOn: day,
      overdue: Type.Boolean(),
    }),
  ),
  page: Type.Integer(),
  more: Type.Boolean(),
})
export const recoveriesAnswer = Type.Object({
  recoveries: Type.Array(
    Type.Object({
      id: Type.String(),
      creditNote: Type.String({ description: 'Number of the credit note' }),
      payerName: Type.String(),
      amount,
      returned: Type.Integer({ minimum: 0, description: 'What of it has come back' }),
      recordedAt: Type.String(),
      settled: Type.Boolean(),
    }),
  ),
  page: Type.Integer(),
  more: Type.Boolean(),
})
export const loadedCodesAnswer = Type.Object({
  recorded: Type.Integer(),
  known: Type.Integer({ description: 'Recorded before with the same month and amount' }),
  refused: Type.Integer(),
  rows: Type.Array(
    Type.Object({
      row: Type.Integer({ description: 'As a spreadsheet numbers it' }),
      code: Type.String(),
      fate: Type.Enum([...CODE_FATES]),
      because: Type.Union([Type.String(), Type.Null()], { description: 'Code of the refusal' }),
    }),
  ),
})
export const recordedAnswer = Type.Object({ code: Type.String(), dueOn: day })
export const recoveriesSettledAnswer = Type.Object({
  amount,
  recoveries: Type.Integer({ description: 'How many of them got money' }),
})
export const codeDoneAnswer = Type.Object({ done: Type.Literal(true) })

export type ListCodesQuery = Static<typeof listCodesQuery>
export type ListOwedQuery = Static<typeof listOwedQuery>
export type RecordCodeBody = Static<typeof recordCodeBody>
export type LoadCodesBody = Static<typeof loadCodesBody>
export type LoadedCodesAnswer = Static<typeof loadedCodesAnswer>
export type PayCodeBody = Static<typeof payCodeBody>
export type SettleRecoveriesBody = Static<typeof settleRecoveriesBody>
export type CancelCodeBody = Static<typeof cancelCodeBody>
export type CodesAnswer = Static<typeof codesAnswer>
export type OwedAnswer = Static<typeof owedAnswer>
export type RecoveriesAnswer = Static<typeof recoveriesAnswer>
