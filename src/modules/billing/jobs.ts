import type { JobSet } from '../../platform/jobs.ts'
import { assessFines } from './assess-fines.ts'
import { creditGone } from './credit-gone.ts'
import { returnUnmerged } from './return-unmerged.ts'
import type { BillingDeps } from './run-bills.ts'

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    /** Stops paying for who has died or is the same person as another, and gives back the months of who turned out not to be. */
    'credit-gone': Readonly<Record<string, never>>
    /** Brings the late fines of employers up to the day. */
    'assess-fines': Readonly<Record<string, never>>
  }
}

/** The recurring work of bills. `warn` gets a sentence about what waits for a person. */
export function billingJobs(deps: BillingDeps, warn: (sentence: string) => void): JobSet {
  return {
    handlers: {
      'credit-gone': async ({ signal }) => {
        const { refused } = await creditGone(deps, signal)
        for (const { rosterId, code } of refused)
          warn(`Orang yang meninggal atau ganda belum dapat dikredit di daftar bayar ${rosterId}: ${code}.`)
        const back = await returnUnmerged(deps, signal)
        for (const { rosterId, code } of back.refused)
          warn(
            `Bulan orang yang dipisahkan lagi belum dapat dikembalikan di daftar bayar ${rosterId}: ${code}.`,
          )
      },
      'assess-fines': async () => {
        await assessFines(deps, { kind: 'system' }, deps.clock.today())
      },
    },
    recurring: [
      { name: 'credit-gone', payload: {}, schedule: { dailyAt: '01:00' } },
      { name: 'assess-fines', payload: {}, schedule: { dailyAt: '01:30' } },
    ],
    long: ['credit-gone', 'assess-fines'],
  }
}
