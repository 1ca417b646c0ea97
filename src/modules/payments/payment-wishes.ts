import { addDays, parsePlainDate, type PlainDate } from '../../kernel/plain-date.ts'
import type { By } from '../access/act.ts'
import type { VirtualAccountChange } from './change-virtual-account.ts'
import type {
  ChangeVirtualAccountBody,
  CreateQrCodeBody,
  CreateVirtualAccountBody,
  SettleTaskBody,
} from './contract.ts'
import { createQrCode } from './create-qr-code.ts'
import { createVirtualAccount, type BankDeps } from './create-virtual-account.ts'
import type { TaskDecision } from './decide-finance-task.ts'
import { showQrCode, showVirtualAccount } from './show-payments.ts'
import type { SubjectWish } from './subject.ts'

const VA_DAYS = 30
const QR_DAYS = 1

/** Makes a virtual account as a contract's body asks for it, and tells its number. */
export async function makeVirtualAccount(deps: BankDeps, by: By, body: CreateVirtualAccountBody) {
  const { bank, amount, anyAmount, lastDay, reason } = body
  const made = await createVirtualAccount(deps, by, {
    ...{ bank, reason, ...subjectOf(body), lastDay: dayOf(deps, lastDay, VA_DAYS) },
    ...(amount !== undefined && { amount: BigInt(amount) }),
    ...(anyAmount !== undefined && { anyAmount }),
  })
  const { number } = await showVirtualAccount(deps, by, made.id)
  return { ...made, number }
}

/** Makes a QR code as a contract's body asks for it, and tells its payload when there is one. */
export async function makeQrCode(deps: BankDeps, by: By, body: CreateQrCodeBody) {
  const { bank, amount, lastDay, reason } = body
  const made = await createQrCode(deps, by, {
    ...{ bank, reason, ...subjectOf(body), lastDay: dayOf(deps, lastDay, QR_DAYS) },
    ...(amount !== undefined && { amount: BigInt(amount) }),
  })
  const { payload } = await showQrCode(deps, by, made.id)
  return { ...made, payload }
}

/** What a contract's body asks of an open number, typed. */
export function changeOf(
  id: string,
  { lastDay, amount, reason }: ChangeVirtualAccountBody,
): VirtualAccountChange {
  return {
    ...{ id, reason },
    ...(lastDay !== undefined && { lastDay: parsePlainDate('lastDay', lastDay) }),
    ...(amount !== undefined && { amount: BigInt(amount) }),
  }
}

export function taskDecisionOf(body: SettleTaskBody): TaskDecision {
  return body.decision === 'place' ? { kind: 'place', ...subjectOf(body) } : { kind: body.decision }
}

function subjectOf({ bill, payer, gift }: SubjectWish): SubjectWish {
  return {
    ...(bill !== undefined && { bill }),
    ...(payer !== undefined && { payer }),
    ...(gift !== undefined && { gift }),
  }
}

function dayOf({ clock }: BankDeps, given: string | undefined, dayCount: number): PlainDate {
  return given === undefined ? addDays(clock.today(), dayCount) : parsePlainDate('lastDay', given)
}
