import { randomUUID } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import { parsePlainDate } from '../../kernel/plain-date.ts'
import { isWithin, subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, recordAct, requireReason, type By, doerKey, organisationOf } from '../access/act.ts'
import { requireRegion, writtenRegion } from '../access/places.ts'
import { requireWithin } from '../access/reach.ts'
import { getProgramme } from '../programmes/queries.ts'
import type { ProposeBody } from './contract.ts'
import { getProposal } from './queries.ts'
import { insertProposal, insertProposed, lockQuota, markWithdrawn } from './store.ts'

export type Proposed = {
  readonly proposalId: string
  readonly proposed: number
  readonly alreadyProposed: number
  readonly elsewhere: number
}

/**
 * Proposes people of a region for its places in a programme, in the order of the list, with the minutes of the meeting. Whoever waits for a
 * place in the programme already stays out and is counted, and so is whoever lives and works elsewhere.
 */
export function proposePeople({ db, clock }: Deps, by: By, ask: ProposeBody): Promise<Proposed> {
  return act(db, by, 'proposals.write', async (tx) => {
    const programme = await getProgramme(tx, ask.programmeId)
    if (programme.isClosed) throw refuse('programme-closed', {})
    const region = await requireRegion(tx, ask.region, clock.today())
    requireWithin(by, region)
    const reason = scrubDigits(requireReason(ask.reason))
    if (!isWithin(region, programme.regionCode)) {
      throw refuse('region-outside', {
        field: 'region',
        value: writtenRegion(region),
        within: writtenRegion(programme.regionCode),
      })
    }
    await lockQuota(tx, programme.id, region)
    const minutesOn = parsePlainDate('minutesOn', ask.minutesOn)
    if (minutesOn > clock.today()) throw refuse('minutes-in-future', { on: minutesOn })
    const { here, elsewhere } = await chosenPeople(tx, region, ask)
    if (here.length === 0) throw refuse('nobody-to-propose', {})
    const proposalId = randomUUID()
    await insertProposal(tx, {
      id: proposalId,
      programmeId: programme.id,
      regionCode: region,
      organisationId: organisationOf(by),
      importId: ask.importId ?? null,
      minutesNumber: ask.minutesNumber.trim(),
      minutesOn,
      proposedBy: doerKey(by),
      now: clock.now(),
    })
    const proposed = await insertProposed(tx, proposalId, programme.id, here)
    if (proposed === 0) throw refuse('nobody-to-propose', {})
    await recordAct(tx, by, {
      action: 'proposals.write',
      subject: { kind: 'proposal', id: proposalId },
      region,
      reason,
      count: proposed,
      details: { programme: programme.id },
    })
    return { proposalId, proposed, alreadyProposed: here.length - proposed, elsewhere }
  })
}

/** The people of a wish as the rows that stand for them, those of this region apart from the others, in the order of the list. */
export async function chosenPeople(
  tx: Tx,
  region: RegionCode,
  { importId, people, copyFrom }: Wish,
): Promise<{ readonly here: readonly bigint[]; readonly elsewhere: number }> {
  const ways = [importId, people, copyFrom].filter((way) => way !== undefined)
  if (ways.length !== 1) {
    throw refuse('value-missing', { field: 'people', allowed: ['importId', 'people', 'copyFrom'] })
  }
  const { first, last } = subtreeOf(region)
  const { rows } = await sql<{ id: bigint; is_here: boolean }>`
    select p.id, p.residence_region between ${first} and ${last} or coalesce(p.work_region between ${first} and ${last}, false) as is_here
    from (${wishedSql({ importId, people, copyFrom })}) as w (person_id, place)
    join people p on p.id = w.person_id where p.merged_into is null
    group by p.id order by min(w.place), p.id`.execute(tx)
  const here = rows.filter(({ is_here }) => is_here).map(({ id }) => id)
  // Whoever is named by number and out of sight is not told from one who lives elsewhere.
  return { here, elsewhere: (people === undefined ? rows.length : new Set(people).size) - here.length }
}

export type Wish = {
  readonly importId?: string | undefined
  readonly people?: readonly number[] | undefined
  readonly copyFrom?: string | undefined
}

function wishedSql({ importId, people, copyFrom }: Wish): RawBuilder<unknown> {
  if (people !== undefined) {
    return sql`select v.person_id, v.place from unnest(${[...people]}::bigint[]) with ordinality as v (person_id, place)`
  }
  if (copyFrom !== undefined) {
    return sql`select c.person_id, c.place::bigint from proposed_people c
      where c.programme_id::text = ${copyFrom} and c.state = 'approved'`
  }
  // Who was told of by another organisation before has the list's word in a statement of its own.
  return sql`select x.id, x.import_row::bigint from people x where x.import_id::text = ${importId}
    union all select s.person_id, 1000000000::bigint from person_statements s where s.import_id::text = ${importId}`
}

/** Takes a proposal back; people who were approved stay. Only the office that proposed does it. */
export function withdrawProposal(
  { db, clock }: Deps,
  by: By,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<{ readonly withdrawn: number }> {
  return act(db, by, 'proposals.write', async (tx) => {
    const proposal = await getProposal(tx, id, { lock: true })
    requireWithin(by, proposal.regionCode)
    const because = scrubDigits(requireReason(reason))
    if (proposal.isWithdrawn) throw refuse('proposal-ended', {})
    const withdrawn = await markWithdrawn(tx, id, because, clock.now())
    await recordAct(tx, by, {
      action: 'proposals.withdraw',
      subject: { kind: 'proposal', id },
      region: proposal.regionCode,
      reason: because,
      count: withdrawn,
    })
    return { withdrawn }
  })
}
