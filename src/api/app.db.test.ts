import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startApp } from '../../test/e2e-server.ts'
import { API_EXAMPLES } from './api-examples.ts'

const { app, url } = await startApp()

test('ready once the database answers with our schema', async () => {
  const ready = await app.inject({ url: '/readyz' })
  assert.equal(ready.statusCode, 200)
  assert.deepEqual(ready.json(), { status: 'ready' })
})

test('not ready when the schema is not the one of this program', async () => {
  const { app: behind } = await startApp({ checkSchema: () => Promise.resolve('schema-behind') })
  const ready = await behind.inject({ url: '/readyz' })
  assert.equal(ready.statusCode, 503)
  assert.equal(ready.json<{ reason: string }>().reason, 'schema-behind')
})

test('the examples of the region routes are answered', async () => {
  for (const [name, { path }] of Object.entries(API_EXAMPLES)) {
    if (!path.includes('/regions')) continue
    assert.equal((await app.inject({ url: path })).statusCode, 200, name)
  }
})

test('an unknown region is 404, a code that is none 422, each with its field', async () => {
  const unknown = await app.inject({ url: '/api/v1/regions/99' })
  const malformed = await app.inject({ url: '/api/v1/regions/abc' })
  for (const [answer, status] of [
    [unknown, 404],
    [malformed, 422],
  ] as const) {
    assert.equal(answer.statusCode, status)
    assert.equal(answer.json<{ field: string }>().field, 'code')
  }
})

test('what people type cannot become SQL, a file or a long wait', async () => {
  const hostile = [
    "'; drop table regions; --",
    '%',
    '../../etc/passwd',
    '\\',
    'a'.repeat(50_000),
    '=cmd()',
    '(a+)+$',
  ]
  for (const text of hostile) {
    const started = performance.now()
    const answer = await app.inject({
      url: `/wilayah?query=${encodeURIComponent(text)}`,
      headers: { accept: 'text/html' },
    })
    assert.equal(answer.statusCode, 200, text.slice(0, 30))
    assert.ok(performance.now() - started < 2_000, text.slice(0, 30))
  }
})

test('the regions of a province come as a table file that a spreadsheet opens as it stands', async () => {
  const answer = await fetch(`${url}/wilayah/16.csv`)
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer())
  assert.equal(answer.headers.get('content-disposition'), 'attachment; filename="wilayah-16.csv"')
  assert.ok(text.startsWith('\uFEFF"Kode";"Nama"'))
  assert.equal(text.trim().split('\r\n').length, 1 + 17)
})
