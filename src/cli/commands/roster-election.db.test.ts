import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SYSTEM } from '../../../test/billing-stage.ts'
import { testDatabase } from '../../../test/database.ts'
import { TEST_NOW } from '../../../test/people.ts'
import { addAgency, addElection, addNamedPeople, STAGE_VILLAGE } from '../../../test/roster-stage.ts'
import { testRing } from '../../../test/test-ring.ts'
import { uploadFolder } from '../../../test/uploads.ts'
import { changeMonth } from '../../modules/agency-months/change-month.ts'
import { clockAt } from '../../platform/clock.ts'
import type { Command } from '../command.ts'
import { electionCommands } from './election.ts'
import { rosterMonthCommands } from './roster.ts'

const database = await testDatabase()
const { db, pool, owner } = database
const upload = uploadFolder()

/** Runs a command as `main.ts` does and gives back its answer for programs. */
async function run<Answer>(
  commands: readonly Command[],
  name: string,
  positional: string,
  options: Readonly<Record<string, string>>,
): Promise<Answer> {
  const command = commands.find((each) => each.name === name)
  assert.ok(command, name)
  const lines: string[] = []
  const code = await command.run({
    positionals: [positional],
    options: new Map(Object.entries(options)),
    json: true,
    env: {},
    out: (line) => lines.push(line),
    err: () => assert.fail('nothing goes to stderr'),
    flushed: () => Promise.resolve(),
    openDatabase: () => Promise.resolve({ db, pool, close: () => Promise.resolve() }),
    openOwnerDatabase: () => Promise.resolve(owner),
  })
  assert.equal(code, 0)
  return JSON.parse(lines.join('\n')) as Answer
}

test('a month is shown, changed, sent and opened again by command', async () => {
  const people = await addNamedPeople(database, testRing(), ['BUDI UJI', 'SITI UJI'])
  const roster = await addAgency(database, [...people.values()])
  const month = '2026-05'
  const ask = { rosterId: roster, month }
  const personId = Number(people.get('BUDI UJI') ?? 0n)
  await changeMonth({ db, clock: clockAt(TEST_NOW) }, SYSTEM, ask, [
    { personId, change: 'left', cause: 'moved' },
  ])
  const none = { month, 'person-id': String(personId), change: 'none' }
  assert.deepEqual(await run(rosterMonthCommands, 'roster month change', roster, none), { noted: 1 })
  type Shown = { state: string; totals: { people: number; contribution: number } }
  const shown = await run<Shown>(rosterMonthCommands, 'roster month show', roster, { month })
  assert.deepEqual([shown.state, shown.totals.people, shown.totals.contribution], ['draft', 2, 21_600])
  const sending = { month, people: '2', contribution: '21600', reason: 'Laporan' }
  const sent = await run<{ people: number }>(rosterMonthCommands, 'roster month send', roster, sending)
  assert.equal(sent.people, 2)
  const billed = await run<{ bill: { total: number } }>(rosterMonthCommands, 'roster month show', roster, {
    month,
  })
  assert.equal(billed.bill.total, 21_600)
  const reopening = { month, reason: 'Salah kirim' }
  assert.deepEqual(await run(rosterMonthCommands, 'roster month reopen', roster, reopening), { month })
})

test('an election’s stations, posts and missing posts are kept by command', async () => {
  const id = await addElection(database)
  const file = upload(`kode wilayah,jumlah TPS\n${STAGE_VILLAGE},3`, 'tps.csv')
  const stations = { file, source: 'Keputusan KPU', reason: 'uji' }
  assert.deepEqual(await run(electionCommands, 'election stations', id, stations), {
    villages: 1,
    stations: 3,
  })
  const made = await run<{ made: number }>(electionCommands, 'election posts', id, { reason: 'uji' })
  assert.equal(made.made, 11)
  const question = { region: STAGE_VILLAGE, station: '3', role: 'kpps' }
  const missing = await run<{ posts: unknown[] }>(electionCommands, 'election missing', id, question)
  assert.equal(missing.posts.length, 7)
  const tree = await run<{ stationUnits: unknown[] }>(electionCommands, 'election show', id, {
    region: STAGE_VILLAGE,
  })
  assert.equal(tree.stationUnits.length, 3)
})
