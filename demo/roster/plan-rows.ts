import { Chance } from '../chance.ts'
import type { Medium } from './cells.ts'
import { CONTRADICTED, FLAWS, REPEATED, SHIFTED, type Flaw } from './flaws.ts'

/** What a row of a messy list is: in order, with one flaw, or in one of three ways about its neighbours. */
export type RowPlan =
  | { readonly about: 'person'; readonly flaw: Flaw | null }
  | { readonly about: 'shifted' }
  /** `source` is the row, counted from 0, that this one repeats or contradicts. */
  | { readonly about: 'repeated' | 'contradicted'; readonly source: number }

/**
 * What is wrong with each row, by its number alone. A row that is repeated or contradicted is itself in order and is met by one other
 * row only, so that what an import must make of both is certain.
 */
export function rowPlans(seed: number, isMessy: boolean, medium: Medium): (index: number) => RowPlan {
  const distance = new Chance(seed, 4).between(3, 60)
  const kindAt = (index: number) => drawnKind(seed, isMessy, medium, index)
  return (index) => {
    const kind = kindAt(index)
    if (kind === 'shifted') return { about: 'shifted' }
    if (kind === 'repeated' || kind === 'contradicted') {
      const source = index - distance
      return source >= 0 && kindAt(source) === null
        ? { about: kind, source }
        : { about: 'person', flaw: null }
    }
    return { about: 'person', flaw: kind }
  }
}

type Kind = Flaw | 'shifted' | 'repeated' | 'contradicted' | null

function drawnKind(seed: number, isMessy: boolean, medium: Medium, index: number): Kind {
  if (!isMessy) return null
  let left = new Chance(seed, 2, index).below(1_000)
  for (const [kind, { perMille }] of [
    ['repeated', REPEATED],
    ['contradicted', CONTRADICTED],
    ['shifted', SHIFTED],
  ] as const) {
    left -= perMille
    if (left < 0) return kind === 'shifted' && !SHIFTED.fits(medium) ? null : kind
  }
  for (const flaw of FLAWS) {
    left -= flaw.perMille
    if (left < 0) return flaw.fits?.(medium) === false ? null : flaw
  }
  return null
}
