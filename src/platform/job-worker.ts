import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import type pg from 'pg'
import { Refusal } from '../kernel/refusal.ts'
import type { Clock } from './clock.ts'
import type { Database, Tx } from './db.ts'
import { lastTurnOf } from './job-schedule.ts'
import { type Job, JobLost, type JobName, type JobSet } from './jobs.ts'

export type JobWorkerDeps = Pick<Database, 'db' | 'pool'> & {
  readonly clock: Clock
  /** Gets one sentence when a job fails or the queue cannot be reached. Work goes on. */
  readonly warn: (sentence: string) => void
}

export type JobWorker = {
  /** Ends when what is being done has ended by its signal; at once when hurried: then the next worker takes it up. */
  stop(hurried?: AbortSignal): Promise<void>
}

/** A connection of the worker's own that does nothing but hold the lock by which the others see that it lives. */
type Session = {
  readonly client: pg.PoolClient
  readonly worker: number
  readonly lost: AbortController
}

type Claimed = {
  readonly id: bigint
  readonly name: JobName
  readonly payload: never
  readonly attempt: number
}

const MOST_ATTEMPTS = 25
const LONGEST_DELAY_SECONDS = 3_600
const SHORT_LANES = 2

/** Does the jobs of this set, in a lane for long ones and others for short ones, until it is stopped. */
export function startJobWorker(
  deps: JobWorkerDeps,
  set: JobSet,
  options: { readonly pollMs?: number } = {},
): JobWorker {
  const runner = new JobRunner(deps, set, options.pollMs ?? 500)
  const running = runner.run()
  return {
    async stop(hurried) {
      runner.stopping.abort()
      await (hurried ? Promise.race([running, aborted(hurried)]) : running)
    },
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => {
      resolve()
    })
  })
}

class JobRunner {
  readonly stopping = new AbortController()
  readonly #deps: JobWorkerDeps
  readonly #set: JobSet
  readonly #pollMs: number
  /** The last turn of each recurring job that this worker has told the queue of. */
  readonly #turns = new Map<JobName, number>()
  #session: Promise<Session> | null = null
  #lastWarning = ''

  constructor(deps: JobWorkerDeps, set: JobSet, pollMs: number) {
    this.#deps = deps
    this.#set = set
    this.#pollMs = pollMs
  }

  async run(): Promise<void> {
    const long = this.#set.long ?? []
    const short = (Object.keys(this.#set.handlers) as JobName[]).filter((name) => !long.includes(name))
    const lanes = [long, ...Array.from({ length: SHORT_LANES }, () => short)].filter(
      (names) => names.length > 0,
    )
    await Promise.all([
      this.#repeat(() => this.#keepQueue()),
      ...lanes.map((names) => this.#repeat(() => this.#workOnce(names))),
    ])
    await this.#dropSession()
  }

  /** Does one step after the other, at once while there is work and after a pause when there is none. */
  async #repeat(stepOnce: () => Promise<boolean>): Promise<void> {
    while (!this.stopping.signal.aborted) {
      let hasMore = false
      try {
        hasMore = await stepOnce()
        this.#lastWarning = ''
      } catch (error) {
        this.#warnOnce(`Antrean pekerjaan belum dapat dilayani: ${kindOf(error)}`)
        await this.#dropSession()
      }
      if (!hasMore)
        await sleep(this.#pollMs, undefined, { signal: this.stopping.signal }).catch(() => undefined)
    }
  }

  async #keepQueue(): Promise<boolean> {
    await sql`select free_jobs_of_dead_workers(${MOST_ATTEMPTS})`.execute(this.#deps.db)
    for (const { name, payload, schedule } of this.#set.recurring ?? []) {
      const turn = lastTurnOf(schedule, this.#deps.clock.now())
      if (this.#turns.get(name) === turn.getTime()) continue
      await sql`select add_recurring_job(${name}, ${JSON.stringify(payload)}, ${turn})`.execute(this.#deps.db)
      this.#turns.set(name, turn.getTime())
    }
    return false
  }

  async #workOnce(names: readonly JobName[]): Promise<boolean> {
    const session = await this.#openSession()
    const { rows } = await sql<Claimed>`select * from claim_job(${session.worker}, ${names})`.execute(
      this.#deps.db,
    )
    const [job] = rows
    if (!job) return false
    await this.#do(session, job)
    return true
  }

  async #do(session: Session, job: Claimed): Promise<void> {
    const signal = AbortSignal.any([this.stopping.signal, session.lost.signal])
    const handler = this.#set.handlers[job.name] as ((job: Job<JobName>) => Promise<void>) | undefined
    try {
      await handler?.({
        payload: job.payload,
        attempt: job.attempt,
        signal,
        hold: (tx) =>
          requireOwn(sql`select hold_job(${job.id}, ${session.worker}, ${job.attempt}) as own`, tx),
        end: (tx) => requireOwn(sql`select end_job(${job.id}, ${session.worker}, ${job.attempt}) as own`, tx),
      })
    } catch (error) {
      if (error instanceof JobLost) return
      const kind = kindOf(error)
      if (!signal.aborted) this.#deps.warn(`Pekerjaan ${job.name} gagal (percobaan ${job.attempt}): ${kind}`)
      await sql`select fail_job(${job.id}, ${session.worker}, ${job.attempt}, ${signal.aborted ? 0 : delayAfter(job.attempt)},
        ${MOST_ATTEMPTS}, ${kind})`.execute(this.#deps.db)
      return
    }
    // A job that ended itself is gone already, unless its transaction was rolled back after all.
    await sql`select end_job(${job.id}, ${session.worker}, ${job.attempt})`.execute(this.#deps.db)
  }

  #openSession(): Promise<Session> {
    this.#session ??= openSession(this.#deps.pool, () => (this.#session = null))
    return this.#session
  }

  /** With its session the worker lets go of every job that it could not end. */
  async #dropSession(): Promise<void> {
    const session = await this.#session?.catch(() => null)
    this.#session = null
    if (!session || session.lost.signal.aborted) return
    session.lost.abort()
    session.client.release(true)
  }

  #warnOnce(sentence: string): void {
    if (sentence !== this.#lastWarning) this.#deps.warn(sentence)
    this.#lastWarning = sentence
  }
}

/** A machine that vanishes without a word is noticed within half a minute, and not by the system's default after two hours. */
const KEEP_ALIVE =
  'set tcp_keepalives_idle = 15; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3'

async function openSession(pool: pg.Pool, forget: () => void): Promise<Session> {
  const lost = new AbortController()
  try {
    const client = await pool.connect()
    client.once('end', () => {
      lost.abort()
      forget()
    })
    try {
      await client.query(KEEP_ALIVE)
      const { rows } = await client.query<{ worker: number }>('select begin_job_worker() as worker')
      const worker = rows[0]?.worker
      if (worker === undefined) throw new Error('the queue gave no number')
      return { client, worker, lost }
    } catch (error) {
      client.release(true)
      throw error
    }
  } catch (error) {
    forget()
    throw error
  }
}

async function requireOwn(question: RawBuilder<unknown>, tx: Tx): Promise<void> {
  const { rows } = await question.execute(tx)
  if ((rows[0] as { own?: boolean } | undefined)?.own !== true) throw new JobLost()
}

/** Twice as long after each try, by a part of chance, so that many that failed together do not come back together. */
function delayAfter(attempt: number): number {
  return Math.min(2 ** (attempt - 1), LONGEST_DELAY_SECONDS) * (randomInt(500, 1_000) / 1_000)
}

/** Only the kind of an error is kept: its text could hold a value of a person. */
function kindOf(error: unknown): string {
  if (error instanceof Refusal) return error.code
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return (error instanceof Error ? `${error.name} ${code}`.trim() : 'unknown').slice(0, 200)
}
