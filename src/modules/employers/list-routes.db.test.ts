import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
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
type Answer = {
  readonly id: string | null
  readonly rows: number
  readonly accepted: number
  readonly refused: number
  readonly outcomes: readonly { readonly code: string; readonly rows: number; readonly sentence: string }[]
}

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

const undo = (id: string | null, by = session) =>
  app.inject({
    method: 'POST',
    url: `${LISTS}/${String(id)}/undo`,
    headers: by.headers,
    payload: { reason: 'salah berkas' },
  })
const employerCount = async () =>
  (await rowsOf<{ count: bigint }>(owner, 'select count(*) from employers'))[0]?.count

test('a program looks a list of employers through, hands it in, reads what rows were told, and takes it back', async () => {
  const looked = await handIn({ region: '16.06', how: 'look' }, CSV)
  assert.equal(looked.statusCode, 201, looked.body)
  const preview = looked.json<Answer>()
  assert.deepEqual([preview.id, preview.rows, preview.accepted], [null, 2, 1], looked.body)
  assert.equal(await employerCount(), 0n)

  const taken = (await handIn({ region: '16.06' }, CSV)).json<Answer>()
  assert.deepEqual([taken.rows, taken.accepted, taken.refused], [2, 1, 1])
  assert.deepEqual(taken.outcomes, preview.outcomes)
  assert.ok(taken.outcomes.every(({ rows, sentence }) => rows === 1 && sentence.endsWith('.')))
  assert.equal(await employerCount(), 1n)

  const told = await app.inject({ url: `${LISTS}/${String(taken.id)}/outcomes`, headers: session.headers })
  assert.deepEqual(told.json<{ outcomes: unknown }>().outcomes, taken.outcomes)
  assert.equal((await undo(taken.id, stranger)).statusCode, 404)
  assert.deepEqual((await undo(taken.id)).json(), { removed: 1, restored: 0 })
  assert.equal(await employerCount(), 0n)
})

test('a region beyond reach, a missing file and a file that is no such list are refused in words', async () => {
  const beyond = await handIn({ region: '32.04' }, CSV)
  assert.equal(beyond.statusCode, 403, beyond.body)
  const none = await handIn({ region: '16.06' }, null)
  assert.deepEqual([none.statusCode, none.json<{ code: string }>().code], [422, 'value-missing'])
  const people = await handIn({ region: '16.06' }, 'A;B\n1;2\n')
  assert.equal(people.statusCode, 422, people.body)
  assert.equal((await handIn({ region: '16.06', extra: '1' }, CSV)).statusCode, 422)
  assert.equal(await employerCount(), 0n)
})
