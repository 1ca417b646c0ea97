import Type, { type Static } from 'typebox'

const strict = { additionalProperties: false }
const text = Type.Union([Type.String(), Type.Null()])
const anyValue = Type.Union([Type.String(), Type.Number(), Type.Array(Type.String()), Type.Null()])

export const personParams = Type.Object(
  {
    id: Type.String({
      maxLength: 64,
      description: 'Number given by Payung, as a search answers it; never a NIK',
    }),
  },
  strict,
)
export const unmaskBody = Type.Object(
  {
    group: Type.Enum(['number', 'contact', 'family', 'membership'], {
      description: 'NIK and family card; phone and e-mail; parents and heir; KPJ and NPWP',
    }),
    reason: Type.String({ maxLength: 500, description: 'Why, for whoever reads the audit' }),
  },
  strict,
)

export const personAnswer = Type.Object({
  id: Type.Integer({ description: 'Another than asked for where two rows were merged' }),
  name: Type.String(),
  region: Type.String({ description: 'Where the person lives' }),
  open: Type.Record(Type.String(), anyValue, { description: 'By field; null: nobody has said' }),
  masked: Type.Record(Type.String(), Type.String(), { description: 'What is kept encrypted, masked' }),
  changes: Type.Array(
    Type.Object({
      at: Type.String({ format: 'date-time' }),
      cause: Type.String(),
      changes: Type.Record(Type.String(), Type.Array(anyValue)),
    }),
  ),
  lists: Type.Array(
    Type.Object({ id: Type.String(), fileName: Type.String(), at: Type.String({ format: 'date-time' }) }),
  ),
})
export const unmaskedAnswer = Type.Object({
  name: Type.String(),
  fields: Type.Record(Type.String(), text, { description: 'Shown now and kept nowhere' }),
})

export type UnmaskBody = Static<typeof unmaskBody>
export type PersonAnswer = Static<typeof personAnswer>
export type UnmaskedAnswer = Static<typeof unmaskedAnswer>
