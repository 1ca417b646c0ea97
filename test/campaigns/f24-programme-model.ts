import assert from 'node:assert/strict'
import { addMonths, month, type Month } from '../../src/kernel/month.ts'
import { Refusal } from '../../src/kernel/refusal.ts'
import { changeMember } from '../../src/modules/payers/change-member.ts'
import { closeProgramme } from '../../src/modules/programmes/create-programme.ts'
import { approveProposal } from '../../src/modules/proposals/approve-proposal.ts'
import { freeAllPlaces } from '../../src/modules/proposals/free-places.ts'
import { renewPeople } from '../../src/modules/proposals/renew-people.ts'
import { setProgrammePlaces } from '../../src/modules/proposals/set-places.ts'
import { undoDecision } from '../../src/modules/proposals/undo-decision.ts'
import { handOverPeople } from '../../src/modules/protection/hand-over-people.ts'
import { SYSTEM } from '../billing-stage.ts'
import { budgetStage, VILLAGE } from '../budget-stage.ts'
import type { TestDatabase } from '../database.ts'
import { rowsOf } from '../people.ts'
import { onOneDatabase } from './campaign.ts'
import { chanceOf, type Chance } from './chance.ts'
import { ProgrammeModel, type Said } from './programme-model.ts'

/** Steps of one seed; a hundred seeds are the long form. */
const STEPS = 100
const PEOPLE = 14
const START = month('2026-03')
/** The month of the stage's clock, counted from the start: the months before it are over. */
const NOW = 2
const PRICE = 16_800
/** Which line promises, first month and how many months of each programme; the lines are too small for everybody. */
const PROGRAMMES = [
  { line: 0, first: 1, months: 3 },
  { line: 1, first: 1, months: 3 },
  { line: 0, first: 4, months: 3 },
  { line: 1, first: 2, months: 6 },
] as const
const LINES = [PRICE * 3 * 9, PRICE * 3 * 8 + 5_000] as const

type Stage = ReturnType<typeof budgetStage>
type Course = {
  readonly stage: Stage
  readonly model: ProgrammeModel
  readonly programmes: readonly string[]
  readonly lines: readonly string[]
  readonly people: readonly number[]
  readonly proposals: string[]
}

let stage: Stage | null = null

/** Random steps over places, proposals, decisions and their undoing, ends, closings, renewals and hand-overs; after each the answer and every sum are the model's. */
export const programmeModel = onOneDatabase(
  { code: 'F24', title: 'programmes and budgets against a model in memory', shortSeeds: 15 },
  async (database) => {
    stage = budgetStage(database)
    await stage.open()
  },
  async (database, seed) => {
    const chance = chanceOf(seed)
    const course = await beginCourse(stage ?? budgetStage(database))
    const counts: Record<string, number> = { steps: 0, refused: 0 }
    for (let step = 0; step < STEPS; step += 1) {
      const { name, expected, work } = anyStep(database, course, chance)
      const said = await saidBy(work)
      assert.deepEqual(said, expected, `seed ${seed}, step ${step}: ${name}`)
      await requireSameSums(database, course, `seed ${seed}, step ${step}: ${name}`)
      counts['steps'] = (counts['steps'] ?? 0) + 1
      if (typeof said === 'string') counts['refused'] = (counts['refused'] ?? 0) + 1
      else counts[name] = (counts[name] ?? 0) + 1
    }
    await requireSameStretches(database, course)
    return counts
  },
)

async function beginCourse(stage: Stage): Promise<Course> {
  const payers = [await stage.payer(), await stage.payer()]
  const lines: string[] = []
  for (const [at, amount] of LINES.entries()) lines.push(await stage.line(payers[at] ?? '', BigInt(amount)))
  const programmes: string[] = []
  for (const { line, first, months } of PROGRAMMES) {
    const ask = { places: 2, months, firstMonth: monthAt(first), budgetLineId: lines[line] ?? '' }
    programmes.push(await stage.programme(payers[line] ?? '', ask))
  }
  const model = new ProgrammeModel(
    PROGRAMMES.map((each) => ({
      ...each,
      places: 2,
      seats: [],
      isClosed: false,
      live: new Map<number, number>(),
    })),
    LINES,
    NOW,
  )
  return { stage, model, programmes, lines, people: await stage.people(PEOPLE), proposals: [] }
}

function monthAt(place: number): Month {
  return addMonths(START, place)
}

type Step = { readonly name: string; readonly expected: Said; readonly work: () => Promise<Said> }
type Maker = (course: Course, chance: Chance, database: TestDatabase) => Step | null

/** The more often a step is named, the oftener it comes; closing ends much, so it comes late and seldom. */
const STEPS_OF: readonly Maker[] = [
  places,
  places,
  propose,
  propose,
  propose,
  approve,
  approve,
  approve,
  approve,
  end,
  end,
  renew,
  renew,
  handOver,
  handOver,
  undo,
  free,
  die,
  close,
]

function anyStep(database: TestDatabase, course: Course, chance: Chance): Step {
  for (;;) {
    const made = chance.pick(STEPS_OF)(course, chance, database)
    if (made) return made
  }
}

function places({ stage: { deps }, model, programmes }: Course, chance: Chance): Step {
  const [at, count] = [chance.below(PROGRAMMES.length), chance.below(9)]
  const ask = { region: VILLAGE, places: count, reason: 'uji' }
  const expected = model.setPlaces(at, count)
  const work = async () => ({
    places: (await setProgrammePlaces(deps, SYSTEM, programmes[at] ?? '', ask)).places,
  })
  return { name: 'places', expected, work }
}

function propose({ stage, model, programmes, people, proposals }: Course, chance: Chance): Step {
  const at = chance.below(PROGRAMMES.length)
  const chosen = chance.shuffle(people).slice(0, 1 + chance.below(5))
  const expected = model.propose(at, chosen)
  const work = async () => {
    proposals.push(await stage.propose(programmes[at] ?? '', chosen))
    return typeof expected === 'string' ? {} : expected
  }
  return { name: 'propose', expected, work }
}

function approve({ stage: { deps }, model, proposals }: Course, chance: Chance): Step | null {
  if (proposals.length === 0) return null
  const which = chance.below(proposals.length)
  const expected = model.approve(which)
  const work = async () => {
    const ask = { id: proposals[which] ?? '', reason: 'uji' }
    const { approved, refused, waiting } = await approveProposal(deps, SYSTEM, ask)
    return { approved, refused, waiting }
  }
  return { name: 'approve', expected, work }
}

/** Mostly somebody who stands in it, or nearly every step would be refused. */
function someoneIn(at: number, { model, people }: Course, chance: Chance): number {
  const inside = model.stretches.filter(({ roster, from, until }) => roster === at && from < until)
  return inside.length > 0 && chance.below(4) > 0 ? chance.pick(inside).person : chance.pick(people)
}

function end(course: Course, chance: Chance): Step {
  const { model, programmes } = course
  const { deps } = course.stage
  const [at, from] = [chance.below(PROGRAMMES.length), chance.below(9)]
  const personId = someoneIn(at, course, chance)
  const expected = model.end(at, personId, from)
  const ask = { personId, from: monthAt(from), reason: 'uji' }
  return { name: 'end', expected, work: () => changeMember(deps, SYSTEM, programmes[at] ?? '', ask) }
}

function renew({ stage: { deps }, model, programmes }: Course, chance: Chance): Step {
  const [from, into] = [chance.below(PROGRAMMES.length), chance.below(PROGRAMMES.length)]
  const expected = model.renew(from, into)
  const work = async () => {
    const ask = { programmeId: programmes[from] ?? '', into: programmes[into] ?? '', reason: 'uji' }
    const { approved, refused, waiting } = await renewPeople(deps, SYSTEM, ask)
    return { approved, refused, waiting }
  }
  return { name: 'renew', expected, work }
}

function handOver(course: Course, chance: Chance): Step {
  const { model, programmes } = course
  const { deps } = course.stage
  const [at, from] = [chance.below(PROGRAMMES.length), 1 + chance.below(8)]
  const person = someoneIn(at, course, chance)
  const months = 1 + chance.below(4)
  const expected = model.handOver(at, person, from, months)
  const ask = {
    programmeId: programmes[at] ?? '',
    from: monthAt(from),
    months,
    people: [person],
    reason: 'uji',
  }
  return { name: 'hand-over', expected, work: async () => ({ ...(await handOverPeople(deps, SYSTEM, ask)) }) }
}

function undo({ stage: { deps }, model, proposals }: Course, chance: Chance): Step | null {
  if (proposals.length === 0) return null
  const which = chance.below(proposals.length)
  const expected = model.undo(which)
  const work = async () => ({
    ...(await undoDecision(deps, SYSTEM, { id: proposals[which] ?? '', reason: 'uji' })),
  })
  return { name: 'undo', expected, work }
}

function free({ model }: Course, _chance: Chance, { db }: TestDatabase): Step {
  const expected = model.freeAll()
  const work = async () => {
    await freeAllPlaces(db)
    return { looked: 1 }
  }
  return { name: 'free', expected, work }
}

function die({ model, people }: Course, chance: Chance, { owner }: TestDatabase): Step | null {
  if (chance.below(6) > 0) return null
  const person = chance.pick(people)
  model.dead.add(person)
  const work = async () => {
    await rowsOf(owner, `update people set living_status = 'deceased' where id = $1`, [person])
    return { dead: 1 }
  }
  return { name: 'death', expected: { dead: 1 }, work }
}

function close({ stage: { deps }, model, programmes }: Course, chance: Chance): Step | null {
  if (chance.below(8) > 0) return null
  const [at, from] = [chance.below(PROGRAMMES.length), chance.below(2) === 0 ? null : chance.below(9)]
  const expected = model.close(at, from)
  const ask = { id: programmes[at] ?? '', reason: 'uji', ...(from !== null && { endFrom: monthAt(from) }) }
  return { name: 'close', expected, work: () => closeProgramme(deps, SYSTEM, ask) }
}

async function saidBy(work: () => Promise<Said>): Promise<Said> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

async function requireSameSums({ owner }: TestDatabase, course: Course, where: string): Promise<void> {
  const { model, programmes, lines } = course
  const accounts = await rowsOf<{ path: string; balance: bigint }>(
    owner,
    `select path, balance from accounts where path = any ($1)`,
    [lines.flatMap((line) => [`budget/${line}/left`, `budget/${line}/committed`])],
  )
  const of = (path: string) => Number(accounts.find((each) => each.path === path)?.balance)
  assert.deepEqual(
    lines.map((line) => ({ left: of(`budget/${line}/left`), committed: of(`budget/${line}/committed`) })),
    model.lines,
    where,
  )
  const quotas = await rowsOf<{ id: string; places: number; filled: number }>(
    owner,
    'select programme_id as id, places, filled from programme_quotas where programme_id = any ($1)',
    [programmes],
  )
  assert.deepEqual(
    programmes.map((id) => quotas.find((each) => each.id === id)).map((each) => [each?.places, each?.filled]),
    model.programmes.map(({ places: count }, at) => [count, model.filled()[at]]),
    where,
  )
}

async function requireSameStretches({ owner }: TestDatabase, course: Course): Promise<void> {
  const { model, programmes, people } = course
  const rows = await rowsOf<{ roster: string; kind: string; person: bigint; months: string }>(
    owner,
    `select r.id as roster, r.kind, c.person_id as person, c.months::text from protections c join rosters r on r.id = c.roster_id
     where c.person_id = any ($1) and not isempty(c.months)`,
    [people],
  )
  const found = rows.map(({ roster, kind, person, months }) =>
    [kind === 'self' ? 'self' : programmes.indexOf(roster), Number(person), months].join(' '),
  )
  const expected = model.stretches
    .filter(({ from, until }) => from < until)
    .map(({ roster, person, from, until }) =>
      [roster, person, `[${monthAt(from)}-01,${monthAt(until)}-01)`].join(' '),
    )
  assert.deepEqual(found.toSorted(), expected.toSorted())
}
