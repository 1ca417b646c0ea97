import { throughGate } from '../access/scope.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { PaymentDeps } from './payment-deps.ts'
import type { CallOutcome } from './payments.ts'
import type { Tx } from '../../platform/db.ts'
import { findExternal, type Stored } from './queries.ts'
import { retryRaces } from './retry-races.ts'
import { snapAnswer, storedAnswer, type SnapAnswer } from './snap-answer.ts'
import type { ProvenCall } from './snap-call.ts'
import {
  insertFinanceTask,
  insertInboundCall,
  type CallTarget,
  type InboundService,
  type NewFinanceTask,
} from './store.ts'

/** What came of a proven call that booked nothing. */
export type CallResult = {
  readonly answer: SnapAnswer
  readonly outcome: CallOutcome
  readonly paymentKey?: string
  readonly amount?: Rupiah
  readonly isRetry?: boolean
  readonly target?: CallTarget | null
  /** A person has to look. */
  readonly task?: Pick<NewFinanceTask, 'kind' | 'because'>
}

/** An external id that the partner used before today: said so, or answered as then where the partner takes a conflict for a failure. */
export async function answerUsedExternal(
  tx: Tx,
  call: ProvenCall,
  service: InboundService,
  first: Stored,
): Promise<SnapAnswer> {
  const { partner, onDay, externalId, bodyHash } = call
  const answer = partner.inbound.replayOnSameExternalId
    ? storedAnswer(first.responseCode, first.text)
    : snapAnswer(service, 'conflict')
  await insertInboundCall(tx, {
    ...{ partner: partner.id, service, onDay, externalId, bodyHash, isClaimed: false },
    ...{ answer, outcome: 'external-id-used' },
  })
  return answer
}

/** Writes a proven call down with its answer, and gives the answer: that one, unless its external id was used before. */
export function recordCall(
  deps: PaymentDeps,
  call: ProvenCall,
  service: InboundService,
  { task, ...result }: CallResult,
): Promise<SnapAnswer> {
  const { partner, onDay, externalId, bodyHash } = call
  return retryRaces(() =>
    throughGate(deps.db, 'system', async (tx) => {
      const used = await findExternal(tx, { partner: partner.id, onDay, externalId })
      if (used) return answerUsedExternal(tx, call, service, used)
      await insertInboundCall(tx, {
        ...{ partner: partner.id, service, onDay, externalId, bodyHash, isClaimed: true },
        ...result,
      })
      if (task) {
        await insertFinanceTask(tx, {
          ...{ ...task, partner: partner.id, target: result.target ?? null, openedAt: deps.clock.now() },
          ...(result.paymentKey !== undefined && { payment: { service, key: result.paymentKey } }),
          ...(result.amount !== undefined && { amount: result.amount }),
        })
      }
      return result.answer
    }),
  )
}
