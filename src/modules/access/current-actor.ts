import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import { tokenHashes } from '../../platform/crypto.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { AccessDeps } from './access-deps.ts'
import { decideAccess, type AccessReason, type Actor, type Subject } from './access.ts'
import type { ActionName } from './actions.ts'
import type { RefusedCredential } from './refused-credentials.ts'
import { inScope, throughGate } from './scope.ts'
import { findSession, type FoundSession } from './session-queries.ts'
import { touchSession } from './session-store.ts'
import { formToken, isFormToken, isToken } from './session-token.ts'
import { isSeenLongAgo, sessionFault, type SessionFault, type SessionLimits } from './session.ts'

/** Who is signed in with this request. */
export type SignedIn = {
  readonly actor: Actor
  readonly sessionId: string
  /** Set up codes of an app and has not shown one in this session: nothing is allowed before. */
  readonly owesSecondFactor: boolean
  /** When the person signed in; kept when the token is changed. */
  readonly since: Date
  readonly user: {
    readonly id: string
    readonly name: string
    readonly email: string
    readonly organisationName: string
    readonly training: boolean
  }
  /** What every POST form of a page must carry in the field `csrf`, and a program in the header `x-csrf-token`. */
  readonly csrf: string
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Whether this is an installation for training. */
    readonly training: boolean
  }
  interface FastifyRequest {
    actor: SignedIn | null
    /** Why there is no actor; `none` when no session was shown. */
    sessionFault: SessionFault
    /** What was wrong with the session that was shown; null when none was, or a good one. */
    refusedSession: Pick<RefusedCredential, 'fault' | 'subject'> | null
    /** Set by whoever proved the request by a program's key; such a request has no session and needs no form secret. */
    programActor: Actor | null
  }
  interface FastifyContextConfig {
    /** What the route does; refused before its handler, and before its body is read, to whoever may not do it anywhere. */
    action?: ActionName
    /** The route asks for nobody. */
    public?: true
    /** The route asks for a session and no role: ending it, showing or setting up the second factor, choosing the role. */
    session?: true
    /** A form that is sent before anybody is signed in: its secret is bound to `formCookie`. */
    guestForm?: true
  }
}

/** For the route config of everything that anybody may read. */
export const PUBLIC = { public: true } as const

/** What reading the actor needs. `overHttps`: people reach us by https, so the cookie is bound to it. */
export type ActorDeps = AccessDeps & {
  readonly overHttps: boolean
  readonly session: SessionLimits
  /** Accounts of the training mode count; elsewhere they cannot act, even with a session from before. */
  readonly training: boolean
}

/**
 * The names of our cookies. `__Host-` binds a cookie to https, this host and the path `/`; a browser refuses such a cookie over plain
 * http (Safari also on localhost), so an installation without https uses the bare name. Neither name is ever read in the other's place.
 */
export function cookieNames(overHttps: boolean): {
  readonly session: string
  readonly form: string
  readonly device: string
} {
  const prefix = overHttps ? '__Host-' : ''
  return { session: `${prefix}payung`, form: `${prefix}payung_form`, device: `${prefix}payung_device` }
}

/** A cookie of ours as it is set: never readable by scripts, never sent along from other sites' forms. */
export function cookieText(name: string, value: string, overHttps: boolean, seconds?: number): string {
  const life = seconds === undefined ? '' : `; Max-Age=${String(seconds)}`
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${overHttps ? '; Secure' : ''}${life}`
}

/** One cookie of a request. Undefined when it is not there, or there twice: somebody else may have put one of them. */
export function readCookie(request: FastifyRequest, name: string): string | undefined {
  const found = (request.headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
  return found.length === 1 ? found[0]?.slice(name.length + 1) : undefined
}

/** Reads the actor of each request, refuses what his role does nowhere, and refuses to build an app with a route that names nothing. */
export function addCurrentActor(app: FastifyInstance, deps: ActorDeps): void {
  app.decorate('training', deps.training)
  app.decorateRequest('actor', null)
  app.decorateRequest('programActor', null)
  app.decorateRequest('sessionFault', 'none')
  app.decorateRequest('refusedSession', null)
  app.addHook('onRoute', ({ config, url, method }) => {
    const named = [config?.action !== undefined, config?.public === true, config?.session === true]
    if (named.filter(Boolean).length === 1) return
    throw new Error(`route ${String(method)} ${url} must name its action, or be public, or ask for a session`)
  })
  app.addHook('onRequest', async (request) => {
    await readActor(request, deps)
  })
  app.addHook('onRequest', async (request, reply) => {
    await countRefused(request, reply)
  })
  app.addHook('onRequest', async (request, reply) => {
    const { action, session } = request.routeOptions.config
    if (action === undefined && session !== true) return
    reply.header('cache-control', 'no-store')
    if (action === undefined) {
      if (!request.actor) throw refuse('not-signed-in', { because: request.sessionFault })
      return
    }
    const own = actorOf(request)
    await requireAccess(request, action, own ? { userId: own.userId } : {}, deps.clock.today(), deps)
  })
  app.addHook('onRequest', (request, _reply, done) => {
    refuseForeignOrigin(request)
    done()
  })
  app.addHook('preValidation', (request, reply, done) => {
    refuseForgedForm(request, reply, deps)
    done()
  })
}

function actorOf(request: FastifyRequest): Actor | null {
  return request.actor?.actor ?? request.programActor
}

async function readActor(request: FastifyRequest, deps: ActorDeps): Promise<void> {
  const token = readCookie(request, cookieNames(deps.overHttps).session)
  if (token === undefined) return
  if (!isToken(token)) {
    request.refusedSession = { fault: 'session-unknown' }
    return
  }
  const found = await findSession(deps.db, tokenHashes(deps.ring, token))
  const now = deps.clock.now()
  const fault = found ? sessionFault(found, now, deps.session) : 'ended'
  if (!found || fault !== null || (found.training && !deps.training)) {
    request.sessionFault = fault ?? 'ended'
    request.refusedSession = found
      ? { fault: 'session-over', subject: { kind: 'user', id: found.userId } }
      : { fault: 'session-unknown' }
    return
  }
  request.actor = signedIn(found, formToken(deps.ring, token))
  if (isSeenLongAgo(found.lastSeenAt, now)) {
    await throughGate(deps.db, 'sign-in', (tx) => touchSession(tx, found.id, now))
  }
}

/** A session that is not good, and none where one is needed: counted, and slowed where the request is refused anyway. */
async function countRefused(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { action, session } = request.routeOptions.config
  const isRefused = actorOf(request) === null && (action !== undefined || session === true)
  const refused = request.refusedSession ?? (isRefused ? ({ fault: 'not-signed-in' } as const) : null)
  if (!refused) return
  const from = { address: request.ip, requestId: request.id }
  const seconds = await request.server.refusedCredentials.count({ ...refused, ...from })
  if (seconds === null || !isRefused) return
  reply.header('cache-control', 'no-store')
  throw refuse('too-many-attempts', { seconds })
}

function signedIn(found: FoundSession, csrf: string): SignedIn {
  const { userId, organisationId, organisationName, name, email, training, held } = found
  return {
    actor: { userId, organisationId, held, hasSecondFactor: found.secondFactorAt !== null },
    sessionId: found.id,
    owesSecondFactor: found.hasCode && found.secondFactorAt === null,
    since: found.createdAt,
    user: { id: userId, name, email, organisationName, training },
    csrf,
  }
}

/**
 * Throws `not-signed-in` or `not-allowed` unless the request's actor may do this to this subject today, and returns the actor. A
 * refusal of somebody we know is an entry of the audit, in a transaction of its own because the act does not happen.
 */
export async function requireAccess(
  request: FastifyRequest,
  action: ActionName,
  subject: Subject,
  today: PlainDate,
  { db }: Pick<AccessDeps, 'db'>,
): Promise<Actor> {
  const actor = actorOf(request)
  if (!actor) throw refuse('not-signed-in', { because: request.sessionFault })
  const reason = refusalReason(request, actor, action, subject, today)
  if (reason === null) return actor
  await auditRefusal(db, request, actor, action, reason)
  throw refuse('not-allowed', { action, reason })
}

function refusalReason(
  request: FastifyRequest,
  actor: Actor,
  action: ActionName,
  subject: Subject,
  today: PlainDate,
): AccessReason | null {
  if (request.actor?.owesSecondFactor === true) return 'second-factor'
  const access = decideAccess(actor, action, subject, today)
  return access.allowed ? null : access.reason
}

function auditRefusal(
  db: AccessDeps['db'],
  request: FastifyRequest,
  actor: Actor,
  action: ActionName,
  reason: AccessReason,
): Promise<void> {
  return inScope(db, actor, (tx) =>
    recordAudit(tx, {
      actor: {
        kind: request.programActor === actor ? 'api-key' : 'user',
        id: actor.userId,
        organisationId: actor.organisationId,
        ...(actor.held && { role: actor.held.role }),
      },
      action: 'access.refused',
      ...(actor.held && { region: actor.held.regionCode }),
      details: { action, reason },
      address: request.ip,
      requestId: request.id,
    }),
  )
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

/** A browser says where a request comes from. What comes from another site changes nothing here. */
function refuseForeignOrigin(request: FastifyRequest): void {
  if (SAFE_METHODS.has(request.method) || request.is404) return
  const { config } = request.routeOptions
  if (config.public === true && config.guestForm !== true) return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw refuse('form-not-ours', {})
}

/** Every change asked for by a browser carries a secret that only our own page could put there. */
function refuseForgedForm(request: FastifyRequest, reply: FastifyReply, deps: ActorDeps): void {
  if (SAFE_METHODS.has(request.method) || request.programActor) return
  const { config } = request.routeOptions
  if (request.actor === null && config.guestForm !== true) return
  if (config.public === true && config.guestForm !== true) return
  const names = cookieNames(deps.overHttps)
  const cookie = readCookie(request, request.actor && config.guestForm !== true ? names.session : names.form)
  const given = takeFormToken(request)
  if (cookie !== undefined && isFormToken(deps.ring, cookie, given)) return
  reply.header('cache-control', 'no-store')
  throw refuse('form-not-ours', {})
}

/** Takes the secret out of the body, so that contracts know nothing of it. */
function takeFormToken(request: FastifyRequest): unknown {
  const header = request.headers['x-csrf-token']
  const { body } = request
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, 'csrf')) return header
  const { csrf, ...rest } = body as Record<string, unknown>
  request.body = rest
  return csrf
}

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** A change that no page of ours asked for in this browser, or from a page that is too old. */
    'form-not-ours': Readonly<Record<string, never>>
  }
}
