import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../kernel/refusal.ts'
import type { HttpProblem } from '../../web/locales/http-problems.ts'
import { isForPrograms, languageOf } from './language.ts'
import { problemOfHttp, problemOfRefusal, type Problem } from './problem.ts'
import { QueryMalformed } from './query-string.ts'

/** Draws an error for people; pages give it, so that this file knows no screen. */
export type ErrorPage = (problem: Problem, request: FastifyRequest) => string

/** A refusal met while Fastify checked a request against its contract. */
export class ContractRefusal extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.message)
    this.refusal = refusal
  }
}

/** Turns every thrown error into one problem: for programs as RFC 9457 JSON, for people as a page. */
export function answerErrors(app: FastifyInstance, errorPage: ErrorPage): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const door = error instanceof Refusal ? doorFor(error, request) : null
    if (door !== null) return reply.header('cache-control', 'no-store').redirect(door, 303)
    const problem = problemOf(error, request)
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed')
    return sendProblem(problem, request, reply, errorPage)
  })
  app.setNotFoundHandler((request, reply) =>
    sendProblem(problemOfHttp('not-found', 404, request.id, languageOf(request)), request, reply, errorPage),
  )
}

/** Where a person is led who only has to sign in or show a code before the page opens; null when there is no such way. */
function doorFor({ value }: Refusal, request: FastifyRequest): string | null {
  if (request.method !== 'GET' || !wantsPage(request)) return null
  const next = encodeURIComponent(request.url)
  if (value.code === 'not-signed-in') {
    const why = value.details.because === 'none' ? '' : `&sebab=${value.details.because}`
    return `/masuk?next=${next}${why}`
  }
  if (value.code === 'not-allowed' && value.details.reason === 'second-factor')
    return `/masuk/kode?next=${next}`
  return null
}

/** The problem of a request that failed, for those that no error handler sees. */
export function answerFrameworkError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
  errorPage: ErrorPage,
): void {
  void sendProblem(problemOf(error, request), request, reply, errorPage)
}

/** Sends one problem in the form the asker can read. */
export function sendProblem(
  problem: Problem,
  request: FastifyRequest,
  reply: FastifyReply,
  errorPage: ErrorPage,
): FastifyReply {
  reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .header('vary', 'accept, accept-language, cookie')
  if (problem.code === 'too-many-attempts') reply.header('retry-after', String(problem['seconds']))
  if (wantsPage(request)) return reply.type('text/html; charset=utf-8').send(errorPage(problem, request))
  return reply.type('application/problem+json; charset=utf-8').serializer(JSON.stringify).send(problem)
}

function wantsPage(request: FastifyRequest): boolean {
  return !isForPrograms(request.url) && (request.headers.accept ?? '').includes('text/html')
}

function problemOf(error: FastifyError, request: FastifyRequest): Problem {
  const language = languageOf(request)
  if (error instanceof Refusal) return problemOfRefusal(error, request.id, language)
  if (error instanceof ContractRefusal) return problemOfRefusal(error.refusal, request.id, language)
  const { code, status } = httpProblemOf(error)
  return problemOfHttp(code, status, request.id, language)
}

function httpProblemOf(error: FastifyError): { readonly code: HttpProblem; readonly status: number } {
  if (error instanceof QueryMalformed) return { code: 'query-malformed', status: 400 }
  switch (error.statusCode) {
    case 413:
      return { code: 'body-too-large', status: 413 }
    case 415:
      return { code: 'media-type-unsupported', status: 415 }
    case 400:
      return { code: isBodyError(error) ? 'body-malformed' : 'request-malformed', status: 400 }
    case 404:
    case 414:
      // Too long a parameter: no such address can exist.
      return { code: 'not-found', status: 404 }
    case 408:
      return { code: 'request-malformed', status: 408 }
    default:
      return { code: 'internal', status: 500 }
  }
}

/** Fastify's own errors carry a code; a parser's SyntaxError does not, whatever its type says. */
function isBodyError(error: FastifyError | SyntaxError): boolean {
  return error instanceof SyntaxError || error.code.startsWith('FST_ERR_CTP')
}
