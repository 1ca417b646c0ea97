import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword, saltOfAddress } from '../../modules/access/password.ts'
import { createApiKey } from '../../modules/access/create-api-key.ts'
import { throughGate } from '../../modules/access/scope.ts'
import { createPasswordLink } from '../../modules/access/set-password.ts'
import {
  createKeys,
  fixedRing,
  type KeyRing,
  type KeySet,
  withNewVersion,
  withoutVersion,
} from '../../platform/key-ring.ts'
import { FormBrowser } from '../../../test/form-browser.ts'
import { addTestPerson } from '../../../test/people.ts'
import { signInApp } from '../../../test/sign-in-app.ts'

const PASSWORD = 'kuda laut berenang tenang'

/** A ring whose keys the test changes while the server runs, as `./payung keys rotate` does to the sealed file. */
let keys: KeySet = createKeys()
const ring: KeyRing = {
  newest: (name) => fixedRing(keys).newest(name),
  find: (name, version) => fixedRing(keys).find(name, version),
  versions: (name) => fixedRing(keys).versions(name),
}
const { app, test: database, clock, asSystem } = await signInApp({ ring })
const deps = { db: database.db, ring, clock }

async function signedIn() {
  const person = await addTestPerson(database.owner, 'regency-officer', { region: '16.06', kind: 'regency' })
  const hash = await hashPassword(PASSWORD, saltOfAddress(ring, person.email))
  await asSystem('update users set password_hash = $2 where id = $1', [person.userId, hash])
  const browser = new FormBrowser(app)
  assert.equal((await browser.signIn(person.email, PASSWORD)).statusCode, 303)
  return { person, browser }
}
const isIn = async (browser: FormBrowser) => (await browser.get('/akun')).statusCode === 200

test('whoever is signed in stays so when the token key gets a new version, and is out when the old version is retired', async () => {
  const { browser, person } = await signedIn()
  const shown = await browser.get('/akun')
  const csrf = /name="csrf" value="([^"]*)"/.exec(shown.body)?.[1] ?? ''
  const old = ring.newest('token')
  keys = withNewVersion(keys, 'token')
  assert.ok(await isIn(browser), 'a session from before')
  const sent = await browser.send({ method: 'POST', url: '/akun/sesi/akhiri-lain', fields: { csrf } })
  assert.equal(sent.statusCode, 303, 'a form shown before')
  const later = new FormBrowser(app)
  await later.signIn(person.email, PASSWORD)
  keys = withoutVersion(keys, 'token', old)
  assert.equal(await isIn(browser), false, 'made with the retired version')
  assert.ok(await isIn(later), 'made with the new one')
})

test('keys of programs and one-time links made before a rotation work until their version is retired', async () => {
  const { person } = await signedIn()
  const administrator = await addTestPerson(database.owner, 'region-administrator', {
    region: '16.06',
    kind: 'regency',
  })
  const { key } = await createApiKey(deps, administrator.by, {
    organisation: administrator.organisationId,
    name: 'Dasbor',
    actions: ['users.read'],
    reach: 'region',
    region: '16.06',
    personsPerDay: 10,
    expiresOn: '2027-01-01',
    reason: 'PKS',
  })
  const link = await throughGate(database.db, 'system', (tx) =>
    createPasswordLink(tx, deps, person.userId, 'recovery'),
  )
  const statuses = async () => [
    (await app.inject({ url: '/api/v1/users', headers: { authorization: `Bearer ${key}` } })).statusCode,
    (await app.inject({ url: link })).statusCode,
  ]
  const old = ring.newest('token')
  keys = withNewVersion(keys, 'token')
  assert.deepEqual(await statuses(), [200, 200])
  keys = withoutVersion(keys, 'token', old)
  assert.deepEqual(await statuses(), [401, 404])
})

test('a password is known again after a rotation of the token key', async () => {
  const { person } = await signedIn()
  const old = ring.newest('token')
  keys = withNewVersion(keys, 'token')
  keys = withoutVersion(keys, 'token', old)
  assert.equal((await new FormBrowser(app).signIn(person.email, PASSWORD)).statusCode, 303)
})
