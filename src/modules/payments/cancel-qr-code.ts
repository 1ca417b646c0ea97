import { refuse } from '../../kernel/refusal.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import type { BankDeps } from './create-virtual-account.ts'
import { listQrCodes } from './list-queries.ts'
import { getPartner, type PaymentDeps } from './payment-deps.ts'
import type { TargetState } from './payments.ts'
import { checkQr } from './resolve-unknown.ts'
import { findAskableQr } from './target-queries.ts'
import { insertOutbox, markTargetEnded } from './target-store.ts'

const ONE = { limit: 1, offset: 0 }

/** Takes a code back, for a reason. What is paid with it from now on waits in suspense; its acquirer is told afterwards, as often as needed. */
export function cancelQrCode(
  { db, clock }: Pick<PaymentDeps, 'db' | 'clock'>,
  by: By,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<{ readonly state: 'cancelled' }> {
  return act(db, by, 'payments.create', async (tx) => {
    const [found] = await listQrCodes(tx, sightOf(by), {}, ONE, id)
    if (!found) throw refuse('qr-code-unknown', {})
    const because = scrubDigits(requireReason(reason))
    const end = { state: 'cancelled', because: 'by-hand', at: clock.now() } as const
    if (await markTargetEnded(tx, 'qr_codes', id, end)) await insertOutbox(tx, 'cancel-qr-code', { id })
    await recordAct(tx, by, { action: 'payments.cancel', subject: { kind: 'qr-code', id }, reason: because })
    return { state: 'cancelled' }
  })
}

/** Asks the acquirer what became of a code, and books a payment that it tells of and we did not know. */
export async function checkQrCode(
  deps: BankDeps,
  by: By,
  id: string,
): Promise<{ readonly bank: 'known' | 'unknown' | 'silent'; readonly state: TargetState }> {
  const qr = await act(deps.db, by, 'payments.create', async (tx) => {
    const [found] = await listQrCodes(tx, sightOf(by), {}, ONE, id)
    const askable = found ? await findAskableQr(tx, id) : null
    if (!askable) throw refuse('qr-code-unknown', {})
    await recordAct(tx, by, { action: 'payments.check', subject: { kind: 'qr-code', id } })
    return askable
  })
  const bank = await checkQr(deps, getPartner(deps, qr.partner), qr)
  const now = await throughGate(deps.db, 'system', (tx) => findAskableQr(tx, id))
  return { bank, state: now?.state ?? qr.state }
}
