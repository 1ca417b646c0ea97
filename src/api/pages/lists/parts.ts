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
import type { ListRunner } from '../../../modules/people/list-runner.ts'
import type { PeopleDeps } from '../../../modules/people/people-deps.ts'
import type { Outcome } from '../../../modules/people/row/outcome.ts'
import { getList, purposeOf } from '../../../modules/people/stored-list.ts'
import { EMPLOYER_PURPOSE } from '../../../modules/employers/import-employers.ts'
import type { EmployerOutcome } from '../../../modules/employers/row-outcomes.ts'
import { employerOutcomeSentence } from '../../../../web/locales/employer-outcome-sentence.ts'
import { outcomeSentence } from '../../../../web/locales/outcome-sentence.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { ProgressPage } from '../../../../web/imports/progress-page.tsx'
import type { Crumb } from '../../../../web/ui/breadcrumbs.tsx'
import type { Option } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import type { AdministrationDeps } from '../administration/parts.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'

/** What the pages of lists and people need: acts on people, and whoever works on lists in the background. */
export type ListPageDeps = AdministrationDeps & { readonly people: PeopleDeps; readonly runner: ListRunner }

export type IdRoute = { Params: { id: string } }

export function listWords(request: FastifyRequest) {
  return wordsIn(languageOf(request)).imports
}

/** A list within reach with how far it is; null for one that came by the command line. */
export async function findList(
  { people }: ListPageDeps,
  request: FastifyRequest,
  id: string,
): Promise<{
  readonly list: ImportRecord
  readonly preparation: Preparation | null
  readonly isOwn: boolean
}> {
  const by = byRequest(request)
  const list = await getList(people, by, id)
  const preparation = await inScopeOf(people.db, by, (tx) => findPreparation(tx, id))
  return { list, preparation, isOwn: list.organisationId === by.actor.organisationId }
}

export function listCrumbs(
  request: FastifyRequest,
  ...more: readonly (readonly [name: string, path: string])[]
): Crumb[] {
  const language = languageOf(request)
  return [[listWords(request).title, '/daftar'] as const, ...more].map(([name, path]) => ({
    name,
    href: hrefIn(language, path),
  }))
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

/** Every field a column can be, under the heading of our own layout. */
export function fieldOptions(): Option[] {
  return fieldHeadings().map(([value, label]) => ({ value, label }))
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
  page: {
    readonly id: string
    readonly title: string
    readonly fileName: string
    readonly sentences: readonly string[]
    readonly stop: string | null
  },
): FastifyReply {
  const frame = frameOf(request)
  const path = `/daftar/${page.id}`
  reply.header('refresh', `2; url=${hrefIn(frame.language, path)}`)
  const props = { frame, csrf: request.actor?.csrf ?? '', crumbs: listCrumbs(request), path, ...page }
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
