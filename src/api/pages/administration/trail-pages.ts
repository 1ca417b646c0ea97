import type { FastifyInstance, FastifyRequest } from 'fastify'
import { inScopeOf, sightOf } from '../../../modules/access/act.ts'
import { ACTION_NAMES, ACTIONS, type ActionName } from '../../../modules/access/actions.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { answerActions, answerAudit, ROWS_PER_PAGE } from '../../../modules/access/answers.ts'
import { listAuditQuery, type AuditAnswer } from '../../../modules/access/contract.ts'
import { exportTrail } from '../../../modules/access/export-rows.ts'
import { isRoleName, ROLE_NAMES, roleNamed } from '../../../modules/access/roles.ts'
import { listUserNames, type TrailEntry } from '../../../modules/access/trail-queries.ts'
import type { RecordedEntry } from '../../../modules/audit/audit.ts'
import { listAuditOfSubject } from '../../../modules/audit/queries.ts'
import type { Question } from '../../../../web/administration/parts.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { streamCsv, type CsvCell } from '../../csv.ts'
import { languageOf } from '../../language.ts'
import {
  adminCrumbs,
  adminPages,
  adminWords,
  filterOf,
  momentText,
  pageOf,
  sendTable,
  textsOf,
  type AdministrationDeps,
} from './parts.ts'
import { printablePage } from './print-pages.ts'

type Entry = AuditAnswer['entries'][number]
type Kind = 'user' | 'api-key' | 'system' | 'public'

/** `/admin`, `/admin/peran`, `/audit` and `/akun/jejak`: what may be done, what was done, and what was done with oneself. */
export function trailPages(app: FastifyInstance, deps: AdministrationDeps): void {
  app.get('/admin', pageOf('account.read'), (request, reply) => {
    const words = adminWords(request)
    return sendTable(request, reply, {
      title: words.title,
      lede: words.lede,
      tables: [],
      controls: adminPages(request, deps),
    })
  })

  const roles = { path: '/admin/peran', action: 'account.read', recorded: 'roles.print' } as const
  printablePage(app, deps, roles, (request) => {
    const words = adminWords(request).roles
    return {
      title: words.title,
      lede: words.lede,
      crumbs: adminCrumbs(request),
      tables: [
        {
          caption: words.caption,
          columns: [words.action, words.mine, words.who, words.secondFactor, words.basis],
          rows: actionRows(request, deps),
          none: '',
        },
      ],
      controls: adminPages(request, deps),
    }
  })

  auditPages(app, deps)
  ownTrailPage(app, deps)
}

function auditPages(app: FastifyInstance, deps: AdministrationDeps): void {
  const trail = { path: '/audit', action: 'audit.read', recorded: 'audit.print' } as const
  printablePage(app, deps, trail, async (request) => {
    const words = adminWords(request)
    const language = languageOf(request)
    const answer = await answerAudit(deps, byRequest(request), filterOf(request, listAuditQuery))
    const query = textsOf(request)
    const last = answer.entries.at(-1)
    return {
      title: words.trail.title,
      lede: words.trail.lede,
      crumbs: adminCrumbs(request),
      filters: {
        action: '/audit',
        questions: trailFilters(request),
        values: query,
        button: words.filter,
      },
      tables: [
        {
          caption: words.trail.caption,
          columns: [
            words.trail.at,
            words.trail.who,
            words.user.role,
            words.trail.action,
            words.trail.subject,
            words.trail.why,
          ],
          rows: answer.entries.map((entry) => entryRow(entry, request)),
          none: words.trail.none,
        },
      ],
      pages:
        answer.more && last
          ? [{ label: words.older, href: hrefIn(language, '/audit', { ...query, before: String(last.id) }) }]
          : [],
      controls: [
        { label: words.trail.download, href: hrefIn(language, '/audit.csv', query) },
        ...adminPages(request, deps),
      ],
    }
  })

  app.get('/audit.csv', pageOf('audit.export'), async (request, reply) => {
    const { pages } = await exportTrail(deps, byRequest(request), filterOf(request, listAuditQuery))
    return streamCsv(reply, 'jejak-audit', TRAIL_COLUMNS, trailCells(pages))
  })
}

const TRAIL_COLUMNS = [
  ...['id', 'at', 'actor_kind', 'actor', 'actor_name', 'role', 'action', 'subject_kind', 'subject'],
  ...['reason', 'address', 'details'],
]

async function* trailCells(pages: AsyncIterable<readonly TrailEntry[]>): AsyncGenerator<CsvCell[][]> {
  for await (const entries of pages) {
    yield entries.map((entry) => [
      ...[entry.id, entry.at.toISOString(), entry.actorKind, entry.actor, entry.actorName, entry.role],
      ...[entry.action, entry.subjectKind, entry.subject, entry.reason, entry.address],
      JSON.stringify(entry.details),
    ])
  }
}

/** Everybody may read who looked at him; others’ names only as far as he may know them. */
function ownTrailPage(app: FastifyInstance, deps: AdministrationDeps): void {
  const own = {
    path: '/akun/jejak',
    action: 'account.trail',
    recorded: 'account.print',
    subjectOf: (request: FastifyRequest) => ({ kind: 'user', id: byRequest(request).actor.userId }),
  } as const
  printablePage(app, deps, own, async (request) => {
    const by = byRequest(request)
    const words = adminWords(request)
    const subject = { kind: 'user', id: by.actor.userId }
    const found = await inScopeOf(deps.db, by, async (tx) => {
      // One more than is shown, to know whether there are older ones.
      const entries = await listAuditOfSubject(tx, subject, {
        limit: ROWS_PER_PAGE + 1,
        ...beforeIn(request),
      })
      const names = await listUserNames(
        tx,
        sightOf(by),
        entries.flatMap(({ actorId }) => actorId ?? []),
      )
      return entries.map((entry) => ownRow(entry, by.actor.userId, names, request))
    })
    const rows = found.slice(0, ROWS_PER_PAGE)
    const last = rows.at(-1)
    return {
      title: words.own.title,
      lede: words.own.lede,
      tables: [
        {
          caption: words.own.caption,
          columns: [words.trail.at, words.trail.who, words.user.role, words.trail.action, words.trail.why],
          rows,
          none: words.own.none,
        },
      ],
      pages:
        found.length > ROWS_PER_PAGE && last
          ? [{ label: words.older, href: hrefIn(languageOf(request), '/akun/jejak', { before: last.id }) }]
          : [],
      controls: adminPages(request, deps),
    }
  })
}

function trailFilters(request: FastifyRequest): Question[] {
  const words = adminWords(request)
  return [
    { name: 'action', label: words.trail.action, options: actionOptions(request) },
    { name: 'actor', label: words.trail.actorId },
    { name: 'subject', label: words.trail.subjectId },
    { name: 'from', label: words.trail.from, kind: 'date' },
    { name: 'to', label: words.trail.to, kind: 'date' },
  ]
}

/** Every act by its words, in the order of the alphabet; its name is what the address asks for. */
function actionOptions(request: FastifyRequest) {
  const { all, trail } = adminWords(request)
  const names = [...new Set([...ACTION_NAMES, ...Object.keys(trail.acts)])]
  const options = names.map((value) => ({ value, label: actionText(value, request) }))
  options.sort((one, other) => one.label.localeCompare(other.label, languageOf(request)))
  return [{ value: '', label: all }, ...options]
}

function beforeIn(request: FastifyRequest): { readonly before?: number } {
  const { before } = textsOf(request)
  return before !== undefined && /^\d{1,15}$/.test(before) ? { before: Number(before) } : {}
}

function actionRows(request: FastifyRequest, { clock }: AdministrationDeps) {
  const words = adminWords(request).roles
  const language = languageOf(request)
  const { actions } = answerActions(byRequest(request).actor, clock.today(), language)
  return actions.map(({ action, title, reason, law, article }) => {
    const { roles, secondFactor } = ACTIONS[action as ActionName]
    const mine =
      reason === null
        ? words.allowed
        : refusalSentence({ code: 'not-allowed', details: { action, reason } }, language)
    const who =
      roles.length === ROLE_NAMES.length
        ? words.everybody
        : roles.map((name) => roleNamed(name).title[language]).join('; ')
    return {
      id: action,
      cells: [title, mine, who, secondFactor ? words.yes : words.no, `${law}, ${article}`],
    }
  })
}

function entryRow(entry: Entry, request: FastifyRequest) {
  const words = adminWords(request).trail
  const kind = words.kinds[entry.actorKind as Kind]
  return {
    id: String(entry.id),
    cells: [
      momentText(new Date(entry.at), request),
      entry.actorName ?? (entry.actor === null ? kind : `${kind} ${endOf(entry.actor)}`),
      roleText(entry.role, request),
      actionText(entry.action, request),
      entry.subject === null ? '' : subjectCell(entry.subjectKind ?? '', entry.subject, request),
      entry.reason ?? '',
    ],
  }
}

function ownRow(
  entry: RecordedEntry,
  ownId: string,
  names: ReadonlyMap<string, string>,
  request: FastifyRequest,
) {
  const { own, trail } = adminWords(request)
  const who =
    entry.actorId === ownId
      ? own.you
      : entry.actorKind === 'user'
        ? (names.get(entry.actorId ?? '') ?? own.somebody)
        : trail.kinds[entry.actorKind]
  return {
    id: String(entry.id),
    cells: [
      momentText(entry.occurredAt, request),
      who,
      roleText(entry.role, request),
      actionText(entry.action, request),
      entry.reason ?? '',
    ],
  }
}

/** The end of an identifier, by which two of them are told apart. */
const endOf = (id: string) => `…\u2060${id.slice(-4)}`

/** Whom or what it concerned; leads to everything that was done with it. */
function subjectCell(kind: string, id: string, request: FastifyRequest) {
  const subjects: Readonly<Record<string, string>> = adminWords(request).trail.subjects
  return {
    text: `${subjects[kind] ?? kind} ${endOf(id)}`,
    href: hrefIn(languageOf(request), '/audit', { subject: id }),
  }
}

function roleText(role: string | null, request: FastifyRequest): string {
  return role !== null && isRoleName(role) ? roleNamed(role).title[languageOf(request)] : (role ?? '')
}

function actionText(action: string, request: FastifyRequest): string {
  const known = ACTION_NAMES.find((name) => name === action)
  if (known) return ACTIONS[known].title[languageOf(request)]
  return adminWords(request).trail.acts[action] ?? action
}
