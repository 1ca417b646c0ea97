import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { toString as drawQr } from 'qrcode'
import { createElement } from 'react'
import { requireAccess } from '../../modules/access/current-actor.ts'
import { roleNamed } from '../../modules/access/roles.ts'
import { beginCode, readCodeState, removeCode, showCode } from '../../modules/access/second-factor.ts'
import { CodePage, SetCodePage } from '../../../web/account/code-pages.tsx'
import type { FieldErrors } from '../../../web/ui/field.tsx'
import { languageOf } from '../language.ts'
import { answerIn, formOf } from './form-body.ts'
import { ownPath } from './own-path.ts'
import { frameOf, queryOf, sendPrivatePage } from './send-page.ts'
import { callerOf, setSessionCookie, signedInOf } from './sign-in-cookies.ts'
import { formErrorOf, OWN_SESSION, type SignInPageDeps } from './sign-in-page-deps.ts'

/** `/masuk/kode` shows a second factor, `/akun/kode` sets one up. Both ask for a session and no more. */
export function secondFactorRoutes(app: FastifyInstance, deps: SignInPageDeps): void {
  app.get('/masuk/kode', OWN_SESSION, async (request, reply) => {
    const signedIn = signedInOf(request)
    const next = ownPath(queryOf(request)['next'], '/akun')
    if (signedIn.actor.hasSecondFactor) return reply.redirect(next, 303)
    const { kind } = await readCodeState(deps, signedIn)
    if (kind !== 'in-use') return reply.redirect(`/akun/kode?next=${encodeURIComponent(next)}`, 303)
    const page = { frame: frameOf(request), csrf: signedIn.csrf, errors: {}, next }
    return sendPrivatePage(request, reply, createElement(CodePage, page))
  })

  app.post('/masuk/kode', OWN_SESSION, async (request, reply) => {
    const next = ownPath(formOf(request)['next'], '/akun')
    return showing(request, reply, deps, next, (errors, status) => {
      const page = { frame: frameOf(request), csrf: signedInOf(request).csrf, errors, next }
      return sendPrivatePage(request, reply, createElement(CodePage, page), status)
    })
  })

  app.get('/akun/kode', OWN_SESSION, (request, reply) =>
    sendSetCode(request, reply, deps, ownPath(queryOf(request)['next'], '/akun')),
  )

  app.post('/akun/kode', OWN_SESSION, async (request, reply) => {
    const next = ownPath(formOf(request)['next'], '/akun')
    await beginCode(deps, signedInOf(request))
    return reply.redirect(`/akun/kode?next=${encodeURIComponent(next)}`, 303)
  })

  app.post('/akun/kode/pasang', OWN_SESSION, async (request, reply) => {
    const next = ownPath(formOf(request)['next'], '/akun')
    return showing(request, reply, deps, next, (errors, status) =>
      sendSetCode(request, reply, deps, next, errors, status),
    )
  })

  app.post(
    '/akun/kode/lepas',
    { schema: { hide: true }, config: { action: 'account.secure' } },
    async (request, reply) => {
      const signedIn = signedInOf(request)
      await requireAccess(request, 'account.secure', { userId: signedIn.user.id }, deps.clock.today(), deps)
      await removeCode(deps, signedIn, callerOf(request))
      return reply.redirect('/akun?pesan=simpan', 303)
    },
  )
}

async function showing(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: SignInPageDeps,
  next: string,
  again: (errors: FieldErrors, status: number) => FastifyReply | Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    const code = answerIn(formOf(request), 'code')
    const token = await showCode(deps, signedInOf(request), { code, caller: callerOf(request) })
    setSessionCookie(reply, token, deps)
    return await reply.redirect(next, 303)
  } catch (error) {
    const { errors, status, refusal } = formErrorOf(error, () => 'code', languageOf(request))
    const { value } = refusal
    if (value.code === 'too-many-attempts') reply.header('retry-after', String(value.details.seconds))
    return await again(errors, status)
  }
}

async function sendSetCode(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: SignInPageDeps,
  next: string,
  errors: FieldErrors = {},
  status = 200,
): Promise<FastifyReply> {
  const signedIn = signedInOf(request)
  const state = await readCodeState(deps, signedIn)
  const { held } = signedIn.actor
  const page = {
    frame: frameOf(request),
    csrf: signedIn.csrf,
    errors,
    next,
    isRequired: held !== null && roleNamed(held.role).secondFactor,
    isInUse: state.kind === 'in-use',
    begun: state.kind === 'begun' ? { secret: state.secret, picture: await pictureOf(state.uri) } : null,
  }
  return sendPrivatePage(request, reply, createElement(SetCodePage, page), status)
}

async function pictureOf(uri: string): Promise<string> {
  const svg = await drawQr(uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
  return `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}`
}
