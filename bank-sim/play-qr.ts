import type { BankQr } from './accounts.ts'
import type { BankAmount } from './amount.ts'
import type { Desk, Deposit } from './desk.ts'
import type { Step } from './play.ts'
import { refundPayment } from './snap-desk.ts'
import type { ScenarioName } from './scenarios.ts'

/** What can be done with a QR; every other scenario pays it. */
export async function playQr(
  desk: Desk,
  qr: BankQr,
  scenario: ScenarioName,
  amount?: BankAmount,
): Promise<Step[]> {
  const steps: Step[] = []
  const deposit: Deposit = { through: 'qr', target: qr.reference, amount: amount ?? qr.amount }
  if (scenario === 'statement-only') {
    await desk.take({ ...deposit, silent: true })
    return steps
  }
  const payment = await desk.take(deposit)
  const tell = async (change: Parameters<Desk['tell']>[1] = {}) => {
    const { status, code } = await desk.tell(payment, change)
    steps.push({ what: 'qr-notify', status, code })
  }
  if (scenario === 'qr-pending-then-paid') await tell({ qrStatus: '03' })
  if (scenario === 'fifty-times') await Promise.all(Array.from({ length: 50 }, () => tell()))
  else await tell()
  if (scenario === 'retry-advice') await tell()
  if (scenario === 'refund') await refundPayment(desk, payment, payment.amount)
  return steps
}
