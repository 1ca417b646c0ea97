import type { Action } from './action.ts'
import { ACCESS_ACTIONS } from './access-actions.ts'
import { GIFT_ACTIONS } from './gift-actions.ts'
import { MONEY_ACTIONS } from './money-actions.ts'
import { PEOPLE_ACTIONS } from './people-actions.ts'
import { PROTECTION_ACTIONS } from './protection-actions.ts'
import { SUBMISSION_ACTIONS } from './submission-actions.ts'

/**
 * Everything a signed-in user can do, and who may: the one table that server, pages and documents read. A module adds its rows here with
 * the act itself. Public reading (law, regions) asks for nobody.
 */
export const ACTIONS = {
  ...ACCESS_ACTIONS,
  ...PEOPLE_ACTIONS,
  ...PROTECTION_ACTIONS,
  ...SUBMISSION_ACTIONS,
  ...GIFT_ACTIONS,
  ...MONEY_ACTIONS,
} as const satisfies Record<string, Action>

export type ActionName = keyof typeof ACTIONS
export const ACTION_NAMES = Object.keys(ACTIONS) as readonly ActionName[]
