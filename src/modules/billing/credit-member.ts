import { parseMonth } from '../../kernel/month.ts'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { getOpenRoster } from '../payers/queries.ts'
import type { CreditBody } from './contract.ts'
import { creditPerson } from './credit-person.ts'
import type { BillingDeps } from './run-bills.ts'

/** Stops paying for somebody of a roster and credits what was billed, as a user or the command line asks for it. */
export function creditMember(
  { db, book, calendar, clock }: BillingDeps,
  by: By,
  ask: CreditBody,
): Promise<{ readonly bills: number; readonly lines: number; readonly total: number }> {
  return act(db, by, 'bills.credit', async (tx) => {
    const roster = await getOpenRoster(tx, sightOf(by), ask.roster)
    const reason = scrubDigits(requireReason(ask.reason))
    const from = parseMonth('from', ask.from)
    const done = await creditPerson(
      tx,
      { book, calendar, today: clock.today() },
      {
        rosterId: roster.id,
        personId: BigInt(ask.personId),
        from,
        why: ask.why,
        reason,
        changedBy: by.kind === 'user' ? by.actor.userId : 'system',
      },
    )
    await recordAct(tx, by, {
      action: 'bills.credit',
      subject: { kind: 'person', id: String(ask.personId) },
      region: roster.regionCode,
      reason,
      count: done.bills,
      details: { roster: roster.id, from, why: ask.why },
    })
    return { bills: done.bills, lines: done.lines, total: rupiahToJson(done.total) }
  })
}
