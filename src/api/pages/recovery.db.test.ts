import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '../../kernel/refusal.ts'
import { throughGate } from '../../modules/access/scope.ts'
import { createPasswordLink } from '../../modules/access/set-password.ts'
import { setUp } from '../../modules/access/set-up.ts'
import { settleTraining, TRAINING_PASSWORD } from '../../modules/access/training-accounts.ts'
import { ROLE_NAMES } from '../../modules/access/roles.ts'
import { OperatorFailure } from '../../platform/operator-failure.ts'
import { FormBrowser } from '../../../test/form-browser.ts'
import { addTestPerson } from '../../../test/people.ts'
import { movableClock, signInApp, type SignInApp } from '../../../test/sign-in-app.ts'
import { testDatabase } from '../../../test/database.ts'
import { testRing } from '../../../test/test-ring.ts'

const PASSWORD = 'kuda laut berenang tenang'
const NEW_PASSWORD = 'ombak pelan di pasir putih'
const folder = mkdtempSync(join(tmpdir(), 'payung-mail-'))
after(() => rmSync(folder, { recursive: true }))
const lines: string[] = []
const stream = new Writable({
  write(chunk: Buffer, _encoding, done) {
    lines.push(chunk.toString('utf8'))
    done()
  },
})
const house: SignInApp = await signInApp({ log: { level: 'info', stream } })
const { app, test: database, ring, clock, setPassword, asSystem, audited } = house
const deps = { db: database.db, ring, clock }

async function officer() {
  const person = await addTestPerson(database.owner, 'regency-officer', { region: '16.06', kind: 'regency' })
  await setPassword(person.userId, PASSWORD)
  return person
}

const linkFor = (userId: string) =>
  throughGate(database.db, 'system', (tx) => createPasswordLink(tx, deps, userId, 'recovery'))

test('A28: asking for a link gets one answer for a known and an unknown address', async () => {
  const person = await officer()
  const answers = []
  for (const [index, email] of [person.email, 'siapa@contoh.go.id', 'bukan alamat'].entries()) {
    const response = await new FormBrowser(app, `10.2.0.${String(index + 1)}`).post('/lupa-sandi', { email })
    const body = response.body.replaceAll(/value="[^"]*"/g, '')
    answers.push({ status: response.statusCode, body })
  }
  assert.equal(answers[0]?.status, 200)
  assert.match(answers[0].body, /Administrator Anda melihat permintaan ini/)
  for (const answer of answers) assert.deepEqual(answer, answers[0])
  await sleep(200)
  const rows = await asSystem(
    "select user_id from challenges where purpose = 'recovery-request' and used_at is null",
  )
  assert.deepEqual(
    rows,
    [{ user_id: person.userId }],
    'administrators see the request of the user who exists',
  )
})

test('asking again and again for one address is slowed', async () => {
  const statuses = []
  for (let each = 0; each < 8; each += 1) {
    const response = await new FormBrowser(app, `10.3.0.${String(each)}`).post('/lupa-sandi', {
      email: 'x@contoh.go.id',
    })
    statuses.push(response.statusCode)
  }
  assert.deepEqual(statuses, [200, 200, 200, 200, 200, 200, 429, 429])
})

test('a link sets a password once, ends every session, and leaves no secret in the log', async () => {
  const person = await officer()
  const phone = new FormBrowser(app)
  await phone.signIn(person.email, PASSWORD)
  const link = await linkFor(person.userId)
  const browser = new FormBrowser(app)
  const shown = await browser.get(link)
  assert.equal(shown.statusCode, 200)
  assert.equal(shown.headers['referrer-policy'], 'no-referrer')
  assert.equal(shown.headers['cache-control'], 'no-store')
  const weak = await browser.post(link, { password: 'sandi123' })
  assert.equal(weak.statusCode, 422)
  assert.equal((await browser.post(link, { password: NEW_PASSWORD })).headers.location, '/masuk?pesan=sandi')
  assert.match(String((await phone.get('/akun')).headers.location), /sebab=ended/)
  assert.equal((await browser.signIn(person.email, PASSWORD)).statusCode, 401)
  assert.equal((await browser.signIn(person.email, NEW_PASSWORD)).statusCode, 303)
  assert.equal((await browser.get(link)).statusCode, 404, 'used up')
  assert.ok((await audited('account.refuse-link')).length > 0)
  const token = link.split('/').at(-1) ?? ''
  assert.ok(lines.length > 0)
  assert.ok(lines.every((line) => !line.includes(token) && !line.includes(NEW_PASSWORD)))
})

test('two who send one link at the same moment: one password is set', async () => {
  const person = await officer()
  const link = await linkFor(person.userId)
  const browsers = [new FormBrowser(app), new FormBrowser(app), new FormBrowser(app)]
  const csrf = await Promise.all(
    browsers.map(async (each) => /name="csrf" value="([^"]*)"/.exec((await each.get(link)).body)?.[1] ?? ''),
  )
  const answers = await Promise.all(
    browsers.map((each, index) =>
      each.send({
        method: 'POST',
        url: link,
        fields: { csrf: csrf[index] ?? '', password: `${NEW_PASSWORD} ${String(index)}` },
      }),
    ),
  )
  assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [303, 404, 404])
})

test('a link is over after half an hour, and an older one once a newer is made; a tampered one is none', async () => {
  const person = await officer()
  const [first, second] = [await linkFor(person.userId), await linkFor(person.userId)]
  assert.equal((await app.inject(first)).statusCode, 404)
  assert.equal((await app.inject(second)).statusCode, 200)
  assert.equal((await app.inject(second.slice(0, -1) + (second.endsWith('A') ? 'B' : 'A'))).statusCode, 404)
  clock.forward(30 * 60_000)
  assert.equal((await app.inject(second)).statusCode, 404)
})

test('with a mail program the link goes there, to the address in the database and nobody else', async () => {
  const person = await officer()
  const program = join(folder, 'mail.mjs')
  writeFileSync(
    program,
    `import { readFileSync, writeFileSync } from 'node:fs'
     writeFileSync(${JSON.stringify(join(folder, 'letter-'))} + process.pid + '.txt', readFileSync(0))`,
  )
  const mailing = await house.build({
    publicUrl: 'https://payung.contoh.go.id',
    access: { mailCommand: [process.execPath, program] },
  })
  const asked = await new FormBrowser(mailing, '10.4.0.1').post('/lupa-sandi', {
    email: person.email.toUpperCase(),
  })
  assert.match(asked.body, /dikirim ke alamat itu/)
  await mailing.close()
  const letters = readdirSync(folder).filter((name) => name.startsWith('letter-'))
  assert.equal(letters.length, 1)
  const letter = readFileSync(join(folder, letters[0] ?? ''), 'utf8')
  assert.match(letter, new RegExp(`^To: ${person.email}\n`))
  const link = /https:\/\/payung\.contoh\.go\.id(\/atur-sandi\/[\w-]{43})/.exec(letter)?.[1] ?? ''
  assert.equal((await app.inject(link)).statusCode, 200)
})

test('A21: a recovery letter names our own address, whatever host the asker claims', async () => {
  const person = await officer()
  const program = join(folder, 'mail.mjs')
  const mailing = await house.build({ access: { mailCommand: [process.execPath, program] } })
  const before = new Set(readdirSync(folder))
  const browser = new FormBrowser(mailing, '10.4.0.2')
  const csrf = /name="csrf" value="([^"]*)"/.exec((await browser.get('/lupa-sandi')).body)?.[1] ?? ''
  const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' }
  await browser.send({ method: 'POST', url: '/lupa-sandi', fields: { csrf, email: person.email }, headers })
  await mailing.close()
  const letters = readdirSync(folder).filter((name) => !before.has(name))
  assert.equal(letters.length, 1)
  assert.doesNotMatch(readFileSync(join(folder, letters[0] ?? ''), 'utf8'), /evil/)
})

test('A21: a made-up X-Forwarded-For does not free an address that must wait', async () => {
  const statuses = []
  for (let each = 0; each < 60; each += 1) {
    const browser = new FormBrowser(app, '10.5.0.1')
    const csrf = /name="csrf" value="([^"]*)"/.exec((await browser.get('/masuk')).body)?.[1] ?? ''
    const fields = { csrf, email: `orang-${String(each)}@x.go.id`, password: 'x' }
    const headers = { 'x-forwarded-for': `203.0.113.${String(each)}` }
    statuses.push((await browser.send({ method: 'POST', url: '/masuk', fields, headers })).statusCode)
  }
  assert.equal(statuses.filter((status) => status === 401).length, 51)
  assert.ok(statuses.slice(51).every((status) => status === 429))
})

test('A26: while strangers guess at an account, its owner still gets in from the browser he always uses', async () => {
  const person = await officer()
  const own = new FormBrowser(app, '10.6.0.1')
  await own.signIn(person.email, PASSWORD)
  for (let each = 0; each < 14; each += 1) {
    await new FormBrowser(app, `10.7.0.${String(each)}`).signIn(person.email, 'tebakan yang salah')
  }
  assert.equal((await new FormBrowser(app, '10.8.0.1').signIn(person.email, PASSWORD)).statusCode, 429)
  assert.equal((await own.signIn(person.email, PASSWORD)).statusCode, 303)
})

test('a changed password ends all other sessions and keeps this one under a new token', async () => {
  const person = await officer()
  const [own, other] = [new FormBrowser(app), new FormBrowser(app)]
  await own.signIn(person.email, PASSWORD)
  await other.signIn(person.email, PASSWORD)
  const before = own.cookies.get('payung')
  assert.equal(
    (await own.post('/akun/sandi', { present: 'bukan ini', password: NEW_PASSWORD })).statusCode,
    422,
  )
  const changed = await own.post('/akun/sandi', { present: PASSWORD, password: NEW_PASSWORD })
  assert.equal(changed.statusCode, 303)
  assert.notEqual(own.cookies.get('payung'), before)
  assert.equal((await own.get('/akun')).statusCode, 200)
  assert.equal((await other.get('/akun')).statusCode, 303)
})

test('set-up makes one administrator: his link is good a day, asking again replaces it, and then it is refused', async () => {
  const own = await signInApp()
  const ownDeps = { db: own.test.db, ring: own.ring, clock: own.clock }
  const asked = { name: 'Siti Aminah', email: 'Siti@Contoh.go.id', organisation: 'Administrator Payung' }
  const first = await setUp(ownDeps, asked)
  const second = await setUp(ownDeps, asked)
  assert.equal((await own.app.inject(first)).statusCode, 404)
  own.clock.forward(23 * 3_600_000)
  const browser = new FormBrowser(own.app)
  assert.equal((await browser.post(second, { password: PASSWORD })).statusCode, 303)
  assert.equal(
    (await browser.signIn('siti@contoh.go.id', PASSWORD)).headers.location,
    '/masuk/kode?next=%2Fakun',
  )
  await assert.rejects(
    setUp(ownDeps, asked),
    (error: unknown) => error instanceof Refusal && error.code === 'already-set-up',
  )
  assert.equal((await own.audited('account.set-up')).length, 1)
  const [count] = await own.asSystem('select count(*)::int as n from users')
  assert.equal(count?.['n'], 1)
})

test('a set-up link is over after a day', async () => {
  const own = await signInApp()
  const link = await setUp(
    { db: own.test.db, ring: own.ring, clock: own.clock },
    { name: 'Siti', email: 'siti@contoh.go.id', organisation: 'Administrator Payung' },
  )
  own.clock.forward(24 * 3_600_000)
  assert.equal((await own.app.inject(link)).statusCode, 404)
})

test('training: every role has an account on the sign-in page and every page says so; outside none exists', async () => {
  const own = await signInApp()
  const ownDeps = { db: own.test.db, ring: own.ring, clock: own.clock }
  await settleTraining(ownDeps, true)
  await settleTraining(ownDeps, true)
  const training = await own.build({ access: { training: true } })
  const page = await training.inject('/masuk')
  assert.equal([...page.body.matchAll(/@latihan\.example"/g)].length, ROLE_NAMES.length)
  for (const url of ['/', '/iuran', '/masuk', '/tidak-ada']) {
    assert.match((await training.inject({ url, headers: { accept: 'text/html' } })).body, /Mode latihan/, url)
  }
  const browser = new FormBrowser(training)
  for (const role of ROLE_NAMES) {
    await browser.signIn(`${role}@latihan.example`, TRAINING_PASSWORD)
    assert.equal((await browser.get('/akun')).statusCode, 200, role)
  }
  assert.equal(
    (await browser.post('/akun/sandi', { present: TRAINING_PASSWORD, password: NEW_PASSWORD })).statusCode,
    422,
  )

  // The same database, served without training mode: neither a session nor a password of it is good.
  assert.match(
    String(
      (await own.app.inject({ url: '/akun', headers: { cookie: browser.cookieHeader, accept: 'text/html' } }))
        .headers.location,
    ),
    /masuk/,
  )
  assert.equal(
    (await new FormBrowser(own.app).signIn('auditor@latihan.example', TRAINING_PASSWORD)).statusCode,
    401,
  )
  assert.doesNotMatch((await own.app.inject('/masuk')).body, /latihan/)
  await assert.rejects(settleTraining(ownDeps, false), OperatorFailure)
})

test('a database with real users never becomes one for training, nor the other way round', async () => {
  const own = { db: (await testDatabase()).db, ring: testRing(), clock: movableClock() }
  await settleTraining(own, false)
  await setUp(own, { name: 'Siti', email: 'siti@contoh.go.id', organisation: 'Administrator Payung' })
  await assert.rejects(settleTraining(own, true), OperatorFailure)
  await settleTraining(own, false)
})
