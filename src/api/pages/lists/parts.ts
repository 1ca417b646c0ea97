import type { FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { formatDate, formatTime } from '../../../kernel/format.ts'
import { jakartaDateOf } from '../../../kernel/plain-date.ts'
import { Refusal, refuse } from '../../../kernel/refusal.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { inScopeOf } from '../../../modules/access/act.ts'
import { writtenRegion } from '../../../modules/access/places.ts'
import { findPreparation } from '../../../modules/imports/preparation-queries.ts'
import type { Preparation } from '../../../modules/imports/preparation.ts'
import type { ImportRecord } from '../../../modules/imports/queries.ts'
import { fieldHeadings } from '../../../modules/imports/ask-columns.ts'
import { purposeOf } from '../../../modules/people/row/entry-age.ts'
import { OUTCOME_LEVELS, type Outcome, type OutcomeCode } from '../../../modules/people/row/outcome.ts'
import { EMPLOYER_PURPOSE } from '../../../modules/employers/import-employers.ts'
import {
  EMPLOYER_OUTCOME_LEVELS,
  type EmployerOutcome,
  type EmployerOutcomeCode,
} from '../../../modules/employers/row-outcomes.ts'
import { employerOutcomeSentence } from '../../../../web/locales/employer-outcome-sentence.ts'
import { outcomeSentence } from '../../../../web/locales/outcome-sentence.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { ProgressPage } from '../../../../web/imports/progress-page.tsx'
import type { Crumb } from '../../../../web/ui/breadcrumbs.tsx'
import type { Option } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import type { Lists } from '../../list-deps.ts'
import type { AdministrationDeps } from '../administration/parts.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import { placeWords, type ListPlace } from './list-place.ts'

/** What the pages of lists and people need: acts on people, and whoever works on lists in the background. */
export type ListPageDeps = AdministrationDeps & Lists

/** The same, with the place where lists of one kind stand. */
export type PlaceDeps = ListPageDeps & { readonly place: ListPlace }

export type IdRoute = { Params: { id: string } }

export function listWords(request: FastifyRequest) {
  return wordsIn(languageOf(request)).imports
}

/** A list that stands here with how far it is (null for one that came by the command line), and whether it is its reader's to work on. */
export async function findList(
  { place }: PlaceDeps,
  request: FastifyRequest,
  id: string,
): Promise<{
  readonly list: ImportRecord
  readonly preparation: Preparation | null
  readonly isOwn: boolean
}> {
  const by = byRequest(request)
  const { db, kind } = place.lists
  const list = await place.getShown(by, id)
  const preparation = await inScopeOf(db, by, (tx) => findPreparation(tx, id))
  const isOwn = list.organisationId === by.actor.organisationId && kind.purposes.includes(list.purpose)
  return { list, preparation, isOwn }
}

export function listCrumbs(
  request: FastifyRequest,
  { place }: PlaceDeps,
  ...more: readonly (readonly [name: string, path: string])[]
): Crumb[] {
  const language = languageOf(request)
  const { title } = placeWords(request, place)
  const own = [[title, place.path] as const, ...more].map(([name, path]) => ({
    name,
    href: hrefIn(language, path),
  }))
  return [...place.above(request), ...own]
}

export function momentIn(at: Date, request: FastifyRequest): string {
  const language = languageOf(request)
  return `${formatDate(jakartaDateOf(at), language)}, ${formatTime(at, 'WIB', language)}`
}

/** Where the reader's role holds, when that is one place. */
export function ownRegion(request: FastifyRequest): string {
  const code = byRequest(request).actor.held?.regionCode
  return code === undefined || code === 0 ? '' : writtenRegion(code)
}

/** Every field a column of such a list can be, under the heading of our own layout. */
export function fieldOptions({ lists }: ListPlace): Option[] {
  return fieldHeadings(lists.kind.fields).map(([value, label]) => ({ value, label }))
}

/** What a list is about: people for one of the purposes, or employers. */
export function purposeTitle(request: FastifyRequest, list: Pick<ImportRecord, 'purpose'>): string {
  const purpose = list.purpose === EMPLOYER_PURPOSE ? EMPLOYER_PURPOSE : purposeOf(list)
  return listWords(request).purposes[purpose].title
}

/** The sentence of an outcome as it was kept: numbers and texts, as its code has them. Rows of employers are told their own. */
export function sentenceOf(
  request: FastifyRequest,
  { purpose }: Pick<ImportRecord, 'purpose'>,
  outcome: unknown,
  row: number | null,
): string {
  return purpose === EMPLOYER_PURPOSE
    ? employerOutcomeSentence(outcome as EmployerOutcome, languageOf(request))
    : outcomeSentence(outcome as Outcome, languageOf(request), row)
}

/** How grave what a row was told is. */
export function levelOf({ purpose }: Pick<ImportRecord, 'purpose'>, code: string) {
  return purpose === EMPLOYER_PURPOSE
    ? EMPLOYER_OUTCOME_LEVELS[code as EmployerOutcomeCode]
    : OUTCOME_LEVELS[code as OutcomeCode]
}

/** The sentence of a refusal that ended a list. */
export function troubleSentence(request: FastifyRequest, { trouble }: Preparation): string | null {
  if (!trouble) return null
  return refusalSentence(
    refuse(trouble.code as 'import-unknown', trouble.details as Record<string, never>).value,
    languageOf(request),
  )
}

/** A page that comes again by itself in a second or two, while the work goes on. */
export function sendProgress(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: PlaceDeps,
  page: {
    readonly id: string
    readonly title: string
    readonly fileName: string
    readonly sentences: readonly string[]
    readonly stop: string | null
  },
): FastifyReply {
  const frame = frameOf(request)
  const path = `${deps.place.path}/${page.id}`
  reply.header('refresh', `2; url=${hrefIn(frame.language, path)}`)
  const props = { frame, csrf: request.actor?.csrf ?? '', crumbs: listCrumbs(request, deps), path, ...page }
  return sendPrivatePage(request, reply, createElement(ProgressPage, props))
}

/** Does an act and goes on to a page; a refusal for people comes back as `failed` says. */
export async function actOrSay(
  work: () => Promise<unknown>,
  failed: (refusal: Refusal) => Promise<FastifyReply> | FastifyReply,
  done: () => Promise<FastifyReply> | FastifyReply,
): Promise<FastifyReply> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'import-unknown' || error.code === 'form-not-ours')
      throw error
    return failed(error)
  }
  return done()
}
