import Type, { type Static } from 'typebox'

const strict = { additionalProperties: false }
const fate = Type.Enum(['accepted', 'refused', 'held', 'duplicate'])
const count = Type.Integer({ minimum: 0 })
const id = Type.String({ minLength: 1, maxLength: 64, description: 'Number of the list' })
const page = Type.Optional(
  Type.String({ pattern: '^[1-9][0-9]{0,4}$', description: 'Page, from 1; 50 rows each' }),
)
const text = Type.String({ maxLength: 500 })
const field = Type.String({
  minLength: 1,
  maxLength: 40,
  description: 'Field of a list, such as nik, name, bornOn, regionCode',
})

export const listIdParams = Type.Object({ id }, strict)
export const listsQuery = Type.Object({ page }, strict)
export const rowsQuery = Type.Object(
  {
    fate: Type.Optional(fate),
    code: Type.Optional(
      Type.String({ pattern: '^[A-Z_]{3,40}$', description: 'Rows that were told this code' }),
    ),
    page,
  },
  strict,
)

export const columnsBody = Type.Object(
  {
    columns: Type.Array(Type.Object({ column: Type.Integer({ minimum: 0, maximum: 499 }), field }, strict), {
      minItems: 1,
      maxItems: 500,
    }),
  },
  strict,
)
export const repairsBody = Type.Object(
  {
    cells: Type.Optional(
      Type.Array(
        Type.Object({ row: Type.Integer({ minimum: 0, description: '0: every row' }), field, text }, strict),
        {
          maxItems: 10_000,
        },
      ),
    ),
    leaveOut: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 50_000 })),
  },
  strict,
)

export const arrivalAnswer = Type.Object({ arrived: count, expected: count }, strict)
/** The number of a list that was handed in. */
export const handedInAnswer = Type.Object({ id }, strict)

const tally = Type.Object(
  {
    rows: count,
    accepted: count,
    refused: count,
    held: count,
    duplicates: count,
    outcomes: Type.Record(Type.String(), count),
  },
  strict,
)
export const listAnswer = Type.Object(
  {
    id,
    fileName: Type.String(),
    purpose: Type.String(),
    region: Type.String(),
    state: Type.Enum(['stored', 'running', 'done', 'cancelled', 'undone', 'refused']),
    stage: Type.Union([
      Type.Enum(['arriving', 'received', 'previewing', 'previewed', 'confirmed']),
      Type.Null(),
    ]),
    tally: Type.Union([tally, Type.Null()], {
      description: 'accepted + refused + held + duplicates = rows; null until it is known',
    }),
    createdAt: Type.String({ format: 'date-time' }),
    finishedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  },
  strict,
)
export const listsAnswer = Type.Object(
  { imports: Type.Array(listAnswer), page: count, more: Type.Boolean() },
  strict,
)
export const rowsAnswer = Type.Object(
  {
    rows: Type.Array(
      Type.Object(
        {
          row: count,
          fate,
          outcomes: Type.Array(
            Type.Object(
              {
                code: Type.String(),
                field: Type.Union([Type.String(), Type.Null()]),
                heading: Type.Union([Type.String(), Type.Null()]),
                shown: Type.Union([Type.String(), Type.Null()], {
                  description: 'What stands in the cell, masked',
                }),
                sentence: Type.String(),
              },
              strict,
            ),
          ),
        },
        strict,
      ),
    ),
    page: count,
    more: Type.Boolean(),
  },
  strict,
)
export const columnsAnswer = Type.Object(
  {
    mustAnswer: Type.Boolean(),
    columns: Type.Array(
      Type.Object(
        {
          column: count,
          heading: Type.String(),
          chosen: Type.String(),
          suggestions: Type.Array(Type.String()),
          because: Type.String(),
        },
        strict,
      ),
    ),
  },
  strict,
)
export const undoneAnswer = Type.Object({ removed: count, restored: count }, strict)

export type ListsQuery = Static<typeof listsQuery>
export type RowsQuery = Static<typeof rowsQuery>
export type ColumnsBody = Static<typeof columnsBody>
export type RepairsBody = Static<typeof repairsBody>
export type ListAnswer = Static<typeof listAnswer>
export type RowsAnswer = Static<typeof rowsAnswer>
