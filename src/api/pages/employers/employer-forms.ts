import type { FastifyInstance, FastifyRequest } from 'fastify'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { changeEmployerBody, recordEmployerBody } from '../../../modules/employers/contract.ts'
import { EMPLOYER_FIELDS, SIZE_WORDS } from '../../../modules/employers/employers.ts'
import { changeEmployer, recordEmployer } from '../../../modules/employers/record-employer.ts'
import type { EmployerOutcome } from '../../../modules/employers/row-outcomes.ts'
import { showOwnEmployer, type ShownEmployer } from '../../../modules/employers/show-employers.ts'
import { employerOutcomeSentence } from '../../../../web/locales/employer-outcome-sentence.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import type { Question } from '../../../../web/administration/parts.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { adminWords, pageOf, sendForm, submit, type Form } from '../administration/parts.ts'
import { ownRegion, type IdRoute, type ListPageDeps } from '../lists/parts.ts'

const PATH = '/perusahaan'
const NUMBERS: ReadonlySet<string> = new Set([
  'nib',
  'npwp',
  'kbli',
  'menCount',
  'womenCount',
  'foreignCount',
  'registeredCount',
  'wages',
])
const wordsOf = (request: FastifyRequest) => wordsIn(languageOf(request)).employers

/** `/perusahaan/baru` and `/perusahaan/:id/ubah`: what one's own organisation knows of an employer. */
export function employerForms(app: FastifyInstance, deps: ListPageDeps): void {
  const { people } = deps
  app.get(`${PATH}/baru`, pageOf('employers.write'), (request, reply) =>
    sendForm(request, reply, addForm(request), { region: ownRegion(request) }),
  )
  app.post(`${PATH}/baru`, pageOf('employers.write'), (request, reply) =>
    submit(request, reply, addForm(request), recordEmployerBody, async ({ region, reason, ...texts }) => {
      const made = await recordEmployer(people, byRequest(request), { region, reason, texts })
      return savedPage(request, made.id, texts.name, made.warnings)
    }),
  )
  app.get<IdRoute>(`${PATH}/:id/ubah`, pageOf('employers.write'), async (request, reply) => {
    const employer = await showOwnEmployer(people, byRequest(request), request.params.id)
    return sendForm(request, reply, changeForm(request, employer), valuesOf(employer))
  })
  app.post<IdRoute>(`${PATH}/:id/ubah`, pageOf('employers.write'), async (request, reply) => {
    const by = byRequest(request)
    const { id } = request.params
    const employer = await showOwnEmployer(people, by, id)
    const form = changeForm(request, employer)
    return submit(request, reply, form, changeEmployerBody, async ({ region, reason, ...written }) => {
      const texts = { ...written, ...(region !== undefined && { regionCode: region }) }
      const { warnings } = await changeEmployer(people, by, { id, reason, texts })
      return savedPage(request, id, employer.name, warnings)
    })
  })
}

/** Goes on to the record; what was noticed while saving is said once. */
function savedPage(request: FastifyRequest, id: string, name: string, warnings: readonly EmployerOutcome[]) {
  if (warnings.length === 0) return `${PATH}/${id}`
  const language = languageOf(request)
  const words = wordsOf(request)
  return {
    title: name,
    lede: adminWords(request).done,
    crumbs: [{ name: words.title, href: hrefIn(language, PATH) }],
    facts: warnings.map(
      (each) =>
        [
          each.field === null ? '' : words.fields[each.field],
          employerOutcomeSentence(each, language),
        ] as const,
    ),
    tables: [],
    controls: [{ label: words.record.open, href: hrefIn(language, `${PATH}/${id}`) }],
  }
}

function addForm(request: FastifyRequest): Form {
  const { form, title } = wordsOf(request)
  return {
    title: form.addTitle,
    lede: form.addLede,
    crumbs: [{ name: title, href: hrefIn(languageOf(request), PATH) }],
    questions: questions(request),
    button: form.add,
  }
}

function changeForm(request: FastifyRequest, { id, name }: ShownEmployer): Form {
  const { form, title } = wordsOf(request)
  const language = languageOf(request)
  return {
    title: form.changeTitle(name),
    lede: form.changeLede,
    crumbs: [
      { name: title, href: hrefIn(language, PATH) },
      { name, href: hrefIn(language, `${PATH}/${id}`) },
    ],
    questions: questions(request),
    button: form.change,
  }
}

function questions(request: FastifyRequest): Question[] {
  const { fields, form, sizes, regionHint } = wordsOf(request)
  const asked = EMPLOYER_FIELDS.map((field): Question => {
    if (field === 'regionCode') return { name: 'region', label: form.region, hint: regionHint }
    if (field === 'size') {
      const options = Object.entries(SIZE_WORDS).map(([size, value]) => ({
        value,
        label: sizes[size as keyof typeof sizes],
      }))
      return { name: field, label: fields.size, options: [{ value: '', label: '–' }, ...options] }
    }
    return {
      name: field,
      label: fields[field],
      hint: form.hints[field],
      ...(NUMBERS.has(field) && { kind: 'digits' as const }),
    }
  })
  return [...asked, { name: 'reason', label: form.reason, hint: form.reasonHint }]
}

/** What stands there now, as somebody would write it. */
function valuesOf(employer: ShownEmployer): Record<string, string> {
  const day = employer.reportedOn?.split('-').reverse().join('-') ?? ''
  const told: Record<string, string> = {}
  for (const field of EMPLOYER_FIELDS) {
    if (field !== 'regionCode') told[field] = String(employer[field] ?? '')
  }
  const size = employer.size === null ? '' : SIZE_WORDS[employer.size]
  return { ...told, size, reportedOn: day, region: employer.region }
}
