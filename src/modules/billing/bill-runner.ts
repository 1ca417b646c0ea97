import type { By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import { beginRun, finishRun, type BegunRun, type BillingDeps, type RunAsk } from './run-bills.ts'
import { listUnfinishedRuns, type Run } from './run-store.ts'

/** Bills months in the background of a server, one after another, and finishes at its start what was cut off. */
export class BillRunner {
  readonly #deps: BillingDeps
  readonly #report: (sentence: string) => void
  #work: Promise<void> = Promise.resolve()

  constructor(deps: BillingDeps, report: (sentence: string) => void) {
    this.#deps = deps
    this.#report = report
  }

  /** Records a run and lets it be done; answers its id at once. */
  async begin(by: By, ask: RunAsk): Promise<string> {
    const run = await beginRun(this.#deps, by, ask)
    this.#queue(run)
    return run.id
  }

  /** Lets a run be done that another act has recorded. */
  go(run: BegunRun): void {
    this.#queue(run)
  }

  /** Takes up the runs that the program before left unfinished. */
  async resume(): Promise<void> {
    for (const run of await throughGate(this.#deps.db, 'system', listUnfinishedRuns)) this.#queue(run)
  }

  /** Resolves when everything begun has ended. */
  idle(): Promise<void> {
    return this.#work
  }

  #queue(run: Run): void {
    this.#work = this.#work
      .then(() => finishRun(this.#deps, run))
      .then(() => undefined)
      .catch((error: unknown) => {
        this.#report(
          `Putaran tagihan ${run.id} terhenti: ${error instanceof Error ? error.message : 'sebab tidak dikenal'}`,
        )
      })
  }
}
