import { createHash, randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { parsePlainDate, type PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import { decryptField, encryptField } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { act, doerKey, organisationOf, recordAct, sightOf, type By } from '../access/act.ts'
import { throughMatching } from '../people/matching-gate.ts'
import { recordKpj, type ToldKpj } from '../people/record-kpj.ts'
import { insertResult, listFreed, markApplied, markDiscarded, writeAnswers } from './answer-store.ts'
import { NEEDS_LOOK, type AnswerChange, type DecidedAnswers } from './decide-answers.ts'
import { matchResult } from './match-result.ts'
import { readResult, type ReadRow } from './read-result.ts'
import { getResult, findSealedAnswers, wasApplied, type SubmissionResult } from './result-queries.ts'
import { retryClash } from './retry-clash.ts'
import { requireWhole } from './send-submission.ts'
import { requireStateFor, type Submission } from './submissions.ts'

export type ResultDeps = Deps & { readonly ring: KeyRing }
export type ResultFile = {
  /** The submission that it answers. */
  readonly id: string
  readonly fileName: string
  readonly bytes: Buffer
  /** When BPJS Ketenagakerjaan told; today unless given. */
  readonly on?: string | undefined
}

export const LARGEST_RESULT_BYTES = 16_777_216
const MOST_REMARKS = 1_000
const sealedAt = (id: string) => ({ table: 'submission_results', column: 'sealed', rowId: id }) as const

/** Reads a result in and tells what it would change, row by row; nothing of it is written to people until it is applied. */
export async function keepResult(
  { db, clock, ring }: ResultDeps,
  by: By,
  file: ResultFile,
): Promise<SubmissionResult> {
  const { bytes } = file
  if (bytes.length > LARGEST_RESULT_BYTES)
    throw refuse('file-beyond-limit', { limit: 'fileBytes', most: LARGEST_RESULT_BYTES })
  // Nobody has a file read for a submission that is not his.
  await act(db, by, 'submissions.answer', (tx) => requireWhole(tx, by, file.id))
  const rows = await readResult(bytes, clock.today())
  const sha256 = createHash('sha256').update(bytes).digest()
  return act(db, by, 'submissions.answer', async (tx) => {
    const submission = await requireWhole(tx, by, file.id)
    requireStateFor('answer', submission)
    const toldOn = dayOf(submission, file.on, clock.today())
    const isAgain = await wasApplied(tx, submission.id, sha256)
    const decided = await decide(tx, ring, by, { submission, rows, isAgain })
    const id = randomUUID()
    await insertResult(tx, {
      ...{ id, sha256, toldOn, submissionId: submission.id, rowCount: rows.length, counts: decided.counts },
      remarks: remarksOf(decided),
      // Only its last part, and no number in it that could be a person's.
      fileName:
        basename(file.fileName)
          .replaceAll(/\d{11,}/g, '•')
          .slice(0, 200) || 'hasil',
      sealed: encryptField(ring, sealedAt(id), JSON.stringify(rows)),
      readBy: doerKey(by),
      now: clock.now(),
    })
    await recordAct(tx, by, entryOf('submissions.read-result', submission, rows.length))
    return getResult(tx, id)
  })
}

function dayOf({ sentOn }: Submission, on: string | undefined, today: PlainDate): PlainDate {
  const day = on === undefined || on === '' ? today : parsePlainDate('on', on)
  if (day > today || (sentOn !== null && day < sentOn)) throw refuse('submission-day-unfit', { on: day })
  return day
}

function decide(
  tx: Tx,
  ring: KeyRing,
  by: By,
  {
    submission,
    rows,
    isAgain,
  }: { readonly submission: Submission; readonly rows: readonly ReadRow[]; readonly isAgain: boolean },
): Promise<DecidedAnswers> {
  return throughMatching(tx, () =>
    matchResult(tx, ring, rows, { submissionId: submission.id, sight: sightOf(by), isAgain }),
  )
}

/** Corrections and rows that somebody should look at. */
function remarksOf({ rows }: DecidedAnswers) {
  return rows.filter(({ told }) => told === 'corrected' || NEEDS_LOOK.has(told)).slice(0, MOST_REMARKS)
}

/**
 * Applies a result that was read, all of it in one transaction: cut off in the middle nothing of it stays, and it can be applied again. What
 * it changes is decided anew, since others may have answered meanwhile. Of two who apply at once the second finds what the first did.
 */
export function applyResult(deps: ResultDeps, by: By, resultId: string): Promise<SubmissionResult> {
  return retryClash(() => applyOnce(deps, by, resultId))
}

function applyOnce({ db, clock, ring }: ResultDeps, by: By, resultId: string) {
  return act(db, by, 'submissions.answer', async (tx) => {
    const result = await getResult(tx, resultId)
    const submission = await requireWhole(tx, by, result.submissionId)
    requireStateFor('answer', submission)
    const sealed = await findSealedAnswers(tx, result.id)
    if (sealed === null) throw refuse('submission-result-ended', {})
    // What was encrypted for this row is what keepResult wrote.
    const rows = JSON.parse(decryptField(ring, sealedAt(result.id), sealed)) as ReadRow[]
    // Asked behind the lock: another copy of this file may have been applied while we waited.
    const { isAgain } = await getResult(tx, result.id)
    const decided = await decide(tx, ring, by, { submission, rows, isAgain })
    await write(tx, { ring, by, result, changes: decided.changes, now: clock.now() })
    await markApplied(tx, {
      ...{ id: result.id, counts: decided.counts, remarks: remarksOf(decided) },
      ...{ by: doerKey(by), now: clock.now() },
    })
    await recordAct(tx, by, {
      ...entryOf('submissions.answer', submission, decided.changes.length),
      details: { number: submission.number, rows: rows.length, toldOn: result.toldOn },
    })
    return getResult(tx, result.id)
  })
}

type Writing = {
  readonly ring: KeyRing
  readonly by: By
  readonly result: SubmissionResult
  readonly changes: readonly AnswerChange[]
  readonly now: Date
}

async function write(tx: Tx, { ring, by, result, changes, now }: Writing): Promise<void> {
  const { id: resultId, submissionId, toldOn } = result
  const freed = await throughMatching(tx, async () => {
    await writeAnswers(tx, { submissionId, resultId, toldOn, now }, changes)
    return listFreed(
      tx,
      changes.flatMap(({ personId, answer }) => (answer.kind === 'rejected' ? [personId] : [])),
    )
  })
  const told = changes.flatMap(({ personId, answer, before }): ToldKpj[] => {
    if (answer.kind === 'member') return [{ personId, kpj: answer.kpj }]
    if (before.kpjIndex === null || !freed.has(personId)) return []
    return [{ personId, kpj: null, takenBack: Buffer.from(before.kpjIndex, 'hex') }]
  })
  await recordKpj(tx, ring, { told, organisationId: organisationOf(by), now })
}

/** Throws a result away that was read and not applied. */
export function discardResult({ db }: Pick<Deps, 'db'>, by: By, resultId: string): Promise<void> {
  return act(db, by, 'submissions.answer', async (tx) => {
    const result = await getResult(tx, resultId)
    const submission = await requireWhole(tx, by, result.submissionId)
    if ((await findSealedAnswers(tx, result.id)) === null) throw refuse('submission-result-ended', {})
    await markDiscarded(tx, result.id)
    await recordAct(tx, by, entryOf('submissions.discard-result', submission, result.rowCount))
  })
}

function entryOf(action: string, { id, number, regionCode }: Submission, count: number) {
  return {
    action,
    subject: { kind: 'submission', id },
    region: regionCode,
    count,
    details: { number },
  } as const
}
