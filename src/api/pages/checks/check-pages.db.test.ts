import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addTestPerson, addTestSession, TEST_NOW } from '../../../../test/people.ts'
import { signInApp } from '../../../../test/sign-in-app.ts'
import { checkCommand } from '../../../cli/commands/check.ts'
import type { CommandContext } from '../../../cli/command.ts'
import { runChecks } from '../../../modules/checks/run-checks.ts'
import { clockAt } from '../../../platform/clock.ts'
import { addJob } from '../../../platform/jobs.ts'

const { app, test: database, ring } = await signInApp()
const { db, owner } = database
const auditor = await addTestPerson(owner, 'auditor', { region: '16', kind: 'province' })
const village = await addTestPerson(owner, 'village-operator', { region: '16.06.01.2001', kind: 'village' })
const session = await addTestSession(owner, ring, auditor)
const stranger = await addTestSession(owner, ring, village)
const page = (cookie: string, lang = 'id') =>
  app.inject({ url: `/pemeriksaan?lang=${lang}`, headers: { cookie, accept: 'text/html' } })

/** Runs the command as `./payung check` does, and what it printed. */
async function check(positionals: readonly string[], json = false) {
  const lines: string[] = []
  const context: CommandContext = {
    positionals,
    options: new Map(),
    json,
    env: {},
    out: (line: string) => lines.push(line),
    err: () => undefined,
    flushed: () => Promise.resolve(),
    openDatabase: () => Promise.resolve(database),
    openOwnerDatabase: () => Promise.resolve(owner),
  } as never
  return { code: await checkCommand.run(context), text: lines.join('\n') }
}

test('before the first run every check says so; afterwards its result, time and rows', async () => {
  const before = await page(session.cookie)
  assert.equal(before.statusCode, 200)
  assert.match(before.body, /Setiap pembayaran dibukukan tepat sekali/)
  assert.match(before.body, /Belum pernah dijalankan/)
  await runChecks({ owner, clock: clockAt(TEST_NOW) }, 'nightly')
  const after = await page(session.cookie)
  assert.doesNotMatch(after.body, /Belum pernah dijalankan/)
  assert.match(after.body, /20 Mei 2026/)
  assert.match((await page(session.cookie, 'en')).body, /Every payment is booked exactly once.*Holds/s)
})

test('whoever has no business with it is told so', async () => {
  assert.equal((await page(stranger.cookie)).statusCode, 403)
  const api = await app.inject({ url: '/api/v1/checks', headers: stranger.headers })
  assert.equal(api.statusCode, 403)
})

test('the API tells states and numbers, and which jobs a person must look at', async () => {
  await addJob(db, 'run-checks', {})
  await owner.pool.query(`update jobs set state = 'given-up'`)
  const api = await app.inject({ url: '/api/v1/checks', headers: session.headers })
  assert.equal(api.statusCode, 200)
  const { checks, jobs } = api.json<{ checks: { state: string }[]; jobs: { givenUp: string[] } }>()
  assert.ok(checks.length > 20 && checks.every(({ state }) => state === 'holds'))
  assert.deepEqual(jobs.givenUp, ['run-checks'])
  assert.match((await page(session.cookie)).body, /run-checks/)
  await owner.pool.query('delete from jobs')
})

test('the command ends with 1 when a check does not hold, and shows its rows without a number that could be a NIK', async () => {
  assert.equal((await check([])).code, 0)
  await owner.pool.query(
    `insert into outbox (topic, payload, created_at) values ('uji', '{}', now() - interval '2 days')`,
  )
  await owner.pool.query(`alter table outbox alter column attempt_count type bigint`)
  await owner.pool.query('update outbox set attempt_count = 1699991702900001')
  try {
    const told = await check(['outbox-is-sent'])
    assert.equal(told.code, 1)
    assert.match(told.text, /✗ Setiap pemberitahuan terkirim \(outbox-is-sent\): 1 baris tidak cocok/)
    assert.match(told.text, /16 angka disembunyikan/)
    const json = await check(['outbox-is-sent'], true)
    assert.equal(json.code, 1)
    assert.equal((JSON.parse(json.text) as { checks: { brokenCount: number }[] }).checks[0]?.brokenCount, 1)
    assert.ok(!json.text.includes('1699991702900001'))
    assert.equal((await check(['no-such-check'])).code, 1)
  } finally {
    await owner.pool.query('delete from outbox')
  }
})
