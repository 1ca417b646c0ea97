import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appWithoutDatabase } from '../../test/api-app.ts'
import { httpProblems } from '../../web/locales/http-problems.ts'

const app = await appWithoutDatabase()
const httpsApp = await appWithoutDatabase({ publicUrl: 'https://payung.example' })
const PRICE = '/api/v1/law/price'
const QUESTION = { segment: 'BPU', income: 1_000_000, payer: 'csr', month: '2026-05' }

type Sent = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'OPTIONS' | 'HEAD'
  readonly url: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

async function send({ method = 'GET', url, body, headers = {} }: Sent) {
  const isText = typeof body === 'string'
  return app.inject({
    method,
    url,
    headers: { ...(isText ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body === undefined ? {} : { payload: body as string | object }),
  })
}

async function problem(sent: Sent) {
  const answer = await send(sent)
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
  const value: Record<string, unknown> = answer.json()
  assert.equal(value['status'], answer.statusCode)
  assert.equal(value['instance'], answer.headers['x-request-id'])
  return value
}

test('a price is the same object that the command prints', async () => {
  const answer = await send({ method: 'POST', url: PRICE, body: QUESTION })
  assert.equal(answer.statusCode, 200)
  assert.equal(answer.json<{ total: number }>().total, 8_400)
})

test('a wrong value is refused with its field, the allowed values and a sentence in the language asked for', async () => {
  const body = { ...QUESTION, payer: 'uncle' }
  const indonesian = await problem({ method: 'POST', url: PRICE, body })
  assert.equal(indonesian['status'], 422)
  assert.equal(indonesian['code'], 'value-not-allowed')
  assert.equal(indonesian['field'], 'payer')
  assert.ok((indonesian['allowed'] as string[]).includes('zakat'))
  assert.match(String(indonesian['detail']), /siapa yang membayar.*Pilih salah satu: self, csr/)
  const english = await problem({ method: 'POST', url: PRICE, body, headers: { 'accept-language': 'en' } })
  assert.match(String(english['detail']), /who pays.*Choose one of: self, csr/)
  const asked = await problem({ method: 'POST', url: `${PRICE}?lang=en`, body })
  assert.equal(asked['detail'], english['detail'])
})

for (const [name, change, code] of [
  ['a number sent as text', { income: '1000000' }, 'value-malformed'],
  ['a fraction of a rupiah', { income: 1_000_000.5 }, 'value-malformed'],
  ['negative money', { income: -1 }, 'value-out-of-range'],
  ['a list in place of a word', { payer: ['csr'] }, 'value-not-allowed'],
  ['true in place of money', { income: true }, 'value-malformed'],
  ['month 13', { month: '2026-13' }, 'value-malformed'],
  ['an unknown field', { incomes: 1 }, 'field-unknown'],
  ['a field of another segment', { wage: 4_000_000 }, 'field-unknown'],
  ['a programme that is not open', { programmes: ['JP'] }, 'programme-not-open'],
  ['June 2015, before the law', { month: '2015-06' }, 'no-law-in-force'],
] as const) {
  test(`${name} is refused as ${code}`, async () => {
    const value = await problem({ method: 'POST', url: PRICE, body: { ...QUESTION, ...change } })
    assert.equal(value['code'], code)
    assert.equal(value['status'], 422)
  })
}

for (const [name, sent, status, code] of [
  ['broken JSON', { method: 'POST', url: PRICE, body: '{"segment":' }, 400, 'body-malformed'],
  [
    'a field named twice in a body',
    { method: 'POST', url: PRICE, body: '{"segment":"BPU","segment":"PU"}' },
    400,
    'body-malformed',
  ],
  ['an empty body', { method: 'POST', url: PRICE, body: '' }, 400, 'body-malformed'],
  [
    'a poisoned prototype',
    { method: 'POST', url: PRICE, body: '{"__proto__":{"a":1}}' },
    400,
    'body-malformed',
  ],
  [
    'a form',
    {
      method: 'POST',
      url: PRICE,
      body: 'a=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
    415,
    'media-type-unsupported',
  ],
  [
    'JSON sent as plain text',
    { method: 'POST', url: PRICE, body: '{}', headers: { 'content-type': 'text/plain' } },
    415,
    'media-type-unsupported',
  ],
  [
    'a body over the limit',
    { method: 'POST', url: PRICE, body: `"${'a'.repeat(1_100_000)}"` },
    413,
    'body-too-large',
  ],
  ['an unknown route', { url: '/api/v1/nothing' }, 404, 'not-found'],
  [
    'a field named twice',
    { url: '/api/v1/law/parameters?on=2026-01-01&on=2027-01-01' },
    400,
    'query-malformed',
  ],
  ['a prototype in the query', { url: '/api/v1/law/parameters?__proto__=1' }, 400, 'query-malformed'],
  ['a query that cannot be decoded', { url: '/api/v1/law/parameters?on=%ff' }, 400, 'query-malformed'],
  ['a path that cannot be decoded', { url: '/api/v1/regions/%ff' }, 400, 'request-malformed'],
] as const satisfies readonly (readonly [string, Sent, number, string])[]) {
  test(`${name} is answered ${String(status)} as ${code}`, async () => {
    const value = await problem(sent)
    assert.equal(value['status'], status)
    assert.equal(value['code'], code)
    assert.equal(value['detail'], httpProblems.id[code].detail)
  })
}

test('a method that an address does not have is answered 405 with those it has', async () => {
  for (const method of ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const) {
    const answer = await send({ method, url: PRICE, headers: { 'x-http-method-override': 'POST' } })
    assert.equal(answer.statusCode, 405, method)
    assert.equal(answer.headers.allow, 'POST')
  }
  const page = await send({ method: 'POST', url: '/iuran', body: {} })
  assert.equal(page.statusCode, 405)
  assert.equal(page.headers.allow, 'GET, HEAD')
})

test('people get an unknown address as a page, programs as a problem', async () => {
  const page = await send({ url: '/tidak-ada', headers: { accept: 'text/html' } })
  assert.equal(page.statusCode, 404)
  assert.match(page.body, /<h1>Tidak ditemukan<\/h1>/)
  assert.equal(
    (await problem({ url: '/tidak-ada', headers: { accept: 'application/json' } }))['code'],
    'not-found',
  )
})

test('a failure of ours tells nothing but its number', async () => {
  const value = await problem({ url: '/api/v1/regions/16' })
  assert.equal(value['status'], 500)
  assert.equal(value['code'], 'internal')
  assert.doesNotMatch(JSON.stringify(value), /ECONNREFUSED|at |127\.0\.0\.1|node_modules/)
  const page = await send({ url: '/wilayah/16', headers: { accept: 'text/html' } })
  assert.equal(page.statusCode, 500)
  assert.match(page.body, /Nomor laporan/)
})

test('every answer carries the security headers, errors and files included', async () => {
  for (const url of [
    '/',
    '/tidak-ada',
    '/api/v1/regions/16',
    '/favicon.svg',
    '/healthz',
    '/api/v1/openapi.json',
  ]) {
    const { headers } = await send({ url })
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /default-src 'none'.*frame-ancestors 'none'/, url)
    assert.doesNotMatch(policy, /unsafe/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin')
    assert.ok(headers['permissions-policy'] && headers['referrer-policy'])
    assert.equal(headers['strict-transport-security'], undefined)
    assert.equal(headers['access-control-allow-origin'], undefined)
  }
  const overHttps = await httpsApp.inject({ url: '/?lang=en' })
  assert.match(String(overHttps.headers['strict-transport-security']), /max-age=31536000/)
  assert.match(String(overHttps.headers['set-cookie']), /HttpOnly; SameSite=Lax; Secure/)
})

test('a foreign origin is not invited', async () => {
  for (const origin of ['https://evil.example', 'null']) {
    const { headers } = await send({ method: 'POST', url: PRICE, body: QUESTION, headers: { origin } })
    assert.equal(headers['access-control-allow-origin'], undefined)
  }
})

test('the request id is ours: what a caller sends is not repeated', async () => {
  const { headers } = await send({ url: '/healthz', headers: { 'x-request-id': 'chosen-by-me' } })
  assert.match(String(headers['x-request-id']), /^[\w-]{16}$/)
})

test('the stylesheet may be kept for a year and pages are asked for again', async () => {
  const home = await send({ url: '/' })
  const stylesheet = /href="(\/aset\/payung\.[0-9a-f]{12}\.css)"/.exec(home.body)?.[1] ?? ''
  const file = await send({ url: stylesheet })
  assert.equal(file.headers['cache-control'], 'public, max-age=31536000, immutable')
  const again = await send({ url: stylesheet, headers: { 'if-none-match': String(file.headers.etag) } })
  assert.equal(again.statusCode, 304)
  assert.equal(again.body, '')
  const page = await send({ url: '/', headers: { 'if-none-match': String(home.headers.etag) } })
  assert.equal(page.statusCode, 304)
  const head = await send({ method: 'HEAD', url: '/iuran' })
  assert.equal(head.statusCode, 200)
  assert.equal(head.body, '')
})

test('alive without a database, but not ready', async () => {
  assert.equal((await send({ url: '/healthz' })).statusCode, 200)
  const ready = await send({ url: '/readyz' })
  assert.equal(ready.statusCode, 503)
  assert.deepEqual(ready.json(), { status: 'not-ready', reason: 'database-not-answering' })
})

test('metrics name routes by template and are for this machine only', async () => {
  await send({ url: '/peraturan/bpu.jkm' })
  const metrics = await send({ url: '/metrics' })
  assert.match(
    metrics.body,
    /http_request_duration_seconds_count\{method="GET",route="\/peraturan\/:id",status="200"\}/,
  )
  assert.match(metrics.body, /payung_database_connections\{state="waiting"\} 0/)
  assert.doesNotMatch(metrics.body, /bpu\.jkm/)
  assert.equal((await app.inject({ url: '/metrics', remoteAddress: '203.0.113.9' })).statusCode, 404)
  assert.equal(
    (await send({ url: '/metrics', headers: { 'x-forwarded-for': '203.0.113.9' } })).statusCode,
    404,
  )
})
