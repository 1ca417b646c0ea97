import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addTestPerson, addTestSession } from '../../../../test/people.ts'
import { addRegistryPair } from '../../../../test/registry-people.ts'
import { signInApp } from '../../../../test/sign-in-app.ts'

const { app, test: database, ring, asSystem } = await signInApp()
const { owner } = database
const village = await addTestPerson(owner, 'village-operator', { region: '16.06.01.2001', kind: 'village' })
const elsewhere = await addTestPerson(owner, 'village-operator', { region: '16.06.02.2001', kind: 'village' })
const session = await addTestSession(owner, ring, village)
const stranger = await addTestSession(owner, ring, elsewhere)
const weak = await addTestSession(owner, ring, village, { hasSecondFactor: false })

const get = (url: string, { cookie } = session) =>
  app.inject({ url, headers: { cookie, accept: 'text/html' } })
const post = (url: string, fields: Record<string, string>, { cookie, csrf } = session) =>
  app.inject({
    method: 'POST',
    url,
    headers: { cookie, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ ...fields, csrf }).toString(),
  })

const pairOf = (name: string) =>
  addRegistryPair(
    owner,
    ring,
    {
      name,
      region: '16.06.01.2001',
      occupation: 'PETANI',
      sealed: { motherName: 'SITI AMINAH', phone: '+6281234567890' },
    },
    {
      occupation: 'SOPIR',
      sealed: { motherName: 'SITI AMINAH', phone: '+6281234567891', kpj: '12345678901' },
    },
  )

test('a pair is listed with its reasons and shown side by side: masked, differences in words, both people in the audit', async () => {
  const { pair, people } = await pairOf('BAHARUDIN LUBIS')
  const list = await get('/orang/gabung?band=perhaps&region=16.06')
  assert.match(list.body, new RegExp(`href="/orang/gabung/${pair}"`))
  assert.match(list.body, /Nama sama setelah gelar dilepas; tanggal lahir sama/)
  assert.doesNotMatch((await get('/orang/gabung?band=same')).body, new RegExp(pair))
  const page = await get(`/orang/gabung/${pair}`)
  assert.equal(page.headers['cache-control'], 'no-store')
  for (const shown of [
    '1699 •••• •••• ',
    'S••••',
    '•••• 7890',
    'Berbeda',
    'Hanya satu yang diisi',
    'Menguatkan',
    'Melemahkan',
  ])
    assert.ok(page.body.includes(shown), shown)
  for (const secret of ['SITI AMINAH', '81234567890', '12345678901'])
    assert.ok(!page.body.includes(secret), secret)
  const entries = await asSystem<{ action: string; subject_id: string }>(
    `select distinct action, subject_id from audit_entries where action like 'people.%' and subject_id = any ($1) order by 1, 2`,
    [people.map(String)],
  )
  assert.deepEqual(
    entries.map(({ action, subject_id }) => [action, subject_id]),
    ['people.compare', 'people.list-duplicates'].flatMap((action) =>
      people.map((id) => [action, String(id)]),
    ),
  )
})

test('one person: the chosen row stays, and the pair can be taken apart again', async () => {
  const { pair, people } = await pairOf('CAKRA DEWANTO')
  const path = `/orang/gabung/${pair}`
  const merged = await post(`${path}/sama`, { keep: String(people[1]), reason: 'KTP dilihat' })
  assert.deepEqual([merged.statusCode, merged.headers.location], [303, `${path}?pesan=simpan`])
  const shown = await get(`${path}?pesan=simpan`)
  assert.match(shown.body, new RegExp(`data ${String(people[1])} yang tetap dipakai`))
  assert.match(shown.body, /Keputusan tersimpan/)
  assert.match((await get('/orang/gabung?state=same')).body, new RegExp(pair))
  const parted = await post(`${path}/pisah`, { reason: 'salah lihat' })
  assert.equal(parted.statusCode, 303)
  assert.match((await get(path)).body, /Data mana yang tetap dipakai/)
})

test('two people: the pair is decided and not offered any more', async () => {
  const { pair } = await pairOf('DEDI GUNAWAN')
  const path = `/orang/gabung/${pair}`
  assert.equal((await post(`${path}/beda`, { reasonApart: 'saudara' })).statusCode, 303)
  assert.match((await get(path)).body, /orang berbeda/)
  assert.doesNotMatch((await get('/orang/gabung')).body, new RegExp(pair))
  const late = await post(`${path}/sama`, { keep: pair.split('-')[0] ?? '', reason: 'x' })
  assert.equal(late.statusCode, 409)
  assert.match(late.body, /Pasangan ini sudah diputuskan/)
  assert.equal((await post(`${path}/pisah`, { reason: 'ternyata sama' })).statusCode, 303)
  assert.match((await get('/orang/gabung')).body, new RegExp(pair))
})

test('what is missing comes back at its question with everything typed, and nothing is decided', async () => {
  const { pair } = await pairOf('EFENDI HARAHAP')
  const path = `/orang/gabung/${pair}`
  const unchosen = await post(`${path}/sama`, { reason: 'KTP <dilihat>' })
  assert.equal(unchosen.statusCode, 422)
  assert.match(unchosen.body, /href="#keep"/)
  assert.match(unchosen.body, /KTP &lt;dilihat&gt;/)
  const unreasoned = await post(`${path}/beda`, { reasonApart: '' })
  assert.equal(unreasoned.statusCode, 422)
  assert.match(unreasoned.body, /href="#reasonApart"/)
  const other = await post(`${path}/sama`, { keep: '1', reason: 'x' })
  assert.equal(other.statusCode, 422)
  assert.match((await get('/orang/gabung')).body, new RegExp(pair))
})

test('whoever does not see both gets the answer of a pair that does not exist; without a second factor nobody decides', async () => {
  const { pair } = await pairOf('FAJAR ISKANDAR')
  for (const path of [
    `/orang/gabung/${pair}`,
    '/orang/gabung/1-2',
    '/orang/gabung/bukan',
    '/orang/gabung/5-5',
  ])
    assert.equal((await get(path, stranger)).statusCode, 404, path)
  assert.equal((await post(`/orang/gabung/${pair}/beda`, { reasonApart: 'x' }, stranger)).statusCode, 404)
  assert.doesNotMatch((await get('/orang/gabung', stranger)).body, new RegExp(pair))
  assert.match(String((await get(`/orang/gabung/${pair}`, weak)).headers.location), /^\/masuk\/|^\/akun/)
  const forged = await post(
    `/orang/gabung/${pair}/beda`,
    { reasonApart: 'x' },
    { ...session, csrf: stranger.csrf },
  )
  assert.equal(forged.statusCode, 403)
})

test('programs get the same: list, comparison, merging, taking apart, telling apart', async () => {
  const { pair, people } = await pairOf('GATOT JATMIKO')
  const ask = (method: 'GET' | 'POST', url: string, payload?: object) =>
    app.inject({ method, url, headers: session.headers, ...(payload && { payload }) })
  const list = (await ask('GET', '/api/v1/duplicates?state=waiting')).json<{ pairs: { pair: string }[] }>()
  assert.ok(list.pairs.some((each) => each.pair === pair))
  const one = (await ask('GET', `/api/v1/duplicates/${pair}`)).json<{
    lines: { field: string; likeness: string }[]
  }>()
  assert.equal(one.lines.find(({ field }) => field === 'motherName')?.likeness, 'same')
  const merged = await ask('POST', `/api/v1/duplicates/${pair}/merge`, {
    keep: people[0],
    reason: 'KTP dilihat',
  })
  const { id, ...merging } = merged.json<{ id: string }>()
  assert.deepEqual(merging, { keptId: people[0], lostId: people[1], filled: ['kpj'] })
  const again = await ask('POST', `/api/v1/duplicates/${pair}/merge`, { keep: people[0], reason: 'x' })
  assert.deepEqual([again.statusCode, again.json<{ code: string }>().code], [409, 'people-merged-already'])
  assert.equal((await ask('POST', `/api/v1/merges/${id}/undo`, { reason: 'salah' })).statusCode, 200)
  assert.equal((await ask('POST', '/api/v1/merges/bukan/undo', { reason: 'salah' })).statusCode, 404)
  assert.equal(
    (await ask('POST', `/api/v1/duplicates/${pair}/different`, { reason: 'saudara' })).statusCode,
    200,
  )
  assert.equal(
    (await ask('POST', `/api/v1/duplicates/${pair}/reopen`, { reason: 'ternyata sama' })).statusCode,
    200,
  )
  assert.equal((await ask('POST', `/api/v1/duplicates/${pair}/reopen`, { reason: 'lagi' })).statusCode, 409)
})
