import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { before, test } from 'node:test'
import { parseNik } from '../../src/kernel/nik.ts'
import { isWithin, regionCode, type RegionCode } from '../../src/kernel/region-code.ts'
import { readDenominators, readTargets } from '../../src/modules/figures/read-figures.ts'
import { POPULATION_2024 } from '../../src/modules/regions/population-2024.ts'
import { pinnedListFolder, readRegionList } from '../../src/modules/regions/read-region-list.ts'
import { SECTORS } from '../occupations.ts'
import { toldTwin } from './told-twin.ts'
import { twinFigures } from './twin-figures.ts'
import { TwinCount, twinPeople, type TwinSummary } from './twin-province.ts'
import { WORLD_DAY, type TwinPerson } from './twin-person.ts'
import type { Village } from './residents.ts'

const PROVINCE = regionCode('16')
const inhabitants = new Map(
  POPULATION_2024.filter(({ code }) => isWithin(code, PROVINCE)).map(({ code, population }) => [
    code,
    population,
  ]),
)
let villages: readonly Village[] = []

before(async () => {
  const { lines } = await readRegionList(pinnedListFolder())
  villages = lines
    .filter(({ file, code }) => file === 'villages.csv' && code.startsWith('16.'))
    .map(({ code }) => ({ code: regionCode(code), isUrban: code.at(9) === '1' }))
})

const peopleOf = (seed: number, count: number, of: ReadonlyMap<RegionCode, bigint> = inhabitants) =>
  twinPeople({ seed, count, villages, inhabitants: of })

function summaryOf(seed: number, count: number): TwinSummary {
  const counted = new TwinCount(seed)
  for (const _ of counted.passing(peopleOf(seed, count)));
  return counted.summary()
}

function hashOf(people: Iterable<TwinPerson>): string {
  const hash = createHash('sha256')
  for (const person of people) {
    const told = toldTwin(person)
    hash.update(
      JSON.stringify(told, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    )
  }
  return hash.digest('hex')
}

test('the same seed makes the same world, another seed another', () => {
  const world = hashOf(peopleOf(1, 3_000))
  assert.equal(hashOf(peopleOf(1, 3_000)), world)
  assert.notEqual(hashOf(peopleOf(2, 3_000)), world)
})

test('a world has as many people as were asked for, spread over regencies as the decree counts them', () => {
  const { people, peopleByRegency } = summaryOf(1, 90_000)
  assert.equal(people, 90_000)
  const all = inhabitants.get(PROVINCE) ?? 0n
  for (const [code, population] of inhabitants) {
    if (code === PROVINCE) continue
    const share = (90_000 * Number(population)) / Number(all)
    const written = `16.${String(Math.trunc(code / 1_000_000) % 100).padStart(2, '0')}`
    assert.ok(Math.abs((peopleByRegency[written] ?? 0) - share) <= 1, written)
  }
})

test('where the decree counts nobody, people go by the number of villages', () => {
  const [first] = peopleOf(1, 500, new Map())
  assert.ok(first)
})

/** Of 200,000 people, in parts of a thousand; each has its bounds. */
const SHAPE: readonly (readonly [string, (world: TwinSummary) => number, least: number, most: number])[] = [
  ['eligible workers among people', (world) => world.eligibleWorkers / world.people, 325, 342],
  ['own account among workers', (world) => world.ownAccount / world.eligibleWorkers, 418, 442],
  ['protected among workers', (world) => world.protected / world.eligibleWorkers, 319, 339],
  ['protected among own-account workers', (world) => world.protectedOwnAccount / world.ownAccount, 65, 75],
  ['lapsed among own-account workers', (world) => world.lapsed / world.ownAccount, 50, 60],
  ['plantation among workers', (world) => world.workersBySector.plantation / world.eligibleWorkers, 250, 350],
  ['fishing among workers', (world) => world.workersBySector.fishing / world.eligibleWorkers, 20, 50],
  ['trade among workers', (world) => world.workersBySector.trade / world.eligibleWorkers, 170, 240],
  ['transport among workers', (world) => world.workersBySector.transport / world.eligibleWorkers, 60, 100],
  [
    'employers that report some of their workers',
    (world) => world.employersByReporting.part / world.employers,
    350,
    450,
  ],
  ['employers that report none', (world) => world.employersByReporting.none / world.employers, 250, 350],
  ['families among people', (world) => world.families / world.people, 270, 320],
]

for (const seed of [1, 2]) {
  test(`a world of seed ${seed} has the shape of the province`, () => {
    const world = summaryOf(seed, 200_000)
    for (const [name, share, least, most] of SHAPE) {
      const perMille = 1_000 * share(world)
      assert.ok(perMille >= least && perMille <= most, `${name}: ${perMille.toFixed(1)}‰`)
    }
    assert.equal(
      SECTORS.reduce((sum, sector) => sum + world.workersBySector[sector], 0),
      world.eligibleWorkers,
    )
  })
}

test('the figures of a world count its eligible workers once in the province and once in a regency', () => {
  const { denominators, targets } = twinFigures(peopleOf(1, 20_000))
  const { eligibleWorkers, ownAccount } = summaryOf(1, 20_000)
  const sumOf = (segment: string, isProvince: boolean) =>
    denominators
      .filter(({ cells }) => cells.segment === segment && (cells.region === '16') === isProvince)
      .reduce((sum, { cells }) => sum + Number(cells.persons), 0)
  for (const isProvince of [true, false]) {
    assert.equal(sumOf('semua', isProvince), eligibleWorkers)
    assert.equal(sumOf('BPU', isProvince), ownAccount)
  }
  assert.equal(readDenominators(denominators).length, 18 * 3)
  assert.ok(readTargets(targets).every(({ source }) => source.includes('rekaan')))
})

test('everybody has a sound NIK of his own that was never issued, agreeing with his birth date and sex', () => {
  const niks = new Set<string>()
  for (const { nik, bornOn, member } of peopleOf(3, 20_000)) {
    assert.equal(nik.slice(0, 4), '16' + '99')
    const reading = parseNik(nik, { on: WORLD_DAY, birthDate: bornOn, sex: member.sex })
    assert.deepEqual(reading.accepted && reading.warnings, [])
    niks.add(nik)
  }
  assert.equal(niks.size, 20_000)
})

test('families share a card, an address and a mother', () => {
  const people = [...peopleOf(4, 5_000)]
  const families = Map.groupBy(people, ({ familyCardNumber }) => familyCardNumber)
  for (const family of families.values()) {
    assert.equal(family.filter(({ member }) => member.role === 'head').length, 1)
    assert.equal(new Set(family.map(({ village, rt, rw }) => `${village.code} ${rt} ${rw}`)).size, 1)
    const wife = family.find(({ member }) => member.role === 'spouse')
    for (const child of family.filter(({ member }) => member.role === 'child')) {
      if (wife) assert.equal(child.motherName, wife.name)
      assert.ok(child.member.age < (family[0]?.member.age ?? 0))
    }
  }
})

test('names are of every kind: of one word, of several, with titles', () => {
  const names = [...peopleOf(5, 5_000)].map(({ name }) => name)
  assert.ok(names.filter((name) => !name.includes(' ')).length > 500)
  assert.ok(names.some((name) => /^(?:H|Hj|Drs|Ir)\. /.test(name)))
  assert.ok(names.every((name) => name.length <= 60))
})

test('a world is made one family at a time: the first of twenty million people are there at once', () => {
  const first = twinPeople({ seed: 1, count: 20_000_000, villages, inhabitants }).next()
  assert.equal(first.done, false)
})
