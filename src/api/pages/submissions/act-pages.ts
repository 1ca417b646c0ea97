import type { FastifyInstance, FastifyRequest } from 'fastify'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { answerSubmission } from '../../../modules/submissions/answers.ts'
import * as contract from '../../../modules/submissions/contract.ts'
import { makeSubmission } from '../../../modules/submissions/make-submission.ts'
import { mendRejected } from '../../../modules/submissions/mend-rejected.ts'
import { sendSubmission, withdrawSubmission } from '../../../modules/submissions/send-submission.ts'
import { SUBMITTED_SEGMENTS } from '../../../modules/submissions/submissions.ts'
import { pageOf, sendForm, submit, textsOf, type Form } from '../administration/parts.ts'
import { PATH, submissionCrumbs, wordsOf, type Id, type SubmissionPageDeps } from './parts.ts'

/** Making, sending and withdrawing a submission, and saying that rejected people are in order: a page for each. */
export function actPages(app: FastifyInstance, deps: SubmissionPageDeps): void {
  const writing = pageOf('submissions.write')
  app.get(`${PATH}/baru`, writing, (request, reply) =>
    sendForm(request, reply, makeForm(request), { segment: 'BPU', ...textsOf(request) }),
  )
  app.post(`${PATH}/baru`, writing, (request, reply) =>
    submit(request, reply, makeForm(request), contract.makeSubmissionBody, async (body) => {
      const { number } = await makeSubmission(deps, byRequest(request), body)
      return `${PATH}/${number}`
    }),
  )
  app.get<Id>(`${PATH}/:id/kirim`, writing, async (request, reply) => {
    await answerSubmission(deps, byRequest(request), request.params.id)
    return sendForm(request, reply, sendingForm(request), { on: deps.clock.today() })
  })
  app.post<Id>(`${PATH}/:id/kirim`, writing, (request, reply) =>
    submit(request, reply, sendingForm(request), contract.sendBody, async (body) => {
      await sendSubmission(deps, byRequest(request), { id: request.params.id, ...body })
      return `${PATH}/${request.params.id}`
    }),
  )
  app.get<Id>(`${PATH}/:id/tarik`, writing, async (request, reply) => {
    await answerSubmission(deps, byRequest(request), request.params.id)
    return sendForm(request, reply, withdrawForm(request), {})
  })
  app.post<Id>(`${PATH}/:id/tarik`, writing, (request, reply) =>
    submit(request, reply, withdrawForm(request), contract.withdrawBody, async ({ reason }) => {
      await withdrawSubmission(deps, byRequest(request), { id: request.params.id, reason })
      return `${PATH}/${request.params.id}`
    }),
  )
  const mending = pageOf('submissions.mend')
  app.get<Id>(`${PATH}/:id/perbaiki`, mending, async (request, reply) => {
    await answerSubmission(deps, byRequest(request), request.params.id)
    return sendForm(request, reply, mendForm(request), textsOf(request))
  })
  app.post<Id>(`${PATH}/:id/perbaiki`, mending, (request, reply) =>
    submit(request, reply, mendForm(request), contract.mendedBody, async (body) => {
      await mendRejected(deps, byRequest(request), { id: request.params.id, ...body })
      return `${PATH}/${request.params.id}`
    }),
  )
}

function makeForm(request: FastifyRequest): Form {
  const words = wordsOf(request)
  return {
    title: words.make,
    lede: words.makeLede,
    crumbs: submissionCrumbs(request),
    questions: [
      {
        name: 'segment',
        label: words.segment,
        options: SUBMITTED_SEGMENTS.map((value) => ({ value, label: words.segments[value] })),
      },
      { name: 'region', label: words.region, hint: words.regionHint },
      { name: 'roster', label: words.roster, hint: words.rosterHint },
      { name: 'month', label: words.month, hint: words.monthHint },
      { name: 'package', label: words.package, hint: words.packageHint },
    ],
    button: words.makeButton,
  }
}

/** The crumbs of a page of one submission. */
function crumbsOf(request: FastifyRequest) {
  const { id } = request.params as { id: string }
  return submissionCrumbs(request, [id, `${PATH}/${id}`])
}

function sendingForm(request: FastifyRequest): Form {
  const words = wordsOf(request)
  return {
    title: words.send,
    lede: words.sendLede,
    crumbs: crumbsOf(request),
    questions: [{ name: 'on', label: words.on, kind: 'date' }],
    button: words.sendButton,
  }
}

function withdrawForm(request: FastifyRequest): Form {
  const words = wordsOf(request)
  return {
    title: words.withdraw,
    lede: words.withdrawLede,
    crumbs: crumbsOf(request),
    questions: [{ name: 'reason', label: words.reason, hint: words.reasonHint }],
    button: words.withdrawButton,
  }
}

function mendForm(request: FastifyRequest): Form {
  const words = wordsOf(request)
  return {
    title: words.mend,
    lede: words.mendLede,
    crumbs: crumbsOf(request),
    questions: [
      { name: 'people', label: words.mendPeople, hint: words.mendPeopleHint },
      { name: 'reason', label: words.reason, hint: words.reasonHint },
    ],
    button: words.mendButton,
  }
}
