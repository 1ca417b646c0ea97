import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import { act, recordActs, requireReason, sightOf, type By } from '../access/act.ts'
import { findPair } from './duplicate-queries.ts'
import { markDecided, type PairOfPeople } from './duplicate-store.ts'
import { throughMatching } from './matching-gate.ts'
import { userOf } from './merge-people.ts'

export type ApartAsk = { readonly people: PairOfPeople; readonly reason: string }

/** Says of a pair that was found that they are two people: it is not asked about again. Refuses a pair somebody decided about before. */
export function tellApart({ db, clock }: Deps, by: By, { people, reason }: ApartAsk): Promise<void> {
  return act(db, by, 'people.merge', async (tx) => {
    const pair = await findPair(tx, sightOf(by), people)
    if (!pair) throw refuse('pair-unknown', {})
    const why = requireReason(reason)
    const decision = { decided: 'different', userId: userOf(by), reason: why, at: clock.now() } as const
    const isMine = await throughMatching(tx, () => markDecided(tx, people, decision))
    if (!isMine) throw refuse('pair-decided-already', {})
    await recordActs(
      tx,
      by,
      pair.people.map((person, place) => ({
        action: 'people.tell-apart',
        subject: { kind: 'person', id: String(person) },
        region: pair.regions[place] ?? pair.regions[0],
        reason: why,
        details: { other: pair.people[1 - place] ?? 0 },
      })),
    )
  })
}
