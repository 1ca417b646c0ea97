import { sql } from 'kysely'
import { parseMonth } from '../../kernel/month.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import type { Tx } from '../../platform/db.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { requireUnsent } from '../agency-months/queries.ts'
import type { AddedMembers, AddMembersBody } from './contract.ts'
import { lockRoster } from './many-store.ts'
import { programmeRangeOf, segmentOf, type MonthSpan } from './payers.ts'
import { getOpenRoster, type RosterRow } from './queries.ts'
import { insertProtections, type NewMember } from './store.ts'

/** Somebody who is to stand in a roster; `pay` null: as the roster or the registry has it. */
export type Candidate = { readonly personId: bigint; readonly pay: Rupiah | null }

export type MembersAsk = Omit<AddMembersBody, 'personId' | 'importId' | 'pay'> & { readonly rosterId: string }

export type Chosen =
  { readonly candidates: readonly Candidate[]; readonly unknown: number } | { readonly importId: string }

/** One statement takes this many: a list of any length goes in with little memory. */
const AT_ONCE = 5_000

/**
 * Takes one person, or everybody of a list, into a roster from a month on. Who is covered already in one of the months stays out and is
 * counted; one person alone is refused then (`already-covered`).
 */
export function addMembers(
  deps: Deps,
  by: By,
  rosterId: string,
  { personId, importId, pay, ...ask }: AddMembersBody,
): Promise<AddedMembers> {
  if ((personId === undefined) === (importId === undefined))
    throw refuse('value-missing', { field: 'personId, importId' })
  if (personId !== undefined) {
    const candidate = { personId: BigInt(personId), pay: pay === undefined ? null : BigInt(pay) }
    return addCandidates(deps, by, { rosterId, ...ask }, { candidates: [candidate], unknown: 0 })
  }
  return addCandidates(deps, by, { rosterId, ...ask }, { importId: importId ?? '' })
}

/** The same for people who were found one by one, as by a file of their numbers; `unknown` of it named nobody. */
export async function addCandidates(
  { db }: Deps,
  by: By,
  ask: MembersAsk,
  chosen: Chosen,
): Promise<AddedMembers> {
  return act(db, by, 'rosters.write', async (tx) => {
    const roster = await getOpenRoster(tx, sightOf(by), ask.rosterId)
    if (roster.budgetLineId !== null) throw refuse('roster-has-budget', {})
    const reason = scrubDigits(requireReason(ask.reason))
    await lockRoster(tx, roster.id)
    await requireUnsent(tx, roster.id, parseMonth('from', ask.from))
    const seen = await seenPeople(tx, by, chosen)
    const members = membersOf(roster, ask, seen)
    const { added, alone } = await takeIn(tx, roster, ask, members)
    const isOne = 'candidates' in chosen && chosen.candidates.length === 1
    if (isOne && alone) throw refuse('already-covered', {})
    if (isOne && seen.length === 0) throw refuse('person-unknown', {})
    if (isOne && members.length === 0) throw refuse('value-missing', { field: 'pay' })
    await recordAct(tx, by, {
      action: 'rosters.write',
      subject: { kind: 'roster', id: roster.id },
      region: roster.regionCode,
      reason,
      count: added,
      details: { change: 'members-added', from: ask.from },
    })
    return {
      added,
      alreadyCovered: members.length - added,
      withoutPay: seen.length - members.length,
      unknown: 'candidates' in chosen ? chosen.unknown + chosen.candidates.length - seen.length : 0,
    }
  })
}

/** The people chosen, as the row that stands for each since a merging, with what the registry says they earn. */
export async function seenPeople(tx: Tx, by: By, chosen: Chosen): Promise<Candidate[]> {
  const { first, last, organisationId } = sightOf(by)
  const inSight = sql`(p.residence_region between ${first} and ${last} or p.work_region between ${first} and ${last}
    or p.organisation_id = ${organisationId}::uuid
    or exists (select from person_statements s where s.person_id = p.id and s.organisation_id = ${organisationId}::uuid))`
  const { rows } =
    'importId' in chosen
      ? await sql<{ id: bigint; pay: bigint | null }>`
          select p.id, p.income as pay from people p where p.import_id::text = ${chosen.importId} and p.merged_into is null and ${inSight}
          union
          select p.id, p.income from people p join person_statements s on s.person_id = p.id
          where s.import_id::text = ${chosen.importId} and p.merged_into is null and ${inSight} order by 1`.execute(
          tx,
        )
      : await sql<{ id: bigint; pay: bigint | null }>`
          select p.id, coalesce(c.pay, p.income) as pay
          from unnest(${chosen.candidates.map(({ personId }) => String(personId))}::bigint[],
            ${chosen.candidates.map(({ pay }) => (pay === null ? null : String(pay)))}::bigint[]) as c (id, pay)
          join people p on p.id = c.id where p.merged_into is null and ${inSight} order by 1`.execute(tx)
  return rows.map(({ id, pay }) => ({ personId: id, pay }))
}

/** Members with everything their question needs; who earns nothing that anybody told of is left out. */
function membersOf(roster: RosterRow, ask: MembersAsk, people: readonly Candidate[]): NewMember[] {
  const { conditions } = roster
  const programmes = programmeRangeOf(segmentOf(roster.kind), conditions, ask.programmes ?? [])
  const { occupationGroup = 'other' } = ask
  const agreed = 'income' in conditions ? BigInt(conditions.income) : null
  return people.flatMap(({ personId, pay }) => {
    const said = agreed ?? pay
    if (said === null || (said === 0n && segmentOf(roster.kind) === 'PU')) return []
    return [{ personId, pay: said, programmes, occupationGroup }]
  })
}

async function takeIn(
  tx: Tx,
  roster: RosterRow,
  ask: MembersAsk,
  members: readonly NewMember[],
): Promise<{ readonly added: number; readonly alone: boolean }> {
  const segment = segmentOf(roster.kind)
  const wanted = {
    rosterId: roster.id,
    payerId: roster.payerId,
    segment,
    span: spanOf(ask),
    ground: ask.ground.trim(),
  }
  let added = 0
  for (let at = 0; at < members.length; at += AT_ONCE)
    added += (await insertProtections(tx, wanted, members.slice(at, at + AT_ONCE))).size
  return { added, alone: members.length === 1 && added === 0 }
}

function spanOf({ from, until }: MembersAsk): MonthSpan {
  return { from: parseMonth('from', from), until: until === undefined ? null : parseMonth('until', until) }
}
