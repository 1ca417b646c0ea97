import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal, refuse, refusedField, withFieldCalled } from '../../../kernel/refusal.ts'
import { inScopeOf } from '../../../modules/access/act.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { approveProposal, refuseProposed } from '../../../modules/proposals/approve-proposal.ts'
import { decideBody, withdrawBody, type DecideBody } from '../../../modules/proposals/contract.ts'
import { withdrawProposal } from '../../../modules/proposals/propose-people.ts'
import { findLastDecision, getProposal } from '../../../modules/proposals/queries.ts'
import { undoDecision } from '../../../modules/proposals/undo-decision.ts'
import { checkShape } from '../../../platform/validate.ts'
import { valuesFromTexts } from '../../../platform/text-values.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import { joinTicks, pageOf, sendForm, submit, type Form } from '../administration/parts.ts'
import { formOf } from '../form-body.ts'
import type { IdRoute } from '../lists/parts.ts'
import { countText, crumbsTo, programmeWords, type ProgrammePageDeps } from '../programmes/parts.ts'
import { PROPOSALS, proposalWords } from './parts.ts'
import { sendProposal } from './proposal-pages.ts'

/** Deciding on a proposal as a whole or by ticked rows, and taking it back. */
export function decidePages(app: FastifyInstance, deps: ProgrammePageDeps): void {
  app.post<IdRoute>(`${PROPOSALS}/:id/setujui`, pageOf('proposals.decide'), (request, reply) =>
    decide(request, reply, deps, async (id, body) => {
      const { state } = await approveProposal(deps, byRequest(request), { id, ...body })
      return state === 'decided' ? 'simpan' : 'kedua'
    }),
  )
  app.post<IdRoute>(`${PROPOSALS}/:id/tolak`, pageOf('proposals.decide'), (request, reply) =>
    decide(request, reply, deps, async (id, { people = [], reason }) => {
      if (people.length === 0) throw refuse('value-missing', { field: 'people' })
      await refuseProposed(deps, byRequest(request), { id, people, reason })
      return 'simpan'
    }),
  )
  withdrawPages(app, deps)
  undoPages(app, deps)
}

/** A refused decision comes back on the proposal, with ticks and reason still there; what does not exist goes on as it is. */
async function decide(
  request: FastifyRequest<IdRoute>,
  reply: FastifyReply,
  deps: ProgrammePageDeps,
  work: (id: string, body: DecideBody) => Promise<string>,
): Promise<FastifyReply> {
  const { id } = request.params
  const values = formOf(request)
  try {
    const texts = Object.entries(joinTicks(values))
    const note = await work(id, checkShape(decideBody, valuesFromTexts(decideBody, texts)))
    return await reply.redirect(hrefIn(languageOf(request), `${PROPOSALS}/${id}`, { pesan: note }), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'proposal-unknown' || error.code === 'form-not-ours')
      throw error
    const errors = { reason: sentenceOf(request, error) }
    return sendProposal(request, reply, deps, { values, errors, status: statusOf(error.code) })
  }
}

function sentenceOf(request: FastifyRequest, { value }: Refusal): string {
  const { one } = proposalWords(request)
  const field = refusedField(value)
  if (field === 'people') return one.nobodyChosen
  const worded = withFieldCalled(value, field === 'reason' ? one.reason : undefined)
  return refusalSentence(worded, languageOf(request))
}

function withdrawPages(app: FastifyInstance, deps: ProgrammePageDeps): void {
  const path = `${PROPOSALS}/:id/tarik`
  const form = async (request: FastifyRequest<IdRoute>): Promise<Form> => {
    const { one, title } = proposalWords(request)
    const shared = programmeWords(request).form
    const { id } = request.params
    const { minutesNumber } = await inScopeOf(deps.db, byRequest(request), (tx) => getProposal(tx, id))
    return {
      title: one.withdraw,
      lede: one.withdrawLede,
      crumbs: crumbsTo(request, [title, PROPOSALS], [minutesNumber, `${PROPOSALS}/${id}`]),
      questions: [{ name: 'reason', label: shared.reason, hint: shared.reasonHint }],
      button: one.withdraw,
    }
  }
  app.get<IdRoute>(path, pageOf('proposals.write'), async (request, reply) =>
    sendForm(request, reply, await form(request), {}),
  )
  app.post<IdRoute>(path, pageOf('proposals.write'), async (request, reply) =>
    submit(request, reply, await form(request), withdrawBody, async ({ reason }) => {
      const { id } = request.params
      await withdrawProposal(deps, byRequest(request), { id, reason })
      return `${PROPOSALS}/${id}`
    }),
  )
}

function undoPages(app: FastifyInstance, deps: ProgrammePageDeps): void {
  const path = `${PROPOSALS}/:id/batal`
  const form = async (request: FastifyRequest<IdRoute>): Promise<Form> => {
    const { one, title } = proposalWords(request)
    const shared = programmeWords(request).form
    const { id } = request.params
    const { minutesNumber, people } = await inScopeOf(deps.db, byRequest(request), async (tx) => ({
      minutesNumber: (await getProposal(tx, id)).minutesNumber,
      people: (await findLastDecision(tx, id))?.people ?? 0,
    }))
    return {
      title: one.undo,
      lede: one.undoLede(countText(request, people)),
      crumbs: crumbsTo(request, [title, PROPOSALS], [minutesNumber, `${PROPOSALS}/${id}`]),
      questions: [{ name: 'reason', label: shared.reason, hint: shared.reasonHint }],
      button: one.undo,
    }
  }
  app.get<IdRoute>(path, pageOf('proposals.decide'), async (request, reply) =>
    sendForm(request, reply, await form(request), {}),
  )
  app.post<IdRoute>(path, pageOf('proposals.decide'), async (request, reply) =>
    submit(request, reply, await form(request), withdrawBody, async ({ reason }) => {
      const { id } = request.params
      await undoDecision(deps, byRequest(request), { id, reason })
      return `${PROPOSALS}/${id}`
    }),
  )
}
