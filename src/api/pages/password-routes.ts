import type { FastifyInstance } from 'fastify'
import { createElement } from 'react'
import { changePassword, findLinkUser, setPasswordByLink } from '../../modules/access/set-password.ts'
import { countRecovery, startRecovery } from '../../modules/access/recover-account.ts'
import { wordsIn } from '../../../web/locales/public.ts'
import { ChangePasswordPage, RecoverPage, SetPasswordPage } from '../../../web/account/password-pages.tsx'
import { languageOf } from '../language.ts'
import { answerIn, formOf } from './form-body.ts'
import { frameOf, sendPrivatePage } from './send-page.ts'
import {
  callerOf,
  clearSessionCookie,
  guestFormToken,
  rotatedSessionOf,
  setSessionCookie,
  signedInOf,
} from './sign-in-cookies.ts'
import { formErrorOf, GUEST_FORM, GUEST_PAGE, type SignInPageDeps } from './sign-in-page-deps.ts'

const SECURE = { schema: { hide: true }, config: { action: 'account.secure' } } as const

/** `/lupa-sandi`, `/atur-sandi/…` and `/akun/sandi`. */
export function passwordRoutes(app: FastifyInstance, deps: SignInPageDeps): void {
  recoveryRoutes(app, deps)
  linkRoutes(app, deps)

  app.get('/akun/sandi', SECURE, (request, reply) => {
    const page = { frame: frameOf(request), csrf: signedInOf(request).csrf, errors: {} }
    return sendPrivatePage(request, reply, createElement(ChangePasswordPage, page))
  })

  app.post('/akun/sandi', SECURE, async (request, reply) => {
    const form = formOf(request)
    const signedIn = signedInOf(request)
    try {
      const token = await changePassword(deps, {
        present: answerIn(form, 'present'),
        wanted: answerIn(form, 'password'),
        session: rotatedSessionOf(signedIn, deps.clock.now()),
        caller: callerOf(request),
      })
      if (token === null) clearSessionCookie(reply, deps)
      else setSessionCookie(reply, token, deps)
      return await reply.redirect('/akun?pesan=simpan', 303)
    } catch (error) {
      const fieldOf = ({ code }: { readonly code: string }) =>
        code === 'password-refused' ? 'password' : 'present'
      const { errors, status } = formErrorOf(error, fieldOf, languageOf(request))
      const page = { frame: frameOf(request), csrf: signedIn.csrf, errors }
      return sendPrivatePage(request, reply, createElement(ChangePasswordPage, page), status)
    }
  })
}

function recoveryRoutes(app: FastifyInstance, deps: SignInPageDeps): void {
  const byMail = deps.mailCommand !== null
  /** What is still being done for those who asked; the server waits for it when it stops. */
  const running = new Set<Promise<void>>()
  app.addHook('onClose', async () => {
    await Promise.all(running)
  })

  app.get('/lupa-sandi', GUEST_PAGE, (request, reply) => {
    const csrf = guestFormToken(request, reply, deps)
    const page = { frame: frameOf(request), csrf, errors: {}, byMail, isAsked: false }
    return sendPrivatePage(request, reply, createElement(RecoverPage, page))
  })

  app.post('/lupa-sandi', GUEST_FORM, async (request, reply) => {
    const email = answerIn(formOf(request), 'email')
    const language = languageOf(request)
    const caller = callerOf(request)
    const csrf = guestFormToken(request, reply, deps)
    const frame = frameOf(request)
    try {
      await countRecovery(deps, email, caller)
    } catch (error) {
      const { errors, status, refusal } = formErrorOf(error, () => 'email', language)
      const { value } = refusal
      if (value.code === 'too-many-attempts') reply.header('retry-after', String(value.details.seconds))
      const page = { frame, csrf, errors, byMail, isAsked: false }
      return sendPrivatePage(request, reply, createElement(RecoverPage, page), status)
    }
    const words = wordsIn(language).signIn
    const base = deps.publicUrl ?? 'http://127.0.0.1:8080'
    const work = startRecovery(deps, {
      email,
      caller,
      letter: ({ path, organisationName }) => ({
        subject: words.letterSubject,
        text: words.letter(`${base}${path}`, organisationName),
      }),
    }).catch((error: unknown) => {
      request.log.error({ err: error }, 'recovery failed')
    })
    running.add(work)
    void work.finally(() => running.delete(work))
    const page = { frame, csrf, errors: {}, byMail, isAsked: true }
    return sendPrivatePage(request, reply, createElement(RecoverPage, page))
  })
}

function linkRoutes(app: FastifyInstance, deps: SignInPageDeps): void {
  app.get<{ Params: { token: string } }>('/atur-sandi/:token', GUEST_PAGE, async (request, reply) => {
    const { token } = request.params
    // The address holds the secret: no other page learns it.
    reply.header('referrer-policy', 'no-referrer').header('cache-control', 'no-store')
    const user = await findLinkUser(deps, token, callerOf(request))
    const page = {
      frame: frameOf(request),
      csrf: guestFormToken(request, reply, deps),
      errors: {},
      action: `/atur-sandi/${token}`,
      name: user.name,
      organisation: user.organisationName,
    }
    return sendPrivatePage(request, reply, createElement(SetPasswordPage, page))
  })

  app.post<{ Params: { token: string } }>('/atur-sandi/:token', GUEST_FORM, async (request, reply) => {
    const { token } = request.params
    const caller = callerOf(request)
    reply.header('referrer-policy', 'no-referrer').header('cache-control', 'no-store')
    try {
      await setPasswordByLink(deps, { token, password: answerIn(formOf(request), 'password'), caller })
      clearSessionCookie(reply, deps)
      return await reply.redirect('/masuk?pesan=sandi', 303)
    } catch (error) {
      const { errors, status, refusal } = formErrorOf(error, () => 'password', languageOf(request))
      if (refusal.code !== 'password-refused') throw error
      const user = await findLinkUser(deps, token, caller)
      const page = {
        frame: frameOf(request),
        csrf: guestFormToken(request, reply, deps),
        errors,
        action: `/atur-sandi/${token}`,
        name: user.name,
        organisation: user.organisationName,
      }
      return sendPrivatePage(request, reply, createElement(SetPasswordPage, page), status)
    }
  })
}
