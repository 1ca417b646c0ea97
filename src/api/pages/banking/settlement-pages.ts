import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import {
  answerCode,
  answerCodes,
  answerOwed,
  codePaymentOf,
  codeWishOf,
} from '../../../modules/settlement/answers.ts'
import * as contract from '../../../modules/settlement/contract.ts'
import { recordCode } from '../../../modules/settlement/record-code.ts'
import { cancelCode, payCode } from '../../../modules/settlement/settle-code.ts'
import { CODE_PARTS } from '../../../modules/settlement/settlement.ts'
import { formatMonth } from '../../../kernel/format.ts'
import { isMonth } from '../../../kernel/month.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import type { Table } from '../../../../web/administration/table-page.tsx'
import { languageOf } from '../../language.ts'
import {
  adminWords,
  control,
  filterOf,
  pageOf,
  pagesOf,
  sendForm,
  sendTable,
  submit,
  textsOf,
  type Form,
} from '../administration/parts.ts'
import { bankingWords, bankOptions, dayText, rupiahText, type BankingPageDeps } from './parts.ts'

export const PATH = '/setoran'
type Code = { Params: { code: string } }
type ShownCode = contract.CodesAnswer['codes'][number]
export const wordsOf = (request: FastifyRequest) => bankingWords(request).settlement
export const crumbsOf = (request: FastifyRequest) => [
  { name: wordsOf(request).title, href: hrefIn(languageOf(request), PATH) },
]
const monthText = (request: FastifyRequest, month: string) =>
  isMonth(month) ? formatMonth(month, languageOf(request)) : month

/** `/setoran`: what was collected for BPJS Ketenagakerjaan, its kode iuran, and the proof that it was paid. */
export function settlementPages(app: FastifyInstance, deps: BankingPageDeps): void {
  app.get(PATH, pageOf('settlement.read'), (request, reply) => sendSettlement(request, reply, deps))
  app.get(`${PATH}/baru`, pageOf('settlement.write'), (request, reply) => {
    const { month = '', payer = '', amount = '' } = textsOf(request)
    return sendForm(request, reply, recordForm(request), { month, payer, amount })
  })
  app.post(`${PATH}/baru`, pageOf('settlement.write'), (request, reply) =>
    submit(request, reply, recordForm(request), contract.recordCodeBody, async (body) => {
      const { code } = await recordCode(deps, byRequest(request), codeWishOf(body, 'typed'))
      return `${PATH}/${code}`
    }),
  )
  app.get<Code>(`${PATH}/:code`, pageOf('settlement.read'), (request, reply) =>
    sendCode(request, reply, deps),
  )
  settlingPages(app, deps)
}

function settlingPages(app: FastifyInstance, deps: BankingPageDeps): void {
  app.get<Code>(`${PATH}/:code/bayar`, pageOf('settlement.write'), (request, reply) =>
    sendForm(request, reply, payForm(request, deps), {
      ...{ paidOn: deps.clock.today(), bank: textsOf(request)['bank'] ?? '' },
      reference: textsOf(request)['reference'] ?? '',
    }),
  )
  app.post<Code>(`${PATH}/:code/bayar`, pageOf('settlement.write'), (request, reply) =>
    submit(request, reply, payForm(request, deps), contract.payCodeBody, async (body) => {
      await payCode(deps, byRequest(request), codePaymentOf(request.params.code, body))
      return `${PATH}/${request.params.code}`
    }),
  )
  app.get<Code>(`${PATH}/:code/batal`, pageOf('settlement.write'), (request, reply) =>
    sendForm(request, reply, cancelForm(request), {}),
  )
  app.post<Code>(`${PATH}/:code/batal`, pageOf('settlement.write'), (request, reply) =>
    submit(request, reply, cancelForm(request), contract.cancelCodeBody, async ({ reason }) => {
      await cancelCode(deps, byRequest(request), { code: request.params.code, reason })
      return `${PATH}/${request.params.code}`
    }),
  )
}

async function sendSettlement(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: BankingPageDeps,
): Promise<FastifyReply> {
  const words = wordsOf(request)
  const by = byRequest(request)
  const query = filterOf(request, contract.listCodesQuery)
  const [{ owed }, codes] = [await answerOwed(deps, by, {}), await answerCodes(deps, by, query)]
  const all = { value: '', label: adminWords(request).all }
  return sendTable(request, reply, {
    title: words.title,
    lede: words.lede,
    filters: {
      action: PATH,
      questions: [
        {
          name: 'state',
          label: words.state,
          options: [all, ...Object.entries(words.states).map(([value, label]) => ({ value, label }))],
        },
        { name: 'month', label: words.month, hint: words.monthHint },
      ],
      values: textsOf(request),
      button: adminWords(request).filter,
    },
    tables: [owedTable(request, owed), codesTable(request, codes.codes)],
    pages: pagesOf(request, codes.page, codes.more),
    controls: [
      control(request, deps, 'settlement.write', { label: words.record, path: `${PATH}/baru` }),
      control(request, deps, 'settlement.write', { label: words.load, path: `${PATH}/berkas` }),
      control(request, deps, 'settlement.read', { label: words.recoveries, path: `${PATH}/kembalian` }),
    ],
  })
}

function owedTable(request: FastifyRequest, owed: contract.OwedAnswer['owed']): Table {
  const [words, language] = [wordsOf(request), languageOf(request)]
  return {
    caption: words.owed,
    columns: [words.payer, words.month, words.collected, words.bound, words.left, words.dueOn],
    rows: owed.map((row) => ({
      id: `${row.payer} ${row.month}`,
      cells: [
        {
          text: row.payerName,
          href: hrefIn(language, `${PATH}/baru`, {
            payer: row.payer,
            month: row.month,
            amount: String(row.owed),
          }),
        },
        monthText(request, row.month),
        ...[row.collected, row.bound, row.owed].map((amount) => rupiahText(request, amount)),
        dueText(request, row),
      ],
    })),
    none: words.noOwed,
  }
}

function codesTable(request: FastifyRequest, codes: readonly ShownCode[]): Table {
  const [words, language] = [wordsOf(request), languageOf(request)]
  return {
    caption: words.codes,
    columns: [words.code, words.month, words.payer, words.amount, words.dueOn, words.state],
    rows: codes.map((row) => ({
      id: row.code,
      cells: [
        { text: row.code, href: hrefIn(language, `${PATH}/${row.code}`) },
        monthText(request, row.month),
        row.payerName ?? words.several,
        rupiahText(request, row.amount),
        dueText(request, row),
        words.states[row.state],
      ],
    })),
    none: words.noCodes,
  }
}

function dueText(
  request: FastifyRequest,
  { dueOn, overdue }: { readonly dueOn: string; readonly overdue: boolean },
): string {
  return `${dayText(request, dueOn)}${overdue ? `, ${wordsOf(request).overdue}` : ''}`
}

async function sendCode(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: BankingPageDeps,
): Promise<FastifyReply> {
  const words = wordsOf(request)
  const { code } = request.params as { code: string }
  const found = await answerCode(deps, byRequest(request), code)
  const isOpen = found.state === 'billed'
  return sendTable(request, reply, {
    title: `${words.code} ${found.code}`,
    lede: `${monthText(request, found.month)}, ${found.payerName ?? words.several}`,
    crumbs: crumbsOf(request),
    facts: codeFacts(request, found),
    tables: [],
    controls: isOpen
      ? [
          ...(deps.simulatorUrl === null ? [] : [simulatedPayment(request, deps, found)]),
          control(request, deps, 'settlement.write', { label: words.pay, path: `${PATH}/${code}/bayar` }),
          control(request, deps, 'settlement.write', { label: words.cancel, path: `${PATH}/${code}/batal` }),
        ]
      : found.statementLine === null
        ? []
        : [
            control(request, deps, 'statements.read', {
              label: words.toLine,
              path: `/mutasi/baris/${String(found.statementLine)}`,
            }),
          ],
  })
}

/** Where the simulator is the bank, the account it keeps is the one that pays. */
function simulatedPayment(
  request: FastifyRequest,
  deps: BankingPageDeps,
  { code, amount, setOff }: ShownCode,
): ReturnType<typeof control> {
  return control(request, deps, 'simulator.play', {
    label: bankingWords(request).simulator.payCode,
    path: '/simulator-bank/bpjs',
    query: { code, amount: String(amount - setOff) },
  })
}

function codeFacts(request: FastifyRequest, code: ShownCode): (readonly [string, string])[] {
  const words = wordsOf(request)
  const told: readonly (readonly [string, string | null])[] = [
    [words.amount, rupiahText(request, code.amount)],
    ...CODE_PARTS.filter((part) => code[part] > 0).map(
      (part) => [words.parts[part], rupiahText(request, code[part])] as const,
    ),
    [words.setOff, code.setOff === 0 ? null : rupiahText(request, code.setOff)],
    [words.dueOn, dueText(request, code)],
    [words.state, words.states[code.state]],
    [words.bank, code.bank],
    [words.paidOn, code.paidOn === null ? null : dayText(request, code.paidOn)],
    [words.reference, code.reference],
    [words.sha256, code.sha256],
  ]
  return told.filter((fact): fact is readonly [string, string] => fact[1] !== null)
}

function recordForm(request: FastifyRequest): Form {
  const words = wordsOf(request)
  return {
    title: words.record,
    lede: words.recordLede,
    crumbs: crumbsOf(request),
    questions: [
      { name: 'code', label: words.code, hint: words.codeHint, kind: 'digits' },
      { name: 'month', label: words.month, hint: words.monthHint },
      { name: 'payer', label: words.payer, hint: words.payerHint },
      { name: 'amount', label: words.amount, kind: 'digits' },
      ...CODE_PARTS.map((part) => ({ name: part, label: words.parts[part], kind: 'digits' as const })),
      { name: 'dueOn', label: words.dueOn, hint: words.dueHint, kind: 'date' },
    ],
    button: words.recordButton,
  }
}

function payForm(request: FastifyRequest, deps: BankingPageDeps): Form {
  const words = wordsOf(request)
  return {
    title: words.pay,
    lede: words.payLede,
    crumbs: crumbsOf(request),
    questions: [
      { name: 'bank', label: words.bank, options: bankOptions(deps) },
      { name: 'paidOn', label: words.paidOn, kind: 'date' },
      { name: 'reference', label: words.reference },
      { name: 'sha256', label: words.sha256, hint: words.sha256Hint },
    ],
    button: words.payButton,
  }
}

function cancelForm(request: FastifyRequest): Form {
  const words = wordsOf(request)
  return {
    title: words.cancel,
    lede: words.cancelLede,
    crumbs: crumbsOf(request),
    questions: [{ name: 'reason', label: words.reason, hint: words.reasonHint }],
    button: words.cancelButton,
  }
}
