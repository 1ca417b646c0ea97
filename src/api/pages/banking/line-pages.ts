import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { refuse } from '../../../kernel/refusal.ts'
import type { ActionName } from '../../../modules/access/actions.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { openLine } from '../../../modules/statements/answers.ts'
import { lineReasonBody } from '../../../modules/statements/contract.ts'
import { bookLine, ignoreLine, linkLine } from '../../../modules/statements/decide-line.ts'
import type { Control } from '../../../../web/administration/parts.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { control, pageOf, sendForm, sendTable, submit, type Form } from '../administration/parts.ts'
import { bankingWords, dayText, rupiahText, type BankingPageDeps } from './parts.ts'
import { statementCrumbs } from './statement-pages.ts'

const PATH = '/mutasi/baris'
type Id = { Params: { id: string } }
type OpenedLine = Awaited<ReturnType<typeof openLine>>
const wordsOf = (request: FastifyRequest) => bankingWords(request).statements

const decideBody = Type.Object(
  {
    how: Type.Enum(['link', 'book', 'ignore']),
    payment: Type.Optional(Type.String({ maxLength: 160 })),
    ...lineReasonBody.properties,
  },
  { additionalProperties: false },
)

/** `/mutasi/baris/:id`: one movement of money, and the decision about it. */
export function linePages(app: FastifyInstance, deps: BankingPageDeps): void {
  app.get<Id>(`${PATH}/:id`, pageOf('statements.read'), async (request, reply) => {
    const words = wordsOf(request)
    const { line } = await openLine(deps, byRequest(request), request.params.id)
    return sendTable(request, reply, {
      title: words.line(String(line.id)),
      lede: words.lineLede,
      crumbs: statementCrumbs(request),
      facts: factsOf(request, line),
      tables: [],
      controls: controlsOf(request, deps, line),
    })
  })
  app.get<Id>(`${PATH}/:id/putuskan`, pageOf('statements.import'), async (request, reply) =>
    sendForm(
      request,
      reply,
      decideForm(request, await openLine(deps, byRequest(request), request.params.id)),
      {},
    ),
  )
  app.post<Id>(`${PATH}/:id/putuskan`, pageOf('statements.import'), async (request, reply) => {
    const opened = await openLine(deps, byRequest(request), request.params.id)
    return submit(
      request,
      reply,
      decideForm(request, opened),
      decideBody,
      async ({ how, payment = '', reason }) => {
        const wish = { id: request.params.id, reason }
        const by = byRequest(request)
        if (how === 'ignore') await ignoreLine(deps, by, wish)
        else if (how === 'book') await bookLine(deps, by, wish)
        else await linkLine(deps, by, { ...wish, ...namedPayment(payment) })
        return `${PATH}/${request.params.id}`
      },
    )
  })
}

/** What may be done about an open line, and where a linked one leads. */
function controlsOf(request: FastifyRequest, deps: BankingPageDeps, line: OpenedLine['line']): Control[] {
  const words = wordsOf(request)
  const to = (action: ActionName, label: string, path: string, query = {}) =>
    control(request, deps, action, { label, path, query })
  const id = String(line.id)
  if (line.contributionCode !== null)
    return [to('settlement.read', words.toCode(line.contributionCode), `/setoran/${line.contributionCode}`)]
  if (line.state !== 'open') return []
  return [
    to('statements.import', words.decide, `${PATH}/${id}/putuskan`),
    ...(line.side === 'credit'
      ? [to('settlement.write', words.fromBpjs, '/setoran/kembalian/terima', { way: 'line', line: id })]
      : []),
  ]
}

/** `va-payment SIM-1`, as the options of the form name a payment. */
function namedPayment(text: string): { service: string; key: string } {
  const at = text.indexOf(' ')
  if (at === -1) throw refuse('value-missing', { field: 'payment' })
  return { service: text.slice(0, at), key: text.slice(at + 1) }
}

function factsOf(request: FastifyRequest, line: OpenedLine['line']) {
  const words = wordsOf(request)
  return [
    [words.bank, line.bank],
    [words.day, dayText(request, line.on)],
    [words.amount, `${words.sides[line.side]} ${rupiahText(request, line.amount)}`],
    [words.text, line.description],
    [words.reference, line.reference ?? words.unknown],
    [words.state, `${words.states[line.state]}: ${words.reasons[line.because]}`],
    ...(line.payment === null ? [] : [[words.payment, line.payment.key] as const]),
    ...(line.reason === null ? [] : [[words.reason, line.reason] as const]),
  ] as const
}

function decideForm(request: FastifyRequest, { line, payments }: OpenedLine): Form {
  const words = wordsOf(request)
  const candidates = payments.map(({ service, key, paidOn, referenceNo }) => ({
    value: `${service} ${key}`,
    label: `${dayText(request, paidOn)} ${referenceNo ?? key}`,
  }))
  return {
    title: words.decide,
    lede: `${dayText(request, line.on)}, ${words.sides[line.side]} ${rupiahText(request, line.amount)}. ${words.decideLede}`,
    crumbs: [
      ...statementCrumbs(request),
      { name: words.line(String(line.id)), href: hrefIn(languageOf(request), `${PATH}/${String(line.id)}`) },
    ],
    questions: [
      {
        name: 'how',
        label: words.how,
        options: Object.entries(words.hows).map(([value, label]) => ({ value, label })),
      },
      {
        name: 'payment',
        label: words.payment,
        hint: words.paymentHint,
        options: [{ value: '', label: words.noPayment }, ...candidates],
      },
      { name: 'reason', label: words.reason, hint: words.reasonHint },
    ],
    button: words.decideButton,
  }
}
