import type { FastifyInstance, FastifyPluginCallback, FastifyRequest } from 'fastify'
import { parseRegionCode } from '../../kernel/region-code.ts'
import type { Language } from '../../kernel/format.ts'
import { describedAs } from '../../platform/described.ts'
import { byRequest } from '../access/admin-routes.ts'
import { inScopeOf } from '../access/act.ts'
import { sendExportFile } from '../people/export-routes.ts'
import {
  answerProgress,
  answerRejected,
  answerSubmission,
  answerSubmissions,
  answerSubmittedPeople,
} from './answers.ts'
import { applyResult, discardResult, keepResult, type ResultDeps } from './apply-result.ts'
import * as contract from './contract.ts'
import { makeSubmission } from './make-submission.ts'
import { mendRejected } from './mend-rejected.ts'
import { type RejectionReason } from './submissions.ts'
import { getResult } from './result-queries.ts'
import { resultJson } from './result-answers.ts'
import { sendSubmission, withdrawSubmission } from './send-submission.ts'
import { writeRejectedFile } from './write-rejected-file.ts'
import { writeSubmissionFile, type FileFormat } from './write-submission-file.ts'

export type SubmissionRouteDeps = ResultDeps & {
  readonly languageOf: (request: FastifyRequest) => Language
  /** Why somebody was rejected and what to do, for the column of the file that goes back to the village. */
  readonly sentenceOf: (reason: RejectionReason, text: string | null, language: Language) => string
}

const described = describedAs('submissions')
const params = contract.submissionParams
const reading = { action: 'submissions.read' } as const
const writing = { action: 'submissions.write' } as const
const answering = { action: 'submissions.answer' } as const
const leaving = { action: 'submissions.file' } as const
const LARGEST_BODY_BYTES = 23_000_000
const PATH = '/api/v1/submissions'
const RESULTS = '/api/v1/submission-results'

type Id = { Params: { id: string } }

/** What BPJS Ketenagakerjaan is told and answers, for programs. The pages do the same by the same commands. */
export function submissionRoutes(deps: SubmissionRouteDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    readingRoutes(app, deps)
    peopleRoutes(app, deps)
    fileRoutes(app, deps)
    writingRoutes(app, deps)
    resultRoutes(app, deps)
    done()
  }
}

function readingRoutes(app: FastifyInstance, deps: SubmissionRouteDeps): void {
  const list = described(
    'Submissions within reach, the newest first',
    { querystring: contract.listSubmissionsQuery },
    contract.submissionsAnswer,
  )
  app.get<{ Querystring: contract.ListSubmissionsQuery }>(
    PATH,
    { config: reading, schema: list },
    (request) => answerSubmissions(deps, byRequest(request), request.query),
  )
  const one = described('One submission and its counts', { params }, contract.submissionAnswer)
  app.get<Id>(`${PATH}/:id`, { config: reading, schema: one }, (request) =>
    answerSubmission(deps, byRequest(request), request.params.id),
  )
  const progress = described(
    'How far the people of programmes have come, from proposed to member, village by village',
    { querystring: contract.progressQuery },
    contract.progressAnswer,
  )
  app.get<{ Querystring: contract.ProgressQuery }>(
    `${PATH}/progress`,
    { config: reading, schema: progress },
    (request) => answerProgress(deps, byRequest(request), request.query),
  )
}

function peopleRoutes(app: FastifyInstance, deps: SubmissionRouteDeps): void {
  const people = described(
    'People of a submission within reach, and what became of each',
    { params, querystring: contract.submittedPeopleQuery },
    contract.submittedPeopleAnswer,
  )
  app.get<Id & { Querystring: contract.SubmittedPeopleQuery }>(
    `${PATH}/:id/people`,
    { config: reading, schema: people },
    (request) => answerSubmittedPeople(deps, byRequest(request), request.params.id, request.query),
  )
  const rejected = described(
    'Rejected people within reach who wait to be mended, and how many by reason',
    { querystring: contract.rejectedQuery },
    contract.rejectedAnswer,
  )
  app.get<{ Querystring: contract.RejectedQuery }>(
    `${PATH}/rejected`,
    { config: reading, schema: rejected },
    (request) => answerRejected(deps, byRequest(request), request.query),
  )
  const mended = described(
    'Say that rejected people are in order, so that the next submission takes them',
    { params, body: contract.mendedBody },
    contract.mendedAnswer,
  )
  app.post<Id & { Body: contract.MendedBody }>(
    `${PATH}/:id/mended`,
    { config: { action: 'submissions.mend' }, schema: mended },
    (request) => mendRejected(deps, byRequest(request), { id: request.params.id, ...request.body }),
  )
}

function fileRoutes(app: FastifyInstance, deps: SubmissionRouteDeps): void {
  const file = {
    tags: ['submissions'],
    summary: 'One file of a submission in the template of BPJS Ketenagakerjaan, XLSX or CSV',
    params: contract.fileParams,
    querystring: contract.fileQuery,
  }
  app.get<{ Params: { id: string; file: string }; Querystring: { format?: FileFormat } }>(
    `${PATH}/:id/files/:file`,
    { config: leaving, schema: file },
    async (request, reply) => {
      const { id, file: number } = request.params
      const { format = 'xlsx' } = request.query
      return sendExportFile(
        reply,
        await writeSubmissionFile(deps, byRequest(request), { id, file: Number(number), format }),
      )
    },
  )
  const rejected = {
    tags: ['submissions'],
    summary: 'Rejected people within reach as our own list, with a column that says what to mend',
    querystring: contract.rejectedFileQuery,
  }
  app.get<{ Querystring: { region?: string } }>(
    `${PATH}/rejected/file`,
    { config: leaving, schema: rejected },
    async (request, reply) => {
      const { region } = request.query
      const language = deps.languageOf(request)
      return sendExportFile(
        reply,
        await writeRejectedFile(deps, byRequest(request), {
          ...(region !== undefined && { region: parseRegionCode('region', region) }),
          sentence: (reason, text) => deps.sentenceOf(reason, text, language),
        }),
      )
    },
  )
}

function writingRoutes(app: FastifyInstance, deps: SubmissionRouteDeps): void {
  const make = described(
    'Gather protected people of whom BPJS Ketenagakerjaan was not told into a draft',
    { body: contract.makeSubmissionBody },
    contract.madeAnswer,
    201,
  )
  app.post<{ Body: contract.MakeSubmissionBody }>(
    PATH,
    { config: writing, schema: make },
    async (request, reply) =>
      reply.code(201).send(await makeSubmission(deps, byRequest(request), request.body)),
  )
  const send = described(
    'Say that a submission was sent, and on which day',
    { params, body: contract.sendBody },
    contract.submissionDoneAnswer,
  )
  app.post<Id & { Body: contract.SendBody }>(
    `${PATH}/:id/send`,
    { config: writing, schema: send },
    async (request) => {
      await sendSubmission(deps, byRequest(request), { id: request.params.id, ...request.body })
      return { done: true }
    },
  )
  const withdraw = described(
    'Take a draft back before it is sent',
    { params, body: contract.withdrawBody },
    contract.submissionDoneAnswer,
  )
  app.post<Id & { Body: { reason: string } }>(
    `${PATH}/:id/withdraw`,
    { config: writing, schema: withdraw },
    async (request) => {
      await withdrawSubmission(deps, byRequest(request), { id: request.params.id, ...request.body })
      return { done: true }
    },
  )
}

function resultRoutes(app: FastifyInstance, deps: SubmissionRouteDeps): void {
  const read = described(
    'Read a result in and tell what it would change; nothing is written to people before it is applied',
    { params, body: contract.readResultBody },
    contract.resultAnswer,
    201,
  )
  app.post<Id & { Body: contract.ReadResultBody }>(
    `${PATH}/:id/results`,
    { config: answering, schema: read, bodyLimit: LARGEST_BODY_BYTES },
    async (request, reply) => {
      const { fileName, content, on } = request.body
      const file = { id: request.params.id, fileName, bytes: Buffer.from(content, 'base64'), on }
      return reply.code(201).send(resultJson(await keepResult(deps, byRequest(request), file)))
    },
  )
  const show = described(
    'One result and what it came to',
    { params: contract.resultParams },
    contract.resultAnswer,
  )
  app.get<Id>(`${RESULTS}/:id`, { config: answering, schema: show }, (request) =>
    inScopeOf(deps.db, byRequest(request), async (tx) => resultJson(await getResult(tx, request.params.id))),
  )
  const apply = described(
    'Apply a result: KPJ onto people, reasons back to the village',
    { params: contract.resultParams },
    contract.resultAnswer,
  )
  app.post<Id>(`${RESULTS}/:id/apply`, { config: answering, schema: apply }, async (request) =>
    resultJson(await applyResult(deps, byRequest(request), request.params.id)),
  )
  const discard = described(
    'Throw a result away that was not applied',
    { params: contract.resultParams },
    contract.submissionDoneAnswer,
  )
  app.post<Id>(`${RESULTS}/:id/discard`, { config: answering, schema: discard }, async (request) => {
    await discardResult(deps, byRequest(request), request.params.id)
    return { done: true }
  })
}
