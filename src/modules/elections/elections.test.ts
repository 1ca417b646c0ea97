import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '../../kernel/plain-date.ts'
import { regionCode } from '../../kernel/region-code.ts'
import { Refusal } from '../../kernel/refusal.ts'
import {
  countPosts,
  monthsIn,
  monthsOfService,
  planSeats,
  requireServing,
  servingLines,
  type FreePost,
  type ToldOfficer,
} from './elections.ts'
import { POST_RULES } from './post-rules.ts'

const OTHERS = ['ppk-secretariat', 'panwascam', 'pps-secretariat', 'pkd', 'ptps'].map(
  (role) => `${role}:2024-11-01:2024-12-31`,
)
const sum = (counts: ReadonlyMap<string, number>) =>
  [...counts.values()].reduce((all, count) => all + count, 0)

test('South Sumatra, 2024: 241 districts, 3,259 villages and 13,206 polling stations make 170,730 posts', () => {
  const counts = countPosts(POST_RULES['pilkada-2024'].lines, {
    district: 241,
    village: 3_259,
    station: 13_206,
  })
  assert.deepEqual(Object.fromEntries(counts), {
    ...{ ppk: 1_205, 'ppk-secretariat': 723, panwascam: 723 },
    ...{ pps: 9_777, 'pps-secretariat': 9_777, pkd: 3_259 },
    ...{ pantarlih: 13_206, kpps: 92_442, linmas: 26_412, ptps: 13_206 },
  })
  assert.equal(sum(counts), 170_730)
})

test('Malang, 2024: the rule gives what was published for 33 districts, 390 villages and 4,042 polling stations', () => {
  const counts = countPosts(POST_RULES['pilkada-2024'].lines, { district: 33, village: 390, station: 4_042 })
  const published = {
    ppk: 165,
    'ppk-secretariat': 99,
    pps: 1_170,
    'pps-secretariat': 1_170,
    kpps: 28_294,
    linmas: 8_084,
  }
  for (const [role, count] of Object.entries(published)) assert.equal(counts.get(role as 'ppk'), count, role)
  assert.equal(sum(new Map(Object.entries(published))), 38_982)
})

test('every line of every rule names its text, and a rule says when it was compared with it', () => {
  for (const rule of Object.values(POST_RULES)) {
    assert.ok(rule.checkedOn >= '2026-01-01')
    for (const { cite, seats, beginsOn, lastOn } of rule.lines) {
      assert.ok(cite.article !== '' && seats > 0)
      assert.ok(beginsOn === null || (lastOn !== null && lastOn >= beginsOn))
    }
  }
})

test('a role whose days nobody says is refused, and another election does not take the days of this one', () => {
  const rule = POST_RULES['pilkada-2024']
  const missing = (votedOn: string, said: readonly string[]) => {
    try {
      servingLines(rule, plainDate(votedOn), said)
      return []
    } catch (error) {
      assert.ok(error instanceof Refusal && error.code === 'service-days-missing')
      return (error.value.details as { roles: string[] }).roles
    }
  }
  assert.deepEqual(missing('2024-11-27', []), [
    'ppk-secretariat',
    'panwascam',
    'pps-secretariat',
    'pkd',
    'ptps',
  ])
  assert.deepEqual(missing('2024-11-27', OTHERS), [])
  assert.deepEqual(missing('2031-06-01', OTHERS), ['ppk', 'pps', 'pantarlih', 'kpps', 'linmas'])
  const lines = servingLines(rule, plainDate('2024-11-27'), [...OTHERS, 'kpps:2024-11-10:2024-11-28'])
  assert.equal(lines.find(({ role }) => role === 'kpps')?.lastOn, '2024-11-28')
  for (const text of [
    'kpps',
    'kpps:2024-12-08:2024-11-07',
    'kps:2024-11-07:2024-12-08',
    'kpps:2024-11-31:2024-12-08',
  ])
    assert.throws(() => servingLines(rule, plainDate('2024-11-27'), [text]), /service-days-malformed/, text)
})

test('a month with one day of service is protected, the first day and the last day of a month included', () => {
  const months = (from: string, last: string) => monthsIn(monthsOfService(plainDate(from), plainDate(last)))
  assert.deepEqual(months('2024-11-07', '2024-12-08'), ['2024-11', '2024-12'])
  assert.deepEqual(months('2024-11-01', '2024-11-30'), ['2024-11'])
  assert.deepEqual(months('2024-11-30', '2024-12-01'), ['2024-11', '2024-12'])
  assert.deepEqual(months('2024-12-31', '2025-01-01'), ['2024-12', '2025-01'])
})

test('nobody takes over before the service begins or after it has ended', () => {
  const post = { beginsOn: plainDate('2024-11-07'), lastOn: plainDate('2024-12-08') }
  for (const day of ['2024-11-06', '2024-12-09'])
    assert.throws(() => {
      requireServing(post, plainDate(day))
    }, /replacement-outside/)
  for (const day of ['2024-11-07', '2024-12-08']) requireServing(post, plainDate(day))
})

const [district, village, other] = [
  regionCode('16.06.01'),
  regionCode('16.06.01.2001'),
  regionCode('16.06.02.2001'),
]
const told = (row: number, rest: Partial<ToldOfficer>): ToldOfficer => ({
  ...{ row, personId: BigInt(row), role: 'kpps', villages: [village], station: 1 },
  ...rest,
})
const seat = (id: number, rest: Partial<FreePost> = {}): FreePost => ({
  ...{ id: BigInt(id), role: 'kpps', regionCode: village, station: 1 },
  ...rest,
})

test('each officer gets the first free seat of his role at his polling station, and every other row its reason', () => {
  const free = [
    seat(1),
    seat(2),
    seat(3, { role: 'pps', station: null }),
    seat(4, { role: 'ppk', regionCode: district, station: null }),
  ]
  const held = [
    { ...seat(9, { station: 2 }), personId: 50n },
    { ...seat(8), personId: 51n },
  ]
  const plan = planSeats(
    [
      told(1, {}),
      told(2, { personId: null }),
      told(3, { personId: 1n }),
      told(4, { role: 'pps', station: null }),
      told(5, { role: 'ppk', villages: [], station: null }),
      told(6, { role: null }),
      told(7, { villages: [other] }),
      told(8, { villages: [village, other] }),
      told(9, { station: null }),
      told(10, { personId: 50n, station: 2 }),
      told(11, { personId: 51n, station: 2 }),
      told(12, {}),
      told(13, {}),
    ],
    { district, free, held },
  )
  assert.deepEqual(
    plan.seats.map(({ row, postId }) => [row, postId]),
    [
      [1, 1n],
      [4, 3n],
      [5, 4n],
      [12, 2n],
    ],
  )
  assert.equal(plan.same, 1)
  assert.deepEqual(
    plan.problems.map(({ row, because }) => [row, because]),
    [
      [2, 'person-unknown'],
      [3, 'named-twice'],
      [6, 'role-unknown'],
      [7, 'village-unknown'],
      [8, 'village-unknown'],
      [9, 'station-missing'],
      [11, 'holds-another'],
      [13, 'no-seat'],
    ],
  )
})
