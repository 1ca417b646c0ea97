import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { errorCode } from '../../platform/operator-failure.ts'

/** Lost races: a key that another transaction wrote first, a deadlock, a serialization failure. */
const RACES = new Set(['23505', '40P01', '40001'])
const MOST_TRIES = 4

/**
 * Does a whole transaction again when it lost a race: what the winner wrote is found then. Nothing of the lost one has stayed. After a few
 * tries the error is the caller's.
 */
export async function retryRaces<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt === MOST_TRIES || !RACES.has(errorCode(error) ?? '')) throw error
      await sleep(randomInt(5 * attempt + 1))
    }
  }
}
