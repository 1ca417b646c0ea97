import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addTestSession, rowsOf, type TestPerson } from '../../../../test/people.ts'
import { signInApp } from '../../../../test/sign-in-app.ts'
import { NEXT_VILLAGE, resultText, submissionStage, VILLAGE } from '../../../../test/submission-stage.ts'

const { app, test: database, ring } = await signInApp()
const { owner } = database
const { staff, protectedPerson, nikOf, nameOf, kpjOf, kpjIn } = await submissionStage(database, ring)

async function browserOf(person: TestPerson) {
  const session = await addTestSession(owner, ring, person)
  const headers = { cookie: session.cookie, accept: 'text/html' }
  const edge = 'batas'
  return {
    get: (url: string) => app.inject({ url, headers }),
    api: (url: string, body?: object) =>
      app.inject({
        method: body === undefined ? 'GET' : 'POST',
        url: `/api/v1${url}`,
        headers: session.headers,
        ...(body !== undefined && { payload: body }),
      }),
    post: (url: string, fields: Record<string, string> = {}) =>
      app.inject({
        method: 'POST',
        url,
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ ...fields, csrf: session.csrf }).toString(),
      }),
    upload: (url: string, text: string, on = '') => {
      const field = (name: string, value: string) =>
        `--${edge}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
      const file = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="hasil.csv"\r\ncontent-type: text/csv\r\n\r\n${text}\r\n--${edge}--\r\n`
      return app.inject({
        method: 'POST',
        url,
        headers: { ...headers, 'content-type': `multipart/form-data; boundary=${edge}` },
        payload: field('csrf', session.csrf) + field('on', on) + file,
      })
    },
  }
}

const regency = await browserOf(staff.regency)
const branch = await browserOf(staff.branch)
const village = await browserOf(staff.village)

test('two uploads close the loop: gathered, downloaded, sent, answered in counts first, and the village sees what to do', async () => {
  const [taken, refused, theirs] = [
    await protectedPerson(),
    await protectedPerson(),
    await protectedPerson({ village: NEXT_VILLAGE }),
  ]
  const made = await regency.post('/pengajuan/baru', {
    segment: 'BPU',
    region: '16.06',
    roster: '',
    month: '',
    package: '',
  })
  assert.equal(made.statusCode, 303, made.body)
  const path = String(made.headers['location']).split('?')[0] ?? ''
  assert.match(path, /^\/pengajuan\/PGJ-2026-\d{6}$/)
  const again = await regency.post('/pengajuan/baru', {
    segment: 'BPU',
    region: '16.06',
    roster: '',
    month: '',
    package: '',
  })
  assert.equal(again.statusCode, 422)
  assert.match(again.body, /Tidak ada orang yang perlu diajukan/)

  const draft = await branch.get(path)
  assert.match(draft.body, new RegExp(nameOf(taken)))
  const csv = await branch.get(`${path}/berkas/1?format=csv`)
  assert.ok(csv.body.includes(nikOf(theirs)))
  assert.equal(csv.headers['cache-control'], 'no-store')
  assert.equal(
    (await branch.get(`${path}/berkas/1`)).headers['content-type'],
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  )
  assert.equal((await branch.get(`${path}/hasil`)).statusCode, 200)
  const early = await branch.upload(`${path}/hasil`, resultText([[nikOf(taken), kpjOf(taken), '']]))
  assert.equal(early.statusCode, 409)
  assert.match(early.body, /berstatus draf/)
  assert.equal((await regency.post(`${path}/kirim`, { on: '2026-05-20' })).statusCode, 303)

  const text = resultText([
    [nikOf(taken), kpjOf(taken), ''],
    [nikOf(refused), '', 'Nama tidak sesuai Dukcapil'],
    ['1699992003909876', kpjOf(9), ''],
  ])
  const read = await branch.upload(`${path}/hasil`, text)
  assert.equal(read.statusCode, 303, read.body)
  const resultPath = String(read.headers['location'])
  const preview = await branch.get(resultPath)
  assert.match(preview.body, /Belum ada yang berubah/)
  assert.match(preview.body, /NIK tidak ada dalam pengajuan ini/)
  assert.doesNotMatch(preview.body, /1699992003909876/)
  assert.equal(await kpjIn(taken), null)
  assert.equal((await branch.post(`${resultPath}/terapkan`)).statusCode, 303)
  assert.match((await branch.get(resultPath)).body, /Hasil diterapkan/)
  assert.equal(await kpjIn(taken), kpjOf(taken))
  assert.equal((await branch.post(`${resultPath}/terapkan`)).statusCode, 409)

  const mend = await village.get('/pengajuan/ditolak')
  assert.match(mend.body, new RegExp(nameOf(refused)))
  assert.match(mend.body, /Tulis nama persis seperti di KTP/)
  assert.match(mend.body, /Kata BPJS: Nama tidak sesuai Dukcapil/)
  const seen = await village.get(path)
  assert.match(seen.body, /hanya untuk orang di wilayah Anda/)
  assert.doesNotMatch(seen.body, new RegExp(nameOf(theirs)))
  assert.doesNotMatch(seen.body, /Berkas untuk BPJS/)
  assert.equal((await village.get(`${path}/berkas/1`)).statusCode, 404)
  assert.equal((await village.get('/pengajuan/ditolak.xlsx')).statusCode, 200)
  assert.equal(
    (await village.post(`${path}/perbaiki`, { people: String(refused), reason: 'KTP benar' })).statusCode,
    303,
  )
  assert.doesNotMatch((await village.get('/pengajuan/ditolak')).body, new RegExp(nameOf(refused)))
})

test('the queue, its workbook and the way from proposal to card open in both languages, with filters', async () => {
  for (const url of [
    '/pengajuan',
    '/pengajuan?state=sent&lang=en',
    '/pengajuan/kemajuan',
    '/pengajuan/ditolak?reason=over-age',
    '/pengajuan/baru',
    '/pengajuan?region=16.06',
  ]) {
    const page = await regency.get(url)
    assert.equal(page.statusCode, 200, `${url}: ${page.body}`)
  }
  for (const url of ['/pengajuan.xlsx', '/pengajuan/kemajuan.xlsx']) {
    assert.match(String((await regency.get(url)).headers['content-disposition']), /\.xlsx"$/)
  }
})

test('the API does the same: gather, send, read in, apply, discard', async () => {
  const person = await protectedPerson()
  const { id, number } = (await regency.api('/submissions', { segment: 'BPU', region: VILLAGE })).json<{
    id: string
    number: string
  }>()
  assert.equal((await village.api('/submissions', { segment: 'BPU' })).statusCode, 403)
  assert.deepEqual((await regency.api(`/submissions/${number}/send`, {})).json(), { done: true })
  assert.equal((await regency.api(`/submissions/${id}/withdraw`, { reason: 'x' })).statusCode, 409)
  const content = Buffer.from(resultText([[nikOf(person), kpjOf(person), '']])).toString('base64')
  const kept = (await branch.api(`/submissions/${id}/results`, { fileName: 'hasil.csv', content })).json<{
    id: string
    state: string
  }>()
  assert.equal(kept.state, 'read')
  assert.deepEqual((await branch.api(`/submission-results/${kept.id}/discard`, {})).json(), { done: true })
  const next = (await branch.api(`/submissions/${id}/results`, { fileName: 'hasil.csv', content })).json<{
    id: string
  }>()
  const done = (await branch.api(`/submission-results/${next.id}/apply`, {})).json<{
    state: string
    counts: Record<string, number>
  }>()
  assert.deepEqual([done.state, done.counts['member']], ['applied', 1])
  const one = (await branch.api(`/submissions/${id}`)).json<{
    state: string
    members: number
    open: number
  }>()
  // The one who was said to be in order above went along, and waits.
  assert.deepEqual([one.state, one.members, one.open], ['partly-answered', 1, 1])
  const people = (await village.api(`/submissions/${id}/people?state=member`)).json<{
    people: { person: number }[]
  }>()
  assert.deepEqual(
    people.people.map((each) => each.person),
    [person],
  )
  assert.equal(
    (await village.api(`/submissions/${id}/results`, { fileName: 'h.csv', content })).statusCode,
    403,
  )
})

test('a submission that does not exist, or is elsewhere, is not found on any of its pages', async () => {
  const gone = '/pengajuan/PGJ-2026-999999'
  for (const path of ['', '/kirim', '/tarik', '/perbaiki', '/hasil', '/berkas/1', '/hasil/x'])
    assert.equal((await regency.get(gone + path)).statusCode, 404, path)
  for (const path of ['/kirim', '/hasil', '/hasil/x/terapkan', '/hasil/x/buang'])
    assert.equal((await regency.post(gone + path)).statusCode, 404, path)
  const body = { fileName: 'h.csv', content: '' }
  assert.equal((await branch.api('/submissions/PGJ-2026-999999/results', body)).statusCode, 404)
})

test('no page of submissions puts a NIK into log or audit', async () => {
  const entries = await rowsOf<{ text: string }>(
    owner,
    `select to_jsonb(e)::text as text from audit_entries e where action like 'submissions.%'`,
  )
  assert.ok(entries.length > 5)
  for (const { text } of entries) assert.doesNotMatch(text, /16999920\d{8}/)
})
