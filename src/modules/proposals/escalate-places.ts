import { isWithin, parentOf, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, doerKey, recordAct, requireReason, type By } from '../access/act.ts'
import { requireRegion, writtenRegion } from '../access/places.ts'
import { requireWithin } from '../access/reach.ts'
import { getProgramme } from '../programmes/queries.ts'
import { insertEscalations } from './escalation-store.ts'
import { beyondPlacesOf, unfilledOf } from './proposals.ts'
import { listPlaces } from './queries.ts'

export type EscalateAsk = {
  readonly programmeId: string
  readonly region: string
  readonly reason: string
}

/**
 * Lays places that nobody fills, and people for whom there is no place, before the level above each region of a subtree. Done again it tells
 * the numbers of now. Nothing moves: what the level above does is its own decision.
 */
export function escalatePlaces(
  { db, clock }: Deps,
  by: By,
  ask: EscalateAsk,
): Promise<{ readonly regions: number; readonly unfilled: number; readonly beyond: number }> {
  return act(db, by, 'proposals.write', async (tx) => {
    const programme = await getProgramme(tx, ask.programmeId)
    const region = await requireRegion(tx, ask.region, clock.today())
    requireWithin(by, region)
    const reason = scrubDigits(requireReason(ask.reason))
    const told = (await listPlaces(tx, programme.id, region)).flatMap((each) => {
      const toRegion = aboveOf(each.regionCode, programme.regionCode)
      const [unfilled, beyond] = [unfilledOf(each), beyondPlacesOf(each)]
      if (toRegion === null || unfilled + beyond === 0) return []
      return [{ region: each.regionCode, toRegion, unfilled, beyond }]
    })
    if (told.length === 0) throw refuse('nothing-to-escalate', { region: writtenRegion(region) })
    const escalated = { programmeId: programme.id, reason, escalatedBy: doerKey(by), now: clock.now() }
    await insertEscalations(tx, escalated, told)
    const unfilled = told.reduce((sum, each) => sum + each.unfilled, 0)
    const beyond = told.reduce((sum, each) => sum + each.beyond, 0)
    await recordAct(tx, by, {
      action: 'proposals.escalate',
      subject: { kind: 'programme', id: programme.id },
      region,
      reason,
      count: told.length,
      details: { unfilled, beyond },
    })
    return { regions: told.length, unfilled, beyond }
  })
}

/** The level above, as far as the programme reaches; the programme's own region has none. */
function aboveOf(region: RegionCode, programmeRegion: RegionCode): RegionCode | null {
  const above = region === programmeRegion ? null : parentOf(region)
  return above !== null && isWithin(above, programmeRegion) ? above : null
}
