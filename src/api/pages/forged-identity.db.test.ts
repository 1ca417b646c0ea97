import assert from 'node:assert/strict'
import { createHmac, createSign, generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { FormBrowser } from '../../../test/form-browser.ts'
import { CLIENT } from '../../../test/identity-provider.ts'
import { addTestPerson } from '../../../test/people.ts'
import { movableClock, signInApp } from '../../../test/sign-in-app.ts'

const publicUrl = 'http://localhost:8080'
const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 })
const jwkOf = (key: typeof own.publicKey, kid: string): JsonWebKey => ({
  ...key.export({ format: 'jwk' }),
  kid,
  use: 'sig',
  alg: 'RS256',
})

/** What the provider's token endpoint answers next; the real endpoint of a provider that somebody in between has in his hand. */
let idToken = ''
let fetchedElsewhere = 0
const server = createServer((request, response) => {
  const path = (request.url ?? '').split('?', 1)[0]
  const answers: Readonly<Record<string, unknown>> = {
    '/.well-known/openid-configuration': {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
    },
    '/jwks': { keys: [jwkOf(own.publicKey, 'own')] },
    '/token': { access_token: 'x', token_type: 'bearer', expires_in: 60, id_token: idToken },
    '/evil-jwks': { keys: [jwkOf(foreign.publicKey, 'evil')] },
  }
  if (path === '/evil-jwks') fetchedElsewhere += 1
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(answers[path ?? ''] ?? {}))
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
after(() => {
  server.closeAllConnections()
  server.close()
})
const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
const { test: database, build, audited } = await signInApp()
const clock = movableClock(new Date())
const app = await build({ publicUrl, clock, access: { singleSignOn: { issuer, ...CLIENT } } })

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
type Header = Readonly<Record<string, unknown>>
const signed = (header: Header, claims: unknown, sign: (text: string) => string): string => {
  const text = `${encoded(header)}.${encoded(claims)}`
  return `${text}.${sign(text)}`
}
const byRsa = (key: typeof own.privateKey) => (text: string) =>
  createSign('RSA-SHA256').update(text).sign(key, 'base64url')
const RS256 = { alg: 'RS256', kid: 'own' }
const SECONDS = Math.trunc(clock.now().getTime() / 1_000)

/** One way through the door with a token made by `make` from good claims; the status of the answer. */
async function enter(make: (claims: Readonly<Record<string, unknown>>) => string): Promise<number> {
  const person = await addTestPerson(database.owner, 'regency-officer', { region: '16.06', kind: 'regency' })
  const browser = new FormBrowser(app)
  const led = await browser.get('/masuk/pemerintah?next=/akun')
  const asked = new URL(String(led.headers.location)).searchParams
  idToken = make({
    ...{ iss: issuer, aud: CLIENT.clientId, sub: person.userId, nonce: asked.get('nonce') },
    ...{ iat: SECONDS, exp: SECONDS + 300, email: person.email, email_verified: true },
  })
  const query = new URLSearchParams({ code: 'a-code', state: asked.get('state') ?? '' })
  return (await browser.get(`/masuk/pemerintah/kembali?${query.toString()}`)).statusCode
}

test('a token that the provider signed opens the door', async () => {
  assert.equal(await enter((claims) => signed(RS256, claims, byRsa(own.privateKey))), 303)
})

const publicKey = own.publicKey.export({ type: 'spki', format: 'pem' })
const FORGED: readonly (readonly [name: string, make: (claims: unknown) => string])[] = [
  ['without a signature', (claims) => signed({ alg: 'none' }, claims, () => '')],
  ['with an empty signature', (claims) => signed(RS256, claims, () => '')],
  [
    'signed with the public key as if it were a secret',
    (claims) =>
      signed({ alg: 'HS256', kid: 'own' }, claims, (text) =>
        createHmac('sha256', publicKey).update(text).digest('base64url'),
      ),
  ],
  [
    'signed with the secret of the client',
    (claims) =>
      signed({ alg: 'HS256' }, claims, (text) =>
        createHmac('sha256', CLIENT.clientSecret).update(text).digest('base64url'),
      ),
  ],
  ['signed by somebody else', (claims) => signed(RS256, claims, byRsa(foreign.privateKey))],
  [
    'that brings its own key',
    (claims) =>
      signed(
        { alg: 'RS256', jwk: foreign.publicKey.export({ format: 'jwk' }) },
        claims,
        byRsa(foreign.privateKey),
      ),
  ],
  [
    'that says where its key is',
    (claims) =>
      signed(
        { alg: 'RS256', kid: 'evil', jku: `${issuer}/evil-jwks`, x5u: `${issuer}/evil-jwks` },
        claims,
        byRsa(foreign.privateKey),
      ),
  ],
  [
    'whose key is a file',
    (claims) => signed({ alg: 'RS256', kid: '../../../../dev/null' }, claims, byRsa(foreign.privateKey)),
  ],
]

test('A32: a forged token opens nothing, whatever it says of its own signature', async () => {
  for (const [name, make] of FORGED) assert.equal(await enter(make), 401, name)
  assert.equal(fetchedElsewhere, 0)
  assert.ok((await audited('session.refuse')).length >= FORGED.length)
})

test('A33: a good signature under a token that is over, not yet good, or for somebody else opens nothing', async () => {
  for (const change of [
    { exp: SECONDS - 120 },
    { nbf: SECONDS + 3_600 },
    { aud: 'another-program' },
    { aud: [CLIENT.clientId, 'another-program'] },
    { iss: 'https://another.example' },
    { nonce: 'another' },
    { exp: undefined },
    { iat: undefined },
    { sub: undefined },
  ]) {
    const status = await enter((claims) => signed(RS256, { ...claims, ...change }, byRsa(own.privateKey)))
    assert.equal(status, 401, JSON.stringify(change))
  }
})
