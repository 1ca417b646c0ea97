import type { FastifyInstance, HTTPMethods } from 'fastify'
import type { ErrorPage } from './answer-errors.ts'
import { sendProblem } from './answer-errors.ts'
import { languageOf } from './language.ts'
import { problemOfHttp } from './problem.ts'
import { PUBLIC } from '../modules/access/current-actor.ts'

const METHODS: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']

/** Notes which methods each address has. Call before any route is registered. */
export function recordMethods(app: FastifyInstance): ReadonlyMap<string, ReadonlySet<string>> {
  const methodsByUrl = new Map<string, Set<string>>()
  app.addHook('onRoute', (route) => {
    const methods = methodsByUrl.get(route.url) ?? new Set<string>()
    for (const method of [route.method].flat()) methods.add(method)
    methodsByUrl.set(route.url, methods)
  })
  return methodsByUrl
}

/** Answers 405 with Allow where the address exists and the method does not. Call after all routes are registered. */
export function refuseOtherMethods(
  app: FastifyInstance,
  methodsByUrl: ReadonlyMap<string, ReadonlySet<string>>,
  errorPage: ErrorPage,
): void {
  for (const [url, present] of [...methodsByUrl]) {
    const allow = [...present].join(', ')
    const others = METHODS.filter((method) => !present.has(method))
    app.route({
      method: others,
      url,
      schema: { hide: true },
      config: PUBLIC,
      // Answered before a body is read: what was sent does not matter here.
      onRequest: async (request, reply) => {
        reply.header('allow', allow)
        const problem = problemOfHttp('method-not-allowed', 405, request.id, languageOf(request))
        await sendProblem(problem, request, reply, errorPage)
      },
      handler: () => undefined,
    })
  }
}
