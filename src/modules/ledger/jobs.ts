import type { Db } from '../../platform/db.ts'
import type { JobSet } from '../../platform/jobs.ts'
import { callFold } from './store.ts'

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'fold-hot-accounts': Readonly<Record<string, never>>
  }
}

/** Keeps the balances of hot accounts quick to read. */
export function ledgerJobs(db: Db): JobSet {
  return {
    handlers: {
      'fold-hot-accounts': async () => {
        await callFold(db)
      },
    },
    recurring: [{ name: 'fold-hot-accounts', payload: {}, schedule: { everySeconds: 600 } }],
  }
}
