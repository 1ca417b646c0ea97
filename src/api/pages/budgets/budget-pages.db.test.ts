import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { SYSTEM } from '../../../../test/billing-stage.ts'
import { budgetStage } from '../../../../test/budget-stage.ts'
import { testDatabase } from '../../../../test/database.ts'
import { addTestPerson, addTestSession, rowsOf, TEST_NOW } from '../../../../test/people.ts'
import { testRing } from '../../../../test/test-ring.ts'
import { clockAt } from '../../../platform/clock.ts'
import { buildApp } from '../../app.ts'

const database = await testDatabase()
const { db, pool, owner } = database
const ring = testRing()
const app = await buildApp({ db, pool, ring, clock: clockAt(TEST_NOW), log: { level: 'silent' } })
after(() => app.close())
const officer = await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' })
const stranger = await addTestPerson(owner, 'treasurer', { region: '16.71', kind: 'regency' })
const session = await addTestSession(owner, ring, officer)
const far = await addTestSession(owner, ring, stranger)
const stage = budgetStage(database)
const payerId = await stage.payer()
const line = await stage.line(payerId, 1_000_000n)
const programme = await stage.programme(payerId, { places: 2, budgetLineId: line })
await stage.approved(programme, await stage.people(2), SYSTEM)

const get = (url: string, by = session) =>
  app.inject({ url, headers: { cookie: by.cookie, accept: 'text/html' } })

test('a budget is found in the list, and its page shows every sum with the entries behind it', async () => {
  const list = await get('/anggaran?year=2026')
  assert.equal(list.statusCode, 200)
  assert.ok(list.body.includes(`/anggaran/${line}`))
  const shown = (await get(`/anggaran/${line}`)).body
  for (const text of ['Rp1.000.000', 'Rp201.600', 'Rp798.400', 'DBH (dana bagi hasil) sawit', 'Dana diikat'])
    assert.ok(shown.includes(text), text)
  const english = (await get(`/anggaran/${line}?lang=en`)).body
  assert.ok(english.includes('Money bound'))
  assert.match((await get('/anggaran?year=2031')).body, /Belum ada pos anggaran/)
})

test('list and entries come as workbooks, and a printed line is on record', async () => {
  for (const path of ['/anggaran.xlsx', `/anggaran/${line}/entri.xlsx`]) {
    const sheet = await get(path)
    assert.deepEqual([sheet.statusCode, sheet.body.slice(0, 2)], [200, 'PK'])
  }
  assert.equal((await get(`/anggaran/${line}/cetak`)).statusCode, 200)
  const [printed] = await rowsOf<{ count: number }>(
    owner,
    `select count(*)::int as count from audit_entries where action = 'budgets.print' and subject_id = $1`,
    [line],
  )
  assert.equal(printed?.count, 1)
})

test('elsewhere there is no such budget, for people and for programs', async () => {
  assert.equal((await get(`/anggaran/${line}`, far)).statusCode, 404)
  assert.equal((await get(`/api/v1/budgets/${line}`, far)).statusCode, 404)
  const shown = await get(`/api/v1/budgets/${line}`)
  assert.equal(shown.json<{ committed: number }>().committed, 201_600)
})
