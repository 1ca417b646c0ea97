import type { RefusalSentences } from '../refusal-sentences.ts'

/** Lists of people that cannot be taken back. */
export const peopleRefusals = {
  'import-unknown': () => 'There is no list with this number. Compare it with the receipt.',
  'import-built-upon': ({ personCount }) =>
    `This list can no longer be taken back: ${personCount} people in it were changed or used since.`,
  'import-not-undoable': ({ state }) =>
    state === 'undone'
      ? 'This list was taken back before.'
      : 'This list is still running. Wait until it ends, then take it back.',
  'import-ended': () => 'This list has ended; there is nothing to go on with.',
} satisfies Partial<RefusalSentences>
