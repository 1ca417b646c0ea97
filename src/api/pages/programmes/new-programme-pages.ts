import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { Refusal } from '../../../kernel/refusal.ts'
import { PROGRAMMES as INSURANCES } from '../../../rules/membership.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { answerPreview } from '../../../modules/programmes/answers.ts'
import {
  createProgrammeBody,
  previewBody,
  type EligibilityBody,
} from '../../../modules/programmes/contract.ts'
import { showBudgets } from '../../../modules/budgets/show-budgets.ts'
import { createProgramme } from '../../../modules/programmes/create-programme.ts'
import { previewProgramme } from '../../../modules/programmes/preview-programme.ts'
import { showPayers } from '../../../modules/payers/show-payers.ts'
import { VULNERABLE_GROUPS } from '../../../modules/people/people.ts'
import { checkShape } from '../../../platform/validate.ts'
import { valuesFromTexts } from '../../../platform/text-values.ts'
import type { Question } from '../../../../web/administration/parts.tsx'
import { programmeRuleSentence } from '../../../../web/locales/programme-rule-sentence.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { ProgrammeFormPage, type CountedProgramme } from '../../../../web/programmes/programme-form-page.tsx'
import type { FieldErrors } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import { errorsOf, joinTicks, pageOf, textsOf } from '../administration/parts.ts'
import { formOf } from '../form-body.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import {
  countText,
  crumbsTo,
  PROGRAMMES,
  programmeWords,
  rupiahText,
  type ProgrammePageDeps,
} from './parts.ts'

const PATH = `${PROGRAMMES}/baru`
type Values = Readonly<Record<string, string>>

/** `/program/baru`: a programme is written, counted as often as one likes, and made. */
export function newProgrammePages(app: FastifyInstance, deps: ProgrammePageDeps): void {
  app.get(PATH, pageOf('programmes.write'), (request, reply) =>
    sendNew(request, reply, deps, { months: '12', ageFrom: '18', ageBelow: '65', ...textsOf(request) }),
  )
  app.post(`${PATH}/hitung`, pageOf('programmes.write'), (request, reply) =>
    taking(request, reply, deps, async (values) => {
      const counted = await count(request, deps, values)
      return sendNew(request, reply, deps, values, { counted })
    }),
  )
  app.post(PATH, pageOf('programmes.write'), (request, reply) =>
    taking(request, reply, deps, async (values) => {
      const texts = Object.entries(joinTicks(values)).filter(([name]) => name !== 'places')
      const body = checkShape(createProgrammeBody, valuesFromTexts(createProgrammeBody, texts))
      const { id } = await createProgramme(deps, byRequest(request), body)
      return reply.redirect(hrefIn(languageOf(request), `${PROGRAMMES}/${id}`, { pesan: 'simpan' }), 303)
    }),
  )
}

/** A refusal comes back at its field, with everything typed still there. */
async function taking(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ProgrammePageDeps,
  work: (values: Values) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const values = formOf(request)
  try {
    return await work(values)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'form-not-ours') throw error
    const questions = Object.values(await questionsOf(request, deps)).flat()
    const errors = errorsOf(error, { questions }, languageOf(request))
    return sendNew(request, reply, deps, values, { errors, status: statusOf(error.code) })
  }
}

async function count(
  request: FastifyRequest,
  deps: ProgrammePageDeps,
  values: Values,
): Promise<CountedProgramme> {
  const asked = new Set(Object.keys(previewBody.properties))
  const texts = Object.entries(joinTicks(values)).filter(([name]) => asked.has(name))
  const body = checkShape(previewBody, valuesFromTexts(previewBody, texts))
  const preview = await previewProgramme(deps, byRequest(request), body)
  const language = languageOf(request)
  const wording = { language, sentenceOf: programmeRuleSentence, on: deps.clock.today() }
  const answer = await answerPreview(deps.db, preview, wording)
  const words = programmeWords(request).preview
  const text = (number: number) => countText(request, number)
  const total = rupiahText(request, BigInt(answer.total))
  const { people, price, places } = answer
  return {
    sentence: words.free(text(people.free), total),
    facts: [
      [words.inRegion, text(people.inRegion)],
      [words.fit, text(people.fit)],
      [words.freeFact, text(people.free)],
      [words.covered, text(people.covered)],
      [words.unknown, text(people.unknown)],
      [words.perPerson, rupiahText(request, BigInt(price.perPerson))],
      [words.total(text(places)), total],
    ],
    rules: answer.rules.map(({ sentence, met, broken, unknown }) => ({
      sentence,
      met: text(met),
      broken: text(broken),
      unknown: text(unknown),
    })),
  }
}

type Asked = { readonly promise: Question[]; readonly who: Question[]; readonly why: Question[] }

async function questionsOf(request: FastifyRequest, deps: ProgrammePageDeps): Promise<Asked> {
  const { form } = programmeWords(request)
  return {
    promise: await promiseQuestions(request, deps),
    who: eligibilityQuestions(request),
    why: [{ name: 'reason', label: form.reason, hint: form.reasonHint }],
  }
}

async function promiseQuestions(request: FastifyRequest, deps: ProgrammePageDeps): Promise<Question[]> {
  const { form } = programmeWords(request)
  const { payers } = await showPayers(deps, byRequest(request), {})
  const kinds = wordsIn(languageOf(request)).billing.payerKinds
  const options = payers
    .filter(({ kind, isClosed }) => !isClosed && kind !== 'employer' && kind !== 'agency')
    .map(({ id, name, kind }) => ({ value: id, label: `${name} (${kinds[kind as 'self']})` }))
  return [
    {
      name: 'payerId',
      label: form.payerId,
      hint: form.payerHint,
      options: [{ value: '', label: form.choosePayer }, ...options],
    },
    { name: 'name', label: form.name },
    { name: 'region', label: form.region, hint: form.regionHint },
    { name: 'firstMonth', label: form.firstMonth, hint: form.monthHint },
    { name: 'months', label: form.months, kind: 'digits' },
    {
      name: 'programmes',
      label: form.programmes,
      hint: form.programmesHint,
      ticks: INSURANCES.slice(0, 3).map((value) => ({ value, label: value })),
    },
    { name: 'income', label: form.income, hint: form.incomeHint, kind: 'digits' },
    await budgetQuestion(request, deps),
    { name: 'legalBasis', label: form.legalBasis, hint: form.legalHint },
    { name: 'bpjsGroupCode', label: form.bpjsGroupCode },
  ]
}

/** A choice shows this many lines; whoever has more finds the rest by the filters of the page of budgets. */
const MOST_LINES = 200

async function budgetQuestion(request: FastifyRequest, deps: ProgrammePageDeps): Promise<Question> {
  const { form } = programmeWords(request)
  const { lines } = await showBudgets(deps, byRequest(request), {}, MOST_LINES)
  const options = lines
    .filter(({ closed }) => !closed)
    .map(({ id, name, year, payer, left }) => ({
      value: id,
      label: form.budgetOption(name, String(year), payer, rupiahText(request, BigInt(left))),
    }))
  return {
    name: 'budgetLineId',
    label: form.budgetLineId,
    hint: form.budgetHint,
    options: [{ value: '', label: form.noBudget }, ...options],
  }
}

/** The questions of the contract, all optional: what is left out asks nothing. */
function eligibilityQuestions(request: FastifyRequest): Question[] {
  const { form, groups } = programmeWords(request)
  const digits = 'digits' as const
  const questions: Readonly<Record<keyof EligibilityBody, Omit<Question, 'name'>>> = {
    ageFrom: { label: form.ageFrom, kind: digits },
    ageBelow: { label: form.ageBelow, kind: digits },
    within: { label: form.within, hint: form.regionsHint },
    worksWithin: { label: form.worksWithin, hint: form.regionsHint },
    occupations: {
      label: form.occupations,
      hint: form.occupationsHint,
      ticks: VULNERABLE_GROUPS.map((value) => ({ value, label: groups[value] })),
    },
    decileFrom: { label: form.decileFrom, hint: form.decileHint, kind: digits },
    decileTo: { label: form.decileTo, kind: digits },
    groups: { label: form.groups, hint: form.groupsHint },
    incomeBelow: { label: form.incomeBelow, kind: digits },
  }
  return [
    ...Object.entries(questions).map(([name, question]) => ({ name, ...question })),
    { name: 'places', label: form.places, hint: form.placesHint, kind: digits },
  ]
}

async function sendNew(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ProgrammePageDeps,
  values: Values,
  {
    errors = {},
    counted = null,
    status = 200,
  }: {
    readonly errors?: FieldErrors
    readonly counted?: CountedProgramme | null
    readonly status?: number
  } = {},
): Promise<FastifyReply> {
  const frame = frameOf(request)
  const { promise, who, why } = await questionsOf(request, deps)
  const page = {
    frame: { ...frame, path: PATH },
    csrf: request.actor?.csrf ?? '',
    crumbs: crumbsTo(request, [programmeWords(request).title, PROGRAMMES]),
    action: hrefIn(frame.language, PATH),
    countAction: hrefIn(frame.language, `${PATH}/hitung`),
    promise,
    eligibility: who,
    why,
    values,
    errors,
    counted,
  }
  return sendPrivatePage(request, reply, createElement(ProgrammeFormPage, page), status)
}
