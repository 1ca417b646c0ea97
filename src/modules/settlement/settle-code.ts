import { refuse } from '../../kernel/refusal.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Tx } from '../../platform/db.ts'
import { recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { bankWorld, BPJS_OWED, codeAccount } from '../ledger/ledger.ts'
import { openAccount } from '../ledger/open-accounts.ts'
import { postEntry } from '../ledger/post-entry.ts'
import { actAtBank, doerOf } from '../statements/bank-act.ts'
import { listSetOff, markTakenBack } from './recovery-store.ts'
import { lockCode, markCancelled, markPaid, type LockedCode } from './store.ts'

export type CodePayment = {
  readonly code: string
  /** The bank it was paid through. */
  readonly partner: string
  readonly paidOn: PlainDate
  /** As the receipt names it. */
  readonly reference: string
  /** Of the receipt's file, 64 hexadecimal digits. */
  readonly sha256?: string | undefined
}

/** Notes that a kode iuran was paid, with its proof, and lets the money go to the world outside through that bank. */
export function payCode({ db, clock }: Deps, by: By, payment: CodePayment): Promise<void> {
  const { code, partner, paidOn, reference, sha256 } = payment
  const proof = reference.trim()
  return settle({ db, clock }, by, 'settlement.pay', code, async (tx, locked) => {
    if (proof === '') throw refuse('value-missing', { field: 'reference' })
    if (paidOn > clock.today()) throw refuse('paid-on-in-future', { on: paidOn })
    await openAccount(tx, { path: bankWorld(partner), kind: 'world' })
    const { entryId } = await postEntry(tx, {
      kind: 'code-paid',
      effectiveOn: paidOn,
      key: `contribution-code/${code}/paid`,
      cause: { kind: 'contribution-code', id: code },
      // What was set off has gone back to purses already, and is not paid.
      transfers: [{ from: codeAccount(code), to: bankWorld(partner), amount: locked.amount - locked.setOff }],
    })
    const hash = sha256 === undefined || sha256 === '' ? null : Buffer.from(sha256, 'hex')
    await markPaid(tx, {
      id: locked.id,
      partner,
      paidOn,
      entryId,
      reference: proof,
      sha256: hash,
      by: doerOf(by),
    })
    await recordAct(tx, by, {
      action: 'settlement.pay',
      subject: { kind: 'contribution-code', id: code },
      details: { partner, paidOn },
    })
  })
}

/**
 * Gives up a kode iuran that was not paid: it ran out, or another took its place. Its money is owed again, with what it had set off, which
 * BPJS Ketenagakerjaan has to give back again: refuses `insufficient-funds` when a purse has spent that by now.
 */
export function cancelCode(
  { db, clock }: Deps,
  by: By,
  { code, reason }: { readonly code: string; readonly reason: string },
): Promise<void> {
  return settle({ db, clock }, by, 'settlement.cancel', code, async (tx, locked) => {
    const because = requireReason(reason)
    const taken = await listSetOff(tx, code)
    const { entryId } = await postEntry(tx, {
      kind: 'adjustment',
      effectiveOn: clock.today(),
      key: `contribution-code/${code}/cancelled`,
      cause: { kind: 'contribution-code', id: code },
      transfers: [
        { from: codeAccount(code), to: BPJS_OWED, amount: locked.amount - locked.setOff },
        ...taken.map(({ path, amount }) => ({ from: path, to: BPJS_OWED, amount })),
      ],
    })
    await markTakenBack(tx, code, entryId)
    await markCancelled(tx, { id: locked.id, entryId, because, by: doerOf(by), at: clock.now() })
    await recordAct(tx, by, {
      action: 'settlement.cancel',
      subject: { kind: 'contribution-code', id: code },
      reason: because,
    })
  })
}

function settle(
  { db }: Deps,
  by: By,
  action: string,
  code: string,
  work: (tx: Tx, locked: LockedCode) => Promise<void>,
): Promise<void> {
  return actAtBank(db, by, action, async (tx) => {
    const locked = await lockCode(tx, sightOf(by), code)
    if (!locked) throw refuse('contribution-code-unknown', {})
    if (locked.state !== 'billed') throw refuse('contribution-code-settled', { code, state: locked.state })
    await work(tx, locked)
  })
}
