import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { appWithoutDatabase } from '../../test/api-app.ts'
import { PUBLIC } from '../modules/access/current-actor.ts'

const written: string[] = []
const stream = new Writable({
  write(chunk: Buffer, _encoding, done) {
    written.push(chunk.toString())
    done()
  },
})
const app = await appWithoutDatabase({ log: { level: 'debug', stream } })
app.get('/boom/:number', { config: PUBLIC }, (request) => {
  request.log.info(
    { note: { nested: (request.params as { number: string }).number } },
    `asked ${request.url}`,
  )
  throw new Error(`cannot read ${(request.params as { number: string }).number}`)
})

// Built from its parts so that no run of 16 digits stands in the tree; area 00 was never issued.
const NIK = ['0000', '0000', '0000', '0001'].join('')
const SPACED = ['0000', '0000', '0000', '0001'].join(' ')

function takeLog(): string {
  return written.splice(0).join('')
}

test('a run of 16 digits reaches the log by no way: path, query, header, body, message or error text', async () => {
  await app.inject({ url: `/boom/${NIK}` })
  await app.inject({ url: `/peraturan?text=${NIK}`, headers: { 'user-agent': `phone ${NIK}` } })
  await app.inject({ url: `/peraturan?text=${encodeURIComponent(SPACED)}` })
  await app.inject({ method: 'POST', url: '/api/v1/law/price', payload: { segment: NIK } })
  await app.inject({
    method: 'POST',
    url: '/api/v1/law/price',
    payload: `{"nik":${NIK},`,
    headers: { 'content-type': 'application/json' },
  })
  const log = takeLog()
  assert.match(log, /16 angka disembunyikan/)
  assert.doesNotMatch(log.replaceAll(/[\s.\-+]|%20/g, ''), /0{12}0001/)
})

test('every line is one JSON object with request id, route, status and duration', async () => {
  const answer = await app.inject({ url: '/peraturan/bpu.jkm' })
  const lines = takeLog()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const line = lines.find((each) => each['msg'] === 'answered')
  assert.ok(line)
  assert.equal(line['reqId'], answer.headers['x-request-id'])
  assert.equal(line['route'], '/peraturan/:id')
  assert.equal(line['status'], 200)
  assert.equal(typeof line['milliseconds'], 'number')
})

test('a line break in a header cannot forge a line of the log', async () => {
  await app.inject({
    url: '/peraturan?text=a%0d%0a%7B%22level%22%3A60%7D',
    headers: { 'user-agent': 'x\r\n{"level":60}' },
  })
  const lines = takeLog().trim().split('\n')
  assert.ok(lines.every((line) => (JSON.parse(line) as { level: number }).level < 60))
})
