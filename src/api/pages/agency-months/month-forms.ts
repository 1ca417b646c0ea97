import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { formatMonth, formatNumber } from '../../../kernel/format.ts'
import { isMonth } from '../../../kernel/month.ts'
import { Refusal, refuse } from '../../../kernel/refusal.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { CHANGE_KINDS, LEAVING_CAUSES } from '../../../modules/agency-months/agency-months.ts'
import { changeMonth } from '../../../modules/agency-months/change-month.ts'
import { compareFile } from '../../../modules/agency-months/compare-file.ts'
import { changeMonthBody, reopenMonthBody } from '../../../modules/agency-months/contract.ts'
import { requireMonth } from '../../../modules/agency-months/show-month.ts'
import { reopenMonth } from '../../../modules/agency-months/reopen-month.ts'
import { findPeople } from '../../../modules/people/find-people.ts'
import type { PeopleDeps } from '../../../modules/people/people-deps.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { pageOf, sendForm, submit, textsOf, type Form } from '../administration/parts.ts'
import { sendUpload, takeUpload, type UploadForm } from '../administration/upload.ts'
import { AGENCY_PATH, askOf, monthWords, pathOf, type MonthRoute } from './month-pages.ts'

const PATH = `${AGENCY_PATH}/:id/bulan/:month`
/** A list of an agency is short; a longer file is none. */
const LARGEST_LIST_BYTES = 50_000_000

const joinBody = Type.Object(
  {
    nik: Type.String({ minLength: 1, maxLength: 40 }),
    pay: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000_000, expected: 'whole-rupiah' })),
  },
  { additionalProperties: false },
)
const fileBody = Type.Object({ cause: Type.Enum([...LEAVING_CAUSES]) }, { additionalProperties: false })

/** The acts on a month's draft, each on a page of its own: one member, a joiner, the whole list by file, and opening a sent month again. */
export function agencyMonthForms(app: FastifyInstance, deps: PeopleDeps): void {
  app.get<MonthRoute>(`${PATH}/ubah`, pageOf('rosters.write'), async (request, reply) => {
    await requireMonth(deps, byRequest(request), askOf(request.params))
    return sendForm(request, reply, changeForm(request, request.params), {
      personId: textsOf(request)['orang'] ?? '',
    })
  })
  app.post<MonthRoute>(`${PATH}/ubah`, pageOf('rosters.write'), async (request, reply) => {
    await requireMonth(deps, byRequest(request), askOf(request.params))
    return submit(request, reply, changeForm(request, request.params), changeMonthBody, async (body) => {
      await changeMonth(deps, byRequest(request), askOf(request.params), [body])
      return pathOf(request.params)
    })
  })
  joinPages(app, deps)
  filePages(app, deps)
  app.get<MonthRoute>(`${PATH}/buka`, pageOf('rosters.reopen'), async (request, reply) => {
    await requireMonth(deps, byRequest(request), askOf(request.params))
    return sendForm(request, reply, reopenForm(request, request.params), {})
  })
  app.post<MonthRoute>(`${PATH}/buka`, pageOf('rosters.reopen'), async (request, reply) => {
    await requireMonth(deps, byRequest(request), askOf(request.params))
    return submit(request, reply, reopenForm(request, request.params), reopenMonthBody, async (body) => {
      await reopenMonth(deps, byRequest(request), askOf(request.params), body)
      return pathOf(request.params)
    })
  })
}

function joinPages(app: FastifyInstance, deps: PeopleDeps): void {
  app.get<MonthRoute>(`${PATH}/masuk`, pageOf('rosters.write'), async (request, reply) => {
    await requireMonth(deps, byRequest(request), askOf(request.params))
    return sendForm(request, reply, joinForm(request, request.params), {})
  })
  app.post<MonthRoute>(`${PATH}/masuk`, pageOf('rosters.write'), async (request, reply) => {
    await requireMonth(deps, byRequest(request), askOf(request.params))
    return submit(request, reply, joinForm(request, request.params), joinBody, async ({ nik, pay }) => {
      const personId = await personByNik(deps, request, nik)
      const joiner = { personId, change: 'joined' as const, ...(pay !== undefined && { pay }) }
      await changeMonth(deps, byRequest(request), askOf(request.params), [joiner])
      return pathOf(request.params)
    })
  })
}

/** Whom a NIK names, within sight. Refuses one that names nobody, at its field. */
export async function personByNik(deps: PeopleDeps, request: FastifyRequest, nik: string): Promise<number> {
  try {
    const [person] = await findPeople(deps, byRequest(request), { nik })
    if (!person) throw refuse('person-unknown', {})
    return person.id
  } catch (error) {
    // The number itself stays out of what is said.
    if (error instanceof Refusal && error.code === 'no-such-record') throw refuse('person-unknown', {})
    throw error
  }
}

function filePages(app: FastifyInstance, deps: PeopleDeps): void {
  app.get<MonthRoute>(`${PATH}/berkas`, pageOf('rosters.write'), async (request, reply) => {
    await requireMonth(deps, byRequest(request), askOf(request.params))
    return sendUpload(request, reply, fileForm(request, request.params))
  })
  const takingFile = { schema: { hide: true }, config: { action: 'rosters.write', takesFile: true } } as const
  app.post<MonthRoute>(
    `${PATH}/berkas`,
    { ...takingFile, bodyLimit: LARGEST_LIST_BYTES },
    async (request, reply) => {
      const { params } = request
      await requireMonth(deps, byRequest(request), askOf(params))
      const asked = { form: fileForm(request, params), schema: fileBody, folder: deps.folder }
      return takeUpload(request, reply, asked, async ({ body, path }) => {
        const words = monthWords(request)
        const count = (value: number) => formatNumber(value, languageOf(request))
        const done = await compareFile(deps, byRequest(request), {
          ...askOf(params),
          path,
          cause: body.cause,
        })
        return {
          title: words.file,
          lede: words.fileDone(count(done.joined), count(done.left), count(done.payChanged)),
          crumbs: crumbsOf(request, params),
          ...(done.unknown + done.withoutPay > 0 && {
            notice: {
              title: words.unnamed(count(done.unknown)),
              text: [
                ...(done.unknown > 0 ? [words.fileUnknown(count(done.unknown))] : []),
                ...(done.withoutPay > 0 ? [words.fileWithoutPay(count(done.withoutPay))] : []),
              ].join(' '),
            },
          }),
          tables: [],
          controls: [{ label: words.steps[1] ?? '', href: hrefIn(languageOf(request), pathOf(params)) }],
        }
      })
    },
  )
}

function crumbsOf(request: FastifyRequest, params: MonthRoute['Params']) {
  const language = languageOf(request)
  return [
    { name: monthWords(request).title, href: hrefIn(language, AGENCY_PATH) },
    {
      name: isMonth(params.month) ? formatMonth(params.month, language) : params.month,
      href: hrefIn(language, pathOf(params)),
    },
  ]
}

function causeOptions(request: FastifyRequest, first: readonly { value: string; label: string }[]) {
  const { causes } = monthWords(request)
  return [...first, ...LEAVING_CAUSES.map((value) => ({ value, label: causes[value] }))]
}

function changeForm(request: FastifyRequest, params: MonthRoute['Params']): Form {
  const words = monthWords(request)
  const kinds = CHANGE_KINDS.filter((kind) => kind !== 'joined').map((value) => ({
    value,
    label: words.changes[value],
  }))
  return {
    title: words.markTitle,
    lede: words.markLede,
    crumbs: crumbsOf(request, params),
    questions: [
      { name: 'personId', label: words.person, kind: 'digits' },
      { name: 'change', label: words.change, options: [...kinds, { value: 'none', label: words.noChange }] },
      { name: 'cause', label: words.cause, options: causeOptions(request, [{ value: '', label: '–' }]) },
      { name: 'pay', label: words.newPay, hint: words.payHint, kind: 'digits' },
    ],
    button: words.markButton,
  }
}

function joinForm(request: FastifyRequest, params: MonthRoute['Params']): Form {
  const words = monthWords(request)
  return {
    title: words.join,
    lede: words.joinLede,
    crumbs: crumbsOf(request, params),
    questions: [
      { name: 'nik', label: words.nik, hint: words.nikHint, kind: 'digits' },
      { name: 'pay', label: words.pay, hint: words.payHint, kind: 'digits' },
    ],
    button: words.joinButton,
  }
}

function fileForm(request: FastifyRequest, params: MonthRoute['Params']): UploadForm {
  const words = monthWords(request)
  return {
    title: words.file,
    lede: words.fileLede,
    crumbs: crumbsOf(request, params),
    questions: [{ name: 'cause', label: words.fileCause, options: causeOptions(request, []) }],
    file: { label: words.fileField, hint: words.fileHint },
    button: words.fileButton,
  }
}

function reopenForm(request: FastifyRequest, params: MonthRoute['Params']): Form {
  const words = monthWords(request)
  return {
    title: words.reopen,
    lede: words.reopenLede,
    crumbs: crumbsOf(request, params),
    questions: [{ name: 'reason', label: words.reason, hint: words.reasonHint }],
    button: words.reopenButton,
  }
}
