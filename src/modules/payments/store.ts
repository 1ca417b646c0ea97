import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import type { CallOutcome, TaskKind, TaskReason } from './payments.ts'
import type { SnapAnswer } from './snap-answer.ts'

export async function insertSnapToken(
  tx: Tx,
  token: {
    readonly hash: Buffer
    readonly partner: string
    readonly issuedAt: Date
    readonly expiresAt: Date
  },
): Promise<void> {
  await sql`
    with over as (delete from snap_tokens where expires_at < ${token.issuedAt})
    insert into snap_tokens (token_hash, partner, issued_at, expires_at)
    values (${token.hash}, ${token.partner}, ${token.issuedAt}, ${token.expiresAt})`.execute(tx)
}

export type InboundService = 'va-inquiry' | 'va-payment' | 'qr-notify'

/** What a call was about, when it names something of ours. */
export type CallTarget = {
  readonly virtualAccountId?: string
  readonly qrCodeId?: string
  readonly organisationId: string | null
  readonly regionCode: number
}

export type NewInboundCall = {
  readonly partner: string
  readonly service: InboundService
  readonly onDay: PlainDate
  readonly externalId: string
  /** False for a call that was not proven to be the partner's. */
  readonly isClaimed: boolean
  readonly answer: SnapAnswer
  readonly outcome: CallOutcome
  readonly bodyHash: Buffer
  readonly paymentKey?: string
  readonly isRetry?: boolean
  readonly amount?: Rupiah
  readonly target?: CallTarget | null
}

/** Writes a call down with its answer. Throws on `a_partner_uses_an_external_id_once_a_day`. */
export async function insertInboundCall(tx: Tx, call: NewInboundCall): Promise<void> {
  await callInsert(call).execute(tx)
}

function callInsert(call: NewInboundCall) {
  const { target, answer } = call
  return sql`
    insert into inbound_calls (partner, service, on_day, external_id, is_claimed, response_code, answer, outcome, payment_key, is_retry,
      amount, body_hash, virtual_account_id, qr_code_id, organisation_id, region_code)
    values (${call.partner}, ${call.service}, ${call.onDay}, ${call.externalId}, ${call.isClaimed}, ${answer.responseCode},
      ${answer.text}, ${call.outcome}, ${call.paymentKey ?? null}, ${call.isRetry ?? false}, ${call.amount ?? null}, ${call.bodyHash},
      ${target?.virtualAccountId ?? null}, ${target?.qrCodeId ?? null}, ${target?.organisationId ?? null}, ${target?.regionCode ?? null})`
}

export type NewInboundPayment = {
  readonly partner: string
  readonly service: 'va-payment' | 'qr-notify'
  readonly key: string
  readonly businessHash: Buffer
  readonly amount: Rupiah
  readonly paidAt: Date
  readonly effectiveOn: PlainDate
  readonly entryId: bigint
  readonly outcome: 'bill' | 'purse' | 'suspense'
  readonly answer: SnapAnswer
  readonly learntBy: 'notice' | 'query'
  readonly referenceNo: string | null
  readonly target: CallTarget
  /** The virtual account or QR code has done its work. */
  readonly ends: boolean
}

/**
 * Ends the booking of a payment: the payment with its answer, the call that told of it, and the end of a number that takes one payment
 * only. One round trip. Throws on `a_payment_is_booked_once` and on `a_partner_uses_an_external_id_once_a_day`.
 */
export async function insertPayment(
  tx: Tx,
  payment: NewInboundPayment,
  call: NewInboundCall | null,
): Promise<void> {
  const { target, answer } = payment
  const table = sql.table(target.qrCodeId === undefined ? 'virtual_accounts' : 'qr_codes')
  const told = call ? sql`told as (${callInsert(call)}),` : sql``
  const ended = payment.ends
    ? sql`ended as (update ${table} set state = 'paid', ended_at = ${payment.paidAt}, ended_because = 'paid'
        where id = ${target.virtualAccountId ?? target.qrCodeId} and state in ('asked', 'open')),`
    : sql``
  await sql`
    with ${told} ${ended} one as (select 1)
    insert into inbound_payments (partner, service, payment_key, business_hash, amount, paid_at, effective_on, entry_id, outcome,
      response_code, answer, learnt_by, reference_no, virtual_account_id, qr_code_id, organisation_id, region_code)
    values (${payment.partner}, ${payment.service}, ${payment.key}, ${payment.businessHash}, ${payment.amount}, ${payment.paidAt},
      ${payment.effectiveOn}, ${payment.entryId}, ${payment.outcome}, ${answer.responseCode}, ${answer.text}, ${payment.learntBy},
      ${payment.referenceNo}, ${target.virtualAccountId ?? null}, ${target.qrCodeId ?? null}, ${target.organisationId},
      ${target.regionCode})`.execute(tx)
}

export type NewFinanceTask = {
  readonly kind: TaskKind
  readonly partner: string
  readonly because: TaskReason
  readonly amount?: Rupiah
  readonly payment?: { readonly service: string; readonly key: string }
  readonly billId?: string | null
  readonly target?: CallTarget | null
  readonly openedAt: Date
}

/** Opens a task, unless the same one was opened before. */
export async function insertFinanceTask(tx: Tx, task: NewFinanceTask): Promise<void> {
  const { target, payment } = task
  await sql`
    insert into finance_tasks (kind, partner, amount, because, payment_service, payment_key, virtual_account_id, qr_code_id, bill_id,
      state, opened_at, organisation_id, region_code)
    values (${task.kind}, ${task.partner}, ${task.amount ?? null}, ${task.because}, ${payment?.service ?? null}, ${payment?.key ?? null},
      ${target?.virtualAccountId ?? null}, ${target?.qrCodeId ?? null}, ${task.billId ?? null}, 'open', ${task.openedAt},
      ${target?.organisationId ?? null}, ${target?.regionCode ?? null})
    on conflict on constraint one_task_per_reason do nothing`.execute(tx)
}
