import { formatDate, formatNumber } from '../../../src/kernel/format.ts'
import type { PlainDate } from '../../../src/kernel/plain-date.ts'
import type { BuiltUpon } from '../../../src/modules/proposals/proposals.ts'
import type { PlacesProblem } from '../../../src/modules/proposals/read-places.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

const PLACES_PROBLEMS: { readonly [Reason in PlacesProblem['because']]: string } = {
  missing: 'is empty',
  'not-a-region': 'is no region code; write it like 16.06.01.2001',
  'not-a-count': 'is no number of places; write a whole number like 50',
  outside: 'lies outside the programme',
  twice: 'stands in an earlier row already',
  'unknown-region': 'is not on the map of today',
}

const BUILT_UPON: { readonly [What in BuiltUpon]: string } = {
  bill: 'It is billed already. End the protection through the roster.',
  submission:
    'They stand in a submission to BPJS Ketenagakerjaan. Withdraw its draft first, unless it was sent.',
  protection: 'Somebody’s protection has changed since this decision.',
  proposal: 'Somebody is proposed again by another proposal. Withdraw that one first.',
}

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
  'nobody-eligible': () => 'Nobody in this region meets the rules yet. Share by people of the registry.',
  'denominator-missing': ({ count, regions }) =>
    `${formatNumber(count, 'en')} villages have no count of workers, such as ${regions.join(', ')}. Load it first.`,
  'nothing-to-escalate': ({ region }) => `Every place in ${region} is filled, and nobody is beyond them.`,
  'places-file-invalid': ({ count, problems }) => {
    const shown = problems.map(
      ({ row, text, because }) =>
        `row ${formatNumber(row, 'en')}${text === '' ? '' : ` "${text}"`}: ${PLACES_PROBLEMS[because]}`,
    )
    return `${formatNumber(count, 'en')} rows cannot be used, so nothing was taken. ${shown.join('; ')}.`
  },
  'renewal-not-later': () => 'The programme that takes people on must begin later. Choose a newer one.',
  'nobody-to-renew': () => 'Nobody can be taken on: all left earlier, or are proposed there already.',
  'nobody-to-hand-over': () => 'Nobody in this programme can go on by himself.',
  'taper-not-shorter': ({ before, after }) =>
    `The later programme must be shorter than ${String(before)} months; this one has ${String(after)}.`,
  'nothing-to-undo': () => 'There is no decision on this proposal to take back.',
  'undo-of-another': () => 'Only whoever decided can take it back. Ask them.',
  'undo-too-late': ({ hours }) =>
    `A decision can be taken back for ${formatNumber(hours, 'en')} hours. End protections one by one.`,
  'decision-built-upon': ({ by }) => BUILT_UPON[by],
  'minutes-missing': () => 'Choose the file of the minutes first.',
  'minutes-kind-refused': () => 'This file is no PDF, JPG or PNG. Save it again as one of these.',
  'minutes-too-large': ({ most }) =>
    `The file is larger than ${formatNumber(most / 1_048_576, 'en')} MB. Scan it again in a smaller size.`,
  'minutes-too-many': ({ most }) => `A proposal has at most ${formatNumber(most, 'en')} files.`,
  'minutes-known': () => 'This file is attached to this proposal already.',
  'minutes-unknown': () => 'This proposal has no such file of minutes.',
  'nobody-to-decide': () => 'Nobody of this proposal waits for a decision.',
} satisfies Partial<RefusalSentences>
