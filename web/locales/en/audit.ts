import type { auditWords as indonesian } from '../id/audit.ts'

/** Words of `/jejak` in English. */
export const auditWords: typeof indonesian = {
  title: 'Seals of the audit trail',
  lede: 'Every act in Payung is recorded, and no record can be changed unnoticed.',
  what: 'Each record is locked by a fingerprint of all records before it. The last fingerprint of every day is written outside the database and shown here. No name and no number of a person is in it.',
  none: 'No fingerprint yet. The first is written when a day ends or the server stops.',
  caption: (shown, all) => `The newest ${shown} of ${all} fingerprints`,
  day: 'Day',
  causes: { start: 'at the start', day: 'end of day', stop: 'at a stop' },
  count: 'Records',
  hash: 'Fingerprint of the chain',
  seal: 'Seal of this line',
  checkTitle: 'How to check',
  check: [
    'Keep a copy of this page elsewhere. The copy is the proof.',
    'Compare again whenever you like. Lines that were there must not change.',
    'A seal is the SHA-256 of this text: seal before, day, cause, time, count, fingerprint.',
    'The parts of that text are separated by one space. The first seal has 64 zeros before it.',
    'The operator checks the whole chain with ./payung audit verify.',
  ],
  checkExample: 'Example for the newest line:',
  json: 'All its parts for programs (JSON)',
}
