import Type, { type Static } from 'typebox'

const count = (description: string) =>
  Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { description })

const check = Type.Object({
  name: Type.String({ description: 'The file of db/checks' }),
  invariant: Type.Union([Type.String(), Type.Null()], {
    description: 'I1 to I16; null for reference tables',
  }),
  state: Type.Enum(['holds', 'broken', 'failed', 'never-run'], {
    description: 'failed: it could not be run, so nobody knows',
  }),
  broken: count('Rows that break it; null when it was not run'),
  looked: count('Rows of the tables that it reads'),
  milliseconds: count('How long it took'),
  checkedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  since: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
    description: 'Since when it holds, or does not, without a change',
  }),
})

export const checksAnswer = Type.Object({
  checks: Type.Array(check),
  jobs: Type.Object({
    waiting: Type.Integer({ minimum: 0 }),
    running: Type.Integer({ minimum: 0 }),
    givenUp: Type.Array(Type.String(), {
      description: 'Names of jobs that failed too often: a person must look',
    }),
  }),
})

export type ChecksAnswer = Static<typeof checksAnswer>
