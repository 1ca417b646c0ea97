import type { JobSet } from '../../platform/jobs.ts'
import type { BankDeps } from './create-virtual-account.ts'
import { resolveUnknown } from './resolve-unknown.ts'
import { endNumbersOfBills, sendOutbox } from './send-outbox.ts'

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    /** Asks banks what became of calls without a clear answer. */
    'resolve-bank-calls': Readonly<Record<string, never>>
    /** Ends the numbers of bills that are paid or cancelled, and tells banks what is to be told. */
    'send-outbox': Readonly<Record<string, never>>
  }
}

/** The recurring work of payments. */
export function paymentJobs(deps: BankDeps): JobSet {
  return {
    handlers: {
      'resolve-bank-calls': async () => {
        await resolveUnknown(deps)
      },
      'send-outbox': async () => {
        await endNumbersOfBills(deps)
        await sendOutbox(deps)
      },
    },
    recurring: [
      { name: 'resolve-bank-calls', payload: {}, schedule: { everySeconds: 60 } },
      { name: 'send-outbox', payload: {}, schedule: { everySeconds: 15 } },
    ],
  }
}
