import { addMonths, firstDayOf, type Month } from '../kernel/month.ts'
import { plainDateOf, daysInMonth, type PlainDate } from '../kernel/plain-date.ts'
import { shareHalfUp, type PartsPerMillion, type Rupiah } from '../kernel/rupiah.ts'
import type { InForce, LawBook } from './law-book.ts'
import {
  administrativeFineRate,
  contributionDueDay,
  labourIntensiveLateFineRate,
  lateFineRate,
} from './parameters/duties.ts'

export type Fine = {
  readonly amount: Rupiah
  readonly rate: InForce<PartsPerMillion>
  readonly monthCount: number
}

/** The day a month's contribution falls due before it is moved to a working day: the 15th of the next month (PP 44/2015 Art. 21–22). */
export function nominalDueOn(month: Month, book: LawBook): PlainDate {
  const next = addMonths(month, 1)
  const [year, number] = [Number(next.slice(0, 4)), Number(next.slice(5, 7))]
  return plainDateOf(
    year,
    number,
    Math.min(book.inMonth(contributionDueDay, month).value, daysInMonth(year, number)),
  )
}

/** Started months from the due day to the day of payment; 0 when paid in time. A part of a month counts as a month (confidence M). */
export function monthsLate(dueOn: PlainDate, paidOn: PlainDate): number {
  if (paidOn <= dueOn) return 0
  const whole =
    (Number(paidOn.slice(0, 4)) - Number(dueOn.slice(0, 4))) * 12 +
    Number(paidOn.slice(5, 7)) -
    Number(dueOn.slice(5, 7))
  return paidOn.slice(8) > dueOn.slice(8) ? whole + 1 : whole
}

/** The 2 % (or relieved) fine of a registered employer in arrears, on the contribution of one month. */
export function assessLateFine(
  contribution: Rupiah,
  month: Month,
  monthCount: number,
  labourIntensive: boolean,
  book: LawBook,
): Fine {
  const relieved = labourIntensive ? book.findOn(labourIntensiveLateFineRate, firstDayOf(month)) : null
  const rate = relieved ?? book.inMonth(lateFineRate, month)
  return {
    rate,
    monthCount,
    amount: shareHalfUp(contribution * BigInt(monthCount), rate.value),
  }
}

/** The 0.1 % fine for not registering or not giving data, on the contributions that should have been paid: PP 86/2013 Art. 7. */
export function assessAdministrativeFine(
  contribution: Rupiah,
  monthCount: number,
  on: PlainDate,
  book: LawBook,
): Fine {
  const rate = book.on(administrativeFineRate, on)
  return {
    rate,
    monthCount,
    amount: shareHalfUp(contribution * BigInt(monthCount), rate.value),
  }
}
