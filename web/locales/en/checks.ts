import type { CHECK_STATES as STATES, CHECK_WORDS as WORDS, checkWords as indonesian } from '../id/checks.ts'

export const CHECK_WORDS: typeof WORDS = {
  'ledger-entries-are-whole': {
    title: 'Every entry is whole',
    sentence:
      'Each entry has all its transfers, on its own day; what is pending has moved nothing, and a reversal moves the same amount back.',
  },
  'ledger-balances-are-their-transfers': {
    title: 'Balances equal a recount',
    sentence:
      'The balance of each account is all that came in less all that went out, recounted from the beginning; a funded account is never below zero.',
  },
  'ledger-running-balances-follow': {
    title: 'Running balances follow',
    sentence:
      'Each transfer carries the balance after it, without a gap: the one before it and its own amount.',
  },
  'closed-months-stay-closed': {
    title: 'A closed month stays closed',
    sentence: 'Once a month is closed, it and all months before it take no more entries.',
  },
  'payments-have-one-posting': {
    title: 'Every payment is booked exactly once',
    sentence:
      'Each payment that a bank told of has exactly one entry of the same amount, and each such entry has one payment.',
  },
  'ledger-two-circuits-never-mix': {
    title: 'Money in equals money in its places',
    sentence:
      'Money in equals what is used, left, returned and paid as bank fees, to the rupiah; a debt never turns into money.',
  },
  'suspense-has-its-tasks': {
    title: 'Somebody waits for every rupiah in suspense',
    sentence:
      'Money that nobody has placed yet lies in suspense, and for each rupiah of it a task waits for a decision.',
  },
  'statements-agree-with-the-ledger': {
    title: 'Bank statements agree with the ledger',
    sentence:
      'Each linked line of a statement has the amount and direction of its entry, and a statement leads from its opening to its closing balance.',
  },
  'no-worker-month-has-two-payers': {
    title: 'No worker is paid for twice',
    sentence:
      'Nobody who works on own account is protected by two payers for one programme and month, and no line of a bill is paid twice.',
  },
  'cover-months-are-paid': {
    title: 'Every covered month has its money',
    sentence:
      'Each month that stands as paid was paid exactly what its bill asks, and money that was used always has its months.',
  },
  'bills-are-their-lines': {
    title: 'A bill is the sum of its lines',
    sentence:
      'Each bill is the sum of its lines, was posted once, and what is paid or credited of it equals its records.',
  },
  'bills-agree-with-what-payers-owe': {
    title: 'Arrears agree with the ledger',
    sentence: 'What each payer owes by the ledger is what is still open of the bills.',
  },
  'contribution-codes-hold-their-money': {
    title: 'Every kode iuran holds its money',
    sentence:
      'A kode iuran that is billed holds exactly its amount, less what it set off; one that is paid or cancelled holds nothing.',
  },
  'recoveries-are-their-returns': {
    title: 'Money given back by BPJS can be followed',
    sentence: 'What is recorded as back is what its proofs say, and went to the purse that had paid it.',
  },
  'coverage-counts-are-their-rows': {
    title: 'Coverage equals a recount',
    sentence:
      'Each counter of coverage is what protections, people, bills and payments give when they are counted another way.',
  },
  'audit-chain-is-whole': {
    title: 'The audit chain is whole',
    sentence: 'Each entry of the audit is still what it was when it was sealed.',
  },
  'audit-links-have-entries': {
    title: 'No audit entry is missing',
    sentence: 'Each link of the chain has its entry, and no position was left out.',
  },
  'submissions-add-up': {
    title: 'Submissions count up',
    sentence:
      'Each submission says as many people, members and rejected as its rows; what was withdrawn has nobody who waits.',
  },
  'outbox-is-sent': {
    title: 'Every notice is sent',
    sentence: 'No notice waits to be sent for more than a day.',
  },
  'payments-told-as-booked-are-booked': {
    title: 'What banks were told is true',
    sentence: 'Each payment that was answered as booked is in the database, with the same answer.',
  },
  'unknown-results-are-decided': {
    title: 'Every unclear result is decided',
    sentence:
      'A request that a bank did not answer clearly is asked again and decided within a day, or becomes somebody’s task.',
  },
  'budget-lines-add-up': {
    title: 'Budgets add up',
    sentence:
      'Each budget line equals what is left, promised, realised and lapsed; what is promised equals the price of the months that nobody has paid.',
  },
  'gifts-are-never-pooled': {
    title: 'Every gift stays with its purpose',
    sentence:
      'Money of a gift pays only worker-months of that gift, or returns to its donor; it is never mixed with another.',
  },
  'gifts-are-their-shares': {
    title: 'Every gift agrees with what it became',
    sentence: 'Each rupiah of a drawn gift stands in a month of a worker, or went back to its donor.',
  },
  'regions-kind-agrees-with-name': {
    title: 'The kind of a region agrees with its name',
    sentence: 'Regencies and cities are named after the kind that their code says.',
  },
  'regions-no-orphan-on-any-day': {
    title: 'Every region has one above it',
    sentence: 'Each region has the region above it on every day it is in force.',
  },
  'regions-population-sums': {
    title: 'Populations add up',
    sentence: 'The populations of the regions below sum to that of the region above.',
  },
  'regions-references-exist': {
    title: 'Every region code is known',
    sentence: 'Outlines, populations, other names and changes name regions that exist.',
  },
}

export const CHECK_STATES: typeof STATES = {
  holds: 'Holds',
  broken: 'Does not hold',
  failed: 'Could not be run',
  'never-run': 'Never run yet',
}

export const checkWords: typeof indonesian = {
  title: 'Checks',
  lede: 'What must always hold, and what came of the last look. Looked at each night and by ./payung check.',
  caption: 'Last result of each check',
  check: 'What must hold',
  result: 'Result',
  last: 'Last looked at',
  looked: 'Rows looked at',
  took: 'Took',
  waiting: 'Jobs waiting',
  running: 'Jobs running',
  givenUp: 'Jobs that keep failing',
  none: 'None',
  names: CHECK_WORDS,
  states: CHECK_STATES,
}
