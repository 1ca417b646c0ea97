import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fastify from 'fastify'
import type { TSchema } from 'typebox'
import { testDatabase } from '../../../test/database.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { clockAt } from '../../platform/clock.ts'
import { checkShape } from '../../platform/validate.ts'
import { childrenAnswer, regionAnswer, searchAnswer } from './contract.ts'
import { regionsRoutes } from './routes.ts'

const { db } = await testDatabase()
const app = fastify()
app.setValidatorCompiler(({ schema }) => (value: unknown) => {
  try {
    checkShape(schema as TSchema, value)
    return true
  } catch (error) {
    // Fastify writes into an error it is given; a refusal is not to be written into.
    return { error: new Error('contract', { cause: error }) }
  }
})
app.setErrorHandler((error, _request, reply) => {
  const refusal = error instanceof Error && error.cause instanceof Refusal ? error.cause : error
  if (!(refusal instanceof Refusal)) return reply.status(500).send({ code: 'bug', message: String(error) })
  return reply.status(422).send({ code: refusal.code, ...refusal.value.details })
})
await app.register(regionsRoutes({ db, clock: clockAt(new Date('2026-05-01T03:00:00Z')) }))
after(() => app.close())

const get = async (url: string): Promise<unknown> => (await app.inject({ url })).json()

test('a region answers with path, counts, population, decree, day and source', async () => {
  const answer = checkShape(regionAnswer, await get('/api/v1/regions/16.06'))
  assert.deepEqual(answer.path, [{ code: '16', name: 'Sumatera Selatan', kind: 'provinsi' }])
  assert.equal(answer.title, 'Kab. Musi Banyuasin, Sumatera Selatan')
  assert.deepEqual([answer.counts.kecamatan, answer.counts.desa, answer.counts.kelurahan], [15, 229, 13])
  assert.deepEqual(
    [answer.population?.value, answer.population?.asOf, answer.population?.restated],
    [736_897, '2024-12-31', false],
  )
  assert.deepEqual([answer.on, answer.validFrom, answer.validTo], ['2026-05-01', '2025-04-25', null])
  assert.match(answer.decree, /300\.2\.2-2138\/2025/)
  assert.match(answer.source.attribution, /ODbL/)
})

test('the country, a padded code and a village answer too', async () => {
  const country = checkShape(regionAnswer, await get('/api/v1/regions/ID'))
  assert.deepEqual(
    [country.counts.provinsi, country.counts.kecamatan, country.population?.value],
    [38, 7_285, 284_973_643],
  )
  assert.equal(checkShape(regionAnswer, await get('/api/v1/regions/1606000000')).code, '16.06')
  assert.equal(checkShape(regionAnswer, await get('/api/v1/regions/16.06.02.2007')).population, null)
})

test('children come in order of code with their own figures, and a village has none', async () => {
  const answer = checkShape(childrenAnswer, await get('/api/v1/regions/16/children'))
  assert.deepEqual(
    [answer.children.length, answer.children[0]?.code, answer.children.at(-1)?.code],
    [17, '16.01', '16.74'],
  )
  assert.equal(
    answer.children.reduce((sum, { population }) => sum + (population?.value ?? 0), 0),
    9_064_690,
  )
  assert.deepEqual(
    checkShape(childrenAnswer, await get('/api/v1/regions/16.06.02.2007/children')).children,
    [],
  )
})

test('a search answers with path, score and why', async () => {
  const answer = checkShape(
    searchAnswer,
    await get('/api/v1/regions?query=musi+banyu+asin&within=16&limit=2'),
  )
  assert.deepEqual(answer.matches[0], {
    code: '16.06',
    name: 'Kabupaten Musi Banyuasin',
    kind: 'kabupaten',
    path: 'Kab. Musi Banyuasin, Sumatera Selatan',
    score: 1,
    matchedBy: 'name',
  })
})

const REFUSED: readonly (readonly [url: string, code: string, field: string])[] = [
  ['/api/v1/regions/16.99', 'region-unknown', 'code'],
  ['/api/v1/regions/XVI', 'value-malformed', 'code'],
  ['/api/v1/regions/16?on=2026-02-30', 'value-malformed', 'on'],
  ['/api/v1/regions/16?on=2020-01-01', 'region-map-unknown', 'on'],
  ['/api/v1/regions?query=a&within=99', 'region-unknown', 'within'],
  ['/api/v1/regions?query=a&limit=99', 'value-out-of-range', 'limit'],
]
for (const [url, code, field] of REFUSED) {
  test(`${url} is refused: ${code}, ${field}`, async () => {
    const answer = (await get(url)) as { code: string; field: string }
    assert.deepEqual([answer.code, answer.field], [code, field])
  })
}
