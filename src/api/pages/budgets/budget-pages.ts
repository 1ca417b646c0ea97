import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { formatTableDate, formatRupiah } from '../../../kernel/format.ts'
import { jakartaDateOf, plainDate } from '../../../kernel/plain-date.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { budgetQuery, listBudgetsQuery, type budgetAnswer } from '../../../modules/budgets/contract.ts'
import { BUDGET_SHEET_ROWS, showBudget, showBudgets } from '../../../modules/budgets/show-budgets.ts'
import type { EntryKind } from '../../../modules/ledger/ledger.ts'
import { textWorkbook } from '../../../platform/xlsx-out.ts'
import type { Control } from '../../../../web/administration/parts.tsx'
import type { Table, TableRow } from '../../../../web/administration/table-page.tsx'
import { wordsIn } from '../../../../web/locales/public.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { sendWorkbook } from '../../workbook.ts'
import {
  adminWords,
  control,
  filterOf,
  pageOf,
  pagesOf,
  sendTable,
  textsOf,
} from '../administration/parts.ts'
import { printablePage } from '../administration/print-pages.ts'
import type { IdRoute } from '../lists/parts.ts'
import { countText, crumbsTo, rowsOf, type ProgrammePageDeps } from '../programmes/parts.ts'

const BUDGETS = '/anggaran'
const SUMS = ['amount', 'left', 'committed', 'realised', 'lapsed'] as const
const PARTS = ['left', 'committed', 'realised', 'lapsed'] as const

const budgetWords = (request: FastifyRequest) => wordsIn(languageOf(request)).budgets
const money = (request: FastifyRequest, amount: number) => formatRupiah(BigInt(amount), languageOf(request))

/** `/anggaran`: what each payer has to spend, what is promised of it, and every entry behind the sums. */
export function budgetPages(app: FastifyInstance, deps: ProgrammePageDeps): void {
  app.get(BUDGETS, pageOf('budgets.read'), async (request, reply) => {
    const words = budgetWords(request)
    const { columns } = words
    const { lines, page, more } = await showBudgets(
      deps,
      byRequest(request),
      filterOf(request, listBudgetsQuery),
    )
    return sendTable(request, reply, {
      title: words.title,
      lede: words.lede,
      filters: {
        action: BUDGETS,
        questions: [
          { name: 'year', label: columns.year },
          { name: 'region', label: columns.region },
          { name: 'payer', label: columns.payerNumber },
        ],
        values: textsOf(request),
        button: adminWords(request).filter,
      },
      tables: [
        {
          caption: words.title,
          columns: headingsOf(request),
          rows: lines.map((line) => lineRow(request, line)),
          none: words.none,
        },
      ],
      pages: pagesOf(request, page, more),
      controls: [
        control(request, deps, 'budgets.write', { label: words.form.add, path: `${BUDGETS}/baru` }),
        control(request, deps, 'budgets.read', {
          label: words.download,
          path: `${BUDGETS}.xlsx`,
          query: textsOf(request),
        }),
      ],
    })
  })
  app.get(`${BUDGETS}.xlsx`, pageOf('budgets.read'), async (request, reply) => {
    const { page: _page, ...filter } = filterOf(request, listBudgetsQuery)
    const { lines } = await showBudgets(deps, byRequest(request), filter, BUDGET_SHEET_ROWS)
    const cells = lines.map((line) => textsIn(lineRow(request, line)))
    return sendWorkbook(reply, 'anggaran', textWorkbook('Data', headingsOf(request), rowsOf(cells)))
  })
  onePages(app, deps)
}

function onePages(app: FastifyInstance, deps: ProgrammePageDeps): void {
  const asked = (request: FastifyRequest<IdRoute>) =>
    showBudget(deps, byRequest(request), request.params.id, filterOf(request, budgetQuery))
  printablePage(
    app,
    deps,
    {
      path: `${BUDGETS}/:id`,
      action: 'budgets.read',
      recorded: 'budgets.print',
      subjectOf: ({ params }) => ({ kind: 'budget-line', id: params.id }),
    },
    async (request) => {
      const words = budgetWords(request)
      const line = await asked(request)
      return {
        title: line.name,
        lede: words.oneLede(countText(request, line.people)),
        crumbs: crumbsTo(request, [words.title, BUDGETS]),
        facts: factsOf(request, line),
        tables: [
          {
            caption: words.entries,
            columns: entryHeadings(request),
            rows: line.entries.map((entry) => entryRow(request, entry)),
            none: words.noEntries,
          },
          changeTable(request, line.changes),
        ],
        pages: pagesOf(request, line.page, line.more),
        controls: [
          ...writingControls(request, deps, line),
          control(request, deps, 'budgets.read', {
            label: words.downloadEntries,
            path: `${BUDGETS}/${line.id}/entri.xlsx`,
          }),
          control(request, deps, 'programmes.read', {
            label: words.programmes,
            path: '/program',
            query: { payer: line.payerId },
          }),
        ],
      }
    },
  )
  app.get<IdRoute>(`${BUDGETS}/:id/entri.xlsx`, pageOf('budgets.read'), async (request, reply) => {
    const { entries } = await showBudget(deps, byRequest(request), request.params.id, {}, BUDGET_SHEET_ROWS)
    const cells = entries.map((entry) => textsIn(entryRow(request, entry)))
    return sendWorkbook(reply, 'entri-anggaran', textWorkbook('Data', entryHeadings(request), rowsOf(cells)))
  })
}

/** What can be done with a line that is open: changed within its year, closed after it. */
function writingControls(request: FastifyRequest, deps: ProgrammePageDeps, line: Line): Control[] {
  if (line.closed) return []
  const { form } = budgetWords(request)
  const isOver = Number(deps.clock.today().slice(0, 4)) > line.year
  const [label, act] = isOver ? [form.lapse, 'tutup'] : [form.change, 'ubah']
  return [control(request, deps, 'budgets.write', { label, path: `${BUDGETS}/${line.id}/${act}` })]
}

function changeTable(request: FastifyRequest, changes: readonly Change[]): Table {
  const words = budgetWords(request)
  const { columns } = words
  const { changeKind, before, after, legalBasis, document, recordedOn } = columns
  return {
    caption: words.changes,
    columns: [recordedOn, changeKind, before, after, legalBasis, document],
    rows: changes.map((change) => ({
      id: `${change.documentNumber} ${change.documentOn}`,
      cells: [
        day(jakartaDateOf(new Date(change.changedAt))),
        words.changeKinds[change.kind],
        money(request, change.before),
        money(request, change.after),
        change.legalBasis,
        `${change.documentNumber}, ${day(change.documentOn)}`,
      ],
    })),
    none: words.noChanges,
  }
}

type Change = Static<typeof budgetAnswer>['changes'][number]
type Line = Omit<Static<typeof budgetAnswer>, 'changes' | 'entries' | 'page' | 'more'>
type Entry = Static<typeof budgetAnswer>['entries'][number]

function textsIn({ cells }: TableRow): string[] {
  return cells.map((cell) => (typeof cell === 'string' ? cell : cell.text))
}

function headingsOf(request: FastifyRequest): string[] {
  const { columns } = budgetWords(request)
  return [columns.name, columns.payer, columns.year, columns.region, ...SUMS.map((part) => columns[part])]
}

function lineRow(request: FastifyRequest, line: Line): TableRow {
  const { id, name, payer, year, region } = line
  return {
    id,
    cells: [
      { text: name, href: hrefIn(languageOf(request), `${BUDGETS}/${id}`) },
      payer,
      String(year),
      region,
      ...SUMS.map((part) => money(request, line[part])),
    ],
  }
}

function factsOf(request: FastifyRequest, line: Line): (readonly [string, string])[] {
  const words = budgetWords(request)
  const { columns } = words
  return [
    [columns.payer, line.payer],
    [columns.year, String(line.year)],
    [columns.fundSource, words.fundSources[line.fundSource]],
    [columns.legalBasis, line.legalBasis],
    [columns.document, `${line.documentNumber}, ${day(line.documentOn)}`],
    [columns.region, line.region],
    [columns.state, line.closed ? words.closed : words.open],
    ...SUMS.map((part) => [columns[part], money(request, line[part])] as const),
    [columns.returned, money(request, line.returned)],
    ...(line.beyond === 0 ? [] : ([[columns.beyond, money(request, line.beyond)]] as const)),
  ]
}

function entryHeadings(request: FastifyRequest): string[] {
  const { columns } = budgetWords(request)
  return [columns.entry, columns.effectiveOn, columns.what, ...PARTS.map((part) => columns[part])]
}

function entryRow(request: FastifyRequest, entry: Entry): TableRow {
  const { entryKinds } = wordsIn(languageOf(request)).ledger
  return {
    id: entry.entryId,
    cells: [
      entry.entryId,
      day(entry.effectiveOn),
      entryKinds[entry.kind as EntryKind],
      ...PARTS.map((part) => changeText(request, entry[part])),
    ],
  }
}

/** A change with its sign; nothing where nothing changed. */
function changeText(request: FastifyRequest, amount: number): string {
  if (amount === 0) return ''
  return amount > 0 ? `+${money(request, amount)}` : money(request, amount)
}

function day(text: string): string {
  return formatTableDate(plainDate(text))
}
