import type { Month } from '../../kernel/month.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { LawBook } from '../../rules/law-book.ts'
import type { Note } from '../../rules/notes.ts'
import { OCCUPATION_GROUPS, type OccupationGroup, type Payer } from '../../rules/payers.ts'
import { OCCUPATIONS } from '../people/occupations.ts'
import type { VulnerableGroup } from '../people/people.ts'
import { priceOf } from '../programmes/programmes.ts'
import { GIFT_INCOME, GIFT_PROGRAMMES, type MonthPrice, type SpanPrice } from './gifts.ts'
import type { SharePrice } from './share-store.ts'

export type GiftSpan = {
  readonly payerKind: Payer
  readonly firstMonth: Month
  readonly monthCount: number
}

export type GiftQuote = {
  readonly months: readonly MonthPrice[]
  readonly perPerson: Rupiah
  readonly notes: readonly Note[]
}

/** What one person costs, month by month, as a donor is told before he gives. Drivers alone have another relief than everybody else. */
export function quoteGift(span: GiftSpan, group: VulnerableGroup | null, book: LawBook): GiftQuote {
  const { months, perPerson, notes } = priceOf(questionOf(span), reliefOf(group), book)
  return { months, perPerson, notes }
}

/** Whoever may be drawn decides the price that is told: the dearer one where both reliefs can be met. */
function reliefOf(group: VulnerableGroup | null): OccupationGroup {
  const members = OCCUPATIONS.filter((occupation) => occupation.group === group)
  return group !== null && members.length > 0 && members.every(({ relief }) => relief === 'transport')
    ? 'transport'
    : 'other'
}

/** The price of each month for either relief, and of the whole span. */
export function pricesOfSpan(
  span: GiftSpan,
  book: LawBook,
): { readonly shares: readonly SharePrice[]; readonly span: SpanPrice } {
  const priced = OCCUPATION_GROUPS.map((occupationGroup) => ({
    occupationGroup,
    ...priceOf(questionOf(span), occupationGroup, book),
  }))
  return {
    shares: priced.flatMap(({ occupationGroup, months }) =>
      months.map(({ month, perPerson }) => ({ month, occupationGroup, amount: perPerson })),
    ),
    span: Object.fromEntries(
      priced.map(({ occupationGroup, perPerson }) => [occupationGroup, perPerson]),
    ) as SpanPrice,
  }
}

function questionOf({ payerKind, firstMonth, monthCount }: GiftSpan) {
  return { payerKind, firstMonth, monthCount, programmes: GIFT_PROGRAMMES, income: GIFT_INCOME }
}
