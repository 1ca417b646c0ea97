import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formatDate, formatTime } from '../../../kernel/format.ts'
import { jakartaDateOf } from '../../../kernel/plain-date.ts'
import { inScopeOf } from '../../../modules/access/act.ts'
import { ACTION_NAMES, ACTIONS, type ActionName } from '../../../modules/access/actions.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { answerActions, answerAudit, exportTrail, ROWS_PER_PAGE } from '../../../modules/access/answers.ts'
import { listAuditQuery, type AuditAnswer } from '../../../modules/access/contract.ts'
import { isRoleName, ROLE_NAMES, roleNamed } from '../../../modules/access/roles.ts'
import { listUserNames } from '../../../modules/access/trail-queries.ts'
import type { RecordedEntry } from '../../../modules/audit/audit.ts'
import { listAuditOfSubject } from '../../../modules/audit/queries.ts'
import type { Question } from '../../../../web/administration/parts.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { csvText, sendCsv } from '../../csv.ts'
import { languageOf } from '../../language.ts'
import {
  adminCrumbs,
  adminPages,
  adminWords,
  filterOf,
  pageOf,
  sendTable,
  textsOf,
  type AdministrationDeps,
} from './parts.ts'

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

  app.get('/admin/peran', pageOf('account.read'), (request, reply) => {
    const words = adminWords(request).roles
    return sendTable(request, reply, {
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
    })
  })

  auditPages(app, deps)
  ownTrailPage(app, deps)
}

function auditPages(app: FastifyInstance, deps: AdministrationDeps): void {
  app.get('/audit', pageOf('audit.read'), async (request, reply) => {
    const words = adminWords(request)
    const language = languageOf(request)
    const answer = await answerAudit(deps, byRequest(request), filterOf(request, listAuditQuery))
    const query = textsOf(request)
    const last = answer.entries.at(-1)
    return sendTable(request, reply, {
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
    })
  })

  app.get('/audit.csv', pageOf('audit.export'), async (request, reply) => {
    const entries = await exportTrail(deps, byRequest(request), filterOf(request, listAuditQuery))
    const header = [
      ...['id', 'at', 'actor_kind', 'actor', 'actor_name', 'role', 'action', 'subject_kind', 'subject'],
      ...['reason', 'address', 'details'],
    ]
    const rows = entries.map((entry) => [
      ...[entry.id, entry.at.toISOString(), entry.actorKind, entry.actor, entry.actorName, entry.role],
      ...[entry.action, entry.subjectKind, entry.subject, entry.reason, entry.address],
      JSON.stringify(entry.details),
    ])
    return sendCsv(reply, 'jejak-audit', csvText(header, rows)).header('cache-control', 'no-store')
  })
}

/** Everybody may read who looked at him; others’ names only as far as he may know them. */
function ownTrailPage(app: FastifyInstance, deps: AdministrationDeps): void {
  app.get('/akun/jejak', pageOf('account.trail'), async (request, reply) => {
    const by = byRequest(request)
    const words = adminWords(request)
    const subject = { kind: 'user', id: by.actor.userId }
    const rows = await inScopeOf(deps.db, by, async (tx) => {
      const entries = await listAuditOfSubject(tx, subject, { limit: ROWS_PER_PAGE, ...beforeIn(request) })
      const names = await listUserNames(
        tx,
        entries.flatMap(({ actorId }) => actorId ?? []),
      )
      return entries.map((entry) => ownRow(entry, by.actor.userId, names, request))
    })
    const last = rows.at(-1)
    return sendTable(request, reply, {
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
        rows.length === ROWS_PER_PAGE && last
          ? [{ label: words.older, href: hrefIn(languageOf(request), '/akun/jejak', { before: last.id }) }]
          : [],
      controls: adminPages(request, deps),
    })
  })
}

function trailFilters(request: FastifyRequest): Question[] {
  const words = adminWords(request)
  return [
    { name: 'action', label: words.trail.action, kind: 'search' },
    { name: 'actor', label: words.trail.actorId },
    { name: 'subject', label: words.trail.subjectId },
    { name: 'from', label: words.trail.from, kind: 'date' },
    { name: 'to', label: words.trail.to, kind: 'date' },
  ]
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
      timeText(new Date(entry.at), request),
      entry.actorName ?? (entry.actor === null ? kind : `${kind} ${entry.actor}`),
      roleText(entry.role, request),
      actionText(entry.action, request),
      entry.subject === null ? '' : `${entry.subjectKind ?? ''} ${entry.subject}`,
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
      timeText(entry.occurredAt, request),
      who,
      roleText(entry.role, request),
      actionText(entry.action, request),
      entry.reason ?? '',
    ],
  }
}

function timeText(at: Date, request: FastifyRequest): string {
  const language = languageOf(request)
  return `${formatDate(jakartaDateOf(at), language)}, ${formatTime(at, 'WIB', language)}`
}

function roleText(role: string | null, request: FastifyRequest): string {
  return role !== null && isRoleName(role) ? roleNamed(role).title[languageOf(request)] : (role ?? '')
}

function actionText(action: string, request: FastifyRequest): string {
  const known = ACTION_NAMES.find((name) => name === action)
  return known ? ACTIONS[known].title[languageOf(request)] : action
}
