import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { budgetStage, VILLAGE } from '../../../test/budget-stage.ts'
import { testDatabase } from '../../../test/database.ts'
import { monthOf } from '../../kernel/month.ts'
import { systemClock } from '../../platform/clock.ts'
import type { Command } from '../command.ts'
import { coverageCommands } from './coverage.ts'
import { giftCommands } from './gifts.ts'
import { programmeCommands } from './programmes.ts'
import { proposalCommands } from './proposals.ts'
import { protectionCommands } from './protection.ts'
import { submissionCommands } from './submission.ts'

const database = await testDatabase()
const { db, pool, owner } = database
const folder = mkdtempSync(join(tmpdir(), 'payung-perintah-'))
after(() => {
  rmSync(folder, { recursive: true })
})
const stage = budgetStage(database)
const commands: readonly Command[] = [
  ...[...coverageCommands, ...giftCommands, ...programmeCommands],
  ...[...proposalCommands, ...protectionCommands, ...submissionCommands],
]
const TODAY = systemClock.today()
const MONTH = monthOf(TODAY)

/** Runs a command as it is typed, with `--json`, and gives back its answer for programs. */
async function run(line: string): Promise<Record<string, unknown>> {
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
  const named = commands
    .filter(({ name }) => `${line} `.startsWith(`${name} `))
    .toSorted((a, b) => b.name.length - a.name.length)[0]
  assert.ok(named, line)
  const rest = words.slice(named.name.split(' ').length)
  const options = new Map<string, string>()
  const positionals: string[] = []
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at] ?? ''
    if (word.startsWith('--')) options.set(word.slice(2), rest[(at += 1)] ?? '')
    else positionals.push(word)
  }
  const lines: string[] = []
  const code = await named.run({
    ...{ positionals, options, json: true, env: { PAYUNG_DATA: folder } },
    out: (text) => lines.push(text),
    err: () => assert.fail('nothing goes to stderr'),
    flushed: () => Promise.resolve(),
    openDatabase: () => Promise.resolve({ db, pool, close: () => Promise.resolve() }),
    openOwnerDatabase: () => Promise.resolve(owner),
  })
  assert.equal(code, 0, line)
  return JSON.parse(lines.join('\n')) as Record<string, unknown>
}
const has = (answer: Record<string, unknown>, ...keys: readonly string[]) => {
  for (const key of keys) assert.ok(key in answer, `${key} in ${Object.keys(answer).join(', ')}`)
}

test('from a programme to a counted protection, command by command', async () => {
  const payer = await stage.payer()
  const [person = 0] = await stage.people(1)
  const created = await run(
    `programme create --payer-id ${payer} --name "Pekerja rentan" --first-month ${MONTH} --months 3 --legal-basis "Perbup 1" --reason uji`,
  )
  const programme = String(created['id'])
  const list = await run('programme list --region 16.06')
  assert.ok((list['programmes'] as { id: string }[]).some(({ id }) => id === programme))
  const before = await run(`coverage --region 16 --as-of ${TODAY} --by segment`)
  await run(`quota set --programme ${programme} --region ${VILLAGE} --places 1 --reason uji`)
  const proposed = await run(
    `propose --programme ${programme} --region ${VILLAGE} --people ${String(person)} --minutes-number 1/2026 --minutes-on ${TODAY} --reason uji`,
  )
  const approved = await run(`approve ${String(proposed['proposalId'])} --reason Sesuai`)
  assert.equal(approved['approved'], 1)
  const protection = await run(`protection of --person ${String(person)}`)
  has(protection, 'personId', 'on', 'state', 'until', 'stretches')
  assert.equal(protection['personId'], person)
  const coverage = await run(`coverage --region 16 --as-of ${TODAY} --by segment`)
  has(coverage, 'region', 'asOf', 'indicator', 'numerator', 'denominator', 'percent', 'target')
  has(coverage, 'gapPeople', 'gapRupiahPerYear', 'source', 'rows')
  assert.deepEqual([coverage['region'], coverage['asOf'], coverage['indicator']], ['16', TODAY, 'A'])
  assert.equal(Number(coverage['numerator']) - Number(before['numerator']), 1)
})

test('a gift answers what is owed month by month, and where to pay', async () => {
  const gift = await run(
    'gift create --region 16.06 --occupation-group farming --people 100 --months 6 --payer "Yayasan Contoh"',
  )
  assert.deepEqual(Object.keys(gift).toSorted(), ['giftId', 'months', 'qris', 'total', 'virtualAccount'])
  const months = gift['months'] as { month: string; perPerson: number }[]
  assert.equal(months.length, 6)
  assert.ok(months.every((each) => Object.keys(each).toSorted().join() === 'month,perPerson'))
  assert.equal(gift['total'], 100 * months.reduce((sum, { perPerson }) => sum + perPerson, 0))
})
