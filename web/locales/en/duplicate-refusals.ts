import type { RefusalSentences } from '../refusal-sentences.ts'

/** Two rows that may be one person. */
export const duplicateRefusals = {
  'pair-unknown': () => 'There are no such two people, or not both are within your reach.',
  'people-merged-already': () =>
    'One of these records was merged already. Reload the page to see how things stand.',
  'people-being-imported': () =>
    'A list that names one of these people is still running. Wait until it ends, then try again.',
  'pair-decided-already': () => 'This pair was decided already. Reload the page to see the decision.',
  'merge-unknown': () => 'There is no such merging, or it is not within your reach.',
  'merge-undone-already': () => 'This merging was taken apart before.',
  'merge-built-upon': () =>
    'These records have changed since they were merged and cannot be taken apart. Ask for a change of the record.',
} satisfies Partial<RefusalSentences>
