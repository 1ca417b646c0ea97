import Type, { type Static } from 'typebox'
import { ENDING_WITHIN, PROTECTION_STATES } from './protection.ts'

const strict = { additionalProperties: false }
const day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', expected: 'date' })
const month = Type.String({ examples: ['2026-11'] })
const count = Type.Integer({ minimum: 0 })
const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])

export const protectionParams = Type.Object(
  { id: Type.String({ pattern: '^[0-9]{1,18}$', description: 'Number of the person in the registry' }) },
  strict,
)
export const protectionQuery = Type.Object(
  { on: Type.Optional({ ...day, description: 'How it stands on this day; today when left out' }) },
  strict,
)
export type ProtectionQuery = Static<typeof protectionQuery>
export const endingQuery = Type.Object(
  {
    within: Type.Optional(
      Type.Enum(ENDING_WITHIN.map(String), { description: 'Days ahead: 30, 60 or 90; usually 30' }),
    ),
    region: Type.Optional(Type.String({ minLength: 2, maxLength: 13, examples: ['16.06'] })),
  },
  strict,
)
export type EndingQuery = Static<typeof endingQuery>

export const protectionAnswer = Type.Object({
  personId: Type.Integer(),
  on: day,
  state: Type.Enum([...PROTECTION_STATES]),
  because: orNull(Type.Enum(['arrears', 'ending', 'ended'])),
  until: orNull(day),
  overdueMonths: count,
  stretches: Type.Array(
    Type.Object({
      payerKind: Type.String({ description: 'What kind of payer; which one stays unsaid' }),
      programmes: Type.Array(Type.String()),
      firstMonth: month,
      lastMonth: orNull(month),
      ground: Type.String(),
      months: Type.Array(
        Type.Object({
          month,
          payment: Type.Enum(['paid', 'open', 'overdue', 'not-billed']),
          dueOn: orNull(day),
        }),
      ),
    }),
  ),
})
export const endingAnswer = Type.Object({
  within: Type.Integer(),
  people: count,
  perMonth: Type.Integer({ description: 'One more month of all of them; whole rupiah' }),
  groups: Type.Array(
    Type.Object({
      rosterId: Type.String(),
      roster: Type.String(),
      payerKind: Type.String(),
      lastMonth: month,
      people: count,
      perMonth: Type.Integer({ description: 'Whole rupiah' }),
    }),
  ),
})
