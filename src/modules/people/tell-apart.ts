import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Tx } from '../../platform/db.ts'
import { act, recordActs, requireReason, sightOf, type By } from '../access/act.ts'
import { findPair } from './duplicate-queries.ts'
import { markDecided, markUndecided, type PairOfPeople } from './duplicate-store.ts'
import { throughMatching } from './matching-gate.ts'
import { userOf } from './merge-people.ts'

export type ApartAsk = { readonly people: PairOfPeople; readonly reason: string }

/** Says of a pair that was found that they are two people: it is not asked about again. Refuses a pair somebody decided about before. */
export function tellApart(deps: Deps, by: By, ask: ApartAsk): Promise<void> {
  const { clock } = deps
  return decideOnPair(deps, by, { ...ask, action: 'people.tell-apart' }, async (tx, reason) => {
    const decision = { decided: 'different', userId: userOf(by), reason, at: clock.now() } as const
    return throughMatching(tx, () => markDecided(tx, ask.people, decision))
  })
}

/** Asks again about a pair that somebody called two people. Refuses one about which that was not said. */
export function askAgain(deps: Deps, by: By, ask: ApartAsk): Promise<void> {
  return decideOnPair(deps, by, { ...ask, action: 'people.ask-again' }, (tx) =>
    throughMatching(tx, () => markUndecided(tx, ask.people, 'different')),
  )
}

type Deciding = ApartAsk & { readonly action: 'people.tell-apart' | 'people.ask-again' }

/** Does one of the two with its entries of the audit, one for each person; refuses when the pair was no longer as the doer saw it. */
function decideOnPair(
  { db }: Deps,
  by: By,
  { people, reason, action }: Deciding,
  decide: (tx: Tx, reason: string) => Promise<boolean>,
): Promise<void> {
  return act(db, by, 'people.merge', async (tx) => {
    const pair = await findPair(tx, sightOf(by), people)
    if (!pair) throw refuse('pair-unknown', {})
    const why = requireReason(reason)
    if (!(await decide(tx, why))) throw refuse('pair-decided-already', {})
    await recordActs(
      tx,
      by,
      pair.people.map((person, place) => ({
        action,
        subject: { kind: 'person', id: String(person) },
        region: pair.regions[place] ?? pair.regions[0],
        reason: why,
        details: { other: pair.people[1 - place] ?? 0 },
      })),
    )
  })
}
