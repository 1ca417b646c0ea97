import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { test } from 'node:test'
import { throughGate } from '../../modules/access/scope.ts'
import { createPasswordLink } from '../../modules/access/set-password.ts'
import { tokenHash } from '../../platform/crypto.ts'
import { FormBrowser } from '../../../test/form-browser.ts'
import { addTestPerson } from '../../../test/people.ts'
import { signInApp } from '../../../test/sign-in-app.ts'

const PASSWORD = 'kuda laut berenang tenang'
const { app, test: database, ring, clock, build, setPassword, asSystem, audited } = await signInApp()
const { owner } = database

async function officer(password: string | null = PASSWORD) {
  const person = await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' })
  if (password !== null) await setPassword(person.userId, password)
  return person
}

test('an officer signs in, sees his account and signs out; the page is kept nowhere (A40)', async () => {
  const person = await officer()
  const browser = new FormBrowser(app)
  const entered = await browser.signIn(person.email, PASSWORD)
  assert.equal(entered.statusCode, 303)
  assert.equal(entered.headers.location, '/akun')
  const account = await browser.get('/akun')
  assert.equal(account.statusCode, 200)
  assert.equal(account.headers['cache-control'], 'no-store')
  assert.match(account.body, /Petugas kabupaten\/kota/)
  assert.equal(
    (await browser.get('/')).headers['cache-control'],
    'no-store',
    'a public page that names the visitor',
  )
  assert.equal((await browser.post('/keluar', {}, '/akun')).headers.location, '/masuk?pesan=keluar')
  assert.match(String((await browser.get('/akun')).headers.location), /^\/masuk\?next=%2Fakun/)
  assert.equal((await audited('session.open')).at(-1)?.actor_id, person.userId)
  assert.equal((await audited('session.close')).at(-1)?.actor_id, person.userId)
})

test('A17: the session cookie is __Host-, Secure, HttpOnly and SameSite over https, and bare on this machine', async () => {
  const person = await officer()
  const overHttps = await build({ publicUrl: 'https://payung.contoh.go.id' })
  const entered = await new FormBrowser(overHttps).signIn(person.email, PASSWORD)
  const cookie = entered.cookies.find(({ name }) => name === '__Host-payung')
  assert.deepEqual(
    [cookie?.secure, cookie?.httpOnly, cookie?.sameSite, cookie?.path, cookie?.domain],
    [true, true, 'Lax', '/', undefined],
  )
  for (const { name, secure, httpOnly } of entered.cookies) assert.ok(secure && httpOnly, name)
  const plain = await new FormBrowser(app).signIn(person.email, PASSWORD)
  assert.deepEqual(
    plain.cookies.map(({ name, secure }) => [name, secure ?? false]),
    [
      ['payung_device', false],
      ['payung', false],
    ],
  )
})

test('A30: the session id changes at sign-in, and the old one and the one signed out of are refused', async () => {
  const person = await officer()
  const browser = new FormBrowser(app)
  await browser.signIn(person.email, PASSWORD)
  const first = browser.cookies.get('payung')
  await browser.signIn(person.email, PASSWORD)
  const second = browser.cookies.get('payung')
  assert.notEqual(first, second)
  const old = new FormBrowser(app)
  old.cookies.set('payung', first ?? '')
  assert.equal((await old.get('/akun')).statusCode, 303, 'the session from before is over')
  await browser.post('/keluar', {}, '/akun')
  old.cookies.set('payung', second ?? '')
  assert.match(String((await old.get('/akun')).headers.location), /sebab=ended/)
})

test('A30: a session id that an attacker planted before sign-in never becomes a session', async () => {
  const person = await officer()
  const planted = 'A'.repeat(43)
  const browser = new FormBrowser(app)
  browser.cookies.set('payung', planted)
  await browser.signIn(person.email, PASSWORD)
  assert.notEqual(browser.cookies.get('payung'), planted)
  const attacker = new FormBrowser(app)
  attacker.cookies.set('payung', planted)
  assert.equal((await attacker.get('/akun')).statusCode, 303)
})

test('A31: a session ends after half an hour unused and after twelve hours in any case', async () => {
  const person = await officer()
  const idle = new FormBrowser(app)
  await idle.signIn(person.email, PASSWORD)
  clock.forward(29 * 60_000)
  assert.equal((await idle.get('/akun')).statusCode, 200)
  clock.forward(30 * 60_000)
  assert.match(String((await idle.get('/akun')).headers.location), /sebab=expired/)
  const busy = new FormBrowser(app)
  await busy.signIn(person.email, PASSWORD)
  for (let quarter = 0; quarter < 47; quarter += 1) {
    clock.forward(15 * 60_000)
    assert.equal((await busy.get('/akun')).statusCode, 200, `quarter ${String(quarter)}`)
  }
  clock.forward(15 * 60_000)
  assert.match(String((await busy.get('/akun')).headers.location), /sebab=expired/)
})

test('a clock that was set back by more than five minutes makes no session live longer', async () => {
  const person = await officer()
  const browser = new FormBrowser(app)
  await browser.signIn(person.email, PASSWORD)
  clock.forward(-4 * 60_000)
  assert.equal((await browser.get('/akun')).statusCode, 200)
  clock.forward(-2 * 60_000)
  assert.match(String((await browser.get('/akun')).headers.location), /sebab=expired/)
  clock.forward(6 * 60_000)
})

test('A5: a user switched off and a role ended lose their open sessions at the next request', async () => {
  const person = await officer()
  const browser = new FormBrowser(app)
  await browser.signIn(person.email, PASSWORD)
  await asSystem("insert into grant_ends (grant_id, ended_at, reason) values ($1, now(), 'mutasi')", [
    person.grantId,
  ])
  assert.equal((await browser.get('/akun')).statusCode, 403)
  const other = await officer()
  const second = new FormBrowser(app)
  await second.signIn(other.email, PASSWORD)
  await asSystem('update users set disabled_at = now() where id = $1', [other.userId])
  assert.match(String((await second.get('/akun')).headers.location), /sebab=ended/)
  assert.equal((await second.signIn(other.email, PASSWORD)).statusCode, 401)
})

test('a session ended from another device is told so kindly', async () => {
  const person = await officer()
  const [phone, desk] = [new FormBrowser(app), new FormBrowser(app)]
  await phone.signIn(person.email, PASSWORD)
  await desk.signIn(person.email, PASSWORD)
  await desk.post('/akun/sesi/akhiri-lain', {}, '/akun')
  const led = await phone.get('/akun')
  assert.match(String(led.headers.location), /sebab=elsewhere/)
  assert.match((await phone.get(String(led.headers.location))).body, /diakhiri dari perangkat lain/)
  assert.equal((await desk.get('/akun')).statusCode, 200)
})

test('nobody ends a session of somebody else', async () => {
  const [one, two] = [await officer(), await officer()]
  const [first, second] = [new FormBrowser(app), new FormBrowser(app)]
  await first.signIn(one.email, PASSWORD)
  await second.signIn(two.email, PASSWORD)
  const [row] = await asSystem('select id from sessions where user_id = $1', [two.userId])
  assert.equal((await first.post('/akun/sesi/akhiri', { id: String(row?.['id']) }, '/akun')).statusCode, 303)
  assert.equal((await second.get('/akun')).statusCode, 200)
})

test('a forged, tampered or doubled cookie is no session', async () => {
  const person = await officer()
  const browser = new FormBrowser(app)
  await browser.signIn(person.email, PASSWORD)
  const good = browser.cookies.get('payung') ?? ''
  const flipped = (good.startsWith('A') ? 'B' : 'A') + good.slice(1)
  for (const cookie of [
    `payung=${flipped}`,
    `payung=${good}x`,
    `payung=${good}; payung=${good}`,
    `__Host-payung=${good}`,
    "payung=' or 1=1 --",
    `payung=${tokenHash(ring, good).toString('base64url')}`,
  ]) {
    const response = await app.inject({ url: '/akun', headers: { cookie, accept: 'text/html' } })
    assert.equal(response.statusCode, 303, cookie)
  }
})

test('A20: no change by GET, from another site, without the secret of our page, or with that of another browser', async () => {
  const person = await officer()
  const browser = new FormBrowser(app)
  await browser.signIn(person.email, PASSWORD)
  assert.equal((await browser.get('/keluar')).statusCode, 405)
  const other = new FormBrowser(app)
  await other.signIn(person.email, PASSWORD)
  const foreign = /name="csrf" value="([^"]*)"/.exec((await other.get('/akun')).body)?.[1] ?? ''
  const own = /name="csrf" value="([^"]*)"/.exec((await browser.get('/akun')).body)?.[1] ?? ''
  assert.notEqual(own, foreign)
  for (const csrf of ['', foreign, own.slice(1)]) {
    const refused = await browser.send({ method: 'POST', url: '/keluar', fields: { csrf } })
    assert.equal(refused.statusCode, 403, csrf)
  }
  for (const site of ['cross-site', 'same-site']) {
    const headers = { 'sec-fetch-site': site }
    const refused = await browser.send({ method: 'POST', url: '/keluar', fields: { csrf: own }, headers })
    assert.equal(refused.statusCode, 403, site)
  }
  const asText = await app.inject({
    method: 'POST',
    url: '/keluar',
    headers: { cookie: browser.cookieHeader, 'content-type': 'text/plain' },
    payload: JSON.stringify({ csrf: own }),
  })
  assert.equal(asText.statusCode, 415)
  assert.equal((await browser.get('/akun')).statusCode, 200, 'still signed in')
})

test('a sign-in that another site sends is refused, so that nobody is signed in as somebody else unknowingly', async () => {
  const person = await officer()
  const fields = { email: person.email, password: PASSWORD }
  const refused = await new FormBrowser(app).send({ method: 'POST', url: '/masuk', fields })
  assert.equal(refused.statusCode, 403)
  assert.equal(
    refused.cookies.some(({ name }) => name === 'payung'),
    false,
  )
})

test('A24: after signing in one stays on this host, whatever next says', async () => {
  const person = await officer()
  for (const next of [
    '//evil.example',
    'https:evil.example',
    '/\\evil.example',
    '\\evil',
    '/\t/evil',
    'https://evil.example/',
    '/%0d%0ax',
  ]) {
    const browser = new FormBrowser(app)
    const entered = await browser.post('/masuk', { email: person.email, password: PASSWORD, next })
    const { origin } = new URL(String(entered.headers.location), 'http://here.invalid')
    assert.equal(origin, 'http://here.invalid', next)
  }
  const browser = new FormBrowser(app)
  const entered = await browser.post('/masuk', {
    email: person.email,
    password: PASSWORD,
    next: '/iuran?segment=BPU',
  })
  assert.equal(entered.headers.location, '/iuran?segment=BPU')
})

/** An address that five organisations know, each with a password of its own set by a link. */
async function addressInFive(): Promise<string> {
  const email = `lima.${(await officer(null)).email}`
  for (let each = 0; each < 5; each += 1) {
    const { userId } = await officer(null)
    await asSystem('update users set email = $2 where id = $1', [userId, email])
    const deps = { db: database.db, ring, clock }
    const link = await throughGate(database.db, 'system', (tx) =>
      createPasswordLink(tx, deps, userId, 'invitation'),
    )
    const password = `${PASSWORD} ${String(each)}`
    const set = await new FormBrowser(app, `10.1.1.${String(each)}`).post(link, { password })
    assert.equal(set.headers.location, '/masuk?pesan=sandi')
  }
  return email
}

test('A28: a known and an unknown address, and one that five organisations know, get the same answer after the same work', async () => {
  const person = await officer()
  const withoutPassword = await officer(null)
  let derivations = 0
  const original = crypto.argon2
  crypto.argon2 = (...parameters) => {
    derivations += 1
    original(...parameters)
  }
  syncBuiltinESMExports()
  try {
    const answers = []
    const emails = [person.email, await addressInFive(), withoutPassword.email, 'siapa@contoh.go.id', '']
    for (const [index, email] of emails.entries()) {
      derivations = 0
      const browser = new FormBrowser(app, `10.1.0.${String(index + 1)}`)
      const response = await browser.post('/masuk', { email, password: 'salah sekali sandinya' })
      const body = response.body
        .replaceAll(email === '' ? '\0' : email, '')
        .replaceAll(/name="csrf" value="[^"]*"/g, '')
      answers.push({ status: response.statusCode, body, derivations, cookies: response.cookies.length })
    }
    assert.equal(answers[0]?.status, 401)
    assert.equal(answers[0].derivations, 1)
    for (const answer of answers) assert.deepEqual(answer, answers[0])
  } finally {
    crypto.argon2 = original
    syncBuiltinESMExports()
  }
})

test('an address that five organisations know signs in to each of them by its own password', async () => {
  const email = await addressInFive()
  const ids = []
  for (let each = 0; each < 5; each += 1) {
    const browser = new FormBrowser(app, `10.1.2.${String(each)}`)
    assert.equal((await browser.signIn(email, `${PASSWORD} ${String(each)}`)).statusCode, 303)
    ids.push((await audited('session.open')).at(-1)?.actor_id)
  }
  assert.equal(new Set(ids).size, 5)
})

test('one address with one password in two organisations is asked which, and another organisation is never named', async () => {
  const one = await officer()
  const two = await officer()
  await asSystem('update users set email = $2 where id = $1', [two.userId, one.email])
  const browser = new FormBrowser(app)
  const asked = await browser.post('/masuk', { email: one.email, password: PASSWORD })
  assert.match(asked.body, /<select id="organisation"/)
  const chosen = await browser.post('/masuk', {
    email: one.email,
    password: PASSWORD,
    organisation: two.organisationId,
  })
  assert.equal(chosen.statusCode, 303)
  assert.equal((await audited('session.open')).at(-1)?.actor_id, two.userId)
  const wrong = await new FormBrowser(app).post('/masuk', {
    email: one.email,
    password: 'bukan sandinya ini',
  })
  assert.doesNotMatch(wrong.body, /<select id="organisation"/)
})

test('A35: passwords are stored as argon2id with their parameters', async () => {
  const person = await officer()
  const [row] = await asSystem('select password_hash from users where id = $1', [person.userId])
  assert.match(
    String(row?.['password_hash']),
    /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
  )
})

test('the database holds no secret of a session', async () => {
  const person = await officer()
  const browser = new FormBrowser(app)
  await browser.signIn(person.email, PASSWORD)
  const token = browser.cookies.get('payung') ?? ''
  const rows = await asSystem('select s::text as row from sessions s')
  assert.ok(rows.length > 0)
  for (const { row } of rows) assert.ok(!String(row).includes(token))
})

test('A44: a field sent twice in a form is refused', async () => {
  const browser = new FormBrowser(app)
  const csrf = /name="csrf" value="([^"]*)"/.exec((await browser.get('/masuk')).body)?.[1] ?? ''
  const response = await app.inject({
    method: 'POST',
    url: '/masuk',
    headers: { cookie: browser.cookieHeader, 'content-type': 'application/x-www-form-urlencoded' },
    payload: `csrf=${csrf}&email=a@contoh.go.id&email=b@contoh.go.id&password=x`,
  })
  assert.equal(response.statusCode, 422)
})

test('A22: a method that an address does not have is refused, and no header or field puts another in its place', async () => {
  for (const method of ['PUT', 'PATCH', 'DELETE', 'TRACE'] as const) {
    assert.equal((await app.inject({ method, url: '/masuk' })).statusCode, 405, method)
  }
  const person = await officer()
  const browser = new FormBrowser(app)
  await browser.signIn(person.email, PASSWORD)
  const headers = { 'x-http-method-override': 'POST', 'x-method-override': 'POST' }
  const overridden = await browser.send({
    method: 'GET',
    url: '/akun/sesi/akhiri-lain?_method=POST',
    headers,
  })
  assert.equal(overridden.statusCode, 405)
})

test('A19: no answer lets another origin read it', async () => {
  for (const origin of ['https://evil.example', 'null']) {
    const response = await app.inject({ url: '/masuk', headers: { origin } })
    assert.equal(response.headers['access-control-allow-origin'], undefined)
  }
})

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64')
test('A18: the sign-in page allows our own script and nothing else', async () => {
  const response = await app.inject({ url: '/masuk', headers: { host: 'localhost:8080' } })
  const policy = String(response.headers['content-security-policy'])
  assert.match(policy, /default-src 'none'/)
  assert.match(policy, /script-src 'self'/)
  assert.doesNotMatch(policy, /unsafe/)
  const other = await app.inject('/iuran')
  for (const { body } of [response, other]) {
    const hashes = [...body.matchAll(/<script>(.*?)<\/script>/gs)].map(([, text = '']) => hashOf(text))
    assert.deepEqual([hashes.length, policy.includes(`'sha256-${hashes[0] ?? ''}'`)], [1, true])
  }
  assert.match(String(other.headers['content-security-policy']), /script-src 'sha256-[\w+/]{43}='$/)
})

test('every route names its action, or is public, or asks for a session', async () => {
  await assert.rejects(async () => {
    const { buildApp } = await import('../app.ts')
    const broken = await buildApp({ db: database.db, ring, clock, log: { level: 'silent' } })
    broken.get('/tanpa-izin', () => 'x')
  }, /must name its action/)
})
