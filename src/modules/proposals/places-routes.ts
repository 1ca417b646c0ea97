import type { FastifyPluginCallback } from 'fastify'
import type { Deps } from '../../platform/deps.ts'
import { describedAs } from '../../platform/described.ts'
import { byRequest } from '../access/admin-routes.ts'
import * as contract from './places-contract.ts'
import { escalatePlaces } from './escalate-places.ts'
import { loadPlaces } from './load-places.ts'
import { showUnfilled } from './show-unfilled.ts'

const described = describedAs('proposals')
const params = contract.idParams
type One = { Params: { id: string } }

/** Places by file, places that stay empty, and telling the level above of them. */
export function placesRoutes(deps: Deps): FastifyPluginCallback {
  return (app, _options, done) => {
    app.post<One & { Body: contract.LoadPlacesBody }>(
      '/api/v1/programmes/:id/places/list',
      {
        config: { action: 'programmes.write' },
        schema: described(
          'Give places to the regions of a list, all rows or none',
          { params, body: contract.loadPlacesBody },
          contract.changedPlacesAnswer,
        ),
      },
      (request) => {
        const { rows, reason } = request.body
        const numbered = rows.map((cells, index) => ({ number: index + 1, cells }))
        return loadPlaces(deps, byRequest(request), {
          programmeId: request.params.id,
          rows: numbered,
          reason,
        })
      },
    )
    app.get<One & { Querystring: { region?: string } }>(
      '/api/v1/programmes/:id/unfilled',
      {
        config: { action: 'programmes.read' },
        schema: described(
          'Places that nobody fills and people beyond places, region by region',
          { params, querystring: contract.placesQuery },
          contract.unfilledAnswer,
        ),
      },
      (request) => showUnfilled(deps, byRequest(request), request.params.id, request.query.region),
    )
    app.post<One & { Body: contract.EscalateBody }>(
      '/api/v1/programmes/:id/escalate',
      {
        config: { action: 'proposals.write' },
        schema: described(
          'Lay empty places and people beyond them before the level above',
          { params, body: contract.escalateBody },
          contract.escalatedAnswer,
        ),
      },
      (request) =>
        escalatePlaces(deps, byRequest(request), { programmeId: request.params.id, ...request.body }),
    )
    done()
  }
}
