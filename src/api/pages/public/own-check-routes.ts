import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import type { Language } from '../../../kernel/format.ts'
import { isPlainDate, type PlainDate } from '../../../kernel/plain-date.ts'
import { Refusal, refuse } from '../../../kernel/refusal.ts'
import { parseNik } from '../../../kernel/nik.ts'
import { PUBLIC } from '../../../modules/access/current-actor.ts'
import { checkOwnProtection, type OwnCheckDeps } from '../../../modules/protection/check-own-protection.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import {
  NO_FIELDS,
  OwnAnswerPage,
  OwnCheckPage,
  type OwnCheckFields,
} from '../../../../web/public/own-check-page.tsx'
import type { FieldErrors } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import { answerIn, formOf } from '../form-body.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import { siteOf } from './coverage-routes.ts'
import type { KeptPages } from './kept-pages.ts'

const OPEN = { schema: { hide: true }, config: PUBLIC } as const

export type OwnCheckRouteDeps = OwnCheckDeps & { readonly publicUrl: string | undefined }

/**
 * `/cek`: the question is sent in the body, and its answer is for whoever asked. The form needs no cookie: it changes nothing that is
 * anybody's, and the answer can be read by no other site.
 */
export function ownCheckRoutes(deps: OwnCheckRouteDeps, kept: KeptPages): FastifyPluginAsync {
  return async (app: FastifyInstance) => {
    await app.register(formbody)

    app.get('/cek', OPEN, (request, reply) => {
      const frame = frameOf(request)
      // A NIK that somebody put into the address must not stand in our links, nor stay in the address bar.
      if (Object.keys(frame.query).length > 0)
        return reply.header('cache-control', 'no-store').redirect(hrefIn(frame.language, '/cek'), 302)
      return kept.send(request, reply, () =>
        createElement(OwnCheckPage, { frame, fields: NO_FIELDS, errors: {} }),
      )
    })

    app.post('/cek', OPEN, async (request, reply) => {
      refuseOtherSites(request)
      const form = formOf(request)
      const fields = Object.fromEntries(
        Object.keys(NO_FIELDS).map((name) => [name, answerIn(form, name).trim()]),
      ) as OwnCheckFields
      const language = languageOf(request)
      const bornOn = birthDateOf(fields, deps.clock.today())
      const errors = errorsOf(fields, bornOn, deps.clock.today(), language)
      if (bornOn === null || Object.keys(errors).length > 0)
        return sendForm(request, reply, fields, errors, 422)
      const check = { nik: fields.nik, bornOn, address: request.ip, requestId: request.id }
      const looked = await checkOwnProtection(deps, check).then(
        (answer) => ({ answer }),
        (error: unknown) => ({ refusal: tooManyOf(error) }),
      )
      if ('refusal' in looked) {
        reply.header('retry-after', String(looked.refusal.details.seconds))
        const sentence = refusalSentence(looked.refusal, language)
        return sendForm(request, reply, fields, { nik: sentence }, statusOf(looked.refusal.code))
      }
      const page = {
        frame: frameOf(request),
        answer: looked.answer,
        today: deps.clock.today(),
        site: siteOf(deps, request),
      }
      return sendPrivatePage(request, reply, createElement(OwnAnswerPage, page))
    })
  }
}

/** The refusal of somebody who must wait; anything else is thrown on. */
function tooManyOf(error: unknown) {
  if (error instanceof Refusal && error.value.code === 'too-many-attempts') return error.value
  throw error
}

/** A browser says when another site sends the form: such a site could make its visitors use up the looks of their address. */
function refuseOtherSites(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw refuse('form-not-ours', {})
}

/** A birth date from three boxes; null when there is no such day, or it has not come yet. */
function birthDateOf({ day, month, year }: OwnCheckFields, today: PlainDate): PlainDate | null {
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month)) return null
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isPlainDate(text) && text >= '1900-01-01' && text <= today ? text : null
}

function errorsOf(
  { nik }: OwnCheckFields,
  bornOn: PlainDate | null,
  on: PlainDate,
  language: Language,
): FieldErrors {
  const words = wordsIn(language).ownCheck
  return {
    ...(parseNik(nik, { on }).accepted ? {} : { nik: words.nikWrong }),
    ...(bornOn === null && { day: words.bornOnWrong }),
  }
}

function sendForm(
  request: FastifyRequest,
  reply: FastifyReply,
  fields: OwnCheckFields,
  errors: FieldErrors,
  status: number,
): FastifyReply {
  const page = createElement(OwnCheckPage, { frame: frameOf(request), fields, errors })
  return sendPrivatePage(request, reply, page, status)
}
