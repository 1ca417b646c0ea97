import { parseRegionCode, type RegionCode } from '../../kernel/region-code.ts'
import type { Deps } from '../../platform/deps.ts'
import type { LawBook } from '../../rules/law-book.ts'
import { inScopeOf, sightOf, type By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import { requireRegionReached } from '../access/reach.ts'
import { getOpenPayer } from '../payers/queries.ts'
import { getRegion } from '../regions/queries.ts'
import type { PreviewBody } from './contract.ts'
import { promiseOf, rulesOf } from './programme-question.ts'
import { priceOf, programmePayer, type ProgrammePrice } from './programmes.ts'
import type { EligibilityRule } from './eligibility.ts'
import { countEligible, type PeopleCount } from './queries.ts'

export type PreviewDeps = Deps & { readonly book: LawBook }

export type Preview = {
  readonly region: RegionCode
  readonly rules: readonly EligibilityRule[]
  readonly people: PeopleCount
  readonly price: ProgrammePrice
  readonly places: number
}

/**
 * How many people a programme would be for and what they would cost, before anything is promised. Numbers only, of people within reach;
 * the price is that of everybody but drivers and couriers, whose relief differs.
 */
export async function previewProgramme(
  { db, clock, book }: PreviewDeps,
  by: By,
  ask: PreviewBody,
): Promise<Preview> {
  const sight = sightOf(by)
  const payer = await inScopeOf(db, by, (tx) => getOpenPayer(tx, sight, ask.payerId))
  const region = ask.region === undefined ? payer.regionCode : parseRegionCode('region', ask.region.trim())
  await getRegion(db, 'region', region, clock.today())
  requireRegionReached(by, region)
  const rules = rulesOf(ask)
  const promise = promiseOf(ask, programmePayer(payer.kind))
  const people = await throughGate(db, 'matching', (tx) => countEligible(tx, region, { ...promise, rules }))
  const price = priceOf(promise, 'other', book)
  return { region, rules, people, price, places: ask.places ?? people.free }
}
