import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addTestPerson, addTestSession, rowsOf } from '../../../../test/people.ts'
import { addRegistryPerson } from '../../../../test/registry-people.ts'
import { signInApp } from '../../../../test/sign-in-app.ts'
import { createApiKey } from '../../../modules/access/create-api-key.ts'

const { app, test: database, ring, clock } = await signInApp()
const { owner } = database
const EPIL = '16.06.01.2001'
const operator = await addTestPerson(owner, 'village-operator', { region: EPIL, kind: 'village' })
const organisation = operator.organisationId
const head = await addTestPerson(owner, 'village-head', { region: EPIL, kind: 'village', organisation })
const far = await addTestPerson(owner, 'village-operator', { region: '32.04.05.2001', kind: 'village' })
const [asking, deciding, strange] = await Promise.all(
  [operator, head, far].map((person) => addTestSession(owner, ring, person)),
)
const weak = await addTestSession(owner, ring, head, { hasSecondFactor: false })
type Session = typeof weak

const get = (url: string, session: Session | undefined = asking) =>
  app.inject({ url, headers: { cookie: session?.cookie ?? '', accept: 'text/html' } })
const post = (url: string, fields: Record<string, string>, session: Session | undefined = asking) =>
  app.inject({
    method: 'POST',
    url,
    headers: {
      cookie: session?.cookie ?? '',
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams({ ...fields, csrf: session?.csrf ?? '' }).toString(),
  })
const api = (method: 'GET' | 'POST', url: string, body?: object, session: Session | undefined = asking) =>
  app.inject({ method, url, headers: session?.headers ?? {}, ...(body && { payload: body }) })

const add = (name: string) =>
  addRegistryPerson(owner, ring, {
    name,
    region: EPIL,
    organisation,
    occupation: 'PETANI',
    sealed: { phone: '+6281234567890', kpj: '12345678901' },
  })
const rowOf = async (id: number) =>
  (await rowsOf<Record<string, unknown>>(owner, 'select * from people where id = $1', [id]))[0]
const reason = 'KTP diperlihatkan'

test('a change is filled in, looked at before and after, and only then made: details at once by who keeps the row', async () => {
  const id = await add('SITI AMINAH')
  const form = await get(`/orang/${String(id)}/ubah`)
  assert.match(form.body, /Sekarang: PETANI/)
  assert.match(form.body, /•••• 7890/)
  assert.doesNotMatch(form.body, /81234567890/)
  const asked = { occupation: 'nelayan', phone: '0813 1111 2222', groups: 'TANI MAJU, NELAYAN JAYA', reason }
  const check = await post(`/orang/${String(id)}/ubah`, { ...asked, 'kosong.kpj': 'ya' })
  assert.equal(check.statusCode, 200)
  for (const shown of ['Periksa sebelum mengirim', 'langsung berlaku', 'PETANI', 'nelayan', '0813 1111 2222'])
    assert.ok(check.body.includes(shown), shown)
  assert.equal((await rowOf(id))?.['occupation'], 'PETANI', 'looking changes nothing')
  const sent = await post(`/orang/${String(id)}/ubah`, { ...asked, 'kosong.kpj': 'ya', langkah: 'kirim' })
  assert.equal(sent.statusCode, 303)
  const row = await rowOf(id)
  assert.deepEqual(
    [row?.['occupation'], row?.['occupation_code'], row?.['groups'], row?.['kpj_index']],
    ['nelayan', '11', ['TANI MAJU', 'NELAYAN JAYA'], null],
  )
  const request = await get(String(sent.headers.location))
  assert.match(request.body, /sudah diterapkan/)
  assert.doesNotMatch(request.body, /1111 2222|81311112222/)
})

test('going back from the look keeps what was typed, and a field is not filled and emptied at once', async () => {
  const id = await add('JOKO')
  const back = await post(`/orang/${String(id)}/ubah`, { occupation: 'tukang', reason, langkah: 'ubah' })
  assert.match(back.body, /value="tukang"/)
  const both = await post(`/orang/${String(id)}/ubah`, {
    occupation: 'tukang',
    'kosong.occupation': 'ya',
    reason,
  })
  assert.equal(both.statusCode, 422)
  assert.match(both.body, /href="#occupation">Isi nilai baru atau centang kosongkan/)
})

test('a decile is told with its source and day, stands on the record with both, and leaves with both', async () => {
  const id = await add('WATI')
  const path = `/orang/${String(id)}/ubah`
  const alone = await post(path, { decile: '2', reason })
  assert.equal(alone.statusCode, 422)
  assert.match(alone.body, /href="#decileSource"/)
  const whole = { decile: '2', decileSource: 'DTSEN triwulan I 2026', decileOn: '31-03-2026', reason }
  assert.equal((await post(path, { ...whole, langkah: 'kirim' })).statusCode, 303)
  const record = await get(`/orang/${String(id)}`)
  assert.match(record.body, /desil kesejahteraan<\/dt><dd>2</)
  assert.match(record.body, /DTSEN triwulan I 2026/)
  assert.match(record.body, /31 Maret 2026/)
  assert.equal((await post(path, { 'kosong.decile': 'ya', reason, langkah: 'kirim' })).statusCode, 303)
  const row = await rowOf(id)
  assert.deepEqual([row?.['decile'], row?.['decile_source'], row?.['decile_on']], [null, null, null])
})

test('who somebody is waits for another pair of eyes: asked on one page, decided on another', async () => {
  const id = await add('BUDI')
  const path = `/orang/${String(id)}/ubah`
  const check = await post(path, { name: 'BUDIMAN', workRegion: '16.06', reason })
  assert.match(check.body, /menunggu persetujuan petugas lain/)
  const sent = await post(path, { name: 'BUDIMAN', workRegion: '16.06', reason, langkah: 'kirim' })
  const where = String(sent.headers.location).split('?', 1)[0] ?? ''
  assert.match((await get(`/orang/${String(id)}`)).body, new RegExp(where))
  const own = await get(where)
  assert.match(own.body, /Permintaan sendiri diputuskan orang lain/)
  assert.doesNotMatch(own.body, /setujui"/)
  assert.match((await get('/orang/permintaan?whose=own')).body, new RegExp(where))
  assert.doesNotMatch((await get('/orang/permintaan?whose=others')).body, new RegExp(where))
  const queue = await get('/orang/permintaan?state=pending&whose=others', deciding)
  assert.match(queue.body, new RegExp(where))
  const file = await get('/orang/permintaan.xlsx?state=pending', deciding)
  assert.equal(file.headers['content-disposition'], 'attachment; filename="permintaan-perubahan.xlsx"')
  assert.equal(file.rawPayload.subarray(0, 2).toString(), 'PK')
  const blank = await post(`${where}/setujui`, { reasonApprove: ' ' }, deciding)
  assert.equal(blank.statusCode, 422)
  assert.match(blank.body, /href="#reasonApprove"/)
  const approved = await post(`${where}/setujui`, { reasonApprove: 'KTP asli dilihat' }, deciding)
  assert.equal(approved.statusCode, 303)
  const row = await rowOf(id)
  assert.deepEqual([row?.['name'], Number(row?.['work_region'])], ['BUDIMAN', 1_606_000_000])
  assert.match((await get(where)).body, /KTP asli dilihat/)
  const again = await post(`${where}/setujui`, { reasonApprove: 'lagi' }, deciding)
  assert.equal(again.statusCode, 409)
})

test('nobody approves his own request, without a second factor nobody approves, and a request elsewhere is none', async () => {
  const id = await add('HASAN')
  const body = { fields: { name: 'HASAN BASRI' }, reason }
  const made = await api('POST', `/api/v1/people/${String(id)}/changes`, body, deciding)
  assert.equal(made.statusCode, 201)
  const { request, state } = made.json<{ request: string; state: string }>()
  assert.equal(state, 'pending')
  const one = `/api/v1/changes/${request}`
  assert.equal(
    (await api('POST', `${one}/approve`, { reason }, deciding)).json<{ code: string }>().code,
    'request-own',
  )
  assert.equal((await api('POST', `${one}/approve`, { reason }, weak)).statusCode, 403)
  assert.equal((await api('POST', `${one}/approve`, { reason }, asking)).statusCode, 403)
  for (const url of [one, `/orang/permintaan/${request}`])
    assert.equal((await api('GET', url, undefined, strange)).statusCode, 404)
  assert.equal(
    (await api('POST', `${one}/withdraw`, { reason }, asking)).json<{ code: string }>().code,
    'request-of-another',
  )
  const seen = (await api('GET', one)).json<{ changes: object; isOwn: boolean; person: object }>()
  assert.deepEqual(seen.changes, { name: { before: 'HASAN', after: 'HASAN BASRI' } })
  assert.equal(seen.isOwn, false)
  assert.equal((await api('POST', `${one}/withdraw`, { reason }, deciding)).statusCode, 200)
  assert.equal((await rowOf(id))?.['name'], 'HASAN')
})

test('a person by the API is the person of the page: masked, on record, and opened by group for a reason', async () => {
  const id = await add('MARNI')
  const shown = await api('GET', `/api/v1/people/${String(id)}`)
  const person = shown.json<{ name: string; region: string; masked: Record<string, string>; open: object }>()
  assert.deepEqual([person.name, person.region, person.masked['phone']], ['MARNI', EPIL, '•••• 7890'])
  assert.doesNotMatch(shown.body, /81234567890|12345678901/)
  const opened = await api('POST', `/api/v1/people/${String(id)}/unmask`, { group: 'contact', reason })
  assert.equal(opened.headers['cache-control'], 'no-store')
  assert.equal(opened.json<{ fields: Record<string, string> }>().fields['phone'], '+6281234567890')
  const entries = await rowsOf<{ action: string; reason: string | null }>(
    owner,
    `select action, reason from audit_entries where subject_kind = 'person' and subject_id = $1 order by id`,
    [String(id)],
  )
  assert.deepEqual(entries, [
    { action: 'people.read', reason: null },
    { action: 'people.unmask', reason },
  ])
  assert.equal((await api('GET', `/api/v1/people/${String(id)}`, undefined, strange)).statusCode, 404)
})

test('a program’s key is shown as many people as its quota allows, one by one or in a list of requests, and no look beyond is recorded', async () => {
  const administrator = await addTestPerson(owner, 'region-administrator', {
    region: '16.06',
    kind: 'regency',
  })
  const { id: keyId, key } = await createApiKey(
    { db: database.db, clock, ring },
    { kind: 'system' },
    {
      organisation: administrator.organisationId,
      name: 'Dasbor',
      actions: ['people.read', 'people.change'],
      reach: 'region',
      region: '16.06',
      personsPerDay: 1,
      expiresOn: '2026-12-31',
      reason: 'PKS 4/2026',
    },
  )
  const ask = (url: string) => app.inject({ url, headers: { authorization: `Bearer ${key}` } })
  const [one, other] = [await add('RUDI'), await add('TONI')]
  assert.equal((await ask(`/api/v1/people/${String(one)}`)).statusCode, 200)
  assert.equal((await ask(`/api/v1/people/${String(one)}`)).statusCode, 200, 'the same person counts once')
  const made = await api('POST', `/api/v1/people/${String(other)}/changes`, {
    fields: { name: 'TONY' },
    reason,
  })
  const beyond = [
    `/api/v1/people/${String(other)}`,
    `/api/v1/changes?person=${String(other)}`,
    `/api/v1/changes/${made.json<{ request: string }>().request}`,
  ]
  for (const url of beyond) {
    const refused = await ask(url)
    assert.equal(refused.statusCode, 429, url)
    assert.doesNotMatch(refused.body, /TONI/)
  }
  const looks = await rowsOf<{ subject_id: string }>(
    owner,
    `select distinct subject_id from audit_entries where actor_id = $1 and subject_kind = 'person'`,
    [keyId],
  )
  assert.deepEqual(looks, [{ subject_id: String(one) }])
})
