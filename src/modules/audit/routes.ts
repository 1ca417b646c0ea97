import type { FastifyPluginCallback } from 'fastify'
import { answerHeads, type HeadSource } from './answer-heads.ts'
import { headsAnswer, headsQuery, type HeadsQuery } from './contract.ts'
import { PUBLIC } from '../access/current-actor.ts'

/** The heads of the audit chain, for whoever keeps them. No entry and no person is in them. */
export function auditRoutes(heads: HeadSource): FastifyPluginCallback {
  return (app, _options, done) => {
    app.get<{ Querystring: HeadsQuery }>(
      '/api/v1/audit/heads',
      {
        config: PUBLIC,
        schema: {
          tags: ['audit'],
          summary: 'Ends of the audit chain, day by day, to keep and compare',
          querystring: headsQuery,
          response: { 200: headsAnswer },
        },
      },
      ({ query }) => answerHeads(heads, query.limit),
    )
    done()
  }
}
