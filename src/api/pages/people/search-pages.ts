import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { formatNumber, formatTableDate } from '../../../kernel/format.ts'
import type { PlainDate } from '../../../kernel/plain-date.ts'
import { parseRegionCode } from '../../../kernel/region-code.ts'
import { Refusal, refuse, refusedField, withFieldCalled } from '../../../kernel/refusal.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { placeTexts } from '../../../modules/access/places.ts'
import { findPeople, type FoundPersonLine } from '../../../modules/people/find-people.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { SearchPage, type FoundRow } from '../../../../web/people/search-page.tsx'
import type { FieldErrors } from '../../../../web/ui/field.tsx'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import { pageOf, workPages } from '../administration/parts.ts'
import { formOf } from '../form-body.ts'
import type { ListPageDeps } from '../lists/parts.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'

const FIELDS = ['name', 'nik', 'kpj', 'phone'] as const
const MOST = 50

/** `/orang`: looking for a person. The question travels in the body: no NIK and no name stays in an address or a log. */
export function searchPages(app: FastifyInstance, deps: ListPageDeps): void {
  app.get('/orang', pageOf('people.find'), (request, reply) =>
    sendSearch(request, reply, deps, { values: {}, errors: {}, found: null }),
  )

  app.post('/orang', pageOf('people.find'), async (request, reply) => {
    const values = formOf(request)
    try {
      const found = await findPeople(deps.people, byRequest(request), questionOf(values))
      return await sendSearch(request, reply, deps, { values, errors: {}, found: await rowsOf(found, deps) })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const errors = errorsOf(error, request)
      return sendSearch(request, reply, deps, { values, errors, found: null }, statusOf(error.code))
    }
  })
}

function questionOf(values: Readonly<Record<string, string>>) {
  const asked = FIELDS.flatMap((field) => {
    const text = (values[field] ?? '').trim()
    return text === '' ? [] : [[field, text] as const]
  })
  if (asked.length === 0) throw refuse('value-missing', { field: 'name' })
  if (asked.length > 1) throw refuse('give-one-of', { fields: asked.map(([field]) => field) })
  return Object.fromEntries(asked)
}

function errorsOf({ value }: Refusal, request: FastifyRequest): FieldErrors {
  const words = wordsIn(languageOf(request)).people
  if (value.code === 'give-one-of') return { [value.details.fields[0] ?? 'name']: words.byHint }
  const field = refusedField(value)
  const place = FIELDS.find((each) => each === field) ?? 'name'
  return { [place]: refusalSentence(withFieldCalled(value, words[place]), languageOf(request)) }
}

async function rowsOf(found: readonly FoundPersonLine[], { people }: ListPageDeps): Promise<FoundRow[]> {
  const codeOf = (region: string) => parseRegionCode('region', region)
  const nameOf = await placeTexts(
    people.db,
    found.map(({ region }) => codeOf(region)),
    people.clock.today(),
  )
  return found.map(({ id, name, nik, phone, bornOn, region, occupation }) => ({
    ...{ id, name, nik, phone, occupation },
    bornOn: bornOn === null ? null : formatTableDate(bornOn satisfies PlainDate),
    region: nameOf(codeOf(region)),
  }))
}

function sendSearch(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ListPageDeps,
  asked: {
    readonly values: Readonly<Record<string, string>>
    readonly errors: FieldErrors
    readonly found: readonly FoundRow[] | null
  },
  status = 200,
): FastifyReply {
  const frame = frameOf(request)
  const words = wordsIn(frame.language).people
  const { found } = asked
  const sentence =
    found === null ? null : sentenceFor(found.length, words, (number) => formatNumber(number, frame.language))
  // The page itself is no way on from here.
  const controls = workPages(request, deps).filter(
    ({ href }) => href.startsWith(frame.path) && href.split('?', 1)[0] !== frame.path,
  )
  const page = { frame, csrf: request.actor?.csrf ?? '', ...asked, sentence, controls }
  return sendPrivatePage(request, reply, createElement(SearchPage, page), status)
}

function sentenceFor(
  count: number,
  words: {
    readonly none: string
    readonly found: (count: string) => string
    readonly foundMost: (count: string) => string
  },
  written: (count: number) => string,
): string {
  if (count === 0) return words.none
  return count >= MOST ? words.foundMost(written(MOST)) : words.found(written(count))
}
