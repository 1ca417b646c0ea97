import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generateSync } from 'otplib'
import { stepOfCode } from '../../modules/access/second-factor.ts'
import { FormBrowser } from '../../../test/form-browser.ts'
import { addTestPerson } from '../../../test/people.ts'
import { signInApp } from '../../../test/sign-in-app.ts'

const PASSWORD = 'kuda laut berenang tenang'
const { app, test: database, clock, setPassword, asSystem, audited } = await signInApp()

const codeAt = (secret: string, seconds = 0) =>
  generateSync({ secret, epoch: Math.floor(clock.now().getTime() / 1_000) + seconds })

/** A regional administrator who has just set up his codes, with his secret. */
async function administrator() {
  const person = await addTestPerson(database.owner, 'region-administrator', {
    region: '16.06',
    kind: 'regency',
  })
  await setPassword(person.userId, PASSWORD)
  const browser = new FormBrowser(app)
  await browser.signIn(person.email, PASSWORD)
  await browser.post('/akun/kode', { next: '/akun' })
  const page = await browser.get('/akun/kode')
  const secret = (/<code class="secret">([^<]*)<\/code>/.exec(page.body)?.[1] ?? '').replaceAll(' ', '')
  return { ...person, browser, secret, page }
}

test('A27: a role that sees data of people is refused everything until a code is set up and shown', async () => {
  const person = await addTestPerson(database.owner, 'auditor', { region: '16', kind: 'auditor' })
  await setPassword(person.userId, PASSWORD)
  const browser = new FormBrowser(app)
  const entered = await browser.signIn(person.email, PASSWORD)
  assert.equal(entered.headers.location, '/masuk/kode?next=%2Fakun')
  assert.equal(
    (await browser.get('/masuk/kode')).headers.location,
    '/akun/kode?next=%2Fakun',
    'enrolment is forced',
  )
  assert.match(String((await browser.get('/akun')).headers.location), /^\/masuk\/kode\?next=/)
  const asProgram = await app.inject({ url: '/akun', headers: { cookie: browser.cookieHeader } })
  assert.equal(asProgram.statusCode, 403)
  assert.equal(asProgram.json<{ reason: string }>().reason, 'second-factor')
  assert.equal((await audited('access.refused')).at(-1)?.actor_id, person.userId)
})

test('a code is set up by scanning or typing the secret; the session goes on under a new token', async () => {
  const { browser, secret, page, userId } = await administrator()
  assert.match(secret, /^[A-Z2-7]{32}$/)
  assert.match(page.body, /<img [^>]*src="data:image\/svg\+xml;base64,/)
  assert.equal(page.headers['cache-control'], 'no-store')
  const before = browser.cookies.get('payung')
  const wrong = await browser.post('/akun/kode/pasang', { code: '000000', next: '/akun' }, '/akun/kode')
  assert.equal(wrong.statusCode, 422)
  const set = await browser.post('/akun/kode/pasang', { code: codeAt(secret), next: '/akun' }, '/akun/kode')
  assert.equal(set.statusCode, 200, 'the recovery codes')
  assert.equal(set.headers['cache-control'], 'no-store')
  assert.notEqual(browser.cookies.get('payung'), before)
  assert.equal((await browser.get('/akun')).statusCode, 200)
  assert.doesNotMatch((await browser.get('/akun/kode')).body, new RegExp(secret.slice(0, 4)))
  const [row] = await asSystem<{ totp_secret: Buffer }>('select totp_secret from users where id = $1', [
    userId,
  ])
  assert.ok(row && row.totp_secret.length > secret.length, 'stored')
  assert.ok(!row.totp_secret.includes(secret), 'stored encrypted')
  assert.equal((await audited('account.set-code')).at(-1)?.actor_id, userId)
})

test('A29: a code counts once, also in another session and for the step before', async () => {
  const { browser, secret, email } = await administrator()
  const code = codeAt(secret)
  await browser.post('/akun/kode/pasang', { code }, '/akun/kode')
  const second = new FormBrowser(app)
  await second.signIn(email, PASSWORD)
  assert.equal((await second.post('/masuk/kode', { code })).statusCode, 422, 'used already')
  assert.equal(
    (await second.post('/masuk/kode', { code: codeAt(secret, -30) })).statusCode,
    422,
    'older than the used one',
  )
  clock.forward(30_000)
  assert.equal((await second.post('/masuk/kode', { code: codeAt(secret) })).statusCode, 303)
})

test('A29: two browsers that send one code at the same moment: one is let in', async () => {
  const { browser, secret, email } = await administrator()
  await browser.post('/akun/kode/pasang', { code: codeAt(secret) }, '/akun/kode')
  clock.forward(60_000)
  const browsers = await Promise.all(
    [1, 2, 3].map(async () => {
      const each = new FormBrowser(app)
      await each.signIn(email, PASSWORD)
      return each
    }),
  )
  const code = codeAt(secret)
  const answers = await Promise.all(browsers.map((each) => each.post('/masuk/kode', { code })))
  assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [303, 422, 422])
})

test('A29: a thousand guessed codes are blocked after the sixth', async () => {
  const { browser, secret, email } = await administrator()
  await browser.post('/akun/kode/pasang', { code: codeAt(secret) }, '/akun/kode')
  clock.forward(60_000)
  const guesser = new FormBrowser(app)
  await guesser.signIn(email, PASSWORD)
  const csrf = /name="csrf" value="([^"]*)"/.exec((await guesser.get('/masuk/kode')).body)?.[1] ?? ''
  const statuses: number[] = []
  for (let guess = 0; guess < 1_000; guess += 1) {
    const code = String(guess).padStart(6, '0')
    if (code === codeAt(secret)) continue
    statuses.push(
      (await guesser.send({ method: 'POST', url: '/masuk/kode', fields: { csrf, code } })).statusCode,
    )
  }
  assert.deepEqual(statuses.slice(0, 6), [422, 422, 422, 422, 422, 422])
  assert.ok(statuses.slice(6).every((status) => status === 429))
  const right = await guesser.send({
    method: 'POST',
    url: '/masuk/kode',
    fields: { csrf, code: codeAt(secret) },
  })
  assert.equal(right.statusCode, 429, 'even the right one waits')
  assert.match(String(right.headers['retry-after']), /^\d+$/)
  clock.forward(120_000)
  const later = await guesser.send({
    method: 'POST',
    url: '/masuk/kode',
    fields: { csrf, code: codeAt(secret) },
  })
  assert.equal(later.statusCode, 303, 'its owner is not locked out for ever')
})

test('who knows only the password cannot put a second factor of his own in the place of the one in use', async () => {
  const { browser, secret, email } = await administrator()
  await browser.post('/akun/kode/pasang', { code: codeAt(secret) }, '/akun/kode')
  const thief = new FormBrowser(app)
  await thief.signIn(email, PASSWORD)
  const csrf = /name="csrf" value="([^"]*)"/.exec((await thief.get('/masuk/kode')).body)?.[1] ?? ''
  assert.equal((await thief.send({ method: 'POST', url: '/akun/kode', fields: { csrf } })).statusCode, 422)
  assert.equal(
    (await thief.send({ method: 'POST', url: '/akun/kode/lepas', fields: { csrf } })).statusCode,
    403,
  )
  assert.equal(
    (await thief.send({ method: 'POST', url: '/akun/peran', fields: { csrf, grant: 'x' } })).statusCode,
    403,
  )
})

test('a code is good one step before and after, as phones are off by a little, and no further', () => {
  const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
  const now = new Date('2026-05-20T03:00:15Z')
  const step = Math.floor(now.getTime() / 30_000)
  for (const around of [-1, 0, 1]) {
    assert.equal(
      stepOfCode(secret, generateSync({ secret, epoch: (step + around) * 30 }), now),
      step + around,
    )
  }
  for (const around of [-2, 2]) {
    assert.equal(stepOfCode(secret, generateSync({ secret, epoch: (step + around) * 30 }), now), null)
  }
  for (const code of ['', '12345', '1234567', 'abcdef', '１２３４５６'])
    assert.equal(stepOfCode(secret, code, now), null)
})
