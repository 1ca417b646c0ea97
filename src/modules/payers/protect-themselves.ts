import type { Tx } from '../../platform/db.ts'
import { throughMatching } from '../people/matching-gate.ts'
import type { SelfRoster } from './open-self-rosters.ts'
import type { MonthSpan } from './payers.ts'
import { insertSelfProtections } from './self-store.ts'

export type GoingOn = {
  /** The roster they leave: in the same programmes and on the same income they go on. */
  readonly fromRoster: string
  readonly span: MonthSpan
  readonly ground: string
}

/** Protects people in rosters of their own and answers who went in: whoever somebody else pays for in one of the months stays out. */
export function protectThemselves(
  tx: Tx,
  { fromRoster, span, ground }: GoingOn,
  rosters: readonly SelfRoster[],
): Promise<readonly bigint[]> {
  return throughMatching(tx, () => insertSelfProtections(tx, fromRoster, span, rosters, ground))
}
