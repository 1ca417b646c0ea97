import Type, { type Static } from 'typebox'
import { CHANGE_FIELDS } from './change-fields.ts'
import { REQUEST_STATES } from './change-request.ts'

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
    person: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$', description: 'Number of a person' })),
    page: Type.Optional(
      Type.String({ pattern: '^[1-9][0-9]{0,4}$', description: 'Page, from 1; 50 rows each' }),
    ),
  },
  strict,
)
/** A request that is refused or withdrawn. */
export const endRequestBody = Type.Object({ reason }, strict)

export type ChangePersonBody = Static<typeof changePersonBody>
