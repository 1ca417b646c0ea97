import { throughGate } from '../access/scope.ts'
import { askToDeleteVa } from './ask-bank.ts'
import type { BankDeps } from './create-virtual-account.ts'
import { verdictOf } from './settle-outbound.ts'
import { findAskableVa } from './target-queries.ts'
import { markEndedByBills, markSent, takeOutbox } from './target-store.ts'

const AT_ONCE = 50

/**
 * Sends effects that were written with what caused them: numbers that are to end are taken out at their banks (31). Each is sent at
 * least once; a bank that has no such number any more has done it.
 */
export async function sendOutbox(
  deps: BankDeps,
): Promise<{ readonly sent: number; readonly failed: number }> {
  const rows = await throughGate(deps.db, 'system', (tx) => takeOutbox(tx, deps.clock.now(), AT_ONCE))
  let sent = 0
  for (const { id, targetId } of rows) {
    if (!(await deleteAtBank(deps, targetId))) continue
    await throughGate(deps.db, 'system', (tx) => markSent(tx, id, deps.clock.now()))
    sent += 1
  }
  return { sent, failed: rows.length - sent }
}

async function deleteAtBank(deps: BankDeps, id: string): Promise<boolean> {
  const va = await throughGate(deps.db, 'system', (tx) => findAskableVa(tx, id))
  const partner = deps.partners.find((each) => each.id === va?.partner)
  if (!va || !partner) return false
  const reply = await askToDeleteVa(deps.lines, partner, va)
  return verdictOf(reply, (code) => code === '2003100' || code.startsWith('404')).verdict === 'done'
}

/** Ends the numbers of bills that were paid elsewhere or cancelled, so that nobody pays twice. Says how many virtual accounts. */
export function endNumbersOfBills({ db, clock }: BankDeps): Promise<number> {
  return throughGate(db, 'system', (tx) => markEndedByBills(tx, clock.now()))
}
