import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { Refusal, refuse } from '../../../kernel/refusal.ts'
import { inScopeOf } from '../../../modules/access/act.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { placeTexts } from '../../../modules/access/places.ts'
import { getList } from '../../../modules/imports/stored-list.ts'
import { getProgramme } from '../../../modules/programmes/queries.ts'
import { proposeBody } from '../../../modules/proposals/contract.ts'
import { previewProposal, type ProposalPreview } from '../../../modules/proposals/preview-proposal.ts'
import { proposePeople, type Wish } from '../../../modules/proposals/propose-people.ts'
import { checkShape } from '../../../platform/validate.ts'
import type { Question } from '../../../../web/administration/parts.tsx'
import { CheckProposalPage } from '../../../../web/proposals/propose-pages.tsx'
import type { FieldErrors } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import { errorsOf, pageOf, textsOf } from '../administration/parts.ts'
import { formOf } from '../form-body.ts'
import { countText, crumbsTo, rupiahText, type ProgrammePageDeps } from '../programmes/parts.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import { becauseText, PROPOSALS, proposalWords } from './parts.ts'

const PATH = `${PROPOSALS}/baru/periksa`
type Values = Readonly<Record<string, string>>
type OrChooseAgain = (
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ProgrammePageDeps,
  work: () => Promise<FastifyReply>,
) => Promise<FastifyReply>

/** `/usulan/baru/periksa`: everything that is about to be sent, the minutes it rests on, and the one button that sends it. */
export function checkProposalPages(
  app: FastifyInstance,
  deps: ProgrammePageDeps,
  orChooseAgain: OrChooseAgain,
): void {
  app.get(PATH, pageOf('proposals.write'), (request, reply) =>
    orChooseAgain(request, reply, deps, () => sendCheck(request, reply, deps, textsOf(request))),
  )
  app.post(PATH, pageOf('proposals.write'), async (request, reply) => {
    const values = formOf(request)
    try {
      const {
        programme = '',
        region = '',
        from = '',
        minutesNumber = '',
        minutesOn = '',
        reason = '',
      } = values
      const given = Object.entries({ minutesNumber, minutesOn, reason }).filter(([, text]) => text !== '')
      const ask = { programmeId: programme, region, ...wishOf(from), ...Object.fromEntries(given) }
      const { proposalId } = await proposePeople(deps, byRequest(request), checkShape(proposeBody, ask))
      const language = languageOf(request)
      return await reply.redirect(hrefIn(language, `${PROPOSALS}/${proposalId}`, { pesan: 'terkirim' }), 303)
    } catch (error) {
      if (!(error instanceof Refusal) || NOT_OURS.has(error.code)) throw error
      const errors = errorsOf(error, { questions: questionsOf(request) }, languageOf(request))
      return sendCheck(request, reply, deps, values, { errors, status: statusOf(error.code) })
    }
  })
}

const NOT_OURS: ReadonlySet<string> = new Set(['form-not-ours', 'programme-unknown', 'import-unknown'])

/** `import:…`, `programme:…` or `people:1,2` of an address. Anything else names nobody. */
function wishOf(from: string): Wish {
  const [kind = '', rest = ''] = from.split(':', 2)
  if (kind === 'import') return { importId: rest }
  if (kind === 'programme') return { copyFrom: rest }
  if (kind === 'people' && /^\d{1,15}(,\d{1,15}){0,99}$/.test(rest))
    return { people: rest.split(',').map(Number) }
  throw refuse('nobody-to-propose', {})
}

function questionsOf(request: FastifyRequest): Question[] {
  const { check } = proposalWords(request)
  return [
    { name: 'minutesNumber', label: check.minutesNumber, hint: check.minutesHint },
    { name: 'minutesOn', label: check.minutesOn, kind: 'date' },
    { name: 'reason', label: check.reason, hint: check.reasonHint },
  ]
}

async function sendCheck(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ProgrammePageDeps,
  values: Values,
  { errors = {}, status = 200 }: { readonly errors?: FieldErrors; readonly status?: number } = {},
): Promise<FastifyReply> {
  const words = proposalWords(request)
  const { check } = words
  const { programme = '', region = '', from = '' } = values
  const by = byRequest(request)
  const preview = await previewProposal(deps, by, { programmeId: programme, region, ...wishOf(from) })
  const count = (number: number) => countText(request, number)
  const frame = { ...frameOf(request), path: PATH }
  const { here, fit, left } = preview
  const page = {
    frame,
    csrf: request.actor?.csrf ?? '',
    crumbs: crumbsTo(request, [words.title, PROPOSALS], [words.choose.title, `${PROPOSALS}/baru`]),
    action: hrefIn(frame.language, PATH),
    lede: check.lede(count(fit), count(here)),
    facts: await factsOf(request, deps, preview, from),
    outlook: preview.outlook.map(({ because, people }) => ({
      because: becauseText(request, because),
      people: count(people),
    })),
    warning: left === null ? check.noQuota : fit > left ? check.beyond(count(fit - left)) : null,
    hidden: { programme, region, from },
    questions: questionsOf(request),
    values: { reason: check.defaultReason, ...values },
    button: here === 0 || left === null ? null : check.button(count(here)),
    controls: [
      {
        label: check.change,
        href: hrefIn(frame.language, `${PROPOSALS}/baru/daftar`, { programme, region, from }),
      },
    ],
    errors,
  }
  return sendPrivatePage(request, reply, createElement(CheckProposalPage, page), status)
}

async function factsOf(
  request: FastifyRequest,
  deps: ProgrammePageDeps,
  preview: ProposalPreview,
  from: string,
): Promise<(readonly [string, string])[]> {
  const { check } = proposalWords(request)
  const { programme, region, here, already, elsewhere, left, cost } = preview
  const nameOf = await placeTexts(deps.db, [region], deps.clock.today())
  const count = (number: number) => countText(request, number)
  const some = (name: string, number: number) => (number > 0 ? [[name, count(number)] as const] : [])
  return [
    [check.programme, programme.name],
    [check.region, nameOf(region)],
    [check.list, await listName(request, deps, from)],
    [check.here, count(here)],
    ...some(check.already, already),
    ...some(check.elsewhere, elsewhere),
    ...(left === null ? [] : ([[check.left, count(left)]] as const)),
    [check.cost, rupiahText(request, cost)],
  ]
}

async function listName(request: FastifyRequest, { db }: ProgrammePageDeps, from: string): Promise<string> {
  const { source } = proposalWords(request)
  const { importId, copyFrom, people = [] } = wishOf(from)
  const by = byRequest(request)
  if (importId !== undefined) return (await getList({ db }, by, importId)).fileName
  if (copyFrom === undefined) return countText(request, people.length)
  return source.programme((await inScopeOf(db, by, (tx) => getProgramme(tx, copyFrom))).name)
}
