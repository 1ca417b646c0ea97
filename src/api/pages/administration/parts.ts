import type { FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import type { TSchema } from 'typebox'
import { formatDate, formatTime, type Language } from '../../../kernel/format.ts'
import { jakartaDateOf } from '../../../kernel/plain-date.ts'
import { Refusal, refusedField, withFieldCalled } from '../../../kernel/refusal.ts'
import { decideAccess } from '../../../modules/access/access.ts'
import type { AccessDeps } from '../../../modules/access/access-deps.ts'
import type { ActionName } from '../../../modules/access/actions.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { checkShape } from '../../../platform/validate.ts'
import { valuesFromTexts } from '../../../platform/text-values.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { FormPage, type FormPageProps } from '../../../../web/administration/form-page.tsx'
import type { Control } from '../../../../web/administration/parts.tsx'
import { TablePage, type TablePageProps } from '../../../../web/administration/table-page.tsx'
import type { Crumb } from '../../../../web/ui/breadcrumbs.tsx'
import type { FieldErrors } from '../../../../web/ui/field.tsx'
import { hrefIn, type Query } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import { formOf } from '../form-body.ts'
import { frameOf, queryOf, sendPrivatePage } from '../send-page.ts'

/** What the pages for administrators need. */
export type AdministrationDeps = AccessDeps & { readonly publicUrl: string | undefined }

/** Route options of a page whose action is `action`. */
export const pageOf = (action: ActionName) => ({ schema: { hide: true }, config: { action } }) as const

/** The words of these pages in the reader's language. */
export function adminWords(request: FastifyRequest) {
  return wordsIn(languageOf(request)).administration
}

/** Day and time in western Indonesia. */
export function momentText(at: Date, request: FastifyRequest): string {
  const language = languageOf(request)
  return `${formatDate(jakartaDateOf(at), language)}, ${formatTime(at, 'WIB', language)}`
}

/** A link to an act; when the actor may not do it, the reason stands in its place. */
export function control(
  request: FastifyRequest,
  { clock }: Pick<AdministrationDeps, 'clock'>,
  action: ActionName,
  { label, path, query = {} }: { readonly label: string; readonly path: string; readonly query?: Query },
): Control {
  const language = languageOf(request)
  const { actor } = byRequest(request)
  const access = decideAccess(actor, action, { userId: actor.userId }, clock.today())
  return {
    label,
    href: hrefIn(language, path, query),
    ...(!access.allowed && {
      refused: refusalSentence({ code: 'not-allowed', details: { action, reason: access.reason } }, language),
    }),
  }
}

/** The pages for administrators, each with the reason when it is not for this one. */
export function adminPages(request: FastifyRequest, deps: AdministrationDeps): Control[] {
  const words = adminWords(request)
  const pages = [
    ['users.read', words.users, '/admin/pengguna'],
    ['organisations.read', words.organisations, '/admin/organisasi'],
    ['keys.read', words.keys, '/admin/kunci-api'],
    ['account.read', words.roles, '/admin/peran'],
    ['audit.read', words.trail, '/audit'],
    ['roles.delegate', words.lend, '/akun/titipkan'],
    ['account.trail', words.own, '/akun/jejak'],
  ] as const
  return pages.map(([action, { title: label, lede: about }, path]) => ({
    ...control(request, deps, action, { label, path }),
    about,
  }))
}

/** Where whoever is signed in works, each page with the reason when it is not for this one. */
export function workPages(request: FastifyRequest, deps: Pick<AdministrationDeps, 'clock'>): Control[] {
  const {
    imports,
    agencyMonths,
    elections,
    budgets,
    programmes,
    proposals,
    protection,
    summary,
    submissions,
    people,
    changes,
    checks,
    duplicates,
    exports,
    employers,
    ledger,
    billing,
    gifts,
    payments,
    banking,
    administration,
  } = wordsIn(languageOf(request))
  const pages = [
    ['coverage.read', summary.title, '/ringkasan'],
    ['proposals.read', proposals.title, '/usulan'],
    ['people.import', imports.title, '/daftar'],
    ['programmes.read', programmes.title, '/program'],
    ['budgets.read', budgets.title, '/anggaran'],
    ['programmes.read', programmes.quota.title, '/kuota'],
    ['protection.read', protection.ending.title, '/masa-berlaku'],
    ['submissions.read', submissions.title, '/pengajuan'],
    ['people.find', people.title, '/orang'],
    ['people.change', changes.title, '/orang/permintaan'],
    ['people.merge', duplicates.title, '/orang/gabung'],
    ['people.export', exports.title, '/orang/ekspor'],
    ['employers.read', employers.title, '/perusahaan'],
    ['ledger.read', ledger.title, '/buku-besar'],
    ['payers.read', billing.payers, '/pembayar'],
    ['gifts.read', gifts.staff.title, '/donatur'],
    ['rosters.read', billing.rosters, '/daftar-bayar'],
    ['rosters.read', agencyMonths.title, '/instansi'],
    ['elections.read', elections.title, '/program/adhoc'],
    ['bills.read', billing.title, '/tagihan'],
    ['payments.read', payments.title, '/pembayaran'],
    ['payments.settle', payments.tasks.title, '/tugas-keuangan'],
    ['statements.read', banking.statements.title, '/mutasi'],
    ['settlement.read', banking.settlement.title, '/setoran'],
    ['checks.read', checks.title, '/pemeriksaan'],
    ['account.read', administration.title, '/admin'],
    ['roles.delegate', administration.lend.title, '/akun/titipkan'],
    ['account.trail', administration.own.title, '/akun/jejak'],
  ] as const
  return pages.map(([action, label, path]) => control(request, deps, action, { label, path }))
}

export function adminCrumbs(
  request: FastifyRequest,
  ...more: readonly (readonly [name: string, path: string])[]
): Crumb[] {
  const language = languageOf(request)
  const all = [[adminWords(request).title, '/admin'] as const, ...more]
  return all.map(([name, path]) => ({ name, href: hrefIn(language, path) }))
}

/** The fields of an address that are single texts. */
export function textsOf(request: FastifyRequest): Readonly<Record<string, string>> {
  const texts = Object.entries(queryOf(request)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return Object.fromEntries(texts)
}

/** The address of a page read by the contract of the API: same fields, same refusals. Language and messages are no filter. */
export function filterOf<Schema extends TSchema>(request: FastifyRequest, schema: Schema) {
  const { lang: _lang, pesan: _note, ...texts } = textsOf(request)
  return checkShape(schema, valuesFromTexts(schema, Object.entries(texts)))
}

export function sendTable(
  request: FastifyRequest,
  reply: FastifyReply,
  page: Omit<TablePageProps, 'frame'>,
): FastifyReply {
  const words = adminWords(request)
  const isSaved = queryOf(request)['pesan'] === 'simpan'
  const notice = page.notice ?? (isSaved ? { title: words.done, text: words.doneText } : null)
  return sendPrivatePage(
    request,
    reply,
    createElement(TablePage, { frame: frameOf(request), ...page, notice }),
  )
}

/** Links to the page before and after, where there are any. */
export function pagesOf(request: FastifyRequest, page: number, more: boolean): Control[] {
  const words = adminWords(request)
  const [language, path] = [languageOf(request), frameOf(request).path]
  const { lang: _lang, pesan: _note, ...query } = textsOf(request)
  const to = (label: string, number: number) => ({
    label,
    href: hrefIn(language, path, { ...query, page: String(number) }),
  })
  return [...(page > 1 ? [to(words.previous, page - 1)] : []), ...(more ? [to(words.next, page + 1)] : [])]
}

export type Form = Pick<FormPageProps, 'title' | 'lede' | 'crumbs' | 'questions' | 'button'>

export function sendForm(
  request: FastifyRequest,
  reply: FastifyReply,
  form: Form,
  values: Readonly<Record<string, string>>,
  { errors = {}, status = 200 }: { readonly errors?: FieldErrors; readonly status?: number } = {},
): FastifyReply {
  const frame = frameOf(request)
  const csrf = request.actor?.csrf ?? ''
  const page = { frame, csrf, action: hrefIn(frame.language, frame.path), ...form, values, errors }
  return sendPrivatePage(request, reply, createElement(FormPage, page), status)
}

/**
 * Does what a form asks for and goes on to the page that `work` names, or shows what may be seen only once: an address that held a link
 * or key would stay in histories and logs. A refusal comes back on the form, at its field, with everything
 * typed still there. What does not exist, and a form that is not ours, are no mistakes of typing: they go on as they are.
 */
export async function submit<Schema extends TSchema>(
  request: FastifyRequest,
  reply: FastifyReply,
  form: Form,
  schema: Schema,
  work: (body: ReturnType<typeof checkShape<Schema>>) => Promise<string | Omit<TablePageProps, 'frame'>>,
): Promise<FastifyReply> {
  const texts = formOf(request)
  try {
    const next = await work(checkShape(schema, valuesFromTexts(schema, Object.entries(joinTicks(texts)))))
    if (typeof next !== 'string') return await sendTable(request, reply, next)
    return await reply.redirect(hrefIn(languageOf(request), next, { pesan: 'simpan' }), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'no-such-record' || error.code === 'form-not-ours')
      throw error
    const errors = errorsOf(error, form, languageOf(request))
    return sendForm(request, reply, form, texts, { errors, status: statusOf(error.code) })
  }
}

/** Ticked boxes, `actions.users.read=ya`, as the list of their contract. */
export function joinTicks(texts: Readonly<Record<string, string>>): Record<string, string> {
  const joined: Record<string, string> = {}
  for (const [name, value] of Object.entries(texts)) {
    const [, field = '', tick = ''] = /^([a-zA-Z]+)\.(.+)$/.exec(name) ?? []
    if (field === '') joined[name] = value
    else joined[field] = joined[field] === undefined ? tick : `${joined[field]},${tick}`
  }
  return joined
}

/** The refusal as a sentence at its question, in which the field has the name that the form gives it. */
export function errorsOf(
  { value }: Refusal,
  { questions }: Pick<Form, 'questions'>,
  language: Language,
): FieldErrors {
  const named = refusedField(value)
  const place = questions.find(({ name }) => name === named)
  const sentence = refusalSentence(withFieldCalled(value, place?.label), language)
  return { [place?.name ?? questions[0]?.name ?? '']: sentence }
}
