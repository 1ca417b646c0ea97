import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { refuse } from '../../kernel/refusal.ts'
import { decideAccess, holdsOn } from '../../modules/access/access.ts'
import { chooseRole, endOtherSessions, endOwnSession } from '../../modules/access/own-sessions.ts'
import { listOwnPasskeys } from '../../modules/access/passkey-queries.ts'
import { offerRegistration, registerPasskey, removePasskey } from '../../modules/access/passkeys.ts'
import { roleNamed } from '../../modules/access/roles.ts'
import { inScope } from '../../modules/access/scope.ts'
import { readCodeState } from '../../modules/access/set-up-code.ts'
import { listHeldRoles, listOwnSessions, type OwnSession } from '../../modules/access/session-queries.ts'
import { wordsIn } from '../../../web/locales/public.ts'
import { AccountPage, type SessionRow } from '../../../web/account/account-page.tsx'
import { languageOf } from '../language.ts'
import { allowOwnScript } from '../security-headers.ts'
import { PASSKEY_SCRIPT_PATH } from '../static-files.ts'
import { workPages } from './administration/parts.ts'
import { answerIn, formOf } from './form-body.ts'
import { frameOf, queryOf, sendPrivatePage } from './send-page.ts'
import { callerOf, setSessionCookie, signedInOf } from './sign-in-cookies.ts'
import { readPasskeyAnswer } from './sign-in-routes.ts'
import { OWN_SESSION, placeOf, type SignInPageDeps } from './sign-in-page-deps.ts'

const READ = { schema: { hide: true }, config: { action: 'account.read' } } as const
const SECURE = { schema: { hide: true }, config: { action: 'account.secure' } } as const

/** `/akun`: one's own sessions, role and passkeys. */
export function accountRoutes(app: FastifyInstance, deps: SignInPageDeps): void {
  app.get('/akun', READ, (request, reply) => sendAccount(request, reply, deps))

  app.post('/akun/sesi/akhiri', READ, async (request, reply) => {
    await endOwnSession(deps, signedInOf(request), uuidIn(request, 'id'), callerOf(request))
    return reply.redirect('/akun?pesan=simpan', 303)
  })

  app.post('/akun/sesi/akhiri-lain', READ, async (request, reply) => {
    await endOtherSessions(deps, signedInOf(request), callerOf(request))
    return reply.redirect('/akun?pesan=simpan', 303)
  })

  app.post('/akun/peran', OWN_SESSION, async (request, reply) => {
    const signedIn = signedInOf(request)
    if (signedIn.owesSecondFactor)
      throw refuse('not-allowed', { action: 'account.read', reason: 'second-factor' })
    const token = await chooseRole(deps, signedIn, {
      grantId: uuidIn(request, 'grant'),
      caller: callerOf(request),
    })
    setSessionCookie(reply, token, deps)
    return reply.redirect('/akun', 303)
  })

  app.post('/akun/kunci-sandi/pilihan', SECURE, async (request, reply) => {
    const place = placeOf(request, deps)
    if (!place) throw refuse('passkey-refused', {})
    return reply.send(await offerRegistration(deps, signedInOf(request), place))
  })

  app.post('/akun/kunci-sandi', SECURE, async (request, reply) => {
    const place = placeOf(request, deps)
    const form = formOf(request)
    if (!place) throw refuse('passkey-refused', {})
    const response = readPasskeyAnswer(answerIn(form, 'response'))
    await registerPasskey(deps, signedInOf(request), {
      response: response as unknown as Parameters<typeof registerPasskey>[2]['response'],
      name: answerIn(form, 'name').trim().slice(0, 60) || 'Payung',
      place,
      caller: callerOf(request),
    })
    return reply.redirect('/akun?pesan=simpan', 303)
  })

  app.post('/akun/kunci-sandi/hapus', SECURE, async (request, reply) => {
    const credentialId = Buffer.from(answerIn(formOf(request), 'id'), 'base64url')
    await removePasskey(deps, signedInOf(request), { credentialId, caller: callerOf(request) })
    return reply.redirect('/akun?pesan=simpan', 303)
  })
}

async function sendAccount(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: SignInPageDeps,
): Promise<FastifyReply> {
  const signedIn = signedInOf(request)
  const { user, actor, sessionId } = signedIn
  const language = languageOf(request)
  const words = wordsIn(language).signIn
  const today = deps.clock.today()
  const code = await readCodeState(deps, signedIn)
  const [sessions, roles, passkeys] = await inScope(deps.db, actor, async (tx) => [
    await listOwnSessions(tx, user.id),
    (await listHeldRoles(tx, user.id)).filter((held) => holdsOn(held, today)),
    await listOwnPasskeys(tx, user.id),
  ])
  const script = placeOf(request, deps) ? PASSKEY_SCRIPT_PATH : null
  if (script !== null) allowOwnScript(reply)
  const page = {
    frame: frameOf(request),
    csrf: signedIn.csrf,
    name: user.name,
    email: user.email,
    organisation: user.organisationName,
    role: actor.held ? roleNamed(actor.held.role).title[language] : null,
    roles: roles.map(({ grantId, role }) => ({ value: grantId, label: roleNamed(role).title[language] })),
    roleGrant: actor.held?.grantId ?? '',
    sessions: sessions.map((session) => sessionRow(session, sessionId, words.unknownDevice)),
    hasCode: code.kind === 'in-use',
    recoveryCodesLeft: code.kind === 'in-use' ? code.recoveryCodesLeft : 0,
    passkeys: passkeys.map(({ credentialId, ...passkey }) => ({
      ...passkey,
      id: credentialId.toString('base64url'),
    })),
    passkeyScript: script,
    note: queryOf(request)['pesan'] === 'simpan' ? words.done : null,
    pages: workPages(request, deps),
    mayChange: !user.training && decideAccess(actor, 'account.secure', { userId: user.id }, today).allowed,
  }
  return sendPrivatePage(request, reply, createElement(AccountPage, page))
}

function sessionRow(session: OwnSession, present: string, unknown: string): SessionRow {
  return {
    id: session.id,
    since: session.createdAt,
    lastSeen: session.lastSeenAt,
    address: session.address,
    device: deviceName(session.agent) ?? unknown,
    isThis: session.id === present,
  }
}

/** Browser and system in two words, from what browsers say of themselves; null when they say nothing known. */
export function deviceName(agent: string): string | null {
  const browser = [
    ['Edg', 'Edge'],
    ['OPR', 'Opera'],
    ['SamsungBrowser', 'Samsung Internet'],
    ['Firefox', 'Firefox'],
    ['Chrome', 'Chrome'],
    ['Safari', 'Safari'],
  ].find(([mark = '']) => agent.includes(`${mark}/`))?.[1]
  const system = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS', 'Linux'].find((name) =>
    agent.includes(name),
  )
  const known = [browser, system].filter((word) => word !== undefined)
  return known.length === 0 ? null : known.join(', ')
}

function uuidIn(request: FastifyRequest, field: string): string {
  const value = answerIn(formOf(request), field)
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)) {
    throw refuse('value-malformed', { field, value: '', expected: 'text' })
  }
  return value
}
