import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import type { Language } from '../../kernel/format.ts'
import { refuse } from '../../kernel/refusal.ts'
import { signOut } from '../../modules/access/own-sessions.ts'
import type { OpenedSession } from '../../modules/access/open-session.ts'
import { offerSignIn, signInByPasskey } from '../../modules/access/passkeys.ts'
import { isRoleName, roleNamed } from '../../modules/access/roles.ts'
import { deviceToken, signIn } from '../../modules/access/sign-in.ts'
import { TRAINING_PASSWORD, trainingAccounts } from '../../modules/access/training-accounts.ts'
import { refusalSentence } from '../../../web/locales/refusal-sentence.ts'
import { wordsIn } from '../../../web/locales/public.ts'
import { SignInPage, type SignInPageProps } from '../../../web/account/sign-in-page.tsx'
import { languageOf } from '../language.ts'
import { allowOwnScript } from '../security-headers.ts'
import { PASSKEY_SCRIPT_PATH } from '../static-files.ts'
import { answerIn, formOf } from './form-body.ts'
import { ownPath } from './own-path.ts'
import { frameOf, queryOf, sendPrivatePage } from './send-page.ts'
import {
  callerOf,
  clearSessionCookie,
  ensureGuestCookie,
  guestCookie,
  guestFormToken,
  readDeviceCookie,
  sessionRefOf,
  setDeviceCookie,
  setSessionCookie,
  signedInOf,
} from './sign-in-cookies.ts'
import {
  formErrorOf,
  GUEST_FORM,
  GUEST_PAGE,
  OWN_SESSION,
  placeOf,
  type SignInPageDeps,
} from './sign-in-page-deps.ts'

/** Where whoever signed in goes when nothing else was asked for. */
const AFTER_SIGN_IN = '/beranda'

/** `/masuk` and its ways, `/keluar`. */
export function signInRoutes(app: FastifyInstance, deps: SignInPageDeps): void {
  app.get('/masuk', GUEST_PAGE, async (request, reply) => {
    const { next, sebab, pesan } = queryOf(request)
    const note = noteOf(languageOf(request), sebab, pesan)
    return sendSignIn(request, reply, deps, { next: ownPath(next, AFTER_SIGN_IN), note })
  })

  app.post('/masuk', GUEST_FORM, async (request, reply) => {
    const form = formOf(request)
    const next = ownPath(form['next'], AFTER_SIGN_IN)
    const email = answerIn(form, 'email')
    try {
      const organisationId = answerIn(form, 'organisation')
      const session = await signIn(deps, {
        email,
        password: answerIn(form, 'password'),
        ...(organisationId !== '' && { organisationId }),
        device: readDeviceCookie(request, deps),
        caller: callerOf(request),
        before: sessionRefOf(request),
      })
      setDeviceCookie(reply, deviceToken(deps, email), deps)
      return await enter(reply, session, next, deps)
    } catch (error) {
      const { errors, status, refusal } = formErrorOf(
        error,
        ({ code }) => (code === 'sign-in-names-several' ? 'organisation' : 'password'),
        languageOf(request),
      )
      const { value } = refusal
      if (value.code === 'too-many-attempts') reply.header('retry-after', String(value.details.seconds))
      const organisations =
        value.code === 'sign-in-names-several'
          ? value.details.organisations.map(({ id, name }) => ({ value: id, label: name }))
          : []
      return sendSignIn(request, reply, deps, { email, next, errors, organisations }, status)
    }
  })

  passkeySignIn(app, deps)
  governmentSignIn(app, deps)

  app.post('/keluar', OWN_SESSION, async (request, reply) => {
    await signOut(deps, signedInOf(request), callerOf(request))
    clearSessionCookie(reply, deps)
    return reply.redirect('/masuk?pesan=keluar', 303)
  })
}

function passkeySignIn(app: FastifyInstance, deps: SignInPageDeps): void {
  app.post('/masuk/kunci-sandi/pilihan', GUEST_FORM, async (request, reply) => {
    const place = placeOf(request, deps)
    if (!place) throw refuse('passkey-refused', {})
    return reply.header('cache-control', 'no-store').send(await offerSignIn(deps, place))
  })

  app.post('/masuk/kunci-sandi', GUEST_FORM, async (request, reply) => {
    const form = formOf(request)
    const next = ownPath(form['next'], AFTER_SIGN_IN)
    try {
      const place = placeOf(request, deps)
      if (!place) throw refuse('passkey-refused', {})
      const response = readPasskeyAnswer(answerIn(form, 'response'))
      const [caller, before] = [callerOf(request), sessionRefOf(request)]
      const session = await signInByPasskey(deps, {
        response: response as unknown as Parameters<typeof signInByPasskey>[1]['response'],
        place,
        caller,
        before,
      })
      return await enter(reply, session, next, deps)
    } catch (error) {
      const { errors, status } = formErrorOf(error, () => 'passkey', languageOf(request))
      return sendSignIn(request, reply, deps, { next, errors }, status)
    }
  })
}

function governmentSignIn(app: FastifyInstance, deps: SignInPageDeps): void {
  const returnTo = (request: FastifyRequest): string =>
    `${deps.publicUrl ?? `http://${request.host}`}/masuk/pemerintah/kembali`

  app.get('/masuk/pemerintah', GUEST_PAGE, async (request, reply) => {
    if (!deps.government) throw refuse('single-sign-on-refused', { because: 'not-set' })
    const url = await deps.government.start({
      browser: ensureGuestCookie(request, reply, deps),
      returnTo: returnTo(request),
      next: ownPath(queryOf(request)['next'], AFTER_SIGN_IN),
    })
    return reply.header('cache-control', 'no-store').redirect(url.href, 303)
  })

  app.get('/masuk/pemerintah/kembali', GUEST_PAGE, async (request, reply) => {
    if (!deps.government) throw refuse('single-sign-on-refused', { because: 'not-set' })
    const url = new URL(returnTo(request))
    url.search = request.url.split('?')[1] ?? ''
    const { session, next } = await deps.government.finish({
      url,
      browser: guestCookie(request, deps),
      caller: callerOf(request),
      before: sessionRefOf(request),
    })
    return enter(reply, session, ownPath(next, AFTER_SIGN_IN), deps)
  })
}

/** Gives the browser its new session and leads on, by way of the second factor where the role needs one. */
function enter(
  reply: FastifyReply,
  session: OpenedSession,
  next: string,
  deps: SignInPageDeps,
): FastifyReply {
  setSessionCookie(reply, session.token, deps)
  const onward = session.needsSecondFactor ? `/masuk/kode?next=${encodeURIComponent(next)}` : next
  return reply.header('cache-control', 'no-store').redirect(onward, 303)
}

/** What a browser's script answered for a passkey; the library checks every part of it. */
export function readPasskeyAnswer(text: string): {
  readonly id: string
  readonly response: { readonly clientDataJSON: string }
} {
  try {
    const answer = JSON.parse(text) as { id?: unknown; response?: { clientDataJSON?: unknown } } | null
    if (typeof answer?.id === 'string' && typeof answer.response?.clientDataJSON === 'string') {
      return answer as { id: string; response: { clientDataJSON: string } }
    }
  } catch {
    // Falls to the refusal below: what is not JSON is no answer.
  }
  throw refuse('passkey-refused', {})
}

function noteOf(language: Language, because: unknown, message: unknown): string | null {
  if (because === 'ended' || because === 'elsewhere' || because === 'expired') {
    return refusalSentence({ code: 'not-signed-in', details: { because } }, language)
  }
  const words = wordsIn(language).signIn
  return message === 'keluar' ? words.signedOut : message === 'sandi' ? words.passwordSet : null
}

async function sendSignIn(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: SignInPageDeps,
  said: Partial<SignInPageProps> & { readonly next: string },
  status = 200,
): Promise<FastifyReply> {
  const language = languageOf(request)
  const script = placeOf(request, deps) ? PASSKEY_SCRIPT_PATH : null
  if (script !== null) allowOwnScript(reply)
  const accounts = await trainingAccounts(deps.db, deps.training)
  const page: SignInPageProps = {
    frame: frameOf(request),
    csrf: guestFormToken(request, reply, deps),
    email: '',
    errors: {},
    note: null,
    organisations: [],
    passkeyScript: script,
    hasGovernment: deps.government !== null,
    training: accounts.map(({ email, role, organisation }) => ({
      email,
      organisation,
      role: isRoleName(role) ? roleNamed(role).title[language] : role,
    })),
    trainingPassword: TRAINING_PASSWORD,
    twin: deps.twin(),
    ...said,
  }
  return sendPrivatePage(request, reply, createElement(SignInPage, page), status)
}
