import type { Db } from '../../platform/db.ts'
import type { JobSet } from '../../platform/jobs.ts'
import { freeAllPlaces } from './free-places.ts'

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    /** Frees the places of whoever left a programme before its end. */
    'free-places': Readonly<Record<string, never>>
  }
}

export function proposalJobs({ db }: { readonly db: Db }): JobSet {
  return {
    handlers: {
      'free-places': async () => {
        await freeAllPlaces(db)
      },
    },
    recurring: [{ name: 'free-places', payload: {}, schedule: { everySeconds: 60 } }],
  }
}
