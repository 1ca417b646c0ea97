import { regionCode, type RegionCode } from '../src/kernel/region-code.ts'
import type { Actor } from '../src/modules/access/access.ts'
import type { By } from '../src/modules/access/act.ts'
import { cookieNames } from '../src/modules/access/current-actor.ts'
import { formToken, newToken } from '../src/modules/access/session-token.ts'
import type { OrganisationKind, RoleName } from '../src/modules/access/roles.ts'
import { tokenHash } from '../src/platform/crypto.ts'
import type { Database } from '../src/platform/db.ts'
import type { KeyRing } from '../src/platform/key-ring.ts'

/** The day of every test of people: 20 May 2026 in Jakarta. */
export const TEST_NOW = new Date('2026-05-20T03:00:00Z')

/** Somebody in the database with a role and, when asked for, a session. */
export type TestPerson = {
  readonly userId: string
  readonly organisationId: string
  readonly grantId: string
  readonly email: string
  readonly actor: Actor
  readonly by: By & { readonly kind: 'user'; readonly actor: Actor }
}

let count = 0

/** Rows as the owner of the tables sees them through the gate of the program: row-level security binds the owner too. */
export async function rowsOf<Row extends Record<string, unknown>>(
  owner: Database,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = await owner.pool.connect()
  try {
    await client.query("begin; set local app.gate = 'system'")
    const { rows } = await client.query<Row>(text, [...values])
    await client.query('commit')
    return rows
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

async function asOwner(owner: Database, text: string, values: readonly unknown[]): Promise<string> {
  const [row] = await rowsOf<{ id: string }>(owner, text, values)
  return row?.id ?? ''
}

/** `'ID'` is the whole country. */
export function place(text: string): RegionCode {
  return text === 'ID' ? (0 as RegionCode) : regionCode(text)
}

export function addTestOrganisation(
  owner: Database,
  kind: OrganisationKind,
  region: string,
): Promise<string> {
  count += 1
  return asOwner(
    owner,
    'insert into organisations (kind, name, region_code, created_at) values ($1, $2, $3, $4) returning id',
    [kind, `Organisasi ${String(count)}`, place(region), TEST_NOW],
  )
}

/** A user with one role from 1 January 2026 on, in an organisation that is made for him unless given. */
export async function addTestPerson(
  owner: Database,
  role: RoleName,
  {
    region,
    kind,
    organisation,
    validTo = null,
    validFrom = '2026-01-01',
  }: {
    region: string
    kind: OrganisationKind
    organisation?: string
    validTo?: string | null
    validFrom?: string
  },
): Promise<TestPerson> {
  const organisationId = organisation ?? (await addTestOrganisation(owner, kind, region))
  count += 1
  const email = `orang${String(count)}@contoh.go.id`
  const userId = await asOwner(
    owner,
    'insert into users (organisation_id, name, email, created_at) values ($1, $2, $3, $4) returning id',
    [organisationId, `Orang ${String(count)}`, email, TEST_NOW],
  )
  const grantId = await asOwner(
    owner,
    `insert into grants (user_id, role, region_code, valid_from, valid_to, reason, granted_at)
     values ($1, $2, $3, $4, $5, 'SK', $6) returning id`,
    [userId, role, place(region), validFrom, validTo, TEST_NOW],
  )
  const held = {
    grantId,
    role,
    regionCode: place(region),
    validFrom: validFrom as never,
    validTo: validTo as never,
    endedEarly: false,
  }
  const actor: Actor = { userId, organisationId, held, hasSecondFactor: true }
  return { userId, organisationId, grantId, email, actor, by: { kind: 'user', actor, requestId: 'test' } }
}

/** What a signed-in browser sends: its cookie, and the secret of our forms. */
export type TestSession = {
  readonly id: string
  readonly cookie: string
  readonly csrf: string
  readonly headers: { readonly cookie: string; readonly 'x-csrf-token': string }
}

export async function addTestSession(
  owner: Database,
  ring: KeyRing,
  { userId, grantId }: Pick<TestPerson, 'userId' | 'grantId'>,
  { hasSecondFactor = true }: { hasSecondFactor?: boolean } = {},
): Promise<TestSession> {
  const token = newToken()
  const id = await asOwner(
    owner,
    `insert into sessions (token_hash, user_id, grant_id, created_at, last_seen_at, second_factor_at, address, agent)
     values ($1, $2, $3, $4, $4, $5, '127.0.0.1', 'test') returning id`,
    [tokenHash(ring, token), userId, grantId, TEST_NOW, hasSecondFactor ? TEST_NOW : null],
  )
  const cookie = `${cookieNames(false).session}=${token}`
  const csrf = formToken(ring, token)
  return { id, cookie, csrf, headers: { cookie, 'x-csrf-token': csrf } }
}
