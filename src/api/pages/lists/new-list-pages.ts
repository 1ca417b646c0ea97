import { requireWithin } from '../../../modules/access/reach.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { parseRegionCode } from '../../../kernel/region-code.ts'
import { Refusal, refuse, refusedField, withFieldCalled } from '../../../kernel/refusal.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { inScopeOf, sightOf } from '../../../modules/access/act.ts'
import { listLists } from '../../../modules/imports/preparation-queries.ts'
import { handInAgain, handInFile, handInText } from '../../../modules/imports/hand-in-list.ts'
import { PURPOSES } from '../../../modules/people/row/entry-age.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { NewListPage } from '../../../../web/imports/new-list-page.tsx'
import type { FieldErrors, Option } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import { UPLOAD_SCRIPT_PATH } from '../../static-files.ts'
import { pageOf } from '../administration/parts.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import { placeWords, type ListPlace } from './list-place.ts'
import { listCrumbs, momentIn, ownRegion, type PlaceDeps } from './parts.ts'

type Values = Readonly<Record<string, string>>

/** `/daftar/baru`, and the same for lists of employers: a list is handed in as a file, pasted, or copied from an earlier one. */
export function newListPages(app: FastifyInstance, deps: PlaceDeps): void {
  const { path, action } = deps.place
  app.get(`${path}/baru`, pageOf(action), (request, reply) =>
    sendNew(request, reply, deps, { purpose: 'own-account', region: ownRegion(request) }, {}),
  )
  const takingFile = { schema: { hide: true }, config: { action, takesFile: true } } as const
  app.post(`${path}/baru`, takingFile, async (request, reply) => {
    const values = valuesOf(request)
    try {
      const id = await handIn(deps, request, values)
      return await reply.redirect(hrefIn(languageOf(request), `${path}/${id}`), 303)
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'form-not-ours') throw error
      const errors = errorsOf(error, request, values, deps.place)
      return sendNew(request, reply, deps, values, errors, statusOf(error.code))
    }
  })
}

function valuesOf({ body }: FastifyRequest): Values {
  const texts = Object.entries((body ?? {}) as Record<string, unknown>)
  return Object.fromEntries(texts.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

async function handIn({ place }: PlaceDeps, request: FastifyRequest, values: Values): Promise<string> {
  const by = byRequest(request)
  const ask = {
    purpose: requirePurpose(place, values['purpose']),
    region: parseRegionCode('region', (values['region'] ?? '').trim()),
  }
  requireWithin(by, ask.region)
  const { text = '', earlier = '' } = values
  const file = request.upload?.fileName ? request.upload : null
  const ways = [file !== null, text.trim() !== '', earlier !== ''].filter(Boolean).length
  const words = placeWords(request, place).new
  const { lists } = place
  if (ways === 0) throw refuse('value-missing', { field: 'file' })
  if (ways > 1) throw refuse('give-one-of', { fields: ['file', 'text', 'earlier'] })
  if (file) return handInFile(lists, by, { ...ask, fileName: file.fileName }, file.content)
  if (earlier !== '') return handInAgain(lists, by, ask, earlier)
  return handInText(lists, by, { ...ask, fileName: words.fileName }, text)
}

/** Where lists are of one purpose only, nobody is asked. */
function requirePurpose({ lists }: ListPlace, text = ''): string {
  const { purposes } = lists.kind
  const purpose = purposes.length === 1 ? purposes[0] : purposes.find((each) => each === text)
  if (purpose === undefined) throw refuse('value-missing', { field: 'purpose' })
  return purpose
}

function errorsOf(
  { value }: Refusal,
  request: FastifyRequest,
  values: Values,
  place: ListPlace,
): FieldErrors {
  const words = placeWords(request, place).new
  const field = refusedField(value)
  if (value.code === 'give-one-of') return { file: words.onlyOne }
  if (value.code === 'value-missing' && field === 'file') return { file: words.nothing }
  const labels: Readonly<Record<string, string>> = { purpose: words.purpose, region: words.region }
  const label = field === undefined ? undefined : labels[field]
  const sentence = refusalSentence(withFieldCalled(value, label), languageOf(request))
  if (label !== undefined && field !== undefined) return { [field]: sentence }
  return { [(values['text'] ?? '').trim() !== '' ? 'text' : 'file']: sentence }
}

async function sendNew(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: PlaceDeps,
  values: Values,
  errors: FieldErrors,
  status = 200,
): Promise<FastifyReply> {
  const { place } = deps
  const words = placeWords(request, place)
  const frame = frameOf(request)
  const purposes = (place.subject === 'people' ? PURPOSES : []).map((value) => ({
    value,
    label: words.purposes[value].title,
    hint: words.purposes[value].hint,
  }))
  const page = {
    frame,
    csrf: request.actor?.csrf ?? '',
    crumbs: listCrumbs(request, deps),
    subject: place.subject,
    action: hrefIn(frame.language, `${place.path}/baru`),
    purposes: [...purposes].sort((one) => (one.value === 'own-account' ? -1 : 1)),
    earlier: await earlierLists(request, deps),
    values,
    errors,
    // Its pieces go to the door for lists of people.
    script: place.subject === 'people' ? UPLOAD_SCRIPT_PATH : null,
  }
  return sendPrivatePage(request, reply, createElement(NewListPage, page), status)
}

/** The last lists of one's own organisation that stand here. */
async function earlierLists(request: FastifyRequest, { place, db }: PlaceDeps): Promise<Option[]> {
  const by = byRequest(request)
  const window = { purposes: place.lists.kind.purposes, isOwnOnly: true, limit: 50, offset: 0 }
  const lists = await inScopeOf(db, by, (tx) => listLists(tx, sightOf(by), window))
  return lists
    .filter(({ hasFile, stage, state }) => hasFile && stage !== 'arriving' && state !== 'refused')
    .slice(0, 20)
    .map(({ id, fileName, createdAt }) => ({
      value: id,
      label: `${fileName} (${momentIn(createdAt, request)})`,
    }))
}
