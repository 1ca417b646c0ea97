import { describedAs } from '../../platform/described.ts'
import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import { byRequest } from '../access/admin-routes.ts'
import * as contract from './duplicate-contract.ts'
import { answerComparison, answerPairs, loserOf, readPair } from './duplicate-answers.ts'
import { mergePeople, type MergeDeps } from './merge-people.ts'
import { askAgain, tellApart } from './tell-apart.ts'
import { unmergePeople } from './unmerge-people.ts'

const config = { action: 'people.merge' } as const
const described = describedAs('people')
const params = contract.pairParams

type Pair = { Params: { pair: string } }

/** Pairs that may be one person, and what is decided about them, for programs. The pages do the same by the same commands. */
export function duplicateRoutes(deps: MergeDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    readingRoutes(app, deps)
    decidingRoutes(app, deps)
    done()
  }
}

function readingRoutes(app: FastifyInstance, deps: MergeDeps): void {
  const list = described(
    'Pairs that may be one person, likeliest first',
    { querystring: contract.listPairsQuery },
    contract.pairsAnswer,
  )
  app.get<{ Querystring: contract.ListPairsQuery }>(
    '/api/v1/duplicates',
    { config, schema: list },
    (request) => answerPairs(deps, byRequest(request), request.query),
  )
  const one = described('Both rows of a pair side by side, masked', { params }, contract.comparisonAnswer)
  app.get<Pair>('/api/v1/duplicates/:pair', { config, schema: one }, (request) =>
    answerComparison(deps, byRequest(request), request.params.pair),
  )
}

function decidingRoutes(app: FastifyInstance, deps: MergeDeps): void {
  const merge = described(
    'Merge two rows of one person',
    { params, body: contract.mergeBody },
    contract.mergedAnswer,
  )
  app.post<Pair & { Body: contract.MergeBody }>(
    '/api/v1/duplicates/:pair/merge',
    { config, schema: merge },
    (request) => {
      const { keep, reason } = request.body
      const lose = loserOf(readPair(request.params.pair), keep)
      return mergePeople(deps, byRequest(request), { keep, lose, reason })
    },
  )
  const acts = [
    ['different', 'Say that a pair are two people', tellApart],
    ['reopen', 'Ask again about a pair that was called two people', askAgain],
  ] as const
  for (const [name, summary, work] of acts) {
    const schema = described(summary, { params, body: contract.pairReasonBody }, contract.pairDoneAnswer)
    app.post<Pair & { Body: contract.PairReasonBody }>(
      `/api/v1/duplicates/:pair/${name}`,
      { config, schema },
      async (request) => {
        await work(deps, byRequest(request), { people: readPair(request.params.pair), ...request.body })
        return { done: true }
      },
    )
  }
  const undo = described(
    'Take a merging apart, as long as nobody built on it',
    { params: contract.mergeParams, body: contract.pairReasonBody },
    contract.pairDoneAnswer,
  )
  app.post<{ Params: { id: string }; Body: contract.PairReasonBody }>(
    '/api/v1/merges/:id/undo',
    { config, schema: undo },
    async (request) => {
      await unmergePeople(deps, byRequest(request), { id: request.params.id, ...request.body })
      return { done: true }
    },
  )
}
