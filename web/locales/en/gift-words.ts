import type { GiftState, RestChoice } from '../../../src/modules/gifts/gifts.ts'
import type { VulnerableGroup } from '../../../src/modules/people/people.ts'

/** What has become of a gift. */
export const giftStates: { readonly [State in GiftState]: string } = {
  promised: 'waiting for payment',
  paid: 'paid, waiting for its draw',
  allocated: 'given out',
  cancelled: 'taken back',
}

/** What becomes of money that finds nobody. */
export const restChoices: { readonly [Choice in RestChoice]: string } = {
  'next-months': 'The months after, in the same region',
  'wider-region': 'A wider region, up to the province',
  return: 'Give it back to me',
}

/** Occupations as donors choose them. */
export const occupationGroups: { readonly [Group in VulnerableGroup]: string } = {
  farming: 'Farming and plantations',
  livestock: 'Livestock',
  fishing: 'Fishing',
  'day-labour': 'Day labour',
  domestic: 'Domestic work',
  building: 'Building',
  craft: 'Crafts and trades',
  transport: 'Drivers and couriers',
  trade: 'Small trade',
  healing: 'Traditional healing and birth helpers',
  religious: 'Religious teachers and keepers',
}
