import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '../src/modules/access/access.ts'
import type { By, Sight } from '../src/modules/access/act.ts'
import { sightOf } from '../src/modules/access/act.ts'
import { ACTIONS } from '../src/modules/access/actions.ts'
import { listApiKeys } from '../src/modules/access/key-queries.ts'
import { countUsers, listOrganisations, listUsers, listUsersAfter } from '../src/modules/access/queries.ts'
import { inScope, throughGate } from '../src/modules/access/scope.ts'
import { countTrail, listTrail, listUserNames } from '../src/modules/access/trail-queries.ts'
import type { Tx } from '../src/platform/db.ts'
import { testDatabase } from './database.ts'
import { place, rowsOf } from './people.ts'
import { everyStanding, PLACES } from './rights-matrix.ts'
import { testRing } from './test-ring.ts'

/**
 * Two walls hold the reach: the scope that each query carries, and row-level security. Here each stands alone: the module's own queries
 * are run with their scope widened to everything, as the application; and with their scope, as the owner, whom no policy holds.
 */
const { db, owner } = await testDatabase()
const ring = testRing()
const standings = (await everyStanding(owner, ring)).flat()
const EVERYTHING: Sight = { first: 0, last: 9_999_999_999, organisationId: null }
const today = '2026-05-20' as never
const page = { limit: 10_000, offset: 0 }
const userIds = (await rowsOf<{ id: string }>(owner, 'select id::text as id from users')).map(({ id }) => id)
const isWatcher = (actor: Actor) =>
  actor.held !== null && ACTIONS['audit.read'].roles.includes(actor.held.role)

// Somebody far away did something in each region: whoever may read the entry may still not know his name.
for (const region of ['16', '16.06', '16.71', '32.04']) {
  await rowsOf(
    owner,
    `insert into audit_entries (actor_kind, actor_id, action, region_code)
     select 'user', id::text, 'users.read', $1 from users where id = any ($2)`,
    [place(region), standings.map(({ person }) => person.userId)],
  )
}

/** What the module's queries find, as texts in their own order. */
async function found(tx: Tx, sight: Sight, mayWatch: boolean): Promise<Record<string, unknown>> {
  const users = await listUsers(tx, sight, page, today)
  const exported = await listUsersAfter(tx, sight, {}, { after: undefined, limit: 10_000 }, today)
  return {
    users,
    exported,
    userCount: await countUsers(tx, sight, {}, today),
    organisations: await listOrganisations(tx, sight, page),
    keys: await listApiKeys(tx, sight, page, today),
    names: [...(await listUserNames(tx, sight, userIds))].sort(),
    ...(mayWatch && {
      trail: await listTrail(tx, sight, { limit: 10_000 }),
      trailCount: (await countTrail(tx, sight, {})).count,
    }),
  }
}

const programs = (['region', 'organisation'] as const).flatMap((reach) =>
  standings.slice(0, PLACES.length).map(({ person }, index): readonly [string, Actor] => {
    const region = place(PLACES[index]?.region ?? 'ID')
    const key = { actions: ['users.read'], reach, regionCode: region, expiresOn: '2030-01-01' as never }
    return [`a key with reach ${reach}, ${PLACES[index]?.name ?? ''}`, { ...person.actor, held: null, key }]
  }),
)
const actors: readonly (readonly [string, Actor])[] = [
  ...standings.map(
    ({ role, person }, index) =>
      [`${role}, ${PLACES[index % PLACES.length]?.name ?? ''}`, person.actor] as const,
  ),
  ...programs,
]

test('for every role at every place, each of the two walls alone gives what both give together', async () => {
  const seen = new Set<number>()
  for (const [name, actor] of actors) {
    const by: By = { kind: 'user', actor }
    const watches = isWatcher(actor)
    const both = await inScope(db, actor, (tx) => found(tx, sightOf(by), watches))
    const policiesAlone = await inScope(db, actor, (tx) => found(tx, EVERYTHING, watches))
    const scopeAlone = await throughGate(owner.db, 'system', (tx) => found(tx, sightOf(by), watches))
    assert.deepEqual(policiesAlone, both, `row-level security alone: ${name}`)
    assert.deepEqual(scopeAlone, both, `the queries' own scope alone: ${name}`)
    seen.add(both['userCount'] as number)
  }
  // Otherwise everybody might see everything, or nothing.
  assert.ok(seen.size >= 5, `only ${String(seen.size)} different reaches`)
  assert.equal(actors.length, standings.length + 2 * PLACES.length)
})

test('whoever watches nothing reads no entry of the audit, whatever he asks', async () => {
  for (const { role, person } of standings) {
    if (isWatcher(person.actor)) continue
    const rows = await inScope(db, person.actor, (tx) => listTrail(tx, EVERYTHING, { limit: 10 }))
    assert.deepEqual(rows, [], role)
  }
})
