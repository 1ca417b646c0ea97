import type { PlainDate } from '../kernel/plain-date.ts'
import { fractionHalfUp, larger, shareHalfUp, type PartsPerMillion, type Rupiah } from '../kernel/rupiah.ts'
import { confirmationNotes, sourceOf, type BenefitAssessment, type Line } from './assessment.ts'
import type { InForce, LawBook } from './law-book.ts'
import { note, type Note } from './notes.ts'
import type { ParameterValue } from './parameter.ts'
import { funeralCost, jkmLumpSum, periodicGrant } from './parameters/death.ts'
import * as law from './parameters/work-injury.ts'
import { assessScholarship, type SchoolChild } from './scholarship-benefit.ts'

/** JKK death: 48 × wage, at least the JKM lump sum, with periodic grant, funeral and scholarship. `wage` is the insured monthly wage. */
export function assessWorkDeath(
  wage: Rupiah,
  children: readonly SchoolChild[],
  on: PlainDate,
  book: LawBook,
): BenefitAssessment {
  const multiple = book.on(law.jkkDeathMultiple, on)
  const floor = book.on(jkmLumpSum, on)
  const computed = wage * BigInt(multiple.value)
  const grant = jkkLine('death-grant', multiple, larger(computed, floor.value), wage)
  const lines = [
    grant,
    jkkLine('periodic', book.on(periodicGrant, on), book.on(periodicGrant, on).value),
    jkkLine('funeral', book.on(funeralCost, on), book.on(funeralCost, on).value),
  ]
  const notes = floor.value > computed ? [note('jkk-floor', { amount: floor.value })] : []
  return withScholarship(lines, notes, children, on, book)
}

/** JKK permanent total disability: 56 × wage (the 70 % is in it), periodic grant, scholarship; treatment beside it. */
export function assessTotalDisability(
  wage: Rupiah,
  children: readonly SchoolChild[],
  on: PlainDate,
  book: LawBook,
): BenefitAssessment {
  const multiple = book.on(law.jkkTotalDisabilityMultiple, on)
  const periodic = book.on(periodicGrant, on)
  const lines = [
    jkkLine('total-disability', multiple, wage * BigInt(multiple.value), wage),
    jkkLine('periodic', periodic, periodic.value),
  ]
  return withScholarship(lines, [note('treatment-unlimited', {})], children, on, book)
}

/** JKK partial disability: table percent (times the share of lost function) × 80 × wage. */
export function assessPartialDisability(
  wage: Rupiah,
  tableShare: PartsPerMillion,
  lostFunction: PartsPerMillion,
  on: PlainDate,
  book: LawBook,
): BenefitAssessment {
  const multiple = book.on(law.jkkPartialDisabilityMultiple, on)
  const millionths = wage * BigInt(multiple.value) * BigInt(tableShare)
  const amount = fractionHalfUp(millionths, BigInt(lostFunction), 1_000_000_000_000n)
  const lines = [jkkLine('partial-disability', multiple, amount, wage)]
  return { on, entitled: true, lines, notes: [note('treatment-unlimited', {}), ...confirmationNotes(lines)] }
}

/** STMB: the wage while unable to work, month by month in falling shares; one line for each share. */
export function assessTemporaryInability(
  wage: Rupiah,
  monthsOff: number,
  on: PlainDate,
  book: LawBook,
): BenefitAssessment {
  const tiers = book.on(law.stmbTiers, on)
  const lines = tiers.value.flatMap((tier, index): Line[] => {
    const until = tiers.value[index + 1]?.afterMonths ?? Number.POSITIVE_INFINITY
    const months = Math.min(monthsOff, until) - tier.afterMonths
    if (months <= 0) return []
    const amount = shareHalfUp(wage * BigInt(months), tier.share)
    const line = jkkLine(`stmb-from-month-${String(tier.afterMonths + 1)}`, tiers, amount, wage)
    return [{ ...line, rate: tier.share }]
  })
  return { on, entitled: true, lines, notes: [note('treatment-unlimited', {}), ...confirmationNotes(lines)] }
}

function jkkLine(component: string, value: InForce<ParameterValue>, amount: Rupiah, base?: Rupiah): Line {
  return { programme: 'JKK', component, amount, ...sourceOf(value), ...(base === undefined ? {} : { base }) }
}

function withScholarship(
  lines: readonly Line[],
  notes: readonly Note[],
  children: readonly SchoolChild[],
  on: PlainDate,
  book: LawBook,
): BenefitAssessment {
  const scholarship = assessScholarship(children, 'work', null, on, book)
  const all = [...lines, ...scholarship.lines]
  return {
    on,
    entitled: true,
    lines: all,
    notes: [...notes, ...scholarship.notes, ...confirmationNotes(all)],
  }
}
