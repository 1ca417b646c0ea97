import { addMonths, monthOf, monthsBetween } from '../kernel/month.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { refuse } from '../kernel/refusal.ts'
import { fractionHalfUp, larger, shareHalfUp, smaller, type Rupiah } from '../kernel/rupiah.ts'
import { confirmationNotes, sourceOf, weakest, type BenefitAssessment, type Line } from './assessment.ts'
import type { InForce, LawBook } from './law-book.ts'
import { note, type Note } from './notes.ts'
import { incomeBracketOf } from './own-account-contribution.ts'
import { pensionDensity } from './parameters/obligations.ts'
import * as law from './parameters/old-age.ts'
import { bpuJhtShare } from './parameters/own-account.ts'
import {
  jhtEmployerShare,
  jhtWorkerShare,
  jpEmployerShare,
  jpWageCap,
  jpWorkerShare,
} from './parameters/wage-earner.ts'

export const JHT_GROUNDS = [
  'age',
  'total-disability',
  'death',
  'leaver',
  'emigration',
  'pension-preparation',
  'housing',
] as const
export type JhtGround = (typeof JHT_GROUNDS)[number]

export type OldAgeSavingsQuestion = {
  readonly segment: 'PU' | 'BPU'
  readonly wage: Rupiah
  readonly memberMonths: number
  /** The balance at BPJS where it is known; null estimates it from the contributions of the months before the event. */
  readonly balance: Rupiah | null
  readonly ground: JhtGround
}

/** JHT payout: PP 46/2015, from 26 April 2022 Permenaker 4/2022. */
export function assessOldAgeSavings(
  question: OldAgeSavingsQuestion,
  on: PlainDate,
  book: LawBook,
): BenefitAssessment {
  const { ground, memberMonths, balance } = question
  const share =
    ground === 'housing'
      ? law.jhtHousingShare
      : ground === 'pension-preparation'
        ? law.jhtPensionPreparationShare
        : null
  const needed = book.on(law.jhtPartialMembershipMonths, on).value
  if (share && memberMonths < needed) {
    return {
      on,
      entitled: false,
      lines: [],
      notes: [note('membership-too-short', { needed, have: memberMonths })],
    }
  }
  if (balance === null) requirePossibleMonths(memberMonths, on, book)
  const whole = balance ?? contributedJht(question, on, book)
  // A leaver's payout without waiting for 56 is known to us since Permenaker 4/2022 only; before that day this refuses.
  const rule: InForce<number> = share
    ? book.on(share, on)
    : ground === 'leaver'
      ? book.on(law.jhtLeaverWaitMonths, on)
      : book.on(law.jhtAge, on)
  const amount = share ? shareHalfUp(whole, rule.value) : whole
  const lines: Line[] = [
    { programme: 'JHT', component: `payout-${ground}`, amount, base: whole, ...sourceOf(rule) },
  ]
  const notes: Note[] = [
    ...(balance === null ? [note('jht-without-yield', {})] : []),
    ...(ground === 'leaver' ? [note('jht-wait', { months: rule.value })] : []),
    ...confirmationNotes(lines),
  ]
  return { on, entitled: true, lines, notes }
}

/** The contributions of the last `memberMonths` months before the event, each by the law of its month, on today's wage. */
function contributedJht(
  { segment, wage, memberMonths }: OldAgeSavingsQuestion,
  on: PlainDate,
  book: LawBook,
): Rupiah {
  let sum = 0n
  for (let back = memberMonths; back > 0; back--) {
    const month = addMonths(monthOf(on), -back)
    if (segment === 'BPU') {
      const rate = book.inMonth(bpuJhtShare, month).value
      sum += shareHalfUp(incomeBracketOf(wage, month, book).base, rate)
      continue
    }
    for (const part of [jhtEmployerShare, jhtWorkerShare]) {
      sum += shareHalfUp(wage, book.inMonth(part, month).value)
    }
  }
  return sum
}

export const PENSION_RECIPIENTS = ['worker', 'widow', 'child', 'parent'] as const
export type PensionRecipient = (typeof PENSION_RECIPIENTS)[number]

const SURVIVOR_SHARE = { widow: law.widowShare, child: law.childShare, parent: law.parentShare }

/**
 * JP: a monthly pension of 1 % of the average wage per contribution year, within the year's limits, after 180 months; else the
 * contributions at once. PP 45/2015. The wage is taken as constant and capped as on the day.
 */
export function assessPension(
  wage: Rupiah,
  memberMonths: number,
  recipient: PensionRecipient,
  on: PlainDate,
  book: LawBook,
): BenefitAssessment {
  requirePossibleMonths(memberMonths, on, book)
  const needed = book.on(law.pensionMembershipMonths, on)
  const density = recipient === 'worker' ? null : book.on(pensionDensity, on)
  if (memberMonths < (density ? SURVIVOR_MONTHS : needed.value)) {
    const lines = [lumpSumLine(wage, memberMonths, on, needed, book)]
    const notes = [note('jp-lump-sum', { needed: needed.value }), ...confirmationNotes(lines)]
    return { on, entitled: true, lines, notes }
  }
  const accrual = book.on(law.pensionAccrual, on)
  const base = smaller(wage, book.inMonth(jpWageCap, monthOf(on)).value)
  const accrued = fractionHalfUp(base * BigInt(memberMonths), BigInt(accrual.value), 12_000_000n)
  const least = book.on(law.pensionMinimum, on)
  const most = book.on(law.pensionMaximum, on)
  const monthly = smaller(larger(accrued, least.value), most.value)
  const survivor = recipient === 'worker' ? null : book.on(SURVIVOR_SHARE[recipient], on)
  const amount = survivor ? shareHalfUp(monthly, survivor.value) : monthly
  const confidence = weakest(accrual.cite.confidence, least.cite.confidence, most.cite.confidence)
  const line: Line = {
    programme: 'JP',
    component: `monthly-pension-${recipient}`,
    amount,
    base,
    ...sourceOf(accrual),
    confidence,
  }
  const limits = [least, most].map((limit): Line => ({ ...line, ...sourceOf(limit) }))
  return {
    on,
    entitled: true,
    lines: [line],
    notes: [
      density
        ? note('jp-density', { months: SURVIVOR_MONTHS, share: density.value })
        : note('jp-age-assumed', { age: book.on(law.pensionAge, on).value }),
      note('jp-without-indexation', {}),
      ...confirmationNotes([line, ...limits]),
    ],
  }
}

/** Survivors need a year of contributions (confidence M), the worker himself 180 months. */
const SURVIVOR_MONTHS = 12

/** JP began in July 2015: nobody has more months of contributions than have passed since. */
function requirePossibleMonths(memberMonths: number, on: PlainDate, book: LawBook): void {
  const [first] = book.periodsOf(jpWorkerShare)
  const most = first ? Math.max(monthsBetween(monthOf(first.from), monthOf(on)), 0) : 0
  if (memberMonths > most) {
    throw refuse('value-out-of-range', {
      field: 'memberMonths',
      value: String(memberMonths),
      minimum: '0',
      maximum: String(most),
    })
  }
}

function lumpSumLine(
  wage: Rupiah,
  memberMonths: number,
  on: PlainDate,
  needed: InForce<number>,
  book: LawBook,
): Line {
  let sum = 0n
  for (let back = memberMonths; back > 0; back--) {
    const month = addMonths(monthOf(on), -back)
    const base = smaller(wage, book.inMonth(jpWageCap, month).value)
    for (const part of [jpEmployerShare, jpWorkerShare]) {
      sum += shareHalfUp(base, book.inMonth(part, month).value)
    }
  }
  return { programme: 'JP', component: 'lump-sum', amount: sum, ...sourceOf(needed) }
}
