import type { FastifyInstance, FastifyRequest } from 'fastify'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { addBudgetLine } from '../../../modules/budgets/add-budget-line.ts'
import { BUDGET_CHANGE_KINDS, FUND_SOURCES } from '../../../modules/budgets/budgets.ts'
import { changeBudgetLine } from '../../../modules/budgets/change-budget-line.ts'
import { addBudgetBody, changeBudgetBody, lapseBudgetBody } from '../../../modules/budgets/contract.ts'
import { lapseBudgetLine } from '../../../modules/budgets/lapse-budget-line.ts'
import { showBudget } from '../../../modules/budgets/show-budgets.ts'
import { showPayers } from '../../../modules/payers/show-payers.ts'
import type { Question } from '../../../../web/administration/parts.tsx'
import { wordsIn } from '../../../../web/locales/public.ts'
import { languageOf } from '../../language.ts'
import { pageOf, sendForm, submit, textsOf, type Form } from '../administration/parts.ts'
import type { IdRoute } from '../lists/parts.ts'
import { crumbsTo, rupiahText, type ProgrammePageDeps } from '../programmes/parts.ts'

const BUDGETS = '/anggaran'
const WRITE = pageOf('budgets.write')

const wordsOf = (request: FastifyRequest) => wordsIn(languageOf(request)).budgets

/** `/anggaran/baru`, `/anggaran/:id/ubah` and `/anggaran/:id/tutup`: a line is recorded, changed within its year, and closed after it. */
export function budgetForms(app: FastifyInstance, deps: ProgrammePageDeps): void {
  app.get(`${BUDGETS}/baru`, WRITE, async (request, reply) => {
    const year = deps.clock.today().slice(0, 4)
    return sendForm(request, reply, await newForm(request, deps), { year, ...textsOf(request) })
  })
  app.post(`${BUDGETS}/baru`, WRITE, async (request, reply) =>
    submit(request, reply, await newForm(request, deps), addBudgetBody, async (body) => {
      const { id } = await addBudgetLine(deps, byRequest(request), body)
      return `${BUDGETS}/${id}`
    }),
  )
  app.get<IdRoute>(`${BUDGETS}/:id/ubah`, WRITE, async (request, reply) =>
    sendForm(request, reply, await changeForm(request, deps), {}),
  )
  app.post<IdRoute>(`${BUDGETS}/:id/ubah`, WRITE, async (request, reply) =>
    submit(request, reply, await changeForm(request, deps), changeBudgetBody, async (body) => {
      await changeBudgetLine(deps, byRequest(request), { id: request.params.id, ...body })
      return `${BUDGETS}/${request.params.id}`
    }),
  )
  app.get<IdRoute>(`${BUDGETS}/:id/tutup`, WRITE, async (request, reply) =>
    sendForm(request, reply, await lapseForm(request, deps), {}),
  )
  app.post<IdRoute>(`${BUDGETS}/:id/tutup`, WRITE, async (request, reply) =>
    submit(request, reply, await lapseForm(request, deps), lapseBudgetBody, async ({ reason }) => {
      await lapseBudgetLine(deps, byRequest(request), { id: request.params.id, reason })
      return `${BUDGETS}/${request.params.id}`
    }),
  )
}

function documentQuestions(request: FastifyRequest): Question[] {
  const { form, columns } = wordsOf(request)
  return [
    { name: 'legalBasis', label: columns.legalBasis, hint: form.legalHint },
    { name: 'documentNumber', label: form.documentNumber, hint: form.documentHint },
    { name: 'documentOn', label: form.documentOn, kind: 'date' },
    { name: 'reason', label: form.reason, hint: form.reasonHint },
  ]
}

async function newForm(request: FastifyRequest, deps: ProgrammePageDeps): Promise<Form> {
  const { form, columns, fundSources, title } = wordsOf(request)
  const { payers } = await showPayers(deps, byRequest(request), {})
  const kinds = wordsIn(languageOf(request)).billing.payerKinds
  const options = payers
    .filter(({ kind, isClosed }) => !isClosed && kind !== 'employer' && kind !== 'agency')
    .map(({ id, name, kind }) => ({ value: id, label: `${name} (${kinds[kind as 'self']})` }))
  return {
    title: form.add,
    lede: form.addLede,
    crumbs: crumbsTo(request, [title, BUDGETS]),
    questions: [
      {
        name: 'payerId',
        label: columns.payer,
        hint: form.payerHint,
        options: [{ value: '', label: form.choosePayer }, ...options],
      },
      { name: 'year', label: form.year, kind: 'digits' },
      { name: 'name', label: columns.name, hint: form.nameHint },
      { name: 'amount', label: form.amount, hint: form.amountHint, kind: 'digits' },
      {
        name: 'fundSource',
        label: columns.fundSource,
        options: FUND_SOURCES.map((value) => ({ value, label: fundSources[value] })),
      },
      ...documentQuestions(request),
    ],
    button: form.save,
  }
}

async function changeForm(request: FastifyRequest<IdRoute>, deps: ProgrammePageDeps): Promise<Form> {
  const { form, changeKinds, title } = wordsOf(request)
  const line = await showBudget(deps, byRequest(request), request.params.id, {})
  const money = (amount: number) => rupiahText(request, BigInt(amount))
  return {
    title: form.change,
    lede: form.changeLede(money(line.amount), money(line.amount - line.left)),
    crumbs: crumbsTo(request, [title, BUDGETS], [line.name, `${BUDGETS}/${line.id}`]),
    questions: [
      { name: 'amount', label: form.newAmount, hint: form.amountHint, kind: 'digits' },
      {
        name: 'kind',
        label: form.kind,
        options: BUDGET_CHANGE_KINDS.map((value) => ({ value, label: changeKinds[value] })),
      },
      ...documentQuestions(request),
    ],
    button: form.save,
  }
}

async function lapseForm(request: FastifyRequest<IdRoute>, deps: ProgrammePageDeps): Promise<Form> {
  const { form, title } = wordsOf(request)
  const line = await showBudget(deps, byRequest(request), request.params.id, {})
  return {
    title: form.lapse,
    lede: form.lapseLede(rupiahText(request, BigInt(line.left)), String(line.year)),
    crumbs: crumbsTo(request, [title, BUDGETS], [line.name, `${BUDGETS}/${line.id}`]),
    questions: [{ name: 'reason', label: form.reason, hint: form.reasonHint }],
    button: form.lapse,
  }
}
