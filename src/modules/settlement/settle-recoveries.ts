import { refuse, Refusal } from '../../kernel/refusal.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { total, type Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { recordAct, sightOf, type By } from '../access/act.ts'
import { bankWorld, BPJS_OWED, codeAccount, type Transfer } from '../ledger/ledger.ts'
import { openAccount } from '../ledger/open-accounts.ts'
import { postEntry } from '../ledger/post-entry.ts'
import { actAtBank, doerOf } from '../statements/bank-act.ts'
import { linkLineTo, lockOpenLine } from '../statements/decide-line.ts'
import type { StatementLine } from '../statements/queries.ts'
import {
  insertReturns,
  lockRecoveries,
  markSetOff,
  wasReturned,
  type LockedRecovery,
  type NewReturn,
} from './recovery-store.ts'
import { decideReturn, spreadReturn, type ReturnShare } from './settlement.ts'
import { lockCode, lockSettlement } from './store.ts'

/** Where money of credit notes comes back from. */
export type ReturnSource =
  | {
      readonly way: 'bank'
      readonly partner: string
      readonly on: PlainDate
      /** As the receipt names it. */
      readonly reference: string
      readonly sha256?: string | undefined
    }
  /** A line of a bank's statement that stands for nothing yet: it says the bank, the day and how much. */
  | { readonly way: 'line'; readonly line: string }
  | { readonly way: 'code'; readonly code: string }

export type ReturnWish = {
  readonly recoveries: readonly string[]
  /** All of what they have left, unless given. */
  readonly amount?: Rupiah | undefined
  readonly source: ReturnSource
}

/** What was found out about the source: how it is written down, how much it brings, and what of a code is still to be paid. */
type Told = Pick<NewReturn, 'way' | 'code' | 'partner' | 'returnedOn' | 'reference' | 'sha256'> & {
  readonly brings: Rupiah | null
  readonly codeLeft: Rupiah | null
  readonly line: StatementLine | null
}

/**
 * Takes money back that BPJS Ketenagakerjaan had been paid and that was credited to its payers since: each share goes to the purse its
 * months had been paid from. What a kode iuran sets off is not paid with it. Refuses more than is to come back, a receipt or code that has
 * brought it back before, and a second settling of the same.
 */
export function settleRecoveries(
  { db, clock }: Deps,
  by: By,
  wish: ReturnWish,
): Promise<{ readonly amount: Rupiah; readonly recoveries: number }> {
  return actAtBank(db, by, 'settlement.recover', async (tx) => {
    await lockSettlement(tx)
    const recoveries = await lockRecoveries(tx, sightOf(by), wish.recoveries)
    if (recoveries.length !== new Set(wish.recoveries).size) throw refuse('recovery-unknown', {})
    const told = await tell(tx, by, wish.source, clock.today())
    const amount = told.brings ?? wish.amount ?? total(recoveries.map(({ left }) => left))
    await requireFit(tx, recoveries, amount, told)
    const shares = spreadReturn(recoveries, amount)
    const entryId = await bookReturn(tx, told, amount, shares)
    const who = { recordedAt: clock.now(), recordedBy: doerOf(by) }
    await insertReturns(tx, { ...told, entryId, ...who }, shares)
    if (told.line) await linkLineTo(tx, told.line, entryId, { by: who.recordedBy, at: who.recordedAt })
    await recordAct(tx, by, {
      action: 'settlement.recover',
      subject: { kind: 'bpjs-recovery', id: shares[0]?.recovery.id ?? '' },
      count: shares.length,
      details: { way: told.way, bank: told.partner ?? '', code: told.code ?? '', on: told.returnedOn },
    })
    return { amount, recoveries: shares.length }
  })
}

async function tell(tx: Tx, by: By, source: ReturnSource, today: PlainDate): Promise<Told> {
  const nothing = { code: null, partner: null, reference: null, sha256: null }
  if (source.way === 'code') {
    const locked = await lockCode(tx, sightOf(by), source.code)
    if (!locked) throw refuse('contribution-code-unknown', {})
    const { code, state, amount, setOff } = locked
    if (state !== 'billed') throw refuse('contribution-code-settled', { code, state })
    return {
      ...nothing,
      ...{ way: 'code', code, returnedOn: today, brings: null, codeLeft: amount - setOff, line: null },
    }
  }
  if (source.way === 'line') {
    const line = await lockOpenLine(tx, by, source.line)
    if (line.side !== 'credit') throw refuse('statement-line-unfit', { because: 'unknown' })
    const reference = line.reference ?? `mutasi ${String(line.id)}`
    return {
      ...nothing,
      ...{ way: 'bank', partner: line.partner, returnedOn: line.on, reference },
      ...{ brings: line.amount, codeLeft: null, line },
    }
  }
  const { partner, on, sha256 = '' } = source
  const reference = source.reference.trim()
  if (reference === '') throw refuse('value-missing', { field: 'reference' })
  if (on > today) throw refuse('paid-on-in-future', { on })
  return {
    ...nothing,
    ...{ way: 'bank', partner, returnedOn: on, reference, brings: null, codeLeft: null, line: null },
    sha256: sha256 === '' ? null : Buffer.from(sha256, 'hex'),
  }
}

async function requireFit(
  tx: Tx,
  recoveries: readonly LockedRecovery[],
  amount: Rupiah,
  told: Told,
): Promise<void> {
  const ids = recoveries.map(({ id }) => id)
  if (await wasReturned(tx, ids, told))
    throw refuse('recovery-return-known', { reference: told.reference ?? told.code ?? '' })
  const refusal = decideReturn(recoveries, amount, told.codeLeft)
  if (refusal) throw new Refusal(refusal)
}

/** Through a bank the money passes the account of what is owed to BPJS Ketenagakerjaan, so that it is no new gift of the payer. */
async function bookReturn(
  tx: Tx,
  { code, partner, returnedOn, reference, line }: Told,
  amount: Rupiah,
  shares: readonly ReturnShare<LockedRecovery>[],
): Promise<bigint> {
  const from = code === null ? BPJS_OWED : codeAccount(code)
  const ofBank = partner === null ? [] : [{ from: bankWorld(partner), to: BPJS_OWED, amount }]
  const [head, ...tail] = [
    ...ofBank,
    ...shares.map((share): Transfer => ({ from, to: share.recovery.path, amount: share.amount })),
  ]
  const first = shares[0]?.recovery.id
  if (!head || first === undefined) throw new RangeError('money that comes back for nobody')
  if (partner !== null) await openAccount(tx, { path: bankWorld(partner), kind: 'world' })
  if (code !== null) await markSetOff(tx, code, amount)
  const { entryId } = await postEntry(tx, {
    kind: 'adjustment',
    effectiveOn: returnedOn,
    key: line
      ? `statement-line/${String(line.id)}`
      : `recovery/${first}/${code ?? `${partner ?? ''}/${reference ?? ''}`}`,
    cause: { kind: 'bpjs-recovery', id: first },
    transfers: [head, ...tail],
  })
  return entryId
}
