import Type, { type Static } from 'typebox'

const strict = { additionalProperties: false }
const optional = Type.Optional
const count = Type.Integer({ minimum: 0 })
const reason = Type.String({ maxLength: 500, description: 'Why, for whoever reads the audit' })
const month = (description: string) =>
  Type.String({
    pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$',
    expected: 'month',
    description,
    examples: ['2027-01'],
  })
const people = optional(
  Type.Array(Type.Integer({ minimum: 1 }), {
    minItems: 1,
    maxItems: 100_000,
    description: 'People by their numbers in the registry; left out: everybody in it',
  }),
)
const into = Type.String({
  minLength: 36,
  maxLength: 36,
  description: 'The later programme: its months, rules, price and budget decide',
})

export const programmeParams = Type.Object({ id: Type.String({ maxLength: 64 }) }, strict)
export const renewBody = Type.Object({ into, people, reason }, { ...strict, title: 'RenewPeople' })
export type RenewBody = Static<typeof renewBody>
export const taperBody = Type.Object({ into, people, reason }, { ...strict, title: 'TaperPeople' })
export type TaperBody = Static<typeof taperBody>
export const handOverBody = Type.Object(
  {
    from: month('First month they pay for themselves'),
    months: Type.Integer({ minimum: 1, maximum: 60, description: 'How many months' }),
    people,
    reason,
  },
  { ...strict, title: 'HandOverPeople' },
)
export type HandOverBody = Static<typeof handOverBody>
export const cohortQuery = Type.Object(
  {
    ended: month('Last month of their programme'),
    region: optional(Type.String({ minLength: 2, maxLength: 13, examples: ['16.06'] })),
  },
  strict,
)
export type CohortQuery = Static<typeof cohortQuery>

const handedOver = {
  handedOver: Type.Integer({ minimum: 0, description: 'Who pays for himself from then on' }),
  ended: Type.Integer({ minimum: 0, description: 'Of those, whose programme would have lasted longer' }),
  covered: Type.Integer({ minimum: 0, description: 'Somebody else pays for them already' }),
}
export const handedOverAnswer = Type.Object(handedOver)
export const taperedAnswer = Type.Object({
  renewed: Type.Object(
    {},
    { additionalProperties: true, description: 'As a decision on a proposal answers' },
  ),
  handedOver: Type.Object(handedOver),
})
export const cohortAnswer = Type.Object({
  ended: Type.String(),
  people: count,
  looks: Type.Array(
    Type.Object({
      after: Type.Integer({ description: 'Months after the end' }),
      month: Type.String(),
      standing: Type.Union(
        [
          Type.Object({
            protected: Type.Integer({ minimum: 0, description: 'Protected in that month, whoever pays' }),
            paid: Type.Integer({ minimum: 0, description: 'Of those: the bill of that month is paid' }),
            paidBySelf: Type.Integer({ minimum: 0, description: 'Of those: by themselves' }),
          }),
          Type.Null(),
        ],
        { description: 'Null while that month is not over' },
      ),
    }),
  ),
})
