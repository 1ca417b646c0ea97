import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { Refusal } from '../../../kernel/refusal.ts'
import { inScopeOf } from '../../../modules/access/act.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { addMinutes, type MinutesDeps } from '../../../modules/proposals/add-minutes.ts'
import { MOST_MINUTES_BYTES } from '../../../modules/proposals/minutes.ts'
import { sendMinutes } from '../../../modules/proposals/minutes-routes.ts'
import { openMinutes } from '../../../modules/proposals/open-minutes.ts'
import { getProposal } from '../../../modules/proposals/queries.ts'
import { UploadPage } from '../../../../web/administration/upload-page.tsx'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import type { FieldErrors } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import { pageOf } from '../administration/parts.ts'
import type { IdRoute } from '../lists/parts.ts'
import { crumbsTo } from '../programmes/parts.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import { PROPOSALS, proposalWords } from './parts.ts'

const PATH = `${PROPOSALS}/:id/berita-acara`

/** `/usulan/:id/berita-acara`: the minutes of the meeting are attached as a file, and downloaded by whoever sees the proposal. */
export function minutesPages(app: FastifyInstance, deps: MinutesDeps): void {
  app.get<IdRoute>(PATH, pageOf('proposals.write'), (request, reply) => sendUpload(request, reply, deps))
  app.post<IdRoute>(
    PATH,
    {
      schema: { hide: true },
      config: { action: 'proposals.write', takesFile: true },
      bodyLimit: MOST_MINUTES_BYTES + 100_000,
    },
    async (request, reply) => {
      const { id } = request.params
      const { fileName = '', content = null } = request.upload ?? {}
      try {
        const sent = fileName === '' ? null : content
        await addMinutes(deps, byRequest(request), { proposalId: id, fileName, content: sent })
        return await reply.redirect(
          hrefIn(languageOf(request), `${PROPOSALS}/${id}`, { pesan: 'berkas' }),
          303,
        )
      } catch (error) {
        if (!(error instanceof Refusal) || error.code === 'proposal-unknown') throw error
        const errors = { file: refusalSentence(error.value, languageOf(request)) }
        return sendUpload(request, reply, deps, errors, statusOf(error.code))
      }
    },
  )
  app.get<{ Params: { id: string; file: string } }>(
    `${PATH}/:file`,
    pageOf('proposals.read'),
    async (request, reply) => {
      const { id, file } = request.params
      return sendMinutes(reply, await openMinutes(deps, byRequest(request), { proposalId: id, id: file }))
    },
  )
}

async function sendUpload(
  request: FastifyRequest<IdRoute>,
  reply: FastifyReply,
  deps: MinutesDeps,
  errors: FieldErrors = {},
  status = 200,
): Promise<FastifyReply> {
  const { one, title } = proposalWords(request)
  const { id } = request.params
  const { minutesNumber } = await inScopeOf(deps.db, byRequest(request), (tx) => getProposal(tx, id))
  const frame = frameOf(request)
  const page = {
    frame,
    csrf: request.actor?.csrf ?? '',
    title: one.minutesFile,
    lede: one.minutesFileLede,
    crumbs: crumbsTo(request, [title, PROPOSALS], [minutesNumber, `${PROPOSALS}/${id}`]),
    action: hrefIn(frame.language, `${PROPOSALS}/${id}/berita-acara`),
    questions: [],
    file: {
      label: one.minutesFileLabel,
      hint: one.minutesFileHint,
      accept: '.pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png',
    },
    values: {},
    errors,
    button: one.minutesFileButton,
  }
  return sendPrivatePage(request, reply, createElement(UploadPage, page), status)
}
