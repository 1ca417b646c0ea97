import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { budgetStage, VILLAGE } from '../../../test/budget-stage.ts'
import { testDatabase } from '../../../test/database.ts'
import { FakeBank } from '../../../test/fake-bank.ts'
import { giftStage, payAtNumber } from '../../../test/gift-stage.ts'
import { testPartner } from '../../../test/payment-stage.ts'
import { rowsOf } from '../../../test/people.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { openDatabase } from '../../platform/db.ts'
import type { By } from '../access/act.ts'
import { addMembers } from '../payers/add-members.ts'
import { addPayer } from '../payers/add-payer.ts'
import { addRoster } from '../payers/add-roster.ts'
import { approveProposal } from '../proposals/approve-proposal.ts'
import { drawPaid, publishSeed } from './allocate-gift.ts'
import { createGift } from './create-gift.ts'

const database = await testDatabase()
const { db, owner } = database
const stage = budgetStage(database)
const bank = await new FakeBank().start()
bank.answer = () => ({ json: { responseCode: '2002700', responseMessage: 'Successful' } })
const deps = await giftStage(db, testPartner({}, { baseUrl: bank.url, timeoutSeconds: 1 }))
const PAYERS = 50
/** As many connections as there are payers: each of them truly decides while the others do. */
const crowd = openDatabase(database.appUrl, { maxConnections: PAYERS, role: 'payung_app' })
after(() => crowd.close())
const at = { ...deps, db: crowd.db }
const SYSTEM: By = { kind: 'system' }
const reason = 'uji'
const MONTH = '2026-12'
/** Dearer than a month may be: what is left shows what was promised. */
const BUDGET = 100_000n
const [contested = 0] = await stage.people(1)

const codeOf = (error: unknown) => (error instanceof Refusal ? error.code : String(error))

type Rival = { readonly kind: string; readonly roster: string; readonly pay: () => Promise<unknown> }

/** A gift for the contested one by name; what cannot be given in the month goes on, or back. */
async function giver(rest: 'next-months' | 'return'): Promise<Rival> {
  const payer = `Yayasan ${String(rivals.length)}`
  const ask = { region: VILLAGE, months: 2, personIds: [contested], payer, rest, reason }
  const made = await createGift(deps, SYSTEM, ask)
  await payAtNumber(deps, made.virtualAccount ?? '', BigInt(made.total))
  await publishSeed(deps, made.giftId)
  return { kind: 'gift', roster: made.giftId, pay: () => drawPaid(at, made.giftId) }
}

const lines = new Map<string, string>()
async function budget(): Promise<Rival> {
  const payerId = await stage.payer()
  const budgetLineId = await stage.line(payerId, BUDGET)
  const roster = await stage.programme(payerId, { places: 1, budgetLineId, firstMonth: MONTH, months: 1 })
  const id = await stage.propose(roster, [contested])
  lines.set(roster, budgetLineId)
  return {
    kind: 'budget',
    roster,
    pay: () => approveProposal({ ...stage.deps, db: crowd.db }, SYSTEM, { id, reason }),
  }
}

async function member(kind: 'self' | 'village' | 'employer'): Promise<Rival> {
  const payerKind = kind === 'village' ? ('apbdes' as const) : kind
  const named = { kind: payerKind, name: `Pembayar ${String(rivals.length)}`, region: VILLAGE, reason }
  const { id: payerId } = await addPayer(deps, SYSTEM, named)
  const ofWages = kind === 'employer' ? ({ riskClass: 'I', size: 'large' } as const) : {}
  const { id: roster } = await addRoster(deps, SYSTEM, { payerId, kind, name: 'Daftar', reason, ...ofWages })
  const ask = { personId: contested, from: MONTH, until: '2027-01', pay: 1_000_000, ground: 'uji', reason }
  return { kind, roster, pay: () => addMembers(at, SYSTEM, roster, ask) }
}

const rivals: Rival[] = []
for (let n = 0; n < 10; n += 1) {
  rivals.push(await giver('return'), await giver('next-months'), await budget(), await member('self'))
  rivals.push(await member(n % 2 === 0 ? 'village' : 'employer'))
}

test('of fifty payers of every kind for one worker-month exactly one pays; the money of the others goes on, back or nowhere', async () => {
  assert.equal(rivals.length, PAYERS)
  const outcomes = await Promise.allSettled(rivals.map(({ pay }) => pay()))
  const held = await rowsOf<{ roster_id: string; segment: string }>(
    owner,
    `select roster_id, segment from protections where person_id = $1 and months @> '2026-12-01'::date`,
    [contested],
  )
  const inMonth = held.filter(({ segment }) => segment === 'BPU')
  assert.equal(inMonth.length, 1, 'one payer of the contested month')
  const winner = inMonth[0]?.roster_id
  for (const [place, { kind, roster }] of rivals.entries()) {
    const outcome = outcomes[place]
    const hasWon = roster === winner
    const own = held.filter(({ roster_id }) => roster_id === roster)
    if (kind === 'gift' || kind === 'budget') assert.equal(outcome?.status, 'fulfilled', kind)
    // An employer insures by the wage, which stands beside; nobody's money for own-account work pays that.
    else if (kind === 'employer') assert.deepEqual([outcome?.status, own[0]?.segment], ['fulfilled', 'PU'])
    else if (!hasWon)
      assert.equal(outcome?.status === 'rejected' && codeOf(outcome.reason), 'already-covered')
    if (kind === 'budget') {
      const { left, committed } = await stage.sums(lines.get(roster) ?? '')
      assert.equal(BigInt(left) === BUDGET, !hasWon)
      assert.equal(BigInt(left) + BigInt(committed), BUDGET)
    }
  }
})

test('every rupiah of the gifts is in a month of somebody or back where it came from', async () => {
  const gifts = await rowsOf<{
    received: bigint
    shared: bigint
    returned: bigint
    balance: bigint
    months: bigint
    rest: string
  }>(
    owner,
    `select g.received, g.shared, g.returned, a.balance, g.rest,
       (select count(*) from protections p where p.roster_id = g.id and not isempty(p.months)) as months
     from gifts g join accounts a on a.path = 'gift/' || g.id || '/purse'`,
  )
  assert.equal(gifts.length, 20)
  for (const { received, shared, returned, balance, months } of gifts) {
    assert.equal(received, shared + returned)
    assert.equal(balance, shared)
    assert.equal(shared > 0n, months > 0n)
  }
  const goneOn = gifts.filter(({ rest, shared }) => rest === 'next-months' && shared > 0n)
  assert.ok(goneOn.length > 0, 'some went on to the months after')
})
