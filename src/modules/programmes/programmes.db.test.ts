import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { month } from '../../kernel/month.ts'
import { plainDate, type PlainDate } from '../../kernel/plain-date.ts'
import { regionCode, type RegionCode } from '../../kernel/region-code.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { systemClock } from '../../platform/clock.ts'
import { LawBook } from '../../rules/law-book.ts'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, rowsOf } from '../../../test/people.ts'
import type { By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import { OCCUPATIONS } from '../people/occupations.ts'
import { VULNERABLE_GROUPS } from '../people/people.ts'
import { addPayer } from '../payers/add-payer.ts'
import { closeProgramme, createProgramme } from './create-programme.ts'
import { judge, judgeAll, type EligibilityFacts, type EligibilityRule } from './eligibility.ts'
import { previewProgramme } from './preview-programme.ts'
import { countEligible, getProgramme, listProgrammes } from './queries.ts'

const { db, owner } = await testDatabase()
const deps = { db, clock: systemClock, book: new LawBook() }
const system: By = { kind: 'system' }
const FIRST = month('2027-01')
const MUBA = regionCode('16.06')
const VILLAGES = ['16.06.01.2001', '16.06.01.2002', '16.06.02.2001'].map(regionCode)
const { id: payerId } = await addPayer(deps, system, {
  kind: 'apbd-regency',
  name: 'Pemkab Uji',
  region: '16.06',
  reason: 'uji',
})

type Made = EligibilityFacts & { readonly occupationCode: string | null }
const anyOf = <Value>(...values: readonly Value[]) => fc.constantFrom(...values)
const birthday = fc
  .record({
    year: fc.integer({ min: 1955, max: 2012 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
  })
  .map(({ year, month: at, day }) =>
    plainDate(`${String(year)}-${String(at).padStart(2, '0')}-${String(day).padStart(2, '0')}`),
  )
const somebody: fc.Arbitrary<Made> = fc
  .record({
    bornOn: fc.option<PlainDate>(birthday),
    residence: anyOf(...VILLAGES),
    workRegion: fc.option<RegionCode>(anyOf(...VILLAGES, regionCode('16.71.01.1001'))),
    occupation: fc.option(anyOf(...OCCUPATIONS)),
    decile: fc.option(fc.integer({ min: 1, max: 10 })),
    groups: fc.subarray(['rt-rw', 'non-asn', 'guru']),
    income: fc.option(anyOf(0n, 899_999n, 900_000n, 5_000_000n)),
  })
  .map(({ occupation, ...facts }) => ({
    ...facts,
    hasOccupation: occupation !== null,
    occupationGroup: occupation?.group ?? null,
    occupationCode: occupation?.code ?? null,
  }))
const anyRules: fc.Arbitrary<EligibilityRule[]> = fc
  .tuple(
    anyOf<EligibilityRule>({ rule: 'age', from: 18, below: 65 }, { rule: 'age', from: 0, below: 40 }),
    anyOf<EligibilityRule>(
      { rule: 'region', by: 'work', within: [regionCode('16.06.01'), regionCode('16.71')] },
      { rule: 'region', by: 'residence', within: [VILLAGES[0] ?? MUBA] },
    ),
    fc
      .subarray([...VULNERABLE_GROUPS], { minLength: 1 })
      .map((groups): EligibilityRule => ({ rule: 'occupation', groups })),
    anyOf<EligibilityRule>({ rule: 'decile', from: 1, to: 4 }, { rule: 'decile', from: 5, to: 5 }),
    anyOf<EligibilityRule>({ rule: 'group', any: ['rt-rw', 'guru'] }),
    anyOf<EligibilityRule>({ rule: 'income', below: 900_000n }),
  )
  .chain((rules) => fc.subarray(rules))

async function register(people: readonly Made[]): Promise<void> {
  await rowsOf(owner, 'delete from protections')
  await rowsOf(owner, 'delete from people')
  await rowsOf(
    owner,
    `insert into people (id, name, name_keys, residence_region, work_region, segment, born_on, occupation_code, decile,
       decile_source, groups, income, sealed, stated_mark, recorded_at)
     select row_number() over (), 'UJI', '{uj}', (p->>'residence')::bigint, (p->>'workRegion')::bigint, 'BPU', (p->>'bornOn')::date,
       p->>'occupationCode', (p->>'decile')::smallint, case when p->>'decile' is not null then 'uji' end,
       array(select jsonb_array_elements_text(p->'groups')), (p->>'income')::bigint, '\\x00', decode(repeat('00', 16), 'hex'), now()
     from jsonb_array_elements($1::jsonb) p`,
    [JSON.stringify(people, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))],
  )
}

test('the database counts as the rules judge, whoever the people and whatever the rules are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(somebody, { maxLength: 60 }), anyRules, async (people, rules) => {
      await register(people)
      const programme = { rules, firstMonth: FIRST, monthCount: 12, programmes: { first: 0, end: 2 } }
      const counted = await throughGate(db, 'matching', (tx) => countEligible(tx, MUBA, programme))
      const verdicts = people.map((person) => judgeAll(rules, person, FIRST))
      const count = (verdict: string) => verdicts.filter((each) => each === verdict).length
      assert.equal(counted.inRegion, people.length)
      assert.equal(counted.fit, count('met'))
      assert.equal(counted.unknown, count('unknown'))
      for (const [place, rule] of rules.entries()) {
        const each = people.map((person) => judge(rule, person, FIRST))
        assert.deepEqual(counted.rules[place], {
          met: each.filter((verdict) => verdict === 'met').length,
          broken: each.filter((verdict) => verdict === 'broken').length,
          unknown: each.filter((verdict) => verdict === 'unknown').length,
        })
      }
    }),
    { numRuns: 40 },
  )
})

const ASK = { payerId, firstMonth: '2027-01', months: 12, reason: 'APBD 2027', legalBasis: 'Perbup 12/2026' }

test('a programme is recorded once under its name, read as it was told, and closed once', async () => {
  const ask = {
    ...ASK,
    name: '  Pekerja  rentan ',
    ageFrom: 18,
    ageBelow: 65,
    decileTo: 4,
    incomeBelow: 2_000_000,
  }
  const { id } = await createProgramme(deps, system, ask)
  await assert.rejects(createProgramme(deps, system, ask), refusal('programme-known'))
  const programme = await throughGate(db, 'system', (tx) => getProgramme(tx, id))
  assert.equal(programme.name, 'Pekerja rentan')
  assert.equal(programme.monthCount, 12)
  assert.deepEqual(programme.programmes, { first: 0, end: 2 })
  assert.deepEqual(programme.rules, [
    { rule: 'age', from: 18, below: 65 },
    { rule: 'decile', from: 1, to: 4 },
    { rule: 'income', below: 2_000_000n },
  ])
  await closeProgramme(deps, system, { id, reason: 'Anggaran habis' })
  await assert.rejects(closeProgramme(deps, system, { id, reason: 'lagi' }), refusal('programme-closed'))
})

test('a preview counts who is paid for already and prices every month by its own law', async () => {
  const person: Made = {
    bornOn: plainDate('1985-01-01'),
    residence: VILLAGES[0] ?? MUBA,
    workRegion: null,
    occupationGroup: 'fishing',
    hasOccupation: true,
    occupationCode: OCCUPATIONS.find(({ group }) => group === 'fishing')?.code ?? null,
    decile: 2,
    groups: [],
    income: null,
  }
  await register([person, person, person])
  await rowsOf(
    owner,
    `with r as (insert into rosters (payer_id, kind, name, region_code, paid_from, conditions)
       values ($1, 'programme', 'Uji', 1606000000, 'purse', '{}') returning id)
     insert into protections (roster_id, payer_id, person_id, months, programmes, segment, income, ground)
     select r.id, $1, 1, '[2027-12-01,2028-02-01)', '[1,2)', 'BPU', 0, 'uji' from r`,
    [payerId],
  )
  const ask = { payerId, firstMonth: '2027-01', months: 12, occupations: ['fishing' as const], places: 10 }
  const preview = await previewProgramme(deps, system, ask)
  assert.deepEqual(
    [preview.people.inRegion, preview.people.fit, preview.people.covered, preview.people.free],
    [3, 3, 1, 2],
  )
  // The last month of the programme is the first of the other's: a programme that ends before it finds nobody covered.
  const shorter = await previewProgramme(deps, system, { ...ask, months: 11 })
  assert.equal(shorter.people.covered, 0)
  assert.equal(preview.price.months.length, 12)
  const sum = preview.price.months.reduce((total, { perPerson }) => total + perPerson, 0n)
  assert.equal(preview.price.perPerson, sum)
})

test('an officer sees and counts his own region only, and a village sees the programmes above it', async () => {
  const other = await addTestPerson(owner, 'regency-officer', { region: '16.71', kind: 'regency' })
  const village = await addTestPerson(owner, 'village-operator', { region: '16.06.01.2001', kind: 'village' })
  await createProgramme(deps, system, { ...ASK, name: 'Terlihat' })
  const by = (person: typeof other): By => ({ kind: 'user', actor: person.actor })
  await assert.rejects(
    previewProgramme(deps, by(other), { payerId, firstMonth: '2027-01', months: 1 }),
    refusal('payer-unknown'),
  )
  await assert.rejects(createProgramme(deps, by(other), { ...ASK, name: 'Lain' }), refusal('payer-unknown'))
  const names = async (person: typeof other) => {
    const { inScopeOf, sightOf } = await import('../access/act.ts')
    const found = await inScopeOf(db, by(person), (tx) =>
      listProgrammes(tx, sightOf(by(person)), {}, { limit: 50, offset: 0 }),
    )
    return found.map(({ name }) => name)
  }
  assert.deepEqual(await names(other), [])
  assert.ok((await names(village)).includes('Terlihat'))
})

function refusal(code: string) {
  return (error: unknown) => error instanceof Refusal && error.value.code === code
}
