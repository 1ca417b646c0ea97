import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addTestPerson, addTestSession, rowsOf } from '../../../../test/people.ts'
import { addRegistryPerson } from '../../../../test/registry-people.ts'
import { signInApp } from '../../../../test/sign-in-app.ts'
import { LAYOUTS } from '../../../modules/people/export-layouts.ts'

const { app, test: database, ring } = await signInApp()
const { owner } = database
const EPIL = '16.06.01.2001'
const village = await addTestPerson(owner, 'village-operator', { region: EPIL, kind: 'village' })
const elsewhere = await addTestPerson(owner, 'village-operator', { region: '32.04.05.2001', kind: 'village' })
const session = await addTestSession(owner, ring, village)
const stranger = await addTestSession(owner, ring, elsewhere)
const weak = await addTestSession(owner, ring, village, { hasSecondFactor: false })

for (const name of ['SITI', 'BUDI', 'JOKO'])
  await addRegistryPerson(owner, ring, {
    name,
    region: EPIL,
    ...(name === 'SITI' && { sealed: { kpj: '12345678901' } }),
  })
await rowsOf(owner, `update people set living_status = 'deceased' where name = 'JOKO'`)
await rowsOf(owner, `update people set segment = 'PU' where name = 'BUDI'`)

const get = (url: string, { cookie } = session) =>
  app.inject({ url, headers: { cookie, accept: 'text/html' } })
const post = (fields: Record<string, string>, { cookie, csrf } = session) =>
  app.inject({
    method: 'POST',
    url: '/orang/ekspor',
    headers: { cookie, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ ...fields, csrf }).toString(),
  })
const counted = async (query: string, by = session) =>
  (await app.inject({ url: `/api/v1/people/export?${query}`, headers: by.headers })).json<{
    people: number
    leftOut: { because: string; people: number } | null
    files: { file: string; people: number }[]
  }>()
const exportsOf = () =>
  rowsOf<{ count: number; reason: string; file: string | null }>(
    owner,
    `select affected_count::integer as count, reason, details ->> 'file' as file from audit_entries
     where action = 'people.export' order by id`,
  )

test('the page counts first, says who is left out, and gives the file for a reason only', async () => {
  const bare = await get('/orang/ekspor')
  assert.match(bare.body, new RegExp(`value="${EPIL}"`))
  assert.doesNotMatch(bare.body, /name="file"/)
  const page = await get(`/orang/ekspor?layout=bpu&region=${EPIL}`)
  assert.match(page.body, /3 orang cocok, dalam satu berkas\./)
  assert.match(page.body, /1 orang yang tercatat meninggal tidak ikut/)
  const file = /name="file" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  const chosen = { layout: 'csv', region: EPIL, file }
  const blank = await post({ ...chosen, reason: ' ' })
  assert.equal(blank.statusCode, 422)
  assert.match(blank.body, /href="#reason"/)
  assert.deepEqual(await exportsOf(), [], 'counting and refusing are no export')
  const taken = await post({ ...chosen, reason: 'pendaftaran Juni' })
  assert.equal(taken.headers['content-disposition'], 'attachment; filename="orang-2026-05-20.csv"')
  assert.equal(taken.headers['cache-control'], 'no-store')
  assert.equal(taken.body.split('\r\n').length, 1 + 3 + 1)
  assert.deepEqual(await exportsOf(), [{ count: 3, reason: 'pendaftaran Juni', file: null }])
})

test('segment and layout narrow the choice; beyond the reach there is nobody, and without a second factor no page', async () => {
  assert.equal((await counted(`layout=csv&region=${EPIL}&segment=PU`)).people, 1)
  assert.deepEqual((await counted(`layout=sipp-upah&region=${EPIL}`)).leftOut, {
    because: 'no-kpj',
    people: 2,
  })
  assert.deepEqual(await counted(`layout=csv&region=${EPIL}`, stranger), {
    people: 0,
    leftOut: null,
    files: [],
  })
  assert.match(
    (await get(`/orang/ekspor?layout=csv&region=${EPIL}`, stranger)).body,
    /Tidak ada orang yang cocok/,
  )
  const unproven = await app.inject({
    url: `/api/v1/people/export?layout=csv&region=${EPIL}`,
    headers: weak.headers,
  })
  assert.equal(unproven.statusCode, 403)
  assert.match((await get('/orang/ekspor?layout=csv')).body, /Isi wilayah, daftar, atau keduanya/)
})

test('of more people than a file takes each file is taken by itself, each person once, whoever moves in meanwhile', async (t) => {
  // The limit of BPJS Ketenagakerjaan, made small.
  const layout = LAYOUTS.opensid as { mostRows: number }
  const most = layout.mostRows
  t.after(() => (layout.mostRows = most))
  layout.mostRows = 2
  const query = { layout: 'opensid', region: EPIL, reason: 'x' }
  const { files, people } = await counted(`layout=opensid&region=${EPIL}`)
  assert.deepEqual([people, files.map((each) => each.people)], [3, [2, 1]])
  const take = (body: object) =>
    app.inject({ method: 'POST', url: '/api/v1/people/export', headers: session.headers, payload: body })
  const unnamed = await take(query)
  assert.deepEqual([unnamed.statusCode, unnamed.json<{ field: string }>().field], [422, 'file'])
  const newcomer = await addRegistryPerson(owner, ring, { name: 'BARU', region: EPIL })
  for (const { file } of files) assert.equal((await take({ ...query, file })).statusCode, 200)
  const audited = (await exportsOf()).slice(-2)
  assert.deepEqual(
    audited.map(({ count, file }) => [count, file]),
    [
      [2, '1'],
      [1, '2'],
    ],
  )
  await rowsOf(owner, `update people set id = 1 where id = $1`, [newcomer])
  const crowded = await take({ ...query, file: files[0]?.file })
  assert.equal(crowded.json<{ code: string }>().code, 'value-out-of-range', 'nobody is dropped unseen')
  assert.equal((await take({ ...query, file: 'x' })).statusCode, 422)
})
