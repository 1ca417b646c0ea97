import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formatDate, formatMonth, formatRupiah } from '../../../kernel/format.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { listAccountsQuery, statementQuery } from '../../../modules/ledger/contract.ts'
import { ACCOUNT_KINDS } from '../../../modules/ledger/ledger.ts'
import {
  openStatement,
  showAccounts,
  showClosings,
  showStatement,
  type FoundAccounts,
  type Statement,
} from '../../../modules/ledger/show-ledger.ts'
import type { StatementRow } from '../../../modules/ledger/statement.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import type { Question } from '../../../../web/administration/parts.tsx'
import type { Table, TableRow } from '../../../../web/administration/table-page.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { sendPdf } from '../../paper.ts'
import { sendWorkbook } from '../../workbook.ts'
import {
  control,
  filterOf,
  momentText,
  pageOf,
  pagesOf,
  sendTable,
  textsOf,
  type AdministrationDeps,
} from '../administration/parts.ts'
import { printablePage } from '../administration/print-pages.ts'
import { statementPdf, statementWorkbook } from './statement-files.ts'

const PATH = '/buku-besar'
type Id = { Params: { id: string } }
const wordsOf = (request: FastifyRequest) => wordsIn(languageOf(request)).ledger

/** `/buku-besar`: accounts looked up, and the statement of each on screen, on paper and as a file. */
export function ledgerPages(app: FastifyInstance, deps: AdministrationDeps): void {
  app.get(PATH, pageOf('ledger.read'), async (request, reply) => {
    const words = wordsOf(request)
    const values = textsOf(request)
    const filter = Object.fromEntries(
      Object.entries(values).filter(([name, text]) => name !== 'lang' && text.trim() !== ''),
    )
    const found = Object.keys(filter).some((name) => name !== 'page')
      ? await showAccounts(deps, byRequest(request), filterOf(request, listAccountsQuery))
      : null
    return sendTable(request, reply, {
      title: words.title,
      lede: found === null ? `${words.lede} ${words.accounts.ask}` : words.lede,
      filters: { action: PATH, questions: accountQuestions(request), values, button: words.accounts.find },
      tables: found === null ? [await closingsTable(request, deps)] : [accountsTable(request, found)],
      pages: found === null ? [] : pagesOf(request, found.page, found.more),
      controls: [],
    })
  })
  statementPages(app, deps)
}

function statementPages(app: FastifyInstance, deps: AdministrationDeps): void {
  const page = {
    path: `${PATH}/:id`,
    action: 'ledger.read',
    recorded: 'ledger.print',
    subjectOf: ({ params }: FastifyRequest<Id>) => ({ kind: 'account', id: params.id }),
  } as const
  printablePage(app, deps, page, async (request) => {
    const path = request.params.id
    const statement = await showStatement(deps, byRequest(request), path, filterOf(request, statementQuery))
    return statementView(request, deps, statement)
  })
  app.get<Id>(`${PATH}/:id/mutasi.xlsx`, pageOf('ledger.export'), async (request, reply) => {
    const query = filterOf(request, statementQuery)
    const file = await openStatement(deps, byRequest(request), request.params.id, query)
    return sendWorkbook(reply, 'mutasi-akun', statementWorkbook(file, languageOf(request)))
  })
  app.get<Id>(`${PATH}/:id/mutasi.pdf`, pageOf('ledger.export'), async (request, reply) => {
    const query = filterOf(request, statementQuery)
    const file = await openStatement(deps, byRequest(request), request.params.id, query)
    const sign = wordsOf(request).statement.sign(
      request.actor?.user.name ?? '',
      momentText(deps.clock.now(), request),
    )
    const pdf = await statementPdf(file, languageOf(request), sign)
    return sendPdf(reply, 'mutasi-akun', pdf)
  })
}

/** An account as people read it: who pays stands beside it, so of his identifier the end is enough. */
const shownPath = (path: string) =>
  path.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{8}([0-9a-f]{4})/g, '…\u2060$1')

const linkTo = (path: string, rest = '') => `${PATH}/${encodeURIComponent(path)}${rest}`

function accountQuestions(request: FastifyRequest): Question[] {
  const { accounts: words, accountKinds } = wordsOf(request)
  const kinds = ACCOUNT_KINDS.map((kind) => ({ value: kind, label: accountKinds[kind] }))
  return [
    { name: 'name', label: words.name, hint: words.nameHint },
    { name: 'path', label: words.path, hint: words.pathHint },
    { name: 'kind', label: words.kind, options: [{ value: '', label: words.anyKind }, ...kinds] },
  ]
}

function accountsTable(request: FastifyRequest, { accounts }: FoundAccounts): Table {
  const { accounts: words, accountKinds } = wordsOf(request)
  const language = languageOf(request)
  return {
    caption: words.caption,
    columns: [words.path, words.kind, words.payer, words.balance, words.held],
    rows: accounts.map(({ path, kind, payerName, balance, held }) => ({
      id: path,
      cells: [
        { text: shownPath(path), href: hrefIn(language, linkTo(path)) },
        accountKinds[kind],
        payerName ?? '',
        formatRupiah(balance, language),
        held === 0n ? '' : formatRupiah(held, language),
      ],
    })),
    none: words.none,
  }
}

async function closingsTable(request: FastifyRequest, deps: AdministrationDeps): Promise<Table> {
  const words = wordsOf(request).closings
  const closings = await showClosings(deps, byRequest(request))
  return {
    caption: words.caption,
    columns: [words.month, words.closedAt],
    rows: closings.map(({ month, closedAt }) => ({
      id: month,
      cells: [formatMonth(month, languageOf(request)), momentText(closedAt, request)],
    })),
    none: words.none,
  }
}

function statementView(request: FastifyRequest, deps: AdministrationDeps, statement: Statement) {
  const { statement: words, accountKinds, title } = wordsOf(request)
  const language = languageOf(request)
  const { account, from, to, opening, closing, rows, next } = statement
  const { after: _after, lang: _lang, ...query } = textsOf(request)
  const money = (amount: bigint) => formatRupiah(amount, language)
  const file = (label: string, name: string) =>
    control(request, deps, 'ledger.export', { label, path: linkTo(account.path, `/${name}`), query })
  return {
    title: words.title(shownPath(account.path)),
    lede: words.lede,
    crumbs: [{ name: title, href: hrefIn(language, PATH) }],
    facts: [
      [words.kind, accountKinds[account.kind]],
      ...(account.payerName === null ? [] : [[words.payer, account.payerName] as const]),
      [words.now, money(account.balance)],
      ...(account.held === 0n ? [] : [[words.held, money(account.held)] as const]),
      [words.opening, money(opening)],
      [`${words.closing}, ${formatDate(to, language)}`, money(closing)],
    ] as const,
    filters: {
      action: linkTo(account.path),
      questions: [
        { name: 'from', label: words.from, kind: 'date' },
        { name: 'to', label: words.to, kind: 'date' },
        { name: 'recordedBy', label: words.recordedBy, hint: words.recordedHint },
      ] satisfies Question[],
      values: { recordedBy: '', ...query, from, to },
      button: words.show,
    },
    tables: [
      {
        caption: words.caption,
        columns: [
          words.effectiveOn,
          words.recordedAt,
          words.entry,
          words.what,
          words.counterpart,
          words.amount,
          words.balance,
        ],
        rows: rows.map((row) => statementRow(request, row)),
        none: words.none,
      },
    ],
    pages: [
      ...(textsOf(request)['after'] === undefined
        ? []
        : [{ label: words.first, href: hrefIn(language, linkTo(account.path), query) }]),
      ...(next === null
        ? []
        : [{ label: words.next, href: hrefIn(language, linkTo(account.path), { ...query, after: next }) }]),
    ],
    controls: [file(words.workbook, 'mutasi.xlsx'), file(words.paper, 'mutasi.pdf')],
  }
}

/** A reversal and what it reverses name each other, and look alike. */
function statementRow(request: FastifyRequest, row: StatementRow): TableRow {
  const { statement: words, entryKinds } = wordsOf(request)
  const language = languageOf(request)
  const {
    entryId,
    line,
    kind,
    effectiveOn,
    recordedAt,
    counterpart,
    amount,
    balance,
    reverses,
    reversedBy,
    note,
  } = row
  const what = [
    entryKinds[kind],
    ...(reverses === null ? [] : [words.reverses(String(reverses))]),
    ...(reversedBy === null ? [] : [words.reversedBy(String(reversedBy))]),
    ...(note === null ? [] : [note]),
  ]
  return {
    id: `${String(entryId)}-${String(line)}`,
    cells: [
      formatDate(effectiveOn, language),
      momentText(recordedAt, request),
      String(entryId),
      what.join(', '),
      counterpart === null
        ? words.another
        : { text: shownPath(counterpart), href: hrefIn(language, linkTo(counterpart)) },
      formatRupiah(amount, language),
      formatRupiah(balance, language),
    ],
  }
}
