import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formatDate, formatRupiah } from '../../../kernel/format.ts'
import { jakartaDateOf } from '../../../kernel/plain-date.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import type { BankDeps } from '../../../modules/payments/create-virtual-account.ts'
import {
  listCallsQuery,
  type CallsAnswer,
  type QrCodeAnswer,
  type VirtualAccountAnswer,
} from '../../../modules/payments/contract.ts'
import { CALL_OUTCOMES, shownNumber } from '../../../modules/payments/payments.ts'
import {
  exportCalls,
  showCalls,
  showQrCode,
  showQrCodes,
  showVirtualAccount,
  showVirtualAccounts,
} from '../../../modules/payments/show-payments.ts'
import type { Question } from '../../../../web/administration/parts.tsx'
import type { Table } from '../../../../web/administration/table-page.tsx'
import { wordsIn } from '../../../../web/locales/public.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { pictureOf } from '../../qr-picture.ts'
import { sendWorkbook } from '../../workbook.ts'
import {
  adminWords,
  control,
  filterOf,
  momentText,
  pageOf,
  pagesOf,
  sendTable,
  textsOf,
} from '../administration/parts.ts'
import type { IdRoute } from '../lists/parts.ts'
import { paymentForms } from './payment-forms.ts'
import { taskPages } from './task-pages.ts'

const PATH = '/pembayaran'
export const paymentWords = (request: FastifyRequest) => wordsIn(languageOf(request)).payments

/** `/pembayaran`: numbers and codes by which money comes, and the calls of banks with what they were answered. */
export function paymentPages(app: FastifyInstance, deps: BankDeps): void {
  app.get(PATH, pageOf('payments.read'), async (request, reply) => {
    const by = byRequest(request)
    const words = paymentWords(request)
    const filter = filterOf(request, listCallsQuery)
    const { virtualAccounts } = await showVirtualAccounts(deps, by, {})
    const { qrCodes } = await showQrCodes(deps, by, {})
    const { calls, page, more } = await showCalls(deps, by, filter)
    return sendTable(request, reply, {
      title: words.title,
      lede: words.lede,
      notice: bankNotice(request, deps),
      filters: {
        action: PATH,
        questions: callFilters(request, deps),
        values: textsOf(request),
        button: adminWords(request).filter,
      },
      tables: [
        callTable(request, deps, calls),
        accountTable(request, deps, virtualAccounts),
        codeTable(request, deps, qrCodes),
      ],
      pages: pagesOf(request, page, more),
      controls: [
        control(request, deps, 'payments.create', { label: words.makeVa, path: `${PATH}/va` }),
        control(request, deps, 'payments.create', { label: words.makeQr, path: `${PATH}/qr` }),
        control(request, deps, 'payments.read', {
          label: words.download,
          path: `${PATH}.xlsx`,
          query: textsOf(request),
        }),
        control(request, deps, 'payments.read', { label: words.tasks.title, path: '/tugas-keuangan' }),
      ],
    })
  })
  app.get(`${PATH}.xlsx`, pageOf('payments.read'), async (request, reply) => {
    const { columns, outcomes } = paymentWords(request)
    const { day, time, bank, service, number, amount, code, outcome } = columns
    const headings = [day, time, bank, service, number, amount, code, outcome]
    const file = await exportCalls(deps, byRequest(request), filterOf(request, listCallsQuery), {
      headings,
      outcomes,
    })
    return sendWorkbook(reply, 'kabar-bank', file)
  })
  paymentForms(app, deps)
  onePages(app, deps)
  taskPages(app, deps)
}

function onePages(app: FastifyInstance, deps: BankDeps): void {
  app.get<IdRoute>(`${PATH}/va/:id`, pageOf('payments.read'), async (request, reply) => {
    const words = paymentWords(request)
    const account = await showVirtualAccount(deps, byRequest(request), request.params.id)
    const { columns } = words
    return sendTable(request, reply, {
      title: shownNumber(account.number),
      lede: words.oneLede,
      crumbs: [{ name: words.title, href: hrefIn(languageOf(request), PATH) }],
      notice: bankNotice(request, deps, account.bank),
      facts: [
        [columns.bank, bankName(deps, account.bank)],
        [columns.name, account.name],
        [columns.amount, amountText(request, account.amount)],
        [columns.state, stateText(request, deps, account)],
        [columns.lastDay, dayText(request, account.expiresAt)],
      ],
      tables: [],
      controls: [
        ...targetControls(request, deps, 'va', account),
        ...simulatorControls(request, deps, account.bank, { va: account.number }),
        ...billControls(request, deps, account.bill),
      ],
    })
  })
  app.get<IdRoute>(`${PATH}/qr/:id`, pageOf('payments.read'), async (request, reply) => {
    const words = paymentWords(request)
    const code = await showQrCode(deps, byRequest(request), request.params.id)
    const { columns } = words
    return sendTable(request, reply, {
      title: `QR ${code.name}`,
      lede: words.codeLede,
      crumbs: [{ name: words.title, href: hrefIn(languageOf(request), PATH) }],
      notice: bankNotice(request, deps, code.bank),
      facts: [
        [columns.bank, bankName(deps, code.bank)],
        [columns.amount, amountText(request, code.amount)],
        [columns.state, stateText(request, deps, code)],
        [columns.lastDay, dayText(request, code.expiresAt)],
        [words.payload, code.payload ?? words.waitingCode],
      ],
      picture: code.payload === null ? null : { src: await pictureOf(code.payload), alt: words.pictureAlt },
      tables: [],
      controls: [
        ...targetControls(request, deps, 'qr', code),
        ...(code.payload === null ? [] : simulatorControls(request, deps, code.bank, { qr: code.payload })),
        ...billControls(request, deps, code.bill),
      ],
    })
  })
}

/** What may still be done with a number or code; one that has ended can only be asked about. */
function targetControls(
  request: FastifyRequest,
  deps: BankDeps,
  kind: 'va' | 'qr',
  { id, state }: Pick<VirtualAccountAnswer, 'id' | 'state'>,
) {
  const words = paymentWords(request)
  const to = (label: string, act: string) =>
    control(request, deps, 'payments.create', { label, path: `${PATH}/${kind}/${id}/${act}` })
  const isOpen = state === 'asked' || state === 'open'
  return [
    ...(isOpen && kind === 'va' ? [to(words.change, 'ubah')] : []),
    to(words.check, 'tanya'),
    ...(isOpen ? [to(kind === 'va' ? words.cancel : words.cancelCode, 'batal')] : []),
  ]
}

/** Where the simulator is the bank, whoever tries Payung out pays there himself. */
function simulatorControls(
  request: FastifyRequest,
  deps: BankDeps,
  bank: string,
  query: Readonly<Record<string, string>>,
) {
  if (deps.partners.find(({ id }) => id === bank)?.isSimulator !== true) return []
  const label = wordsIn(languageOf(request)).banking.simulator.pay
  return [control(request, deps, 'simulator.play', { label, path: '/simulator-bank/bayar', query })]
}

function billControls(request: FastifyRequest, deps: BankDeps, bill: string | null) {
  if (bill === null) return []
  return [
    control(request, deps, 'payments.read', {
      label: paymentWords(request).openBill,
      path: `/tagihan/${bill}`,
    }),
  ]
}

/** Said on every page where a simulator stands for a bank, and where there is none at all. */
export function bankNotice(request: FastifyRequest, { partners }: BankDeps, bank?: string) {
  const words = paymentWords(request)
  const shown = bank === undefined ? partners : partners.filter(({ id }) => id === bank)
  const simulator = shown.find(({ isSimulator }) => isSimulator)
  if (simulator) return { title: 'SIMULATOR', text: words.simulator(simulator.name) }
  return partners.length === 0 ? { title: words.columns.bank, text: words.noBank } : null
}

export function bankName({ partners }: BankDeps, id: string): string {
  return partners.find((each) => each.id === id)?.name ?? id
}

export function amountText(request: FastifyRequest, amount: number | null): string {
  return amount === null ? paymentWords(request).anyAmount : formatRupiah(BigInt(amount), languageOf(request))
}

function dayText(request: FastifyRequest, at: string): string {
  return formatDate(jakartaDateOf(new Date(at)), languageOf(request))
}

function stateText(
  request: FastifyRequest,
  { clock }: BankDeps,
  { state, expiresAt }: Pick<VirtualAccountAnswer, 'state' | 'expiresAt'>,
): string {
  const words = paymentWords(request)
  const isOver = (state === 'open' || state === 'asked') && new Date(expiresAt) < clock.now()
  return isOver ? words.expired : words.states[state]
}

function callFilters(request: FastifyRequest, { partners }: BankDeps): Question[] {
  const { columns, outcomes, services, all, from, to } = paymentWords(request)
  const options = (entries: readonly (readonly [value: string, label: string])[]) => [
    { value: '', label: all },
    ...entries.map(([value, label]) => ({ value, label })),
  ]
  return [
    { name: 'bank', label: columns.bank, options: options(partners.map(({ id, name }) => [id, name])) },
    { name: 'service', label: columns.service, options: options(Object.entries(services)) },
    {
      name: 'outcome',
      label: columns.outcome,
      options: options(CALL_OUTCOMES.map((each) => [each, outcomes[each]])),
    },
    { name: 'from', label: from, kind: 'date' },
    { name: 'to', label: to, kind: 'date' },
  ]
}

function callTable(request: FastifyRequest, deps: BankDeps, calls: CallsAnswer['calls']): Table {
  const { columns, services, outcomes, ...words } = paymentWords(request)
  return {
    caption: words.calls,
    columns: [
      columns.at,
      columns.bank,
      columns.service,
      columns.number,
      columns.amount,
      columns.code,
      columns.outcome,
    ],
    rows: calls.map((call) => ({
      id: call.id,
      cells: [
        momentText(new Date(call.receivedAt), request),
        bankName(deps, call.bank),
        services[call.service as keyof typeof services],
        call.number === null ? '' : `…${call.number}`,
        call.amount === null ? '' : amountText(request, call.amount),
        call.responseCode,
        outcomes[call.outcome],
      ],
    })),
    none: words.noCalls,
  }
}

function accountTable(
  request: FastifyRequest,
  deps: BankDeps,
  accounts: readonly VirtualAccountAnswer[],
): Table {
  const { columns, ...words } = paymentWords(request)
  return {
    caption: words.accounts,
    columns: [columns.number, columns.bank, columns.name, columns.amount, columns.state, columns.lastDay],
    rows: accounts.map((each) => ({
      id: each.id,
      cells: [
        { text: shownNumber(each.number), href: hrefIn(languageOf(request), `${PATH}/va/${each.id}`) },
        bankName(deps, each.bank),
        each.name,
        amountText(request, each.amount),
        stateText(request, deps, each),
        dayText(request, each.expiresAt),
      ],
    })),
    none: words.noAccounts,
  }
}

function codeTable(request: FastifyRequest, deps: BankDeps, codes: readonly QrCodeAnswer[]): Table {
  const { columns, ...words } = paymentWords(request)
  return {
    caption: words.codes,
    columns: [columns.name, columns.bank, columns.amount, columns.state, columns.lastDay],
    rows: codes.map((each) => ({
      id: each.id,
      cells: [
        { text: each.name, href: hrefIn(languageOf(request), `${PATH}/qr/${each.id}`) },
        bankName(deps, each.bank),
        amountText(request, each.amount),
        stateText(request, deps, each),
        dayText(request, each.expiresAt),
      ],
    })),
    none: words.noCodes,
  }
}
