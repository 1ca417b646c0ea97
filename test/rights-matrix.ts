import type { FastifyInstance } from 'fastify'
import type { RouteEntry } from '../src/api/route-table.ts'
import {
  mayAppoint,
  ROLE_NAMES,
  roleNamed,
  type OrganisationKind,
  type RoleName,
} from '../src/modules/access/roles.ts'
import type { Database } from '../src/platform/db.ts'
import type { KeyRing } from '../src/platform/key-ring.ts'
import {
  addTestOrganisation,
  addTestPerson,
  addTestSession,
  place,
  rowsOf,
  type TestPerson,
  type TestSession,
} from './people.ts'
import { BODIES } from './rights-bodies.ts'
import { addRegistryPair } from './registry-people.ts'

export const MATRIX_PAGE = 'docs/operations/rights-matrix.md'

/** Where the actor stands, seen from what he asks for, which is a regency's: the region of his role and whose the subject is. */
export const PLACES = [
  { name: 'whole country', region: 'ID', own: false },
  { name: 'province above', region: '16', own: false },
  { name: 'same region, other organisation', region: '16.06', own: false },
  { name: 'sibling region', region: '16.71', own: false },
  { name: 'other province', region: '32.04', own: false },
  { name: 'own organisation', region: '16.71', own: true },
] as const

/** What is asked for: a user with a role, a colleague of his, their organisation, a key. */
export type Target = {
  readonly organisation: string
  readonly region: string
  readonly user: TestPerson
  readonly colleague: TestPerson
  readonly keyId: string
  /** Two people who may be one, two who were merged, and their merging. */
  readonly pair: string
  readonly mergedPair: string
  readonly mergeId: string
  /** A list that was handed in and refused: nothing can be done with it but looking. */
  readonly importId: string
  /** A change of the pair's first person that a colleague of his asked for, and an employer that the organisation recorded. */
  readonly requestId: string
  readonly employerId: string
  readonly employerListId: string
}
export type Standing = {
  readonly role: RoleName
  readonly person: TestPerson
  readonly session: TestSession
  readonly target: Target
}

const fill = async (
  owner: Database,
  ring: KeyRing,
  organisation: string,
  kind: OrganisationKind,
  region: string,
): Promise<Target> => {
  const role = ROLE_NAMES.find(
    (name) => roleNamed(name).organisations.includes(kind) && mayAppoint('region-administrator', name),
  )
  const held = role ?? ROLE_NAMES.find((name) => roleNamed(name).organisations.includes(kind)) ?? 'planner'
  const user = await addTestPerson(owner, held, { region, kind, organisation, validTo: '2026-06-01' })
  const colleague = await addTestPerson(owner, held, { region, kind, organisation, validTo: '2026-05-25' })
  const [key] = await rowsOf<{ id: string }>(
    owner,
    `insert into api_keys (organisation_id, name, key_hash, hint, actions, reach, region_code, persons_per_day, created_at, expires_on)
     values ($1, $2, sha256($2::text::bytea), 'abcd', '{users.read}', 'organisation', 0, 1, '2026-05-20', '2030-01-01') returning id`,
    [organisation, `Kunci ${user.email}`],
  )
  await rowsOf(
    owner,
    `insert into audit_entries (actor_kind, action, subject_kind, subject_id, region_code, reason)
     values ('system', 'users.add', 'user', $1, $2, $3)`,
    [user.userId, place(region), EXAMPLE],
  )
  return {
    organisation,
    region,
    user,
    colleague,
    keyId: key?.id ?? '',
    importId: await fillList(owner, organisation, region),
    employerId: await fillEmployer(owner, organisation, region),
    employerListId: await fillList(owner, organisation, region, 'employers'),
    ...(await fillPairs(owner, ring, { organisation, region })),
  }
}

async function fillEmployer(owner: Database, organisation: string, region: string): Promise<string> {
  const [employer] = await rowsOf<{ id: string }>(
    owner,
    `insert into employers (organisation_id, name, name_key, region_code, recorded_at)
     values ($1, 'PT Contoh', 'contoh', $2, now()) returning id`,
    [organisation, place(region)],
  )
  return employer?.id ?? ''
}

async function fillList(
  owner: Database,
  organisation: string,
  region: string,
  purpose = 'own-account',
): Promise<string> {
  const [list] = await rowsOf<{ id: string }>(
    owner,
    `insert into imports (organisation_id, purpose, region_code, file_name, file_sha256, byte_count, sealed_key, state, created_at)
     values ($1, $3, $2, 'daftar.csv', sha256('x'), 1, 'x', 'refused', now()) returning id`,
    [organisation, place(region), purpose],
  )
  await rowsOf(
    owner,
    `insert into import_preparations (import_id, stage, changed_at) values ($1, 'received', now())`,
    [list?.id],
  )
  return list?.id ?? ''
}

/** People of that organisation in that region, kept by it. */
async function fillPairs(owner: Database, ring: KeyRing, kept: { organisation: string; region: string }) {
  const person = { name: 'Pasangan Contoh', ...kept, region: '16.06.01.2001' }
  const region = kept.region === '16.06' ? person.region : '16.71.01.1001'
  const { pair } = await addRegistryPair(owner, ring, { ...person, region })
  const merged = await addRegistryPair(owner, ring, { ...person, region })
  const [keptId, lostId] = merged.people
  await rowsOf(owner, 'update people set merged_into = $1 where id = $2', [keptId, lostId])
  const [merge] = await rowsOf<{ id: string }>(
    owner,
    `insert into person_merges (kept_id, lost_id, reason, merged_at, change_ids, moved_identities, moved_statements, made_statements,
       statement_count) values ($1, $2, 'contoh', now(), '{1,2}', '{}', '{}', '{}', 0) returning id`,
    [keptId, lostId],
  )
  const [request] = await rowsOf<{ id: string }>(
    owner,
    `insert into person_change_requests (person_id, organisation_id, asked_by, kind, changes, reason, needs_approval, state, asked_at)
     values ($1, $2, 'system:contoh', 'details', '{"occupation": [null, "petani"]}', 'contoh', true, 'pending', now()) returning id`,
    [pair.split('-')[0], kept.organisation],
  )
  return { pair, mergedPair: merged.pair, mergeId: merge?.id ?? '', requestId: request?.id ?? '' }
}

/** Everybody who asks: each role at each place, signed in with a second factor. */
export async function everyStanding(owner: Database, ring: KeyRing): Promise<Standing[][]> {
  const regency = await addTestOrganisation(owner, 'regency', '16.06')
  const foreign = await fill(owner, ring, regency, 'regency', '16.06')
  const standings: Standing[][] = []
  for (const role of ROLE_NAMES) {
    const row: Standing[] = []
    for (const { region, own } of PLACES) {
      const kind = roleNamed(role).organisations[0] ?? 'regency'
      const organisation = await addTestOrganisation(owner, kind, region)
      const person = await addTestPerson(owner, role, { region, kind, organisation })
      const session = await addTestSession(owner, ring, person)
      row.push({
        role,
        person,
        session,
        target: own ? await fill(owner, ring, organisation, kind, region) : foreign,
      })
    }
    standings.push(row)
  }
  return standings
}

/** The reason of an entry of the audit about the subject. */
const EXAMPLE = 'entri contoh'

/** Lists that show some rows to some: whether the subject is among them is asked as well. */
const LISTS: Readonly<Record<string, (target: Target) => string>> = {
  'GET /api/v1/users': ({ user }) => user.email,
  'GET /admin/pengguna': ({ user }) => `/admin/pengguna/${user.userId}`,
  'GET /admin/pengguna/cetak': ({ user }) => `/admin/pengguna/${user.userId}`,
  'GET /admin/pengguna.csv': ({ user }) => user.email,
  'GET /api/v1/audit/entries': () => EXAMPLE,
  'GET /audit': () => EXAMPLE,
  'GET /audit/cetak': () => EXAMPLE,
  'GET /audit.csv': () => EXAMPLE,
  'GET /api/v1/organisations': ({ organisation }) => organisation,
  'GET /admin/organisasi': ({ organisation }) => organisation,
  'GET /api/v1/api-keys': ({ user }) => `Kunci ${user.email}`,
  'GET /admin/kunci-api': ({ user }) => `Kunci ${user.email}`,
  'GET /api/v1/duplicates': ({ pair }) => pair,
  'GET /orang/gabung': ({ pair }) => pair,
  'GET /orang/permintaan': ({ requestId }) => requestId,
  'GET /api/v1/changes': ({ requestId }) => requestId,
  'GET /perusahaan': ({ employerId }) => employerId,
  'GET /perusahaan/daftar': ({ employerListId }) => employerListId,
  'GET /api/v1/employers': ({ employerId }) => employerId,
  'GET /api/v1/employers/lists': ({ employerListId }) => employerListId,
  'GET /daftar': ({ importId }) => importId,
  'GET /api/v1/imports': ({ importId }) => importId,
}
/** What answers nothing without a question. */
const NEED_QUESTION: ReadonlySet<string> = new Set([
  'GET /api/v1/accounts',
  'GET /api/v1/coverage',
  'GET /api/v1/protection/cohort',
  'GET /api/v1/coverage/ranking',
  'GET /api/v1/coverage/movers',
  'GET /api/v1/coverage/trend',
  'GET /perusahaan.xlsx',
  'GET /api/v1/employers/export.xlsx',
  'GET /api/v1/people/export',
])
/** The lists are long by then; each is asked for the one subject. */
const narrowed = (route: string, target: Target): string =>
  route.includes('/audit')
    ? `?subject=${target.user.userId}`
    : route.includes('pengguna') || route.includes('/users')
      ? `?query=${encodeURIComponent(target.user.email)}`
      : route.includes('/api-keys')
        ? `?organisation=${target.organisation}`
        : route.includes('organis')
          ? `?region=${target.region}`
          : route.includes('people/export')
            ? `?layout=csv&region=${target.region}`
            : route.includes('/v1/coverage')
              ? `?region=${target.region}`
              : route.endsWith('/cohort')
                ? `?ended=2026-01&region=${target.region}`
                : route.endsWith('/accounts')
                  ? '?path=payer'
                  : /perusahaan|employers(?!\/lists)/.test(route)
                    ? '?name=contoh'
                    : /permintaan|changes/.test(route)
                      ? `?person=${target.pair.split('-')[0] ?? ''}`
                      : ''

function questionOf(name: string, target: Target): string {
  return Object.hasOwn(LISTS, name) || NEED_QUESTION.has(name) ? narrowed(name, target) : ''
}

/** The route as it is asked: with the id of what it is about. */
function addressOf(url: string, target: Target): string {
  const pair = url.endsWith('/pisah') ? target.mergedPair : target.pair
  const id = /^\/daftar\/|\/imports\//.test(url)
    ? target.importId
    : /permintaan|changes\/:id/.test(url)
      ? target.requestId
      : /^\/perusahaan\/daftar|\/employers\/lists/.test(url)
        ? target.employerListId
        : /perusahaan|employers/.test(url)
          ? target.employerId
          : /\/(orang|people)\/:id/.test(url)
            ? (target.pair.split('-')[0] ?? '')
            : url.includes('/merges/')
              ? target.mergeId
              : /grants\/:id|delegations|\/hak\/|titipkan/.test(url)
                ? target.user.grantId
                : /key|kunci-api/.test(url)
                  ? target.keyId
                  : /organis[^/]*\/:id/.test(url)
                    ? target.organisation
                    : target.user.userId
  return url
    .replace(':id', id)
    .replace(':code', target.region)
    .replace(':pair', pair)
    .replace(':file', '1')
    .replace(':month', '2026-05')
}

/** Routes whose write is described above, or that read. Others belong to one’s own session and take no subject. */
export function isInMatrix({ method, url, action }: RouteEntry): boolean {
  return action !== null && (method === 'GET' || Object.hasOwn(BODIES, `${method} ${url}`))
}

export type Mark = '+' | 'o' | '-' | '0'

/** Asks one route as one standing: `+` may, `o` may and the subject is not shown, `-` may not, `0` there is no such thing for him. */
export async function ask(
  app: FastifyInstance,
  route: RouteEntry,
  { session, target }: Standing,
): Promise<Mark> {
  const name = `${route.method} ${route.url}`
  const shown = LISTS[name]
  const body = BODIES[name]?.(target)
  const isForm = !route.url.startsWith('/api/')
  const answer = await app.inject({
    method: route.method as 'GET' | 'POST' | 'PUT',
    url: addressOf(route.url, target) + questionOf(name, target),
    headers: {
      ...session.headers,
      ...(body && isForm && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(body && { payload: isForm ? new URLSearchParams(body as Record<string, string>).toString() : body }),
  })
  if (answer.statusCode === 404) return '0'
  if (answer.statusCode === 403) return '-'
  // A page of a list that cannot be worked on leads to its receipt, or says so.
  const expected = body
    ? [422]
    : /\/daftar\/:id|\/(?:imports|employers\/lists)\/:id/.test(route.url)
      ? [200, 303, 422]
      : [200]
  if (!expected.includes(answer.statusCode)) {
    throw new Error(`${name} as ${session.id}: ${String(answer.statusCode)} ${answer.body.slice(0, 400)}`)
  }
  return shown && !answer.body.includes(shown(target)) ? 'o' : '+'
}

export type MatrixRow = { readonly route: RouteEntry; readonly marks: ReadonlyMap<RoleName, string> }

export async function rightsMatrix(
  app: FastifyInstance,
  standings: readonly (readonly Standing[])[],
): Promise<MatrixRow[]> {
  const rows: MatrixRow[] = []
  for (const route of app.routeTable.filter(isInMatrix)) {
    const marks = new Map<RoleName, string>()
    for (const row of standings) {
      const found = await Promise.all(row.map((standing) => ask(app, route, standing)))
      const [first] = row
      if (first) marks.set(first.role, found.join(''))
    }
    rows.push({ route, marks })
  }
  return rows
}

/** The matrix as a page: one line per route and pattern, with the roles that have it. */
export function matrixPage(rows: readonly MatrixRow[], table: readonly RouteEntry[]): string {
  const open = table
    .filter(({ isPublic, method }) => isPublic && method !== 'HEAD')
    .map(({ method, url }) => `${method} ${url.replace(/\.[0-9a-f]{12}\./, '.*.')}`)
  return [
    '# Who gets what at each route',
    '',
    'Written by `npm run access-pages` from real requests: every route that names an action, as every role, from six places. A test asks',
    'them all again and compares. Writes are asked without a reason, so that nothing changes.',
    '',
    `The six marks of a line stand for where the actor is: ${PLACES.map(({ name }, index) => `${String(index + 1)} ${name}`).join(', ')}.`,
    'What is asked for belongs to a regency; in the sixth place, to the actor’s own organisation.',
    '`+` may; `o` may, and the subject is not in the list; `-` may not (403); `0` as if it did not exist (404).',
    'Roles that a route does not name get `------`.',
    '',
    '| Route | Action | Marks | Roles |',
    '| --- | --- | --- | --- |',
    ...rows.flatMap(({ route, marks }) => linesOf(route, marks)),
    '',
    '## Routes that ask for nobody',
    '',
    ...[...new Set(open)].sort().map((each) => `- \`${each}\``),
    '',
  ].join('\n')
}

function linesOf({ method, url, action }: RouteEntry, marks: ReadonlyMap<RoleName, string>): string[] {
  const byPattern = Map.groupBy([...marks.keys()], (role) => marks.get(role) ?? '')
  byPattern.delete('------')
  return [...byPattern].map(
    ([pattern, roles]) =>
      `| \`${method} ${url}\` | \`${action ?? ''}\` | \`${pattern}\` | ${roles.length === ROLE_NAMES.length ? 'every role' : roles.join(', ')} |`,
  )
}
