import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { FormBrowser } from '../../../test/form-browser.ts'
import { CLIENT, startIdentityProvider } from '../../../test/identity-provider.ts'
import { addTestPerson } from '../../../test/people.ts'
import { selfSignedCertificate } from '../../../bank-sim/self-signed-certificate.ts'
import { movableClock, signInApp } from '../../../test/sign-in-app.ts'

const publicUrl = 'http://localhost:8080'
const provider = await startIdentityProvider(`${publicUrl}/masuk/pemerintah/kembali`)
// The provider's tokens carry the real time, and it is their signature and life that are checked here.
const { test: database, build, asSystem, audited } = await signInApp()
const clock = movableClock(new Date())
const singleSignOn = { issuer: provider.issuer, ...CLIENT }
const app = await build({ publicUrl, clock, access: { singleSignOn } })

let count = 0
async function invited(isVerified = true) {
  const person = await addTestPerson(database.owner, 'regency-officer', { region: '16.06', kind: 'regency' })
  const sub = `pegawai-${String((count += 1))}`
  provider.people.set(sub, { email: person.email, isVerified })
  return { ...person, sub }
}

async function start(browser: FormBrowser): Promise<string> {
  const led = await browser.get('/masuk/pemerintah?next=/akun')
  assert.equal(led.statusCode, 303)
  return String(led.headers.location)
}

async function back(browser: FormBrowser, address: string) {
  const { pathname, search } = new URL(address)
  return browser.get(`${pathname}${search}`)
}

test('an invited officer signs in by his government account, and next time by the same identity', async () => {
  const person = await invited()
  const browser = new FormBrowser(app)
  const authorization = await start(browser)
  const asked = new URL(authorization).searchParams
  assert.equal(asked.get('code_challenge_method'), 'S256')
  for (const name of ['state', 'nonce', 'code_challenge'])
    assert.ok((asked.get(name) ?? '').length >= 43, name)
  const entered = await back(browser, await provider.visit(authorization, person.sub))
  assert.equal(entered.headers.location, '/akun')
  assert.equal((await browser.get('/akun')).statusCode, 200)
  assert.equal((await audited('session.open')).at(-1)?.actor_id, person.userId)
  const [row] = await asSystem('select sso_subject from users where id = $1', [person.userId])
  assert.equal(row?.['sso_subject'], `${provider.issuer}|${person.sub}`)
  provider.people.set(person.sub, { email: 'alamat-baru@contoh.go.id', isVerified: false })
  const again = new FormBrowser(app)
  assert.equal((await back(again, await provider.visit(await start(again), person.sub))).statusCode, 303)
})

test('nobody uninvited gets in: an unknown address, one not verified, one of two organisations, one bound to another', async () => {
  provider.people.set('asing', { email: 'asing@contoh.go.id', isVerified: true })
  const unverified = await invited(false)
  const twice = await invited()
  const other = await invited()
  await asSystem('update users set email = $2 where id = $1', [other.userId, twice.email])
  const bound = await invited()
  await asSystem('update users set sso_subject = $2 where id = $1', [bound.userId, `${provider.issuer}|lain`])
  for (const sub of ['asing', unverified.sub, twice.sub, bound.sub]) {
    const browser = new FormBrowser(app)
    const refused = await back(browser, await provider.visit(await start(browser), sub))
    assert.equal(refused.statusCode, 401, sub)
    assert.match(refused.body, /belum diundang/)
    assert.equal(browser.cookies.has('payung'), false)
  }
  const [users] = await asSystem("select count(*)::int as n from users where email = 'asing@contoh.go.id'")
  assert.equal(users?.['n'], 0, 'no account is ever made')
  assert.ok((await audited('session.refuse')).length >= 4)
})

test('an answer is good once, in the browser that asked, and for ten minutes', async () => {
  const person = await invited()
  const browser = new FormBrowser(app)
  const answer = await provider.visit(await start(browser), person.sub)
  const stranger = new FormBrowser(app)
  await stranger.get('/masuk')
  assert.equal((await back(stranger, answer)).statusCode, 401, 'another browser')
  assert.equal((await back(browser, answer)).statusCode, 401, 'the state was used up by that')
  const second = await provider.visit(await start(browser), person.sub)
  assert.equal((await back(browser, second)).statusCode, 303)
  assert.equal((await back(browser, second)).statusCode, 401, 'replayed')
  const late = await provider.visit(await start(browser), person.sub)
  clock.forward(10 * 60_000)
  assert.equal((await back(browser, late)).statusCode, 401, 'expired')
  clock.forward(-10 * 60_000)
})

test('a wrong nonce, code verifier, issuer, code or state is refused', async () => {
  const person = await invited()
  const tamper = async (change: string) => {
    const browser = new FormBrowser(app)
    const answer = await provider.visit(await start(browser), person.sub)
    await asSystem(
      `update challenges set payload = payload || $1::jsonb where purpose = 'single-sign-on' and used_at is null`,
      [change],
    )
    return back(browser, answer)
  }
  assert.equal((await tamper('{"nonce": "another"}')).statusCode, 401)
  assert.equal((await tamper(`{"verifier": "${'v'.repeat(43)}"}`)).statusCode, 401)
  assert.equal((await tamper('{}')).statusCode, 303, 'untouched it works')
  for (const [name, value] of [
    ['iss', 'https://evil.example'],
    ['code', 'made-up'],
    ['state', 'A'.repeat(43)],
    ['state', ''],
  ] as const) {
    const browser = new FormBrowser(app)
    const answer = new URL(await provider.visit(await start(browser), person.sub))
    answer.searchParams.set(name, value)
    assert.equal((await back(browser, answer.href)).statusCode, 401, name)
  }
})

test('a provider that names another issuer, or does not answer, is not used; passwords still work', async () => {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({ issuer: provider.issuer, authorization_endpoint: `${provider.issuer}/auth` }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => server.close())
  const wrong = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  for (const issuer of [wrong, 'http://127.0.0.1:1']) {
    const other = await build({ publicUrl, access: { singleSignOn: { issuer, ...CLIENT } } })
    const refused = await new FormBrowser(other).get('/masuk/pemerintah')
    assert.equal(refused.statusCode, 401)
    assert.match(refused.body, /tidak menjawab/)
    assert.equal((await new FormBrowser(other).get('/masuk')).statusCode, 200)
  }
})

test('A37: a provider with a certificate that nobody vouches for is told nothing, and the page says so', async () => {
  const certificate = selfSignedCertificate(new Date(Date.now()))
  let requests = 0
  const server = createSecureServer(certificate, (_request, response) => {
    requests += 1
    response.statusCode = 500
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => server.close())
  const issuer = `https://localhost:${String((server.address() as AddressInfo).port)}`
  const signIn = async () => {
    const other = await build({ publicUrl, access: { singleSignOn: { issuer, ...CLIENT } } })
    return new FormBrowser(other).get('/masuk/pemerintah')
  }
  const refused = await signIn()
  assert.equal(refused.statusCode, 401)
  assert.match(refused.body, /Sertifikat layanan akun pemerintah tidak dapat dipercaya/)
  assert.equal(requests, 0, 'nothing was asked of it')

  const trusted = getCACertificates('default')
  setDefaultCACertificates([...trusted, certificate.cert])
  try {
    assert.match((await signIn()).body, /tidak menjawab/)
    assert.equal(requests, 1, 'the certificate was all that was wrong')
  } finally {
    setDefaultCACertificates(trusted)
  }
})

test('without the setting the sign-in page offers no government account', async () => {
  const without = await build()
  assert.doesNotMatch((await without.inject('/masuk')).body, /pemerintah/)
  assert.equal((await without.inject('/masuk/pemerintah')).statusCode, 401)
})
