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
  'import-file-gone': () => 'The file of this old list has been deleted. Hand the file in again.',
  'import-ended': () => 'This list has ended; there is nothing to go on with.',
  'demo-needs-training': () =>
    'Invented people are for training mode only. Run with PAYUNG_TRAINING=1 and a PAYUNG_DATA of its own, or add --into-empty-registry.',
  'demo-among-people': () =>
    'There are people or lists here, and invented people may not be mixed with them. Use another PAYUNG_DATA.',
} satisfies Partial<RefusalSentences>
