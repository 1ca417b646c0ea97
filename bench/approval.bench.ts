import { regionCode } from '../src/kernel/region-code.ts'
import { clockAt } from '../src/platform/clock.ts'
import { LawBook } from '../src/rules/law-book.ts'
import type { By } from '../src/modules/access/act.ts'
import { addPayer } from '../src/modules/payers/add-payer.ts'
import { createProgramme } from '../src/modules/programmes/create-programme.ts'
import { approveProposal, type ProposalDeps } from '../src/modules/proposals/approve-proposal.ts'
import { setProgrammePlaces } from '../src/modules/proposals/set-places.ts'
import { benchmark, type Benchmark } from './benchmark.ts'
import { startThrowAwayDatabase, type ThrowAwayDatabase } from './throw-away-database.ts'

/** Issue 6 asks for 100,000 proposed people. */
const PEOPLE = Number(process.env['BENCH_ROWS'] ?? 100_000)
const PROPOSAL = '00000000-0000-4000-8000-0000000000c1'
const REGENCY = regionCode('16.06')
const REASON = 'Sesuai berita acara'
const [FIRST, SECOND]: readonly [By, By] = [
  { kind: 'system', systemUser: 'satu' },
  { kind: 'system', systemUser: 'dua' },
]

type Stage = {
  readonly database: ThrowAwayDatabase
  readonly deps: ProposalDeps
  readonly programmeId: string
}
let stage: Stage | undefined

function opened(): Stage {
  if (!stage) throw new Error('not set up')
  return stage
}

/** People of a regency's 200 villages, proposed for a programme that has a place for each. */
async function setUp(): Promise<void> {
  const database = await startThrowAwayDatabase()
  const deps = { db: database.app.db, clock: clockAt(new Date('2026-11-20T03:00:00Z')), book: new LawBook() }
  const write = (text: string, values: readonly unknown[] = []) =>
    database.owner.pool.query(text, [...values])
  await write(
    `insert into regions (code, name, search_name, valid_from, decree, source) values (1600000000, 'Sumatera Selatan', 'sumateraselatan', '2020-01-01', 'uji', 'uji'),
     (1606000000, 'Kabupaten Musi Banyuasin', 'musibanyuasin', '2020-01-01', 'uji', 'uji')`,
  )
  const { id: payerId } = await addPayer(deps, FIRST, {
    ...{ kind: 'apbd-regency', name: 'Pemkab Uji', region: '16.06', reason: 'uji' },
  })
  const { id: programmeId } = await createProgramme(deps, FIRST, {
    ...{ payerId, name: 'Program Uji', region: '16.06', firstMonth: '2027-01', months: 12 },
    ...{ legalBasis: 'Perbup 12/2026', reason: 'uji' },
  })
  await setProgrammePlaces(deps, FIRST, programmeId, { region: '16.06', places: PEOPLE, reason: 'uji' })
  await write(
    `insert into people (id, name, name_keys, residence_region, segment, born_on, sealed, stated_mark, recorded_at)
     select n, 'UJI', '{uj}', $1::bigint + (1 + n % 10) * 10000 + 2001 + n % 20, 'BPU', '1985-01-01', '\\x00',
       decode(repeat('00', 16), 'hex'), now() from generate_series(1, $2::int) n`,
    [REGENCY, PEOPLE],
  )
  await write(
    `insert into proposals (id, programme_id, region_code, minutes_number, minutes_on, proposed_by, submitted_at)
     values ($1, $2, $3, '140/07/2026', '2026-05-04', 'user:uji', now())`,
    [PROPOSAL, programmeId, REGENCY],
  )
  await write(
    `insert into proposed_people (proposal_id, programme_id, person_id, place) select $1, $2, n, n from generate_series(1, $3::int) n`,
    [PROPOSAL, programmeId, PEOPLE],
  )
  await write('vacuum analyze')
  stage = { database, deps, programmeId }
}

async function tearDown(): Promise<void> {
  await stage?.database.stop()
  stage = undefined
}

/** Nobody decided on and nobody protected. */
async function emptied(): Promise<void> {
  const { pool } = opened().database.owner
  await pool.query(
    'truncate protections, counted_people, coverage_deltas, coverage_counts, coverage_days, proposal_approvals cascade',
  )
  await pool.query(
    `update proposed_people set state = 'proposed', because = null, decided_by = null, decided_at = null where state <> 'proposed'`,
  )
  await pool.query('update programme_quotas set filled = 0')
  await pool.query('vacuum analyze proposed_people')
  await pool.query('checkpoint')
}

/** The second pair of eyes, by which everybody is protected. */
async function approve(): Promise<void> {
  const decided = await approveProposal(opened().deps, SECOND, { id: PROPOSAL, reason: REASON })
  if (decided.approved !== PEOPLE) throw new Error(`${String(decided.approved)} approved`)
}

/** The same protections by one statement, with the same counters, and nothing of who decided on whom. */
async function insertByHand(): Promise<void> {
  await opened().database.owner.pool.query(
    `insert into protections (roster_id, payer_id, person_id, months, programmes, segment, income, ground)
     select r.id, r.payer_id, c.person_id, '[2027-01-01,2028-01-01)', '[0,2)', 'BPU', 1000000, 'x'
     from proposed_people c join rosters r on r.id = c.programme_id where c.proposal_id = $1 and c.state = 'proposed' order by c.person_id`,
    [PROPOSAL],
  )
}

export const benchmarks: readonly Benchmark[] = [
  benchmark({
    name: `approval, ${PEOPLE.toLocaleString('en')} proposed people protected with counters`,
    limitName: 'the same protections by one INSERT … SELECT with counters',
    setUp,
    tearDown,
    beforeRun: async () => {
      await emptied()
      await approveProposal(opened().deps, FIRST, { id: PROPOSAL, reason: REASON })
    },
    run: approve,
    beforeLimit: emptied,
    limit: insertByHand,
    units: { count: PEOPLE, name: 'people' },
    goal: 0.5,
    rounds: 3,
  }),
]
