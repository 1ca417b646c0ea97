import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { receiveForBill } from '../billing/pay-bill.ts'
import { bankWorld, feesOf, suspenseOf } from '../ledger/ledger.ts'
import { postEntry } from '../ledger/post-entry.ts'
import type { BankDeps } from '../payments/create-virtual-account.ts'
import { openStatementTask } from '../payments/open-statement-task.ts'
import { actAtBank, doerOf } from './bank-act.ts'
import { findBillPaidBy, findPaymentEntry } from './match-queries.ts'
import { findLine, type StatementLine } from './queries.ts'
import { lockPartner, markIgnored, markLinked } from './store.ts'

export type LineWish = { readonly id: string; readonly reason: string }
export type LinkWish = LineWish & { readonly service: string; readonly key: string }

/** Says that a line is no business of ours; why stands beside it for ever. */
export function ignoreLine(deps: BankDeps, by: By, wish: LineWish): Promise<void> {
  return decideLine(deps, by, 'statements.ignore', wish, async (tx, line, decision) => {
    await markIgnored(tx, { id: line.id, ...decision })
  })
}

/** Says which booked payment a line is. Refuses one of another amount, and one that stands in another line. */
export function linkLine(deps: BankDeps, by: By, wish: LinkWish): Promise<void> {
  return decideLine(deps, by, 'statements.link', wish, async (tx, line, decision) => {
    const payment = { service: wish.service, key: wish.key }
    const found = await findPaymentEntry(tx, { ...payment, partner: line.partner })
    if (!found || line.side !== 'credit') throw refuse('statement-line-unfit', { because: 'unknown' })
    if (found.isStated) throw refuse('statement-line-unfit', { because: 'other-line' })
    if (found.amount !== line.amount) throw refuse('statement-line-unfit', { because: 'other-amount' })
    await markLinked(tx, { id: line.id, ...decision }, { entryId: found.entryId, payment })
  })
}

/**
 * Books a line that nobody told of. Money in that pays a bill exactly goes there, as its notice would have, and a late one
 * is then told that the bill is paid; other money in waits in suspense until somebody places it; money out was the bank's fee. The line's own number is the key,
 * so it is booked once whoever decides.
 */
export function bookLine(deps: BankDeps, by: By, wish: LineWish): Promise<void> {
  return decideLine(deps, by, 'statements.book', wish, async (tx, line, decision) => {
    const billId = await findBillPaidBy(tx, line)
    const entryId = billId === null ? await postLine(tx, line) : await payBill(tx, line, billId)
    await markLinked(tx, { id: line.id, ...decision }, { entryId, payment: null })
    if (billId === null && line.side === 'credit')
      await openStatementTask(tx, { ...line, openedAt: decision.at })
  })
}

/** What every entry of a line bears: its own number is the key. */
const entryOf = ({ id, on }: StatementLine) => ({
  effectiveOn: on,
  key: `statement-line/${String(id)}`,
  cause: { kind: 'statement-line', id: String(id) },
})

async function payBill(tx: Tx, line: StatementLine, billId: string): Promise<bigint> {
  const from = bankWorld(line.partner)
  const { entryId } = await receiveForBill(tx, { ...entryOf(line), billId, amount: line.amount, from })
  return entryId
}

async function postLine(tx: Tx, line: StatementLine): Promise<bigint> {
  const { partner, amount, side } = line
  const isIn = side === 'credit'
  const { entryId } = await postEntry(tx, {
    ...entryOf(line),
    kind: isIn ? 'suspense-received' : 'bank-fee',
    transfers: [
      isIn
        ? { from: bankWorld(partner), to: suspenseOf(partner), amount }
        : { from: feesOf(partner), to: bankWorld(partner), amount },
    ],
  })
  return entryId
}

type DecisionFacts = { readonly reason: string; readonly by: string; readonly at: Date }

/** Finds the line within reach, lets one at a time decide about it, and writes down who did. */
async function decideLine(
  { db, clock }: BankDeps,
  by: By,
  action: string,
  { id, reason }: LineWish,
  work: (tx: Tx, line: StatementLine, decision: DecisionFacts) => Promise<void>,
): Promise<void> {
  await actAtBank(db, by, action, async (tx) => {
    const line = await lockLine(tx, by, id)
    const why = requireReason(reason)
    requireOpen(line)
    await work(tx, line, { reason: why, by: doerOf(by), at: clock.now() })
    await recordAct(tx, by, { action, subject: { kind: 'statement-line', id: String(line.id) }, reason: why })
  })
}

async function lockLine(tx: Tx, by: By, id: string): Promise<StatementLine> {
  const seen = await findLine(tx, sightOf(by), id)
  if (!seen) throw refuse('statement-line-unknown', {})
  // Of two who decide, or decide while lines are matched, the second reads what the first did.
  await lockPartner(tx, seen.partner)
  const line = await findLine(tx, sightOf(by), id)
  if (!line) throw refuse('statement-line-unknown', {})
  return line
}

function requireOpen({ state }: StatementLine): void {
  if (state !== 'open') throw refuse('statement-line-decided', {})
}

/** A line within reach that stands for nothing yet, for a command of another module that knows what it is; nobody else decides about it meanwhile. */
export async function lockOpenLine(tx: Tx, by: By, id: string): Promise<StatementLine> {
  const line = await lockLine(tx, by, id)
  requireOpen(line)
  return line
}

/** Says that a line locked by `lockOpenLine` stands for an entry. */
export async function linkLineTo(
  tx: Tx,
  { id }: StatementLine,
  entryId: bigint,
  decision: { readonly by: string; readonly at: Date },
): Promise<void> {
  await markLinked(tx, { id, reason: null, ...decision }, { entryId, payment: null })
}
