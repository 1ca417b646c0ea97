import { requireWithin } from '../../../modules/access/reach.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { parseRegionCode } from '../../../kernel/region-code.ts'
import { Refusal, refuse } from '../../../kernel/refusal.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { inScopeOf, sightOf } from '../../../modules/access/act.ts'
import { listLists } from '../../../modules/imports/preparation-queries.ts'
import { handInAgain, handInFile, handInText } from '../../../modules/people/hand-in-list.ts'
import { PURPOSES, type RowPurpose } from '../../../modules/people/row/entry-age.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { NewListPage } from '../../../../web/imports/new-list-page.tsx'
import type { FieldErrors, Option } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import { UPLOAD_SCRIPT_PATH } from '../../static-files.ts'
import { pageOf } from '../administration/parts.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import { listCrumbs, listWords, momentIn, ownRegion, type ListPageDeps } from './parts.ts'

type Values = Readonly<Record<string, string>>

/** `/daftar/baru`: a list is handed in as a file, pasted, or copied from an earlier one. */
export function newListPages(app: FastifyInstance, deps: ListPageDeps): void {
  app.get('/daftar/baru', pageOf('people.import'), (request, reply) =>
    sendNew(request, reply, deps, { purpose: 'own-account', region: ownRegion(request) }, {}),
  )
  const takingFile = { schema: { hide: true }, config: { action: 'people.import', takesFile: true } } as const
  app.post('/daftar/baru', takingFile, async (request, reply) => {
    const values = valuesOf(request)
    try {
      const id = await handIn(deps, request, values)
      return await reply.redirect(hrefIn(languageOf(request), `/daftar/${id}`), 303)
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'form-not-ours') throw error
      const errors = errorsOf(error, request, values)
      return sendNew(request, reply, deps, values, errors, statusOf(error.code))
    }
  })
}

function valuesOf({ body }: FastifyRequest): Values {
  const texts = Object.entries((body ?? {}) as Record<string, unknown>)
  return Object.fromEntries(texts.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

async function handIn({ people }: ListPageDeps, request: FastifyRequest, values: Values): Promise<string> {
  const by = byRequest(request)
  const ask = {
    purpose: requirePurpose(values['purpose']),
    region: parseRegionCode('region', (values['region'] ?? '').trim()),
  }
  requireWithin(by, ask.region)
  const { text = '', earlier = '' } = values
  const file = request.upload?.fileName ? request.upload : null
  const ways = [file !== null, text.trim() !== '', earlier !== ''].filter(Boolean).length
  const words = listWords(request).new
  if (ways === 0) throw refuse('value-missing', { field: 'file' })
  if (ways > 1) throw refuse('give-one-of', { fields: ['file', 'text', 'earlier'] })
  if (file) return handInFile(people, by, { ...ask, fileName: file.fileName }, file.content)
  if (earlier !== '') return handInAgain(people, by, ask, earlier)
  return handInText(people, by, { ...ask, fileName: words.fileName }, text)
}

function requirePurpose(text = ''): RowPurpose {
  const purpose = PURPOSES.find((each) => each === text)
  if (purpose === undefined) throw refuse('value-missing', { field: 'purpose' })
  return purpose
}

function errorsOf({ value }: Refusal, request: FastifyRequest, values: Values): FieldErrors {
  const words = listWords(request).new
  const { field } = value.details as { readonly field?: string }
  if (value.code === 'give-one-of') return { file: words.onlyOne }
  if (value.code === 'value-missing' && field === 'file') return { file: words.nothing }
  const labels: Readonly<Record<string, string>> = { purpose: words.purpose, region: words.region }
  const label = field === undefined ? undefined : labels[field]
  const worded = label === undefined ? value : { ...value, details: { ...value.details, field: label } }
  const sentence = refusalSentence(worded as typeof value, languageOf(request))
  if (label !== undefined && field !== undefined) return { [field]: sentence }
  return { [(values['text'] ?? '').trim() !== '' ? 'text' : 'file']: sentence }
}

async function sendNew(
  request: FastifyRequest,
  reply: FastifyReply,
  { people }: ListPageDeps,
  values: Values,
  errors: FieldErrors,
  status = 200,
): Promise<FastifyReply> {
  const words = listWords(request)
  const frame = frameOf(request)
  const purposes = PURPOSES.map((value) => ({
    value,
    label: words.purposes[value].title,
    hint: words.purposes[value].hint,
  }))
  const page = {
    frame,
    csrf: request.actor?.csrf ?? '',
    crumbs: listCrumbs(request),
    action: hrefIn(frame.language, '/daftar/baru'),
    purposes: [...purposes].sort((one) => (one.value === 'own-account' ? -1 : 1)),
    earlier: await earlierLists(request, people.db),
    values,
    errors,
    script: UPLOAD_SCRIPT_PATH,
  }
  return sendPrivatePage(request, reply, createElement(NewListPage, page), status)
}

/** The last lists of one's own organisation. */
async function earlierLists(request: FastifyRequest, db: ListPageDeps['people']['db']): Promise<Option[]> {
  const by = byRequest(request)
  const lists = await inScopeOf(db, by, (tx) => listLists(tx, sightOf(by), { limit: 50, offset: 0 }))
  return lists
    .filter(
      ({ isOwn, hasFile, stage, state }) => isOwn && hasFile && stage !== 'arriving' && state !== 'refused',
    )
    .slice(0, 20)
    .map(({ id, fileName, createdAt }) => ({
      value: id,
      label: `${fileName} (${momentIn(createdAt, request)})`,
    }))
}
