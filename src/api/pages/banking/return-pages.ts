import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { answerRecoveries, returnWishOf } from '../../../modules/settlement/answers.ts'
import {
  listOwedQuery,
  settleRecoveriesBody,
  type RecoveriesAnswer,
} from '../../../modules/settlement/contract.ts'
import { settleRecoveries } from '../../../modules/settlement/settle-recoveries.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import {
  control,
  filterOf,
  momentText,
  pageOf,
  pagesOf,
  sendForm,
  sendTable,
  submit,
  textsOf,
  type Form,
} from '../administration/parts.ts'
import { bankOptions, rupiahText, type BankingPageDeps } from './parts.ts'
import { crumbsOf, PATH as SETTLEMENT, wordsOf } from './settlement-pages.ts'

const PATH = `${SETTLEMENT}/kembalian`
type Shown = RecoveriesAnswer['recoveries'][number]

/** `/setoran/kembalian`: what BPJS Ketenagakerjaan has to give back, and that it came. */
export function returnPages(app: FastifyInstance, deps: BankingPageDeps): void {
  app.get(PATH, pageOf('settlement.read'), (request, reply) => sendRecoveries(request, reply, deps))
  app.get(`${PATH}/terima`, pageOf('settlement.write'), async (request, reply) => {
    const { way = 'bank', bank = '', reference = '', line = '', code = '', ...more } = textsOf(request)
    const values = { ...more, way, bank, reference, line, code, on: deps.clock.today() }
    return sendForm(request, reply, await returnForm(request, deps), values)
  })
  app.post(`${PATH}/terima`, pageOf('settlement.write'), async (request, reply) =>
    submit(request, reply, await returnForm(request, deps), settleRecoveriesBody, async (body) => {
      await settleRecoveries(deps, byRequest(request), returnWishOf(body))
      return PATH
    }),
  )
}

async function sendRecoveries(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: BankingPageDeps,
): Promise<FastifyReply> {
  const words = wordsOf(request)
  const query = filterOf(request, listOwedQuery)
  const { recoveries, page, more } = await answerRecoveries(deps, byRequest(request), query)
  return sendTable(request, reply, {
    title: words.recoveries,
    lede: words.recoveriesLede,
    crumbs: crumbsOf(request),
    tables: [
      {
        caption: words.recoveries,
        columns: [
          words.creditNote,
          words.payer,
          words.amount,
          words.returned,
          words.recoveredOn,
          words.state,
        ],
        rows: recoveries.map((row) => ({ id: row.id, cells: cellsOf(request, row) })),
        none: words.noRecoveries,
      },
    ],
    pages: pagesOf(request, page, more),
    controls: recoveries.some(({ settled }) => !settled)
      ? [control(request, deps, 'settlement.write', { label: words.settle, path: `${PATH}/terima` })]
      : [],
  })
}

function cellsOf(request: FastifyRequest, row: Shown) {
  const words = wordsOf(request)
  return [
    { text: row.creditNote, href: hrefIn(languageOf(request), `/tagihan/${row.creditNote}`) },
    row.payerName,
    rupiahText(request, row.amount),
    rupiahText(request, row.returned),
    momentText(new Date(row.recordedAt), request),
    words.recoveryStates[row.settled ? 'settled' : 'open'],
  ]
}

async function returnForm(request: FastifyRequest, deps: BankingPageDeps): Promise<Form> {
  const words = wordsOf(request)
  const { recoveries } = await answerRecoveries(deps, byRequest(request), {})
  const open = recoveries.filter(({ settled }) => !settled)
  return {
    title: words.settle,
    lede: words.settleLede,
    crumbs: [...crumbsOf(request), { name: words.recoveries, href: hrefIn(languageOf(request), PATH) }],
    questions: [
      {
        name: 'recoveries',
        label: words.whichRecoveries,
        ticks: open.map(({ id, creditNote, payerName, amount, returned }) => ({
          value: id,
          label: `${creditNote}, ${payerName}: ${rupiahText(request, amount - returned)}`,
        })),
      },
      {
        name: 'way',
        label: words.way,
        options: Object.entries(words.ways).map(([value, label]) => ({ value, label })),
      },
      { name: 'amount', label: words.returnedAmount, hint: words.returnedAmountHint, kind: 'digits' },
      {
        name: 'bank',
        label: words.bank,
        options: [{ value: '', label: words.notByBank }, ...bankOptions(deps)],
      },
      { name: 'on', label: words.returnedOn, kind: 'date' },
      { name: 'reference', label: words.reference, hint: words.referenceHint },
      { name: 'sha256', label: words.sha256, hint: words.sha256Hint },
      { name: 'line', label: words.line, hint: words.lineHint, kind: 'digits' },
      { name: 'code', label: words.code, hint: words.setOffHint, kind: 'digits' },
    ],
    button: words.settleButton,
  }
}
