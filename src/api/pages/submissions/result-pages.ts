import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { Refusal, refuse } from '../../../kernel/refusal.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { inScopeOf } from '../../../modules/access/act.ts'
import { answerSubmission } from '../../../modules/submissions/answers.ts'
import {
  applyResult,
  discardResult,
  keepResult,
  LARGEST_RESULT_BYTES,
} from '../../../modules/submissions/apply-result.ts'
import { TOLD } from '../../../modules/submissions/submissions.ts'
import { getResult, type SubmissionResult } from '../../../modules/submissions/result-queries.ts'
import { LoadResultPage } from '../../../../web/submissions/load-result-page.tsx'
import { ResultPage } from '../../../../web/submissions/result-page.tsx'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import type { FieldErrors } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import { pageOf } from '../administration/parts.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import { countText, PATH, submissionCrumbs, wordsOf, type Id, type SubmissionPageDeps } from './parts.ts'

type Values = Readonly<Record<string, string>>
type One = { Params: { id: string; result: string } }

/** `/pengajuan/:id/hasil`: the answer of BPJS Ketenagakerjaan is loaded, shown in counts, and applied or thrown away. */
export function resultPages(app: FastifyInstance, deps: SubmissionPageDeps): void {
  const answering = pageOf('submissions.answer')
  app.get<Id>(`${PATH}/:id/hasil`, answering, async (request, reply) => {
    await answerSubmission(deps, byRequest(request), request.params.id)
    return sendLoad(request, reply, { on: deps.clock.today() }, {})
  })
  app.post<Id>(
    `${PATH}/:id/hasil`,
    {
      schema: { hide: true },
      config: { action: 'submissions.answer', takesFile: true },
      bodyLimit: LARGEST_RESULT_BYTES + 100_000,
    },
    (request, reply) => takeFile(request, reply, deps),
  )
  app.get<One>(`${PATH}/:id/hasil/:result`, answering, async (request, reply) => {
    const { result } = request.params
    const found = await inScopeOf(deps.db, byRequest(request), (tx) => getResult(tx, result))
    return sendResult(request, reply, found)
  })
  app.post<One>(`${PATH}/:id/hasil/:result/terapkan`, answering, async (request, reply) => {
    const { id, result } = request.params
    await applyResult(deps, byRequest(request), result)
    return reply.redirect(hrefIn(languageOf(request), `${PATH}/${id}/hasil/${result}`), 303)
  })
  app.post<One>(`${PATH}/:id/hasil/:result/buang`, answering, async (request, reply) => {
    const { id, result } = request.params
    await discardResult(deps, byRequest(request), result)
    return reply.redirect(hrefIn(languageOf(request), `${PATH}/${id}`), 303)
  })
}

function sendLoad(
  request: FastifyRequest,
  reply: FastifyReply,
  values: Values,
  errors: FieldErrors,
  status = 200,
): FastifyReply {
  const frame = frameOf(request)
  const { id } = request.params as { id: string }
  const page = {
    ...{ frame, values, errors },
    crumbs: submissionCrumbs(request, [id, `${PATH}/${id}`]),
    csrf: request.actor?.csrf ?? '',
    action: hrefIn(frame.language, `${PATH}/${id}/hasil`),
  }
  return sendPrivatePage(request, reply, createElement(LoadResultPage, page), status)
}

async function takeFile(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: SubmissionPageDeps,
): Promise<FastifyReply> {
  const { on = '' } = (request.body ?? {}) as Values
  const { id } = request.params as { id: string }
  await answerSubmission(deps, byRequest(request), id)
  try {
    if (request.upload === null || request.upload.fileName === '')
      throw refuse('value-missing', { field: wordsOf(request).loadFile })
    const { fileName, content } = request.upload
    const bytes = await wholeOf(content)
    const kept = await keepResult(deps, byRequest(request), { id, fileName, bytes, on })
    return await reply.redirect(hrefIn(languageOf(request), `${PATH}/${id}/hasil/${kept.id}`), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'form-not-ours' || error.code === 'submission-unknown')
      throw error
    const isOfDay =
      error.code === 'submission-day-unfit' ||
      ('field' in error.value.details && error.value.details.field === 'on')
    const errors = { [isOfDay ? 'on' : 'file']: refusalSentence(error.value, languageOf(request)) }
    return sendLoad(request, reply, { on }, errors, statusOf(error.code))
  }
}

async function wholeOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of content) {
    size += part.length
    if (size > LARGEST_RESULT_BYTES)
      throw refuse('file-beyond-limit', { limit: 'fileBytes', most: LARGEST_RESULT_BYTES })
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function sendResult(request: FastifyRequest, reply: FastifyReply, result: SubmissionResult): FastifyReply {
  const [words, frame] = [wordsOf(request), frameOf(request)]
  const { submissionNumber: number, state } = result
  const rows = countText(request, result.rowCount)
  const { title, lede } = {
    read: { title: words.preview, lede: words.previewLede(rows, number) },
    applied: { title: words.applied, lede: words.appliedLede(rows, number) },
    discarded: { title: words.discarded, lede: number },
  }[state]
  const path = `${PATH}/${number}/hasil/${result.id}`
  const page = {
    ...{ frame, title, lede, isAgain: result.isAgain },
    csrf: request.actor?.csrf ?? '',
    crumbs: submissionCrumbs(request, [number, `${PATH}/${number}`]),
    acts:
      state === 'read'
        ? {
            apply: hrefIn(frame.language, `${path}/terapkan`),
            discard: hrefIn(frame.language, `${path}/buang`),
          }
        : null,
    counts: TOLD.filter((told) => result.counts[told] > 0).map((told) => ({
      outcome: words.told[told],
      rows: countText(request, result.counts[told]),
    })),
    remarks: result.remarks.map(({ row, told }) => ({ row: String(row), outcome: words.told[told] })),
  }
  return sendPrivatePage(request, reply, createElement(ResultPage, page))
}
