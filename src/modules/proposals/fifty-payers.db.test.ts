import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openDatabase } from '../../platform/db.ts'
import { SYSTEM } from '../../../test/billing-stage.ts'
import { budgetStage } from '../../../test/budget-stage.ts'
import { testDatabase } from '../../../test/database.ts'
import { rowsOf } from '../../../test/people.ts'
import { approveProposal } from './approve-proposal.ts'

const database = await testDatabase()
const { owner } = database
const stage = budgetStage(database)
const PAYERS = 50
const PRICE = 6n * 16_800n
/** As many connections as there are payers: each of them truly decides while the others do. */
const crowd = openDatabase(database.appUrl, { maxConnections: PAYERS, role: 'payung_app' })
after(() => crowd.close())

test('of fifty payers who protect the same worker at once exactly one pays; the others’ money goes to the next or stays with them', async () => {
  const [contested] = await stage.people(1)
  const entries = []
  for (let place = 0; place < PAYERS; place += 1) {
    const payerId = await stage.payer()
    const line = await stage.line(payerId, PRICE)
    const programme = await stage.programme(payerId, { places: 1, budgetLineId: line })
    // Every second list has somebody behind him, whom a place that comes free reaches at once.
    const behind = place % 2 === 0 ? await stage.people(1) : []
    const proposal = await stage.propose(programme, [contested ?? 0, ...behind])
    entries.push({ line, programme, proposal, next: behind[0] })
  }
  const deps = { ...stage.deps, db: crowd.db }
  const decided = await Promise.all(
    entries.map(({ proposal }) => approveProposal(deps, SYSTEM, { id: proposal, reason: 'Sesuai' })),
  )
  const protections = await rowsOf<{ roster_id: string; person_id: bigint }>(
    owner,
    'select roster_id, person_id from protections where not isempty(months)',
  )
  const winners = protections.filter(({ person_id }) => Number(person_id) === contested)
  assert.equal(winners.length, 1)
  for (const [place, { line, programme, next }] of entries.entries()) {
    const { left, committed, amount } = await stage.sums(line)
    const held = protections
      .filter(({ roster_id }) => roster_id === programme)
      .map((row) => Number(row.person_id))
    const hasWon = winners[0]?.roster_id === programme
    assert.deepEqual(held, hasWon ? [contested] : next === undefined ? [] : [next])
    // Whoever lost and has nobody next keeps every rupiah; everybody else has promised exactly one person.
    assert.deepEqual([left, committed], held.length === 1 ? [0, amount] : [amount, 0])
    assert.equal(decided[place]?.approved, held.length)
  }
})
