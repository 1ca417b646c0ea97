import type { protectionWords as indonesian } from '../id/protection.ts'

/** How somebody stands, and whose protection ends soon. */
export const protectionWords: typeof indonesian = {
  states: {
    active: 'Protected',
    'at-risk': 'At risk of lapsing',
    lapsed: 'Lapsed',
    'to-come': 'Protected later',
    none: 'Not protected yet',
  },
  because: {
    arrears: 'a contribution is overdue',
    ending: 'it ends soon and nothing follows',
    ended: 'it has ended',
  },
  payments: {
    paid: 'paid',
    open: 'not paid yet',
    overdue: 'overdue',
    'not-billed': 'not billed yet',
  },
  title: 'Protection',
  state: 'State',
  until: 'Until',
  openEnd: 'until further notice',
  months: 'Months',
  payer: 'Kind of payer',
  programmes: 'Insurance',
  ground: 'Ground',
  payment: 'Contributions by month',
  none: 'Nobody has ever paid the contributions.',
  noMonths: 'no month yet',
  card: {
    title: 'Protection card',
    lede: 'To print or to show. Name and NIK are masked.',
    open: 'Protection card',
    name: 'Name',
    nik: 'NIK',
    on: 'Looked up on',
    note: 'Not the card of BPJS Ketenagakerjaan. Show the member card when in need of care.',
    back: 'Back to the record',
  },
  ending: {
    title: 'Ending soon',
    lede: (people, days, perMonth) =>
      `The protection of ${people} people ends within ${days} days. One more month costs ${perMonth}.`,
    none: 'No protection ends within this time.',
    within: 'Ends within',
    days: (days) => `${days} days`,
    region: 'Region',
    roster: 'Roster',
    lastMonth: 'Last month',
    people: 'People',
    perMonth: 'One more month',
    download: 'Download what ends (Excel)',
  },
}
