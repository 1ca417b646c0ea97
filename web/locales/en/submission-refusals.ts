import { formatDate, formatNumber } from '../../../src/kernel/format.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'
import { submissionStates } from './submissions.ts'

/** The same in English. */
export const submissionRefusals = {
  'submission-unknown': () => 'There is no submission of this number within your reach.',
  'nobody-to-submit': () =>
    'Nobody needs to be submitted: all are submitted, members already, or still to be mended.',
  'submission-not-so-far': ({ number, state }) =>
    `Submission ${number} is ${submissionStates[state].toLowerCase()}, so this cannot be done.`,
  'submission-day-unfit': ({ on }) =>
    `${formatDate(on, 'en')} has not come, or is before the submission was sent. Check the day.`,
  'submission-file-unknown': ({ files }) =>
    `This submission has only ${formatNumber(files, 'en')} file(s). Choose one of them.`,
  'submission-result-unknown': () => 'There is no result of this number within your reach.',
  'submission-result-ended': () => 'This result was applied or thrown away. Load its file again.',
  'nobody-to-mend': () => 'Nobody among those you chose is rejected and waits to be mended.',
} satisfies Partial<RefusalSentences>
