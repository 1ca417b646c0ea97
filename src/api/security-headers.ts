import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { OFFLINE_SCRIPT } from '../../web/ui/offline.ts'

/** The one inline script of every page, by its hash: no other runs, wherever it came from. */
const INLINE = `'sha256-${createHash('sha256').update(OFFLINE_SCRIPT).digest('base64')}'`

const WITHOUT_SCRIPT = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "worker-src 'self'",
].join('; ')
const CONTENT_SECURITY_POLICY = `${WITHOUT_SCRIPT}; script-src ${INLINE}`

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
}

/** Lets the page of this answer load our own script and nothing else. */
export function allowOwnScript(reply: FastifyReply): void {
  reply.header(
    'content-security-policy',
    `${WITHOUT_SCRIPT}; script-src 'self' ${INLINE}; connect-src 'self'`,
  )
}

/** Lets the worker of this answer fetch pages of ours: it is bound by the policy of its own file. */
export function allowOwnFetches(reply: FastifyReply): void {
  reply.header('content-security-policy', "default-src 'none'; connect-src 'self'")
}

/** Puts the security headers on every answer, errors and files included. */
export function addSecurityHeaders(app: FastifyInstance, publicUrl: string | undefined): void {
  app.addHook('onRequest', (request, reply, done) => {
    setSecurityHeaders(request, reply, publicUrl)
    done()
  })
}

/** The same for answers that no hook sees. HSTS only when people reach us by https. */
export function setSecurityHeaders(
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string | undefined,
): void {
  reply.headers(HEADERS).header('x-request-id', request.id)
  if (publicUrl?.startsWith('https://')) {
    reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
  }
}
