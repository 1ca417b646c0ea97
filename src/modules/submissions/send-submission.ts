import { parsePlainDate, type PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, doerKey, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { getSubmission } from './queries.ts'
import { lockSubmission, markSent, markWithdrawn } from './store.ts'
import { requireStateFor, type Submission } from './submissions.ts'

/** Marks a draft as sent on a day. From then on it is answered, and cannot be taken back. */
export function sendSubmission(
  { db, clock }: Deps,
  by: By,
  { id, on }: { readonly id: string; readonly on?: string | undefined },
): Promise<{ readonly on: PlainDate }> {
  return act(db, by, 'submissions.write', async (tx) => {
    const submission = await requireWhole(tx, by, id)
    requireStateFor('send', submission)
    const today = clock.today()
    const day = on === undefined ? today : parsePlainDate('on', on)
    if (day > today) throw refuse('submission-day-unfit', { on: day })
    await markSent(tx, { id: submission.id, on: day, by: doerKey(by), now: clock.now() })
    await recordAct(tx, by, {
      action: 'submissions.send',
      subject: { kind: 'submission', id: submission.id },
      region: submission.regionCode,
      count: submission.peopleCount,
      details: { number: submission.number, on: day },
    })
    return { on: day }
  })
}

/** Takes a draft back before it is sent; its people can be gathered again. */
export function withdrawSubmission(
  { db, clock }: Deps,
  by: By,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<void> {
  return act(db, by, 'submissions.write', async (tx) => {
    const submission = await requireWhole(tx, by, id)
    const because = scrubDigits(requireReason(reason))
    requireStateFor('withdraw', submission)
    await markWithdrawn(tx, { id: submission.id, because, by: doerKey(by), now: clock.now() })
    await recordAct(tx, by, {
      action: 'submissions.withdraw',
      subject: { kind: 'submission', id: submission.id },
      region: submission.regionCode,
      reason: because,
      count: submission.peopleCount,
      details: { number: submission.number },
    })
  })
}

/** A submission of one's own reach, locked; who sees only some of its people does nothing with it. */
export async function requireWhole(tx: Tx, by: By, id: string): Promise<Submission> {
  const { id: found, isWhole } = await getSubmission(tx, sightOf(by), id)
  if (!isWhole) throw refuse('submission-unknown', {})
  await lockSubmission(tx, found)
  // Asked again: whoever held the lock before may have sent it.
  return getSubmission(tx, sightOf(by), found)
}
