import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { Refusal, refuse } from '../../../kernel/refusal.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import {
  answerDays,
  answerLines,
  answerStatement,
  answerStatements,
} from '../../../modules/statements/answers.ts'
import * as contract from '../../../modules/statements/contract.ts'
import {
  importStatement,
  matchAgain,
  previewStatement,
} from '../../../modules/statements/import-statement.ts'
import { LARGEST_STATEMENT_BYTES } from '../../../modules/statements/reading/read-statement.ts'
import { formatNumber } from '../../../kernel/format.ts'
import { checkShape } from '../../../platform/validate.ts'
import { LoadPage } from '../../../../web/banking/load-page.tsx'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import type { Table } from '../../../../web/administration/table-page.tsx'
import type { FieldErrors } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import {
  adminWords,
  control,
  filterOf,
  momentText,
  pageOf,
  pagesOf,
  sendTable,
  submit,
  sendForm,
  textsOf,
  type Form,
} from '../administration/parts.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import { bankingWords, bankOptions, dayText, rupiahText, type BankingPageDeps } from './parts.ts'

const PATH = '/mutasi'
type Id = { Params: { id: string } }
type Values = Readonly<Record<string, string>>
const wordsOf = (request: FastifyRequest) => bankingWords(request).statements
export const statementCrumbs = (request: FastifyRequest) => [
  { name: wordsOf(request).title, href: hrefIn(languageOf(request), PATH) },
]

/** `/mutasi`: statements of banks, their lines, and ledger and statements day by day. */
export function statementPages(app: FastifyInstance, deps: BankingPageDeps): void {
  app.get(PATH, pageOf('statements.read'), (request, reply) => sendStatements(request, reply, deps))
  app.get(`${PATH}/baris`, pageOf('statements.read'), (request, reply) => sendLines(request, reply, deps))
  app.get(`${PATH}/hari`, pageOf('statements.read'), (request, reply) => sendDays(request, reply, deps))
  app.get(`${PATH}/baru`, pageOf('statements.import'), (request, reply) =>
    sendLoad(request, reply, deps, {}, {}),
  )
  const takingFile = {
    schema: { hide: true },
    config: { action: 'statements.import', takesFile: true },
  } as const
  app.post(
    `${PATH}/baru`,
    { ...takingFile, bodyLimit: LARGEST_STATEMENT_BYTES + 100_000 },
    (request, reply) => takeFile(request, reply, deps),
  )
  app.get(`${PATH}/cocokkan`, pageOf('statements.import'), (request, reply) =>
    sendForm(request, reply, matchForm(request, deps), {}),
  )
  app.post(`${PATH}/cocokkan`, pageOf('statements.import'), (request, reply) =>
    submit(request, reply, matchForm(request, deps), contract.matchBody, async ({ bank }) => {
      await matchAgain(deps, byRequest(request), bank)
      return `${PATH}/baris`
    }),
  )
  app.get<Id>(`${PATH}/:id`, pageOf('statements.read'), (request, reply) =>
    sendStatement(request, reply, deps),
  )
}

async function sendStatements(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: BankingPageDeps,
): Promise<FastifyReply> {
  const [words, language] = [wordsOf(request), languageOf(request)]
  const answer = await answerStatements(
    deps,
    byRequest(request),
    filterOf(request, contract.listStatementsQuery),
  )
  return sendTable(request, reply, {
    title: words.title,
    lede: words.lede,
    tables: [
      {
        caption: words.caption,
        columns: [
          words.days,
          words.bank,
          words.lineCount,
          words.linkedCount,
          words.ignoredCount,
          words.openCount,
          words.loadedAt,
        ],
        rows: answer.statements.map((row) => ({
          id: row.id,
          cells: [
            {
              text: `${dayText(request, row.firstDay)} – ${dayText(request, row.lastDay)}`,
              href: hrefIn(language, `${PATH}/${row.id}`),
            },
            `${row.bank} ${row.account}`,
            ...[row.lineCount, row.linkedCount, row.ignoredCount, row.openCount].map((count) =>
              formatNumber(count, language),
            ),
            momentText(new Date(row.importedAt), request),
          ],
        })),
        none: words.none,
      },
    ],
    pages: pagesOf(request, answer.page, answer.more),
    controls: [
      control(request, deps, 'statements.import', { label: words.load, path: `${PATH}/baru` }),
      control(request, deps, 'statements.read', {
        label: words.lines,
        path: `${PATH}/baris`,
        query: { state: 'open' },
      }),
      control(request, deps, 'statements.import', { label: words.match, path: `${PATH}/cocokkan` }),
      control(request, deps, 'statements.read', { label: words.compare, path: `${PATH}/hari` }),
    ],
  })
}

async function sendStatement(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: BankingPageDeps,
): Promise<FastifyReply> {
  const words = wordsOf(request)
  const { id } = request.params as { id: string }
  const query = filterOf(request, contract.listStatementsQuery)
  const found = await answerStatement(deps, byRequest(request), id, query)
  const money = (amount: number | null) => (amount === null ? words.unknown : rupiahText(request, amount))
  return sendTable(request, reply, {
    title: `${dayText(request, found.firstDay)} – ${dayText(request, found.lastDay)}`,
    lede: `${found.bank} ${found.account}`,
    crumbs: statementCrumbs(request),
    facts: [
      [words.file, `${found.fileName} (${found.format})`],
      [words.opening, money(found.opening)],
      [words.closing, money(found.closing)],
    ],
    tables: [linesTable(request, found.lines)],
    pages: pagesOf(request, found.page, found.more),
    controls: [],
  })
}

async function sendLines(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: BankingPageDeps,
): Promise<FastifyReply> {
  const words = wordsOf(request)
  const answer = await answerLines(deps, byRequest(request), filterOf(request, contract.listLinesQuery))
  const all = { value: '', label: adminWords(request).all }
  return sendTable(request, reply, {
    title: words.lines,
    lede: words.linesLede,
    crumbs: statementCrumbs(request),
    filters: {
      action: `${PATH}/baris`,
      questions: [
        {
          name: 'state',
          label: words.state,
          options: [all, ...Object.entries(words.states).map(([value, label]) => ({ value, label }))],
        },
        { name: 'bank', label: words.bank, options: [all, ...bankOptions(deps)] },
      ],
      values: textsOf(request),
      button: adminWords(request).filter,
    },
    tables: [linesTable(request, answer.lines)],
    pages: pagesOf(request, answer.page, answer.more),
    controls: [],
  })
}

function linesTable(request: FastifyRequest, lines: contract.LinesAnswer['lines']): Table {
  const [words, language] = [wordsOf(request), languageOf(request)]
  return {
    caption: words.lines,
    columns: [words.day, words.amount, words.text, words.reference, words.state, words.because],
    rows: lines.map(({ id, on, side, amount, description, reference, state, because }) => ({
      id: String(id),
      cells: [
        { text: dayText(request, on), href: hrefIn(language, `${PATH}/baris/${String(id)}`) },
        `${words.sides[side]} ${rupiahText(request, amount)}`,
        ...[description, reference ?? '', words.states[state], words.reasons[because]],
      ],
    })),
    none: words.noLines,
  }
}

async function sendDays(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: BankingPageDeps,
): Promise<FastifyReply> {
  const words = wordsOf(request)
  const { bank = deps.partners[0]?.id ?? '', from, to } = textsOf(request)
  const today = deps.clock.today()
  const values = { bank, from: from ?? `${today.slice(0, 8)}01`, to: to ?? today }
  const query = { from: values.from, to: values.to, ...(bank !== '' && { bank }) }
  const { days } = await answerDays(deps, byRequest(request), checkShape(contract.compareDaysQuery, query))
  return sendTable(request, reply, {
    title: words.compare,
    lede: words.compareLede,
    crumbs: statementCrumbs(request),
    filters: {
      action: `${PATH}/hari`,
      questions: [
        { name: 'bank', label: words.bank, options: bankOptions(deps) },
        { name: 'from', label: words.from, kind: 'date' },
        { name: 'to', label: words.to, kind: 'date' },
      ],
      values,
      button: adminWords(request).filter,
    },
    tables: [
      {
        caption: words.compare,
        columns: [words.day, words.ledger, words.statement, words.state],
        rows: days.map((day) => ({
          id: day.on,
          cells: [
            dayText(request, day.on),
            rupiahText(request, day.ledgerIn - day.ledgerOut),
            rupiahText(request, day.statementIn - day.statementOut),
            day.agrees ? words.agrees.yes : words.agrees.no,
          ],
        })),
        none: deps.partners.length === 0 ? words.noBank : words.noLines,
      },
    ],
    controls: [],
  })
}

function matchForm(request: FastifyRequest, deps: BankingPageDeps): Form {
  const words = wordsOf(request)
  return {
    title: words.match,
    lede: words.matchLede,
    crumbs: statementCrumbs(request),
    questions: [{ name: 'bank', label: words.bank, options: bankOptions(deps) }],
    button: words.matchButton,
  }
}

function sendLoad(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: BankingPageDeps,
  values: Values,
  errors: FieldErrors,
  status = 200,
): FastifyReply {
  const frame = frameOf(request)
  const page = {
    ...{ frame, values, errors, crumbs: statementCrumbs(request), banks: bankOptions(deps) },
    csrf: request.actor?.csrf ?? '',
    action: hrefIn(frame.language, `${PATH}/baru`),
  }
  return sendPrivatePage(request, reply, createElement(LoadPage, page), status)
}

async function takeFile(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: BankingPageDeps,
): Promise<FastifyReply> {
  const { bank = '', account = '', how = 'load' } = (request.body ?? {}) as Values
  try {
    if (request.upload === null || request.upload.fileName === '')
      throw refuse('value-missing', { field: 'file' })
    const { fileName, content } = request.upload
    const file = { partner: bank, account, fileName, bytes: await wholeOf(content) }
    const isCheck = how === 'check'
    const done = await (isCheck ? previewStatement : importStatement)(deps, byRequest(request), file)
    return await sendLoaded(request, reply, done, isCheck)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'form-not-ours') throw error
    const place =
      error.code === 'bank-unknown' ? 'bank' : error.code === 'statement-without-account' ? 'account' : 'file'
    const errors = { [place]: refusalSentence(wordedFile(error, request), languageOf(request)) }
    return sendLoad(request, reply, deps, { bank, account, how }, errors, statusOf(error.code))
  }
}

/** The field has the name that the form gives it. */
function wordedFile({ value }: Refusal, request: FastifyRequest): Refusal['value'] {
  if (value.code !== 'value-missing') return value
  return { code: 'value-missing', details: { field: wordsOf(request).file } }
}

async function wholeOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of content) {
    size += part.length
    if (size > LARGEST_STATEMENT_BYTES) {
      throw refuse('file-beyond-limit', { limit: 'fileBytes', most: LARGEST_STATEMENT_BYTES })
    }
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function sendLoaded(
  request: FastifyRequest,
  reply: FastifyReply,
  { id, again, lineCount, newCount, matched }: Awaited<ReturnType<typeof importStatement>>,
  isCheck: boolean,
): FastifyReply {
  const [words, language] = [wordsOf(request), languageOf(request)]
  const [lines, fresh, linked, open] = [lineCount, newCount, matched.linked, matched.open].map((count) =>
    formatNumber(count, language),
  ) as [string, string, string, string]
  const told = words.loadedText(lines, fresh, linked, open)
  return sendTable(request, reply, {
    title: isCheck ? words.checked : words.loaded,
    lede: again ? words.again : told,
    crumbs: statementCrumbs(request),
    ...(again && { notice: { title: words.again, text: told } }),
    ...(isCheck && !again && { notice: { title: words.checkedOnly, text: words.checkedNext } }),
    tables: [],
    controls: isCheck
      ? [{ label: words.load, href: hrefIn(language, `${PATH}/baru`) }]
      : [
          { label: words.lines, href: hrefIn(language, `${PATH}/${id}`) },
          { label: words.states.open, href: hrefIn(language, `${PATH}/baris`, { state: 'open' }) },
        ],
  })
}
