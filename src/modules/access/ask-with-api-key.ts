import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import { tokenHash, tokenHashes } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import type { AccessDeps } from './access-deps.ts'
import type { Actor } from './access.ts'
import type { Doer } from './administration.ts'
import { isApiKey } from './api-key.ts'
import { countAttempt } from './count-attempt.ts'
import { areCounted, findApiKey, findSpentQuota, type FoundKey } from './key-queries.ts'
import { insertPersons } from './store.ts'
import { addressGroup } from './throttle.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** No such key, or one that is revoked or over: nothing says which. */
    'api-key-refused': Readonly<Record<string, never>>
    /** The key has asked about as many different persons today as it may. */
    'api-key-quota': { readonly quota: number; readonly day: string }
  }
}

const BEARER = /^Bearer +(\S+) *$/i

/**
 * Reads `Authorization: Bearer payung_…` of the API and makes the key the request's actor. A wrong key is refused, whatever else the
 * request shows, and slows its address down. Call before the session is read: a request with a key has no session.
 */
export function addApiKeys(app: FastifyInstance, deps: AccessDeps): void {
  app.addHook('onRequest', async (request, reply) => {
    const { authorization } = request.headers
    if (authorization === undefined || !request.url.startsWith('/api/')) return
    request.programActor = await proveKey(deps, request, reply, BEARER.exec(authorization)?.[1] ?? '')
    // A cookie beside a key would leave open who acts.
    delete request.headers.cookie
  })
}

async function proveKey(
  deps: AccessDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  given: string,
): Promise<Actor> {
  reply.header('cache-control', 'no-store')
  const key = isApiKey(given) ? await findApiKey(deps.db, tokenHashes(deps.ring, given)) : null
  const actor = key && actorOf(key, deps.clock.today())
  if (actor) return actor
  await request.server.refusedCredentials.count({
    fault: key ? 'key-over' : 'key-unknown',
    address: request.ip,
    requestId: request.id,
    ...(key && { subject: { kind: 'api-key', id: key.id } }),
  })
  await countAttempt(deps, [{ bucket: 'address', text: `key ${addressGroup(request.ip)}` }])
  reply.header('www-authenticate', 'Bearer')
  throw refuse('api-key-refused', {})
}

/** What a key makes of whoever shows it; null when it is revoked or over. */
function actorOf(key: FoundKey, today: PlainDate): Actor | null {
  if (key.revokedAt !== null || key.organisationClosedOn !== null) return null
  if (key.expiresOn <= today) return null
  const { id, organisationId, actions, reach, regionCode, expiresOn } = key
  return {
    userId: id,
    organisationId,
    held: null,
    hasSecondFactor: false,
    key: { actions, reach, regionCode, expiresOn },
  }
}

/**
 * Counts the persons that a key asks about in this transaction, each once a day (Asia/Jakarta), and refuses with `api-key-quota` when
 * they would be more than its quota; the caller's transaction then ends and nothing was told. Races count right: whoever brings a new
 * person waits for the one before. A person is any text that names him; only its keyed hash is kept.
 */
export async function countPersonsForKey(
  tx: Tx,
  { clock, ring }: Pick<AccessDeps, 'clock' | 'ring'>,
  keyId: string,
  persons: readonly string[],
): Promise<void> {
  const onDay = clock.today()
  const hashes = [...new Set(persons)].map((person) => tokenHash(ring, `person ${keyId} ${person}`))
  const asked = { keyId, persons: hashes, onDay }
  if (await areCounted(tx, asked)) return
  const { fits, quota } = await insertPersons(tx, { ...asked, now: clock.now() })
  if (!fits) throw refuse('api-key-quota', { quota, day: onDay })
}

/**
 * Counts the users that an answer is about to show, when a program's key asked for it; call it in the transaction that read them. An
 * empty answer of a key that has used its quota up is refused as well: otherwise it would tell that there is nobody of that name.
 * Whoever is signed in, and the command line, have no quota.
 */
export async function countShownUsers(
  tx: Tx,
  deps: Pick<AccessDeps, 'clock' | 'ring'>,
  by: Doer,
  users: readonly { readonly id: string }[],
): Promise<void> {
  if (by.kind !== 'user' || by.actor.key === undefined) return
  const [keyId, onDay] = [by.actor.userId, deps.clock.today()]
  const persons = users.map(({ id }) => `user ${id}`)
  if (persons.length > 0) return countPersonsForKey(tx, deps, keyId, persons)
  const spent = await findSpentQuota(tx, keyId, onDay)
  if (spent !== null) throw refuse('api-key-quota', { quota: spent, day: onDay })
}
