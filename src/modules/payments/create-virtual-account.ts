import { randomUUID } from 'node:crypto'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { askForVa } from './ask-bank.ts'
import type { BankLines } from './bank-line.ts'
import { getPartner, type PaymentDeps } from './payment-deps.ts'
import { customerNumber } from './payments.ts'
import type { Partner } from './partner.ts'
import { settleVaCreate } from './settle-outbound.ts'
import { getSubject, type Subject, type SubjectWish } from './subject.ts'
import {
  insertOutboundCall,
  insertVirtualAccount,
  markExpired,
  nextVirtualAccountNumber,
  type NewVirtualAccount,
} from './target-store.ts'
import { findOpenVaOfBill } from './target-queries.ts'

export type BankDeps = PaymentDeps & { readonly lines: BankLines }

export type VirtualAccountWish = SubjectWish & {
  readonly bank: string
  /** The payer chooses how much. A bill asks for what is open of it unless this is set; a purse takes any amount unless one is given. */
  readonly anyAmount?: boolean
  readonly amount?: Rupiah
  /** The last day on which money is taken. */
  readonly lastDay: PlainDate
  readonly reason: string
}

/** How long we wait for the first answer before the call counts as unknown. */
export const FIRST_DOUBT_MS = 120_000

/**
 * Has a bank take money at a new number. The number is ours and stored before the bank is asked, so a payment that is told of before
 * the bank has answered us finds it. Resolves when the bank has answered or its time is over; in doubt the account stays `asked` and a
 * job finds out.
 */
export async function createVirtualAccount(
  deps: BankDeps,
  by: By,
  wish: VirtualAccountWish,
): Promise<{ readonly id: string; readonly state: 'open' | 'asked' }> {
  const partner = getPartner(deps, wish.bank)
  const { va } = partner
  if (va === null) throw refuse('bank-unknown', { bank: wish.bank })
  const made = await act(deps.db, by, 'payments.create', async (tx) => {
    const subject = await getSubject(tx, sightOf(by), wish)
    const reason = scrubDigits(requireReason(wish.reason))
    const askedAt = deps.clock.now()
    if (subject.billId !== null) {
      await markExpired(tx, subject.billId, partner.id, askedAt)
      const open = await findOpenVaOfBill(tx, subject.billId, partner.id)
      if (open) throw refuse('virtual-account-open', { number: open })
    }
    const customerNo = customerNumber(await nextVirtualAccountNumber(tx), va.customerDigits)
    const account = accountOf(wish, subject, partner, { customerNo, askedAt })
    const id = await insertVirtualAccount(tx, account)
    const callId = await insertOutboundCall(tx, {
      ...{ partner: partner.id, service: 'va-create', virtualAccountId: id, sentAt: askedAt },
      nextTryAt: new Date(askedAt.getTime() + FIRST_DOUBT_MS),
      ...{ organisationId: subject.organisationId, regionCode: subject.regionCode },
    })
    await recordAct(tx, by, {
      action: 'payments.create',
      subject: { kind: 'virtual-account', id },
      reason,
      details: { bank: partner.id },
    })
    return { id, callId, account, owed: account.amount ?? (account.isClosedAmount ? subject.open : null) }
  })
  const reply = await askForVa(deps.lines, partner, {
    ...made.account,
    name: made.account.subject.name,
    amount: made.owed,
  })
  return settleVaCreate(deps, { ...made, partner, attemptCount: 1 }, reply)
}

function accountOf(
  wish: VirtualAccountWish,
  subject: Subject,
  { id, va }: Partner,
  given: { readonly customerNo: string; readonly askedAt: Date },
): NewVirtualAccount {
  const isOfBill = subject.billId !== null
  return {
    ...given,
    partner: id,
    serviceId: va?.partnerServiceId ?? '',
    trxId: randomUUID(),
    subject,
    isClosedAmount: isOfBill ? wish.anyAmount !== true : wish.amount !== undefined,
    amount: isOfBill ? null : (wish.amount ?? null),
    expiresAt: endOfDay(wish.lastDay),
  }
}

/** The last second of a civil day in Jakarta. */
export function endOfDay(day: PlainDate): Date {
  return new Date(`${day}T23:59:59+07:00`)
}
