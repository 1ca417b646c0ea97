import { refuse } from '../../kernel/refusal.ts'
import { dottedCode, INDONESIA, parseRegionCode, subtreeOf } from '../../kernel/region-code.ts'
import { inScopeOf, sightOf, type By } from '../access/act.ts'
import { comparePair, recordPeopleShown, type Comparison } from './compare-people.ts'
import type { ComparisonAnswer, ListPairsQuery, PairAnswer, PairsAnswer } from './duplicate-contract.ts'
import { listPairs, type PairFilter, type PairLine } from './duplicate-queries.ts'
import type { PairOfPeople } from './duplicate-store.ts'
import type { MergeDeps } from './merge-people.ts'

export const PAIRS_PER_PAGE = 50

export type PairPage = { readonly pairs: readonly PairLine[]; readonly page: number; readonly more: boolean }

/** One page of the pairs a question asks for; everybody on it was shown, and the audit says so. */
export function openPairs(deps: MergeDeps, by: By, { page, ...query }: ListPairsQuery): Promise<PairPage> {
  const number = Number(page ?? '1')
  return inScopeOf(deps.db, by, async (tx) => {
    const window = { limit: PAIRS_PER_PAGE + 1, offset: (number - 1) * PAIRS_PER_PAGE }
    const rows = await listPairs(tx, sightOf(by), { ...filterOf(query), ...window })
    const pairs = rows.slice(0, PAIRS_PER_PAGE)
    await recordPeopleShown(tx, deps, by, pairs, 'people.list-duplicates')
    return { pairs, page: number, more: rows.length > PAIRS_PER_PAGE }
  })
}

function filterOf({ band, state, region }: ListPairsQuery): Omit<PairFilter, 'limit' | 'offset'> {
  return {
    ...(band !== undefined && { band }),
    ...(state !== undefined && { state }),
    ...(region !== undefined &&
      subtreeOf(/^id$/i.test(region) ? INDONESIA : parseRegionCode('region', region))),
  }
}

export async function answerPairs(deps: MergeDeps, by: By, query: ListPairsQuery): Promise<PairsAnswer> {
  const { pairs, page, more } = await openPairs(deps, by, query)
  return { pairs: pairs.map(pairAnswerOf), page, more }
}

export async function answerComparison(deps: MergeDeps, by: By, pair: string): Promise<ComparisonAnswer> {
  return comparisonAnswerOf(await comparePair(deps, by, readPair(pair)))
}

function comparisonAnswerOf({ pair, lines }: Comparison): ComparisonAnswer {
  const { merge, because } = pair
  return {
    ...pairAnswerOf(pair),
    merge,
    because,
    lines: lines.map(({ field, values, likeness }) => ({ field, values: [...values], likeness })),
  }
}

function pairAnswerOf(line: PairLine): PairAnswer {
  const { people, names, bornOn, regions, band, score, reasons, decided, foundAt } = line
  const personOf = (place: 0 | 1) => ({
    id: people[place],
    name: names[place],
    bornOn: bornOn[place],
    region: dottedCode(regions[place]),
  })
  return {
    pair: pairText(people),
    people: [personOf(0), personOf(1)],
    band,
    score,
    reasons: reasons.map(({ field, level, bits }) => ({ field, level, bits })),
    decided,
    foundAt: foundAt.toISOString(),
  }
}

/** How a pair stands in an address. */
export function pairText([one, other]: PairOfPeople): string {
  return `${String(Math.min(one, other))}-${String(Math.max(one, other))}`
}

/** The two people of an address; refuses what cannot name a pair as one that does not exist. */
export function readPair(text: string): PairOfPeople {
  const [, one, other] = /^(\d{1,15})-(\d{1,15})$/.exec(text) ?? []
  if (one === undefined || other === undefined || one === other) throw refuse('pair-unknown', {})
  return [Number(one), Number(other)]
}

/** Which of the pair goes when the other stays; refuses somebody who is neither. */
export function loserOf([one, other]: PairOfPeople, keep: number): number {
  if (keep !== one && keep !== other)
    throw refuse('value-not-allowed', {
      field: 'keep',
      value: String(keep),
      allowed: [String(one), String(other)],
    })
  return keep === one ? other : one
}
