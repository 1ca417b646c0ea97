import { addMonths, firstDayOf, monthOf, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'

/** After how many months it is looked who still pays (S17 of the mission: the road to independence). */
export const COHORT_AFTER = [6, 12] as const

/** What has become of people some months after their programme ended. */
export type CohortStanding = {
  readonly protected: number
  /** Of those protected: the bill of that month is paid. */
  readonly paid: number
  /** Of those paid: by themselves. */
  readonly paidBySelf: number
}

export type CohortLook = {
  readonly after: (typeof COHORT_AFTER)[number]
  readonly month: Month
  /** Null while that month is not over: nothing can be said of it yet. */
  readonly standing: CohortStanding | null
}

export type Cohort = {
  readonly ended: Month
  readonly people: number
  readonly looks: readonly CohortLook[]
}

/** The months in which a cohort is looked at, and whether each is over on a day. */
export function cohortMonths(
  ended: Month,
  today: PlainDate,
): readonly { readonly after: CohortLook['after']; readonly month: Month; readonly isOver: boolean }[] {
  return COHORT_AFTER.map((after) => {
    const month = addMonths(ended, after)
    return { after, month, isOver: firstDayOf(month) < firstDayOf(monthOf(today)) }
  })
}
