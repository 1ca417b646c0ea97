import { sql } from 'kysely'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import type { BankTrouble, TargetState } from './payments.ts'
import type { Subject } from './subject.ts'

export type OutboundService = 'va-create' | 'va-delete' | 'qr-generate'

export type NewVirtualAccount = {
  readonly partner: string
  readonly serviceId: string
  readonly customerNo: string
  readonly trxId: string
  readonly subject: Subject
  readonly isClosedAmount: boolean
  readonly amount: Rupiah | null
  readonly expiresAt: Date
  readonly askedAt: Date
}

/** The next running number of virtual accounts; one that a lost transaction took is not given again. */
export async function nextVirtualAccountNumber(tx: Tx): Promise<bigint> {
  const { rows } = await sql<{
    running: bigint
  }>`select nextval('virtual_account_numbers') as running`.execute(tx)
  return rows[0]?.running ?? 0n
}

/** Throws on `one_open_virtual_account_per_bill_and_bank` and `a_virtual_account_number_is_given_once`. */
export async function insertVirtualAccount(tx: Tx, va: NewVirtualAccount): Promise<string> {
  const { subject } = va
  const { rows } = await sql<{ id: string }>`
    insert into virtual_accounts (partner, service_id, customer_no, trx_id, payer_id, bill_id, account_path, name, is_closed_amount, amount,
      state, expires_at, asked_at, organisation_id, region_code)
    values (${va.partner}, ${va.serviceId}, ${va.customerNo}, ${va.trxId}, ${subject.payerId}, ${subject.billId}, ${subject.path},
      ${subject.name}, ${va.isClosedAmount}, ${va.amount}, 'asked', ${va.expiresAt}, ${va.askedAt}, ${subject.organisationId},
      ${subject.regionCode})
    returning id`.execute(tx)
  return rows[0]?.id ?? ''
}

export type NewQrCode = {
  readonly partner: string
  readonly partnerReferenceNo: string
  readonly subject: Subject
  readonly amount: Rupiah
  readonly expiresAt: Date
  readonly askedAt: Date
}

export async function insertQrCode(tx: Tx, qr: NewQrCode): Promise<string> {
  const { subject } = qr
  const { rows } = await sql<{ id: string }>`
    insert into qr_codes (partner, partner_reference_no, payer_id, bill_id, account_path, name, amount, state, expires_at, asked_at,
      organisation_id, region_code)
    values (${qr.partner}, ${qr.partnerReferenceNo}, ${subject.payerId}, ${subject.billId}, ${subject.path}, ${subject.name}, ${qr.amount},
      'asked', ${qr.expiresAt}, ${qr.askedAt}, ${subject.organisationId}, ${subject.regionCode})
    returning id`.execute(tx)
  return rows[0]?.id ?? ''
}

export type NewOutboundCall = {
  readonly partner: string
  readonly service: OutboundService
  readonly virtualAccountId?: string
  readonly qrCodeId?: string
  readonly sentAt: Date
  /** When it is asked about again unless an answer has come. */
  readonly nextTryAt: Date
  readonly organisationId: string | null
  readonly regionCode: bigint
}

/** Written before the bank is asked: a call that nobody remembers could never be settled. */
export async function insertOutboundCall(tx: Tx, call: NewOutboundCall): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into outbound_calls (partner, service, virtual_account_id, qr_code_id, state, attempt_count, sent_at, next_try_at, organisation_id,
      region_code)
    values (${call.partner}, ${call.service}, ${call.virtualAccountId ?? null}, ${call.qrCodeId ?? null}, 'sent', 1, ${call.sentAt},
      ${call.nextTryAt}, ${call.organisationId}, ${call.regionCode})
    returning id`.execute(tx)
  return rows[0]?.id ?? ''
}

export type CallSettlement =
  | {
      readonly state: 'answered' | 'refused' | 'gave-up'
      readonly responseCode: string | null
      readonly at: Date
    }
  | {
      readonly state: 'unknown'
      readonly trouble: BankTrouble
      readonly responseCode: string | null
      readonly nextTryAt: Date
    }

export async function markOutboundCall(tx: Tx, id: string, settlement: CallSettlement): Promise<void> {
  const isOpen = settlement.state === 'unknown'
  await sql`
    update outbound_calls set state = ${settlement.state}, response_code = ${settlement.responseCode},
      trouble = ${isOpen ? settlement.trouble : null}, settled_at = ${isOpen ? null : settlement.at},
      next_try_at = ${isOpen ? settlement.nextTryAt : null}
    where id = ${id} and state in ('sent', 'unknown')`.execute(tx)
}

/** The bank has said yes: from asked to open. What was paid or cancelled meanwhile stays so. */
export async function markVirtualAccountOpen(tx: Tx, id: string): Promise<void> {
  await sql`update virtual_accounts set state = 'open' where id = ${id} and state = 'asked'`.execute(tx)
}

export async function markQrCodeOpen(
  tx: Tx,
  id: string,
  { referenceNo, payload }: { readonly referenceNo: string; readonly payload: string },
): Promise<void> {
  await sql`
    update qr_codes set reference_no = ${referenceNo}, payload = ${payload}, state = case state when 'asked' then 'open' else state end
    where id = ${id} and reference_no is null`.execute(tx)
}

/** Gives a number that has not ended another last day or an amount; null leaves as it is. False where the amount is not its own. */
export async function markChanged(
  tx: Tx,
  id: string,
  change: { readonly expiresAt: Date | null; readonly amount: Rupiah | null },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update virtual_accounts set expires_at = coalesce(${change.expiresAt}::timestamptz, expires_at),
      amount = coalesce(${change.amount}::bigint, amount)
    where id = ${id} and state in ('asked', 'open') and (${change.amount}::bigint is null or amount is not null)`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

/** Ends what is asked or open. Says whether there was any. */
export async function markTargetEnded(
  tx: Tx,
  kind: 'virtual_accounts' | 'qr_codes',
  id: string,
  end: {
    readonly state: Extract<TargetState, 'cancelled' | 'refused'>
    readonly because: string
    readonly at: Date
  },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update ${sql.table(kind)} set state = ${end.state}, ended_at = ${end.at}, ended_because = ${end.because}
    where id = ${id} and state in ('asked', 'open')`.execute(tx)
  return numAffectedRows === 1n
}

/** Ends the numbers of bills that are paid or cancelled by now, and has their banks told. Says how many. */
export async function markEndedByBills(tx: Tx, now: Date): Promise<number> {
  const over = sql`(b.paid + b.credited >= b.total)`
  const { numAffectedRows } = await sql`
    with ended as (
      update virtual_accounts v set state = 'cancelled', ended_at = ${now},
        ended_because = case when b.credited = b.total then 'bill-cancelled' else 'bill-paid' end
      from bills b where b.id = v.bill_id and v.state in ('asked', 'open') and ${over}
      returning v.id),
    ended_codes as (
      update qr_codes q set state = 'cancelled', ended_at = ${now},
        ended_because = case when b.credited = b.total then 'bill-cancelled' else 'bill-paid' end
      from bills b where b.id = q.bill_id and q.state in ('asked', 'open') and ${over})
    insert into outbox (topic, payload) select 'delete-virtual-account', jsonb_build_object('id', id) from ended`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0n)
}

/** Ends the number of a bill at a bank whose last day is over, so that another may be made. */
export async function markExpired(tx: Tx, billId: string, partner: string, now: Date): Promise<void> {
  await sql`
    update virtual_accounts set state = 'cancelled', ended_at = ${now}, ended_because = 'expired'
    where bill_id = ${billId} and partner = ${partner} and state in ('asked', 'open') and expires_at < ${now}`.execute(
    tx,
  )
}

/** What a bank is told after the transaction that decided it. */
export type OutboxTopic = 'delete-virtual-account' | 'update-virtual-account' | 'cancel-qr-code'

/** An effect to be sent after this transaction, at least once. */
export async function insertOutbox(
  tx: Tx,
  topic: OutboxTopic,
  payload: { readonly id: string },
): Promise<void> {
  await sql`insert into outbox (topic, payload) values (${topic}, ${JSON.stringify(payload)}::jsonb)`.execute(
    tx,
  )
}

export type OutboxRow = {
  readonly id: bigint
  readonly topic: OutboxTopic
  readonly attemptCount: number
  readonly targetId: string
}

/** Takes effects that are due and puts them off by a backoff, so that a sender that dies leaves them for the next. */
export async function takeOutbox(tx: Tx, now: Date, limit: number): Promise<OutboxRow[]> {
  const { rows } = await sql<{ id: bigint; topic: OutboxTopic; attempt_count: number; target: string }>`
    update outbox set attempt_count = attempt_count + 1,
      next_try_at = ${now}::timestamptz + make_interval(mins => least(power(2, least(attempt_count, 8)), 240)::integer)
    where id in (select id from outbox where sent_at is null and next_try_at <= ${now} order by next_try_at, id limit ${limit}
      for update skip locked)
    returning id, topic, attempt_count, payload ->> 'id' as target`.execute(tx)
  return rows.map(({ id, topic, attempt_count, target }) => ({
    ...{ id, topic, attemptCount: attempt_count, targetId: target },
  }))
}

export async function markSent(tx: Tx, id: bigint, at: Date): Promise<void> {
  await sql`update outbox set sent_at = ${at} where id = ${id}`.execute(tx)
}

export type UndecidedCall = {
  readonly id: string
  readonly partner: string
  readonly service: OutboundService
  readonly virtualAccountId: string | null
  readonly qrCodeId: string | null
  readonly attemptCount: number
}

/** Takes calls whose outcome nobody knows and that are due, and puts them off, so that two servers do not ask about the same. */
export async function takeUndecided(
  tx: Tx,
  now: Date,
  limit: number,
  isAll: boolean,
): Promise<UndecidedCall[]> {
  const { rows } = await sql<{
    id: string
    partner: string
    service: OutboundService
    virtual_account_id: string | null
    qr_code_id: string | null
    attempt_count: number
  }>`
    update outbound_calls set state = 'unknown', attempt_count = attempt_count + 1,
      next_try_at = ${now}::timestamptz + make_interval(mins => least(power(2, least(attempt_count, 8)), 240)::integer)
    where id in (select id from outbound_calls where next_try_at <= ${isAll ? 'infinity' : now} order by next_try_at limit ${limit}
      for update skip locked)
    returning id, partner, service, virtual_account_id, qr_code_id, attempt_count`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    partner: row.partner,
    service: row.service,
    virtualAccountId: row.virtual_account_id,
    qrCodeId: row.qr_code_id,
    attemptCount: row.attempt_count,
  }))
}
