import { sql } from 'kysely'
import { addMonths, parseMonth } from '../../kernel/month.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, doerKey, recordAct, requireReason, type By } from '../access/act.ts'
import { requireWithin } from '../access/reach.ts'
import { endRoster } from '../payers/change-member.ts'
import { openSelfRosters } from '../payers/open-self-rosters.ts'
import { protectThemselves } from '../payers/protect-themselves.ts'
import { throughMatching } from '../people/matching-gate.ts'
import { getProgramme } from '../programmes/queries.ts'
import type { HandOverBody } from './life-contract.ts'

export type HandOverAsk = HandOverBody & { readonly programmeId: string }

export type HandedOver = {
  /** Who pays for himself from then on. */
  readonly handedOver: number
  /** Of those, whose programme would have lasted longer: its months end here. */
  readonly ended: number
  /** Somebody else pays for them in one of the months. */
  readonly covered: number
}

/**
 * Hands people of a programme over to themselves from a month on: the payer's months end there, what was promised for them comes back to
 * the budget, and each goes on in a roster of his own, in the same programmes and on the same income. Whoever has died, or was
 * never in it, is left out.
 */
export function handOverPeople(deps: Deps, by: By, ask: HandOverAsk): Promise<HandedOver> {
  return act(deps.db, by, 'rosters.write', (tx) => handOverIn(tx, deps, by, ask))
}

/** The same in a transaction of another command. */
export async function handOverIn(
  tx: Tx,
  { clock }: Pick<Deps, 'clock'>,
  by: By,
  ask: HandOverAsk,
): Promise<HandedOver> {
  const programme = await getProgramme(tx, ask.programmeId)
  requireWithin(by, programme.regionCode)
  const reason = scrubDigits(requireReason(ask.reason))
  const from = parseMonth('from', ask.from)
  const people = await thoseIn(tx, programme.id, ask.people ?? null)
  if (people.length === 0) throw refuse('nobody-to-hand-over', {})
  const ending = { rosterId: programme.id, from, because: reason, by: doerKey(by), on: clock.today() }
  const ended = await endRoster(tx, { ...ending, people })
  const rosters = await openSelfRosters(tx, people, programme.regionCode, clock.now())
  const span = { from, until: addMonths(from, ask.months) }
  const ground = `Dilanjutkan sendiri sesudah ${programme.name}`.slice(0, LONGEST_GROUND)
  const taken = await protectThemselves(tx, { fromRoster: programme.id, span, ground }, rosters)
  await recordAct(tx, by, {
    action: 'protection.hand-over',
    subject: { kind: 'programme', id: programme.id },
    region: programme.regionCode,
    reason,
    count: taken.length,
    details: { from, months: ask.months, ended: ended.length },
  })
  return { handedOver: taken.length, ended: ended.length, covered: people.length - taken.length }
}

const LONGEST_GROUND = 200

/** The living people of a programme, all or those named, as the rows that stand for them. */
async function thoseIn(
  tx: Tx,
  rosterId: string,
  chosen: readonly number[] | null,
): Promise<readonly bigint[]> {
  const { rows } = await throughMatching(tx, () =>
    sql<{ id: bigint }>`
      select distinct p.id from protections c join people p on p.id = c.person_id
      where c.roster_id = ${rosterId} and not isempty(c.months) and p.merged_into is null
        and p.living_status is distinct from 'deceased'
        ${chosen === null ? sql`` : sql`and p.id = any (${chosen}::bigint[])`}
      order by 1`.execute(tx),
  )
  return rows.map(({ id }) => id)
}
