import { throughGate } from '../access/scope.ts'
import { askToCancelQr, askToDeleteVa, askToUpdateVa } from './ask-bank.ts'
import type { BankReply } from './bank-line.ts'
import type { BankDeps } from './create-virtual-account.ts'
import { verdictOf } from './settle-outbound.ts'
import { findAskableQr, findAskableVa } from './target-queries.ts'
import { markEndedByBills, markSent, takeOutbox, type OutboxTopic } from './target-store.ts'

const AT_ONCE = 50

/**
 * Sends effects that were written with what caused them: numbers that changed (28), numbers that are to end (31) and codes that are to end
 * (77). Each is sent at least once; a bank that has no such number any more has done it.
 */
export async function sendOutbox(
  deps: BankDeps,
): Promise<{ readonly sent: number; readonly failed: number }> {
  const rows = await throughGate(deps.db, 'system', (tx) => takeOutbox(tx, deps.clock.now(), AT_ONCE))
  let sent = 0
  for (const { id, topic, targetId } of rows) {
    if (!(await TELLERS[topic](deps, targetId))) continue
    await throughGate(deps.db, 'system', (tx) => markSent(tx, id, deps.clock.now()))
    sent += 1
  }
  return { sent, failed: rows.length - sent }
}

/** Whether the bank has heard it. */
const TELLERS: Readonly<Record<OutboxTopic, (deps: BankDeps, id: string) => Promise<boolean>>> = {
  'delete-virtual-account': (deps, id) => tellOfVa(deps, id, '31', askToDeleteVa),
  'update-virtual-account': (deps, id) => tellOfVa(deps, id, '28', askToUpdateVa),
  'cancel-qr-code': cancelAtAcquirer,
}

async function tellOfVa(
  deps: BankDeps,
  id: string,
  service: '28' | '31',
  ask: typeof askToUpdateVa,
): Promise<boolean> {
  const va = await throughGate(deps.db, 'system', (tx) => findAskableVa(tx, id))
  const partner = deps.partners.find((each) => each.id === va?.partner)
  if (!va || !partner) return false
  // A number that has ended meanwhile has nothing to be changed; that it ended is told by itself.
  if (service === '28' && va.state !== 'asked' && va.state !== 'open') return true
  return isHeard(await ask(deps.lines, partner, va), service)
}

async function cancelAtAcquirer(deps: BankDeps, id: string): Promise<boolean> {
  const qr = await throughGate(deps.db, 'system', (tx) => findAskableQr(tx, id))
  const partner = deps.partners.find((each) => each.id === qr?.partner)
  if (!qr || !partner) return false
  // Without the acquirer's name of it nobody has seen the code, and it ends with its last day.
  if (qr.referenceNo === null) return true
  const { referenceNo, partnerReferenceNo } = qr
  return isHeard(await askToCancelQr(deps.lines, partner, { referenceNo, partnerReferenceNo }), '77')
}

function isHeard(reply: BankReply, service: '28' | '31' | '77'): boolean {
  const isDone = (code: string) => code === `200${service}00` || code.startsWith('404')
  return verdictOf(reply, isDone).verdict === 'done'
}

/** Ends the numbers of bills that were paid elsewhere or cancelled, so that nobody pays twice. Says how many virtual accounts. */
export function endNumbersOfBills({ db, clock }: BankDeps): Promise<number> {
  return throughGate(db, 'system', (tx) => markEndedByBills(tx, clock.now()))
}
