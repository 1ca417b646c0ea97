import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generateSync } from 'otplib'
import { FormBrowser } from '../../../test/form-browser.ts'
import { addTestPerson } from '../../../test/people.ts'
import { signInApp } from '../../../test/sign-in-app.ts'

const PASSWORD = 'kuda laut berenang tenang'
const { app, test: database, clock, setPassword, asSystem, audited } = await signInApp()

const codesIn = (body: string) =>
  [...body.matchAll(/<code class="secret">([A-Z2-9]{5}-[A-Z2-9]{5})<\/code>/g)].map(([, code = '']) => code)
const secretIn = (body: string) =>
  (/<code class="secret">([^<]*)<\/code>/.exec(body)?.[1] ?? '').replaceAll(' ', '')
const codeOf = (secret: string) => generateSync({ secret, epoch: Math.floor(clock.now().getTime() / 1_000) })

async function officer() {
  const person = await addTestPerson(database.owner, 'region-administrator', {
    region: '16.06',
    kind: 'regency',
  })
  await setPassword(person.userId, PASSWORD)
  return person
}

/** Somebody who has just set up his codes, and the recovery codes he was shown. */
async function protectedOfficer() {
  const person = await officer()
  const browser = new FormBrowser(app)
  await browser.signIn(person.email, PASSWORD)
  await browser.post('/akun/kode', {})
  const secret = secretIn((await browser.get('/akun/kode')).body)
  const shown = await browser.post('/akun/kode/pasang', { code: codeOf(secret) }, '/akun/kode')
  return { ...person, browser, secret, codes: codesIn(shown.body) }
}

/** A browser that has shown the password and owes the second factor. */
async function halfIn(email: string): Promise<FormBrowser> {
  const browser = new FormBrowser(app)
  await browser.signIn(email, PASSWORD)
  return browser
}
const leftIn = async (browser: FormBrowser) =>
  /Kode cadangan tersisa: (\d+)/.exec((await browser.get('/akun')).body)?.[1]

test('ten recovery codes are shown once, when the code is set up, and the database has only their keyed hashes', async () => {
  const { codes, browser, userId } = await protectedOfficer()
  assert.equal(new Set(codes).size, 10)
  assert.equal(await leftIn(browser), '10')
  for (const page of ['/akun', '/akun/kode'])
    assert.deepEqual(codesIn((await browser.get(page)).body), [], 'never again')
  const rows = await asSystem<{ row: string }>(
    'select r::text as row from recovery_codes r where user_id = $1',
    [userId],
  )
  assert.equal(rows.length, 10)
  for (const code of codes) assert.ok(rows.every(({ row }) => !row.includes(code.slice(0, 5))))
})

test('a recovery code opens the session in place of a code of the app, once, and its use is in the audit', async () => {
  const { codes, email, userId } = await protectedOfficer()
  const [first = '', second = ''] = codes
  const browser = await halfIn(email)
  const typed = ` ${first.toLowerCase().replace('-', ' ')} `
  assert.equal((await browser.post('/masuk/kode', { recovery: typed })).headers.location, '/akun')
  assert.equal(await leftIn(browser), '9')
  assert.equal((await audited('session.use-recovery-code')).at(-1)?.actor_id, userId)
  const again = await halfIn(email)
  assert.equal((await again.post('/masuk/kode', { recovery: first })).statusCode, 422, 'used')
  assert.equal((await again.post('/masuk/kode', { recovery: second })).statusCode, 303)
})

test('two browsers that send one recovery code at the same moment: one is let in', async () => {
  const { codes, email } = await protectedOfficer()
  const browsers = [await halfIn(email), await halfIn(email), await halfIn(email)]
  const answers = await Promise.all(
    browsers.map((each) => each.post('/masuk/kode', { recovery: codes[0] ?? '' })),
  )
  assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [303, 422, 422])
})

test('a recovery code belongs to its owner, and guesses are slowed like those of the app', async () => {
  const one = await protectedOfficer()
  const other = await protectedOfficer()
  const browser = await halfIn(other.email)
  const send = (recovery: string) => browser.post('/masuk/kode', { recovery })
  assert.equal((await send(one.codes[0] ?? '')).statusCode, 422, 'of somebody else')
  const statuses = []
  for (let guess = 0; guess < 6; guess += 1) statuses.push((await send('AAAAA-AAAAA')).statusCode)
  assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429])
  assert.equal((await send(other.codes[0] ?? '')).statusCode, 429, 'also the right one waits')
})

test('new recovery codes end the old ones, and only a session that has shown the second factor makes them', async () => {
  const { codes, browser, email } = await protectedOfficer()
  const thief = await halfIn(email)
  assert.equal((await thief.post('/akun/kode/cadangan', {}, '/masuk/kode')).statusCode, 403)
  const renewed = codesIn((await browser.post('/akun/kode/cadangan', {}, '/akun/kode')).body)
  assert.equal(renewed.length, 10)
  assert.equal((await thief.post('/masuk/kode', { recovery: codes[0] ?? '' })).statusCode, 422)
  assert.equal((await thief.post('/masuk/kode', { recovery: renewed[0] ?? '' })).statusCode, 303)
})

test('taking the second factor away takes the recovery codes with it', async () => {
  const { browser, userId } = await protectedOfficer()
  await browser.post('/akun/kode/lepas', {}, '/akun/kode')
  assert.deepEqual(await asSystem('select 1 from recovery_codes where user_id = $1', [userId]), [])
})

test('a secret that was begun is shown to the session that began it and to no other, and not for long', async () => {
  const { email, userId } = await officer()
  const browser = await halfIn(email)
  await browser.post('/akun/kode', {})
  const secret = secretIn((await browser.get('/akun/kode')).body)
  assert.match(secret, /^[A-Z2-7]{32}$/)
  const other = await halfIn(email)
  const seen = await other.get('/akun/kode')
  assert.equal(secretIn(seen.body), '', 'another session that knows the password')
  const confirm = (by: FormBrowser) => by.post('/akun/kode/pasang', { code: codeOf(secret) }, '/akun/kode')
  assert.equal((await confirm(other)).statusCode, 422)
  const [row] = await asSystem<{ begun: Buffer; kept: Buffer | null }>(
    `select s.begun_secret as begun, u.totp_secret as kept from sessions s join users u on u.id = s.user_id
     where s.user_id = $1 and s.begun_secret is not null`,
    [userId],
  )
  assert.ok(row && !row.begun.includes(secret), 'encrypted')
  assert.equal(row.kept, null)
  clock.forward(10 * 60_000)
  assert.equal(secretIn((await browser.get('/akun/kode')).body), '', 'ten minutes later')
  assert.equal((await confirm(browser)).statusCode, 422)
})

test('of two sessions that begin, the first to show a code sets it up; the other is refused', async () => {
  const { email } = await officer()
  const [one, two] = [await halfIn(email), await halfIn(email)]
  await one.post('/akun/kode', {})
  await two.post('/akun/kode', {})
  const [first, second] = [
    secretIn((await one.get('/akun/kode')).body),
    secretIn((await two.get('/akun/kode')).body),
  ]
  const csrf = /name="csrf" value="([^"]*)"/.exec((await two.get('/akun/kode')).body)?.[1] ?? ''
  assert.equal((await one.post('/akun/kode/pasang', { code: codeOf(first) }, '/akun/kode')).statusCode, 200)
  const late = await two.send({
    method: 'POST',
    url: '/akun/kode/pasang',
    fields: { csrf, code: codeOf(second) },
  })
  assert.equal(late.statusCode, 422)
})

test('a begun secret goes with its session', async () => {
  const { email, userId } = await officer()
  const browser = await halfIn(email)
  await browser.post('/akun/kode', {})
  await browser.post('/keluar', {}, '/akun/kode')
  const rows = await asSystem('select 1 from sessions where user_id = $1 and begun_secret is not null', [
    userId,
  ])
  assert.deepEqual(rows, [])
})
