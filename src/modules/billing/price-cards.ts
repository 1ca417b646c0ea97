import { createHash } from 'node:crypto'
import type { Month } from '../../kernel/month.ts'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import { billedTotal, type ContributionLine } from '../../rules/assessment.ts'
import { assessContribution } from '../../rules/contribution.ts'
import type { LawBook } from '../../rules/law-book.ts'
import type { OccupationGroup } from '../../rules/payers.ts'
import type { Tx } from '../../platform/db.ts'
import { questionOf, type RosterConditions } from '../payers/payers.ts'
import { insertCards, listUnpricedCases, type NewCard, type PricedCase } from './card-store.ts'
import { lawVersionOf } from './law-version.ts'

/** One line of a card, as it is kept: what is billed only, never the state's share. */
export type CardLine = {
  readonly programme: string
  readonly component: string
  readonly paidBy: string
  readonly amount: number
  readonly parameter: string
  readonly law: string
  readonly article: string
  readonly from: string
  readonly confidence: string
}

/** Prices every distinct question of these rosters in a month that no card answers yet, by the rule that also prices one worker. */
export async function priceCards(
  tx: Tx,
  month: Month,
  book: LawBook,
  rosterIds: readonly string[],
): Promise<void> {
  const lawVersion = lawVersionOf(book)
  const unpriced = await listUnpricedCases(tx, month, lawVersion, rosterIds)
  await insertCards(
    tx,
    month,
    lawVersion,
    unpriced.map((each) => cardOf(each, month, book)),
  )
}

/** The card of one question. */
export function cardOf(each: PricedCase, month: Month, book: LawBook): NewCard {
  const { conditions, segment, first, past, pay, occupation_group } = each
  const question = questionOf(conditions as RosterConditions, {
    programmes: { first, end: past },
    pay,
    occupationGroup: occupation_group as OccupationGroup,
  })
  const { lines } = assessContribution(question, month, book)
  const billed = lines.filter(({ paidBy }) => paidBy !== 'state')
  // Not the question alone: two rosters with other conditions may ask the same, and each finds its card by its own.
  const told = JSON.stringify([conditions, segment, first, past, String(pay), occupation_group])
  return {
    ...each,
    question: JSON.stringify(question, (_key, value: unknown) =>
      typeof value === 'bigint' ? rupiahToJson(value) : value,
    ),
    hash: createHash('sha256').update(told).digest(),
    lines: JSON.stringify(billed.map(lineOf)),
    amount: billedTotal(lines),
  }
}

function lineOf({
  programme,
  component,
  paidBy,
  amount,
  parameter,
  cite,
  from,
  confidence,
}: ContributionLine): CardLine {
  const { law, article } = cite
  return {
    programme,
    component,
    paidBy,
    amount: rupiahToJson(amount),
    parameter,
    law,
    article,
    from,
    confidence,
  }
}
