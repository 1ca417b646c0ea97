import { sql } from 'kysely'
import type { Queryable, Tx } from './db.ts'

/**
 * Every job by its name, with what it is told: ids and numbers only. A job is read by whoever looks at the queue, and stands in copies of
 * the database, so it never holds a NIK, a name or a secret; the table refuses sixteen digits.
 *
 * A module adds its own by declaration merging in its `jobs.ts`:
 * `declare module '../../platform/jobs.ts' { interface JobPayloads { 'run-bills': { readonly runId: string } } }`.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- each module adds its own
export interface JobPayloads {}

export type JobName = keyof JobPayloads

/** What a handler is given for one try of one job. */
export type Job<Name extends JobName> = {
  readonly payload: JobPayloads[Name]
  /** 1 for the first try. */
  readonly attempt: number
  /** Aborts when the server stops, or when this worker can no longer prove that the job is its own. */
  readonly signal: AbortSignal
  /**
   * Holds the job until the end of this transaction. Throws JobLost when another worker has it by now, so that whatever
   * this transaction writes is written by one worker only: call it in each transaction whose effect must not come twice.
   */
  hold(tx: Tx): Promise<void>
  /**
   * Ends the job in the transaction of its effect: both come, once, or neither. Throws JobLost as `hold` does. For a job whose whole
   * effect is one transaction.
   */
  end(tx: Tx): Promise<void>
}

/**
 * Does a job. It is done when the promise resolves; when it rejects, the job is tried again later. A worker can be killed between the
 * effect and the answer, so a handler runs at least once: its effect must stand being asked for twice, or end the job with it.
 */
export type JobHandler<Name extends JobName> = (job: Job<Name>) => Promise<void>

/** When a recurring job is due. A time that passed while no server ran is made up for once, at the next start. */
export type Schedule =
  | { readonly everySeconds: number }
  /** `02:30`, in Asia/Jakarta. */
  | { readonly dailyAt: string }

/** A job that comes by itself; one worker of all servers begins each turn. */
export type RecurringJob = {
  readonly [Name in JobName]: {
    readonly name: Name
    readonly payload: JobPayloads[Name]
    readonly schedule: Schedule
  }
}[JobName]

/** The jobs of a module, put together for the server in src/cli/server-jobs.ts. */
export type JobSet = {
  readonly handlers: { readonly [Name in JobName]?: JobHandler<Name> }
  readonly recurring?: readonly RecurringJob[]
  /** Those that take minutes: they wait for each other and keep no short one waiting. */
  readonly long?: readonly JobName[]
}

/** Several sets as one. */
export function joinJobSets(sets: readonly JobSet[]): JobSet {
  return {
    handlers: Object.assign({}, ...sets.map(({ handlers }) => handlers)) as JobSet['handlers'],
    recurring: sets.flatMap(({ recurring = [] }) => recurring),
    long: sets.flatMap(({ long = [] }) => long),
  }
}

/** Another worker has the job: this one was taken for dead. Nothing of its transaction may stay. */
export class JobLost extends Error {
  constructor() {
    super('this job is another worker’s by now')
    this.name = 'JobLost'
  }
}

/**
 * Adds a job in the caller's transaction: it exists when that commits and never otherwise. Of jobs with one name and `key` at most one
 * waits: a second one puts its payload into it and keeps the earlier time; one that is running already does not count.
 *
 * Transactions that add the same key wait for each other's commit. What is written a thousand times a second is swept by a recurring
 * job instead.
 */
export async function addJob<Name extends JobName>(
  tx: Queryable,
  name: Name,
  payload: JobPayloads[Name],
  options: { readonly key?: string; readonly runAt?: Date } = {},
): Promise<void> {
  await sql`select add_job(${name}, ${JSON.stringify(payload)}, ${options.key ?? null}, ${options.runAt ?? null})`.execute(
    tx,
  )
}
