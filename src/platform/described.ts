import type { FastifySchema } from 'fastify'
import type { TSchema } from 'typebox'

/** The contract of a route: where it stands in the documentation, what it does in a few words, and what it answers. */
export const described = (
  tag: string,
  summary: string,
  schema: FastifySchema,
  answer: TSchema,
  status = 200,
) => ({
  ...schema,
  tags: [tag],
  summary,
  response: { [status]: answer },
})

/** The same for routes that all stand in one place. */
export const describedAs =
  (tag: string) => (summary: string, schema: FastifySchema, answer: TSchema, status?: number) =>
    described(tag, summary, schema, answer, status)
