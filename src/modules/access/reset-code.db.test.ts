import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generateSync } from 'otplib'
import { FormBrowser } from '../../../test/form-browser.ts'
import { addTestPerson, addTestSession } from '../../../test/people.ts'
import { signInApp } from '../../../test/sign-in-app.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { By } from './act.ts'
import { resetCode } from './reset-code.ts'
import { inScope } from './scope.ts'
import { forgetSecondFactor } from './store.ts'

const PASSWORD = 'kuda laut berenang tenang'
const { app, test: database, ring, clock, setPassword, asSystem, audited } = await signInApp()
const { db, owner } = database
const deps = { db, clock }
const reason = 'ponsel hilang'
const SYSTEM: By = { kind: 'system', systemUser: 'operator' }

const code = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )
const regency = await addTestPerson(owner, 'region-administrator', { region: '16.06', kind: 'regency' })

/** Somebody with a code, recovery codes and a passkey, signed in. */
async function protectedPlanner(region = '16.06') {
  const person = await addTestPerson(owner, 'planner', { region, kind: 'regency' })
  await setPassword(person.userId, PASSWORD)
  const browser = new FormBrowser(app)
  await browser.signIn(person.email, PASSWORD)
  await browser.post('/akun/kode', {})
  const page = (await browser.get('/akun/kode')).body
  const secret = (/<code class="secret">([^<]*)</.exec(page)?.[1] ?? '').replaceAll(' ', '')
  const epoch = Math.floor(clock.now().getTime() / 1_000)
  await browser.post('/akun/kode/pasang', { code: generateSync({ secret, epoch }) }, '/akun/kode')
  await asSystem(
    `insert into passkeys (credential_id, user_id, public_key, sign_count, transports, name, created_at)
     values (sha256($2::bytea), $1, 'x', 0, '{}', 'ponsel', $3)`,
    [person.userId, person.userId, clock.now()],
  )
  return { ...person, browser }
}
const proofsOf = (userId: string) =>
  asSystem(
    `select u.totp_secret is not null or u.totp_confirmed_at is not null as code,
       (select count(*)::int from recovery_codes where user_id = u.id) as recovery,
       (select count(*)::int from passkeys where user_id = u.id) as passkeys
     from users u where id = $1`,
    [userId],
  )
const ALL = [{ code: true, recovery: 10, passkeys: 1 }]
const NONE = [{ code: false, recovery: 0, passkeys: 0 }]

test('who lost his phone is freed of code, recovery codes and passkeys, his sessions end, and he sets up a new code', async () => {
  const person = await protectedPlanner()
  const untouched = await protectedPlanner()
  assert.deepEqual(await proofsOf(person.userId), ALL)
  await resetCode(deps, regency.by, { id: person.userId, reason })
  assert.deepEqual(await proofsOf(person.userId), NONE)
  assert.deepEqual(await proofsOf(untouched.userId), ALL)
  assert.equal((await person.browser.get('/akun')).statusCode, 303, 'signed out')
  assert.deepEqual((await audited('users.reset-code')).at(-1), {
    actor_kind: 'user',
    actor_id: regency.userId,
    subject_id: person.userId,
  })
  assert.equal((await person.browser.signIn(person.email, PASSWORD)).headers.location, '/akun')
  await person.browser.post('/akun/kode', {})
  assert.match((await person.browser.get('/akun/kode')).body, /<code class="secret">/)
})

test('an administrator whose code was reset may do nothing before he has set up a new one', async () => {
  const person = await addTestPerson(owner, 'region-administrator', { region: '16.06', kind: 'regency' })
  await setPassword(person.userId, PASSWORD)
  await resetCode(deps, SYSTEM, { id: person.userId, reason })
  const browser = new FormBrowser(app)
  assert.match(String((await browser.signIn(person.email, PASSWORD)).headers.location), /^\/masuk\/kode/)
  assert.match(String((await browser.get('/masuk/kode')).headers.location), /^\/akun\/kode/)
})

test('nobody resets his own code, one of somebody above him or beyond his reach, or without a reason', async () => {
  const auditor = await addTestPerson(owner, 'auditor', { region: '16.06', kind: 'regency' })
  const stranger = await protectedPlanner('16.71')
  const reset = (id: string, why = reason) => code(resetCode(deps, regency.by, { id, reason: why }))
  assert.equal(await reset(regency.userId), 'not-on-oneself')
  assert.equal(await reset(auditor.userId), 'role-above-oneself')
  assert.equal(await reset(stranger.userId), 'no-such-record')
  assert.deepEqual(await proofsOf(stranger.userId), ALL)
  assert.equal(await reset((await protectedPlanner()).userId, '  '), 'value-missing')
})

test('the database itself forgets a second factor only for whom the scope reaches', async () => {
  const stranger = await protectedPlanner('16.71')
  await assert.rejects(inScope(db, regency.actor, (tx) => forgetSecondFactor(tx, stranger.userId)))
  assert.deepEqual(await proofsOf(stranger.userId), ALL)
})

test('the page of a user offers it, and says why where it may not be used', async () => {
  const person = await protectedPlanner()
  const session = await addTestSession(owner, ring, regency)
  const at = `/admin/pengguna/${person.userId}`
  const page = await app.inject({ url: at, headers: session.headers })
  assert.match(page.body, new RegExp(`href="${at}/kode"`))
  const sent = await app.inject({
    method: 'POST',
    url: `${at}/kode`,
    headers: { ...session.headers, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ reason }).toString(),
  })
  assert.equal(sent.statusCode, 303)
  assert.deepEqual(await proofsOf(person.userId), NONE)
  const auditor = await addTestPerson(owner, 'auditor', { region: '16.06', kind: 'auditor' })
  const watching = await addTestSession(owner, ring, auditor)
  const seen = await app.inject({ url: at, headers: watching.headers })
  assert.doesNotMatch(seen.body, new RegExp(`href="${at}/kode"`))
  assert.match(seen.body, /Lepas kode pengaman/)
})
