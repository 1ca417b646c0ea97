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

const send = (url: string, fields: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url,
    headers: {
      cookie: session.cookie,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'text/html',
    },
    payload: new URLSearchParams({ ...fields, csrf: session.csrf }).toString(),
  })
const DOCUMENT = {
  legalBasis: 'Perbup 12/2026',
  documentNumber: 'DPA/9',
  documentOn: '2026-01-05',
  reason: 'uji',
}

test('a line is recorded and changed by forms that keep what was typed, and its page says how it came about', async () => {
  const form = await get('/anggaran/baru')
  assert.match(form.body, new RegExp(`value="${payerId}"`))
  const written = {
    payerId,
    year: '2026',
    name: 'Pos halaman',
    amount: '500000',
    fundSource: 'dbh-sawit',
    ...DOCUMENT,
  }
  const wrong = await send('/anggaran/baru', { ...written, amount: 'lima' })
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.body, /href="#amount"/)
  assert.match(wrong.body, /value="Pos halaman"/)
  const made = await send('/anggaran/baru', written)
  assert.equal(made.statusCode, 303, made.body)
  const path = String(made.headers.location).split('?', 1)[0] ?? ''
  const change = await get(`${path}/ubah`)
  assert.match(change.body, /Sekarang Rp500\.000/)
  const asked = { kind: 'amendment', amount: '750000', ...DOCUMENT, documentNumber: 'DPPA/9' }
  assert.equal((await send(`${path}/ubah`, asked)).statusCode, 303)
  const again = await send(`${path}/ubah`, { ...asked, amount: '800000' })
  assert.equal(again.statusCode, 409)
  assert.match(again.body, /sudah dicatat/)
  const page = (await get(path)).body
  for (const text of [
    'Perubahan APBD',
    'Rp500.000',
    'Rp750.000',
    'DPPA/9',
    'Anggaran diubah',
    `${path}/ubah`,
  ])
    assert.ok(page.includes(text), text)
  const early = await send(`${path}/tutup`, { reason: 'uji' })
  assert.equal(early.statusCode, 422)
  assert.match(early.body, /belum berakhir/)
})

test('a programme is made on the page with a budget line of its payer', async () => {
  const form = await get('/program/baru')
  assert.match(form.body, new RegExp(`value="${line}"`))
  const made = await send('/program/baru', {
    ...{
      payerId,
      name: 'Program dengan pos',
      firstMonth: '2026-05',
      months: '2',
      legalBasis: 'Perbup 12/2026',
    },
    ...{ budgetLineId: line, reason: 'uji' },
  })
  assert.equal(made.statusCode, 303, made.body)
  const [kept] = await rowsOf<{ budget_line_id: string }>(
    owner,
    `select budget_line_id from rosters where name = 'Program dengan pos'`,
  )
  assert.equal(kept?.budget_line_id, line)
})
