import type { Bilingual } from '../../rules/laws.ts'
import { parsePlainDate, type PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import { parseRegionCode, INDONESIA, type RegionCode } from '../../kernel/region-code.ts'
import type { Deps } from '../../platform/deps.ts'
import { decideAccess, type Actor, type HeldRole } from './access.ts'
import { inScopeOf, recordAct, sightOf, type By } from './act.ts'
import type { AccessDeps } from './access-deps.ts'
import { ACTION_NAMES, ACTIONS } from './actions.ts'
import { countShownUsers } from './ask-with-api-key.ts'
import type {
  ActionsAnswer,
  AuditAnswer,
  KeyAnswer,
  KeysAnswer,
  ListAuditQuery,
  ListKeysQuery,
  ListOrganisationsQuery,
  ListUsersQuery,
  OrganisationsAnswer,
  UserAnswer,
  UsersAnswer,
} from './contract.ts'
import { listApiKeys, type ApiKeyRow } from './key-queries.ts'
import { writtenRegion } from './places.ts'
import { findUser, listOrganisations, listUsers, requireId, type UserRow } from './queries.ts'
import { roleNamed } from './roles.ts'
import { listTrail, type TrailFilter } from './trail-queries.ts'

export const ROWS_PER_PAGE = 50

type Language = keyof Bilingual

/** One page more than is shown, to know whether there is a next. */
function window(page: string | undefined): {
  readonly number: number
  readonly limit: number
  readonly offset: number
} {
  const number = Number(page ?? '1')
  return { number, limit: ROWS_PER_PAGE + 1, offset: (number - 1) * ROWS_PER_PAGE }
}

/** A page of users within reach. Those a program's key is shown count as persons towards its quota: beyond it, nobody is shown. */
export async function answerUsers(
  deps: AccessDeps,
  by: By,
  query: ListUsersQuery,
  language: Language,
): Promise<UsersAnswer> {
  const { rows, ...rest } = await pageOfUsers(deps, by, query)
  return { users: rows.map((row) => userAnswerOf(row, language)), ...rest }
}

/** The same page as the rows of the database, for whoever shows more than the answer of the API. */
export function pageOfUsers(
  deps: AccessDeps,
  by: By,
  { page, ...query }: ListUsersQuery,
): Promise<{ readonly rows: readonly UserRow[]; readonly page: number; readonly more: boolean }> {
  const { number, limit, offset } = window(page)
  const filter = { ...userFilter(query), limit, offset }
  return inScopeOf(deps.db, by, async (tx) => {
    const found = await listUsers(tx, sightOf(by), filter, deps.clock.today())
    const rows = found.slice(0, ROWS_PER_PAGE)
    await countShownUsers(tx, deps, by, rows)
    return { rows, page: number, more: found.length > ROWS_PER_PAGE }
  })
}

/** The filter of a list of users as its question says it; an organisation that cannot exist finds nobody. */
export function userFilter({ query, role, organisation, region, state }: ListUsersQuery) {
  return {
    ...(query !== undefined && { query: query.trim() }),
    ...(role !== undefined && { role }),
    ...(organisation !== undefined && { organisation: requireId('organisation', organisation) }),
    ...(region !== undefined && { region: readRegion(region) }),
    ...(state !== undefined && { state }),
  }
}

/** `16.06`, or `ID` for the country, without asking whether it exists: a filter by a region of the past finds what is there. */
export function readRegion(text: string): RegionCode {
  return /^id$/i.test(text.trim()) ? INDONESIA : parseRegionCode('region', text.trim())
}

/** One user within reach. That he was looked up is recorded: he can see who did; and he counts towards the quota of a key. */
export function openUser(deps: AccessDeps, by: By, id: string): Promise<UserRow> {
  return inScopeOf(deps.db, by, async (tx) => {
    const user = await findUser(tx, sightOf(by), id, deps.clock.today())
    await countShownUsers(tx, deps, by, user ? [user] : [])
    if (!user) throw refuse('no-such-record', { kind: 'user' })
    await recordAct(tx, by, {
      action: 'users.read',
      subject: { kind: 'user', id: user.id },
      region: user.organisation.regionCode,
    })
    return user
  })
}

export function userAnswerOf(row: UserRow, language: Language): UserAnswer {
  const { id, name, email, organisation, organisationName, isDisabled, roles } = row
  return {
    id,
    name,
    email,
    organisation: {
      id: organisation.id,
      kind: organisation.kind,
      name: organisationName,
      region: writtenRegion(organisation.regionCode),
    },
    disabled: isDisabled,
    roles: roles.map((held) => roleAnswerOf(held, language)),
  }
}

function roleAnswerOf(held: HeldRole, language: Language): UserAnswer['roles'][number] {
  const { grantId, role, regionCode, validFrom, validTo, onBehalfOf } = held
  return {
    id: grantId,
    role,
    title: roleNamed(role).title[language],
    region: writtenRegion(regionCode),
    validFrom,
    validTo,
    onBehalfOf: onBehalfOf ?? null,
  }
}

export async function answerOrganisations(
  { db }: Deps,
  by: By,
  { page, query, kind, region }: ListOrganisationsQuery,
): Promise<OrganisationsAnswer> {
  const { number, limit, offset } = window(page)
  const filter = {
    ...(query !== undefined && { query: query.trim() }),
    ...(kind !== undefined && { kind }),
    ...(region !== undefined && { region: readRegion(region) }),
  }
  const rows = await inScopeOf(db, by, (tx) =>
    listOrganisations(tx, sightOf(by), { ...filter, limit, offset }),
  )
  return {
    organisations: rows.slice(0, ROWS_PER_PAGE).map((row) => ({
      id: row.id,
      kind: row.kind,
      name: row.name,
      region: writtenRegion(row.regionCode),
      closed: row.closedOn !== null,
      users: row.userCount,
    })),
    page: number,
    more: rows.length > ROWS_PER_PAGE,
  }
}

export async function answerKeys(
  { db, clock }: Deps,
  by: By,
  { page, organisation, state }: ListKeysQuery,
): Promise<KeysAnswer> {
  const { number, limit, offset } = window(page)
  const filter = {
    ...(organisation !== undefined && { organisation: requireId('organisation', organisation) }),
    ...(state !== undefined && { state }),
  }
  const rows = await inScopeOf(db, by, (tx) =>
    listApiKeys(tx, sightOf(by), { ...filter, limit, offset }, clock.today()),
  )
  return {
    keys: rows.slice(0, ROWS_PER_PAGE).map(keyAnswerOf),
    page: number,
    more: rows.length > ROWS_PER_PAGE,
  }
}

function keyAnswerOf(row: ApiKeyRow): KeyAnswer {
  const { id, name, hint, organisationId, organisationName, actions, reach, regionCode } = row
  return {
    id,
    name,
    hint,
    organisation: { id: organisationId, name: organisationName },
    actions: [...actions],
    reach,
    region: writtenRegion(regionCode),
    personsPerDay: row.personsPerDay,
    personsToday: row.personsToday,
    expiresOn: row.expiresOn,
    revoked: row.revokedAt !== null,
  }
}

/** Everything there is to do, whether this actor may do it today, and if not, why: what a disabled control shows. */
export function answerActions(actor: Actor, today: PlainDate, language: Language): ActionsAnswer {
  return {
    actions: ACTION_NAMES.map((name) => {
      const { title, basis } = ACTIONS[name]
      const access = decideAccess(actor, name, { userId: actor.userId }, today)
      return {
        action: name,
        title: title[language],
        allowed: access.allowed,
        reason: access.allowed ? null : access.reason,
        law: basis.law,
        article: basis.article,
      }
    }),
  }
}

export async function answerAudit({ db }: Deps, by: By, query: ListAuditQuery): Promise<AuditAnswer> {
  const filter = { ...trailFilter(query), limit: ROWS_PER_PAGE + 1 }
  const rows = await inScopeOf(db, by, (tx) => listTrail(tx, sightOf(by), filter))
  return {
    entries: rows
      .slice(0, ROWS_PER_PAGE)
      .map((row) => ({ ...row, at: row.at.toISOString(), details: { ...row.details } })),
    more: rows.length > ROWS_PER_PAGE,
  }
}

export function trailFilter({ action, actor, subject, from, to, before }: ListAuditQuery): TrailFilter {
  return {
    ...(action !== undefined && { action: action.trim() }),
    ...(actor !== undefined && { actor: actor.trim() }),
    ...(subject !== undefined && { subject: subject.trim() }),
    ...(from !== undefined && { from: parsePlainDate('from', from) }),
    ...(to !== undefined && { to: parsePlainDate('to', to) }),
    ...(before !== undefined && { before: Number(before) }),
  }
}
