import { sql, type RawBuilder } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Tx } from '../../platform/db.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import type { LeavingPerson } from '../people/export-layouts.ts'
import { listStandingRows, openLeaving } from '../people/leaving-people.ts'
import { throughMatching } from '../people/matching-gate.ts'
import { type RejectionReason } from './submissions.ts'

/** Somebody of a submission in clear, on his way into a file. */
export type LeavingSubmitted = {
  readonly person: LeavingPerson
  readonly personId: bigint
  /** How many months BPJS Ketenagakerjaan is paid for at once, at most a year; 1 when his stretch has no end. */
  readonly monthCount: number
  readonly reason: RejectionReason | null
  readonly reasonText: string | null
}

/** People of submissions in clear, in an order that the query gives: `m` is `submission_people`, and its condition says who may be asked for. */
export async function openSubmitted(
  tx: Tx,
  ring: KeyRing,
  {
    where,
    order,
    on,
  }: { readonly where: RawBuilder<unknown>; readonly order: RawBuilder<unknown>; readonly on: PlainDate },
): Promise<readonly LeavingSubmitted[]> {
  const { rows } = await sql<{
    person_id: bigint
    month_count: number
    reason: RejectionReason | null
    reason_text: string | null
  }>`
    select m.person_id, m.reason, m.reason_text, case when upper_inf(m.months) then 1 else least(12,
      (extract(year from age(upper(m.months), lower(m.months))) * 12 + extract(month from age(upper(m.months), lower(m.months)))))::integer
      end as month_count
    from submission_people m where ${where} order by ${order}`.execute(tx)
  const people = await throughMatching(tx, async () =>
    openLeaving(
      tx,
      ring,
      await listStandingRows(
        tx,
        rows.map((row) => row.person_id),
      ),
      { table: 'people', on },
    ),
  )
  return rows.flatMap((row, index) => {
    const person = people[index]
    return person
      ? [
          {
            person,
            personId: row.person_id,
            monthCount: row.month_count,
            reason: row.reason,
            reasonText: row.reason_text,
          },
        ]
      : []
  })
}
