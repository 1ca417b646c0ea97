import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { buildApp } from '../src/api/app.ts'
import type { Action } from '../src/modules/access/action.ts'
import { ACTION_NAMES, ACTIONS } from '../src/modules/access/actions.ts'
import { ROLE_NAMES, roleNamed } from '../src/modules/access/roles.ts'
import { clockAt } from '../src/platform/clock.ts'
import { testDatabase } from './database.ts'
import { rowsOf, TEST_NOW } from './people.ts'
import { BRING_OWN, CONCERN_NOBODY } from './rights-bodies.ts'
import { everyStanding, isInMatrix, MATRIX_PAGE, matrixPage, rightsMatrix } from './rights-matrix.ts'
import { testRing } from './test-ring.ts'

const { db, pool, owner } = await testDatabase()
const ring = testRing()
const app = await buildApp({ db, pool, ring, clock: clockAt(TEST_NOW), log: { level: 'silent' } })
after(() => app.close())
const standings = await everyStanding(owner, ring)
const countOf = async (table: string) =>
  Number((await rowsOf<{ n: string }>(owner, `select count(*) as n from ${table}`))[0]?.n)
const WRITTEN = ['organisations', 'users', 'grants', 'grant_ends', 'api_keys', 'challenges'] as const
const before = await Promise.all(WRITTEN.map(countOf))
const refusedBefore = await countOf(`audit_entries where action = 'access.refused'`)
const rows = await rightsMatrix(app, standings)

test('A2: every route names its action, or is public, or asks for a session only', () => {
  const session = app.routeTable.filter(({ action, isPublic }) => action === null && !isPublic)
  // Ending a session, showing a second factor or choosing a role must work for who may do nothing else.
  assert.deepEqual([...new Set(session.map(({ url }) => url))].sort(), SESSION_ONLY)
  assert.ok(app.routeTable.length > 40)
})
const SESSION_ONLY = ['/akun/kode', '/akun/kode/pasang', '/akun/peran', '/keluar', '/masuk/kode']

test('A2: a route that names nothing keeps the app from being built', async () => {
  const other = await buildApp({ db, ring, clock: clockAt(TEST_NOW), log: { level: 'silent' } })
  assert.throws(() => other.get('/lupa', () => 'x'), /must name its action/)
  await other.close()
})

test('A1, A2: every route × every role × every place answers as the page of rights says (else: npm run access-pages)', () => {
  assert.equal(
    readFileSync(join(import.meta.dirname, '..', MATRIX_PAGE), 'utf8'),
    matrixPage(rows, app.routeTable),
  )
})

test('A2: a role that an action does not name is refused at every place of its routes', () => {
  for (const { route, marks } of rows) {
    const action: Action | undefined = route.action === null ? undefined : ACTIONS[route.action]
    for (const role of ROLE_NAMES) {
      const isRefused = marks.get(role) === '------'
      if (action && !action.roles.includes(role))
        assert.ok(isRefused, `${role} at ${route.method} ${route.url}`)
    }
  }
})

test('A2: a route with an action that the page of rights leaves out concerns nobody but oneself', () => {
  const left = app.routeTable
    .filter(({ method, action }) => action !== null && method !== 'HEAD')
    .filter((route) => !isInMatrix(route))
  assert.ok(left.length > 5)
  for (const { method, url, action } of left) {
    assert.equal(
      action && ACTIONS[action].condition,
      'oneself',
      `${method} ${url}: describe it in test/rights-matrix.ts`,
    )
  }
})

test('A1: nobody reaches a sibling region or another province, whatever the route', () => {
  const reached: string[] = []
  for (const { route, marks } of rows) {
    const isAbout =
      route.url.includes(':id') ||
      route.method === 'POST' ||
      [...marks.values()].some((each) => each.includes('o'))
    const name = `${route.method} ${route.url}`
    if (!isAbout || route.url.startsWith('/akun/titipkan/:id') || CONCERN_NOBODY.has(name)) continue
    for (const [role, pattern] of marks) {
      if (BRING_OWN.has(name) && roleNamed(role).reach !== 'region') continue
      for (const place of [3, 4])
        if (pattern[place] === '+')
          reached.push(`${role} at ${route.method} ${route.url}, place ${String(place + 1)}`)
    }
  }
  assert.deepEqual(reached, [])
})

test('A1: not yours and does not exist have one body and one status', async () => {
  const standing = standings[ROLE_NAMES.indexOf('region-administrator')]?.[3]
  if (!standing) throw new Error('no regional administrator of a sibling region')
  const { user, keyId } = standing.target
  const nowhere = '00000000-0000-4000-8000-000000000000'
  for (const { url } of app.routeTable.filter(
    (route) => isInMatrix(route) && route.url.includes(':id') && route.method === 'GET',
  )) {
    const foreign = url.includes('kunci') ? keyId : /hak|titipkan/.test(url) ? user.grantId : user.userId
    const texts: string[] = []
    for (const id of [foreign, nowhere, 'x', '1 or 1=1', '-1', '%00']) {
      const address = url.replace(':id', encodeURIComponent(id))
      const { statusCode, body } = await app.inject({ url: address, headers: standing.session.headers })
      texts.push(`${String(statusCode)} ${body.replaceAll(/"instance":"[^"]*"/g, '')}`)
    }
    assert.equal(new Set(texts).size, 1, `${url}: ${texts.join('\n')}`)
  }
})

test('A46: every refusal for want of rights is in the audit, and no question of the matrix changed anything', async () => {
  assert.deepEqual(await Promise.all(WRITTEN.map(countOf)), before)
  const refused = rows
    .flatMap(({ marks }) => [...marks.values()].join('').split(''))
    .filter((mark) => mark === '-').length
  assert.ok((await countOf(`audit_entries where action = 'access.refused'`)) - refusedBefore >= refused)
})

test('every action is done by a route', () => {
  const used = new Set(app.routeTable.map(({ action }) => action))
  assert.deepEqual(
    ACTION_NAMES.filter((name) => !used.has(name)),
    [],
  )
})

test('A39: no address of ours has a place for a NIK, a key or a token but the one-time link', () => {
  const params = app.routeTable.flatMap(({ url }) =>
    [...url.matchAll(/:([a-zA-Z]+)/g)].map(([, name = '']) => `${name} in ${url}`),
  )
  assert.deepEqual(
    [...new Set(params)]
      .filter(
        (each) => !/^(id|pair|code|path|parameter|group|month|dataset|file|format|result) in /.test(each),
      )
      .sort(),
    ['token in /atur-sandi/:token'],
  )
})
