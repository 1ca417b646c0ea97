import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { partnersFileOf } from '../bank-sim/partner-entry.ts'
import { startSimulator } from '../bank-sim/server.ts'
import { askToPlay } from '../src/api/pages/banking/simulator-line.ts'
import { exampleList, fillForTraining } from '../src/cli/commands/demo.ts'
import { monthOf } from '../src/kernel/month.ts'
import { regionCode } from '../src/kernel/region-code.ts'
import { workCalendar } from '../src/kernel/working-days.ts'
import { settleTraining } from '../src/modules/access/training-accounts.ts'
import { runBills } from '../src/modules/billing/run-bills.ts'
import { importPeople } from '../src/modules/people/import-people.ts'
import { BankLines } from '../src/modules/payments/bank-line.ts'
import { readPartners } from '../src/modules/payments/partner.ts'
import { makeVirtualAccount } from '../src/modules/payments/payment-wishes.ts'
import { approveProposal } from '../src/modules/proposals/approve-proposal.ts'
import { proposePeople } from '../src/modules/proposals/propose-people.ts'
import { askProtection } from '../src/modules/protection/ask-protection.ts'
import { LawBook } from '../src/rules/law-book.ts'
import { addTestPerson, addTestSession, rowsOf, TEST_NOW } from './people.ts'
import { signInApp } from './sign-in-app.ts'

const folder = await mkdtemp(join(tmpdir(), 'payung-whole-loop-'))
const simulator = await startSimulator({ folder, port: 0, now: () => TEST_NOW })
const partners = readPartners('uji', JSON.stringify(partnersFileOf(simulator.contract, simulator.url)))
const { app, test: database, ring, clock } = await signInApp({ partners, simulatorUrl: simulator.url })
simulator.connectTo(`${await app.listen({ host: '127.0.0.1', port: 0 })}/snap`)
after(async () => {
  await simulator.close()
  await rm(folder, { recursive: true })
})
const { db, pool, owner } = database
const book = new LawBook()
const deps = { db, pool, clock, ring, book, calendar: workCalendar(), folder: join(folder, 'lists') }
const banks = { ...deps, partners, lines: new BankLines(clock) }

const VILLAGE = '16.06.01.2001'
/** Every level, and a village beside that must not move. */
const LEVELS = [VILLAGE, '16.06.01', '16.06', '16'] as const
const BESIDE = '16.06.01.2002'
const PEOPLE_OF_THE_TWIN = 4_000
const minutes = { minutesNumber: '1/2026', minutesOn: '2026-05-04', reason: 'Musyawarah desa' }

await settleTraining({ db, clock, ring }, true)
await fillForTraining(deps, { people: PEOPLE_OF_THE_TWIN })
const [programme] = await rowsOf<{ id: string; organisation_id: string }>(
  owner,
  'select id, organisation_id from programmes',
)
assert.ok(programme)
const operator = await addTestPerson(owner, 'village-operator', { region: VILLAGE, kind: 'village' })
const district = await addTestPerson(owner, 'district-officer', { region: '16.06.01', kind: 'district' })
const regency = await addTestPerson(owner, 'regency-officer', {
  region: '16.06',
  kind: 'regency',
  organisation: programme.organisation_id,
})
// An officer of the province may see small numbers; the staff of the governor is told "fewer than five".
const province = await addTestPerson(owner, 'province-officer', { region: '16', kind: 'province' })
const session = await addTestSession(owner, ring, province)

test('a registry that was filled by a list is planned for as many people as there are now', async () => {
  const [known] = await rowsOf<{ people: number }>(
    owner,
    `select reltuples::integer as people from pg_class where oid = 'people'::regclass`,
  )
  assert.equal(known?.people, PEOPLE_OF_THE_TWIN)
})

async function protectedIn(region: string): Promise<number> {
  const answer = await app.inject({ url: `/api/v1/coverage?region=${region}`, headers: session.headers })
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json<{ numerator: number }>().numerator
}
const figures = () => Promise.all([...LEVELS, BESIDE].map(protectedIn))

async function billOf(roster: string): Promise<{ id: string; total: string }> {
  const [bill] = await rowsOf<{ id: string; total: string }>(
    owner,
    'select id, total::text from bills where roster_id = $1',
    [roster],
  )
  assert.ok(bill)
  return bill
}

/** A virtual account for a bill, paid exactly by whoever plays the payer. */
async function payAtSimulator(bill: string): Promise<void> {
  const asked = { bank: partners[0]?.id ?? '', bill, reason: 'Iuran' }
  const { number } = await makeVirtualAccount(banks, regency.by, asked)
  const played = await askToPlay(simulator.url, { va: number.replaceAll(/\s/g, ''), scenario: 'exact' })
  assert.equal(played?.steps?.at(-1)?.code, '2002500')
}

test('a messy list of the twin province becomes paid protection, and each level counts exactly those who were approved', async () => {
  const path = join(folder, 'daftar.xlsx')
  await writeFile(path, await exampleList(7))
  const before = await figures()
  assert.ok((before[3] ?? 0) > 0, 'the twin province has people whom somebody pays for')
  const list = await importPeople(deps, operator.by, {
    ...{ path, fileName: 'daftar.xlsx', region: regionCode(VILLAGE) },
    ...{ purpose: 'own-account', isRehearsal: false },
  })
  assert.ok(list.tally.accepted > 5 && list.tally.refused > 0, JSON.stringify(list.tally))
  assert.deepEqual(await figures(), before, 'a list protects nobody')

  const { proposalId, proposed } = await proposePeople(deps, operator.by, {
    ...{ programmeId: programme.id, region: VILLAGE, ...minutes },
    importId: list.importId ?? '',
  })
  assert.equal(proposed, list.tally.accepted)
  assert.deepEqual(await figures(), before, 'a proposal protects nobody')
  const decided = await approveProposal(deps, district.by, { id: proposalId, reason: 'Sesuai' })
  assert.equal(decided.approved + decided.refused + decided.waiting + decided.unknown, proposed)
  assert.ok(decided.approved > 0, JSON.stringify(decided))

  const month = monthOf(clock.today())
  const run = await runBills(deps, regency.by, { month, roster: programme.id })
  assert.deepEqual([run.bills, run.lines], [1, decided.approved])
  const bill = await billOf(programme.id)
  await payAtSimulator(bill.id)
  const [paid] = await rowsOf<{ lines: number; amount: string }>(
    owner,
    `select count(*)::int as lines, sum(l.amount)::text as amount from bill_lines l
     join paid_lines q on q.bill_id = l.bill_id and q.lines @> l.line_number where l.bill_id = $1`,
    [bill.id],
  )
  assert.deepEqual(paid, { lines: decided.approved, amount: bill.total })
  const people = await rowsOf<{ person_id: bigint }>(
    owner,
    `select person_id from proposed_people where proposal_id = $1 and state = 'approved' order by 1`,
    [proposalId],
  )
  for (const { person_id: personId } of people.slice(0, 1)) {
    const { state, stretches } = await askProtection(deps, operator.by, { personId })
    assert.deepEqual([state, stretches.map(({ months }) => months[0]?.payment)], ['active', ['paid']])
  }
  assert.deepEqual(
    await figures(),
    before.map((count, level) => count + (level < LEVELS.length ? decided.approved : 0)),
  )
})

test('who is paid for already is refused, and no figure moves', async () => {
  const covered = await rowsOf<{ id: bigint }>(
    owner,
    `select p.id from people p join protections m on m.person_id = p.id and m.months @> '2026-05-01'::date and m.segment = 'BPU'
     where p.residence_region between 1606010000 and 1606019999 and p.merged_into is null order by p.id limit 3`,
  )
  assert.ok(covered.length > 0, 'the loop before protected some')
  const [free] = await rowsOf<{ id: string; residence_region: string }>(
    owner,
    `insert into programmes (id, payer_id, name, months, programmes, rules, income, legal_basis, region_code, organisation_id)
     select gen_random_uuid(), payer_id, 'Program kedua', months, programmes, '[]', 0, 'uji', region_code, organisation_id from programmes
     where id = $1 returning id, region_code as residence_region`,
    [programme.id],
  )
  await rowsOf(owner, 'insert into programme_quotas (programme_id, region_code, places) values ($1, $2, 5)', [
    free?.id,
    regionCode('16.06.01'),
  ])
  const before = await figures()
  const { proposalId } = await proposePeople(deps, district.by, {
    ...{ programmeId: free?.id ?? '', region: '16.06.01', ...minutes },
    people: covered.map(({ id }) => Number(id)),
  })
  const decided = await approveProposal(deps, regency.by, { id: proposalId, reason: 'Sesuai' })
  assert.deepEqual([decided.approved, decided.refused], [0, covered.length])
  assert.deepEqual(await figures(), before)
})
