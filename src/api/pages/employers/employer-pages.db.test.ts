import assert from 'node:assert/strict'
import { writeFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { addTestPerson, addTestSession, rowsOf } from '../../../../test/people.ts'
import { signInApp } from '../../../../test/sign-in-app.ts'
import { openList } from '../../../modules/imports/reading/open-list.ts'

const { app, test: database, ring } = await signInApp()
const { owner } = database
const office = await addTestPerson(owner, 'labour-inspector', { region: '16.06', kind: 'labour-office' })
const branch = await addTestPerson(owner, 'bpjs-examiner', { region: '16.06', kind: 'bpjs-branch' })
const far = await addTestPerson(owner, 'labour-inspector', { region: '32.04', kind: 'labour-office' })
const clerk = await addTestPerson(owner, 'permit-clerk', { region: '16.06', kind: 'permit-office' })
const [session, other, stranger, reader] = await Promise.all(
  [office, branch, far, clerk].map((person) => addTestSession(owner, ring, person)),
)
type Session = typeof session

const get = (url: string, by: Session = session) =>
  app.inject({ url, headers: { cookie: by?.cookie ?? '', accept: 'text/html' } })
const post = (url: string, fields: Record<string, string>, by: Session = session) =>
  app.inject({
    method: 'POST',
    url,
    headers: {
      cookie: by?.cookie ?? '',
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams({ ...fields, csrf: by?.csrf ?? '' }).toString(),
  })
const api = (method: 'GET' | 'POST', url: string, body?: object, by: Session = session) =>
  app.inject({ method, url, headers: by?.headers ?? {}, ...(body && { payload: body }) })

const reason = 'bukti lapor WLKP'
const told = {
  name: 'PT Maju Jaya',
  npp: 'JJ012345',
  nib: '1234567890123',
  region: '16.06',
  size: 'kecil',
  menCount: '40',
  womenCount: '10',
  registeredCount: '20',
  wages: '125000000',
  reportedOn: '31-03-2026',
}

test('an employer is recorded by form, found by a question that can be shared, and changed', async () => {
  const blank = await post('/perusahaan/baru', { ...told, reason: ' ' })
  assert.equal(blank.statusCode, 422)
  assert.match(blank.body, /value="PT Maju Jaya"/)
  const made = await post('/perusahaan/baru', { ...told, reason })
  assert.equal(made.statusCode, 303)
  const path = String(made.headers.location).split('?', 1)[0] ?? ''
  const bare = await get('/perusahaan?name=')
  assert.doesNotMatch(bare.body, /<table/)
  for (const query of ['name=maju', 'npp=JJ012345', 'nib=1234567890123', 'region=16'])
    assert.match((await get(`/perusahaan?${query}`)).body, new RegExp(path), query)
  assert.doesNotMatch((await get('/perusahaan?name=maju', stranger)).body, new RegExp(path))
  assert.equal((await get(path, stranger)).statusCode, 404)
  const page = await get(path)
  for (const shown of [
    'Belum ada organisasi lain',
    'Rp125.000.000',
    '31 Maret 2026',
    'belum terdaftar',
    '30',
  ])
    assert.ok(page.body.includes(shown), shown)
  const same = await post(`${path}/ubah`, { ...told, reason })
  assert.match(same.body, /Tidak ada yang berubah/)
  assert.equal((await post(`${path}/ubah`, { ...told, menCount: '45', reason })).statusCode, 303)
  assert.match((await get(path)).body, /tenaga kerja laki-laki: 40 menjadi 45<.*bukti lapor WLKP/s)
})

test('two organisations’ words stand side by side; each changes its own only, and a reader neither', async () => {
  const said = { ...told, name: 'MAJU JAYA, PT', registeredCount: '25', reason: 'data kepesertaan' }
  const made = await api('POST', '/api/v1/employers', said, other)
  assert.equal(made.statusCode, 201)
  const { id } = made.json<{ id: string }>()
  const page = await get(`/perusahaan/${id}`)
  assert.match(page.body, /1 organisasi lain mencatat/)
  assert.match(page.body, /Kantor Anda/)
  assert.match(page.body, /Hanya organisasi yang mencatat dapat mengubahnya/)
  const refused = await api('POST', `/api/v1/employers/${id}/change`, { menCount: '1', reason })
  assert.deepEqual([refused.statusCode, refused.json<{ code: string }>().code], [403, 'employer-of-another'])
  assert.equal((await get(`/perusahaan/${id}/ubah`)).statusCode, 403)
  assert.equal((await get('/perusahaan/baru', reader)).statusCode, 403)
  assert.match((await get(`/perusahaan/${id}`, reader)).body, /aria-disabled/)
  const changed = await api('POST', `/api/v1/employers/${id}/change`, { wages: '130000000', reason }, other)
  assert.deepEqual(changed.json<{ changes: object }>().changes, { wages: [125_000_000, 130_000_000] })
  const beyond = await api('POST', '/api/v1/employers', { ...told, region: '32.04', reason })
  assert.equal(beyond.json<{ code: string }>().code, 'region-outside')
})

test('an NPWP is looked for without an address, and one that cannot be one is refused', async () => {
  const found = await post('/perusahaan', { npwp: '012345678901234' })
  assert.match(found.body, /Tidak ada yang cocok/)
  const short = await post('/perusahaan', { npwp: '12' })
  assert.equal(short.statusCode, 422)
  assert.match(short.body, /href="#npwp"/)
  assert.equal((await get('/perusahaan?npwp=012345678901234')).statusCode, 422)
})

test('what a question finds leaves as a workbook under the headings of a list, counted in the audit', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'payung-employers-'))
  after(() => rm(folder, { recursive: true }))
  const file = await get('/perusahaan.xlsx?name=maju')
  assert.equal(file.headers['content-disposition'], 'attachment; filename="pemberi-kerja.xlsx"')
  const path = join(folder, 'pemberi-kerja.xlsx')
  await writeFile(path, file.rawPayload)
  const list = await openList(path, { needed: [] })
  assert.deepEqual(Object.keys(list.mapping.columnOf).length, list.mapping.headers.length)
  const rows: (readonly string[])[] = []
  for await (const chunk of list.chunks()) rows.push(...chunk.rows.map(({ texts }) => texts))
  list.close()
  assert.deepEqual(rows.map(([name]) => name).sort(), ['MAJU JAYA, PT', 'PT Maju Jaya'])
  const entries = await rowsOf(
    owner,
    `select affected_count::integer as count from audit_entries where action = 'employers.export'`,
  )
  assert.deepEqual(entries, [{ count: 2 }])
  assert.equal((await get('/perusahaan.xlsx')).statusCode, 422)
})

/** A form with a file, as a browser sends it. */
function withFile(fields: Record<string, string>, text: string, by: Session = session) {
  const mark = 'payung-batas'
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${mark}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const file = `--${mark}\r\ncontent-disposition: form-data; name="file"; filename="wlkp.csv"\r\n\r\n${text}\r\n`
  return app.inject({
    method: 'POST',
    url: '/perusahaan/daftar/baru',
    headers: {
      cookie: by?.cookie ?? '',
      accept: 'text/html',
      'content-type': `multipart/form-data; boundary=${mark}`,
    },
    payload: `${parts.join('')}${file}--${mark}--\r\n`,
  })
}

const listAt = (answer: { readonly headers: { readonly location?: unknown } }) =>
  String(answer.headers.location).split('?', 1)[0] ?? ''

/** Handed in and looked through: answers where its preview stands. */
async function previewed(text: string, by: Session = session): Promise<{ path: string; page: string }> {
  const path = listAt(await withFile({ csrf: by?.csrf ?? '', region: '16.06' }, text, by))
  const page = await get(`${path}/pratinjau`, by)
  assert.equal(page.statusCode, 200, page.body)
  return { path, page: page.body }
}

test('a list of employers shows what needs work first, is mended in place, taken in, and taken back', async () => {
  const text =
    'NAMA PERUSAHAAN;NIB;TK LAKI-LAKI\nPT SATU;1111111111111;5\nPT DUA;22;7\nPT TIGA;3333333333333;x'
  const count = async () =>
    (await rowsOf(owner, `select from employers where name in ('PT SATU', 'PT DUA', 'PT TIGA')`)).length
  const form = { csrf: session?.csrf ?? '', region: '16.06' }
  const beyond = await withFile({ ...form, region: '32.04' }, text)
  assert.equal(beyond.statusCode, 403)
  assert.match(beyond.body, /href="#region"/)
  assert.equal((await withFile(form, 'A;B\n1;2')).statusCode, 422)

  const { path, page } = await previewed(text)
  assert.match(page, /1 perusahaan siap dimasukkan/)
  assert.match(page, /NIB harus 13 angka/)
  assert.equal(await count(), 0)
  assert.equal((await post(`${path}/perbaiki`, { baris: '3', 'isi.nib': '2222222222222' })).statusCode, 303)
  const mended = await get(`${path}/pratinjau`)
  assert.match(mended.body, /2 perusahaan siap dimasukkan/)
  assert.match((await get(`${path}/perbaiki.xlsx`)).rawPayload.subarray(0, 2).toString(), /PK/)
  assert.equal((await post(`${path}/masukkan`, {})).statusCode, 303)
  assert.equal(await count(), 2)

  const receipt = (await get(path)).body
  assert.match(receipt, /2 perusahaan sudah dimasukkan/)
  assert.match(receipt, /Jumlah tenaga kerja harus angka bulat/)
  assert.doesNotMatch(receipt, /orang sudah dimasukkan|gabung/)
  assert.match((await get('/perusahaan/daftar')).body, new RegExp(path))
  assert.doesNotMatch((await get('/perusahaan/daftar', other)).body, new RegExp(path))
  assert.equal((await get(path, other)).statusCode, 403)
  assert.equal((await get(path, stranger)).statusCode, 404)
  assert.equal((await post(`${path}/kembalikan`, { reason }, other)).statusCode, 403)
  assert.equal((await post(`${path}/kembalikan`, { reason })).statusCode, 303)
  assert.equal(await count(), 0)
})

test('a list of employers with a column nobody knows asks what it is, among the fields of employers only', async () => {
  const { headers } = await withFile(
    { csrf: session?.csrf ?? '', region: '16.06' },
    'NAMA PERUSAHAAN;NIB;PERSONIL PRIA\nPT TANYA;5555555555555;5',
  )
  const path = listAt({ headers })
  assert.equal(listAt(await get(`${path}/pratinjau`)), `${path}/pemetaan`)
  const asked = (await get(`${path}/pemetaan`)).body
  assert.match(asked, /PERSONIL PRIA/)
  assert.match(asked, /value="menCount"/)
  assert.doesNotMatch(asked, /value="nik"/)
  assert.equal((await post(`${path}/pemetaan`, { 'kolom-2': 'menCount' })).statusCode, 303)
  assert.match((await get(`${path}/pratinjau`)).body, /1 perusahaan siap/)
  assert.equal((await post(`${path}/batal`, {})).statusCode, 303)
  assert.match((await get(path)).body, /Tidak ada perusahaan yang dimasukkan/)
})

test('a list of employers has its own name among the lists of people, and no undoing of people touches it', async () => {
  const officer = await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' })
  const both = await addTestSession(owner, ring, officer)
  const { path } = await previewed('NAMA PERUSAHAAN;NIB\nPT EMPAT;4444444444444', both)
  const id = path.split('/').at(-1) ?? ''
  assert.equal((await post(`${path}/masukkan`, {}, both)).statusCode, 303)
  const stands = async () => (await rowsOf(owner, `select from employers where name = 'PT EMPAT'`)).length
  assert.match((await get('/daftar', both)).body, /Pemberi kerja/)
  assert.match((await get(`/daftar/${id}`, both)).body, /Pemberi kerja/)
  assert.equal((await api('POST', `/api/v1/imports/${id}/undo`, { reason }, both)).statusCode, 404)
  assert.equal(await stands(), 1)
  assert.equal((await post(`/daftar/${id}/kembalikan`, { reason }, both)).statusCode, 303)
  assert.equal(await stands(), 0)
})
