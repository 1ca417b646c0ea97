import { firstDayOf, parseMonth, type Month } from '../../kernel/month.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import type { Tx } from '../../platform/db.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import type { ChangeMemberBody } from './contract.ts'
import { segmentOf } from './payers.ts'
import { getOpenRoster, type RosterRow } from './queries.ts'
import { insertProtections, lockProtections, shortenProtection, type HeldProtection } from './store.ts'

/**
 * Ends a member's protection before a month, or gives him another wage or income from that month on. What was billed is not touched: the
 * next run of those months makes the adjustment. Refuses somebody who is not covered from that month on (`member-unknown`).
 */
export async function changeMember(
  { db }: Deps,
  by: By,
  rosterId: string,
  ask: ChangeMemberBody,
): Promise<{ readonly changed: number }> {
  return act(db, by, 'rosters.write', async (tx) => {
    const roster = await getOpenRoster(tx, sightOf(by), rosterId)
    const reason = scrubDigits(requireReason(ask.reason))
    const from = parseMonth('from', ask.from)
    const held = await lockProtections(tx, roster.id, BigInt(ask.personId), from)
    if (held.length === 0) throw refuse('member-unknown', { month: from })
    const kind = ask.pay === undefined ? 'ended' : 'changed'
    const changedBy = by.kind === 'user' ? by.actor.userId : 'system'
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
  /** It is no error when nothing is left to end. */
  readonly mayBeGone: boolean
}

/** Ends somebody's protection in a roster before a month. Refuses somebody who is not covered then, unless he may be gone. */
export async function endProtections(tx: Tx, ending: Ending): Promise<void> {
  const { rosterId, personId, from, because, by, mayBeGone } = ending
  const held = await lockProtections(tx, rosterId, personId, from)
  if (held.length === 0 && !mayBeGone) throw refuse('member-unknown', { month: from })
  for (const protection of held)
    await shortenProtection(tx, { protection, rosterId, from, kind: 'ended', because, by })
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
