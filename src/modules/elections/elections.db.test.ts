import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { addNumberedPeople, billingDeps, SYSTEM } from '../../../test/billing-stage.ts'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, rowsOf, TEST_NOW } from '../../../test/people.ts'
import { testRing } from '../../../test/test-ring.ts'
import { uploadFolder } from '../../../test/uploads.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { clockAt } from '../../platform/clock.ts'
import { LawBook } from '../../rules/law-book.ts'
import { finishRun, beginRun } from '../billing/run-bills.ts'
import { addPayer } from '../payers/add-payer.ts'
import { createElection } from './create-election.ts'
import { fillFromFile } from './fill-from-file.ts'
import { fillByNumber } from './fill-posts.ts'
import { makePosts } from './make-posts.ts'
import { replaceOfficer } from './replace-officer.ts'
import { readStations, setStations } from './set-stations.ts'
import { showElection, showElections, showPosts } from './show-elections.ts'

const database = await testDatabase()
const { db, owner, pool } = database
const clock = clockAt(TEST_NOW)
const book = new LawBook()
const deps = { db, clock, book }
const reason = 'Pemilihan uji'
const upload = uploadFolder()
const DAYS = [
  ...['ppk', 'ppk-secretariat', 'panwascam', 'pps', 'pps-secretariat', 'pkd'].map(
    (role) => `${role}:2026-04-16:2026-12-27`,
  ),
  'pantarlih:2026-05-24:2026-06-25',
  ...['kpps', 'linmas', 'ptps'].map((role) => `${role}:2026-06-07:2026-07-08`),
]
const DISTRICT = '16.06.01'
const VILLAGE = '16.06.01.2001'
const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

let names = 0
async function election(region: string, stations: number): Promise<string> {
  names += 1
  const payer = await addPayer(deps, SYSTEM, {
    kind: 'apbd-regency',
    name: `Kas ${String(names)}`,
    region,
    reason,
  })
  const { id } = await createElection(deps, SYSTEM, {
    ...{
      payerId: payer.id,
      name: 'Pemilihan',
      votedOn: '2026-06-27',
      rule: 'pilkada-2024',
      serviceDays: DAYS,
    },
    ...{ income: 1_000_000, legalBasis: 'Keputusan uji', reason },
  })
  if (stations > 0)
    await setStations(deps, SYSTEM, id, { villages: [{ region: VILLAGE, stations }], source: 'uji', reason })
  return id
}
let next = 1
const people = async (count: number): Promise<number[]> => {
  const ids = await addNumberedPeople(database, count, next)
  next += count
  return ids.map(Number)
}
const monthsOf = async (electionId: string, person: number): Promise<string[]> =>
  (
    await rowsOf<{ months: string }>(
      owner,
      `select months::text as months from protections where roster_id = $1 and person_id = $2 and not isempty(months) order by months`,
      [electionId, person],
    )
  ).map(({ months }) => months)
const kpps = (personId: number, station = 1) =>
  ({ personId, role: 'kpps', village: VILLAGE, station }) as const
const fill = (id: string, officers: Parameters<typeof fillByNumber>[3]['officers']) =>
  fillByNumber(db, SYSTEM, id, { region: DISTRICT, officers, reason })
const postsAt = async (id: string, query: object) =>
  (await showPosts(deps, SYSTEM, id, { region: VILLAGE, ...query })).posts

test('the rule and the map of the province make 170,730 posts of 13,206 polling stations, all at once', async () => {
  const id = await election('16', 0)
  const villages = await rowsOf<{ code: string }>(
    owner,
    `select code::text as code from regions where code between 1600000000 and 1699999999 and depth = 4 and valid_to is null order by code`,
  )
  assert.equal(villages.length, 3_259)
  // 13,206 stations over the villages: four each, and one more in the first 170.
  const rows = villages.map(
    ({ code }, at) => `${code.replace(/^(..)(..)(..)(....)$/, '$1.$2.$3.$4')},${String(at < 170 ? 5 : 4)}`,
  )
  const file = upload(['kode wilayah,jumlah TPS', ...rows].join('\n'), 'tps.csv')
  const { stations } = await setStations(deps, SYSTEM, id, {
    villages: await readStations(file),
    source: 'uji',
    reason,
  })
  assert.equal(stations, 13_206)
  const started = performance.now()
  const made = await makePosts(deps, SYSTEM, id, reason)
  assert.deepEqual([made.made, made.posts], [170_730, 170_730])
  // Set-based: a statement per post would take minutes.
  assert.ok(performance.now() - started < 60_000)
  assert.equal((await makePosts(deps, SYSTEM, id, reason)).made, 0)
  const tree = await showElection(deps, SYSTEM, id, {})
  assert.equal(tree.units.length, 17)
  assert.equal(
    tree.units.reduce((sum, { posts }) => sum + posts, 0),
    170_730,
  )
})

test('a polling station that is no more loses its posts, unless somebody held one of them', async () => {
  const id = await election('16.06', 3)
  await makePosts(deps, SYSTEM, id, reason)
  const [officer = 0] = await people(1)
  await fill(id, [kpps(officer, 2)])
  await setStations(deps, SYSTEM, id, { villages: [{ region: VILLAGE, stations: 1 }], source: 'uji', reason })
  const made = await makePosts(deps, SYSTEM, id, reason)
  assert.deepEqual([made.made, made.removed, made.heldBeyond], [0, 2 * 11 - 1, 1])
  await assert.rejects(
    setStations(deps, SYSTEM, id, { villages: [{ region: '16.06.01', stations: 1 }], source: 'uji', reason }),
    refusedWith('election-region-fit'),
  )
})

test('missing posts are those nobody holds to their last day; tree, list and sum agree', async () => {
  const id = await election('16.06', 2)
  await makePosts(deps, SYSTEM, id, reason)
  const officers = await people(8)
  const filled = await fill(id, [
    ...officers.slice(0, 7).map((each) => kpps(each)),
    kpps(officers[7] ?? 0, 2),
  ])
  assert.deepEqual([filled.filled, filled.problemCount, filled.covered], [8, 0, 0])
  const again = await fill(id, [kpps(officers[0] ?? 0)])
  assert.deepEqual([again.filled, again.same], [0, 1])
  const village = await showElection(deps, SYSTEM, id, { region: VILLAGE })
  assert.deepEqual(
    village.stationUnits.map(({ station, filled: full, missing }) => [station, full, missing]),
    [
      [1, 7, 4],
      [2, 1, 10],
    ],
  )
  const district = await showElection(deps, SYSTEM, id, { region: DISTRICT })
  const unit = district.units.find(({ region }) => region === VILLAGE)
  assert.deepEqual([unit?.stations, unit?.posts, unit?.filled, unit?.missing], [2, 29, 8, 21])
  const missing = await postsAt(id, { missing: 'yes' })
  assert.equal(missing.length, 21)
  assert.ok(missing.every(({ personId }) => personId === null))
  assert.equal((await postsAt(id, { missing: 'yes', role: 'kpps', station: '2' })).length, 6)
  const { elections } = await showElections(deps, SYSTEM, { region: '16.06' })
  assert.deepEqual(
    elections.filter((each) => each.id === id).map(({ filled: full }) => full),
    [8],
  )
})

test('an officer is protected in every month of his service, and billed to the payer of the election', async () => {
  const id = await election('16.06', 1)
  await makePosts(deps, SYSTEM, id, reason)
  const [officer = 0] = await people(1)
  await fill(id, [kpps(officer)])
  assert.deepEqual(await monthsOf(id, officer), ['[2026-06-01,2026-08-01)'])
  const billing = billingDeps(db)
  const { total, bills } = await finishRun(
    billing,
    await beginRun(billing, SYSTEM, { month: '2026-06' as never, roster: id }),
  )
  const line = (await showElection(deps, SYSTEM, id, {})).lines.find(({ role }) => role === 'kpps')
  assert.deepEqual([bills, total * 2], [1, line?.perPerson])
})

test('who is paid for by somebody else in one month is protected by the election in the others', async () => {
  const [id, before] = [await election('16.06', 1), await election('16.06', 1)]
  const [officer = 0] = await people(1)
  for (const each of [id, before]) await makePosts(deps, SYSTEM, each, reason)
  await fillByNumber(db, SYSTEM, before, {
    ...{ region: DISTRICT, reason },
    officers: [{ personId: officer, role: 'pantarlih', village: VILLAGE, station: 1 }],
  })
  const filled = await fill(id, [kpps(officer)])
  assert.deepEqual([filled.filled, filled.covered], [1, 0])
  assert.deepEqual(await monthsOf(before, officer), ['[2026-05-01,2026-07-01)'])
  assert.deepEqual(await monthsOf(id, officer), ['[2026-07-01,2026-08-01)'])
})

test('a replacement ends one and begins another on a day; in the month of it both are protected', async () => {
  const id = await election('16.06', 1)
  await makePosts(deps, SYSTEM, id, reason)
  const [first = 0, second = 0, third = 0] = await people(3)
  await fill(id, [kpps(first)])
  const [post] = (await postsAt(id, { role: 'kpps', station: '1' })).filter(
    ({ personId }) => personId === first,
  )
  const replace = (officerId: number | null, personId: number, from: string) =>
    replaceOfficer(deps, SYSTEM, id, {
      postId: post?.postId ?? 0,
      ...(officerId !== null && { officerId }),
      personId,
      from,
      reason,
    })
  const once = await replace(post?.officerId ?? 0, second, '2026-06-20')
  assert.deepEqual([once.months, once.endedAfter], [['2026-06', '2026-07'], '2026-06'])
  assert.deepEqual(await monthsOf(id, first), ['[2026-06-01,2026-07-01)'])
  assert.deepEqual(await monthsOf(id, second), ['[2026-06-01,2026-08-01)'])
  // On the first day of a month nobody is protected twice.
  const twice = await replace(once.officerId, third, '2026-07-01')
  assert.deepEqual([twice.months, twice.endedAfter], [['2026-07'], '2026-06'])
  assert.deepEqual(await monthsOf(id, second), ['[2026-06-01,2026-07-01)'])
  assert.deepEqual(await monthsOf(id, third), ['[2026-07-01,2026-08-01)'])
  await assert.rejects(replace(once.officerId, first, '2026-07-02'), refusedWith('officer-changed'))
  await assert.rejects(replace(null, first, '2026-07-02'), refusedWith('officer-changed'))
  await assert.rejects(replace(twice.officerId, first, '2026-07-09'), refusedWith('replacement-outside'))
})

test('who never served has no month, and his post stands vacant when nobody follows', async () => {
  const id = await election('16.06', 1)
  await makePosts(deps, SYSTEM, id, reason)
  const [officer = 0] = await people(1)
  await fill(id, [kpps(officer)])
  const [post] = (await postsAt(id, { role: 'kpps' })).filter(({ personId }) => personId === officer)
  const ask = { postId: post?.postId ?? 0, officerId: post?.officerId ?? 0, from: '2026-06-07', reason }
  assert.deepEqual(await replaceOfficer(deps, SYSTEM, id, ask), {
    ...{ officerId: null, months: [], endedAfter: null, isCoveredAlready: false },
  })
  assert.deepEqual(await monthsOf(id, officer), [])
  assert.equal((await postsAt(id, { role: 'kpps', missing: 'yes' })).length, 7)
})

test('who ends in one post keeps the months of his other service', async () => {
  const id = await election('16.06', 1)
  await makePosts(deps, SYSTEM, id, reason)
  const [officer = 0] = await people(1)
  await fill(id, [{ personId: officer, role: 'pantarlih', village: VILLAGE, station: 1 }])
  const later = await rowsOf<{ id: string }>(
    owner,
    `select id::text as id from election_posts where election_id = $1 and role = 'kpps' and seat = 7`,
    [id],
  )
  const kppsPost = Number(later[0]?.id)
  const [pantarlih] = (await postsAt(id, { role: 'pantarlih' })).filter(
    ({ personId }) => personId === officer,
  )
  await replaceOfficer(deps, SYSTEM, id, { postId: kppsPost, personId: officer, from: '2026-07-01', reason })
  assert.deepEqual(await monthsOf(id, officer), ['[2026-05-01,2026-07-01)', '[2026-07-01,2026-08-01)'])
  await replaceOfficer(deps, SYSTEM, id, {
    ...{ postId: pantarlih?.postId ?? 0, officerId: pantarlih?.officerId ?? 0, from: '2026-05-25', reason },
  })
  assert.deepEqual(await monthsOf(id, officer), ['[2026-05-01,2026-06-01)', '[2026-07-01,2026-08-01)'])
})

test('two who replace the same officer at once: one does, the other is told that the post has changed', async () => {
  const id = await election('16.06', 1)
  await makePosts(deps, SYSTEM, id, reason)
  const [officer = 0, one = 0, two = 0] = await people(3)
  await fill(id, [kpps(officer)])
  const [post] = (await postsAt(id, { role: 'kpps' })).filter(({ personId }) => personId === officer)
  const ask = (personId: number) => ({
    postId: post?.postId ?? 0,
    officerId: post?.officerId ?? 0,
    personId,
    from: '2026-06-15',
    reason,
  })
  const [first, second] = await database.interleave(
    (own) => replaceOfficer({ db: own, clock }, SYSTEM, id, ask(one)),
    (own) => replaceOfficer({ db: own, clock }, SYSTEM, id, ask(two)),
  )
  assert.equal(first.status, 'fulfilled')
  assert.ok(second.status === 'rejected' && refusedWith('officer-changed')(second.reason))
  assert.deepEqual(await monthsOf(id, two), [])
})

test('who is just being replaced is not ended a second time, on another day', async () => {
  const id = await election('16.06', 1)
  await makePosts(deps, SYSTEM, id, reason)
  const [officer = 0, successor = 0] = await people(2)
  await fill(id, [kpps(officer)])
  const [post] = (await postsAt(id, { role: 'kpps' })).filter(({ personId }) => personId === officer)
  const ask = { postId: post?.postId ?? 0, officerId: post?.officerId ?? 0, reason }
  const [first, second] = await database.interleave(
    (own) =>
      replaceOfficer({ db: own, clock }, SYSTEM, id, { ...ask, personId: successor, from: '2026-07-02' }),
    (own) => replaceOfficer({ db: own, clock }, SYSTEM, id, { ...ask, from: '2026-06-20' }),
  )
  assert.equal(first.status, 'fulfilled')
  assert.ok(second.status === 'rejected' && refusedWith('officer-changed')(second.reason))
  assert.deepEqual(await monthsOf(id, officer), ['[2026-06-01,2026-08-01)'])
})

test('two who fill the same vacant post at once: one does', async () => {
  const id = await election('16.06', 1)
  await makePosts(deps, SYSTEM, id, reason)
  const [one = 0, two = 0] = await people(2)
  const [vacant] = await postsAt(id, { role: 'kpps', missing: 'yes' })
  const ask = (personId: number) => ({ postId: vacant?.postId ?? 0, personId, from: '2026-06-07', reason })
  const [first, second] = await database.interleave(
    (own) => replaceOfficer({ db: own, clock }, SYSTEM, id, ask(one)),
    (own) => replaceOfficer({ db: own, clock }, SYSTEM, id, ask(two)),
  )
  assert.equal(first.status, 'fulfilled')
  assert.ok(second.status === 'rejected' && refusedWith('officer-changed')(second.reason))
})

test('one person serves in one post at a time', async () => {
  const id = await election('16.06', 2)
  await makePosts(deps, SYSTEM, id, reason)
  const [officer = 0] = await people(1)
  await fill(id, [kpps(officer)])
  const elsewhere = await fill(id, [kpps(officer, 2)])
  assert.deepEqual(elsewhere.problems, [{ row: 1, because: 'holds-another' }])
  const [vacant] = await postsAt(id, { role: 'linmas', missing: 'yes' })
  const ask = { postId: vacant?.postId ?? 0, personId: officer, from: '2026-06-07', reason }
  await assert.rejects(replaceOfficer(deps, SYSTEM, id, ask), refusedWith('officer-stands'))
})

test('a list of a district goes through the import, and its people get their posts; again it changes nothing', async () => {
  const id = await election('16.06', 1)
  await makePosts(deps, SYSTEM, id, reason)
  const [village] = await rowsOf<{ name: string }>(owner, 'select name from regions where code = 1606012001')
  const header = 'NIK;NAMA;TGL LAHIR;JK;PEKERJAAN;DESA;JABATAN;TPS'
  const line = (serial: number, name: string, post: string) =>
    `169999170290${String(serial).padStart(4, '0')};${name};17-02-1990;L;PETANI;${village?.name ?? ''};${post}`
  const rows = [
    line(1, 'BUDI UJI', 'Ketua KPPS;TPS 01'),
    line(2, 'SITI UJI', 'Anggota KPPS;1'),
    line(3, 'AHMAD UJI', 'PPS;'),
    line(4, 'TONO UJI', 'Bendahara;1'),
    line(5, 'RUDI UJI', 'KPPS;9'),
  ]
  const path = upload([header, ...rows].join('\n'), 'petugas.csv')
  const all = {
    db,
    pool,
    clock,
    book,
    ring: testRing(),
    folder: join(tmpdir(), `payung-pemilihan-${String(process.pid)}`),
  }
  const take = () =>
    fillFromFile(all, SYSTEM, { electionId: id, region: DISTRICT, reason, path, fileName: 'petugas.csv' })
  const once = await take()
  assert.deepEqual([once.tally.rows, once.tally.accepted], [5, 5])
  assert.deepEqual(
    [once.filled, once.problems.map(({ row, because }) => [row, because])],
    [
      3,
      [
        [5, 'role-unknown'],
        [6, 'no-seat'],
      ],
    ],
  )
  const twice = await take()
  assert.deepEqual([twice.filled, twice.same], [0, 3])
})

test('an office sees and fills the posts of its own region only, of an election above it too', async () => {
  const id = await election('16', 0)
  await setStations(deps, SYSTEM, id, { villages: [{ region: VILLAGE, stations: 1 }], source: 'uji', reason })
  await makePosts(deps, SYSTEM, id, reason)
  const { by } = await addTestPerson(owner, 'district-officer', { region: DISTRICT, kind: 'district' })
  const { by: stranger } = await addTestPerson(owner, 'regency-officer', { region: '32.04', kind: 'regency' })
  const own = await showElection(deps, by, id, {})
  assert.deepEqual(
    own.units.map(({ region }) => region),
    ['16.06'],
  )
  const [officer = 0] = await people(1)
  const filled = await fillByNumber(db, by, id, { region: DISTRICT, officers: [kpps(officer)], reason })
  assert.equal(filled.filled, 1)
  assert.deepEqual(await monthsOf(id, officer), ['[2026-06-01,2026-08-01)'])
  await assert.rejects(
    fillByNumber(db, by, id, { region: '16.06.02', officers: [kpps(officer)], reason }),
    refusedWith('region-outside'),
  )
  await assert.rejects(showElection(deps, stranger, id, {}), refusedWith('election-unknown'))
  const [held] = (await showPosts(deps, by, id, { region: VILLAGE })).posts.filter(
    ({ personId }) => personId === officer,
  )
  const [successor = 0] = await people(1)
  const replaced = await replaceOfficer(deps, by, id, {
    ...{
      postId: held?.postId ?? 0,
      officerId: held?.officerId ?? 0,
      personId: successor,
      from: '2026-06-20',
      reason,
    },
  })
  assert.equal(replaced.endedAfter, '2026-06')
  assert.deepEqual(await monthsOf(id, officer), ['[2026-06-01,2026-07-01)'])
})
