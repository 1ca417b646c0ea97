import type { trainingWords as indonesian } from '../id/training.ts'

/** The guided path of the training mode. */
export const trainingWords: typeof indonesian = {
  title: 'Try it out',
  lede: 'Five minutes from a messy list to protected workers. All of it is invented.',
  banner: 'Try it out',
  states: { done: 'done', now: 'current', next: 'not yet' },
  signIn: (role) => `Sign in as ${role}`,
  next: 'Done, go on',
  back: 'One step back',
  again: 'Begin again',
  download: 'Download the example list (Excel)',
  finished: 'Done. You have gone the whole way.',
  steps: {
    list: {
      title: 'Take in a list',
      text: 'Download the example list. As village operator, upload it and mend the wrong rows.',
    },
    propose: {
      title: 'Propose workers',
      text: 'Choose the programme and that list. Give the number of the minutes, such as 1/2026.',
    },
    decide: {
      title: 'Approve the proposal',
      text: 'As district officer, open the proposal that waits and approve it.',
    },
    bill: {
      title: 'Make the bill',
      text: 'As regency officer, bill this month, such as 2026-11.',
    },
    pay: {
      title: 'Pay through the simulated bank',
      text: 'Open the bill, make a virtual account number (VA), and pay it in the simulator.',
    },
    look: {
      title: 'Watch the figure move',
      text: 'As staff of the head of region, see the coverage of the province rise.',
    },
  },
}
