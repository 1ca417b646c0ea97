import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { appWithoutDatabase } from '../../test/api-app.ts'
import { REFUSAL_CODES } from '../../web/locales/refusal-sentence.ts'
import { API_EXAMPLES } from './api-examples.ts'

const app = await appWithoutDatabase()
const answer = await app.inject({ url: '/api/v1/openapi.json' })
type Paths = Readonly<
  Record<string, Readonly<Record<string, { readonly summary?: string; readonly security?: unknown }>>>
>
const document: { readonly openapi: string; readonly paths: Paths } = answer.json()

test('the document is OpenAPI 3.1 and the same as the one kept in docs/api', () => {
  assert.match(document.openapi, /^3\.1\./)
  const kept = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'api', 'openapi.json'), 'utf8')
  assert.deepEqual(document, JSON.parse(kept), 'run `npm run openapi` and look at what changed')
})

test('every code of refusal is listed', () => {
  for (const code of REFUSAL_CODES) assert.ok(answer.body.includes(`"${code}"`), code)
})

test('every route has a summary, a place in the documentation and an example that is answered', async () => {
  const docs = await app.inject({ url: '/api/docs' })
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, { summary, security }] of Object.entries(methods)) {
      const name = `${method.toUpperCase()} ${path}`
      assert.ok(summary, name)
      assert.ok(docs.body.includes(name), name)
      const example = API_EXAMPLES[name]
      assert.ok(example, `${name} has no example`)
      // Public answers that read the database: tried with one in their own tests.
      if (/\/regions|\/figures\/|\/open-data\//.test(path)) continue
      const tried = await app.inject({
        method: example.body ? 'POST' : 'GET',
        url: example.path,
        ...(example.body ? { payload: example.body } : {}),
      })
      assert.equal(tried.statusCode, security ? 401 : 200, `${name}: ${tried.body}`)
    }
  }
})
