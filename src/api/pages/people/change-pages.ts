import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { Refusal, refuse, refusedField, withFieldCalled } from '../../../kernel/refusal.ts'
import { SEGMENTS } from '../../../rules/membership.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { inScopeOf } from '../../../modules/access/act.ts'
import { CHANGE_FIELDS, isSealedChange, type ChangeField } from '../../../modules/people/change-fields.ts'
import { changePerson, previewChange, requireInSight } from '../../../modules/people/change-person.ts'
import { openPersonRecord, type PersonRecord } from '../../../modules/people/open-person.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import {
  ChangeCheckPage,
  ChangeFormPage,
  CLEAR,
  type AskedField,
  type FieldGroup,
} from '../../../../web/people/change-page.tsx'
import type { FieldErrors, Option } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import { pageOf } from '../administration/parts.ts'
import { formOf } from '../form-body.ts'
import type { IdRoute, ListPageDeps } from '../lists/parts.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import { fieldWriter } from './field-texts.ts'

type Values = Readonly<Record<string, string>>
type Groups = keyof ReturnType<typeof wordsOf>['form']['groups']

/** The fields of the form, each in one of its folds. */
const GROUPS: { readonly [Group in Groups]: readonly ChangeField[] } = {
  identity: ['nik', 'name', 'bornOn', 'birthPlace', 'sex'],
  life: ['livingStatus', 'livingStatusOn'],
  home: ['residenceRegion', 'address', 'rt', 'rw', 'hamlet'],
  family: ['familyCardNumber', 'motherName', 'fatherName', 'maritalStatus'],
  contact: ['phone', 'email'],
  work: [
    'segment',
    'occupation',
    'occupationSecond',
    'income',
    'workLocation',
    'workRegion',
    'workStart',
    'workEnd',
  ],
  welfare: ['groups', 'decile', 'decileSource', 'decileOn'],
  membership: ['kpj', 'npwp'],
  heir: ['heirName', 'heirRelation', 'heirPhone'],
}
const NUMBERS: readonly ChangeField[] = ['nik', 'rt', 'rw', 'familyCardNumber', 'phone', 'heirPhone', 'npwp']
/** Without these nobody can be told from others: they are changed, never emptied. */
const NEVER_EMPTY: readonly ChangeField[] = ['nik', 'name', 'bornOn', 'sex', 'residenceRegion', 'segment']

const wordsOf = (request: FastifyRequest) => wordsIn(languageOf(request)).changes

/** `/orang/:id/ubah`: asking for a change: the form, a look at before and after, then the request itself. */
export function changePages(app: FastifyInstance, deps: ListPageDeps): void {
  app.get<IdRoute>('/orang/:id/ubah', pageOf('people.change'), (request, reply) =>
    sendChangeForm(request, reply, deps, { values: {}, errors: {}, status: 200 }),
  )
  app.post<IdRoute>('/orang/:id/ubah', pageOf('people.change'), async (request, reply) => {
    const { csrf: _csrf, langkah: step = 'periksa', ...values } = formOf(request)
    if (step === 'ubah') return sendChangeForm(request, reply, deps, { values, errors: {}, status: 200 })
    try {
      if (step !== 'kirim') return await sendCheck(request, reply, deps, values)
      const { requestId } = await changePerson(deps.people, byRequest(request), askOf(request, values))
      const next = hrefIn(languageOf(request), `/orang/permintaan/${requestId}`, { pesan: 'simpan' })
      return await reply.redirect(next, 303)
    } catch (error) {
      if (!(error instanceof Refusal) || statusOf(error.code) === 404 || error.code === 'form-not-ours')
        throw error
      const errors = errorsOf(error, request)
      return await sendChangeForm(request, reply, deps, { values, errors, status: statusOf(error.code) })
    }
  })
}

/** What the form asks for: fields that were filled in, and those that shall be emptied. */
function askOf(request: FastifyRequest<IdRoute>, values: Values) {
  const fields = CHANGE_FIELDS.flatMap((field) => {
    const text = values[field] ?? ''
    const isCleared = values[`${CLEAR}.${field}`] !== undefined
    if (isCleared && text.trim() !== '') throw new FilledAndCleared(field)
    return isCleared || text.trim() !== '' ? [[field, text] as const] : []
  })
  const reason = values['reason'] ?? ''
  return { personId: request.params.id, fields: Object.fromEntries(fields), reason }
}

/** A field that is to be emptied and to hold something. */
class FilledAndCleared extends Refusal {
  readonly field: ChangeField

  constructor(field: ChangeField) {
    super(refuse('give-one-of', { fields: [field, CLEAR] }).value)
    this.field = field
  }
}

function errorsOf(error: Refusal, request: FastifyRequest): FieldErrors {
  if (error instanceof FilledAndCleared) return { [error.field]: wordsOf(request).form.both }
  const { value } = error
  const language = languageOf(request)
  const named = refusedField(value)
  const labels: Values = { ...wordsIn(language).people.fields, reason: wordsOf(request).form.reason }
  const place = named !== undefined && named in labels ? named : 'reason'
  const worded = withFieldCalled(value, named === undefined ? undefined : labels[place])
  return { [place]: refusalSentence(worded, language) }
}

/** The record as it stands, within sight of whoever may change it; whom one only tells of has a row that others keep. */
async function openForChange(request: FastifyRequest<IdRoute>, { people }: ListPageDeps) {
  const by = byRequest(request)
  const { person } = await openPersonRecord(people, by, request.params.id)
  await inScopeOf(people.db, by, (tx) => requireInSight(tx, by, String(person.id)))
  return person
}

async function sendChangeForm(
  request: FastifyRequest<IdRoute>,
  reply: FastifyReply,
  deps: ListPageDeps,
  typed: { readonly values: Values; readonly errors: FieldErrors; readonly status: number },
): Promise<FastifyReply> {
  const { status, ...rest } = typed
  const person = await openForChange(request, deps)
  const fields = await askedFields(request, deps, person)
  const { groups } = wordsOf(request).form
  const page = {
    ...sharedParts(request, person),
    ...rest,
    groups: (Object.keys(GROUPS) as Groups[]).map((id): FieldGroup => ({
      id,
      title: groups[id],
      fields: GROUPS[id].flatMap((field) => fields.get(field) ?? []),
    })),
    clearable: CHANGE_FIELDS.filter((field) => !NEVER_EMPTY.includes(field)).flatMap((field): Option[] => {
      const asked = fields.get(field)
      return asked && asked.now !== null ? [{ value: field, label: asked.label }] : []
    }),
  }
  return sendPrivatePage(request, reply, createElement(ChangeFormPage, page), status)
}

function sharedParts(request: FastifyRequest<IdRoute>, person: PersonRecord) {
  const frame = frameOf(request)
  const { people } = wordsIn(frame.language)
  const path = `/orang/${String(person.id)}`
  return {
    frame,
    csrf: request.actor?.csrf ?? '',
    crumbs: [
      { name: people.title, href: hrefIn(frame.language, '/orang') },
      { name: person.name, href: hrefIn(frame.language, path) },
    ],
    action: hrefIn(frame.language, `${path}/ubah`),
    name: person.name,
  }
}

async function askedFields(
  request: FastifyRequest,
  { people }: ListPageDeps,
  { open, masked }: PersonRecord,
): Promise<ReadonlyMap<ChangeField, AskedField>> {
  const words = wordsIn(languageOf(request))
  const values: Readonly<Record<string, unknown>> = open
  const write = await fieldWriter(request, people, Object.entries(values))
  return new Map(
    CHANGE_FIELDS.map((field) => {
      const now = isSealedChange(field) ? (masked[field] ?? null) : write(field, values[field])
      const options = optionsOf(request, field)
      return [
        field,
        {
          name: field,
          label: words.people.fields[field],
          now,
          hint: words.changes.form.hints[field],
          ...(options && { options }),
          isNumber: NUMBERS.includes(field),
        },
      ]
    }),
  )
}

/** The words a list would hold for each choice, shown in the reader's language. */
function optionsOf(request: FastifyRequest, field: ChangeField): Option[] | null {
  const { people, changes, duplicates } = wordsIn(languageOf(request))
  const living = duplicates.livingStatuses
  switch (field) {
    case 'sex':
      return [
        { value: 'L', label: people.record.sexes.male },
        { value: 'P', label: people.record.sexes.female },
      ]
    case 'segment':
      return SEGMENTS.map((value) => ({ value, label: people.record.segments[value] }))
    case 'livingStatus':
      return [
        { value: 'hidup', label: living.living },
        { value: 'meninggal', label: living.deceased },
        { value: 'pindah', label: living.moved },
        { value: 'hilang', label: living.missing },
      ]
    case 'maritalStatus':
      return [
        { value: 'belum kawin', label: changes.maritalStatuses['not-married'] },
        { value: 'kawin', label: changes.maritalStatuses.married },
        { value: 'cerai hidup', label: changes.maritalStatuses.divorced },
        { value: 'cerai mati', label: changes.maritalStatuses.widowed },
      ]
    case 'decile':
      return Array.from({ length: 10 }, (_, index) => {
        const decile = String(index + 1)
        return { value: decile, label: decile }
      })
    default:
      return null
  }
}

/** What would change, before anything is kept. What was typed into a private field is shown as typed, so that it can be checked. */
async function sendCheck(
  request: FastifyRequest<IdRoute>,
  reply: FastifyReply,
  deps: ListPageDeps,
  values: Values,
): Promise<FastifyReply> {
  const by = byRequest(request)
  const { state, changes } = await previewChange(deps.people, by, askOf(request, values))
  const { person } = await openPersonRecord(deps.people, by, request.params.id)
  const both = Object.entries(changes)
  const write = await fieldWriter(
    request,
    deps.people,
    both.flatMap(([field, [before, after]]) => [
      [field, before],
      [field, after],
    ]),
  )
  const { fields } = wordsIn(languageOf(request)).people
  const page = {
    ...sharedParts(request, person),
    values,
    needsApproval: state === 'pending',
    lines: CHANGE_FIELDS.flatMap((field) => {
      const change = changes[field]
      if (!change) return []
      const typed = (values[field] ?? '').trim()
      const after = isSealedChange(field) && typed !== '' ? typed : write(field, change[1])
      return [{ field, label: fields[field], before: write(field, change[0]), after }]
    }),
  }
  return sendPrivatePage(request, reply, createElement(ChangeCheckPage, page))
}
