import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import { isUuid } from '../../kernel/uuid.ts'
import type { Queryable, Tx } from '../../platform/db.ts'
import { type Told } from './submissions.ts'

export type ResultState = 'read' | 'applied' | 'discarded'

/** A file in which BPJS Ketenagakerjaan answered, without what it says of people. */
export type SubmissionResult = {
  readonly id: string
  readonly submissionId: string
  readonly submissionNumber: string
  readonly fileName: string
  readonly state: ResultState
  readonly toldOn: PlainDate
  readonly rowCount: number
  readonly isAgain: boolean
  readonly counts: Readonly<Record<Told, number>>
  readonly remarks: readonly { readonly row: number; readonly told: Told }[]
  readonly readAt: Date
}

const SHOWN = sql`
  select e.id, e.submission_id as "submissionId", s.number as "submissionNumber", e.file_name as "fileName", e.state,
    e.told_on as "toldOn", e.row_count as "rowCount", e.counts, e.remarks, e.read_at as "readAt",
    exists (select from submission_results f where f.submission_id = e.submission_id and f.file_sha256 = e.file_sha256
      and f.id <> e.id and f.state = 'applied' and f.applied_at <= coalesce(e.applied_at, 'infinity')) as "isAgain"
  from submission_results e join submissions s on s.id = e.submission_id`

/** A result that this scope sees; refuses `submission-result-unknown`. */
export async function getResult(db: Queryable, id: string): Promise<SubmissionResult> {
  if (!isUuid(id)) throw refuse('submission-result-unknown', {})
  const { rows } = await sql<SubmissionResult>`${SHOWN} where e.id = ${id}`.execute(db)
  if (!rows[0]) throw refuse('submission-result-unknown', {})
  return rows[0]
}

/** The results of a submission that were applied or wait to be, the newest first. */
export async function listResults(db: Queryable, submissionId: string): Promise<readonly SubmissionResult[]> {
  const { rows } = await sql<SubmissionResult>`
    ${SHOWN} where e.submission_id = ${submissionId} and e.state <> 'discarded' order by e.read_at desc, e.id limit 50`.execute(
    db,
  )
  return rows
}

/** What was read, encrypted; null when it was applied or discarded. Its submission is locked before, so nobody else decides about it. */
export async function findSealedAnswers(tx: Tx, id: string): Promise<Buffer | null> {
  const { rows } = await sql<{ sealed: Buffer | null }>`
    select sealed from submission_results where id = ${id}`.execute(tx)
  return rows[0]?.sealed ?? null
}

export async function wasApplied(tx: Tx, submissionId: string, sha256: Buffer): Promise<boolean> {
  const { rows } = await sql`
    select from submission_results where submission_id = ${submissionId} and file_sha256 = ${sha256} and state = 'applied' limit 1`.execute(
    tx,
  )
  return rows.length > 0
}
