import type { FastifyPluginCallback } from 'fastify'
import { parsePlainDate } from '../../kernel/plain-date.ts'
import { parseRegionCode } from '../../kernel/region-code.ts'
import { byRequest } from '../access/admin-routes.ts'
import { answerEnding, answerProtection } from './answers.ts'
import { askProtection, listEnding, type ProtectionDeps } from './ask-protection.ts'
import * as contract from './contract.ts'
import type { EndingWithin } from './protection.ts'

const tags = ['protection']
const config = { action: 'protection.read' } as const

/** Who is protected, until when, and whose protection ends. */
export function protectionRoutes(deps: ProtectionDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    app.get<{ Params: { id: string }; Querystring: contract.ProtectionQuery }>(
      '/api/v1/people/:id/protection',
      {
        config,
        schema: {
          tags,
          summary: 'Whether somebody is protected on a day, and by which kinds of payers',
          params: contract.protectionParams,
          querystring: contract.protectionQuery,
          response: { 200: contract.protectionAnswer },
        },
      },
      async (request) => {
        const { on } = request.query
        const ask = {
          personId: BigInt(request.params.id),
          ...(on !== undefined && { on: parsePlainDate('on', on) }),
        }
        return answerProtection(await askProtection(deps, byRequest(request), ask))
      },
    )
    app.get<{ Querystring: contract.EndingQuery }>(
      '/api/v1/protection/ending',
      {
        config,
        schema: {
          tags,
          summary: 'Whose protection ends in 30, 60 or 90 days, roster by roster, and what renewing costs',
          querystring: contract.endingQuery,
          response: { 200: contract.endingAnswer },
        },
      },
      async (request) => {
        const within = Number(request.query.within ?? '30') as EndingWithin
        const { region } = request.query
        const ask = { within, ...(region !== undefined && { region: parseRegionCode('region', region) }) }
        return answerEnding(within, await listEnding(deps, byRequest(request), ask))
      },
    )
    done()
  }
}
