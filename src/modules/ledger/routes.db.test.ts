import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addTestPayer, BANK, move, post } from '../../../test/ledger-stage.ts'
import { addTestPerson, addTestSession } from '../../../test/people.ts'
import { signInApp } from '../../../test/sign-in-app.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { payerPurse, payerCommitted } from './ledger.ts'
import { reverseEntry } from './post-entry.ts'

const { app, test: database, ring } = await signInApp()
const { owner, db } = database
const province = await addTestPerson(owner, 'province-officer', { region: '16', kind: 'province' })
const donor = await addTestPerson(owner, 'donor-officer', { region: '16.06', kind: 'donor' })
const other = await addTestPerson(owner, 'donor-officer', { region: '16.06', kind: 'donor' })
const village = await addTestPerson(owner, 'village-head', { region: '16.06.01.2001', kind: 'village' })
const [officer, giver, stranger, head] = await Promise.all(
  [province, donor, other, village].map((person) => addTestSession(owner, ring, person)),
)
type Session = typeof officer

const get = (url: string, by: Session, accept = 'application/json') =>
  app.inject({
    url,
    headers: { ...by?.headers, ...(accept === 'text/html' && { cookie: by?.cookie ?? '' }), accept },
  })
const at = (path: string, rest: string) => `/api/v1/accounts/${encodeURIComponent(path)}/${rest}`

const payer = await addTestPayer(database, { organisationId: donor.organisationId })
const purse = payerPurse(payer)
await post(db, [move(BANK, purse, 100_000n)], { effectiveOn: plainDate('2026-04-10') })
const mistake = await post(db, [move(purse, payerCommitted(payer), 30_000n)], {
  kind: 'commitment',
  effectiveOn: plainDate('2026-05-02'),
})
await reverseEntry(db, {
  entryId: mistake.entryId,
  key: 'balik',
  effectiveOn: plainDate('2026-05-03'),
  note: 'salah program',
})
await post(db, [move(purse, payerCommitted(payer), 5_000n)], {
  kind: 'commitment',
  effectiveOn: plainDate('2026-04-20'),
})

test('a statement runs by effective days, and a reversal and its original name each other', async () => {
  const answer = await get(at(purse, 'statement?from=2026-04-11&to=2026-05-31'), giver)
  assert.equal(answer.statusCode, 200, answer.body)
  const { opening, closing, rows } = answer.json<{
    opening: number
    closing: number
    rows: {
      effectiveOn: string
      amount: number
      balance: number
      reverses: number | null
      reversedBy: number | null
      entryId: number
    }[]
  }>()
  assert.deepEqual([opening, closing], [100_000, 95_000])
  assert.deepEqual(
    rows.map(({ effectiveOn, amount, balance }) => [effectiveOn, amount, balance]),
    [
      ['2026-04-20', -5_000, 95_000],
      ['2026-05-02', -30_000, 65_000],
      ['2026-05-03', 30_000, 95_000],
    ],
  )
  const [, original, reversal] = rows
  assert.deepEqual([reversal?.reverses, original?.reversedBy], [original?.entryId, reversal?.entryId])
})

test('a balance is told as of any day and any instant of recording', async () => {
  const balance = async (query: string) =>
    (await get(at(purse, `balance?${query}`), giver)).json<{ balance: number }>().balance
  assert.equal(await balance(''), 95_000)
  assert.equal(await balance('on=2026-04-15'), 100_000)
  assert.equal(await balance('on=2026-05-02'), 65_000)
  assert.equal(await balance('recordedBy=2020-01-01T00:00'), 0)
  assert.equal((await get(at(purse, 'balance?recordedBy=kemarin'), giver)).statusCode, 422)
  assert.equal((await get(at(purse, 'statement?from=2026-05-02&to=2026-05-01'), giver)).statusCode, 422)
})

test('nobody sees the accounts of another, and those of banks only who reaches a province', async () => {
  assert.equal((await get(at(purse, 'balance'), stranger)).statusCode, 404)
  assert.equal((await get(at(purse, 'balance'), head)).statusCode, 200)
  assert.equal((await get(at(BANK, 'balance'), head)).statusCode, 404)
  assert.equal((await get(at(BANK, 'balance'), officer)).statusCode, 200)
  const found = async (by: Session) =>
    (await get('/api/v1/accounts?path=payer', by)).json<{ accounts: object[] }>().accounts.length
  assert.deepEqual([await found(giver), await found(stranger)], [3, 0])
  assert.equal((await get('/api/v1/accounts', giver)).statusCode, 422)
  assert.equal((await get(`/api/v1/payers/${payer}/sums`, stranger)).statusCode, 404)
  const sums = await get(`/api/v1/payers/${payer}/sums`, giver)
  assert.deepEqual(sums.json(), { given: 100_000, committed: 5_000, used: 0, left: 95_000, returned: 0 })
})

test('the page asks first, and a statement can be read, printed and taken along', async () => {
  const html = (url: string) => get(url, giver, 'text/html')
  assert.doesNotMatch((await html('/buku-besar')).body, /payer\//)
  // The identifier of the payer is shortened for the eye; the link leads to the whole.
  assert.match((await html('/buku-besar?path=payer')).body, new RegExp(encodeURIComponent(purse)))
  const here = `/buku-besar/${encodeURIComponent(purse)}`
  const page = await html(`${here}?from=2026-04-01&to=2026-05-31`)
  assert.equal(page.statusCode, 200)
  assert.match(page.body, /membalik nomor \d+/)
  assert.match(page.body, /dibalik oleh nomor \d+/)
  assert.equal((await html(`${here}/cetak?from=2026-04-01`)).statusCode, 200)
  const pdf = await html(`${here}/mutasi.pdf?from=2026-04-01`)
  assert.deepEqual(
    [pdf.statusCode, pdf.headers['content-type'], pdf.body.slice(0, 5)],
    [200, 'application/pdf', '%PDF-'],
  )
  const sheet = await html(`${here}/mutasi.xlsx?from=2026-04-01`)
  assert.deepEqual([sheet.statusCode, sheet.body.slice(0, 2)], [200, 'PK'])
  for (const [kind, begin] of [
    ['pdf', '%PDF-'],
    ['xlsx', 'PK'],
  ] as const) {
    const url = at(purse, `statement.${kind}?from=2026-04-01`)
    const file = await get(url, giver)
    assert.deepEqual([file.statusCode, file.body.slice(0, begin.length)], [200, begin])
    assert.equal((await get(url, stranger)).statusCode, 404)
  }
})

test('a month is closed with a reason by who reaches a province, after its last day', async () => {
  const close = (month: string, by: Session, reason = 'laporan selesai') =>
    app.inject({
      method: 'POST',
      url: '/api/v1/ledger/closings',
      headers: by?.headers ?? {},
      payload: { month, reason },
    })
  assert.equal((await close('2026-04', giver)).statusCode, 403)
  assert.equal((await close('2026-05', officer)).json<{ code: string }>().code, 'month-not-over')
  assert.equal((await close('2026-04', officer, ' ')).statusCode, 422)
  assert.equal((await close('2026-04', officer)).statusCode, 201)
  const again = await close('2026-03', officer)
  assert.deepEqual([again.statusCode, again.json<{ code: string }>().code], [409, 'period-closed'])
  const { closings } = (await get('/api/v1/ledger/closings', giver)).json<{ closings: { month: string }[] }>()
  assert.deepEqual(
    closings.map(({ month }) => month),
    ['2026-04'],
  )
})
