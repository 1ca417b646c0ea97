import { Chance } from '../chance.ts'
import type { TwinPerson } from './twin-person.ts'

/** Who pays the contributions of somebody. */
export type DemoPayer = 'employer' | 'himself' | 'village' | 'regency' | 'province' | 'donor'

/** Whether somebody of the twin province is protected on the day of the world; `lapsed`: he was, in the year before. */
export type DemoProtection =
  | { readonly state: 'protected' | 'lapsed'; readonly payer: DemoPayer }
  | { readonly state: 'never'; readonly payer: null }

const NEVER: DemoProtection = { state: 'never', payer: null }
const OWN_ACCOUNT_PROTECTED = 70
const OWN_ACCOUNT_LAPSED = 55
const PAYERS = ['himself', 'village', 'regency', 'province', 'donor'] as const
const PAYER_WEIGHTS = [300, 120, 340, 150, 90]

/**
 * Who is protected in the twin province: about 33 of 100 eligible workers, 7 of 100 of those on their own account, and of wage earners
 * those whom their employer reports. By the person's number alone, so that months can be made for him later without a record of it.
 * Null for whoever is no eligible worker.
 */
export function protectionOf(seed: number, person: TwinPerson): DemoProtection | null {
  if (person.kind === 'none' || !person.isEligible) return null
  const chance = new Chance(seed, 31, person.index)
  if (person.employer) {
    return chance.is(person.employer.reportedPerMille) ? { state: 'protected', payer: 'employer' } : NEVER
  }
  const state = chance.weighted([
    OWN_ACCOUNT_PROTECTED,
    OWN_ACCOUNT_LAPSED,
    1_000 - OWN_ACCOUNT_PROTECTED - OWN_ACCOUNT_LAPSED,
  ])
  if (state === 2) return NEVER
  const payer = PAYERS[chance.weighted(PAYER_WEIGHTS)] ?? 'himself'
  return { state: state === 0 ? 'protected' : 'lapsed', payer }
}
