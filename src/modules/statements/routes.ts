import { describedAs } from '../../platform/described.ts'
import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import { byRequest } from '../access/admin-routes.ts'
import type { BankDeps } from '../payments/create-virtual-account.ts'
import { answerDays, answerLines, answerStatement, answerStatements } from './answers.ts'
import * as contract from './contract.ts'
import { bookLine, ignoreLine, linkLine } from './decide-line.ts'
import { importStatement, matchAgain, previewStatement } from './import-statement.ts'

const described = describedAs('statements')
const reading = { action: 'statements.read' } as const
const writing = { action: 'statements.import' } as const
const params = contract.statementParams
const LARGEST_BODY_BYTES = 23_000_000

type Id = { Params: { id: string } }

/** Statements of banks against what was booked, for programs. The pages do the same by the same commands. */
export function statementRoutes(deps: BankDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    readingRoutes(app, deps)
    importRoutes(app, deps)
    decidingRoutes(app, deps)
    done()
  }
}

function readingRoutes(app: FastifyInstance, deps: BankDeps): void {
  const list = described(
    'Statements that were read in',
    { querystring: contract.listStatementsQuery },
    contract.statementsAnswer,
  )
  app.get<{ Querystring: contract.ListStatementsQuery }>(
    '/api/v1/statements',
    { config: reading, schema: list },
    (request) => answerStatements(deps, byRequest(request), request.query),
  )
  const one = described(
    'One statement with its lines',
    { params, querystring: contract.listStatementsQuery },
    contract.statementAnswer,
  )
  app.get<Id & { Querystring: contract.ListStatementsQuery }>(
    '/api/v1/statements/:id',
    { config: reading, schema: one },
    (request) => answerStatement(deps, byRequest(request), request.params.id, request.query),
  )
  const lines = described(
    'Lines of statements by their state',
    { querystring: contract.listLinesQuery },
    contract.linesAnswer,
  )
  app.get<{ Querystring: contract.ListLinesQuery }>(
    '/api/v1/statement-lines',
    { config: reading, schema: lines },
    (request) => answerLines(deps, byRequest(request), request.query),
  )
  const days = described(
    'Ledger and statements, day by day',
    { querystring: contract.compareDaysQuery },
    contract.daysAnswer,
  )
  app.get<{ Querystring: contract.CompareDaysQuery }>(
    '/api/v1/statement-days',
    { config: reading, schema: days },
    (request) => answerDays(deps, byRequest(request), request.query),
  )
}

function importRoutes(app: FastifyInstance, deps: BankDeps): void {
  const schema = described(
    'Read a statement in (CSV or MT940) and compare it with what was booked',
    { querystring: contract.importStatementQuery, body: contract.importStatementBody },
    contract.importedAnswer,
  )
  app.post<{ Querystring: contract.ImportStatementQuery; Body: contract.ImportStatementBody }>(
    '/api/v1/statements',
    { config: writing, schema, bodyLimit: LARGEST_BODY_BYTES },
    async (request) => {
      const { bank, account, preview } = request.query
      const { fileName, content } = request.body
      const bytes = Buffer.from(content, 'base64')
      const work = preview === 'yes' ? previewStatement : importStatement
      const { matched, ...imported } = await work(deps, byRequest(request), {
        ...{ partner: bank, account, fileName, bytes },
      })
      return { ...imported, matched: { linked: matched.linked, open: matched.open } }
    },
  )
  const match = described(
    'Compare the open lines of a bank again',
    { body: contract.matchBody },
    contract.matchedAnswer,
  )
  app.post<{ Body: contract.MatchBody }>(
    '/api/v1/statements/match',
    { config: writing, schema: match },
    async (request) => {
      const { linked, open } = await matchAgain(deps, byRequest(request), request.body.bank)
      return { linked, open }
    },
  )
}

function decidingRoutes(app: FastifyInstance, deps: BankDeps): void {
  const link = described(
    'Say which payment a line is',
    { params, body: contract.linkLineBody },
    contract.lineDoneAnswer,
  )
  app.post<Id & { Body: contract.LinkLineBody }>(
    '/api/v1/statement-lines/:id/link',
    { config: writing, schema: link },
    async (request) => {
      await linkLine(deps, byRequest(request), { id: request.params.id, ...request.body })
      return { done: true }
    },
  )
  const acts = [
    ['ignore', 'Say that a line is no business of ours', ignoreLine],
    ['book', 'Book a line nobody told of: into suspense, or as a fee of the bank', bookLine],
  ] as const
  for (const [name, summary, work] of acts) {
    const schema = described(summary, { params, body: contract.lineReasonBody }, contract.lineDoneAnswer)
    app.post<Id & { Body: contract.LineReasonBody }>(
      `/api/v1/statement-lines/:id/${name}`,
      { config: writing, schema },
      async (request) => {
        await work(deps, byRequest(request), { id: request.params.id, ...request.body })
        return { done: true }
      },
    )
  }
}
