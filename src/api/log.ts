import { randomBytes } from 'node:crypto'
import type { Writable } from 'node:stream'
import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import type { Clock } from '../platform/clock.ts'
import { scrubDigits } from '../platform/scrub.ts'

export type LogOptions = { readonly level?: string; readonly stream?: Writable }

/**
 * Structured log, one JSON object per line. The finished line goes through `scrubDigits`, so that a 16-digit run (a NIK)
 * cannot reach the log by any way: address, header, message, error text or a field added tomorrow.
 */
export function loggerOptions(
  { level = 'info', stream }: LogOptions,
  clock: Clock,
): NonNullable<FastifyServerOptions['logger']> {
  if (level === 'silent' && !stream) return false
  return {
    level,
    base: { pid: process.pid },
    timestamp: () => `,"time":"${clock.now().toISOString()}"`,
    hooks: { streamWrite: scrubDigits },
    ...(stream ? { stream } : {}),
  }
}

/** A request id that cannot be mistaken for a number and cannot be chosen by the caller. */
export function newRequestId(): string {
  return randomBytes(12).toString('base64url')
}

/** One line per answered request: what was asked, which route, what came of it, how long it took. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      {
        method: request.method,
        url: withoutSecrets(request.url).slice(0, 500),
        route: request.routeOptions.url,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
        agent: request.headers['user-agent']?.slice(0, 200),
      },
      'answered',
    )
    done()
  })
}

/** One-time links, what a provider of identities sends back, and a key that somebody put there are secrets: an address is logged without. */
function withoutSecrets(url: string): string {
  const shown = url.replaceAll(/(?<![\w-])(?:payung_)?[\w-]{43}(?![\w-])/g, '[rahasia]')
  return shown.startsWith('/masuk/') ? (shown.split('?', 1)[0] ?? '') : shown
}
