import type { PlainDate } from '../kernel/plain-date.ts'
import { monthOf } from '../kernel/month.ts'
import { shareHalfUp, smaller, type Rupiah } from '../kernel/rupiah.ts'
import { confirmationNotes, sourceOf, type BenefitAssessment, type Line } from './assessment.ts'
import type { LawBook } from './law-book.ts'
import { note, type Note } from './notes.ts'
import * as law from './parameters/job-loss.ts'
import { jkpWageCap } from './parameters/wage-earner.ts'

/**
 * JKP cash for a job lost on a day: PP 37/2021 (45 % then 25 %), from 7 February 2025 PP 6/2025 (60 %), at most six months.
 * `memberMonths` are contribution months within the last 24; null when not known, then they are taken as enough and a note says so.
 */
export function assessJobLoss(
  wage: Rupiah,
  monthsOff: number,
  memberMonths: number | null,
  on: PlainDate,
  book: LawBook,
): BenefitAssessment {
  const tiers = book.on(law.jkpCashTiers, on)
  const needed = book.on(law.jkpMembershipMonths, on)
  if (memberMonths !== null && memberMonths < needed.value) {
    const refusal = note('membership-too-short', { needed: needed.value, have: memberMonths })
    return { on, entitled: false, lines: [], notes: [refusal] }
  }
  const cap = book.inMonth(jkpWageCap, monthOf(on)).value
  const base = smaller(wage, cap)
  const most = book.on(law.jkpCashMonths, on).value
  const months = Math.min(monthsOff, most)
  const lines = tiers.value.flatMap((tier, index): Line[] => {
    const until = tiers.value[index + 1]?.afterMonths ?? Number.POSITIVE_INFINITY
    const paid = Math.min(months, until) - tier.afterMonths
    if (paid <= 0) return []
    const amount = shareHalfUp(base, tier.share) * BigInt(paid)
    const component = `cash-from-month-${String(tier.afterMonths + 1)}`
    return [{ programme: 'JKP', component, amount, base, rate: tier.share, ...sourceOf(tiers) }]
  })
  const notes: Note[] = [
    ...(memberMonths === null ? [note('membership-assumed', { months: needed.value })] : []),
    ...(wage > cap ? [note('jkp-wage-capped', { cap })] : []),
    ...(monthsOff > most ? [note('jkp-months-capped', { months: most })] : []),
    note('jkp-conditions', {}),
    note('jkp-claim-window', { months: book.on(law.jkpClaimMonths, on).value }),
    ...confirmationNotes(lines),
  ]
  return { on, entitled: true, lines, notes }
}
