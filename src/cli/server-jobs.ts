import { billingJobs } from '../modules/billing/jobs.ts'
import type { BillingDeps } from '../modules/billing/run-bills.ts'
import { checkJobs } from '../modules/checks/jobs.ts'
import { giftJobs } from '../modules/gifts/jobs.ts'
import { coverageJobs } from '../modules/coverage/jobs.ts'
import { ledgerJobs } from '../modules/ledger/jobs.ts'
import type { BankDeps } from '../modules/payments/create-virtual-account.ts'
import { paymentJobs } from '../modules/payments/jobs.ts'
import { proposalJobs } from '../modules/proposals/jobs.ts'
import { submissionJobs } from '../modules/submissions/jobs.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/db.ts'
import { type JobWorker, startJobWorker } from '../platform/job-worker.ts'
import { joinJobSets } from '../platform/jobs.ts'
import type { PayungDatabase } from '../platform/payung-database.ts'

export type ServerJobDeps = Pick<Database, 'db' | 'pool'> & {
  readonly clock: Clock
  readonly database: Pick<PayungDatabase, 'openAsOwner'>
  readonly warn: (sentence: string) => void
  readonly law: Pick<BillingDeps, 'book' | 'calendar'>
  readonly banks: Pick<BankDeps, 'ring' | 'partners' | 'lines'>
}

/** Begins the work that a server does beside answering; every module's jobs are named here. */
export function startServerJobs({ database, banks, law, ...deps }: ServerJobDeps): JobWorker {
  const withOwner = async <Result>(work: (owner: Database) => Promise<Result>): Promise<Result> => {
    const owner = database.openAsOwner()
    try {
      return await work(owner)
    } finally {
      await owner.close()
    }
  }
  return startJobWorker(
    deps,
    joinJobSets([
      checkJobs(withOwner, deps),
      paymentJobs({ ...deps, ...banks }),
      giftJobs({ ...deps, ...banks, ...law }, deps.warn),
      ledgerJobs(deps.db),
      coverageJobs(deps),
      submissionJobs(deps),
      proposalJobs(deps),
      billingJobs({ ...deps, ...law }, deps.warn),
    ]),
  )
}
