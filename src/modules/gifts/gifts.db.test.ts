import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import { testDatabase } from '../../../test/database.ts'
import { FakeBank } from '../../../test/fake-bank.ts'
import { addWorkers, giftStage, payAtNumber } from '../../../test/gift-stage.ts'
import { testPartner } from '../../../test/payment-stage.ts'
import { addTestPerson, rowsOf } from '../../../test/people.ts'
import type { Db } from '../../platform/db.ts'
import { recordAct, type By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import { addPayer } from '../payers/add-payer.ts'
import { addRoster } from '../payers/add-roster.ts'
import { allocateGift, drawPaid, publishSeed } from './allocate-gift.ts'
import { cancelGift, returnLateMoney } from './cancel-gift.ts'
import type { CreateGiftBody } from './contract.ts'
import { createGift } from './create-gift.ts'
import { workOnGifts } from './jobs.ts'
import { groupedHash, verifyStatement } from './proof.ts'
import { makeStatement, showGift } from './show-gifts.ts'

const { db, owner, interleave } = await testDatabase()
const bank = await new FakeBank().start()
bank.answer = () => ({ json: { responseCode: '2002700', responseMessage: 'Successful' } })
const deps = await giftStage(db, testPartner({}, { baseUrl: bank.url, timeoutSeconds: 1 }))
const SYSTEM: By = { kind: 'system' }
const reason = 'uji'

let giftCount = 0
function gift(body: Partial<CreateGiftBody> = {}, by: By = SYSTEM) {
  giftCount += 1
  const people = body.personIds === undefined ? { people: 2 } : {}
  return createGift(deps, by, {
    ...{
      region: '16.06.01.2001',
      months: 3,
      payer: `Yayasan Uji ${String(giftCount)}`,
      rest: 'return',
      reason,
    },
    ...people,
    ...body,
  })
}
async function paid(body: Partial<CreateGiftBody> = {}) {
  const made = await gift(body)
  await payAtNumber(deps, made.virtualAccount ?? '', BigInt(made.total))
  return made
}
const allocate = (id: string) => allocateGift(deps, SYSTEM, { id, reason })
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )
const protectedBy = async (id: string) =>
  (
    await rowsOf<{ person_id: bigint; months: string }>(
      owner,
      `select person_id, months::text from protections where roster_id = $1 and not isempty(months) order by 1`,
      [id],
    )
  ).map(({ person_id, months }) => `${String(person_id)} ${months}`)
const balanceOf = async (path: string) =>
  (await rowsOf<{ balance: bigint }>(owner, 'select balance from accounts where path = $1', [path]))[0]
    ?.balance

test('a gift is priced month by month, has a number to pay at, and is asked for once per key', async () => {
  const made = await gift({ key: 'sekali', payer: 'Yayasan Sekali' })
  assert.deepEqual(
    made.months.map(({ month, perPerson }) => [month, perPerson]),
    [
      ['2026-12', 8_400],
      ['2027-01', 16_800],
      ['2027-02', 16_800],
    ],
  )
  assert.equal(made.total, 2 * made.months.reduce((sum, { perPerson }) => sum + perPerson, 0))
  assert.match(made.virtualAccount ?? '', /^88099\d{12}$/)
  const again = await gift({ key: 'sekali', payer: 'Yayasan Sekali' })
  assert.deepEqual(again, made)
  assert.equal(
    await codeOf(gift({ key: 'sekali', payer: 'Yayasan Sekali', months: 6 })),
    'idempotency-key-reused',
  )
  const [count] = await rowsOf<{ count: bigint }>(
    owner,
    `select count(*) as count from payers where name = 'Yayasan Sekali'`,
  )
  assert.equal(count?.count, 1n)
  await cancelGift(deps, SYSTEM, { id: made.giftId, reason })
})

test('a paid gift protects the poorest free workers of the region, each rupiah has its place, and the proof holds', async () => {
  const poor = await addWorkers(owner, 2, { decile: 1 })
  await addWorkers(owner, 2, { decile: 5 })
  const made = await paid({ people: 2 })
  const result = await allocate(made.giftId)
  assert.deepEqual(
    [result.state, result.shareCount, result.shared, result.returned],
    ['allocated', 6, made.total, 0],
  )
  assert.deepEqual(
    await protectedBy(made.giftId),
    poor.map((id) => `${String(id)} [2026-12-01,2027-03-01)`),
  )
  const statement = await makeStatement(deps, SYSTEM, made.giftId)
  assert.deepEqual(
    verifyStatement(statement, result.root ?? '').filter(({ holds }) => !holds),
    [],
  )
  assert.deepEqual(statement.shares[0]?.initials, 'UP')
  assert.equal(JSON.stringify(statement).includes('Pekerja'), false)
  // Asked again nothing happens twice.
  assert.deepEqual(await allocate(made.giftId), result)
  assert.equal(await codeOf(cancelGift(deps, SYSTEM, { id: made.giftId, reason })), 'gift-drawn')
})

test('the seed is published before the draw, in the gift and in the audit', async () => {
  await addWorkers(owner, 2, { village: '16.06.01.2002' })
  const made = await paid({ region: '16.06.01.2002' })
  assert.equal((await showGift(deps, SYSTEM, made.giftId)).seed, null)
  await publishSeed(deps, made.giftId)
  const published = await showGift(deps, SYSTEM, made.giftId)
  assert.equal(published.state, 'paid')
  assert.match(published.seed ?? '', /^[0-9a-f]{64}$/)
  assert.deepEqual(await protectedBy(made.giftId), [])
  const [entry] = await rowsOf<{ seed: string }>(
    owner,
    `select details->>'seed' as seed from audit_entries where action = 'gifts.seed' and subject_id = $1`,
    [made.giftId],
  )
  assert.equal(entry?.seed, groupedHash(published.seed ?? ''))
  await drawPaid(deps, made.giftId)
  assert.equal((await showGift(deps, SYSTEM, made.giftId)).seed, published.seed)
  assert.equal((await protectedBy(made.giftId)).length, 2)
})

test('within a decile the seed decides: the same people under another seed stand in another order', async () => {
  const people = await addWorkers(owner, 40, { village: '16.06.01.2003' })
  const made = await paid({ region: '16.06.01.2003', people: 5 })
  await allocate(made.giftId)
  const { seed } = await showGift(deps, SYSTEM, made.giftId)
  const expected = await rowsOf<{ id: bigint }>(
    owner,
    `select id from people where id = any ($1::bigint[]) order by sha256(decode($2, 'hex') || int8send(id)) limit 5`,
    [people, seed],
  )
  assert.deepEqual(
    (await protectedBy(made.giftId)).map((row) => row.split(' ')[0]),
    expected.map(({ id }) => String(id)).sort(),
  )
})

test('whoever is covered stays out, and money that finds nobody goes back to the donor', async () => {
  const village = '16.06.01.2004'
  const [one] = await addWorkers(owner, 1, { village })
  const first = await paid({ region: village, people: 1 })
  await allocate(first.giftId)
  const second = await paid({ region: village, people: 2 })
  const result = await allocate(second.giftId)
  assert.deepEqual([result.shareCount, result.shared, result.returned], [0, 0, second.total])
  assert.equal(await balanceOf(`gift/${second.giftId}/purse`), 0n)
  assert.equal((await protectedBy(first.giftId))[0]?.split(' ')[0], String(one))
})

test('by the donor’s choice it looks for later months, or further away, before anything goes back', async () => {
  const village = '16.06.01.2005'
  const [one] = await addWorkers(owner, 1, { village })
  await allocate((await paid({ region: village, people: 1, months: 1, firstMonth: '2027-01' })).giftId)
  const later = await paid({
    region: village,
    people: 1,
    months: 1,
    firstMonth: '2027-01',
    rest: 'next-months',
  })
  await allocate(later.giftId)
  assert.deepEqual(await protectedBy(later.giftId), [`${String(one)} [2027-02-01,2027-03-01)`])
  const [near] = await addWorkers(owner, 1, { village: '16.06.02.2001' })
  const wider = await paid({ region: '16.06.02.2002', people: 1, rest: 'wider-region' })
  await allocate(wider.giftId)
  assert.deepEqual(await protectedBy(wider.giftId), [`${String(near)} [2026-12-01,2027-03-01)`])
  const draws = (await showGift(deps, SYSTEM, wider.giftId)).draws.map(
    ({ region, taken }) => `${region} ${String(taken)}`,
  )
  assert.deepEqual(draws, ['16.06.02.2002 0', '16.06.02 1'])
})

test('a worker whom another payer takes while the draw runs is replaced by the next one', async () => {
  const village = '16.06.01.2006'
  const people = await addWorkers(owner, 2, { village })
  const made = await paid({ region: village, people: 1 })
  await publishSeed(deps, made.giftId)
  const { seed } = await showGift(deps, SYSTEM, made.giftId)
  const [first] = await rowsOf<{ id: bigint }>(
    owner,
    `select id from people where id = any ($1::bigint[]) order by sha256(decode($2, 'hex') || int8send(id)) limit 1`,
    [people, seed],
  )
  const other = await gift({ region: village, people: 1 })
  const take = (of: Db) =>
    throughGate(of, 'system', (tx) =>
      sql`insert into protections (roster_id, payer_id, person_id, months, programmes, segment, income, ground)
        select r.id, r.payer_id, ${first?.id}, '[2026-12-01,2027-01-01)', '[0,2)', 'BPU', 0, 'uji' from rosters r
        where r.id = ${other.giftId}`.execute(tx),
    )
  const outcomes = await interleave(take, (of) => drawPaid({ ...deps, db: of }, made.giftId))
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'fulfilled'],
  )
  const next = people.find((id) => id !== Number(first?.id))
  assert.deepEqual(await protectedBy(made.giftId), [`${String(next)} [2026-12-01,2027-03-01)`])
})

test('an employer cannot give to people it must insure itself: by its payroll, and by the name of the place of work', async () => {
  const region = '16.06.01.2007'
  const { id: payerId } = await addPayer(deps, SYSTEM, {
    kind: 'employer',
    name: 'PT Sawit Makmur Uji',
    region,
    reason,
  })
  const roster = await addRoster(deps, SYSTEM, {
    ...{ payerId, kind: 'employer', name: 'Pekerja', riskClass: 'III', size: 'large', reason },
  })
  const [onPayroll] = await addWorkers(owner, 1, { village: region })
  const [atPlace] = await addWorkers(owner, 1, {
    village: region,
    workLocation: 'Kebun PT. SAWIT MAKMUR UJI blok 3',
  })
  const [free] = await addWorkers(owner, 1, { village: region, workLocation: 'Pasar' })
  await rowsOf(
    owner,
    `insert into protections (roster_id, payer_id, person_id, months, programmes, segment, wage, ground)
     values ($1, $2, $3, '[2026-01-01,)', '[0,4)', 'PU', 3500000, 'uji')`,
    [roster.id, payerId, onPayroll],
  )
  const payer = 'PT Sawit Makmur Uji'
  const own = (id: number | undefined) =>
    gift({ payer, payerKind: 'csr', region, personIds: [id ?? 0] }).catch((error: unknown) =>
      error instanceof Refusal ? error.value : error,
    )
  assert.deepEqual(await own(onPayroll), {
    code: 'gift-for-own-worker',
    details: { because: 'roster', count: 1 },
  })
  assert.deepEqual(await own(atPlace), {
    code: 'gift-for-own-worker',
    details: { because: 'workplace', count: 1 },
  })
  // A draw of the same donor passes them by.
  const drawn = await paid({ payer, payerKind: 'csr', region, people: 3 })
  await allocate(drawn.giftId)
  assert.deepEqual(
    (await protectedBy(drawn.giftId)).map((row) => row.split(' ')[0]),
    [String(free)],
  )
})

test('a gift can name people in sight of whoever names them, and nobody else', async () => {
  const [here] = await addWorkers(owner, 1, { village: '16.06.03.2001' })
  const [far] = await addWorkers(owner, 1, { village: '16.71.01.1001' })
  const officer: By = {
    kind: 'user',
    actor: (await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' })).actor,
  }
  const payer = 'Yayasan Bersama'
  const made = await gift({ region: '16.06', payer, personIds: [here ?? 0] }, officer)
  await payAtNumber(deps, made.virtualAccount ?? '', BigInt(made.total))
  await allocate(made.giftId)
  assert.deepEqual(await protectedBy(made.giftId), [`${String(here)} [2026-12-01,2027-03-01)`])
  assert.equal(await codeOf(gift({ region: '16.06', personIds: [far ?? 0] }, officer)), 'person-unknown')
  assert.equal(await codeOf(gift({ region: '16.71', payer }, officer)), 'region-outside')
  const elsewhere: By = {
    kind: 'user',
    actor: (await addTestPerson(owner, 'regency-officer', { region: '16.71', kind: 'regency' })).actor,
  }
  assert.equal(await codeOf(showGift(deps, elsewhere, made.giftId)), 'gift-unknown')
})

test('a gift is taken back before its draw with all its money, an unpaid one is not drawn, late money goes back', async () => {
  const made = await paid()
  assert.deepEqual(await cancelGift(deps, SYSTEM, { id: made.giftId, reason }), {
    state: 'cancelled',
    returned: made.total,
  })
  assert.equal(await balanceOf(`gift/${made.giftId}/purse`), 0n)
  assert.equal(await codeOf(allocate(made.giftId)), 'gift-cancelled')
  const unpaid = await gift()
  assert.equal(await codeOf(allocate(unpaid.giftId)), 'gift-unpaid')
  const late = await gift()
  await rowsOf(
    owner,
    `update gifts set state = 'cancelled', ended_at = now(), ended_because = 'uji' where id = $1`,
    [late.giftId],
  )
  await payAtNumber(deps, late.virtualAccount ?? '', BigInt(late.total))
  await returnLateMoney(deps, late.giftId)
  await returnLateMoney(deps, late.giftId)
  assert.equal(await balanceOf(`gift/${late.giftId}/purse`), 0n)
  assert.equal((await showGift(deps, SYSTEM, late.giftId)).returned, late.total)
})

test('the recurring job publishes at one turn and draws at the next', async () => {
  await addWorkers(owner, 2, { village: '16.06.01.2008' })
  const made = await paid({ region: '16.06.01.2008' })
  const warnings: string[] = []
  const turn = () => workOnGifts(deps, (sentence) => warnings.push(sentence))
  const stateOf = async () => (await showGift(deps, SYSTEM, made.giftId)).state
  await turn()
  assert.equal(await stateOf(), 'paid')
  await turn()
  assert.equal(await stateOf(), 'allocated')
  assert.deepEqual(warnings, [])
})

test('the nightly check finds a gift whose months do not sum to it', async () => {
  const text = readFileSync('db/checks/gifts-are-their-shares.sql', 'utf8')
  const client = await owner.pool.connect()
  try {
    await client.query('begin')
    assert.deepEqual((await client.query(text)).rows, [])
    await client.query('update gift_shares set amount = amount + 1 where number = 1')
    assert.ok((await client.query(text)).rows.length > 0)
  } finally {
    await client.query('rollback')
    client.release()
  }
})

test('the audit takes a hash that has sixteen digits in a row, as one of 270 has: a gift with such a root is drawn too', async () => {
  const hash = `a1234567890123456${'b'.repeat(47)}`
  const record = (root: string) =>
    throughGate(db, 'system', (tx) =>
      recordAct(tx, SYSTEM, {
        action: 'gifts.draw',
        subject: { kind: 'gift', id: 'uji' },
        details: { root },
      }),
    )
  await assert.rejects(record(hash), /audit_holds_no_identity_number/)
  await record(groupedHash(hash))
})
