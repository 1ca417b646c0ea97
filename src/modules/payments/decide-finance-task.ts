import { isUuid } from '../../kernel/uuid.ts'
import { sql } from 'kysely'
import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, recordAct, requireReason, sightOf, type By, type Sight, doerKey } from '../access/act.ts'
import { receiveForBill } from '../billing/pay-bill.ts'
import { bankWorld, suspenseOf } from '../ledger/ledger.ts'
import { postEntry } from '../ledger/post-entry.ts'
import type { PaymentDeps } from './payment-deps.ts'
import type { TaskKind, TaskState } from './payments.ts'
import { getSubject, type SubjectWish } from './subject.ts'

/** What a person decides about money that nobody has placed, or about a contradiction. */
export type TaskDecision =
  | ({ readonly kind: 'place' } & SubjectWish)
  /** Back to where it came from; the transfer itself is made at the bank. */
  | { readonly kind: 'refund' }
  /** Looked at and settled outside; only where no money waits. */
  | { readonly kind: 'note' }

type LockedTask = {
  readonly id: string
  readonly kind: TaskKind
  readonly partner: string
  readonly amount: bigint | null
  readonly state: TaskState
  readonly region_code: bigint | null
}

/** Decides a finance task once, for a reason, and moves its money out of suspense in the same transaction. */
export function decideFinanceTask(
  { db, clock }: Pick<PaymentDeps, 'db' | 'clock'>,
  by: By,
  { id, decision, reason }: { readonly id: string; readonly decision: TaskDecision; readonly reason: string },
): Promise<{ readonly state: Exclude<TaskState, 'open'> }> {
  return act(db, by, 'payments.settle', async (tx) => {
    const task = await lockTask(tx, sightOf(by), id)
    if (!task) throw refuse('finance-task-unknown', {})
    const because = scrubDigits(requireReason(reason))
    if (task.state !== 'open') throw refuse('finance-task-decided', {})
    const isMoney = task.kind === 'misplaced' && task.amount !== null
    if (isMoney && decision.kind === 'note') throw refuse('finance-task-holds-money', {})
    if (!isMoney && decision.kind !== 'note') throw refuse('finance-task-without-money', {})
    const state = ({ place: 'placed', refund: 'refunded', note: 'noted' } as const)[decision.kind]
    const entryId = decision.kind === 'note' ? null : await moveMoney(tx, by, task, decision, clock.today())
    await sql`
      update finance_tasks set state = ${state}, decided_at = ${clock.now()}, decided_by = ${doerKey(by)}, decided_because = ${because},
        entry_id = ${entryId}
      where id = ${task.id}`.execute(tx)
    await recordAct(tx, by, {
      action: 'payments.settle',
      subject: { kind: 'finance-task', id: task.id },
      reason: because,
      details: { decision: decision.kind },
    })
    return { state }
  })
}

async function moveMoney(
  tx: Tx,
  by: By,
  task: LockedTask,
  decision: Extract<TaskDecision, { readonly kind: 'place' | 'refund' }>,
  effectiveOn: ReturnType<PaymentDeps['clock']['today']>,
): Promise<bigint> {
  const from = suspenseOf(task.partner)
  const amount = task.amount ?? 0n
  const key = `finance-task/${task.id}`
  const cause = { kind: 'finance-task', id: task.id }
  if (decision.kind === 'refund') {
    const transfers = [{ from, to: bankWorld(task.partner), amount }] as const
    return (await postEntry(tx, { kind: 'refund', effectiveOn, key, cause, transfers })).entryId
  }
  const { kind: _kind, ...wish } = decision
  const subject = await getSubject(tx, sightOf(by), wish)
  if (subject.billId !== null) {
    return (await receiveForBill(tx, { billId: subject.billId, amount, from, effectiveOn, key, cause }))
      .entryId
  }
  const transfers = [{ from, to: subject.path, amount }] as const
  return (await postEntry(tx, { kind: 'suspense-placed', effectiveOn, key, cause, transfers })).entryId
}

/** Locks a task within sight: of two who decide at once the second finds it decided. */
async function lockTask(
  tx: Tx,
  { first, last, organisationId }: Sight,
  id: string,
): Promise<LockedTask | undefined> {
  if (!isUuid(id)) return undefined
  const { rows } = await sql<LockedTask>`
    select id, kind, partner, amount, state, region_code from finance_tasks
    where id = ${id} and (coalesce(region_code, 0) between ${first} and ${last} or organisation_id = ${organisationId})
    for no key update`.execute(tx)
  return rows[0]
}
