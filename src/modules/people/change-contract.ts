import Type, { type Static } from 'typebox'
import { CHANGE_FIELDS } from './change-fields.ts'
import { REQUEST_KINDS, REQUEST_STATES } from './change-request.ts'

const strict = { additionalProperties: false }
const text = Type.Optional(Type.String({ maxLength: 300 }))
const reason = Type.String({
  maxLength: 500,
  description: 'Why, for whoever approves and for the audit; a number of 16 digits in it is hidden',
})

/** A change of a person as it is asked for: the fields as written, as in a list; an empty text empties one. */
export const changePersonBody = Type.Object(
  {
    fields: Type.Object(Object.fromEntries(CHANGE_FIELDS.map((field) => [field, text])), {
      ...strict,
      minProperties: 1,
    }),
    reason,
  },
  strict,
)
export const listRequestsQuery = Type.Object(
  {
    state: Type.Optional(Type.Enum([...REQUEST_STATES])),
    whose: Type.Optional(
      Type.Enum(['own', 'others'], { description: 'Asked by oneself, or by others: those one may decide' }),
    ),
    person: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$', description: 'Number of a person' })),
    page: Type.Optional(
      Type.String({ pattern: '^[1-9][0-9]{0,4}$', description: 'Page, from 1; 50 rows each' }),
    ),
  },
  strict,
)
/** A request that is approved, refused or withdrawn: what was seen, or what does not fit. */
export const endRequestBody = Type.Object({ reason }, strict)
export const requestParams = Type.Object(
  { id: Type.String({ maxLength: 64, description: 'Number of the request' }) },
  strict,
)

const value = Type.Union([Type.String(), Type.Number(), Type.Array(Type.String()), Type.Null()])
const changes = Type.Record(Type.String(), Type.Object({ before: value, after: value }), {
  description: 'By field; what is kept encrypted is masked',
})
const kind = Type.Enum([...REQUEST_KINDS], { description: 'The gravest thing it changes' })
const moment = Type.String({ format: 'date-time' })
const nullable = (schema: ReturnType<typeof Type.String>) => Type.Union([schema, Type.Null()])

export const changedAnswer = Type.Object({
  request: Type.String(),
  state: Type.Enum(['applied', 'pending']),
  kind,
  changes,
})
export const requestAnswer = Type.Object({
  id: Type.String(),
  person: Type.Object({ id: Type.Integer(), name: Type.String(), region: Type.String() }),
  kind,
  state: Type.Enum([...REQUEST_STATES]),
  changes,
  reason: Type.String(),
  askedBy: nullable(Type.String({ description: 'Name, as far as the asker of this question may know it' })),
  isOwn: Type.Boolean(),
  askedAt: moment,
  needsApproval: Type.Boolean(),
  decidedBy: nullable(Type.String()),
  decidedAt: nullable(moment),
  decidedBecause: nullable(Type.String()),
})
export const requestsAnswer = Type.Object({
  requests: Type.Array(requestAnswer),
  page: Type.Integer(),
  more: Type.Boolean(),
})

export type ChangePersonBody = Static<typeof changePersonBody>
export type ListRequestsQuery = Static<typeof listRequestsQuery>
export type EndRequestBody = Static<typeof endRequestBody>
export type ChangedAnswer = Static<typeof changedAnswer>
export type RequestAnswer = Static<typeof requestAnswer>
export type RequestsAnswer = Static<typeof requestsAnswer>
