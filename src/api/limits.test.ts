import assert from 'node:assert/strict'
import { Agent, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { test } from 'node:test'
import { appWithoutDatabase } from '../../test/api-app.ts'

const app = await appWithoutDatabase({
  limits: { headersMs: 500, requestMs: 800, maxConnections: 3, paramLength: 40 },
})
const port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port)

/** Sends raw text and resolves to all that came back when the server closed the connection. */
function rawAnswer(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.setTimeout(6_000, () => {
      socket.destroy()
      reject(new Error('the server kept the connection open'))
    })
    socket.on('data', (chunk) => (answer += String(chunk)))
    socket.on('close', () => {
      resolve(answer)
    })
    // A connection that is turned away can end as a reset: what came back until then is the answer.
    socket.on('error', () => socket.destroy())
  })
}

test('a slow loris that never ends its headers is cut off', async () => {
  assert.match(await rawAnswer('GET / HTTP/1.1\r\nHost: a\r\nX-Slow: '), /408 Request Timeout/)
})

test('a body that never arrives is cut off', async () => {
  const text =
    'POST /api/v1/law/price HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{'
  assert.match(await rawAnswer(text), /408 Request Timeout/)
})

/** Sends a body over the one connection of the agent and waits for the whole answer. */
function sendBody(agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { agent, port, host: '127.0.0.1', path: '/api/v1/law/price', method: 'POST' },
      (answer) => {
        answer.resume().on('end', resolve)
      },
    )
    sent.on('error', reject)
    sent.setHeader('content-type', 'application/json')
    sent.end('{}')
  })
}

test('what waits for a body goes when it has come, also where the connection stays', async () => {
  const sockets: Socket[] = []
  app.server.on('connection', (socket) => sockets.push(socket))
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  await sendBody(agent)
  const waiting = sockets[0]?.listenerCount('close')
  for (let count = 0; count < 5; count += 1) await sendBody(agent)
  agent.destroy()
  assert.equal(sockets.length, 1)
  assert.equal(sockets[0]?.listenerCount('close'), waiting)
})

const CHUNKED = '2\r\n{}\r\n0\r\n\r\n'
for (const [name, headers, body] of [
  ['two lengths', 'Content-Length: 2\r\nContent-Length: 3', '{}'],
  ['two lengths on one line', 'Content-Length: 2, 3', '{}'],
  ['a length and chunks', 'Content-Length: 2\r\nTransfer-Encoding: chunked', CHUNKED],
  ['chunks and a length', 'Transfer-Encoding: chunked\r\nContent-Length: 2', CHUNKED],
  ['a length and an encoding nobody knows', 'Content-Length: 2\r\nTransfer-Encoding: xchunked', '{}'],
  ['chunks that are not the last encoding', 'Transfer-Encoding: chunked, identity', CHUNKED],
  ['a blank before the colon', 'Transfer-Encoding : chunked\r\nContent-Length: 2', '{}'],
  ['a length with a sign', 'Content-Length: +2', '{}'],
  ['a size of a chunk that is no number', 'Transfer-Encoding: chunked', '0x2\r\n{}\r\n0\r\n\r\n'],
  ['a folded header', 'X-Fold: a\r\n b\r\nContent-Length: 2', '{}'],
  ['a folded encoding', 'Transfer-Encoding:\r\n chunked\r\nContent-Length: 2', '{}'],
  ['a line feed alone', 'X-Line: a\nContent-Length: 2', '{}'],
] as const) {
  test(`A23: a request with ${name} is answered 400 and closed, and what follows it is no second request`, async () => {
    const answer = await rawAnswer(
      `POST /api/v1/law/price HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${headers}\r\n\r\n${body}` +
        'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n',
    )
    assert.match(answer, /^HTTP\/1\.1 400/)
    assert.equal(answer.match(/HTTP\/1\.1 \d/g)?.length, 1, answer)
  })
}

const HEALTH = 'GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'

test('more connections than allowed are not served', async () => {
  assert.match(await rawAnswer(HEALTH), /200 OK/)
  const sockets = await Promise.all(
    Array.from(
      { length: 3 },
      () =>
        new Promise<ReturnType<typeof connect>>((resolve) => {
          const socket = connect(port, '127.0.0.1', () => {
            resolve(socket)
          })
        }),
    ),
  )
  try {
    assert.equal(await rawAnswer(HEALTH), '')
  } finally {
    for (const socket of sockets) socket.destroy()
  }
})

test('a path parameter over the limit is an unknown address', async () => {
  assert.equal((await app.inject({ url: `/peraturan/${'a'.repeat(41)}` })).statusCode, 404)
})
