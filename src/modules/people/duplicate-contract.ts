import Type, { type Static } from 'typebox'

const strict = { additionalProperties: false }
const reason = Type.String({
  maxLength: 500,
  description: 'Why, for whoever reads the audit; a number of 16 digits in it is hidden',
})
const person = Type.Integer({ description: 'Number given by Payung; never a NIK' })
const band = Type.Enum(['same', 'perhaps'])

export const pairParams = Type.Object(
  {
    pair: Type.String({ maxLength: 33, description: 'The numbers of both people', examples: ['1001-1002'] }),
  },
  strict,
)
export const mergeParams = Type.Object(
  { id: Type.String({ maxLength: 64, description: 'Number of the merging' }) },
  strict,
)

export const listPairsQuery = Type.Object(
  {
    band: Type.Optional(band),
    state: Type.Optional(Type.Enum(['waiting', 'same', 'different'])),
    region: Type.Optional(
      Type.String({
        minLength: 2,
        maxLength: 13,
        description: 'Where one of the two lives',
        examples: ['16.06'],
      }),
    ),
    page: Type.Optional(
      Type.String({ pattern: '^[1-9][0-9]{0,4}$', description: 'Page, from 1; 50 pairs each' }),
    ),
  },
  strict,
)

export const mergeBody = Type.Object(
  { keep: Type.Integer({ description: 'Number of the person whose row stays' }), reason },
  strict,
)
export const pairReasonBody = Type.Object({ reason }, strict)

const pairAnswer = Type.Object({
  pair: Type.String(),
  people: Type.Array(
    Type.Object({
      id: person,
      name: Type.String(),
      bornOn: Type.Union([Type.String({ format: 'date' }), Type.Null()]),
      region: Type.String(),
    }),
  ),
  band,
  score: Type.Number({ description: 'Bits for one person: the sum of the reasons' }),
  reasons: Type.Array(Type.Object({ field: Type.String(), level: Type.String(), bits: Type.Number() })),
  decided: Type.Union([Type.Literal('same'), Type.Literal('different'), Type.Null()]),
  foundAt: Type.String({ format: 'date-time' }),
})

export const pairsAnswer = Type.Object({
  pairs: Type.Array(pairAnswer),
  page: Type.Integer(),
  more: Type.Boolean(),
})

export const comparisonAnswer = Type.Object({
  ...pairAnswer.properties,
  merge: Type.Union([Type.Object({ id: Type.String(), keptId: person }), Type.Null()]),
  because: Type.Union([Type.String(), Type.Null()]),
  lines: Type.Array(
    Type.Object({
      field: Type.String(),
      values: Type.Array(Type.Union([Type.String(), Type.Null()])),
      likeness: Type.Enum(['same', 'different', 'one']),
    }),
  ),
})

export const mergedAnswer = Type.Object({
  id: Type.String(),
  keptId: person,
  lostId: person,
  filled: Type.Array(Type.String({ description: 'Field that only the other row knew' })),
})
export const pairDoneAnswer = Type.Object({ done: Type.Literal(true) })

export type ListPairsQuery = Static<typeof listPairsQuery>
export type MergeBody = Static<typeof mergeBody>
export type PairReasonBody = Static<typeof pairReasonBody>
export type PairAnswer = Static<typeof pairAnswer>
export type PairsAnswer = Static<typeof pairsAnswer>
export type ComparisonAnswer = Static<typeof comparisonAnswer>
