import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { appWithoutDatabase } from '../../test/api-app.ts'
import { httpProblems } from '../../web/locales/http-problems.ts'
import { REFUSAL_CODES } from '../../web/locales/refusal-sentence.ts'
import { wordsIn } from '../../web/locales/public.ts'

const app = await appWithoutDatabase()
const zipped = (url: string) => app.inject({ url, headers: { 'accept-encoding': 'gzip' } })
const get = async (url: string) => (await app.inject({ url })).body
const groups = Object.keys(wordsIn('id').api.groups)
const pages = ['/api/docs', '/api/docs/codes', ...groups.map((group) => `/api/docs/${group}`)]

test('every page of the documentation weighs at most 50 KB over the wire with its stylesheet, in both languages', async () => {
  for (const path of pages) {
    for (const language of ['id', 'en']) {
      const answer = await zipped(`${path}?lang=${language}`)
      assert.equal(answer.statusCode, 200, path)
      const page = gunzipSync(answer.rawPayload).toString()
      const stylesheet = await zipped(/href="(\/aset\/[^"]+\.css)"/.exec(page)?.[1] ?? '')
      const bytes = answer.rawPayload.length + stylesheet.rawPayload.length
      assert.ok(
        stylesheet.rawPayload.length > 3_000 && bytes <= 50 * 1024,
        `${path} is ${String(bytes)} bytes`,
      )
    }
  }
})

test('every route of the API stands on the page of its group with its fields, and the first page leads there', async () => {
  const first = await get('/api/docs')
  const { paths } = app.swagger()
  let operationCount = 0
  for (const [path, methods] of Object.entries(paths ?? {})) {
    for (const [method, operation] of Object.entries(methods as Record<string, { tags?: string[] }>)) {
      operationCount += 1
      const name = `${method.toUpperCase()} ${path}`
      const [group = ''] = operation.tags ?? []
      assert.ok(groups.includes(group), `${name}: the group "${group}" has no name in web/locales/*/api.ts`)
      const body = await get(`/api/docs/${group}`)
      const id = new RegExp(`<section aria-label="${name.replaceAll(/[{}]/g, '\\$&')}" id="([^"]+)"`).exec(
        body,
      )?.[1]
      assert.ok(id, `${name} is not on the page of its group`)
      assert.ok(first.includes(`<code>${name}</code>`), `${name} is not on the first page`)
      assert.ok(first.includes(`href="/api/docs/${group}"`), `${group} is not linked`)
    }
  }
  assert.ok(operationCount > 20)
})

test('the type of every problem is a place on the page of codes', async () => {
  const body = await get('/api/docs/codes')
  for (const code of [...REFUSAL_CODES, ...Object.keys(httpProblems.id)]) {
    assert.ok(body.includes(`id="${code}"`), code)
  }
})

test('what needs a second factor is not offered to programs', async () => {
  const body = await get('/api/docs/users')
  const [, adding = ''] = body.split('aria-label="POST /api/v1/users"')
  assert.match(adding.split('</section>')[0] ?? '', /X-CSRF-Token/)
  const [, listing = ''] = body.split('aria-label="GET /api/v1/users"')
  assert.match(listing.split('</section>')[0] ?? '', /Authorization: Bearer \$PAYUNG_KEY/)
})

test('a group that does not exist is a page that does not exist', async () => {
  assert.equal((await app.inject({ url: '/api/docs/constructor' })).statusCode, 404)
})
