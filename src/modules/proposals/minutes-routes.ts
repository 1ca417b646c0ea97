import type { FastifyPluginCallback, FastifyReply } from 'fastify'
import { describedAs } from '../../platform/described.ts'
import { readMultipartForms } from '../../platform/multipart-form.ts'
import { byRequest } from '../access/admin-routes.ts'
import { addMinutes, type MinutesDeps } from './add-minutes.ts'
import { answerMinutes } from './answers.ts'
import * as contract from './contract.ts'
import { MOST_MINUTES_BYTES, type MinutesKind } from './minutes.ts'
import { openMinutes, type OpenMinutes } from './open-minutes.ts'

const described = describedAs('proposals')
/** What a form needs around its file. */
const AROUND = 100_000

const ENDINGS: { readonly [Kind in MinutesKind]: string } = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
}

/** Sends a file of minutes to be kept, never to be shown as a page of ours: it is somebody else's bytes. */
export function sendMinutes(reply: FastifyReply, { minutes, content }: OpenMinutes): FastifyReply {
  const name = `berita-acara-${minutes.id.slice(0, 8)}.${ENDINGS[minutes.mediaType]}`
  return reply
    .type(minutes.mediaType)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(content)
}

/** The minutes of village meetings as files, for programs. */
export function minutesRoutes(deps: MinutesDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    readMultipartForms(app)
    app.post<{ Params: { id: string } }>(
      '/api/v1/proposals/:id/minutes',
      {
        config: { action: 'proposals.write', takesFile: true },
        bodyLimit: MOST_MINUTES_BYTES + AROUND,
        schema: described(
          'Attach the minutes of the meeting: a multipart form with one file, PDF, JPEG or PNG, of at most 5 MB',
          { params: contract.idParams },
          contract.minutesAnswer,
          201,
        ),
      },
      async (request, reply) => {
        const { fileName = '', content = null } = request.upload ?? {}
        const file = { proposalId: request.params.id, fileName, content }
        return reply.code(201).send(answerMinutes(await addMinutes(deps, byRequest(request), file)))
      },
    )
    app.get<{ Params: { id: string; file: string } }>(
      '/api/v1/proposals/:id/minutes/:file',
      {
        config: { action: 'proposals.read' },
        schema: {
          tags: ['proposals'],
          summary: 'One file of the minutes as it was handed in; the look is recorded',
          params: contract.minutesParams,
        },
      },
      async (request, reply) => {
        const { id, file } = request.params
        return sendMinutes(reply, await openMinutes(deps, byRequest(request), { proposalId: id, id: file }))
      },
    )
    done()
  }
}
