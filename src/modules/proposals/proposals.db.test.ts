import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../../kernel/refusal.ts'
import { systemClock } from '../../platform/clock.ts'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, rowsOf } from '../../../test/people.ts'
import type { By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import { addPayer } from '../payers/add-payer.ts'
import { createProgramme } from '../programmes/create-programme.ts'
import { approveProposal, refuseProposed } from './approve-proposal.ts'
import { ONE_MAY_APPROVE } from './proposals.ts'
import { proposePeople, withdrawProposal } from './propose-people.ts'
import { listPlaces } from './queries.ts'
import { movePlaces, setProgrammePlaces } from './set-places.ts'
import { LawBook } from '../../rules/law-book.ts'
import { regionCode } from '../../kernel/region-code.ts'

const { db, owner } = await testDatabase()
const deps = { db, clock: systemClock, book: new LawBook() }
const VILLAGE = '16.06.01.2001'
const NEXT = '16.06.01.2002'
const by = (person: Awaited<ReturnType<typeof addTestPerson>>): By => ({ kind: 'user', actor: person.actor })
const operator = by(await addTestPerson(owner, 'village-operator', { region: VILLAGE, kind: 'village' }))
const head = by(await addTestPerson(owner, 'village-head', { region: VILLAGE, kind: 'village' }))
const district = by(await addTestPerson(owner, 'district-officer', { region: '16.06.01', kind: 'district' }))
const regency = by(await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' }))
const elsewhere = by(await addTestPerson(owner, 'district-officer', { region: '16.06.02', kind: 'district' }))
const { id: payerId } = await addPayer(deps, regency, {
  kind: 'apbd-regency',
  name: 'Pemkab Uji',
  region: '16.06',
  reason: 'uji',
})
const minutes = { minutesNumber: '140/07/2026', minutesOn: '2026-05-04', reason: 'Musyawarah desa' }

let lastPerson = 0
async function people(
  count: number,
  { village = VILLAGE, born = '1980-01-01', living = null as string | null } = {},
) {
  const first = lastPerson + 1
  lastPerson += count
  await rowsOf(
    owner,
    `insert into people (id, name, name_keys, residence_region, segment, born_on, living_status, sealed, stated_mark, recorded_at)
     select n, 'UJI', '{uj}', $3, 'BPU', $4::date, $5, '\\x00', decode(repeat('00', 16), 'hex'), now() from generate_series($1::bigint, $2::bigint) n`,
    [first, lastPerson, regionCode(village), born, living],
  )
  return Array.from({ length: count }, (_, index) => first + index)
}

let programmeCount = 0
async function programme(places: number, rules: object = {}) {
  programmeCount += 1
  const { id } = await createProgramme(deps, regency, {
    payerId,
    name: `Program ${String(programmeCount)}`,
    firstMonth: '2027-01',
    months: 12,
    legalBasis: 'Perbup 12/2026',
    reason: 'uji',
    ...rules,
  })
  await setProgrammePlaces(deps, regency, id, { region: VILLAGE, places, reason: 'uji' })
  return id
}

async function propose(programmeId: string, chosen: readonly number[]) {
  return proposePeople(deps, operator, { programmeId, region: VILLAGE, people: [...chosen], ...minutes })
}
const placesOf = async (programmeId: string) =>
  (await throughGate(db, 'system', (tx) => listPlaces(tx, programmeId, regionCode(VILLAGE))))[0]
const statesOf = async (proposalId: string) =>
  Object.fromEntries(
    (
      await rowsOf<{ person_id: bigint; state: string; because: string | null }>(
        owner,
        `select person_id, state, because from proposed_people where proposal_id = $1 order by place`,
        [proposalId],
      )
    ).map(({ person_id, state, because }) => [
      String(person_id),
      because === null ? state : `${state} ${because}`,
    ]),
  )
const refusal = (code: string) => (error: unknown) => error instanceof Refusal && error.value.code === code
const ok = { reason: 'Sesuai berita acara' }

test('a village proposes, the district approves: who fits is protected for the months of the programme, and only he', async () => {
  const id = await programme(2, { ageFrom: 18, ageBelow: 65 })
  const fit = await people(3)
  const [old] = await people(1, { born: '1950-01-01' })
  const [dead] = await people(1, { living: 'deceased' })
  const { proposalId, proposed } = await propose(id, [old ?? 0, ...fit, dead ?? 0])
  assert.equal(proposed, 5)
  const decided = await approveProposal(deps, district, { id: proposalId, ...ok })
  assert.deepEqual(decided, {
    state: 'decided',
    approved: 2,
    refused: 2,
    waiting: 1,
    unknown: 0,
    budget: null,
  })
  assert.deepEqual(await statesOf(proposalId), {
    [String(old)]: 'refused rule-age',
    [String(fit[0])]: 'approved',
    [String(fit[1])]: 'approved',
    [String(fit[2])]: 'waiting no-place',
    [String(dead)]: 'refused deceased',
  })
  const protections = await rowsOf<{ person_id: bigint; months: string; programmes: string }>(
    owner,
    `select person_id, months::text, programmes::text from protections where roster_id = $1 order by 1`,
    [id],
  )
  assert.deepEqual(
    protections.map(({ person_id, months, programmes }) => [Number(person_id), months, programmes]),
    fit.slice(0, 2).map((person) => [person, '[2027-01-01,2028-01-01)', '[0,2)']),
  )
  assert.deepEqual(await placesOf(id), {
    regionCode: regionCode(VILLAGE),
    places: 2,
    filled: 2,
    proposed: 0,
    waiting: 1,
    refused: 2,
  })
  // A place that comes later goes to the one who waits.
  await setProgrammePlaces(deps, regency, id, { region: VILLAGE, places: 3, reason: 'tambahan' })
  assert.equal((await approveProposal(deps, district, { id: proposalId, ...ok })).approved, 1)
})

test('nobody of the village decides on its own proposal, and no other district does', async () => {
  const id = await programme(1)
  const { proposalId } = await propose(id, await people(1))
  for (const doer of [operator, head]) {
    await assert.rejects(approveProposal(deps, doer, { id: proposalId, ...ok }), refusal('proposal-own'))
  }
  await assert.rejects(
    approveProposal(deps, elsewhere, { id: proposalId, ...ok }),
    refusal('proposal-unknown'),
  )
})

test('whom somebody else pays for is refused, and his place goes to the next', async () => {
  const [id, other] = [await programme(1), await programme(1)]
  const [first, second] = await people(2)
  const { proposalId: before } = await propose(other, [first ?? 0])
  await approveProposal(deps, district, { id: before, ...ok })
  const { proposalId } = await propose(id, [first ?? 0, second ?? 0])
  await approveProposal(deps, district, { id: proposalId, ...ok })
  assert.deepEqual(await statesOf(proposalId), {
    [String(first)]: 'refused covered',
    [String(second)]: 'approved',
  })
})

test('of two programmes that approve the same person at the same moment one protects him, and the other gives the place on', async () => {
  const [id, other] = [await programme(1), await programme(1)]
  const [contested, next] = await people(2)
  const { proposalId: mine } = await propose(id, [contested ?? 0, next ?? 0])
  const { proposalId: theirs } = await propose(other, [contested ?? 0])
  // One transaction has protected him and is not committed yet: the other has looked and seen nobody.
  const holder = await owner.pool.connect()
  try {
    await holder.query('begin')
    await holder.query(
      `insert into protections (roster_id, payer_id, person_id, months, programmes, segment, income, ground)
       values ($1, $2, $3, '[2027-01-01,2028-01-01)', '[0,2)', 'BPU', 0, 'uji')`,
      [other, payerId, contested],
    )
    const approving = approveProposal(deps, district, { id: mine, ...ok })
    await waitUntilBlocked()
    await holder.query('commit')
    assert.equal((await approving).approved, 1)
  } finally {
    holder.release()
  }
  assert.deepEqual(await statesOf(mine), {
    [String(contested)]: 'refused covered',
    [String(next)]: 'approved',
  })
  assert.equal((await approveProposal(deps, district, { id: theirs, ...ok })).refused, 1)
})

test('two who approve the last place at once fill it once', async () => {
  const id = await programme(1)
  const { proposalId: first } = await propose(id, await people(1))
  const { proposalId: second } = await propose(id, await people(1))
  const holder = await owner.pool.connect()
  try {
    await holder.query('begin')
    await holder.query('select from programme_quotas where programme_id = $1 for update', [id])
    const both = [first, second].map((proposal) => approveProposal(deps, district, { id: proposal, ...ok }))
    await waitUntilBlocked(2)
    await holder.query('commit')
    const decided = await Promise.all(both)
    assert.deepEqual(decided.map(({ approved }) => approved).toSorted(), [0, 1])
  } finally {
    holder.release()
  }
  assert.equal((await placesOf(id))?.filled, 1)
})

test('a list longer than one may decide alone waits for a second pair of eyes', async () => {
  const count = ONE_MAY_APPROVE + 1
  const id = await programme(count)
  const { proposalId } = await propose(id, await people(count))
  assert.equal((await approveProposal(deps, district, { id: proposalId, ...ok })).state, 'awaiting-second')
  assert.equal((await approveProposal(deps, district, { id: proposalId, ...ok })).state, 'awaiting-second')
  assert.equal((await placesOf(id))?.filled, 0)
  assert.equal((await approveProposal(deps, regency, { id: proposalId, ...ok })).approved, count)
})

test('somebody has one place in a programme, elsewhere is told, and what is taken back can be proposed again', async () => {
  const id = await programme(5)
  const [here] = await people(1)
  const [stranger] = await people(1, { village: '16.06.02.2001' })
  const first = await propose(id, [here ?? 0, stranger ?? 0])
  assert.deepEqual([first.proposed, first.elsewhere], [1, 1])
  await assert.rejects(propose(id, [here ?? 0]), refusal('nobody-to-propose'))
  assert.deepEqual(await withdrawProposal(deps, operator, { id: first.proposalId, reason: 'Salah' }), {
    withdrawn: 1,
  })
  const again = await propose(id, [here ?? 0])
  await refuseProposed(deps, district, { id: again.proposalId, people: [here ?? 0], reason: 'Pindah' })
  assert.deepEqual(await statesOf(again.proposalId), { [String(here)]: 'refused by-decision' })
})

test('last year’s people are proposed again in one step', async () => {
  const [before, after] = [await programme(3), await programme(3)]
  const { proposalId } = await propose(before, await people(3))
  await approveProposal(deps, district, { id: proposalId, ...ok })
  const copied = await proposePeople(deps, operator, {
    programmeId: after,
    region: VILLAGE,
    copyFrom: before,
    ...minutes,
  })
  assert.equal(copied.proposed, 3)
})

test('places are set alike for every village or shared, moved only while free, and never fewer than are filled', async () => {
  const id = await programme(2)
  const { proposalId } = await propose(id, await people(1))
  await approveProposal(deps, district, { id: proposalId, ...ok })
  const each = { region: '16.06.01', each: 2, reason: 'uji' }
  const { changed, places } = await setProgrammePlaces(deps, regency, id, each)
  assert.equal(places, 2 * (changed + 1))
  assert.equal((await setProgrammePlaces(deps, regency, id, each)).changed, 0)
  const shared = await setProgrammePlaces(deps, regency, id, {
    region: '16.06.02',
    total: 1000,
    reason: 'uji',
  })
  assert.equal(shared.places, 1000)
  const move = { programmeId: id, from: VILLAGE, to: NEXT, reason: 'kosong' }
  await movePlaces(deps, regency, { ...move, places: 1 })
  await assert.rejects(movePlaces(deps, regency, { ...move, places: 1 }), refusal('places-filled'))
  await assert.rejects(
    setProgrammePlaces(deps, regency, id, { region: VILLAGE, places: 0, reason: 'uji' }),
    refusal('places-filled'),
  )
  await assert.rejects(
    setProgrammePlaces(deps, regency, id, { region: '16.71', places: 1, reason: 'uji' }),
    refusal('region-outside'),
  )
})

async function waitUntilBlocked(count = 1): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const [row] = await rowsOf<{ count: number }>(
      owner,
      `select count(*)::int as count from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if ((row?.count ?? 0) >= count) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('nobody waits for the lock')
}
