import Type, { type Static } from 'typebox'
import { HEAD_CAUSES } from './audit.ts'

const hash = (description: string) => Type.String({ pattern: '^[0-9a-f]{64}$', description })

export const auditHead = Type.Object({
  day: Type.String({ format: 'date', description: 'The day in Asia/Jakarta that this head closes so far' }),
  cause: Type.Enum(HEAD_CAUSES, { description: 'Written at the start, at the end of the day, or at a stop' }),
  at: Type.String({ format: 'date-time' }),
  position: Type.Integer({ minimum: 0, description: 'How many entries the chain holds' }),
  hash: hash('Hash of the last of them'),
  previous: hash('Seal of the head before; zeros for the first'),
  seal: hash('SHA-256 of "previous day cause at position hash", parted by single spaces'),
})

export const headsQuery = Type.Object(
  {
    limit: Type.Optional(
      Type.String({
        pattern: '^[0-9]{1,4}$',
        description: 'How many of the newest heads, 1 to 1000; usually 100',
      }),
    ),
  },
  { additionalProperties: false },
)

export const headsAnswer = Type.Object({
  count: Type.Integer({ minimum: 0, description: 'How many heads there are in all' }),
  heads: Type.Array(auditHead, { description: 'Newest last' }),
})

export type HeadsQuery = Static<typeof headsQuery>
export type HeadsAnswer = Static<typeof headsAnswer>
