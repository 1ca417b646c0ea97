import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { startApp } from '../../../test/e2e-server.ts'
import { headSourceOf } from './answer-heads.ts'
import type { HeadsAnswer } from './contract.ts'
import { appendHead, headFileOf } from './head-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'payung-routes-'))
after(() => {
  rmSync(folder, { recursive: true, force: true })
})
const file = headFileOf(folder)
const { app } = await startApp({ auditHeads: headSourceOf(file) })

test('before the first head the page says so and the API gives none', async () => {
  assert.deepEqual((await app.inject({ url: '/api/v1/audit/heads' })).json(), { count: 0, heads: [] })
  const page = await app.inject({ url: '/jejak', headers: { accept: 'text/html' } })
  assert.equal(page.statusCode, 200)
  assert.match(page.body, /Belum ada sidik/)
})

test('heads are public, whole, and newest first on the page', async () => {
  for (let day = 1; day <= 45; day += 1) {
    const date = `2026-03-${String(((day - 1) % 30) + 1).padStart(2, '0')}`
    const hash = day.toString(16).padStart(64, '0')
    await appendHead(file, { day: date, cause: 'day', at: `${date}T17:00:00.000Z`, position: day, hash })
  }
  const answer = (await app.inject({ url: '/api/v1/audit/heads?limit=2' })).json<HeadsAnswer>()
  assert.deepEqual([answer.count, answer.heads.map(({ position }) => position)], [45, [44, 45]])
  assert.equal(answer.heads[1]?.previous, answer.heads[0]?.seal)
  const { body } = await app.inject({ url: '/jejak', headers: { accept: 'text/html' } })
  assert.ok(body.includes('40 sidik terbaru dari 45'))
  assert.ok(body.indexOf(answer.heads[1]?.seal ?? '') < body.indexOf(answer.heads[0]?.seal ?? ''))
  const english = await app.inject({ url: '/jejak?lang=en', headers: { accept: 'text/html' } })
  assert.match(english.body, /How to check/)
})

test('a limit outside 1 to 1000 is refused with its limits', async () => {
  for (const limit of ['0', '1001', 'all', '-1']) {
    assert.equal((await app.inject({ url: `/api/v1/audit/heads?limit=${limit}` })).statusCode, 422, limit)
  }
})
