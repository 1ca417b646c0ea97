import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { cancelQrCode, checkQrCode } from '../../../modules/payments/cancel-qr-code.ts'
import {
  cancelVirtualAccount,
  checkVirtualAccount,
} from '../../../modules/payments/cancel-virtual-account.ts'
import { changeVirtualAccount } from '../../../modules/payments/change-virtual-account.ts'
import { changeVirtualAccountBody, reasonBody } from '../../../modules/payments/contract.ts'
import type { BankDeps } from '../../../modules/payments/create-virtual-account.ts'
import { changeOf } from '../../../modules/payments/payment-wishes.ts'
import { shownNumber } from '../../../modules/payments/payments.ts'
import { showQrCode, showVirtualAccount } from '../../../modules/payments/show-payments.ts'
import { jakartaDateOf } from '../../../kernel/plain-date.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { pageOf, sendForm, submit, type Form } from '../administration/parts.ts'
import type { IdRoute } from '../lists/parts.ts'

const PATH = '/pembayaran'
const emptyBody = Type.Object({}, { additionalProperties: false })
const wordsOf = (request: FastifyRequest) => wordsIn(languageOf(request)).payments

type Kind = 'va' | 'qr'

/** What may be done with a number or code that is there: change it, ask its bank about it, take it back. */
export function targetForms(app: FastifyInstance, deps: BankDeps): void {
  changePages(app, deps)
  for (const kind of ['va', 'qr'] as const) {
    cancelPages(app, deps, kind)
    checkPages(app, deps, kind)
  }
}

function changePages(app: FastifyInstance, deps: BankDeps): void {
  app.get<IdRoute>(`${PATH}/va/:id/ubah`, pageOf('payments.create'), async (request, reply) => {
    const { expiresAt } = await showVirtualAccount(deps, byRequest(request), request.params.id)
    const lastDay = jakartaDateOf(new Date(expiresAt))
    return sendForm(request, reply, await changeForm(request, deps), { lastDay })
  })
  app.post<IdRoute>(`${PATH}/va/:id/ubah`, pageOf('payments.create'), async (request, reply) => {
    const { id } = request.params
    return submit(request, reply, await changeForm(request, deps), changeVirtualAccountBody, async (body) => {
      await changeVirtualAccount(deps, byRequest(request), changeOf(id, body))
      return `${PATH}/va/${id}`
    })
  })
}

function cancelPages(app: FastifyInstance, deps: BankDeps, kind: Kind): void {
  const cancel = kind === 'va' ? cancelVirtualAccount : cancelQrCode
  app.get<IdRoute>(`${PATH}/${kind}/:id/batal`, pageOf('payments.create'), async (request, reply) =>
    sendForm(request, reply, await cancelForm(request, deps, kind), {}),
  )
  app.post<IdRoute>(`${PATH}/${kind}/:id/batal`, pageOf('payments.create'), async (request, reply) => {
    const { id } = request.params
    return submit(request, reply, await cancelForm(request, deps, kind), reasonBody, async ({ reason }) => {
      await cancel(deps, byRequest(request), { id, reason })
      return `${PATH}/${kind}/${id}`
    })
  })
}

function checkPages(app: FastifyInstance, deps: BankDeps, kind: Kind): void {
  const check = kind === 'va' ? checkVirtualAccount : checkQrCode
  app.get<IdRoute>(`${PATH}/${kind}/:id/tanya`, pageOf('payments.create'), async (request, reply) =>
    sendForm(request, reply, await checkForm(request, deps, kind), {}),
  )
  app.post<IdRoute>(`${PATH}/${kind}/:id/tanya`, pageOf('payments.create'), async (request, reply) => {
    const { id } = request.params
    const form = await checkForm(request, deps, kind)
    return submit(request, reply, form, emptyBody, async () => {
      const { bank, state } = await check(deps, byRequest(request), id)
      const words = wordsOf(request)
      return {
        title: form.title,
        lede: words.checked[bank],
        crumbs: form.crumbs,
        facts: [[words.columns.state, words.states[state]]],
        tables: [],
        controls: [],
      }
    })
  })
}

/** How people name it, and the way to its own page. */
async function namedOf(request: FastifyRequest, deps: BankDeps, kind: Kind) {
  const { id } = request.params as { id: string }
  const by = byRequest(request)
  const shown =
    kind === 'va'
      ? shownNumber((await showVirtualAccount(deps, by, id)).number)
      : `QR ${(await showQrCode(deps, by, id)).name}`
  const crumbs = [
    { name: wordsOf(request).title, href: hrefIn(languageOf(request), PATH) },
    { name: shown, href: hrefIn(languageOf(request), `${PATH}/${kind}/${id}`) },
  ]
  return { shown, crumbs }
}

async function changeForm(request: FastifyRequest, deps: BankDeps): Promise<Form> {
  const words = wordsOf(request)
  const { shown, crumbs } = await namedOf(request, deps, 'va')
  return {
    title: words.changeTitle(shown),
    lede: words.changeLede,
    crumbs,
    questions: [
      { name: 'lastDay', label: words.fields.lastDay, kind: 'date' },
      { name: 'amount', label: words.fields.amount, hint: words.hints.changedAmount, kind: 'digits' },
      { name: 'reason', label: words.fields.reason, hint: words.hints.reason },
    ],
    button: words.change,
  }
}

async function cancelForm(request: FastifyRequest, deps: BankDeps, kind: Kind): Promise<Form> {
  const words = wordsOf(request)
  const { shown, crumbs } = await namedOf(request, deps, kind)
  return {
    title: words.cancelTitle(shown),
    lede: kind === 'va' ? words.cancelLede : words.cancelCodeLede,
    crumbs,
    questions: [{ name: 'reason', label: words.fields.reason, hint: words.hints.reason }],
    button: kind === 'va' ? words.cancel : words.cancelCode,
  }
}

async function checkForm(request: FastifyRequest, deps: BankDeps, kind: Kind): Promise<Form> {
  const words = wordsOf(request)
  const { shown, crumbs } = await namedOf(request, deps, kind)
  return { title: words.checkTitle(shown), lede: words.checkLede, crumbs, questions: [], button: words.check }
}
