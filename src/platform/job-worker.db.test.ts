import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { testDatabase } from '../../test/database.ts'
import { rowsOf } from '../../test/people.ts'
import { clockAt, systemClock, type Clock } from './clock.ts'
import { startJobWorker, type JobWorker } from './job-worker.ts'
import { addJob, JobLost, type JobSet } from './jobs.ts'

declare module './jobs.ts' {
  interface JobPayloads {
    'test-step': { readonly step: number }
    'test-long': { readonly step: number }
    'test-turn': Record<string, never>
  }
}

const { db, pool, owner } = await testDatabase()
await rowsOf(owner, 'create table test_effects (job text, step integer)')
await rowsOf(owner, 'grant select, insert on test_effects to payung_app')
const warnings: string[] = []
const begun: JobWorker[] = []
after(() => Promise.all(begun.map((worker) => worker.stop())))

function start(set: JobSet, clock: Clock = systemClock): JobWorker {
  const worker = startJobWorker({ db, pool, clock, warn: (line) => warnings.push(line) }, set, { pollMs: 20 })
  begun.push(worker)
  return worker
}

async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  for (let turn = 0; turn < 400; turn += 1) {
    if (await holds()) return
    await sleep(25)
  }
  assert.fail(`never: ${what}`)
}
const jobs = () =>
  rowsOf<{ state: string; attempts: number; last_failure: string | null }>(owner, 'select * from jobs')
const isEmpty = async () => (await jobs()).length === 0
const dueNow = () => rowsOf(owner, `update jobs set run_at = clock_timestamp() where state = 'waiting'`)
const sessionOf = async () =>
  (
    await rowsOf<{ pid: number }>(
      owner,
      `select pid from pg_locks where locktype = 'advisory' and classid = 7298642 and granted
         and database = (select oid from pg_database where datname = current_database())`,
    )
  ).map(({ pid }) => pid)

test('a job exists when the transaction that adds it commits, and never otherwise', async () => {
  const undone = db.transaction().execute(async (tx) => {
    await addJob(tx, 'test-step', { step: 1 })
    throw new Error('undone')
  })
  await assert.rejects(undone, /undone/)
  assert.equal(await isEmpty(), true)
  await db.transaction().execute((tx) => addJob(tx, 'test-step', { step: 2 }))
  const seen: number[] = []
  const worker = start({
    handlers: { 'test-step': ({ payload }) => Promise.resolve(void seen.push(payload.step)) },
  })
  await until('done', isEmpty)
  await worker.stop()
  assert.deepEqual(seen, [2])
})

test('of jobs with one key one waits: told anew, at the earlier time', async () => {
  const [early, late] = [new Date('2026-02-01T00:00:00Z'), new Date('2026-03-01T00:00:00Z')]
  await addJob(db, 'test-step', { step: 1 }, { key: 'k', runAt: late })
  await addJob(db, 'test-step', { step: 2 }, { key: 'k', runAt: early })
  await addJob(db, 'test-step', { step: 3 }, { key: 'k', runAt: late })
  const rows = await rowsOf<{ payload: unknown; run_at: Date }>(
    owner,
    'delete from jobs returning payload, run_at',
  )
  assert.deepEqual(rows, [{ payload: { step: 3 }, run_at: early }])
})

test('a job that fails is tried again later, only the kind of its error is kept, and at last it is given up', async () => {
  await addJob(db, 'test-step', { step: 1 })
  const worker = start({
    handlers: { 'test-step': () => Promise.reject(new TypeError('secret 12')) },
  })
  await until(
    'failed once',
    async () => (await jobs())[0]?.attempts === 1 && (await jobs())[0]?.state === 'waiting',
  )
  const [failed] = await rowsOf<{ delay: number; last_failure: string }>(
    owner,
    'select extract(epoch from run_at - started_at)::float8 as delay, last_failure from jobs',
  )
  assert.equal(failed?.last_failure, 'TypeError')
  assert.ok(failed.delay >= 0.4 && failed.delay < 2, String(failed.delay))
  await rowsOf(owner, `update jobs set attempts = 24, run_at = clock_timestamp()`)
  await until('given up', async () => (await jobs())[0]?.state === 'given-up')
  await worker.stop()
  assert.match(warnings.join(), /test-step gagal \(percobaan 25\): TypeError/)
  assert.ok(!warnings.join().includes('secret'))
  await rowsOf(owner, 'select retry_given_up_jobs()')
  assert.deepEqual(
    (await jobs()).map(({ state, attempts }) => ({ state, attempts })),
    [{ state: 'waiting', attempts: 0 }],
  )
  await rowsOf(owner, 'delete from jobs')
})

test('a job of a worker whose session ends is free at once, and the worker that was taken for dead writes nothing more', async () => {
  await addJob(db, 'test-step', { step: 1 })
  const gates = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
  const tries: string[] = []
  const handlers: JobSet['handlers'] = {
    'test-step': async ({ attempt, signal, hold }) => {
      await gates[attempt - 1]?.promise
      tries.push(`${attempt} ${signal.aborted ? 'aborted' : 'goes on'}`)
      await db
        .transaction()
        .execute(async (tx) => {
          await hold(tx)
          await sql`insert into test_effects values ('test-step', ${attempt})`.execute(tx)
        })
        .catch((error: unknown) => {
          tries.push(`${attempt} ${error instanceof JobLost ? 'lost' : 'error'}`)
          throw error
        })
    },
  }
  const worker = start({ handlers })
  await until('claimed', async () => (await jobs())[0]?.state === 'running')
  const [session] = await sessionOf()
  await rowsOf(owner, 'select pg_terminate_backend($1)', [session])
  await until('claimed by another session', async () => (await jobs())[0]?.attempts === 2)
  gates[0]?.resolve(undefined)
  await until('the first try ended', () => tries.length === 2)
  gates[1]?.resolve(undefined)
  await until('done by another session', isEmpty)
  await worker.stop()
  assert.deepEqual(tries, ['1 aborted', '1 lost', '2 goes on'])
  assert.deepEqual(await rowsOf(owner, 'select step from test_effects'), [{ step: 2 }])
})

test('two workers never do one job both', async () => {
  await rowsOf(owner, 'delete from test_effects')
  for (let step = 0; step < 200; step += 1) await addJob(db, 'test-step', { step })
  const set: JobSet = {
    handlers: {
      'test-step': async ({ payload }) => {
        await sql`insert into test_effects values ('test-step', ${payload.step})`.execute(db)
      },
    },
  }
  const workers = [start(set), start(set)]
  await until('all done', isEmpty)
  await Promise.all(workers.map((worker) => worker.stop()))
  const [sum] = await rowsOf<{ all: number; distinct: number }>(
    owner,
    'select count(*)::int as all, count(distinct step)::int as distinct from test_effects',
  )
  assert.deepEqual(sum, { all: 200, distinct: 200 })
})

test('whoever claims sees what another is claiming right now, and takes the next', async () => {
  await addJob(db, 'test-step', { step: 1 })
  await addJob(db, 'test-step', { step: 2 })
  const first = await owner.pool.connect()
  const second = await owner.pool.connect()
  try {
    const claim = async (client: typeof first) =>
      (
        await client.query<{ step: number }>(
          `select (payload->>'step')::int as step from claim_job(begin_job_worker(), '{test-step}')`,
        )
      ).rows[0]?.step
    await first.query('begin')
    assert.equal(await claim(first), 1)
    assert.equal(await claim(second), 2)
    await first.query('rollback')
    assert.equal(await claim(first), 1)
  } finally {
    first.release(true)
    second.release(true)
    await rowsOf(owner, 'delete from jobs')
  }
})

test('a long job keeps no short one waiting', async () => {
  const gate = Promise.withResolvers<undefined>()
  const done: string[] = []
  await addJob(db, 'test-long', { step: 1 })
  await addJob(db, 'test-long', { step: 2 })
  const worker = start({
    handlers: {
      'test-long': async ({ payload }) => {
        await gate.promise
        done.push(`long ${payload.step}`)
      },
      'test-step': () => Promise.resolve(void done.push('short')),
    },
    long: ['test-long'],
  })
  await until('the long one runs', async () => (await jobs()).some(({ state }) => state === 'running'))
  await addJob(db, 'test-step', { step: 1 })
  await until('the short one is done', () => done.length === 1)
  gate.resolve(undefined)
  await until('all done', isEmpty)
  await worker.stop()
  assert.deepEqual(done, ['short', 'long 1', 'long 2'])
})

test('a recurring job comes once each turn, whatever number of servers run', async () => {
  const at = (instant: string) => clockAt(new Date(instant))
  const seen: string[] = []
  const set = (name: string): JobSet => ({
    handlers: { 'test-turn': () => Promise.resolve(void seen.push(name)) },
    recurring: [{ name: 'test-turn', payload: {}, schedule: { dailyAt: '02:30' } }],
  })
  const first = start(set('a'), at('2026-01-31T19:31:00Z'))
  await until('the first turn is done', async () => seen.length === 1 && (await isEmpty()))
  const second = start(set('b'), at('2026-01-31T19:31:00Z'))
  await sleep(300)
  await Promise.all([first.stop(), second.stop()])
  assert.deepEqual(seen, ['a'])
  const later = start(set('c'), at('2026-02-03T19:29:00Z'))
  await until('what was missed is made up for once', () => seen.length === 2)
  await sleep(200)
  await later.stop()
  assert.deepEqual(seen, ['a', 'c'])
})

test('a job that is stopped with the server goes on at the next start', async () => {
  await addJob(db, 'test-step', { step: 1 })
  const hangs = start({
    handlers: {
      'test-step': ({ signal }) =>
        new Promise((_resolve, reject) => {
          const stop = () => {
            reject(new Error('stopped'))
          }
          // The row says that it runs a moment before it does: it may have been stopped in between.
          if (signal.aborted) stop()
          else signal.addEventListener('abort', stop)
        }),
    },
  })
  await until('it runs', async () => (await jobs())[0]?.state === 'running')
  await hangs.stop()
  assert.deepEqual(
    (await jobs()).map(({ state, last_failure }) => ({ state, last_failure })),
    [{ state: 'waiting', last_failure: 'Error' }],
  )
  await dueNow()
  const worker = start({ handlers: { 'test-step': () => Promise.resolve() } })
  await until('done', isEmpty)
  await worker.stop()
})

test('the queue takes no identity number, and shows the application no payload', async () => {
  await assert.rejects(
    addJob(db, 'test-step', { step: 1 }, { key: '1699991702900001' }),
    /a_job_holds_no_identity_number/,
  )
  await assert.rejects(sql`select payload from jobs`.execute(db), { code: '42501' })
  await assert.rejects(sql`delete from jobs`.execute(db), { code: '42501' })
})
