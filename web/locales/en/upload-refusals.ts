import { formatNumber } from '../../../src/kernel/format.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

const MIB = 1_048_576

/** Lists that are handed in. */
export const uploadRefusals = {
  'import-not-so-far': ({ state }) => SO_FAR[state] ?? 'This list is running or has ended. Open its receipt.',
  'upload-quota': ({ most, unit }) =>
    unit === 'lists'
      ? `You have ${formatNumber(most, 'en')} unfinished lists. Take one in or give one up first.`
      : `Your unfinished lists exceed ${formatNumber(most / MIB, 'en')} MB. Take one in or give one up first.`,
  'upload-out-of-order': ({ arrived, expected }) =>
    `${formatNumber(arrived, 'en')} of ${formatNumber(expected, 'en')} bytes of the file are here. Go on from there.`,
  'import-nothing-ready': () => 'No row is ready yet. Mend the rows first, or upload another file.',
} satisfies Partial<RefusalSentences>

const SO_FAR: Readonly<Record<string, string>> = {
  arriving: 'The file of this list has not arrived yet. Go on uploading it.',
  received: 'This list has not been looked through. Open its preview first.',
  previewing: 'This list is being looked through. Wait a moment and try again.',
}
