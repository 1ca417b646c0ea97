import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formatDate, formatRupiah } from '../../../kernel/format.ts'
import type { PlainDate } from '../../../kernel/plain-date.ts'
import Type from 'typebox'
import { inScopeOf, sightOf } from '../../../modules/access/act.ts'
import { ACTION_NAMES, ACTIONS } from '../../../modules/access/actions.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { placeTexts } from '../../../modules/access/places.ts'
import { listUserNames } from '../../../modules/access/trail-queries.ts'
import { listAuditOfSubject } from '../../../modules/audit/queries.ts'
import {
  MASKED_GROUPS,
  openPersonRecord,
  unmaskPerson,
  type MaskedGroup,
  type PersonChange,
  type PersonRecord,
} from '../../../modules/people/open-person.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import {
  adminWords,
  control,
  momentText,
  pageOf,
  sendForm,
  sendTable,
  submit,
  type Form,
} from '../administration/parts.ts'
import type { IdRoute, ListPageDeps } from '../lists/parts.ts'

const MOST_LOOKS = 20

/** `/orang/:id`: one person's record, masked; and opening one group of what is masked, for a reason, shown once. */
export function personPages(app: FastifyInstance, deps: ListPageDeps): void {
  app.get<IdRoute>('/orang/:id', pageOf('people.read'), async (request, reply) => {
    const words = peopleWords(request)
    const { person, changes, lists } = await openPersonRecord(
      deps.people,
      byRequest(request),
      request.params.id,
    )
    const language = languageOf(request)
    const nameOf = await placeTexts(deps.people.db, [person.region], deps.clock.today())
    return sendTable(request, reply, {
      title: person.name,
      lede: words.record.lede,
      crumbs: [{ name: words.title, href: hrefIn(language, '/orang') }],
      facts: [...maskedFacts(person, request), ...openFacts(person, nameOf(person.region), request)],
      tables: [
        {
          caption: words.record.history,
          columns: [words.record.when, words.record.cause, words.record.what],
          rows: changes.map((change) => changeRow(change, request)),
          none: words.record.historyNone,
        },
        {
          caption: words.record.lists,
          columns: [wordsIn(language).imports.file, wordsIn(language).imports.at],
          rows: lists.map(({ id, fileName, at }) => ({
            id,
            cells: [{ text: fileName, href: hrefIn(language, `/usulan/${id}`) }, momentText(at, request)],
          })),
          none: words.record.listsNone,
        },
        await lookersTable(request, deps, person.id),
      ],
      controls: [
        control(request, deps, 'people.unmask', {
          label: words.record.unmask,
          path: `/orang/${String(person.id)}/buka`,
        }),
        control(request, deps, 'people.find', { label: words.record.back, path: '/orang' }),
      ],
    })
  })
  unmaskPages(app, deps)
}

function peopleWords(request: FastifyRequest) {
  return wordsIn(languageOf(request)).people
}

function maskedFacts({ masked }: PersonRecord, request: FastifyRequest): [string, string][] {
  const { fields, unsaid } = peopleWords(request)
  return Object.values(MASKED_GROUPS)
    .flat()
    .map((field) => [fields[field], masked[field] ?? unsaid])
}

/** Fields in clear, in words; what nobody has said is left out. */
function openFacts({ open }: PersonRecord, regionName: string, request: FastifyRequest): [string, string][] {
  const words = peopleWords(request)
  const language = languageOf(request)
  const { segments, sexes } = words.record
  const facts: (readonly [string, string | null])[] = [
    [words.fields.sex, valueIn(sexes, open.sex)],
    [words.fields.birthPlace, textOf(open.birthPlace)],
    [
      words.fields.bornOn,
      typeof open.bornOn === 'string' ? formatDate(open.bornOn as PlainDate, language) : null,
    ],
    [words.region, regionName],
    [words.fields.address, textOf(open.address)],
    [words.fields.rt, textOf(open.rt)],
    [words.fields.rw, textOf(open.rw)],
    [words.fields.occupation, textOf(open.occupation)],
    [words.fields.segment, valueIn(segments, open.segment)],
    [
      words.fields.income,
      typeof open.income === 'number' ? formatRupiah(BigInt(open.income), language) : null,
    ],
    [
      words.record.groups,
      Array.isArray(open.groups) && open.groups.length > 0 ? open.groups.join(', ') : null,
    ],
    [words.record.decile, typeof open.decile === 'number' ? String(open.decile) : null],
    [words.fields.heirRelation, textOf(open.heirRelation)],
  ]
  return facts.flatMap(([name, value]) => (value === null ? [] : [[name, value] as [string, string]]))
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function valueIn(words: Readonly<Record<string, string>>, value: unknown): string | null {
  return typeof value === 'string' ? (words[value] ?? value) : null
}

function changeRow({ id, at, cause, changes }: PersonChange, request: FastifyRequest) {
  const { record, fields } = peopleWords(request)
  const causes: Readonly<Record<string, string>> = record.causes
  const names: Readonly<Record<string, string>> = fields
  const sentences = Object.entries(changes).map(([field, [before, after]]) => {
    const name = names[field] ?? field
    if (before === '…' || after === '…') return record.changedHidden(name)
    return before === null || before === ''
      ? record.filled(name, shownValue(after))
      : record.changed(name, shownValue(before), shownValue(after))
  })
  return { id: String(id), cells: [momentText(at, request), causes[cause] ?? cause, sentences.join('; ')] }
}

function shownValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  return Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : JSON.stringify(value)
}

/** Who looked, by name only as far as whoever asks may know it. */
async function lookersTable(request: FastifyRequest, { people }: ListPageDeps, personId: number) {
  const words = peopleWords(request).record
  const by = byRequest(request)
  const { trail, own } = adminWords(request)
  const rows = await inScopeOf(people.db, by, async (tx) => {
    const entries = await listAuditOfSubject(
      tx,
      { kind: 'person', id: String(personId) },
      { limit: MOST_LOOKS },
    )
    const names = await listUserNames(
      tx,
      sightOf(by),
      entries.flatMap(({ actorId }) => actorId ?? []),
    )
    return entries.map((entry) => ({
      id: String(entry.id),
      cells: [
        momentText(entry.occurredAt, request),
        entry.actorId === by.actor.userId
          ? own.you
          : entry.actorKind === 'user'
            ? (names.get(entry.actorId ?? '') ?? own.somebody)
            : trail.kinds[entry.actorKind],
        actText(entry.action, request),
        entry.reason ?? '',
      ],
    }))
  })
  return {
    caption: words.lookers,
    columns: [words.when, words.who, words.act, words.why],
    rows,
    none: words.lookersNone,
  }
}

function actText(action: string, request: FastifyRequest): string {
  const known = ACTION_NAMES.find((name) => name === action)
  if (known) return ACTIONS[known].title[languageOf(request)]
  return adminWords(request).trail.acts[action] ?? action
}

const GROUPS = Object.keys(MASKED_GROUPS) as MaskedGroup[]
const unmaskBody = Type.Object(
  { group: Type.Enum(GROUPS), reason: Type.String({ maxLength: 500 }) },
  { additionalProperties: false },
)

/** The answer itself holds what was opened: no address leads to it again. */
function unmaskPages(app: FastifyInstance, deps: ListPageDeps): void {
  const form = (request: FastifyRequest<IdRoute>): Form => {
    const { unmask, title } = peopleWords(request)
    const language = languageOf(request)
    return {
      title: unmask.title,
      lede: unmask.lede,
      crumbs: [{ name: title, href: hrefIn(language, '/orang') }],
      questions: [
        {
          name: 'group',
          label: unmask.group,
          options: GROUPS.map((value) => ({ value, label: unmask.groups[value] })),
        },
        { name: 'reason', label: unmask.reason, hint: unmask.reasonHint },
      ],
      button: unmask.button,
    }
  }
  app.get<IdRoute>('/orang/:id/buka', pageOf('people.unmask'), async (request, reply) => {
    await openPersonRecord(deps.people, byRequest(request), request.params.id)
    return sendForm(request, reply, form(request), {})
  })
  app.post<IdRoute>('/orang/:id/buka', pageOf('people.unmask'), async (request, reply) =>
    submit(request, reply, form(request), unmaskBody, async ({ group, reason }) => {
      const { unmask, fields } = peopleWords(request)
      const { id } = request.params
      const opened = await unmaskPerson(deps.people, byRequest(request), { id, group, reason })
      return {
        title: opened.name,
        lede: unmask.groups[group],
        notice: { title: unmask.shown, text: unmask.shownText },
        facts: opened.fields.map(([field, value]) => [fields[field], value ?? unmask.empty] as const),
        tables: [],
        controls: [{ label: unmask.done, href: hrefIn(languageOf(request), `/orang/${id}`) }],
      }
    }),
  )
}
