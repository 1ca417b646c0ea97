import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { addTestPerson, addTestSession, rowsOf } from '../../../test/people.ts'
import { signInApp } from '../../../test/sign-in-app.ts'

const folder = await mkdtemp(join(tmpdir(), 'payung-employer-lists-'))
after(() => rm(folder, { recursive: true, force: true }))
const { app, test: database, ring } = await signInApp({ listFolder: folder })
const { owner } = database
const person = await addTestPerson(owner, 'labour-inspector', { region: '16.06', kind: 'labour-office' })
const far = await addTestPerson(owner, 'labour-inspector', { region: '32.04', kind: 'labour-office' })
const session = await addTestSession(owner, ring, person)
const stranger = await addTestSession(owner, ring, far)

const LISTS = '/api/v1/employers/lists'
const CSV = 'NIB;NAMA PERUSAHAAN;KAB/KOTA;TK_L;TK_P\n9120001112223;PT KARET CONTOH;16.06;12;8\n;;16.06;1;1\n'
type Tally = {
  readonly rows: number
  readonly accepted: number
  readonly refused: number
  readonly duplicates: number
}
type Answer = { readonly state: string; readonly stage: string | null; readonly tally: Tally | null }

function handIn(fields: Record<string, string>, file: string | null, by = session) {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  if (file !== null)
    parts.push(`--x\r\ncontent-disposition: form-data; name="file"; filename="wlkp.csv"\r\n\r\n${file}\r\n`)
  return app.inject({
    method: 'POST',
    url: LISTS,
    headers: { ...by.headers, 'content-type': 'multipart/form-data; boundary=x' },
    payload: `${parts.join('')}--x--\r\n`,
  })
}

const at = (id: string, rest = '', by = session) =>
  app.inject({ url: `${LISTS}/${id}${rest}`, headers: by.headers })
const act = (id: string, what: string, payload: object = {}, by = session) =>
  app.inject({ method: 'POST', url: `${LISTS}/${id}/${what}`, headers: by.headers, payload })
const undo = (id: string, by = session) => act(id, 'undo', { reason: 'salah berkas' }, by)
const numberOf = (answer: { readonly body: string }) => (JSON.parse(answer.body) as { id: string }).id

/** A list once its work in the background is done. */
async function settled(id: string, done: (list: Answer) => boolean): Promise<Answer> {
  for (let wait = 0; wait < 400; wait += 1) {
    const list = (await at(id)).json<Answer>()
    if (done(list)) return list
    await sleep(25)
  }
  throw new Error('the list is not done')
}
async function looked(id: string): Promise<Answer> {
  assert.equal((await act(id, 'preview')).statusCode, 202)
  return settled(id, ({ stage }) => stage === 'previewed')
}
async function taken(id: string): Promise<Answer> {
  assert.equal((await act(id, 'confirm')).statusCode, 202)
  return settled(id, ({ state }) => state === 'done')
}
const employerCount = async () =>
  (await rowsOf<{ count: bigint }>(owner, 'select count(*) from employers'))[0]?.count

test('a program looks a list of employers through, mends it, takes it in, reads what rows were told, and takes it back', async () => {
  const id = numberOf(await handIn({ region: '16.06' }, CSV))
  const preview = await looked(id)
  assert.deepEqual([preview.state, preview.tally?.rows, preview.tally?.accepted], ['stored', 2, 1])
  assert.equal(await employerCount(), 0n)
  const rows = (await at(id, '/rows')).json<{ rows: { row: number; outcomes: { code: string }[] }[] }>().rows
  assert.deepEqual(
    rows.map(({ row, outcomes }) => [row, outcomes.map(({ code }) => code)]),
    [[3, ['NAMA_KOSONG']]],
  )
  const told = (await at(id, '/outcomes')).json<{ outcomes: { code: string; sentence: string }[] }>()
  assert.ok(told.outcomes.every(({ sentence }) => sentence.endsWith('.')))

  const mending = { cells: [{ row: 3, field: 'employerName', text: 'CV MENYUSUL' }] }
  assert.equal((await act(id, 'repairs', mending)).statusCode, 200)
  assert.equal((await looked(id)).tally?.accepted, 2)
  assert.deepEqual((await taken(id)).tally?.accepted, 2)
  assert.equal(await employerCount(), 2n)
  assert.deepEqual((await at(id, '/outcomes')).json(), { outcomes: [] })

  assert.equal((await undo(id, stranger)).statusCode, 404)
  assert.deepEqual((await undo(id)).json(), { removed: 2, restored: 0 })
  assert.equal(await employerCount(), 0n)
})

test('a column nobody knows is asked about once, and known the next time; the same list twice changes nothing', async () => {
  const text = 'NIB;NAMA PERUSAHAAN;KAB/KOTA;JML ORANG PRIA\n9120001113333;PT KOLOM;16.06;12\n'
  const first = numberOf(await handIn({ region: '16.06' }, text))
  const asked = (await at(first, '/columns')).json<{ mustAnswer: boolean; columns: { column: number }[] }>()
  assert.deepEqual([asked.mustAnswer, asked.columns.map(({ column }) => column)], [true, [3]])
  const answer = (field: string) => act(first, 'columns', { columns: [{ column: 3, field }] })
  assert.equal((await answer('nik')).statusCode, 422, 'a list of employers has no column of NIK')
  assert.equal((await answer('menCount')).statusCode, 200)
  assert.equal((await looked(first)).tally?.accepted, 1)
  assert.equal((await taken(first)).tally?.accepted, 1)
  const men = await rowsOf<{ men_count: number }>(
    owner,
    `select men_count from employers where name = 'PT KOLOM'`,
  )
  assert.deepEqual(men, [{ men_count: 12 }])

  const second = numberOf(await handIn({ region: '16.06' }, text))
  assert.equal((await at(second, '/columns')).json<{ mustAnswer: boolean }>().mustAnswer, false)
  assert.deepEqual((await looked(second)).tally?.duplicates, 1)
  assert.equal((await taken(second)).tally?.accepted, 0)
  assert.equal((await undo(first)).statusCode, 200)
})

test('a list of employers is no list of people: neither door does anything with one of the other', async () => {
  const id = numberOf(await handIn({ region: '16.06' }, CSV))
  assert.equal((await act(id, 'preview', {}, stranger)).statusCode, 404)
  const officer = await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' })
  const both = await addTestSession(owner, ring, officer)
  const people = (path: string, payload?: object) =>
    app.inject({
      method: payload ? 'POST' : 'GET',
      url: `/api/v1/imports${path}`,
      headers: both.headers,
      ...(payload && { payload }),
    })
  const handed = numberOf(await handIn({ region: '16.06' }, CSV, both))
  assert.equal((await people(`/${handed}/preview`, {})).statusCode, 404)
  assert.equal((await people(`/${handed}/confirm`, {})).statusCode, 404)
  const rows = { purpose: 'residents', region: '16.06', rows: [{ nik: '1', name: 'X' }] }
  const ofPeople = numberOf(await people('', rows))
  assert.equal((await at(ofPeople, '', both)).statusCode, 404)
  assert.equal((await act(ofPeople, 'preview', {}, both)).statusCode, 404)
  assert.equal((await act(id, 'cancel')).statusCode, 202)
  assert.equal((await at(id)).json<Answer>().state, 'cancelled')
})

test('a region beyond reach, a missing file and a file that is no such list are refused in words', async () => {
  const beyond = await handIn({ region: '32.04' }, CSV)
  assert.equal(beyond.statusCode, 403, beyond.body)
  assert.equal((await handIn({ region: '32.04' }, null)).statusCode, 403, 'whatever else is missing')
  const none = await handIn({ region: '16.06' }, null)
  assert.deepEqual([none.statusCode, none.json<{ code: string }>().code], [422, 'value-missing'])
  const people = await handIn({ region: '16.06' }, 'A;B\n1;2\n')
  assert.equal(people.statusCode, 422, people.body)
  assert.equal((await handIn({ region: '16.06', extra: '1' }, CSV)).statusCode, 422)
  assert.equal(await employerCount(), 0n)
})
