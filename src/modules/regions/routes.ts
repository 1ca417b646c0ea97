import type { FastifyPluginCallback } from 'fastify'
import type { Deps } from '../../platform/deps.ts'
import { answerChildren, answerRegion, answerSearch, readDay, readWrittenCode } from './answers.ts'
import {
  childrenAnswer,
  regionAnswer,
  regionParams,
  regionQuery,
  searchAnswer,
  searchQuery,
  type RegionQuery,
  type SearchQuery,
} from './contract.ts'
import { PUBLIC } from '../access/current-actor.ts'

const tags = ['regions']

/** Regions by name, by code, and what lies below them; each answer says its day and its source. */
export function regionsRoutes({ db, clock }: Deps): FastifyPluginCallback {
  return (app, _options, done) => {
    app.get<{ Querystring: SearchQuery }>(
      '/api/v1/regions',
      {
        config: PUBLIC,
        schema: {
          tags,
          summary: 'Find regions by name, abbreviation or code; spelling is tolerated',
          querystring: searchQuery,
          response: { 200: searchAnswer },
        },
      },
      ({ query }) => answerSearch(db, query, readDay(query.on, clock)),
    )
    app.get<{ Params: { code: string }; Querystring: RegionQuery }>(
      '/api/v1/regions/:code',
      {
        config: PUBLIC,
        schema: {
          tags,
          summary: 'One region with its path, counts below, population and decree',
          params: regionParams,
          querystring: regionQuery,
          response: { 200: regionAnswer },
        },
      },
      ({ params, query }) => answerRegion(db, readWrittenCode('code', params.code), readDay(query.on, clock)),
    )
    app.get<{ Params: { code: string }; Querystring: RegionQuery }>(
      '/api/v1/regions/:code/children',
      {
        config: PUBLIC,
        schema: {
          tags,
          summary: 'The regions directly below one',
          params: regionParams,
          querystring: regionQuery,
          response: { 200: childrenAnswer },
        },
      },
      ({ params, query }) =>
        answerChildren(db, readWrittenCode('code', params.code), readDay(query.on, clock)),
    )
    done()
  }
}
