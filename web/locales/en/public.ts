import type { publicWords as indonesian } from '../id/public.ts'
import { administrationWords } from './administration.ts'
import { apiWords } from './api.ts'
import { auditWords } from './audit.ts'
import { bankingWords } from './banking.ts'
import { benefitWords } from './benefit.ts'
import { changeWords } from './changes.ts'
import { checkWords } from './checks.ts'
import { contributionWords } from './contribution.ts'
import { duplicatesWords } from './duplicates.ts'
import { employerWords } from './employers.ts'
import { ledger } from './ledger.ts'
import { billing } from './billing.ts'
import { payments } from './payments.ts'
import { exportWords } from './exports.ts'
import { importWords } from './imports.ts'
import { lawWords } from './law.ts'
import { peopleWords } from './people.ts'
import { regionWords } from './region.ts'
import { signInWords } from './sign-in.ts'

/** The words of the public pages in English. A missing one does not compile. */
export const publicWords: typeof indonesian = {
  frame: {
    error: 'Error',
    skip: 'Skip to content',
    mainNavigation: 'Main pages',
    whereAmI: 'Where this page is',
    home: 'Home',
    back: 'Back',
    sections: { contribution: 'Contributions', benefit: 'Benefits', region: 'Regions', law: 'Law' },
    lawRegister: 'Law register',
    auditTrail: 'Seals of the audit trail',
    forPrograms: 'For developers (API)',
    disclaimer:
      'Payung is not BPJS Ketenagakerjaan, the national social security agency for employment. Figures here follow the regulations; decisions on benefits are made by BPJS Ketenagakerjaan.',
    openSource: 'open source, Apache-2.0 licence',
    abbreviations: 'Abbreviations on this page',
    needsMending: 'There is something to mend',
    downloadTable: 'Download table (CSV)',
    sameAsJson: 'This answer for programs (JSON)',
    print: 'To print, use the print menu of your browser. This page is laid out for A4 paper.',
    source: 'Source',
  },
  confidence: { H: 'certain', M: 'fairly sure', L: 'needs legal confirmation' },
  confidenceMeaning:
    'Certain: the text of the law, or several sources agree. Fairly sure: one good source. Needs legal confirmation: the source is weak, ask first.',
  home: {
    title: 'Every worker, one umbrella',
    description: 'What employment social security costs, what it gives, and which article says so.',
    lede: 'Payung helps every worker into employment social security, and keeps them protected.',
    doors: {
      contribution: { title: 'What would I pay?', text: 'The amount, line by line, with its article.' },
      benefit: {
        title: 'What would my family get?',
        text: 'After an accident, a death, in old age, or on losing a job.',
      },
      region: { title: 'My region', text: 'From province to village, with source and date.' },
    },
    todayTitle: (day) => `Today, ${day}`,
    perMonth: 'a month',
    cheapest: (programmes) =>
      `The lowest contribution of an own-account worker who pays alone: ${programmes}.`,
    cheapestBudget: (amount) => `When a regional budget pays: ${amount} a month.`,
    deathTitle: 'for the family',
    death: 'Paid when a member dies, not from a work accident.',
    accidentDeathTitle: 'for the family',
    accidentDeath: 'Paid when an own-account worker on the lowest contribution dies in a work accident.',
    seeLines: 'See the lines',
    work: 'Your work',
    moreTitle: 'Further',
    registerLink: 'Law register: every figure, its article and its dates',
    changesLink: 'What changed in the law between two months',
    apiLink: 'For developers: the API with examples',
  },
  errors: {
    number: 'Report number',
    toHome: 'To the home page',
    tryThese: 'You may be looking for:',
  },
  contribution: contributionWords,
  benefit: benefitWords,
  region: regionWords,
  law: lawWords,
  api: apiWords,
  administration: administrationWords,
  duplicates: duplicatesWords,
  banking: bankingWords,
  changes: changeWords,
  checks: checkWords,
  exports: exportWords,
  employers: employerWords,
  ledger,
  billing,
  payments,
  signIn: signInWords,
  audit: auditWords,
  imports: importWords,
  people: peopleWords,
}
