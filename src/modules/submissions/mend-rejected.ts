import type { Deps } from '../../platform/deps.ts'
import { refuse } from '../../kernel/refusal.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, doerKey, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { getSubmission } from './queries.ts'
import { markMended } from './store.ts'

/**
 * Says that rejected people are in order now though nothing in their records changed, as when the record of BPJS Ketenagakerjaan or of
 * Dukcapil was wrong; the next submission takes them. Whose record changed needs no such word.
 */
export function mendRejected(
  { db, clock }: Deps,
  by: By,
  {
    id,
    people,
    reason,
  }: { readonly id: string; readonly people: readonly number[]; readonly reason: string },
): Promise<{ readonly mended: number }> {
  return act(db, by, 'submissions.mend', async (tx) => {
    const submission = await getSubmission(tx, sightOf(by), id)
    const why = scrubDigits(requireReason(reason))
    const mended = await markMended(tx, {
      sight: sightOf(by),
      submissionId: submission.id,
      people: people.map(BigInt),
      by: doerKey(by),
      now: clock.now(),
    })
    if (mended === 0) throw refuse('nobody-to-mend', {})
    await recordAct(tx, by, {
      action: 'submissions.mend',
      subject: { kind: 'submission', id: submission.id },
      reason: why,
      count: mended,
      details: { number: submission.number },
    })
    return { mended }
  })
}
