import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { cloneDatabase } from '../../../test/database.ts'
import { rowsOf, TEST_NOW } from '../../../test/people.ts'
import { clockAt } from '../../platform/clock.ts'
import { checkJobs } from './jobs.ts'

// What it breaks stays broken, so the checks are not asked afterwards.
const { db, owner, close } = await cloneDatabase()
after(close)

test('a check of the night that does not hold is an alert in the audit, once a day', async () => {
  await rowsOf(
    owner,
    `insert into submissions (number, segment, bpu_package, region_code, state, people_count, made_at, made_by)
     values ('PGJ-2026-000001', 'BPU', 'T', 0, 'draft', 1, now(), 'system:uji')`,
  )
  const sentences: string[] = []
  const clock = clockAt(new Date(TEST_NOW))
  const { handlers } = checkJobs((work) => work(owner), {
    db,
    clock: { ...clock, now: () => new Date() },
    warn: (each) => sentences.push(each),
  })
  const run = () => handlers['run-checks']?.({ signal: new AbortController().signal, payload: {} } as never)
  await run()
  await run()
  const entries = await rowsOf<{ subject_id: string; affected_count: bigint }>(
    owner,
    `select subject_id, affected_count from audit_entries where action = 'alert.check-broken'`,
  )
  assert.deepEqual(
    entries.map(({ subject_id, affected_count }) => [subject_id, Number(affected_count)]),
    [['submissions-add-up', 1]],
  )
  assert.match(sentences.join(' '), /submissions-add-up/)
})
