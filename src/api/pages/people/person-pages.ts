import type { FastifyInstance, FastifyRequest } from 'fastify'
import { inScopeOf, sightOf } from '../../../modules/access/act.ts'
import { ACTION_NAMES, ACTIONS } from '../../../modules/access/actions.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { listUserNames } from '../../../modules/access/trail-queries.ts'
import { listAuditOfSubject } from '../../../modules/audit/queries.ts'
import { CHANGE_FIELDS, type ChangeField } from '../../../modules/people/change-fields.ts'
import { listRequests } from '../../../modules/people/change-queries.ts'
import {
  MASKED_GROUPS,
  openPersonRecord,
  unmaskPerson,
  type MaskedGroup,
  type PersonChange,
  type PersonRecord,
} from '../../../modules/people/open-person.ts'
import { unmaskBody } from '../../../modules/people/person-contract.ts'
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
import { protectionOfPerson } from '../protection/person-protection.ts'
import { fieldWriter, type FieldWriter } from './field-texts.ts'

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
    const write = await fieldWriter(request, deps.people, valuesOn(person, changes))
    const protection = await protectionOfPerson(request, deps.people, BigInt(person.id))
    return sendTable(request, reply, {
      title: person.name,
      lede: words.record.lede,
      crumbs: [{ name: words.title, href: hrefIn(language, '/orang') }],
      facts: [...protection.facts, ...maskedFacts(person, request), ...openFacts(person, write, request)],
      tables: [
        protection.table,
        {
          caption: words.record.history,
          columns: [words.record.when, words.record.cause, words.record.what],
          rows: changes.map((change) => changeRow(change, write, request)),
          none: words.record.historyNone,
        },
        {
          caption: words.record.lists,
          columns: [wordsIn(language).imports.file, wordsIn(language).imports.at],
          rows: lists.map(({ id, fileName, at }) => ({
            id,
            cells: [{ text: fileName, href: hrefIn(language, `/daftar/${id}`) }, momentText(at, request)],
          })),
          none: words.record.listsNone,
        },
        await requestsTable(request, deps, person.id),
        await lookersTable(request, deps, person.id),
      ],
      controls: [
        control(request, deps, 'people.change', {
          label: wordsIn(language).changes.ask,
          path: `/orang/${String(person.id)}/ubah`,
        }),
        control(request, deps, 'proposals.write', {
          label: wordsIn(language).proposals.create,
          path: '/usulan/baru',
          query: { from: `people:${String(person.id)}` },
        }),
        control(request, deps, 'protection.read', {
          label: wordsIn(language).protection.card.open,
          path: `/orang/${String(person.id)}/kartu`,
        }),
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

/** Fields in clear as the page shows them; where somebody lives stands among them by name. */
const SHOWN = [
  'sex',
  'birthPlace',
  'bornOn',
  'maritalStatus',
  'livingStatus',
  'livingStatusOn',
  'residenceRegion',
  'address',
  'rt',
  'rw',
  'hamlet',
  'segment',
  'occupation',
  'occupationSecond',
  'income',
  'workLocation',
  'workRegion',
  'workStart',
  'workEnd',
  'groups',
  'decile',
  'decileSource',
  'decileOn',
  'heirRelation',
] as const satisfies readonly ChangeField[]

/** Fields in clear, in words; what nobody has said is left out. */
function openFacts({ open }: PersonRecord, write: FieldWriter, request: FastifyRequest): [string, string][] {
  const { fields } = peopleWords(request)
  const values: Readonly<Record<string, unknown>> = open
  return SHOWN.flatMap((field) => {
    const text = write(field, values[field])
    return text === null ? [] : [[fields[field], text] as [string, string]]
  })
}

function changeRow({ id, at, cause, changes }: PersonChange, write: FieldWriter, request: FastifyRequest) {
  const { record, fields } = peopleWords(request)
  const causes: Readonly<Record<string, string>> = record.causes
  const names: Readonly<Record<string, string>> = fields
  const sentences = Object.entries(changes).map(([field, [before, after]]) => {
    const name = names[field] ?? field
    if (before === '…' || after === '…') return record.changedHidden(name)
    const [old, now] = [write(field, before), write(field, after) ?? '–']
    return old === null ? record.filled(name, now) : record.changed(name, old, now)
  })
  return { id: String(id), cells: [momentText(at, request), causes[cause] ?? cause, sentences.join('; ')] }
}

/** Every value that the page writes out, so that the regions among them are named with one question. */
function valuesOn(person: PersonRecord, changes: readonly PersonChange[]): (readonly [string, unknown])[] {
  return [
    ...Object.entries(person.open),
    ...changes.flatMap((change) =>
      Object.entries(change.changes).flatMap(([field, both]) => both.map((value) => [field, value] as const)),
    ),
  ]
}

/** Changes of this person that wait for somebody's word. */
async function requestsTable(request: FastifyRequest, { people }: ListPageDeps, personId: number) {
  const { changes, people: words } = wordsIn(languageOf(request))
  const by = byRequest(request)
  const waiting = await inScopeOf(people.db, by, (tx) =>
    listRequests(tx, sightOf(by), { personId, state: 'pending', limit: MOST_LOOKS, offset: 0 }),
  )
  return {
    caption: changes.ofPerson,
    columns: [changes.what, changes.kind, changes.askedAt],
    rows: waiting.map((each) => ({
      id: each.id,
      cells: [
        {
          text: CHANGE_FIELDS.flatMap((field) => (field in each.changes ? words.fields[field] : [])).join(
            ', ',
          ),
          href: hrefIn(languageOf(request), `/orang/permintaan/${each.id}`),
        },
        changes.kinds[each.kind],
        momentText(each.askedAt, request),
      ],
    })),
    none: changes.ofPersonNone,
  }
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
