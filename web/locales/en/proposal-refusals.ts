import { formatDate, formatNumber } from '../../../src/kernel/format.ts'
import type { PlainDate } from '../../../src/kernel/plain-date.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

/** Places and proposals that cannot be made, decided or shown. */
export const proposalRefusals = {
  'proposal-unknown': () => 'There is no proposal with this number, or it is beyond your region.',
  'proposal-ended': () => 'This proposal was taken back. Make a new one.',
  'proposal-own': () =>
    'A proposal is decided by the level above, not by the office that made it. Ask the district or regency to decide.',
  'quota-missing': ({ region }) =>
    `Region ${region} has no places in this programme yet. Ask the owner of the programme for some.`,
  'places-filled': ({ region, free }) =>
    `Only ${formatNumber(free, 'en')} places of ${region} are free. Take a smaller number.`,
  'nobody-to-propose': () =>
    'Nobody can be proposed: all were proposed already, or neither live nor work in this region.',
  'minutes-in-future': ({ on }) =>
    `The meeting of ${formatDate(on as PlainDate, 'en')} has not taken place yet. Look at the day of the minutes.`,
  'nobody-to-decide': () => 'Nobody of this proposal waits for a decision.',
} satisfies Partial<RefusalSentences>
