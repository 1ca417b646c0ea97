import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formatDate, formatNumber } from '../../../kernel/format.ts'
import { parseMonth } from '../../../kernel/month.ts'
import type { PlainDate } from '../../../kernel/plain-date.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import type { BillRunner } from '../../../modules/billing/bill-runner.ts'
import { AGE_BANDS, BILL_STATES } from '../../../modules/billing/billing.ts'
import {
  agesQuery,
  billQuery,
  listBillsQuery,
  runBillsBody,
  type BillAnswer,
  type BillsAnswer,
  type RunStateAnswer,
} from '../../../modules/billing/contract.ts'
import { exportBills } from '../../../modules/billing/export-bills.ts'
import type { BillingDeps } from '../../../modules/billing/run-bills.ts'
import { showAges, showBill, showBills, showRun, showRuns } from '../../../modules/billing/show-bills.ts'
import type { Table } from '../../../../web/administration/table-page.tsx'
import { wordsIn } from '../../../../web/locales/public.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { sendWorkbook } from '../../workbook.ts'
import {
  adminWords,
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
import type { IdRoute } from '../lists/parts.ts'
import { paperPages } from './paper-pages.ts'
import { billingWords, moneyText, monthText, optionsOf } from './payer-pages.ts'

const PATH = '/tagihan'
const SECONDS_UNTIL_LOOK = '3'

/** `/tagihan`: bills, what is overdue, the runs that made them, and each bill line by line. */
export function billPages(app: FastifyInstance, deps: BillingDeps, runner: BillRunner): void {
  app.get(PATH, pageOf('bills.read'), async (request, reply) => {
    const words = billingWords(request)
    const by = byRequest(request)
    const { bills, page, more } = await showBills(deps, by, filterOf(request, listBillsQuery))
    return sendTable(request, reply, {
      title: words.title,
      lede: words.lede,
      filters: billFilters(request),
      tables: [billTable(request, words.title, bills, words.noBills)],
      pages: pagesOf(request, page, more),
      controls: [
        control(request, deps, 'bills.run', { label: words.run, path: `${PATH}/putaran/baru` }),
        control(request, deps, 'bills.read', { label: words.runs, path: `${PATH}/putaran` }),
        control(request, deps, 'bills.read', { label: words.ageing, path: `${PATH}/umur` }),
        control(request, deps, 'bills.read', {
          label: words.download,
          path: `${PATH}.xlsx`,
          query: textsOf(request),
        }),
        control(request, deps, 'payers.read', { label: words.payers, path: '/pembayar' }),
      ],
    })
  })
  sheetAndAgePages(app, deps)
  runPages(app, deps, runner)
  oneRunPage(app, deps)
  onePages(app, deps)
}

/** The words of a sheet of bills. */
export function billHeadings(request: FastifyRequest) {
  const { columns, kinds, states } = billingWords(request)
  const { number, month, payer, roster, kind, total, paid, credited, open, state, dueOn, overdue } = columns
  const headings = [number, month, payer, roster, kind, total, paid, credited, open, state, dueOn, overdue]
  return { headings, kinds, states }
}

function sheetAndAgePages(app: FastifyInstance, deps: BillingDeps): void {
  app.get(`${PATH}.xlsx`, pageOf('bills.read'), async (request, reply) => {
    const words = billHeadings(request)
    return sendWorkbook(
      reply,
      'tagihan',
      await exportBills(deps, byRequest(request), filterOf(request, listBillsQuery), words),
    )
  })
  app.get(`${PATH}/umur`, pageOf('bills.read'), async (request, reply) => {
    const words = billingWords(request)
    const { payers } = await showAges(deps, byRequest(request), filterOf(request, agesQuery))
    return sendTable(request, reply, {
      title: words.ageing,
      lede: words.lede,
      crumbs: crumbsOf(request),
      tables: [
        {
          caption: words.ageing,
          columns: [words.columns.payer, ...AGE_BANDS.map((band) => words.bands[band]), words.columns.open],
          rows: payers.map((each) => ({
            id: each.payerId,
            cells: [
              { text: each.payer, href: hrefIn(languageOf(request), PATH, { payer: each.payerId }) },
              ...AGE_BANDS.map((band) => moneyText(request, each[band])),
              moneyText(request, each.open),
            ],
          })),
          none: words.noAgeing,
        },
      ],
      controls: [],
    })
  })
}

const crumbsOf = (request: FastifyRequest) => [
  { name: billingWords(request).title, href: hrefIn(languageOf(request), PATH) },
]

function billFilters(request: FastifyRequest) {
  const { columns, states, all, yes, knownOn } = billingWords(request)
  return {
    action: PATH,
    questions: [
      { name: 'month', label: columns.month },
      { name: 'payer', label: columns.payer },
      { name: 'state', label: columns.state, options: optionsOf(all, states, BILL_STATES) },
      { name: 'overdue', label: columns.overdue, options: optionsOf(all, { yes }, ['yes']) },
      { name: 'region', label: columns.region },
      { name: 'knownOn', label: knownOn, kind: 'date' as const },
    ],
    values: textsOf(request),
    button: adminWords(request).filter,
  }
}

function billTable(
  request: FastifyRequest,
  caption: string,
  bills: BillsAnswer['bills'],
  none: string,
): Table {
  const { columns, kinds, states } = billingWords(request)
  return {
    caption,
    columns: [
      ...[columns.number, columns.month, columns.payer, columns.kind, columns.people, columns.total],
      ...[columns.open, columns.state, columns.dueOn],
    ],
    rows: bills.map((bill) => ({
      id: bill.id,
      cells: [
        { text: bill.number, href: hrefIn(languageOf(request), `${PATH}/${bill.id}`) },
        monthText(request, bill.month),
        bill.payer,
        kinds[bill.kind as keyof typeof kinds],
        formatNumber(bill.personCount, languageOf(request)),
        moneyText(request, bill.total),
        moneyText(request, bill.open),
        states[bill.state as keyof typeof states],
        formatDate(bill.dueOn as PlainDate, languageOf(request)),
      ],
    })),
    none,
  }
}

function runPages(app: FastifyInstance, deps: BillingDeps, runner: BillRunner): void {
  app.get(`${PATH}/putaran`, pageOf('bills.read'), async (request, reply) => {
    const words = billingWords(request)
    const { columns } = words
    const { runs } = await showRuns(deps, byRequest(request))
    return sendTable(request, reply, {
      title: words.runs,
      lede: words.runLede,
      crumbs: crumbsOf(request),
      tables: [
        {
          caption: words.runs,
          columns: [
            columns.month,
            columns.state,
            columns.bills,
            columns.adjustments,
            columns.total,
            columns.startedAt,
          ],
          rows: runs.map((run) => ({
            id: run.runId,
            cells: [
              {
                text: monthText(request, run.month),
                href: hrefIn(languageOf(request), `${PATH}/putaran/${run.runId}`),
              },
              words.runStates[run.state],
              formatNumber(run.bills, languageOf(request)),
              formatNumber(run.adjustments, languageOf(request)),
              moneyText(request, run.total),
              momentText(new Date(run.startedAt), request),
            ],
          })),
          none: words.noRuns,
        },
      ],
      controls: [control(request, deps, 'bills.run', { label: words.run, path: `${PATH}/putaran/baru` })],
    })
  })
  app.get(`${PATH}/putaran/baru`, pageOf('bills.run'), (request, reply) =>
    sendForm(request, reply, runForm(request), textsOf(request)),
  )
  app.post(`${PATH}/putaran/baru`, pageOf('bills.run'), (request, reply) =>
    submit(request, reply, runForm(request), runBillsBody, async ({ month, ...scope }) => {
      const runId = await runner.begin(byRequest(request), { month: parseMonth('month', month), ...scope })
      return `${PATH}/putaran/${runId}`
    }),
  )
}

function oneRunPage(app: FastifyInstance, deps: BillingDeps): void {
  app.get<IdRoute>(`${PATH}/putaran/:id`, pageOf('bills.read'), async (request, reply) => {
    const words = billingWords(request)
    const run = await showRun(deps, byRequest(request), request.params.id)
    // The answer itself asks the browser to come again; no script is needed, and a page that was closed loses nothing.
    if (run.state === 'running') reply.header('refresh', SECONDS_UNTIL_LOOK)
    return sendTable(request, reply, {
      title: `${words.runs}: ${monthText(request, run.month)}`,
      lede: run.state === 'running' ? words.goesOn : words.runLede,
      crumbs: [
        ...crumbsOf(request),
        { name: words.runs, href: hrefIn(languageOf(request), `${PATH}/putaran`) },
      ],
      facts: runFacts(request, run),
      tables: [],
      controls: [
        control(request, deps, 'bills.read', { label: words.title, path: PATH, query: { month: run.month } }),
      ],
    })
  })
}

function runForm(request: FastifyRequest): Form {
  const words = billingWords(request)
  const { columns } = words
  return {
    title: words.run,
    lede: words.runLede,
    crumbs: crumbsOf(request),
    questions: [
      { name: 'month', label: columns.month },
      { name: 'region', label: columns.region },
      { name: 'payer', label: columns.payer },
      { name: 'roster', label: columns.roster },
    ],
    button: words.runButton,
  }
}

function runFacts(request: FastifyRequest, run: RunStateAnswer): (readonly [string, string])[] {
  const words = billingWords(request)
  const { columns } = words
  const count = (value: number) => formatNumber(value, languageOf(request))
  const seconds = run.state === 'running' ? 0 : run.seconds
  return [
    [columns.state, words.runStates[run.state]],
    [columns.roster, words.progress(count(run.rostersDone), count(run.rosters))],
    [columns.bills, count(run.bills)],
    [columns.adjustments, count(run.adjustments)],
    [columns.unchanged, count(run.unchanged)],
    [columns.total, moneyText(request, run.total)],
    ...(seconds > 0
      ? ([
          [columns.seconds, `${String(seconds)} · ${words.rate(count(Math.round(run.lines / seconds)))}`],
        ] as const)
      : []),
  ]
}

function onePages(app: FastifyInstance, deps: BillingDeps): void {
  app.get<IdRoute>(`${PATH}/:id`, pageOf('bills.read'), async (request, reply) => {
    const words = billingWords(request)
    const { page = '1' } = filterOf(request, billQuery)
    const bill = await showBill(deps, byRequest(request), request.params.id, page)
    return sendTable(request, reply, {
      title: bill.number,
      lede: words.billLede,
      crumbs: crumbsOf(request),
      facts: billFacts(request, bill),
      tables: [
        lineTable(request, bill),
        paymentTable(request, bill),
        billTable(request, words.amendedBy, bill.amendedBy, words.noAmending),
      ],
      pages: pagesOf(request, bill.page, bill.more),
      controls: [
        control(request, deps, 'bills.read', { label: words.invoice, path: `${PATH}/${bill.id}/faktur` }),
        ...(bill.open === 0 && bill.paid > 0
          ? [
              control(request, deps, 'bills.read', {
                label: wordsIn(languageOf(request)).receipts.download,
                path: `${PATH}/${bill.id}/kuitansi`,
              }),
            ]
          : []),
        control(request, deps, 'payments.create', {
          label: words.makeVa,
          path: '/pembayaran/va',
          query: { bill: bill.id },
        }),
        control(request, deps, 'payments.create', {
          label: words.makeQr,
          path: '/pembayaran/qr',
          query: { bill: bill.id },
        }),
      ],
    })
  })
  paperPages(app, deps)
}

function billFacts(request: FastifyRequest, bill: BillAnswer): (readonly [string, string])[] {
  const { columns, kinds, states } = billingWords(request)
  return [
    [columns.payer, bill.payer],
    [columns.roster, bill.roster],
    [columns.month, monthText(request, bill.month)],
    [columns.kind, kinds[bill.kind as keyof typeof kinds]],
    [columns.state, states[bill.state as keyof typeof states]],
    [columns.total, moneyText(request, bill.total)],
    [columns.paid, moneyText(request, bill.paid)],
    [columns.credited, moneyText(request, bill.credited)],
    [columns.open, moneyText(request, bill.open)],
    [columns.dueOn, formatDate(bill.dueOn as PlainDate, languageOf(request))],
    [columns.lawVersion, bill.lawVersion],
    ...(bill.fine
      ? ([
          [
            columns.fine,
            `${bill.fine.law} ${bill.fine.article}: ${String(bill.fine.monthCount)} × ${String(bill.fine.rate / 10_000)} %`,
          ],
        ] as const)
      : []),
  ]
}

function lineTable(request: FastifyRequest, { lines, kind }: BillAnswer): Table {
  const words = billingWords(request)
  const { columns, whys } = words
  const isChange = kind === 'amendment' || kind === 'credit-note'
  return {
    caption: words.lines,
    columns: [
      ...[columns.line, columns.name, columns.pay, columns.amount, columns.law, columns.paid],
      ...(isChange ? [columns.change] : []),
    ],
    rows: lines.map((line) => ({
      id: String(line.line),
      cells: [
        String(line.line),
        `${line.name} (${String(line.personId)})`,
        moneyText(request, line.pay),
        moneyText(request, line.amount),
        [...new Set(line.law.map(({ law, article }) => `${law} ${article}`))].join('; '),
        line.isPaid ? words.yes : words.no,
        ...(isChange
          ? [
              `${moneyText(request, line.before ?? 0)} → ${moneyText(request, line.after ?? 0)}: ${whys[(line.why ?? 'list') as keyof typeof whys]}`,
            ]
          : []),
      ],
    })),
    none: words.noLines,
  }
}

function paymentTable(request: FastifyRequest, { payments }: BillAnswer): Table {
  const words = billingWords(request)
  const { columns } = words
  return {
    caption: words.payments,
    columns: [columns.paidOn, columns.amount, columns.line],
    rows: payments.map(({ entryId, amount, paidOn, firstLine, lastLine }) => ({
      id: `${String(entryId)} ${String(firstLine)}`,
      cells: [
        formatDate(paidOn as PlainDate, languageOf(request)),
        moneyText(request, amount),
        `${String(firstLine)}–${String(lastLine)}`,
      ],
    })),
    none: words.noPayments,
  }
}
