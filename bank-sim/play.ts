import type { BankPayment } from './accounts.ts'
import type { BankAmount } from './amount.ts'
import { lastSecondOfMonthBefore, secondsFrom } from './bank-time.ts'
import type { Desk, Deposit } from './desk.ts'
import type { Answer } from './payung-line.ts'
import type { ScenarioName } from './scenarios.ts'

/** What somebody asked the simulator to do. */
export type Wish = {
  readonly scenario: ScenarioName
  readonly va: string
  /** The second virtual account of scenarios that need two; the same one unless given. */
  readonly other?: string
  /** What is paid on an open amount, or instead of what is owed. */
  readonly amount?: BankAmount
}

/** One call that was made, with what came back: the protocol of a scenario. */
export type Step = { readonly what: string; readonly status: number | null; readonly code: string | null }

type Play = (desk: Desk, wish: Wish, note: Note) => Promise<unknown>
type Note = (what: string, answer: Answer) => void

/** Plays one scenario on a virtual account; resolves to what was said on the line, in order. */
export async function playVa(desk: Desk, wish: Wish): Promise<Step[]> {
  const steps: Step[] = []
  await PLAYS[wish.scenario](desk, wish, (what, { status, code }) => {
    steps.push({ what, status, code })
  })
  return steps
}

const PLAYS: { readonly [Name in ScenarioName]: Play } = {
  exact: payAsAsked,
  'open-amount': payAsAsked,
  'other-amount': payAsAsked,
  expired: payAsAsked,
  'before-create-answer': payAsAsked,
  'wrong-certificate': payAsAsked,
  'qr-pending-then-paid': payAsAsked,
  refund: payAsAsked,
  async 'paid-already'(desk, wish, note) {
    const first = await payAsAsked(desk, wish, note)
    if (first !== null) note('payment', await desk.tell(await desk.take(depositOf(wish, first.amount))))
  },
  async 'unknown-va'(desk, wish, note) {
    const stranger = { ...wish, va: otherNumber(wish.va) }
    note('inquiry', (await desk.inquire(stranger.va)).answer)
    note('payment', await desk.tell(await desk.take(depositOf(stranger, wish.amount ?? 16_800n))))
  },
  async 'inquiry-only'(desk, wish, note) {
    note('inquiry', (await desk.inquire(wish.va)).answer)
  },
  async 'no-inquiry'(desk, wish, note) {
    const { owed } = await desk.inquire(wish.va)
    // The payer typed the amount himself: a payment with an id of its own, that no inquiry knew.
    note('payment', await desk.tell(await desk.take(depositOf(wish, wish.amount ?? owed ?? 1n))))
  },
  async 'fifty-times'(desk, wish, note) {
    const payment = await takeOwed(desk, wish, note)
    if (payment === null) return
    const answers = await Promise.all(Array.from({ length: 50 }, () => desk.tell(payment)))
    for (const answer of answers) note('payment', answer)
  },
  async 'retry-advice'(desk, wish, note) {
    const payment = await payAsAsked(desk, wish, note)
    if (payment !== null) note('payment', await desk.tell(payment, { advise: true }))
  },
  async 'same-external-id'(desk, wish, note) {
    const payment = await takeOwed(desk, wish, note)
    if (payment === null) return
    const externalId = `9${payment.reference.slice(1)}`
    note('payment', await desk.tell(payment, { externalId }))
    note('payment', await desk.tell(payment, { externalId }))
  },
  async 'same-request-other-amount'(desk, wish, note) {
    const payment = await payAsAsked(desk, wish, note)
    if (payment !== null) note('payment', await desk.tell(payment, { amount: payment.amount + 1_000n }))
  },
  async 'dropped-after-answer'(desk, wish, note) {
    const payment = await takeOwed(desk, wish, note)
    if (payment === null) return
    note('payment', await desk.tell(payment, { hangUp: true }))
    note('payment', await desk.tell(payment, { advise: true }))
  },
  async impatient(desk, wish, note) {
    const payment = await takeOwed(desk, wish, note)
    if (payment === null) return
    note('payment', await desk.tell(payment, { patienceMs: 1 }))
    note('payment', await desk.tell(payment, { advise: true }))
  },
  async 'month-end'(desk, wish, note) {
    const last = lastSecondOfMonthBefore(desk.now())
    for (const [va, paidAt] of [
      [wish.va, last],
      [wish.other ?? wish.va, secondsFrom(last, 1)],
    ] as const) {
      const payment = await takeOwed(desk, { ...wish, va }, note, { paidAt })
      if (payment !== null) note('payment', await desk.tell(payment))
    }
  },
  async 'reverse-order'(desk, wish, note) {
    const first = await takeOwed(desk, wish, note, { paidAt: secondsFrom(desk.now(), -60) })
    const second = await takeOwed(desk, { ...wish, va: wish.other ?? wish.va }, note)
    for (const payment of [second, first]) if (payment !== null) note('payment', await desk.tell(payment))
  },
  async 'cancelled-bill'(desk, wish, note) {
    // The bank asked while the bill was good, or kept the number: it pays without asking again.
    note('payment', await desk.tell(await desk.take(depositOf(wish, wish.amount ?? 16_800n))))
  },
  async 'token-expires'(desk, wish, note) {
    const payment = await takeOwed(desk, wish, note)
    if (payment === null) return
    note('payment', await desk.tell(payment, { token: 'habis' }))
    note('payment', await desk.tell(payment, { advise: true }))
  },
  async 'key-rotation'(desk, wish, note) {
    desk.line.useToken(await desk.line.askToken('own'))
    const payment = await takeOwed(desk, wish, note)
    desk.line.useToken(await desk.line.askToken('next'))
    if (payment !== null) note('payment', await desk.tell(payment))
  },
  async 'clock-off'(desk, wish, note) {
    const payment = await takeOwed(desk, wish, note)
    if (payment === null) return
    note('payment', await desk.tell(payment, { clockSeconds: -600 }))
    note('payment', await desk.tell(payment, { advise: true }))
  },
  async 'odd-body'(desk, wish, note) {
    const payment = await takeOwed(desk, wish, note)
    if (payment !== null) note('payment', await desk.tell(payment, { rewrite: oddText }))
  },
  async 'statement-only'(desk, wish, note) {
    await takeOwed(desk, wish, note, { silent: true })
    if (wish.other === undefined) return
    const leftOut = await takeOwed(desk, { ...wish, va: wish.other }, note, { leftOut: true })
    if (leftOut !== null) note('payment', await desk.tell(leftOut))
  },
  async 'half-open'(desk, wish, note) {
    const payment = await takeOwed(desk, wish, note)
    if (payment === null) return
    note('payment', await desk.tell(payment, { sentBytes: 40, patienceMs: 500 }))
    note('payment', await desk.tell(payment, { advise: true }))
  },
}

async function payAsAsked(desk: Desk, wish: Wish, note: Note): Promise<BankPayment | null> {
  const payment = await takeOwed(desk, wish, note)
  if (payment !== null) note('payment', await desk.tell(payment))
  return payment
}

/** Asks what is owed and takes it, or what the payer brings instead; null when Payung wants nothing there. */
async function takeOwed(
  desk: Desk,
  wish: Wish,
  note: Note,
  change: Partial<Deposit> = {},
): Promise<BankPayment | null> {
  const { answer, requestId, owed } = await desk.inquire(wish.va)
  note('inquiry', answer)
  const amount = wish.amount ?? owed
  if (answer.code !== '2002400' || amount === null || amount <= 0n) return null
  return desk.take({ ...depositOf(wish, amount), requestId, ...change })
}

const depositOf = ({ va }: Wish, amount: BankAmount): Deposit => ({ through: 'va', target: va, amount })

/** A number that differs in its last digit but one: the last two choose scenarios, so nobody has it by chance. */
function otherNumber(va: string): string {
  const at = va.length - 3
  return `${va.slice(0, at)}${String((Number(va[at]) + 1) % 10)}${va.slice(at + 1)}`
}

/** The same notice as nobody should write it: blanks and line breaks, a bare number of 20 digits, fields that no standard has. */
function oddText(body: object): string {
  return JSON.stringify({ ...body, zzUnknown: { nested: ['a b', null] } }, null, 3).replace(
    '"channelCode"',
    '"traceNumber": 12345678901234567890,\n\t"channelCode"',
  )
}
