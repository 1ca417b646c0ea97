import type { Tx } from '../../platform/db.ts'
import {
  listNamedTargets,
  listUnstatedFlows,
  listUnstatedPayments,
  type FoundPayment,
  type NamedTarget,
} from './match-queries.ts'
import { listOpenLines, type StatementLine } from './queries.ts'
import { decideFlow, decideMatch, numbersIn, type Side } from './statements.ts'
import { lockPartner, markMatched, type LineVerdict } from './store.ts'

/** The number of an account or code that was paid without a word to us: the bank is asked about it. */
export type UntoldTarget = { readonly kind: 'account' | 'code'; readonly id: string }

export type Matched = {
  readonly linked: number
  readonly open: number
  readonly untold: readonly UntoldTarget[]
}

const AT_ONCE = 20_000
/** No reference of an acquirer is shorter, and words of a sentence are. */
const SHORTEST_REFERENCE = 8

/** Compares the open lines of a bank with what was booked and stands in no line yet, and writes down what it finds. */
export async function matchOpenLines(tx: Tx, partner: string, by: string, at: Date): Promise<Matched> {
  await lockPartner(tx, partner)
  const lines = await listOpenLines(tx, partner, AT_ONCE)
  const ofSide = (side: Side) => lines.filter((line) => line.side === side)
  const credits = ofSide('credit')
  const verdicts = [
    ...(await matchReturns(tx, partner, credits, await matchCredits(tx, partner, credits))),
    ...(await matchFlows(tx, partner, 'debit', ofSide('debit'))),
  ]
  await markMatched(tx, verdicts, by, at)
  const linked = verdicts.filter(({ entryId }) => entryId !== null).length
  const untold = verdicts.flatMap(({ because, virtualAccountId, qrCodeId }): UntoldTarget[] => {
    if (because !== 'never-told') return []
    if (virtualAccountId !== null) return [{ kind: 'account', id: virtualAccountId }]
    return qrCodeId === null ? [] : [{ kind: 'code', id: qrCodeId }]
  })
  return { linked, open: verdicts.length - linked, untold }
}

async function matchCredits(
  tx: Tx,
  partner: string,
  lines: readonly StatementLine[],
): Promise<LineVerdict[]> {
  if (lines.length === 0) return []
  const named = await targetsOf(tx, partner, lines)
  const targets = [...named.values()].flat()
  const payments = await listUnstatedPayments(tx, partner, {
    references: [...new Set(lines.flatMap(({ reference }) => reference ?? []))],
    accounts: idsOf(targets, 'account'),
    codes: idsOf(targets, 'code'),
  })
  const free = new Free(payments)
  return lines.map((line) => {
    const at = named.get(line.id) ?? []
    const byReference = line.reference === null ? [] : free.withReference(line.reference)
    const byTarget = at.flatMap(({ id }) => free.atTarget(id))
    const match = decideMatch(line, { byReference, byTarget, isTargetKnown: at.length > 0 })
    const payment = match.state === 'linked' ? match.payment : null
    if (payment) free.take(payment)
    return verdictOf(line, match.because, payment, at)
  })
}

/** Payments that no line has taken yet, by what a line can say of them. */
class Free {
  readonly #taken = new Set<FoundPayment>()
  readonly #byReference: ReadonlyMap<string, readonly FoundPayment[]>
  readonly #byTarget: ReadonlyMap<string, readonly FoundPayment[]>

  constructor(payments: readonly FoundPayment[]) {
    this.#byReference = Map.groupBy(payments, ({ referenceNo }) => referenceNo ?? '')
    this.#byTarget = Map.groupBy(
      payments,
      ({ virtualAccountId, qrCodeId }) => virtualAccountId ?? qrCodeId ?? '',
    )
  }

  withReference(reference: string): FoundPayment[] {
    return (this.#byReference.get(reference) ?? []).filter((payment) => !this.#taken.has(payment))
  }

  atTarget(id: string): FoundPayment[] {
    return (this.#byTarget.get(id) ?? []).filter((payment) => !this.#taken.has(payment))
  }

  take(payment: FoundPayment): void {
    this.#taken.add(payment)
  }
}

async function targetsOf(
  tx: Tx,
  partner: string,
  lines: readonly StatementLine[],
): Promise<ReadonlyMap<bigint, readonly NamedTarget[]>> {
  const textsOf = ({ description, reference }: StatementLine) => `${description} ${reference ?? ''}`
  const numbers = [...new Set(lines.flatMap((line) => numbersIn(textsOf(line))))]
  const words = [...new Set(lines.flatMap((line) => wordsIn(textsOf(line))))]
  const byText = new Map(
    (await listNamedTargets(tx, partner, numbers, words)).map((target) => [target.text, target]),
  )
  return new Map(
    lines.map((line) => {
      const texts = [...numbersIn(textsOf(line)), ...wordsIn(textsOf(line))]
      return [line.id, [...new Set(texts.flatMap((text) => byText.get(text) ?? []))]] as const
    }),
  )
}

function wordsIn(text: string): string[] {
  return text.split(/[\s,;/]+/).filter((word) => word.length >= SHORTEST_REFERENCE && word.length <= 64)
}

function idsOf(targets: readonly NamedTarget[], kind: NamedTarget['kind']): string[] {
  return [...new Set(targets.filter((target) => target.kind === kind).map(({ id }) => id))]
}

/** Lines of one side that no notice told of, compared with what was booked without one. */
async function matchFlows(
  tx: Tx,
  partner: string,
  side: Side,
  lines: readonly StatementLine[],
): Promise<LineVerdict[]> {
  if (lines.length === 0) return []
  const amounts = [...new Set(lines.map(({ amount }) => amount))]
  const byAmount = Map.groupBy(await listUnstatedFlows(tx, partner, side, amounts), ({ amount }) => amount)
  const taken = new Set<bigint>()
  return lines.map((line) => {
    const sameAmount = (byAmount.get(line.amount) ?? []).filter(({ entryId }) => !taken.has(entryId))
    const found = decideFlow(line, sameAmount)
    if (typeof found === 'string') return verdictOf(line, found, null, [])
    taken.add(found.flow.entryId)
    return { ...verdictOf(line, found.because, null, []), entryId: found.flow.entryId }
  })
}

/** Money in that names no number of ours may be what BPJS Ketenagakerjaan gave back. */
async function matchReturns(
  tx: Tx,
  partner: string,
  credits: readonly StatementLine[],
  verdicts: readonly LineVerdict[],
): Promise<LineVerdict[]> {
  const unknown = new Set(verdicts.filter(({ because }) => because === 'number-unknown').map(({ id }) => id))
  const found = await matchFlows(
    tx,
    partner,
    'credit',
    credits.filter(({ id }) => unknown.has(id)),
  )
  const better = new Map(
    found.filter(({ because }) => because !== 'no-counterpart').map((verdict) => [verdict.id, verdict]),
  )
  return verdicts.map((verdict) => better.get(verdict.id) ?? verdict)
}

function verdictOf(
  { id }: StatementLine,
  because: LineVerdict['because'],
  payment: FoundPayment | null,
  targets: readonly NamedTarget[],
): LineVerdict {
  const [only, more] = targets
  const target = more ? undefined : only
  return {
    ...{ id, because, entryId: payment?.entryId ?? null },
    payment: payment && { service: payment.service, key: payment.key },
    virtualAccountId: payment?.virtualAccountId ?? (target?.kind === 'account' ? target.id : null),
    qrCodeId: payment?.qrCodeId ?? (target?.kind === 'code' ? target.id : null),
  }
}
