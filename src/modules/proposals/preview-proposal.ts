import { sql } from 'kysely'
import { isWithin, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { LawBook } from '../../rules/law-book.ts'
import type { OccupationGroup } from '../../rules/payers.ts'
import { inScopeOf, type By } from '../access/act.ts'
import { requireRegion, writtenRegion } from '../access/places.ts'
import { requireWithin } from '../access/reach.ts'
import { priceOf, type SupportProgramme } from '../programmes/programmes.ts'
import { getProgramme } from '../programmes/queries.ts'
import { outlookOf } from './answers.ts'
import { obstacleOf, type Candidate } from './proposals.ts'
import { chosenPeople, type Wish } from './propose-people.ts'
import { judgedPeople, listPlaces } from './queries.ts'

export type ProposalWish = Wish & { readonly programmeId: string; readonly region: string }

export type ProposalPreview = {
  readonly programme: SupportProgramme
  readonly region: RegionCode
  /** Who would be proposed, who stands in the programme already, and who neither lives nor works in the region. */
  readonly here: number
  readonly already: number
  readonly elsewhere: number
  readonly outlook: ReturnType<typeof outlookOf>
  readonly fit: number
  /** Places still free after everybody who is proposed or waits; null when the region has none at all. */
  readonly left: number | null
  /** Of all who fit, for all months, by the law of each. */
  readonly cost: Rupiah
}

/**
 * What a proposal would come to before it is sent: who of a list is proposed, what a decision would find of them, which places are left and
 * what they cost. Nothing is written. Refuses a closed programme and a region beyond reach or outside the programme.
 */
export function previewProposal(
  { db, clock, book }: Deps & { readonly book: LawBook },
  by: By,
  ask: ProposalWish,
): Promise<ProposalPreview> {
  return inScopeOf(db, by, async (tx) => {
    const programme = await getProgramme(tx, ask.programmeId)
    if (programme.isClosed) throw refuse('programme-closed', {})
    const region = await requireRegion(tx, ask.region, clock.today())
    requireWithin(by, region)
    if (!isWithin(region, programme.regionCode)) {
      throw refuse('region-outside', {
        field: 'region',
        value: writtenRegion(region),
        within: writtenRegion(programme.regionCode),
      })
    }
    const { here, elsewhere } = await chosenPeople(tx, region, ask)
    const fresh = await notYetProposed(tx, programme.id, here)
    const candidates = await judgedPeople(
      tx,
      sql`select w.person_id, w.place::integer from unnest(${fresh.map(String)}::bigint[]) with ordinality as w (person_id, place)`,
      programme,
    )
    const fitting = candidates.filter((candidate) => obstacleOf(candidate) === null)
    const quota = (await listPlaces(tx, programme.id, region)).find(({ regionCode }) => regionCode === region)
    return {
      programme,
      region,
      here: fresh.length,
      already: here.length - fresh.length,
      elsewhere,
      outlook: outlookOf(candidates),
      fit: fitting.length,
      left: quota ? Math.max(0, quota.places - quota.filled - quota.proposed - quota.waiting) : null,
      cost: costOf(programme, fitting, book),
    }
  })
}

async function notYetProposed(
  tx: Tx,
  programmeId: string,
  people: readonly bigint[],
): Promise<readonly bigint[]> {
  const { rows } = await sql<{ person_id: bigint }>`
    select c.person_id from proposed_people c
    where c.programme_id = ${programmeId} and c.person_id = any (${people.map(String)}::bigint[])
      and c.state in ('proposed', 'approved', 'waiting')`.execute(tx)
  const there = new Set(rows.map(({ person_id }) => person_id))
  return people.filter((person) => !there.has(person))
}

function costOf(programme: SupportProgramme, fitting: readonly Candidate[], book: LawBook): Rupiah {
  const groups = Map.groupBy(fitting, ({ occupationGroup }): OccupationGroup => occupationGroup)
  let cost = 0n
  for (const [group, people] of groups)
    cost += priceOf(programme, group, book).perPerson * BigInt(people.length)
  return cost
}
