import type { FastifyInstance, FastifyRequest } from 'fastify'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { createQrCodeBody, createVirtualAccountBody } from '../../../modules/payments/contract.ts'
import type { BankDeps } from '../../../modules/payments/create-virtual-account.ts'
import { makeQrCode, makeVirtualAccount } from '../../../modules/payments/payment-wishes.ts'
import type { Question } from '../../../../web/administration/parts.tsx'
import { wordsIn } from '../../../../web/locales/public.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { pageOf, sendForm, submit, textsOf, type Form } from '../administration/parts.ts'
import { targetForms } from './target-forms.ts'

const PATH = '/pembayaran'
const wordsOf = (request: FastifyRequest) => wordsIn(languageOf(request)).payments

/** `/pembayaran/va` and `/pembayaran/qr`: making them, from a bill's page with its id filled in. */
export function paymentForms(app: FastifyInstance, deps: BankDeps): void {
  app.get(`${PATH}/va`, pageOf('payments.create'), (request, reply) =>
    sendForm(request, reply, vaForm(request, deps), withOnlyBank(request, vaBanks(deps))),
  )
  app.post(`${PATH}/va`, pageOf('payments.create'), (request, reply) =>
    submit(request, reply, vaForm(request, deps), createVirtualAccountBody, async (body) => {
      const { id } = await makeVirtualAccount(deps, byRequest(request), body)
      return `${PATH}/va/${id}`
    }),
  )
  app.get(`${PATH}/qr`, pageOf('payments.create'), (request, reply) =>
    sendForm(request, reply, qrForm(request, deps), withOnlyBank(request, qrBanks(deps))),
  )
  app.post(`${PATH}/qr`, pageOf('payments.create'), (request, reply) =>
    submit(request, reply, qrForm(request, deps), createQrCodeBody, async (body) => {
      const { id } = await makeQrCode(deps, byRequest(request), body)
      return `${PATH}/qr/${id}`
    }),
  )
  targetForms(app, deps)
}

const crumbsOf = (request: FastifyRequest) => [
  { name: wordsOf(request).title, href: hrefIn(languageOf(request), PATH) },
]

const vaBanks = ({ partners }: BankDeps) => partners.filter(({ va }) => va !== null)
const qrBanks = ({ partners }: BankDeps) => partners.filter(({ qr }) => qr !== null)

/** What the address fills in; where there is but one bank, nobody is asked which. */
function withOnlyBank(request: FastifyRequest, banks: readonly { readonly id: string }[]) {
  const [only, ...others] = banks
  return { ...(only && others.length === 0 && { bank: only.id }), ...textsOf(request) }
}

function vaForm(request: FastifyRequest, deps: BankDeps): Form {
  const words = wordsOf(request)
  return {
    ...{ title: words.makeVa, lede: words.makeLede, crumbs: crumbsOf(request), button: words.makeVa },
    questions: questions(request, vaBanks(deps)),
  }
}

function qrForm(request: FastifyRequest, deps: BankDeps): Form {
  const words = wordsOf(request)
  return {
    ...{ title: words.makeQr, lede: words.makeLede, crumbs: crumbsOf(request), button: words.makeQr },
    questions: questions(request, qrBanks(deps)),
  }
}

function questions(
  request: FastifyRequest,
  banks: readonly { readonly id: string; readonly name: string }[],
): Question[] {
  const { fields, hints } = wordsOf(request)
  return [
    { name: 'bank', label: fields.bank, options: banks.map(({ id, name }) => ({ value: id, label: name })) },
    ...subjectQuestions(request),
    { name: 'amount', label: fields.amount, hint: hints.amount, kind: 'digits' },
    { name: 'lastDay', label: fields.lastDay, hint: hints.lastDay, kind: 'date' },
    { name: 'reason', label: fields.reason, hint: hints.reason },
  ]
}

/** Where money goes: one of the three is filled in. */
export function subjectQuestions(request: FastifyRequest): Question[] {
  const { fields } = wordsOf(request)
  return (['bill', 'payer', 'gift'] as const).map((name) => ({ name, label: fields[name] }))
}
