import type { FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import type { TSchema } from 'typebox'
import { Refusal, refuse, refusedField } from '../../../kernel/refusal.ts'
import { withTakenFile } from '../../../modules/imports/taken-file.ts'
import { valuesFromTexts } from '../../../platform/text-values.ts'
import { checkShape } from '../../../platform/validate.ts'
import { UploadPage, type UploadPageProps } from '../../../../web/administration/upload-page.tsx'
import type { TablePageProps } from '../../../../web/administration/table-page.tsx'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import type { FieldErrors } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import { formOf } from '../form-body.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import { errorsOf, sendTable } from './parts.ts'

export type UploadForm = Pick<UploadPageProps, 'title' | 'lede' | 'crumbs' | 'questions' | 'file' | 'button'>

export function sendUpload(
  request: FastifyRequest,
  reply: FastifyReply,
  form: UploadForm,
  values: Readonly<Record<string, string>> = {},
  { errors = {}, status = 200 }: { readonly errors?: FieldErrors; readonly status?: number } = {},
): FastifyReply {
  const frame = frameOf(request)
  const csrf = request.actor?.csrf ?? ''
  const page = { frame, csrf, action: hrefIn(frame.language, frame.path), ...form, values, errors }
  return sendPrivatePage(request, reply, createElement(UploadPage, page), status)
}

/** What a form brought: its answers by their contract, and the file where it can be read. */
export type Uploaded<Schema extends TSchema> = {
  readonly body: ReturnType<typeof checkShape<Schema>>
  readonly path: string
  readonly fileName: string
}

/** Does what a form with a file asks for, and shows what came of it. A refusal comes back on the form, at its field or at the file. */
export async function takeUpload<Schema extends TSchema>(
  request: FastifyRequest,
  reply: FastifyReply,
  { form, schema, folder }: { readonly form: UploadForm; readonly schema: Schema; readonly folder: string },
  work: (uploaded: Uploaded<Schema>) => Promise<Omit<TablePageProps, 'frame'>>,
): Promise<FastifyReply> {
  const texts = formOf(request)
  try {
    const body = checkShape(schema, valuesFromTexts(schema, Object.entries(texts)))
    if (request.upload === null || request.upload.fileName === '')
      throw refuse('value-missing', { field: 'file' })
    const { content, fileName } = request.upload
    return await sendTable(
      request,
      reply,
      await withTakenFile(folder, content, (path) => work({ body, path, fileName })),
    )
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'no-such-record' || error.code === 'form-not-ours')
      throw error
    const named = refusedField(error.value)
    const isAtQuestion = form.questions.some(({ name }) => name === named)
    const errors = isAtQuestion
      ? errorsOf(error, form, languageOf(request))
      : { file: refusalSentence(named === 'file' ? missingFile(form) : error.value, languageOf(request)) }
    return sendUpload(request, reply, form, texts, { errors, status: statusOf(error.code) })
  }
}

function missingFile({ file }: UploadForm): Refusal['value'] {
  return { code: 'value-missing', details: { field: file.label } }
}
