import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { addTestPerson, addTestSession } from '../../test/people.ts'
import { signInApp } from '../../test/sign-in-app.ts'

const folder = await mkdtemp(join(tmpdir(), 'payung-lists-'))
after(() => rm(folder, { recursive: true, force: true }))
const {
  app,
  test: database,
  ring,
} = await signInApp({
  listFolder: folder,
  limits: { headersMs: 500, requestMs: 800 },
})
const url = await app.listen({ host: '127.0.0.1', port: 0 })
const { port } = new URL(url)
const EPIL = '16.06.01.2001'
const village = await addTestPerson(database.owner, 'village-operator', { region: EPIL, kind: 'village' })
const stranger = await addTestPerson(database.owner, 'village-operator', {
  region: '16.06.02.2001',
  kind: 'village',
})
const session = await addTestSession(database.owner, ring, village)
const other = await addTestSession(database.owner, ring, stranger)

const rowsOfList = (count: number, day: string) =>
  Array.from({ length: count }, (_, place) => ({
    nik: `169999${day}${String(place + 1).padStart(4, '0')}`,
    name: 'ORANG BANYAK',
  }))
const api = (method: 'GET' | 'POST', path: string, body?: object, { headers } = session) =>
  app.inject({ method, url: `/api/v1/imports${path}`, headers, ...(body && { payload: body }) })

async function handIn(count: number, day: string): Promise<string> {
  const answer = await api('POST', '', { purpose: 'own-account', region: EPIL, rows: rowsOfList(count, day) })
  assert.equal(answer.statusCode, 201, answer.body)
  return answer.json<{ id: string }>().id
}

async function waitFor(
  id: string,
  isThere: (list: { stage: string; state: string }) => boolean,
): Promise<void> {
  const deadline = performance.now() + 60_000
  for (;;) {
    const { stage, state } = (await api('GET', `/${id}`)).json<{ stage: string; state: string }>()
    if (isThere({ stage, state })) return
    assert.ok(performance.now() < deadline, `${state} ${stage}`)
    await sleep(20)
  }
}

type Progress = { readonly state: string; readonly stage: string; readonly rows: number }

async function eventsOf(id: string): Promise<Progress[]> {
  const answer = await fetch(`${url}/api/v1/imports/${id}/events`, { headers: session.headers })
  assert.match(answer.headers.get('content-type') ?? '', /^text\/event-stream/)
  const events = (await answer.text()).split('\n\n').filter((text) => text !== '')
  return events.map((text) => {
    const [, written = ''] = /^event: progress\ndata: (.+)$/.exec(text) ?? []
    return JSON.parse(written) as Progress
  })
}

test('progress comes as events in order, from the first row to the end, and the stream ends with the list', async () => {
  const id = await handIn(9_000, '010180')
  await api('POST', `/${id}/preview`)
  await waitFor(id, ({ stage }) => stage === 'previewed')
  assert.equal((await api('POST', `/${id}/confirm`)).statusCode, 202)
  const events = await eventsOf(id)
  const rows = events.map((event) => event.rows)
  assert.deepEqual(
    rows,
    [...rows].sort((one, next) => one - next),
  )
  const last = events.at(-1)
  assert.deepEqual([last?.state, last?.stage, last?.rows], ['done', 'confirmed', 9_000])
  assert.ok(events.slice(0, -1).every(({ state }) => state === 'running'))
  assert.deepEqual(
    (await eventsOf(id)).map(({ state }) => state),
    ['done'],
    'asked again, the end is told at once',
  )
  assert.equal((await api('GET', `/${id}/events`, undefined, other)).statusCode, 404)
})

/** A form with a file whose last bytes come late; all that came back. */
function slowly(path: string, headers: Record<string, string>, milliseconds: number): Promise<string> {
  const [begin, end] = [
    `--x\r\ncontent-disposition: form-data; name="purpose"\r\n\r\nown-account\r\n` +
      `--x\r\ncontent-disposition: form-data; name="region"\r\n\r\n${EPIL}\r\n` +
      `--x\r\ncontent-disposition: form-data; name="file"; filename="daftar.csv"\r\n\r\nNIK;NAMA\n`,
    `1699990202800001;LAMBAT\n\r\n--x--\r\n`,
  ]
  const head = Object.entries({
    ...headers,
    host: 'x',
    'content-type': 'multipart/form-data; boundary=x',
    'content-length': String(begin.length + end.length),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`)
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(`POST ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${begin}`)
      setTimeout(() => socket.write(end), milliseconds)
    })
    socket.on('data', (more) => (answer += String(more)))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      resolve(answer)
    })
  })
}

test('a file over a slow line is not cut off where other requests are, but only for who may hand one in', async () => {
  assert.match(await slowly('/api/v1/imports', session.headers, 2_500), /^HTTP\/1.1 201 /)
  const began = performance.now()
  assert.match(await slowly('/api/v1/imports', {}, 6_000), /^HTTP\/1.1 401 /)
  assert.ok(performance.now() - began < 5_000, 'nobody waits for the file of a stranger')
})

test('a long list without script shows a page that comes again by itself', async () => {
  const id = await handIn(9_000, '030380')
  const begun = await app.inject({ url: `/daftar/${id}/pratinjau`, headers: session.headers })
  assert.ok([200, 303].includes(begun.statusCode), begun.body)
  await waitFor(id, ({ stage }) => stage === 'previewed')
  await api('POST', `/${id}/preview`)
  const page = await app.inject({ url: `/daftar/${id}`, headers: session.headers })
  assert.equal(page.statusCode, 200)
  assert.match(String(page.headers['refresh']), /^2; url=\/daftar\//)
  await waitFor(id, ({ stage }) => stage === 'previewed')
})
