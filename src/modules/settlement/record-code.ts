import { randomUUID } from 'node:crypto'
import type { Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { Refusal, refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { WorkCalendar } from '../../kernel/working-days.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Tx } from '../../platform/db.ts'
import type { LawBook } from '../../rules/law-book.ts'
import { recordAct, sightOf, type By } from '../access/act.ts'
import { dueOnOf } from '../billing/billing.ts'
import { BPJS_OWED, codeAccount } from '../ledger/ledger.ts'
import { openAccount } from '../ledger/open-accounts.ts'
import { postEntry } from '../ledger/post-entry.ts'
import { findAccount } from '../ledger/queries.ts'
import { actAtBank, doerOf, ownerOf } from '../statements/bank-act.ts'
import { findCodePayer, findOwed, isCodeKnown } from './queries.ts'
import { decideCode, type CodeSource, type ProgrammeSplit } from './settlement.ts'
import { insertCode, lockSettlement } from './store.ts'

/** What settlement needs beside what every command needs: the law says when a code without a day of its own is due. */
export type SettlementDeps = Deps & { readonly book: LawBook; readonly calendar: WorkCalendar }

export type CodeWish = {
  readonly code: string
  readonly month: Month
  readonly amount: Rupiah
  readonly split: ProgrammeSplit
  readonly source: CodeSource
  /** Left out for a code of several payers. */
  readonly payerId?: string | undefined
  /** As the code says; as the bills it pays, or the law, unless given. */
  readonly dueOn?: PlainDate | undefined
}

/**
 * Records a kode iuran and binds its money: from what is owed to the account of the code. Refuses more than was collected and is not
 * bound yet, of that payer and month when the code names one.
 */
export function recordCode(
  { db, clock, book, calendar }: SettlementDeps,
  by: By,
  wish: CodeWish,
): Promise<{ readonly code: string; readonly dueOn: PlainDate }> {
  return actAtBank(db, by, 'settlement.record', async (tx) => {
    await lockSettlement(tx)
    const { payer, ofPayer, facts } = await factsOf(tx, by, wish)
    const refusal = decideCode(wish, facts)
    if (refusal) throw new Refusal(refusal)
    const { code, month, amount, split, source } = wish
    const dueOn = wish.dueOn ?? ofPayer?.dueOn ?? dueOnOf('PU', month, book, calendar)
    const entryId = await bindMoney(tx, wish, clock.today())
    await insertCode(tx, {
      ...{ id: randomUUID(), code, month, amount, split, source, dueOn, entryId, payerId: payer?.id ?? null },
      ...{ recordedAt: clock.now(), recordedBy: doerOf(by) },
      ...(payer ? { organisationId: payer.organisationId, regionCode: payer.regionCode } : ownerOf(by)),
    })
    await recordAct(tx, by, { action: 'settlement.record', subject: { kind: 'contribution-code', id: code } })
    return { code, dueOn }
  })
}

/** What the decision about a code depends on: of its payer and month, or of everybody. */
async function factsOf(tx: Tx, by: By, { code, month, payerId }: CodeWish) {
  const isKnown = await isCodeKnown(tx, code)
  if (payerId === undefined) {
    const owed = (await findAccount(tx, BPJS_OWED))?.balance ?? 0n
    return { payer: null, ofPayer: null, facts: { isKnown, owed } }
  }
  const payer = await findCodePayer(tx, sightOf(by), payerId)
  if (!payer) throw refuse('payer-unknown', {})
  const ofPayer = await findOwed(tx, payer.id, month)
  return { payer, ofPayer, facts: { isKnown, owed: ofPayer?.owed ?? 0n } }
}

async function bindMoney(tx: Tx, { code, amount }: CodeWish, effectiveOn: PlainDate): Promise<bigint> {
  await openAccount(tx, { path: codeAccount(code), kind: 'code' })
  const { entryId } = await postEntry(tx, {
    kind: 'code-billed',
    effectiveOn,
    key: `contribution-code/${code}/billed`,
    cause: { kind: 'contribution-code', id: code },
    transfers: [{ from: BPJS_OWED, to: codeAccount(code), amount }],
  })
  return entryId
}
