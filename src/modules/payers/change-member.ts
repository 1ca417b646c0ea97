import { randomUUID } from 'node:crypto'
import { firstDayOf, parseMonth, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import type { Tx } from '../../platform/db.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { returnPromised } from '../budgets/realise-budget.ts'
import { requireUnsent } from '../agency-months/queries.ts'
import type { ChangeMemberBody } from './contract.ts'
import { segmentOf } from './payers.ts'
import { getOpenRoster, type RosterRow } from './queries.ts'
import {
  insertProtections,
  lockProtections,
  lockReaching,
  shortenProtection,
  shortenRoster,
  type HeldProtection,
} from './store.ts'

/**
 * Ends a member's protection before a month, or gives him another wage or income from that month on. What was billed is not touched: the
 * next run of those months makes the adjustment. Refuses somebody who is not covered from that month on (`member-unknown`).
 */
export async function changeMember(
  { db, clock }: Deps,
  by: By,
  rosterId: string,
  ask: ChangeMemberBody,
): Promise<{ readonly changed: number }> {
  return act(db, by, 'rosters.write', async (tx) => {
    const roster = await getOpenRoster(tx, sightOf(by), rosterId)
    if (ask.pay !== undefined && roster.budgetLineId !== null) throw refuse('roster-has-budget', {})
    const reason = scrubDigits(requireReason(ask.reason))
    const from = parseMonth('from', ask.from)
    const held = await lockProtections(tx, roster.id, BigInt(ask.personId), from)
    await requireUnsent(tx, roster.id, from)
    if (held.length === 0) throw refuse('member-unknown', { month: from })
    const kind = ask.pay === undefined ? 'ended' : 'changed'
    const changedBy = by.kind === 'user' ? by.actor.userId : 'system'
    await returnMonths(tx, roster.id, held, from, clock.today())
    for (const protection of held) {
      await shortenProtection(tx, {
        protection,
        rosterId: roster.id,
        from,
        kind,
        because: reason,
        by: changedBy,
      })
      if (ask.pay !== undefined)
        await goOn(tx, roster, ask.personId, { ...protection, pay: BigInt(ask.pay) }, from)
    }
    await recordAct(tx, by, {
      action: 'rosters.write',
      subject: { kind: 'person', id: String(ask.personId) },
      region: roster.regionCode,
      reason,
      details: { change: kind, roster: roster.id, from },
    })
    return { changed: held.length }
  })
}

export type Ending = {
  readonly rosterId: string
  readonly personId: bigint
  /** The first month without protection. */
  readonly from: Month
  readonly because: string
  readonly by: string
  /** The day on which what was promised for these months comes back to its budget. */
  readonly on: PlainDate
  /** It is no error when nothing is left to end. */
  readonly mayBeGone: boolean
  /** This protection alone; left out: all of his. */
  readonly only?: bigint
}

/** Ends somebody's protection in a roster before a month. Refuses somebody who is not covered then, unless he may be gone. */
export async function endProtections(tx: Tx, ending: Ending): Promise<void> {
  const { rosterId, personId, from, because, by, on, mayBeGone, only } = ending
  const standing = await lockProtections(tx, rosterId, personId, from)
  const held = only === undefined ? standing : standing.filter(({ id }) => id === only)
  if (held.length === 0 && !mayBeGone) throw refuse('member-unknown', { month: from })
  await returnMonths(tx, rosterId, held, from, on)
  for (const protection of held)
    await shortenProtection(tx, { protection, rosterId, from, kind: 'ended', because, by })
}

async function returnMonths(
  tx: Tx,
  rosterId: string,
  held: readonly HeldProtection[],
  from: Month,
  on: PlainDate,
): Promise<void> {
  if (held.length === 0) return
  const protectionIds = held.map(({ id }) => id)
  await returnPromised(tx, { rosterId, protectionIds, from, on, key: randomUUID() })
}

export type EndingMany = Omit<Ending, 'personId' | 'mayBeGone'> & {
  /** Left out: everybody. */
  readonly people?: readonly bigint[]
}

/** Ends everybody of a roster, or some of its people, before a month: they are paid for no longer. Who was ended. */
export async function endRoster(tx: Tx, ending: EndingMany): Promise<readonly bigint[]> {
  const { rosterId, from, on, people = null } = ending
  const protectionIds = await lockReaching(tx, rosterId, from, people)
  if (protectionIds.length === 0) return []
  await returnPromised(tx, { rosterId, protectionIds, from, on, key: randomUUID() })
  return shortenRoster(tx, ending, protectionIds)
}

/** The same protection once more from a month on, with another pay, as long as it was to last. */
async function goOn(
  tx: Tx,
  roster: RosterRow,
  personId: number,
  { begins, until, ground, first, past, pay, occupation_group }: HeldProtection,
  from: Month,
): Promise<void> {
  const start = begins > firstDayOf(from) ? (begins.slice(0, 7) as Month) : from
  const span = { from: start, until: until === null ? null : (until.slice(0, 7) as Month) }
  const wanted = {
    rosterId: roster.id,
    payerId: roster.payerId,
    segment: segmentOf(roster.kind),
    span,
    ground,
  }
  const member = {
    personId: BigInt(personId),
    pay,
    programmes: { first, end: past },
    occupationGroup: occupation_group,
  }
  const taken = await insertProtections(tx, wanted, [member])
  if (taken.size === 0) throw refuse('already-covered', {})
}
