import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Tx } from '../../platform/db.ts'
import { jsonText } from '../../platform/json-text.ts'
import type { AnswerChange } from './decide-answers.ts'
import { type Told, stateOf } from './submissions.ts'

export type NewResult = {
  readonly id: string
  readonly submissionId: string
  readonly fileName: string
  readonly sha256: Buffer
  readonly toldOn: PlainDate
  readonly rowCount: number
  readonly counts: Readonly<Record<Told, number>>
  readonly remarks: readonly { readonly row: number; readonly told: Told }[]
  readonly sealed: Buffer
  readonly readBy: string
  readonly now: Date
}

/** Keeps a result that was read; what the same reader had waiting for this submission is discarded. */
export async function insertResult(tx: Tx, result: NewResult): Promise<void> {
  await sql`
    update submission_results set state = 'discarded', sealed = null
    where submission_id = ${result.submissionId} and state = 'read' and read_by = ${result.readBy}`.execute(
    tx,
  )
  await sql`
    insert into submission_results (id, submission_id, file_name, file_sha256, told_on, row_count, state, counts, remarks, sealed, read_at,
      read_by)
    values (${result.id}, ${result.submissionId}, ${result.fileName}, ${result.sha256}, ${result.toldOn}, ${result.rowCount}, 'read',
      ${jsonText(result.counts)}::jsonb, ${jsonText(result.remarks)}::jsonb, ${result.sealed}, ${result.now}, ${result.readBy})`.execute(
    tx,
  )
}

/** Ends a result with what it came to, which may differ from what was shown before. */
export async function markApplied(
  tx: Tx,
  {
    id,
    counts,
    remarks,
    by,
    now,
  }: Pick<NewResult, 'id' | 'counts' | 'remarks' | 'now'> & { readonly by: string },
): Promise<void> {
  await sql`
    update submission_results set state = 'applied', sealed = null, counts = ${jsonText(counts)}::jsonb,
      remarks = ${jsonText(remarks)}::jsonb, applied_at = ${now}, applied_by = ${by}
    where id = ${id}`.execute(tx)
}

export async function markDiscarded(tx: Tx, id: string): Promise<void> {
  await sql`update submission_results set state = 'discarded', sealed = null where id = ${id}`.execute(tx)
}

/** Results that nobody confirmed by then: what was read of people is not kept longer. How many. */
export async function discardStale(tx: Tx, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update submission_results set state = 'discarded', sealed = null
    where state = 'read' and read_at < ${before}`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

export type Answering = {
  readonly submissionId: string
  readonly resultId: string
  readonly toldOn: PlainDate
  readonly now: Date
}

/**
 * Writes answers with what stood there before, and the counts that follow from all rows. Only inside the gate `matching`: whoever has
 * another number now has it in every submission.
 */
export async function writeAnswers(
  tx: Tx,
  { submissionId, resultId, toldOn, now }: Answering,
  changes: readonly AnswerChange[],
): Promise<void> {
  if (changes.length === 0) return
  const answered = sql`
    unnest(${changes.map(({ personId }) => String(personId))}::bigint[], ${changes.map(({ answer }) => answer.kind)}::text[],
      ${changes.map(({ before }) => before.state)}::text[],
      ${changes.map(({ answer }) => (answer.kind === 'member' ? Buffer.from(answer.kpjIndex, 'hex') : null))}::bytea[],
      ${changes.map(({ answer }) => (answer.kind === 'rejected' ? answer.reason : null))}::text[],
      ${changes.map(({ answer }) => (answer.kind === 'rejected' ? answer.text : null))}::text[])
      as w (person_id, state, state_before, kpj_index, reason, reason_text)`
  await sql`
    insert into submission_answers (result_id, submission_id, person_id, state_before, state, kpj_index, reason, reason_text, told_on,
      recorded_at)
    select ${resultId}, ${submissionId}, w.person_id, w.state_before, w.state, w.kpj_index, w.reason, w.reason_text, ${toldOn}, ${now}
    from ${answered} order by w.person_id`.execute(tx)
  // First nobody who gets another number has his old one: two who had each other's may be corrected in one file.
  await sql`
    update submission_people m set kpj_index = sha256(('moving ' || m.person_id)::bytea)
    from ${answered} where m.person_id = w.person_id and m.state = 'member' and w.state = 'member'
      and m.kpj_index <> w.kpj_index`.execute(tx)
  await sql`
    update submission_people m set state = w.state, kpj_index = w.kpj_index, told_on = ${toldOn}, answered_at = ${now}, reason = w.reason,
      reason_text = w.reason_text, mended_at = null, mended_by = null
    from ${answered} where m.submission_id = ${submissionId} and m.person_id = w.person_id and w.state = 'rejected'`.execute(
    tx,
  )
  await sql`
    update submission_people m set state = 'member', kpj_index = w.kpj_index, told_on = ${toldOn}, answered_at = ${now}, reason = null,
      reason_text = null, mended_at = null, mended_by = null
    from ${answered} where m.submission_id = ${submissionId} and m.person_id = w.person_id and w.state = 'member'`.execute(
    tx,
  )
  await sql`
    update submission_people m set kpj_index = w.kpj_index
    from ${answered} where m.submission_id <> ${submissionId} and m.person_id = w.person_id and m.state = 'member'
      and w.state = 'member' and m.kpj_index <> w.kpj_index`.execute(tx)
  await recount(tx, submissionId)
}

async function recount(tx: Tx, id: string): Promise<void> {
  const { rows } = await sql<{ people: number; members: number; rejected: number }>`
    select count(*)::integer as people, (count(*) filter (where state = 'member'))::integer as members,
      (count(*) filter (where state = 'rejected'))::integer as rejected
    from submission_people where submission_id = ${id}`.execute(tx)
  const { people = 0, members = 0, rejected = 0 } = rows[0] ?? {}
  await sql`
    update submissions set state = ${stateOf(people, members + rejected)}, member_count = ${members}, rejected_count = ${rejected}
    where id = ${id}`.execute(tx)
}

/** Of people who lost a number by this answer: those whom no other submission says that it is theirs. */
export async function listFreed(tx: Tx, people: readonly bigint[]): Promise<ReadonlySet<bigint>> {
  const { rows } = await sql<{ id: bigint }>`
    select a.id from unnest(${people.map(String)}::bigint[]) as a (id)
    where not exists (select from submission_people m where m.person_id = a.id and m.state = 'member')`.execute(
    tx,
  )
  return new Set(rows.map(({ id }) => id))
}
