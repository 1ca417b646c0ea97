import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import type { TSchema } from 'typebox'
import { formatDate, formatRupiah, type Language } from '../../../kernel/format.ts'
import { isPlainDate, jakartaDateOf } from '../../../kernel/plain-date.ts'
import { dottedCode, regionCode } from '../../../kernel/region-code.ts'
import { Refusal, refusedField, withFieldCalled } from '../../../kernel/refusal.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { loserOf, openPairs, pairText, readPair } from '../../../modules/people/duplicate-answers.ts'
import { comparePair, type ComparedLine, type Comparison } from '../../../modules/people/compare-people.ts'
import { listPairsQuery, mergeBody, pairReasonBody } from '../../../modules/people/duplicate-contract.ts'
import type { PairLine } from '../../../modules/people/duplicate-queries.ts'
import { mergePeople } from '../../../modules/people/merge-people.ts'
import { askAgain, tellApart } from '../../../modules/people/tell-apart.ts'
import { unmergePeople } from '../../../modules/people/unmerge-people.ts'
import { listRegions } from '../../../modules/regions/queries.ts'
import { valuesFromTexts } from '../../../platform/text-values.ts'
import { checkShape } from '../../../platform/validate.ts'
import { pairExplanation } from '../../../../web/locales/pair-explanation.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { PairPage } from '../../../../web/duplicates/pair-page.tsx'
import type { FieldErrors } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import {
  adminWords,
  filterOf,
  pageOf,
  pagesOf,
  sendTable,
  textsOf,
  type AdministrationDeps,
} from '../administration/parts.ts'
import { formOf } from '../form-body.ts'
import { frameOf, queryOf, sendPrivatePage } from '../send-page.ts'

type Pair = { Params: { pair: string } }

const LIST = '/orang/gabung'
const wordsOf = (request: FastifyRequest) => wordsIn(languageOf(request)).duplicates

/** `/orang/gabung`: pairs that may be one person, each side by side on a page of its own, and the decision about it. */
export function duplicatePages(app: FastifyInstance, deps: AdministrationDeps): void {
  app.get(LIST, pageOf('people.merge'), (request, reply) => sendPairs(request, reply, deps))
  app.get<Pair>(`${LIST}/:pair`, pageOf('people.merge'), (request, reply) => sendPair(request, reply, deps))
  app.post<Pair>(`${LIST}/:pair/sama`, pageOf('people.merge'), (request, reply) =>
    decide(request, reply, deps, mergeBody, async ({ keep, reason }) => {
      const lose = loserOf(readPair(request.params.pair), keep)
      await mergePeople(deps, byRequest(request), { keep, lose, reason })
    }),
  )
  app.post<Pair>(`${LIST}/:pair/beda`, pageOf('people.merge'), (request, reply) =>
    decide(request, reply, deps, pairReasonBody, async ({ reason }) => {
      await tellApart(deps, byRequest(request), { people: readPair(request.params.pair), reason })
    }),
  )
  app.post<Pair>(`${LIST}/:pair/pisah`, pageOf('people.merge'), (request, reply) =>
    decide(request, reply, deps, pairReasonBody, async ({ reason }) => {
      const by = byRequest(request)
      const { pair } = await comparePair(deps, by, readPair(request.params.pair))
      if (pair.merge) await unmergePeople(deps, by, { id: pair.merge.id, reason })
      else await askAgain(deps, by, { people: pair.people, reason })
    }),
  )
}

async function sendPairs(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: AdministrationDeps,
): Promise<FastifyReply> {
  const [words, language] = [wordsOf(request), languageOf(request)]
  const { pairs, page, more } = await openPairs(deps, byRequest(request), filterOf(request, listPairsQuery))
  const names = await listRegions(
    deps.db,
    [...new Set(pairs.flatMap(({ regions }) => regions))],
    deps.clock.today(),
  )
  const placeOf = (line: PairLine) =>
    [...new Set(line.regions)]
      .map((code) => `${names.get(code)?.name ?? ''} (${dottedCode(code)})`.trim())
      .join(` ${words.and} `)
  const bornOf = ({ bornOn }: PairLine) =>
    [...new Set(bornOn)]
      .flatMap((day) => (day === null ? [] : [formatDate(day, language)]))
      .join(` ${words.and} `)
  return sendTable(request, reply, {
    title: words.title,
    lede: words.lede,
    filters: {
      action: LIST,
      questions: filterQuestions(request),
      values: textsOf(request),
      button: adminWords(request).filter,
    },
    tables: [
      {
        caption: words.caption,
        columns: [words.people, words.band, words.why, words.born, words.regions],
        rows: pairs.map((line) => ({
          id: pairText(line.people),
          cells: [
            {
              text: line.names.join(` ${words.and} `),
              href: hrefIn(language, `${LIST}/${pairText(line.people)}`),
            },
            words.bands[line.band],
            pairExplanation(line.reasons, language),
            bornOf(line),
            placeOf(line),
          ],
        })),
        none: words.none,
      },
    ],
    pages: pagesOf(request, page, more),
    controls: [],
  })
}

function filterQuestions(request: FastifyRequest) {
  const words = wordsOf(request)
  const all = { value: '', label: adminWords(request).all }
  const choices = <Name extends string>(labels: Readonly<Record<Name, string>>) =>
    Object.entries<string>(labels).map(([value, label]) => ({ value, label }))
  return [
    { name: 'band', label: words.band, options: [all, ...choices(words.bands)] },
    {
      name: 'state',
      label: words.state,
      options: [
        { value: '', label: words.states.waiting },
        ...choices(words.states).filter(({ value }) => value !== 'waiting'),
      ],
    },
    { name: 'region', label: words.region },
  ]
}

type Typed = {
  readonly values: Readonly<Record<string, string>>
  readonly errors: FieldErrors
  readonly status: number
}
const NOTHING_TYPED: Typed = { values: {}, errors: {}, status: 200 }

async function sendPair(
  request: FastifyRequest<Pair>,
  reply: FastifyReply,
  deps: AdministrationDeps,
  { values, errors, status }: Typed = NOTHING_TYPED,
): Promise<FastifyReply> {
  const language = languageOf(request)
  const comparison = await comparePair(deps, byRequest(request), readPair(request.params.pair))
  const { pair } = comparison
  const page = {
    frame: frameOf(request),
    csrf: request.actor?.csrf ?? '',
    crumbs: [{ name: wordsOf(request).title, href: hrefIn(language, LIST) }],
    path: `${LIST}/${pairText(pair.people)}`,
    people: [String(pair.people[0]), String(pair.people[1])] as const,
    names: pair.names,
    band: pair.band,
    reasons: pair.reasons.map((reason) => ({
      sentence: pairExplanation([reason], language),
      supports: reason.bits > 0,
    })),
    lines: await writtenLines(request, deps, comparison.lines),
    decision: decisionOf(comparison),
    isSaved: queryOf(request)['pesan'] === 'simpan',
    values,
    errors,
  }
  return sendPrivatePage(request, reply, createElement(PairPage, page), status)
}

function decisionOf({ pair: { decided, because, merge } }: Comparison) {
  if (decided === null && merge === null) return null
  return { kept: merge === null ? null : String(merge.keptId), because: because ?? '' }
}

/** The lines with labels, and values as people write them. */
async function writtenLines(
  request: FastifyRequest,
  deps: AdministrationDeps,
  lines: readonly ComparedLine[],
) {
  const [words, language] = [wordsOf(request), languageOf(request)]
  const codes = lines.filter(({ field }) => field === 'region').flatMap(({ values }) => values)
  const names = await listRegions(
    deps.db,
    codes.flatMap((code) => (code === null ? [] : [regionCode(code)])),
    deps.clock.today(),
  )
  const write = (field: ComparedLine['field'], value: string): string => {
    if (field === 'region') return `${names.get(regionCode(value))?.name ?? ''} (${value})`.trim()
    return writtenValue(field, value, words, language)
  }
  return lines.map(({ field, values: [one, other], likeness }) => ({
    field,
    label: words.fields[field],
    values: [one === null ? null : write(field, one), other === null ? null : write(field, other)] as const,
    likeness,
  }))
}

function writtenValue(
  field: ComparedLine['field'],
  value: string,
  words: ReturnType<typeof wordsOf>,
  language: Language,
): string {
  if (field === 'sex') return words.sexes[value as keyof typeof words.sexes]
  if (field === 'livingStatus') return words.livingStatuses[value as keyof typeof words.livingStatuses]
  if (field === 'income') return formatRupiah(BigInt(value), language)
  if (field === 'recordedAt') return formatDate(jakartaDateOf(new Date(value)), language)
  return field === 'bornOn' && isPlainDate(value) ? formatDate(value, language) : value
}

/** The fields of the forms that the contract calls by another name: two reasons stand on one page. */
const ASKED_AS: Readonly<Record<string, string>> = { reasonApart: 'reason' }

/**
 * Does what a form of the page asks for and comes back to the pair, or shows it again with everything typed still there and what is wrong.
 * A pair that is not there goes on as it is.
 */
async function decide<Schema extends TSchema>(
  request: FastifyRequest<Pair>,
  reply: FastifyReply,
  deps: AdministrationDeps,
  schema: Schema,
  work: (body: ReturnType<typeof checkShape<Schema>>) => Promise<void>,
): Promise<FastifyReply> {
  const language = languageOf(request)
  const values = formOf(request)
  const asked = Object.entries(values).map(([name, value]) => [ASKED_AS[name] ?? name, value] as const)
  try {
    await work(checkShape(schema, valuesFromTexts(schema, asked)))
    return await reply.redirect(hrefIn(language, `${LIST}/${request.params.pair}`, { pesan: 'simpan' }), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || statusOf(error.code) === 404 || error.code === 'form-not-ours')
      throw error
    const errors = errorsOf(error, values, request)
    return await sendPair(request, reply, deps, { values, errors, status: statusOf(error.code) })
  }
}

function errorsOf(
  { value }: Refusal,
  typed: Readonly<Record<string, string>>,
  request: FastifyRequest,
): FieldErrors {
  const words = wordsOf(request)
  const named = refusedField(value)
  const place = named === 'reason' && 'reasonApart' in typed ? 'reasonApart' : named
  const label = place === 'keep' ? words.keep : place === 'reasonApart' ? words.reasonApart : words.reason
  const worded = withFieldCalled(value, named === undefined ? undefined : label)
  return { [place ?? 'keputusan']: refusalSentence(worded, languageOf(request)) }
}
