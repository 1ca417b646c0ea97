import Type, { type Static } from 'typebox'

const strict = { additionalProperties: false }
/** What a list is for; `row/entry-age.ts` has the same three. */
const purpose = Type.Enum(['own-account', 'wage-earner', 'residents'], {
  description: 'Whom the list is about',
})
const region = Type.String({
  minLength: 2,
  maxLength: 13,
  description: 'Region of the list',
  examples: ['16.06.01.2001'],
})
const fileName = Type.String({ minLength: 1, maxLength: 200, description: 'Shown to people; never a path' })
const text = Type.String({ maxLength: 500 })
const count = Type.Integer({ minimum: 0 })

/** Rows instead of a file: they go the way of every list. A multipart form with the same fields and a file does as well. */
export const handInBody = Type.Object(
  {
    purpose,
    region,
    fileName: Type.Optional(fileName),
    rows: Type.Optional(
      Type.Array(Type.Record(Type.String({ maxLength: 40 }), text), {
        minItems: 1,
        maxItems: 10_000,
        description: 'Texts by field; nik and name are needed',
      }),
    ),
  },
  strict,
)
export const announceBody = Type.Object(
  {
    purpose,
    region,
    fileName,
    byteCount: Type.Integer({ minimum: 1, description: 'Bytes of the whole file' }),
  },
  strict,
)

/** One of the four. It travels in the body: a NIK stands in no address. */
export const searchBody = Type.Object(
  {
    nik: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    kpj: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    phone: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  },
  strict,
)
const nullable = (schema: ReturnType<typeof Type.String>) => Type.Union([schema, Type.Null()])
export const foundAnswer = Type.Object(
  {
    people: Type.Array(
      Type.Object(
        {
          id: count,
          name: Type.String(),
          nik: Type.String({ description: 'Masked' }),
          phone: nullable(Type.String({ description: 'Masked' })),
          bornOn: nullable(Type.String({ format: 'date' })),
          region: Type.String(),
          occupation: nullable(Type.String()),
          segment: Type.String(),
        },
        strict,
      ),
    ),
  },
  strict,
)

export type HandInBody = Static<typeof handInBody>
export type AnnounceBody = Static<typeof announceBody>
export type SearchBody = Static<typeof searchBody>
