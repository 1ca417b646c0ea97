import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { roleNamed } from '../../modules/access/roles.ts'
import { removeCode, renewRecoveryCodes, showCode } from '../../modules/access/second-factor.ts'
import { beginCode, confirmCode, readCodeState } from '../../modules/access/set-up-code.ts'
import { CodePage, SetCodePage } from '../../../web/account/code-pages.tsx'
import { RecoveryCodesPage } from '../../../web/account/recovery-codes-page.tsx'
import type { FieldErrors } from '../../../web/ui/field.tsx'
import { languageOf } from '../language.ts'
import { pictureOf } from '../qr-picture.ts'
import { answerIn, formOf } from './form-body.ts'
import { ownPath } from './own-path.ts'
import { frameOf, queryOf, sendPrivatePage } from './send-page.ts'
import { callerOf, setSessionCookie, signedInOf } from './sign-in-cookies.ts'
import { formErrorOf, OWN_SESSION, type SignInPageDeps } from './sign-in-page-deps.ts'

const SECURE = { schema: { hide: true }, config: { action: 'account.secure' } } as const

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
    const form = formOf(request)
    const next = ownPath(form['next'], '/akun')
    const field = answerIn(form, 'recovery') === '' ? 'code' : 'recovery'
    const show = async () => {
      const given = { code: answerIn(form, field), caller: callerOf(request) }
      setSessionCookie(reply, await showCode(deps, signedInOf(request), given), deps)
      return reply.redirect(next, 303)
    }
    return orAgain(request, reply, field, show, (errors, status) => {
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
    const confirm = async () => {
      const given = { code: answerIn(formOf(request), 'code'), caller: callerOf(request) }
      const { token, recoveryCodes } = await confirmCode(deps, signedInOf(request), given)
      setSessionCookie(reply, token, deps)
      return sendRecoveryCodes(request, reply, recoveryCodes, next)
    }
    return orAgain(request, reply, 'code', confirm, (errors, status) =>
      sendSetCode(request, reply, deps, next, errors, status),
    )
  })

  app.post('/akun/kode/cadangan', SECURE, async (request, reply) => {
    const codes = await renewRecoveryCodes(deps, signedInOf(request), callerOf(request))
    return sendRecoveryCodes(request, reply, codes, '/akun')
  })

  app.post('/akun/kode/lepas', SECURE, async (request, reply) => {
    await removeCode(deps, signedInOf(request), callerOf(request))
    return reply.redirect('/akun?pesan=simpan', 303)
  })
}

/** Does what a form asks for, or shows it again with what is wrong at that field. */
async function orAgain(
  request: FastifyRequest,
  reply: FastifyReply,
  field: string,
  work: () => Promise<FastifyReply>,
  again: (errors: FieldErrors, status: number) => FastifyReply | Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await work()
  } catch (error) {
    const { errors, status, refusal } = formErrorOf(error, () => field, languageOf(request))
    const { value } = refusal
    if (value.code === 'too-many-attempts') reply.header('retry-after', String(value.details.seconds))
    return await again(errors, status)
  }
}

/** The codes are in the answer itself: an address that could show them again would keep them. */
function sendRecoveryCodes(
  request: FastifyRequest,
  reply: FastifyReply,
  codes: readonly string[],
  next: string,
): FastifyReply {
  return sendPrivatePage(
    request,
    reply,
    createElement(RecoveryCodesPage, { frame: frameOf(request), codes, next }),
  )
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
    recoveryCodesLeft: state.kind === 'in-use' ? state.recoveryCodesLeft : 0,
    begun: state.kind === 'begun' ? { secret: state.secret, picture: await pictureOf(state.uri) } : null,
  }
  return sendPrivatePage(request, reply, createElement(SetCodePage, page), status)
}
